// Colours, outlines, marks and arrow heads: one source for the picture, its legend and its exports.
// Outlines and heads are path data, so that a canvas and an SVG draw the same.
const shapes = (() => {
  const css = getComputedStyle(document.documentElement);
  const colours = new Map();
  const colour = (name) => {
    if (!colours.has(name)) colours.set(name, css.getPropertyValue("--" + name).trim());
    return colours.get(name);
  };

  const rectangle = (x, y, w, h, wish, r = Math.min(wish, h / 2, w / 2)) =>
    `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}` +
    `h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}Z`;
  const page = (x, y, w, h) => {
    const fold = Math.min(12, h / 2);
    const corner = `M${x + w - fold} ${y}v${fold}h${fold}`;
    return `M${x} ${y}h${w - fold}l${fold} ${fold}v${h - fold}h${-w}Z${corner}`;
  };
  const bevelled = (x, y, w, h, cut = Math.min(11, h / 2.5)) =>
    `M${x + cut} ${y}h${w - 2 * cut}l${cut} ${cut}v${h - 2 * cut}l${-cut} ${cut}` +
    `h${2 * cut - w}l${-cut} ${-cut}v${2 * cut - h}Z`;
  const flag = (x, y, w, h) => `M${x} ${y}h${w - 10}l10 ${h / 2}l-10 ${h / 2}h${10 - w}Z`;
  const framed = (x, y, w, h) => rectangle(x, y, w, h, 2) + rectangle(x + 3, y + 3, w - 6, h - 6, 1);

  const outlines = {
    cited: page,
    document: page,
    item: (x, y, w, h) => rectangle(x, y, w, h, 0) + `M${x + 4} ${y}v${h}`,
    continuation: bevelled,
    order: (x, y, w, h) => rectangle(x, y, w, h, 5),
    decision: (x, y, w, h) => rectangle(x, y, w, h, 0),
    event: flag,
    life: (x, y, w, h) => rectangle(x, y, w, h, 10),
    cohort: (x, y, w, h) => rectangle(x, y, w, h, Math.min(h / 2, 19)),
    party: framed,
    organisation: framed,
    unit: (x, y, w, h) => rectangle(x, y, w, h, 2),
    person: (x, y, w, h) => rectangle(x, y, w, h, Math.min(h / 2, 16)),
  };
  const paths = new Map();
  const outline = (kind, w, h) => {
    const key = kind + " " + w + " " + h;
    if (!paths.has(key)) paths.set(key, new Path2D(outlines[kind](0, 0, w, h)));
    return paths.get(key);
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
    ctx.translate(x, y);
    ctx.fillStyle = ctx.strokeStyle = colour(tone(state));
    ctx.lineWidth = 1.5;
    if (states[state][2]) ctx.fill(marks.get(state));
    else ctx.stroke(marks.get(state));
    ctx.translate(-x, -y);
  };

  const drawOutline = (ctx, kind, x, y, w, h, width = 1.4) => {
    const path = outline(kind, w, h);
    ctx.translate(x, y);
    ctx.fillStyle = colour(kind + "-fill");
    ctx.strokeStyle = colour(kind + "-edge");
    ctx.lineWidth = width;
    ctx.setLineDash(kind === "cited" ? [5, 3] : []);
    ctx.fill(path);
    ctx.stroke(path);
    ctx.setLineDash([]);
    if (kind === "order") {
      ctx.fillStyle = colour("order-edge");
      ctx.fillRect(0, 4, 5, h - 8);
    }
    ctx.translate(-x, -y);
  };

  // What an arrow does is told by its head: [path for a tip at 0 0 that points right, filled].
  const triangle = "M0 0l-9-4v8Z";
  const heads = {
    contains: ["", false],
    belongs: ["", false],
    continues: [triangle, true],
    addresses: ["M-8-4L0 0L-8 4", false],
    causes: ["M-8-4L0 0L-8 4", false],
    extends: [triangle + "M-9 0l-9-4v8Z", true],
    repeals: ["M-2-6V6M-6-6V6", false],
    amends: ["M0 0l-6-4l-6 4l6 4Z", true],
    implements: [triangle, false],
    fulfils: ["M-8 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z", false],
    cites: ["M-8-4L0 0L-8 4", false],
  };
  const headPaths = new Map(Object.entries(heads).map(([kind, [path]]) => [kind, new Path2D(path)]));
  const drawHead = (ctx, kind, x, y, rightwards) => {
    if (!heads[kind][0]) return;
    ctx.translate(x, y);
    if (!rightwards) ctx.rotate(Math.PI);
    if (heads[kind][1]) ctx.fill(headPaths.get(kind));
    else ctx.stroke(headPaths.get(kind));
    if (!rightwards) ctx.rotate(-Math.PI);
    ctx.translate(-x, -y);
  };

  const drawSign = (canvas) => {
    const { group, code } = canvas.dataset;
    const density = window.devicePixelRatio || 1;
    const [w, h] = [group === "states" ? 16 : 30, 18];
    canvas.width = w * density;
    canvas.height = h * density;
    const ctx = canvas.getContext("2d");
    ctx.scale(density, density);
    if (group === "states") return drawMark(ctx, code, 3, 4);
    if (group === "kinds") return drawOutline(ctx, code, 1.5, 2, w - 3, h - 4);
    ctx.strokeStyle = ctx.fillStyle = colour(group === "dashed" ? "continues" : code);
    ctx.lineWidth = 1.8;
    ctx.setLineDash(group === "dashed" ? [5, 4] : []);
    ctx.stroke(new Path2D(`M1 ${h / 2}H${w - 3}`));
    if (group === "edges") drawHead(ctx, code, w - 2, h / 2, true);
  };

  return { colour, tone, states, heads, outlines, outline, drawMark, drawOutline, drawHead, drawSign };
})();
