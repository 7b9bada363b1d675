// What is painted on the canvas: bands and arrows below the boxes, the boxes, lane headings above.
const createPainter = (data) => {
  const { colour, tone, outline, drawMark, drawOutline } = shapes;
  const TYPE = colour("type");
  const FAR = 0.3; // below this zoom, words are too small to read and are left out
  const MANY = 3000; // more arrows than this step back, and are left out while the picture moves
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const state = { selected: null, hovered: null, related: null, found: null, moving: false, scale: 1 };

  const curve = (path, [x1, y1, bend, x2, y2]) => {
    const way = x2 >= x1 ? 1 : -1;
    const reach = Math.max(Math.abs(x2 - bend) * 0.55, 40) * way;
    path.moveTo(x1, y1);
    path.lineTo(bend, y1);
    path.bezierCurveTo(bend + reach, y1, x2 - reach, y2, x2 - 7 * way, y2);
  };
  const head = (path, [x1, , , x2, y2]) => {
    const back = x2 >= x1 ? -9 : 9;
    path.moveTo(x2, y2);
    path.lineTo(x2 + back, y2 - 4);
    path.lineTo(x2 + back, y2 + 4);
    path.closePath();
  };
  const bundle = (edges) => {
    const bundles = new Map();
    for (const edge of edges) {
      const key = edge.kind + edge.dashed;
      if (!bundles.has(key)) {
        bundles.set(key, { kind: edge.kind, dashed: edge.dashed, lines: new Path2D(), heads: new Path2D() });
      }
      curve(bundles.get(key).lines, edge.course);
      head(bundles.get(key).heads, edge.course);
    }
    return [...bundles.values()];
  };
  const all = bundle(data.edges);
  let strong = [];

  const paintBundles = (ctx, bundles, width, alpha) => {
    ctx.globalAlpha = alpha;
    for (const { kind, dashed, lines, heads } of bundles) {
      ctx.strokeStyle = ctx.fillStyle = colour(kind);
      ctx.lineWidth = Math.max(width, (0.7 * width) / state.scale / 1.4);
      ctx.setLineDash(dashed && state.scale > FAR ? [6, 5] : []);
      ctx.stroke(lines);
      if (state.scale > FAR) ctx.fill(heads);
    }
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  };

  const below = (ctx) => {
    for (const { box: [left, top, right, bottom] } of data.bands) {
      ctx.fillStyle = colour("band");
      ctx.beginPath();
      ctx.roundRect(left - 18, top - 56, right - left + 36, bottom - top + 74, 12);
      ctx.fill();
    }
    if (!(state.moving && data.edges.length > MANY)) {
      paintBundles(ctx, all, 1.4, state.related || data.edges.length > MANY ? 0.22 : 1);
    }
    paintBundles(ctx, strong, 2.6, 1);
  };

  const above = (ctx, viewTop) => {
    const size = Math.max(14, 11 / state.scale); // a heading stays readable at any zoom
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.font = `600 ${size}px ${TYPE}`;
    for (const { title, box: [left, top, right] } of data.bands) {
      const y = Math.max(top - 20 - size, viewTop + size * 1.4);
      ctx.fillStyle = colour("band");
      ctx.globalAlpha = 0.94;
      ctx.fillRect(left - 17, y - size * 1.1, right - left + 34, size * 2.2);
      ctx.globalAlpha = 1;
      ctx.fillStyle = colour("soft");
      ctx.fillText(title, (left + right) / 2, y, right - left + 30);
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
    const [head, body, due] = node.lines;
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
      const taken = ctx.measureText(head[0]).width + 14;
      ctx.textAlign = "right";
      ctx.fillStyle = colour("accent");
      ctx.fillText(due, x + room, y + 14.8, room - taken);
      ctx.textAlign = "left";
    }
    head.forEach((line) => put("600 14px", line, 20, "ink"));
    body.forEach((line) => put("14px", line, 18, "ink"));
    y += 6;
    for (const badge of node.badges) y += paintBadge(ctx, badge, x, y, room);
  };

  const paintNode = (ctx, node, x, y) => {
    const [w, h] = node.box;
    const [left, top] = [x - w / 2, y - h / 2];
    const chosen = node.id === state.selected;
    if (state.scale < FAR) {
      ctx.fillStyle = colour(node.kind + (state.found?.has(node.id) ? "-edge" : "-fill"));
      ctx.strokeStyle = colour(chosen ? "accent" : node.kind + "-edge");
      ctx.lineWidth = chosen ? 14 : 2;
      ctx.fillRect(left, top, w, h);
      ctx.strokeRect(left, top, w, h);
      return;
    }
    ctx.fillStyle = colour("band");
    ctx.fill(outline(node.kind, left, top, w, h));
    const kept = state.found ?? state.related;
    const aside = kept && !kept.has(node.id) && !chosen;
    ctx.globalAlpha = aside && node.id !== state.hovered ? 0.42 : 1;
    if (state.found?.has(node.id) || chosen) {
      ctx.strokeStyle = colour(chosen ? "accent" : "found");
      ctx.lineWidth = 9;
      ctx.globalAlpha *= 0.45;
      ctx.stroke(outline(node.kind, left, top, w, h));
      ctx.globalAlpha = 1;
    }
    drawOutline(ctx, node.kind, left, top, w, h, chosen || node.id === state.hovered ? 2.2 : 1.4);
    paintWords(ctx, node, left + 15, top + 10, w - 26);
    ctx.globalAlpha = 1;
  };

  const render = ({ ctx, id, x, y }) => {
    const node = nodes.get(id);
    const [width, height] = node.box;
    return { drawNode: () => paintNode(ctx, node, x, y), nodeDimensions: { width, height } };
  };

  const edgesOf = (id) => data.edges.filter((edge) => edge.from === id || edge.to === id);
  const neighbours = (id) => [...new Set(edgesOf(id).map((edge) => (edge.from === id ? edge.to : edge.from)))];

  // Sets which node is looked at: its arrows come forward, what it has no arrow to steps back.
  const focus = (selected, hovered) => {
    state.selected = selected;
    state.hovered = hovered;
    strong = bundle(edgesOf(selected ?? hovered));
    state.related = selected === null ? null : new Set([selected, ...neighbours(selected)]);
  };

  return { state, below, above, render, focus, neighbours, node: (id) => nodes.get(id) };
};
