// The picture as a file: what is shown, whole, as PNG or as SVG.
const createExport = (data, days, painter, camera) => {
  const { colour, tone, states, heads, outlines } = shapes;
  const TYPE = colour("type");
  const LARGEST = 12000; // pixels of a side: more than a browser's canvas surely takes
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const name = (ending) => document.title.replace(/[\\/:*?"<>|]+/g, "-").slice(0, 80) + ending;

  const png = () => {
    const { left, top, right, bottom } = camera.extent();
    const scale = Math.min(2, LARGEST / (right - left), LARGEST / (bottom - top));
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil((right - left) * scale);
    canvas.height = Math.ceil((bottom - top) * scale);
    const ctx = canvas.getContext("2d");
    ctx.fillStyle = colour("paper");
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.scale(scale, scale);
    ctx.translate(-left, -top);
    painter.paintWhole(ctx);
    canvas.toBlob((blob) => save(blob, name(".png")), "image/png");
  };

  const escape = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const text = (words, x, y, more) => `<text x="${x}" y="${y}" ${more}>${escape(words)}</text>`;
  const shape = (path, fill, stroke, more = "") =>
    `<path d="${path}" fill="${fill}" stroke="${stroke}" stroke-width="1.4" ${more}/>`;
  const badge = ([code, ...lines], x, y) => {
    const ink = colour(tone(code));
    const [, path, filled] = states[code];
    const mark = `<g transform="translate(${x} ${y + 5})">${shape(path, filled ? ink : "none", ink)}</g>`;
    const words = lines.map((line, at) => text(line, x + 16, y + 14 + at * 15, `fill="${ink}" font-size="12"`));
    return mark + words.join("");
  };
  const box = (node) => {
    const [w, h] = node.box;
    const { x, y } = painter.state.place(node.id);
    const dash = node.kind === "cited" ? 'stroke-dasharray="5 3"' : "";
    const parts = [shape(outlines[node.kind](0, 0, w, h), colour(node.kind + "-fill"), colour(node.kind + "-edge"), dash)];
    let at = 10;
    const [head, body] = node.lines;
    const due = days.due(node.id);
    if (due) parts.push(text(due, w - 11, at + 15, `text-anchor="end" font-weight="600" fill="${colour("accent")}"`));
    for (const line of head) parts.push(text(line, 15, (at += 20) - 5, 'font-weight="600"'));
    for (const line of body) parts.push(text(line, 15, (at += 18) - 5, ""));
    at += 6;
    for (const one of days.badges(node.id)) {
      parts.push(badge(one, 19, at));
      at += one.length * 15 - 15 + 12;
    }
    return `<g transform="translate(${x - w / 2} ${y - h / 2})">${parts.join("")}</g>`;
  };
  const arrow = ({ kind, dashed, path, tips }) => {
    const ink = colour(kind);
    const [head, filled] = heads[kind];
    const tip = ([x, y, rightwards]) =>
      `<path transform="translate(${x} ${y})${rightwards ? "" : " rotate(180)"}" d="${head}" ` +
      `fill="${filled ? ink : "none"}" stroke="${ink}"/>`;
    const lines = shape(path.join(""), "none", ink, dashed ? 'stroke-dasharray="6 5"' : "");
    return lines + (head ? tips.map(tip).join("") : "");
  };
  const band = ({ title, box: [left, top, right, bottom] }) =>
    `<rect x="${left - 14}" y="${top - 56}" width="${right - left + 28}" height="${bottom - top + 74}" rx="12" ` +
    `fill="${colour("band")}"/>` +
    text(title, (left + right) / 2, top - 26, `text-anchor="middle" font-weight="600" fill="${colour("soft")}"`);
  const svg = () => {
    const { left, top, right, bottom } = camera.extent();
    const shown = data.nodes.filter((node) => painter.state.shown(node.id));
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${right - left} ${bottom - top}" ` +
      `font-family="${escape(TYPE)}" font-size="14" fill="${colour("ink")}">` +
      `<title>${escape(document.title)}</title>` +
      `<rect x="${left}" y="${top}" width="100%" height="100%" fill="${colour("paper")}"/>` +
      data.bands.map(band).join("") + painter.arrows().map(arrow).join("") + shown.map(box).join("") + "</svg>"
    );
  };
  document.getElementById("save-png").addEventListener("click", png);
  document.getElementById("save-svg").addEventListener("click", () =>
    save(new Blob([svg()], { type: "image/svg+xml" }), name(".svg")),
  );
  return { svg };
};
