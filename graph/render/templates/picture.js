// What happens: opening view, choosing, searching, keys, the card.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const painter = createPainter(data);
  const { state } = painter;
  const stage = byId("picture");
  const card = byId("card");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const EASE = calm || data.nodes.length > 300 ? false : { duration: 250, easingFunction: "easeInOutQuad" };

  document.querySelectorAll(".sign").forEach(shapes.drawSign);
  data.options.nodes.ctxRenderer = painter.render;
  // The arrows are painted by us, at courses computed beforehand; as edges of the network they would
  // only cost time: half a second for ten thousand.
  const nodes = new vis.DataSet(data.nodes);
  const network = new vis.Network(stage, { nodes, edges: [] }, data.options);
  Object.assign(window, { network, nodes });

  // --- the view
  const MARGIN = { side: 40, top: 66, bottom: 28 };
  const READABLE = 0.72;
  const bounds = data.bands.map((band) => band.box);
  const extent = {
    left: Math.min(...bounds.map((box) => box[0])) - MARGIN.side,
    top: Math.min(...bounds.map((box) => box[1])) - MARGIN.top,
    right: Math.max(...bounds.map((box) => box[2])) + MARGIN.side,
    bottom: Math.max(...bounds.map((box) => box[3])) + MARGIN.bottom,
  };
  const wholeScale = () =>
    Math.min(
      stage.clientWidth / (extent.right - extent.left),
      stage.clientHeight / (extent.bottom - extent.top),
      1.25,
    );
  const middle = () => ({ x: (extent.left + extent.right) / 2, y: (extent.top + extent.bottom) / 2 });
  const HEADINGS = 34; // the room that headings take on the screen where the picture is small
  const fit = (animation = EASE) => {
    const scale = wholeScale();
    if (scale >= READABLE) return network.moveTo({ position: middle(), scale, animation });
    const smaller = scale * (1 - HEADINGS / stage.clientHeight);
    const { x, y } = middle();
    network.moveTo({ position: { x, y: y - HEADINGS / 2 / smaller }, scale: smaller, animation });
  };
  const reset = (animation = EASE) => {
    const scale = wholeScale();
    if (scale >= READABLE) return fit(animation);
    const start = { x: middle().x, y: extent.top + stage.clientHeight / READABLE / 2 };
    const wide = (extent.right - extent.left) * READABLE > stage.clientWidth;
    const first = data.bands.find((band) => band.lane === "documents") ?? data.bands[0];
    if (wide) start.x = Math.max(first.box[0] - 380, extent.left) + stage.clientWidth / READABLE / 2;
    network.moveTo({ position: start, scale: READABLE, animation });
  };
  const zoom = (factor) =>
    network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 4), animation: EASE });
  const reveal = (id) => {
    const covered = card.hidden ? 0 : card.offsetWidth + 16;
    const { x, y } = network.getPosition(id);
    const spot = network.canvasToDOM({ x, y });
    const scale = Math.max(network.getScale(), READABLE);
    if (scale !== network.getScale()) {
      network.moveTo({ position: { x: x + covered / 2 / scale, y }, scale, animation: EASE });
      return;
    }
    const { box: [w, h] } = painter.node(id);
    const beyond = (at, half, low, high) => Math.min(at - half - low, 0) + Math.max(at + half - high, 0);
    const right = beyond(spot.x, (w / 2) * scale, 24, stage.clientWidth - covered - 24);
    const down = beyond(spot.y, (h / 2) * scale, 56, stage.clientHeight - 24);
    if (!right && !down) return;
    const view = network.getViewPosition();
    network.moveTo({ position: { x: view.x + right / scale, y: view.y + down / scale }, animation: EASE });
  };

  network.on("beforeDrawing", (ctx) => {
    state.scale = network.getScale();
    painter.below(ctx);
  });
  network.on("afterDrawing", (ctx) => painter.above(ctx, network.DOMtoCanvas({ x: 0, y: 0 }).y));
  let settle = 0;
  const move = (moving) => {
    state.moving = moving;
    if (!moving) network.redraw();
  };
  network.on("dragStart", () => move(true));
  network.on("dragEnd", () => move(false));
  network.on("zoom", () => {
    state.moving = true;
    clearTimeout(settle);
    settle = setTimeout(move, 160, false);
  });

  // --- the card: the row of the table, told once more
  const say = (text) => (byId("said").textContent = text);
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
  const fillCard = (row) => {
    const headings = row.closest("table").tHead.rows[0].cells;
    const cells = [...row.cells].slice(1).filter((cell) => cell.childElementCount); // the kind is the first
    byId("card-kind").textContent = cells[0].textContent;
    byId("card-title").textContent = painter.node(row.id).label;
    const [item] = row.cells; // a point is called by its document too, so that its own number is a fact
    const facts = item.textContent === painter.node(row.id).label ? cells.slice(1) : [item, ...cells.slice(1)];
    byId("card-facts").replaceChildren(...facts.flatMap((cell) => fact(cell, headings)));
    card.scrollTop = 0;
  };
  const look = (id) => {
    painter.focus(id, null);
    network.setSelection({ nodes: id === null ? [] : [id] });
    document.querySelector("tr.current")?.classList.remove("current");
    if (id !== null) {
      byId(id).classList.add("current");
      say(painter.node(id).label);
    }
    network.redraw();
  };
  const open = (id) => {
    fillCard(byId(id));
    card.hidden = false;
    look(id);
    reveal(id);
  };
  const close = () => {
    if (card.contains(document.activeElement)) stage.focus();
    card.hidden = true;
    look(null);
  };
  network.on("click", ({ nodes: [id] }) => (id === undefined ? close() : open(id)));
  const hover = (id) => {
    stage.style.cursor = id === null ? "" : "pointer";
    painter.focus(state.selected, id);
    network.redraw();
  };
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  byId("card-close").addEventListener("click", close);
  byId("card-show").addEventListener("click", () => {
    window.scrollTo({ top: 0 });
    reveal(state.selected);
    stage.focus({ preventScroll: true });
  });
  byId("table").addEventListener("click", ({ target }) => {
    const button = target.closest("tbody button");
    if (!button) return;
    open(button.closest("tr").id);
    card.focus();
  });

  // --- searching
  let matches = [];
  let place = -1;
  const texts = new Map();
  const textOf = (node) => {
    if (!texts.has(node.id)) texts.set(node.id, byId(node.id).textContent.toLocaleLowerCase());
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
    const words = byId("search").value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const fits = (text) => words.every((word) => text.includes(word));
    const named = (node) => fits(node.label.toLocaleLowerCase()); // what is called so comes first
    matches = words.length ? data.nodes.filter((node) => fits(textOf(node))) : [];
    matches = [...matches.filter(named), ...matches.filter((node) => !named(node))];
    place = -1;
    state.found = matches.length ? new Set(matches.map((node) => node.id)) : null;
    network.redraw();
  };
  const next = () => {
    if (!matches.length) return;
    place = (place + 1) % matches.length;
    look(matches[place].id);
    reveal(matches[place].id);
  };
  byId("search").addEventListener("input", () => {
    search();
    if (matches.length) next();
    else look(null);
    tell();
  });
  byId("tools").addEventListener("submit", (event) => {
    event.preventDefault();
    next();
    tell();
  });

  // --- keys and buttons
  const neighbour = (id, rightwards) => {
    const from = network.getPosition(id);
    const distance = (other) => Math.abs(network.getPosition(other).y - from.y);
    const aside = (other) => (network.getPosition(other).x - from.x) * (rightwards ? 1 : -1) > 0;
    return painter.neighbours(id).filter(aside).sort((a, b) => distance(a) - distance(b))[0];
  };
  const step = (id, by) => {
    const lane = data.nodes.filter((node) => node.lane === painter.node(id).lane);
    return lane[(lane.indexOf(painter.node(id)) + by + lane.length) % lane.length].id;
  };
  const target = (key) => {
    const id = state.selected;
    if (id === null) return data.nodes[0]?.id;
    if (key === "ArrowUp") return step(id, -1);
    if (key === "ArrowDown") return step(id, 1);
    return neighbour(id, key === "ArrowRight");
  };
  const travel = (key) => {
    const id = target(key);
    if (id === undefined) return;
    if (card.hidden) look(id);
    else open(id);
    reveal(id);
  };
  const keys = {
    "+": () => zoom(1.25),
    "=": () => zoom(1.25),
    "-": () => zoom(0.8),
    "0": () => fit(),
    "Enter": () => state.selected !== null && open(state.selected),
  };
  for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) keys[key] = () => travel(key);
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  byId("fit").addEventListener("click", () => fit());
  byId("reset").addEventListener("click", () => {
    byId("search").value = "";
    search();
    tell();
    close();
    reset();
  });
  byId("zoom-in").addEventListener("click", () => zoom(1.25));
  byId("zoom-out").addEventListener("click", () => zoom(0.8));
  window.addEventListener("beforeprint", () => fit(false));

  if (data.nodes.length) reset(false);
  document.documentElement.dataset.ready = "yes";
})();
