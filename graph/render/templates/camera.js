// What part of the picture is seen: the whole, the opening view, one box.
const createCamera = (data, network, stage, card, painter) => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const EASE = calm || data.nodes.length > 300 ? false : { duration: 250, easingFunction: "easeInOutQuad" };
  const MARGIN = { side: 30, top: 66, bottom: 28 };
  const READABLE = 0.78; // the smallest words, of 12 pixels, are then more than 9 pixels tall
  const HEADINGS = 34; // the room that headings take on the screen where the picture is small

  const extent = () => {
    const boxes = data.bands.map((band) => band.box);
    return {
      left: Math.min(...boxes.map((box) => box[0])) - MARGIN.side,
      top: Math.min(...boxes.map((box) => box[1])) - MARGIN.top,
      right: Math.max(...boxes.map((box) => box[2])) + MARGIN.side,
      bottom: Math.max(...boxes.map((box) => box[3])) + MARGIN.bottom,
    };
  };
  const wholeScale = ({ left, top, right, bottom }) =>
    Math.min(stage.clientWidth / (right - left), stage.clientHeight / (bottom - top), 1.25);
  const middle = ({ left, top, right, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });
  const isWhole = () => wholeScale(extent()) >= READABLE;

  const fit = (animation = EASE) => {
    const all = extent();
    const scale = wholeScale(all);
    const { x, y } = middle(all);
    if (scale >= READABLE) return network.moveTo({ position: { x, y }, scale, animation });
    const smaller = scale * (1 - HEADINGS / stage.clientHeight);
    network.moveTo({ position: { x, y: y - HEADINGS / 2 / smaller }, scale: smaller, animation });
  };
  // The opening view: the whole where it is readable, else a readable part around the box that matters.
  const reset = (anchor, animation = EASE) => {
    if (isWhole()) return fit(animation);
    const all = extent();
    const [wide, tall] = [stage.clientWidth / READABLE, stage.clientHeight / READABLE];
    const within = (wish, low, high, room) =>
      high - low <= room ? (low + high) / 2 : Math.min(Math.max(wish, low + room / 2), high - room / 2);
    const spot = anchor ? painter.state.place(anchor) : { x: all.left, y: all.top };
    const latest = ["register", "chain", "order"].includes(data.view); // what is latest stands at the right
    const position = {
      x: within(latest ? spot.x - wide / 2 + 240 : spot.x, all.left, all.right, wide),
      y: all.bottom - all.top <= tall ? middle(all).y : within(spot.y, all.top, all.bottom, tall),
    };
    network.moveTo({ position, scale: READABLE, animation });
  };
  const zoom = (factor) =>
    network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.01), 4), animation: EASE });
  const reveal = (id) => {
    const beside = !card.hidden && card.offsetWidth < stage.clientWidth * 0.7;
    const covered = beside ? card.offsetWidth + 16 : 0;
    const { x, y } = painter.state.place(id);
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
  return { extent, isWhole, fit, reset, zoom, reveal };
};
