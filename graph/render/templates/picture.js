// What happens: opening, days, choosing, keys.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const days = createDays(data);
  const painter = createPainter(data, days);
  const { state } = painter;
  const shown = new Set();
  state.shown = (id) => shown.has(id);
  state.place = (id) => painter.node(id);
  const folding = createFolding(data, painter);
  const stage = byId("picture");
  const card = byId("card");
  const cards = createCard(data, days, painter);
  document.querySelectorAll(".sign").forEach(shapes.drawSign);

  // The arrows are painted by us, at courses computed beforehand; as edges of the network they would
  // only cost time: half a second for ten thousand. What is folded away is not in the network either.
  data.options.nodes.ctxRenderer = painter.render;
  const nodes = new vis.DataSet();
  const spot = ({ id, x, y, size, label }) => ({ id, x, y, size, label, shape: "custom" });
  let filters = { passes: () => true };
  let network = null;
  const isShown = (node) => days.now(node.id).appeared && !folding.isFolded(node) && filters.passes(node);
  const sync = () => {
    const [put, gone] = [[], []];
    for (const node of data.nodes) {
      if (isShown(node)) {
        const old = shown.has(node.id) ? nodes.get(node.id) : null;
        if (!old || old.y !== node.y || old.x !== node.x) put.push(spot(node));
        shown.add(node.id);
      } else if (shown.delete(node.id)) gone.push(node.id);
    }
    if (gone.length) nodes.remove(gone);
    if (put.length) nodes.update(put);
    painter.focus(shown.has(state.selected) ? state.selected : null, null);
    network?.redraw();
  };
  sync();
  tellDay(); // what changes the height of the page comes before the network measures its place
  if (window.innerWidth < 700) byId("legend").open = false;
  network = new vis.Network(stage, { nodes, edges: [] }, data.options);
  Object.assign(window, { network, nodes, picture: { data, days, state, shown, folding, painter } });
  const camera = createCamera(data, network, stage, card, painter);
  window.picture.camera = camera;
  window.picture.exporting = createExport(data, days, painter, camera);

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
  network.on("dragStart", () => {
    byId("part").hidden = true;
    move(true);
  });
  network.on("dragEnd", () => move(false));
  network.on("zoom", () => {
    state.moving = true;
    clearTimeout(settle);
    settle = setTimeout(move, 160, false);
    byId("part").hidden = true;
  });

  // --- looking at a box
  const say = (text) => (byId("said").textContent = text);
  let opener = null;
  const look = (id) => {
    painter.focus(id, null);
    network.setSelection({ nodes: id === null || !shown.has(id) ? [] : [id] });
    document.querySelector("tr.current")?.classList.remove("current");
    if (id !== null) {
      byId(id).classList.add("current");
      say([painter.node(id).label, ...days.badges(id).map(([, ...lines]) => lines.join(" "))].join(", "));
    }
    network.redraw();
  };
  // Makes a box be seen, whatever hides it: its document is unfolded, filters are lifted, its day comes.
  const uncover = (id) => {
    const node = painter.node(id);
    if (!days.now(id).appeared) setDay(days.dayOf(node.since));
    if (folding.isFolded(node)) folding.toggle(node.parent, true);
    if (!filters.passes(node)) filters.clear();
    if (!shown.has(id)) sync();
  };
  const fillCard = (id) => {
    cards.fill(id);
    const { parts } = painter.node(id);
    byId("card-fold").hidden = !parts;
    byId("card-fold").textContent = folding.unfolded.has(id) ? data.words.fold : data.words.unfold;
  };
  const open = (id, from = null) => {
    opener = from;
    uncover(id);
    fillCard(id);
    card.hidden = false;
    look(id);
    camera.reveal(id);
  };
  const close = () => {
    if (card.contains(document.activeElement)) (opener ?? stage).focus({ preventScroll: !opener });
    card.hidden = true;
    look(null);
  };
  const fold = (id, want) => {
    if (!folding.toggle(id, want)) return;
    sync();
    look(id);
    if (!card.hidden) fillCard(id);
  };
  network.on("click", ({ nodes: [id] }) => {
    if (id === undefined) return close();
    fold(id);
    open(id);
  });
  const hover = (id) => {
    stage.style.cursor = id === null ? "" : "pointer";
    painter.focus(state.selected, id);
    network.redraw();
  };
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  byId("card-close").addEventListener("click", close);
  byId("card-links").addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    open(button.dataset.to, opener);
    card.focus();
  });
  byId("card-fold").addEventListener("click", () => fold(state.selected));
  byId("card-show").addEventListener("click", () => {
    window.scrollTo({ top: 0 });
    camera.reveal(state.selected);
    stage.focus({ preventScroll: true });
  });
  byId("table").addEventListener("click", ({ target }) => {
    const button = target.closest("tbody button");
    if (!button) return;
    open(button.closest("tr").id, button);
    card.focus();
  });

  // --- days
  const stale = new Set();
  let renewing = 0;
  const renew = () => {
    for (const id of stale) cards.renew(id);
    stale.clear();
  };
  function tellDay() {
    if (!data.days) return;
    const day = days.dayOf(days.state.at);
    const total = days.counts();
    const fill = (words) => words.replace(/\{(\w+)\}/g, (_, name) => total[name]);
    byId("day").value = day;
    byId("day").setAttribute("aria-valuetext", days.words(day));
    byId("date").value = days.iso(day);
    byId("day-words").textContent = days.words(day);
    byId("counts").textContent = fill(data.words.counts) + (total.overdue ? fill(data.words.overdue) : "");
    for (const place of document.querySelectorAll(".table-day")) place.textContent = days.words(day);
    byId("before").disabled = days.turn(day, false) === undefined;
    byId("after").disabled = days.turn(day, true) === undefined;
  }
  const setMoment = (at) => {
    for (const node of days.set(at)) stale.add(node.id);
    sync();
    tellDay();
    if (!card.hidden && state.selected !== null) fillCard(state.selected);
    clearTimeout(renewing);
    renewing = setTimeout(renew, 150);
  };
  function setDay(day) {
    setMoment(days.endOf(Math.min(Math.max(day, 0), data.days.count)));
  }
  if (data.days) {
    let frame = 0;
    byId("day").addEventListener("input", () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setDay(Number(byId("day").value)));
    });
    byId("date").addEventListener("change", () => byId("date").value && setDay(days.dayOfIso(byId("date").value)));
    byId("before").addEventListener("click", () => turn(false));
    byId("after").addEventListener("click", () => turn(true));
    window.addEventListener("beforeprint", renew);
  }
  const turn = (forth) => {
    if (!data.days) return;
    const day = days.turn(days.dayOf(days.state.at), forth);
    if (day !== undefined) setDay(day);
  };

  // --- searching, filters, folding
  const search = createSearch(data, painter, (id) => {
    if (id === null) return look(null);
    uncover(id);
    look(id);
    camera.reveal(id);
    if (!card.hidden) fillCard(id);
  });
  const createdFilters = createFilters(data, days, () => {
    filters = createdFilters ?? filters;
    for (const node of data.nodes) {
      const out = !filters.passes(node);
      if (out || node.out) byId(node.id).classList.toggle("left-out", out);
      node.out = out;
    }
    sync();
  });
  filters = createdFilters;
  const foldAll = (want) => {
    folding.toggleAll(want);
    sync();
  };
  byId("fold-all")?.addEventListener("click", () => foldAll(false));
  byId("unfold-all")?.addEventListener("click", () => foldAll(true));

  // --- keys and buttons
  const neighbour = (id, rightwards) => {
    const from = state.place(id);
    const distance = (other) => Math.abs(state.place(other).y - from.y);
    const aside = (other) => (state.place(other).x - from.x) * (rightwards ? 1 : -1) > 0;
    const beside = painter.neighbours(id).filter(aside).sort((a, b) => distance(a) - distance(b))[0];
    if (beside !== undefined || data.view !== "register") return beside;
    // In the register, where no arrow leads on, the box nearest in the next column.
    const columns = [...shown].filter(aside).map(state.place);
    const next = (rightwards ? Math.min : Math.max)(...columns.map(({ x }) => x));
    const column = columns.filter(({ x }) => Math.abs(x - next) < 40).map((node) => node.id);
    return column.sort((a, b) => distance(a) - distance(b))[0];
  };
  const step = (id, by) => {
    const { x, y } = state.place(id);
    const column = data.nodes.filter((node) => shown.has(node.id) && Math.abs(node.x - x) < 40);
    column.sort((a, b) => a.y - b.y || a.x - b.x);
    const place = column.findIndex((node) => node.id === id);
    return place < 0 ? undefined : column[(place + by + column.length) % column.length].id;
  };
  const target = (key) => {
    const id = state.selected;
    if (id === null) return data.nodes.find((node) => shown.has(node.id))?.id;
    if (key === "ArrowUp") return step(id, -1);
    if (key === "ArrowDown") return step(id, 1);
    return neighbour(id, key === "ArrowRight");
  };
  const travel = (key) => {
    const id = target(key);
    if (id === undefined) return;
    if (card.hidden) look(id);
    else open(id);
    camera.reveal(id);
  };
  const keys = {
    "+": () => camera.zoom(1.25),
    "=": () => camera.zoom(1.25),
    "-": () => camera.zoom(0.8),
    "0": () => camera.fit(),
    "[": () => turn(false),
    "]": () => turn(true),
    " ": () => state.selected !== null && fold(state.selected),
    "Enter": () => state.selected !== null && open(state.selected),
  };
  for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) keys[key] = () => travel(key);
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const list = document.querySelector("#filters details[open]");
      if (list) list.open = false;
      else close();
    }
    if (event.key !== "/" || event.target.matches("input")) return;
    event.preventDefault();
    byId("search").focus();
  });
  // What is opened first: where time runs, the latest; among lanes, the first point of the latest document; of a tree, its root.
  const anchor = () => {
    const seen = data.nodes.filter((node) => shown.has(node.id));
    if (["register", "chain"].includes(data.view)) return seen.filter((node) => !node.parent).at(-1)?.id;
    if (data.view === "order") return seen.at(-1)?.id;
    if (data.view !== "cohort") return seen[0]?.id;
    const points = seen.filter((node) => node.lane === "points");
    const last = Math.max(...points.map((node) => node.since ?? 0));
    return (points.find((node) => (node.since ?? 0) === last) ?? seen[0])?.id;
  };
  const start = (animation) => {
    byId("part").hidden = camera.isWhole();
    camera.reset(anchor(), animation);
  };
  byId("fit").addEventListener("click", () => {
    byId("part").hidden = true;
    camera.fit();
  });
  byId("reset").addEventListener("click", () => {
    search.clear();
    filters.clear();
    if (data.days) setMoment(data.days.at);
    close();
    start();
  });
  byId("zoom-in").addEventListener("click", () => camera.zoom(1.25));
  byId("zoom-out").addEventListener("click", () => camera.zoom(0.8));

  const SMALL = 60; // a register of so few boxes is opened unfolded
  if (folding.folds && data.nodes.length <= SMALL) foldAll(true);
  for (const node of data.nodes) if (!days.now(node.id).appeared) byId(node.id).classList.add("later");
  if (data.nodes.length) start(false);
  document.documentElement.dataset.ready = "yes";
})();
