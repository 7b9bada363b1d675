// Searching by number, name and words: what is called so comes first, each jump opens the way to it.
const createSearch = (data, painter, jump) => {
  const byId = (id) => document.getElementById(id);
  let matches = [];
  let place = -1;
  const texts = new Map();
  const folded = (text) => text.toLocaleLowerCase().replaceAll("ё", "е");
  const textOf = (node) => {
    if (!texts.has(node.id)) texts.set(node.id, folded(byId(node.id).textContent + " " + node.label));
    return texts.get(node.id);
  };
  const tell = () => {
    const { found, "found-none": none } = data.words;
    const words = matches.length
      ? found.replace("{place}", place + 1).replace("{count}", matches.length)
      : none;
    byId("found").textContent = byId("search").value.trim() ? words : "";
  };
  const search = () => {
    const words = folded(byId("search").value).split(/\s+/).filter(Boolean);
    const fits = (text) => words.every((word) => text.includes(word));
    const named = (node) => fits(folded(node.label));
    matches = words.length ? data.nodes.filter((node) => fits(textOf(node))) : [];
    matches = [...matches.filter(named), ...matches.filter((node) => !named(node))];
    place = -1;
    painter.state.found = matches.length ? new Set(matches.map((node) => node.id)) : null;
  };
  const next = () => {
    if (matches.length) {
      place = (place + 1) % matches.length;
      jump(matches[place].id);
    }
    tell();
  };
  const clear = () => {
    byId("search").value = "";
    search();
    tell();
  };
  let waiting = 0;
  byId("search").addEventListener("input", () => {
    clearTimeout(waiting);
    const look = () => {
      search();
      if (matches.length) next();
      else jump(null);
      tell();
    };
    if (data.nodes.length > 2000) waiting = setTimeout(look, 180);
    else look();
  });
  byId("tools").addEventListener("submit", (event) => {
    event.preventDefault();
    next();
  });
  return { clear };
};
