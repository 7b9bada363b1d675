// Documents that hold their points folded: unfolding one moves those below it in its column down.
const createFolding = (data, painter) => {
  const GAP = 8;
  const INDENT = 18;
  const home = new Map(); // where each box stands while everything is folded
  const columns = new Map();
  const unfolded = (painter.state.unfolded = new Set());
  for (const node of data.nodes) {
    if (node.parent) {
      (painter.node(node.parent).parts ??= []).push(node.id);
      continue;
    }
    home.set(node.id, { x: node.x, y: node.y });
    if (!columns.has(node.x)) columns.set(node.x, []);
    columns.get(node.x).push(node);
  }
  for (const column of columns.values()) column.sort((a, b) => a.y - b.y);
  const bottoms = data.bands.map((band) => band.box[3]);
  const folds = data.nodes.some((node) => node.parts);

  // Places a column anew; returns how far it reaches down.
  const stack = (column) => {
    let shift = 0;
    let bottom = 0;
    for (const node of column) {
      node.y = home.get(node.id).y + shift;
      bottom = node.y + node.box[1] / 2;
      if (!unfolded.has(node.id)) continue;
      let top = bottom + GAP;
      for (const id of node.parts) {
        const part = painter.node(id);
        part.x = node.x - node.box[0] / 2 + INDENT + part.box[0] / 2;
        part.y = top + part.box[1] / 2;
        top += part.box[1] + GAP;
      }
      shift += top - GAP - bottom;
      bottom = top - GAP;
    }
    return bottom;
  };
  const settle = () => {
    const reach = new Map([...columns].map(([x, column]) => [x, stack(column)]));
    data.bands.forEach((band, index) => {
      const inside = [...reach].filter(([x]) => x >= band.box[0] && x <= band.box[2]);
      band.box[3] = Math.max(bottoms[index], ...inside.map(([, bottom]) => bottom));
    });
  };
  const toggle = (id, open = !unfolded.has(id)) => {
    if (!painter.node(id).parts || unfolded.has(id) === open) return false;
    if (open) unfolded.add(id);
    else unfolded.delete(id);
    settle();
    return true;
  };
  const toggleAll = (open) => {
    unfolded.clear();
    if (open) data.nodes.filter((node) => node.parts).forEach((node) => unfolded.add(node.id));
    settle();
  };
  const isFolded = (node) => node.parent !== undefined && !unfolded.has(node.parent);
  return { folds, unfolded, toggle, toggleAll, isFolded };
};
