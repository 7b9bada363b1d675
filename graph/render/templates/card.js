// The card: the row of the table told once more, at the day shown; and the rows kept up with the day.
const createCard = (data, days, painter) => {
  const byId = (id) => document.getElementById(id);
  const CHANGING = ["due", "state", "because"];
  const element = (name, text, className = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className;
    return made;
  };
  const fact = (cell, headings) => {
    const value = element("dd", "", cell.dataset.column);
    for (const part of cell.children) value.append(element("p", part.textContent));
    return [element("dt", headings[cell.cellIndex].textContent, cell.dataset.column), value];
  };
  // Writes into a row what holds at the day shown.
  const renew = (id) => {
    const row = byId(id);
    const cells = days.cells(id);
    row.classList.toggle("later", !days.now(id).appeared);
    if (cells === null) return;
    for (const cell of row.cells) {
      const place = CHANGING.indexOf(cell.dataset.column);
      if (place >= 0) cell.replaceChildren(...cells[place].map((text) => element("p", text)));
    }
  };
  const source = (node) => {
    const words = node.source === undefined ? "" : data.texts[node.source];
    if (!words) return [];
    const value = element("dd", "", "source");
    if (data.linked) {
      const link = element("a", data.words.file);
      link.href = words;
      value.append(link);
      return [element("dt", ""), value];
    }
    return [];
  };
  // The boxes at the other ends of the arrows, to go to; the table names them all.
  const MOST = 12;
  const neighbours = (id) => painter.neighbours(id).slice(0, MOST);
  const way = (other) => {
    const button = element("button", painter.node(other).label);
    button.type = "button";
    button.dataset.to = other;
    const item = element("li", "");
    item.append(button);
    return item;
  };
  const fill = (id) => {
    renew(id);
    const row = byId(id);
    const node = painter.node(id);
    const headings = row.closest("table").tHead.rows[0].cells;
    const cells = [...row.cells].slice(1).filter((cell) => cell.childElementCount); // the kind is the first
    byId("card-kind").textContent = cells[0].textContent;
    byId("card-title").textContent = node.label;
    const [item] = row.cells; // a point is called by its document too, so that its own number is a fact
    const facts = item.textContent === node.label ? cells.slice(1) : [item, ...cells.slice(1)];
    byId("card-facts").replaceChildren(...facts.flatMap((cell) => fact(cell, headings)), ...source(node));
    byId("card-links").replaceChildren(...neighbours(id).map(way));
    byId("card").scrollTop = 0;
  };
  return { fill, renew };
};
