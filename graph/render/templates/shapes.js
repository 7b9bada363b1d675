delete document.createElement; // the library has loaded: back to the browser's own

// Colours, outlines and marks: one source for the picture and for its legend.
const shapes = (() => {
  const css = getComputedStyle(document.documentElement);
  const colours = new Map();
  const colour = (name) => {
    if (!colours.has(name)) colours.set(name, css.getPropertyValue("--" + name).trim());
    return colours.get(name);
  };

  const rectangle = (path, x, y, w, h, radius) => path.roundRect(x, y, w, h, radius);
  const polygon = (path, corners) => {
    corners.forEach(([x, y], index) => (index ? path.lineTo(x, y) : path.moveTo(x, y)));
    path.closePath();
  };
  const page = (path, x, y, w, h) => {
    const fold = Math.min(12, h / 2);
    polygon(path, [[x, y], [x + w - fold, y], [x + w, y + fold], [x + w, y + h], [x, y + h]]);
    path.moveTo(x + w - fold, y);
    path.lineTo(x + w - fold, y + fold);
    path.lineTo(x + w, y + fold);
  };
  const bevelled = (path, x, y, w, h) => {
    const cut = Math.min(11, h / 2.5);
    polygon(path, [
      [x + cut, y], [x + w - cut, y], [x + w, y + cut], [x + w, y + h - cut],
      [x + w - cut, y + h], [x + cut, y + h], [x, y + h - cut], [x, y + cut],
    ]);
  };
  const framed = (path, x, y, w, h) => {
    rectangle(path, x, y, w, h, 2);
    rectangle(path, x + 3, y + 3, w - 6, h - 6, 1);
  };

  const outlines = {
    cited: page,
    document: page,
    continuation: bevelled,
    order: (path, x, y, w, h) => rectangle(path, x, y, w, h, 5),
    decision: (path, x, y, w, h) => rectangle(path, x, y, w, h, 0),
    cohort: (path, x, y, w, h) => rectangle(path, x, y, w, h, Math.min(h / 2, 19)),
    party: framed,
  };
  const outline = (kind, x, y, w, h) => {
    const path = new Path2D();
    outlines[kind](path, x, y, w, h);
    return path;
  };

  // A state has a tone, and a mark that tells it apart without colour: a path in a 10 × 10 square
  // and whether it is filled.
  const disc = "M1 5a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z";
  const states = {
    "in-force": ["good", disc, true],
    "conditional": ["maybe", "M1 5a4 4 0 1 0 8 0a4 4 0 1 0-8 0ZM5 1v8", false],
    "condition-unconfirmed": ["doubt", disc + "M5 2.6v3M5 7v.6", false],
    "overdue": ["late", "M5 .8L9.6 9H.4Z", true],
    "window-passed": ["past", "M5 1.4L9 8.6H1Z", false],
    "reported": ["told", "M1.2 1.2h7.6v7.6H1.2Z", true],
    "text-not-held": ["bare", "M1.2 1.2h2M4.8 1.2h2M8.8 1.2v2M8.8 4.8v2M8.8 8.8h-2M5.2 8.8h-2M1.2 8.8v-2M1.2 5.2v-2", false],
    "contested": ["torn", "M5 .4L9.6 5L5 9.6L.4 5Z", true],
    "fulfilled": ["over", "M1 5.4L4 8.4L9.2 1.8", false],
    "fulfilled-late": ["over", "M1 4L4 7L9.2 .8M1 9.4h8", false],
    "cancelled": ["over", "M1.4 1.4L8.6 8.6M8.6 1.4L1.4 8.6", false],
    "replaced": ["over", "M.8 3h8M6.6 1L8.8 3M9.2 7h-8M3.4 9L1.2 7", false],
    "not-applicable": ["over", "M1 5h8", false],
    "not-yet": ["over", "M3 5a2 2 0 1 0 4 0a2 2 0 1 0-4 0Z", false],
  };
  const marks = new Map(Object.entries(states).map(([state, [, path]]) => [state, new Path2D(path)]));
  const tone = (state) => states[state][0];

  const drawMark = (ctx, state, x, y) => {
    ctx.save();
    ctx.translate(x, y);
    ctx.fillStyle = ctx.strokeStyle = colour(tone(state));
    ctx.lineWidth = 1.5;
    if (states[state][2]) ctx.fill(marks.get(state));
    else ctx.stroke(marks.get(state));
    ctx.restore();
  };

  const drawOutline = (ctx, kind, x, y, w, h, width = 1.4) => {
    const path = outline(kind, x, y, w, h);
    ctx.fillStyle = colour(kind + "-fill");
    ctx.strokeStyle = colour(kind + "-edge");
    ctx.lineWidth = width;
    ctx.setLineDash(kind === "cited" ? [5, 3] : []);
    ctx.fill(path);
    ctx.stroke(path);
    ctx.setLineDash([]);
    if (kind === "order") {
      ctx.save();
      ctx.clip(path);
      ctx.fillStyle = colour("order-edge");
      ctx.fillRect(x, y, 6, h);
      ctx.restore();
    }
  };

  const drawSign = (canvas) => {
    const { group, code } = canvas.dataset;
    const density = window.devicePixelRatio || 1;
    const [w, h] = [group === "states" ? 16 : 30, 18];
    canvas.width = w * density;
    canvas.height = h * density;
    const ctx = canvas.getContext("2d");
    ctx.scale(density, density);
    if (group === "states") drawMark(ctx, code, 3, 4);
    else if (group === "kinds") drawOutline(ctx, code, 1.5, 2, w - 3, h - 4);
    else {
      ctx.strokeStyle = colour(group === "dashed" ? "continues" : code);
      ctx.lineWidth = 1.8;
      ctx.setLineDash(group === "dashed" ? [5, 4] : []);
      ctx.stroke(new Path2D(`M1 ${h / 2}H${w - 1}`));
    }
  };

  return { colour, tone, outline, drawMark, drawOutline, drawSign };
})();
