// What is painted on the canvas: bands and arrows below the boxes, the boxes, headings above.
const createPainter = (data, days) => {
  const { colour, tone, outline, drawMark, drawOutline, drawHead } = shapes;
  const TYPE = colour("type");
  const FAR = 0.3; // below this zoom, words are too small to read and are left out
  const MANY = 700; // more arrows than this step back, and are left out while the picture moves
  const LEFT_OUT = 2500; // more arrows than this are shown only of the box that is looked at
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const state = {
    selected: null, hovered: null, related: null, found: null, moving: false, scale: 1, shown: null, place: null,
  };
  const links = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    links.get(edge.from).push(edge);
    if (edge.to !== edge.from) links.get(edge.to).push(edge);
  }

  // The end of an arrow that is seen: a point that is folded away stands with its document.
  const seen = (id) => (state.shown(id) ? id : nodes.get(id).parent && state.shown(nodes.get(id).parent) ? nodes.get(id).parent : null);
  const side = (id, x) => {
    const at = state.place(id);
    const half = nodes.get(id).box[0] / 2;
    return [x >= at.x ? at.x + half : at.x - half, at.y];
  };
  const courseOf = (from, to) => {
    const [a, b] = [state.place(from), state.place(to)];
    if (Math.abs(a.x - b.x) < 40) {
      const [x1, y1] = side(from, Infinity);
      const [x2, y2] = side(to, Infinity);
      return { bow: [x1, y1, x2, y2] };
    }
    const [x1, y1] = side(from, b.x);
    const [x2, y2] = side(to, a.x);
    return [x1, y1, x1, x2, x2, y2];
  };
  const curve = (course, kind) => {
    const short = shapes.heads[kind][0] ? 7 : 0; // the line ends where its head begins
    if (course.bow) {
      const [x1, y1, x2, y2] = course.bow;
      return `M${x1} ${y1}C${x1 + 30} ${y1} ${x2 + 30} ${y2} ${x2 + short} ${y2}`;
    }
    const [x1, y1, leave, arrive, x2, y2] = course;
    const way = x2 >= x1 ? 1 : -1;
    const reach = Math.max(Math.abs(arrive - leave) * 0.55, 40) * way;
    const tip = x2 - short * way;
    const end = arrive === x2 ? tip : arrive;
    return `M${x1} ${y1}H${leave}C${leave + reach} ${y1} ${end - reach} ${y2} ${end} ${y2}H${tip}`;
  };
  const tipOf = (course) =>
    course.bow ? [course.bow[2], course.bow[3], false] : [course[4], course[5], course[4] >= course[0]];

  // The arrows that are seen, those of one kind together; two between the same boxes are drawn once.
  const bundle = (edges) => {
    const bundles = new Map();
    const drawn = new Set();
    for (const edge of edges) {
      const [from, to] = [seen(edge.from), seen(edge.to)];
      const name = from + to + edge.kind;
      if (from === null || to === null || from === to || drawn.has(name)) continue;
      drawn.add(name);
      const key = edge.kind + (edge.dashed ?? false);
      if (!bundles.has(key)) bundles.set(key, { kind: edge.kind, dashed: edge.dashed, path: [], tips: [] });
      const course = edge.course ?? courseOf(from, to);
      bundles.get(key).path.push(curve(course, edge.kind));
      bundles.get(key).tips.push(tipOf(course));
    }
    return [...bundles.values()].map((one) => ({ ...one, lines: new Path2D(one.path.join("")) }));
  };
  let all = [];
  let strong = [];
  const few = data.view === "register" ? 0 : LEFT_OUT; // in the register arrows show for the box that is looked at
  // Whom everything addresses has no arrows of its own unless it is looked at: they would hide the rest.
  const CROWD = 24;
  const plain = data.edges.filter(({ kind, to }) => kind !== "addresses" || links.get(to).length <= CROWD);
  const update = () => {
    all = plain.length > few ? [] : bundle(plain);
    strong = bundle(links.get(state.selected ?? state.hovered) ?? []);
  };

  const paintBundles = (ctx, bundles, width, alpha) => {
    ctx.globalAlpha = alpha;
    for (const { kind, dashed, lines, tips } of bundles) {
      ctx.strokeStyle = ctx.fillStyle = colour(kind);
      ctx.lineWidth = Math.max(width, (0.7 * width) / state.scale / 1.4);
      ctx.setLineDash(dashed && state.scale > FAR ? [6, 5] : []);
      ctx.stroke(lines);
      ctx.setLineDash([]);
      if (state.scale > FAR && !(state.moving && tips.length > MANY)) tips.forEach(([x, y, way]) => drawHead(ctx, kind, x, y, way));
    }
    ctx.globalAlpha = 1;
  };

  const below = (ctx) => {
    for (const { box: [left, top, right, bottom] } of data.bands) {
      ctx.fillStyle = colour("band");
      ctx.beginPath();
      ctx.roundRect(left - 14, top - 56, right - left + 28, bottom - top + 74, 12);
      ctx.fill();
    }
    const many = data.edges.length > MANY;
    if (!(state.moving && many)) paintBundles(ctx, all, 1.4, state.related ? 0.25 : many ? 0.5 : 1);
    paintBundles(ctx, strong, 2.6, 1);
  };

  const above = (ctx, viewTop) => {
    const size = Math.max(14, 11 / state.scale); // a heading stays readable at any zoom
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.font = `600 ${size}px ${TYPE}`;
    let free = -Infinity;
    for (const { title, box: [left, top, right] } of data.bands) {
      const y = Math.max(top - 20 - size, viewTop + size * 1.4);
      const room = right - left + 28;
      ctx.fillStyle = colour("band");
      ctx.globalAlpha = 0.94;
      ctx.fillRect(left - 13, y - size * 1.1, room - 2, size * 2.2);
      ctx.globalAlpha = 1;
      const width = Math.min(ctx.measureText(title).width, room * 2);
      if ((left + right - width) / 2 < free) continue; // where headings are too close, one of them is left out
      free = (left + right + width) / 2 + size / 2;
      ctx.fillStyle = colour("soft");
      ctx.fillText(title, (left + right) / 2, y, room * 2);
    }
  };

  const paintBadge = (ctx, [code, ...lines], x, y, room) => {
    const height = lines.length * 15 + 6;
    ctx.font = `12px ${TYPE}`;
    const width = Math.min(room, Math.max(...lines.map((line) => ctx.measureText(line).width)) + 30);
    ctx.fillStyle = colour(tone(code) + "-back");
    ctx.beginPath();
    ctx.roundRect(x, y, width, height, 6);
    ctx.fill();
    drawMark(ctx, code, x + 7, y + 5.5);
    ctx.fillStyle = colour(tone(code));
    lines.forEach((line, index) => ctx.fillText(line, x + 23, y + 14.5 + index * 15, width - 30));
    return height + 6;
  };

  const paintWords = (ctx, node, x, y, room) => {
    const [head, body] = node.lines;
    const due = days.due(node.id);
    const put = (font, line, step, ink) => {
      ctx.font = `${font} ${TYPE}`;
      ctx.fillStyle = colour(ink);
      ctx.fillText(line, x, y + step * 0.74, room);
      y += step;
    };
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    if (due) {
      ctx.font = `600 14px ${TYPE}`;
      const taken = head.length ? ctx.measureText(head[0]).width + 14 : 0;
      ctx.textAlign = "right";
      ctx.fillStyle = colour("accent");
      ctx.fillText(due, x + room, y + 14.8, Math.max(room - taken, 60));
      ctx.textAlign = "left";
    }
    head.forEach((line) => put("600 14px", line, 20, "ink"));
    body.forEach((line) => put("14px", line, 18, "ink"));
    y += 6;
    for (const badge of days.badges(node.id)) y += paintBadge(ctx, badge, x, y, room);
  };

  // A document that holds folded points shows it by a sheet behind it and a sign at its corner.
  const paintFold = (ctx, node, left, top, w, h) => {
    if (!node.parts) return;
    const open = state.unfolded.has(node.id);
    ctx.strokeStyle = colour("document-edge");
    ctx.lineWidth = 1.4;
    if (!open) ctx.stroke(new Path2D(`M${left + 5} ${top + h}v4h${w - 1}V${top + 8}h-4`));
    const [x, y] = [left + w - 22, top + 22];
    ctx.lineWidth = 2;
    ctx.stroke(new Path2D(open ? `M${x} ${y + 3}l5-6l5 6` : `M${x} ${y - 3}l5 6l5-6`));
  };

  // From afar a box says only its number and, by colour and mark, what is most pressing in it.
  const PRESSING = ["overdue", "contested", "condition-unconfirmed", "window-passed", "reported", "conditional", "in-force"];
  const paintFar = (ctx, node, left, top, w, h, chosen) => {
    const codes = days.codes(node.id);
    const pressing = PRESSING.find((code) => codes.includes(code));
    const aside = state.found && !state.found.has(node.id);
    ctx.globalAlpha = aside || days.isOver(node.id) ? 0.45 : 1;
    ctx.fillStyle = colour(pressing ? tone(pressing) + "-back" : node.kind + "-fill");
    ctx.strokeStyle = colour(chosen ? "accent" : state.found && !aside ? "found" : pressing ? tone(pressing) : node.kind + "-edge");
    ctx.lineWidth = chosen || (state.found && !aside) ? 14 : 3;
    ctx.setLineDash(node.kind === "cited" ? [16, 10] : []);
    ctx.fillRect(left, top, w, h);
    ctx.strokeRect(left, top, w, h);
    ctx.setLineDash([]);
    const words = node.short ?? node.lines[0][0] ?? "";
    const room = pressing ? w - 70 : w - 20;
    const size = Math.min(h * 0.6, (room * 1.7) / Math.max(words.length, 4));
    if (pressing && state.scale > 0.06) {
      ctx.save();
      ctx.translate(left + 8, top + h / 2 - 22);
      ctx.scale(4.4, 4.4);
      drawMark(ctx, pressing, 0, 0);
      ctx.restore();
    }
    if (size * state.scale >= 5) {
      ctx.font = `600 ${size}px ${TYPE}`;
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ctx.fillStyle = colour("ink");
      ctx.fillText(words, left + w - room - 8, top + h / 2, room);
    }
    ctx.globalAlpha = 1;
  };

  const paintNode = (ctx, node, x, y) => {
    const [w, h] = node.box;
    const [left, top] = [x - w / 2, y - h / 2];
    const chosen = node.id === state.selected;
    if (state.scale < FAR) return paintFar(ctx, node, left, top, w, h, chosen);
    ctx.translate(left, top);
    ctx.fillStyle = colour("band");
    ctx.fill(outline(node.kind, w, h));
    ctx.translate(-left, -top);
    const kept = state.found ?? state.related;
    const aside = kept && !kept.has(node.id) && !chosen;
    ctx.globalAlpha = node.id === state.hovered ? 1 : aside ? 0.4 : days.isOver(node.id) && !chosen ? 0.6 : 1;
    if (state.found?.has(node.id) || chosen) {
      ctx.save();
      ctx.translate(left, top);
      ctx.strokeStyle = colour(chosen ? "accent" : "found");
      ctx.lineWidth = 9;
      ctx.globalAlpha *= 0.45;
      ctx.stroke(outline(node.kind, w, h));
      ctx.restore();
    }
    drawOutline(ctx, node.kind, left, top, w, h, chosen || node.id === state.hovered ? 2.2 : 1.4);
    paintFold(ctx, node, left, top, w, h);
    paintWords(ctx, node, left + 15, top + 10, w - 26);
    ctx.globalAlpha = 1;
  };

  const render = ({ ctx, id, x, y }) => {
    const node = nodes.get(id);
    const [width, height] = node.box;
    return { drawNode: () => paintNode(ctx, node, x, y), nodeDimensions: { width, height } };
  };

  const neighbours = (id) => {
    const others = links.get(id).map((edge) => seen(edge.from === id ? edge.to : edge.from));
    return [...new Set(others)].filter((other) => other !== null && other !== id);
  };

  // Sets which node is looked at: its arrows come forward, what it has no arrow to steps back.
  const focus = (selected, hovered) => {
    state.selected = selected;
    state.hovered = hovered;
    update();
    state.related = selected === null ? null : new Set([selected, ...neighbours(selected)]);
  };
  // The picture drawn once more, elsewhere and whole: for a PNG.
  const paintWhole = (ctx) => {
    const { scale } = state;
    state.scale = 1;
    below(ctx);
    for (const node of data.nodes) {
      if (state.shown(node.id)) paintNode(ctx, node, state.place(node.id).x, state.place(node.id).y);
    }
    above(ctx, -Infinity);
    state.scale = scale;
  };

  const arrows = () => all;
  return { state, below, above, render, focus, update, neighbours, arrows, paintWhole, node: (id) => nodes.get(id) };
};
