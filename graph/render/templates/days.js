// What holds at the day shown: which boxes have appeared, their states, terms and counts.
const createDays = (data) => {
  const DAY = 86400000;
  const ZONE = 3 * 3600000; // Moscow, all the year round
  const { texts, days } = data;
  const state = { at: days ? days.at : Infinity };
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const held = new Map(); // the slice of each node that holds

  const sliceOf = (node) => {
    let found = null;
    for (const slice of node.slices ?? []) {
      if (slice[0] > state.at) break;
      found = slice;
    }
    return found;
  };
  // Sets the moment; returns the nodes of which something has changed.
  const set = (at) => {
    state.at = at;
    const changed = [];
    for (const node of data.nodes) {
      const slice = sliceOf(node);
      const appeared = node.since === undefined || node.since <= at;
      const over = node.until !== undefined && node.until <= at;
      const before = held.get(node.id);
      if (before && before.slice === slice && before.appeared === appeared && before.over === over) continue;
      held.set(node.id, { slice, appeared, over });
      changed.push(node);
    }
    return changed;
  };
  set(state.at);

  const now = (id) => held.get(id);
  const badges = (id) => (now(id).slice?.[2] ?? []).map((place) => texts[place]);
  const due = (id) => {
    const { slice } = now(id);
    return slice ? texts[slice[1]] : (nodes.get(id).due ?? "");
  };
  const codes = (id) => (now(id).slice?.[4] ?? []).map((place) => texts[place]);
  // The words of the columns due, state, because; null where no day changes them.
  const cells = (id) =>
    nodes.get(id).slices
      ? [0, 1, 2].map((column) => (now(id).slice?.[3][column] ?? []).map((place) => texts[place]))
      : null;
  // A box stands for something that has ended: nothing of it binds or is open any more.
  const OVER = ["fulfilled", "fulfilled-late", "cancelled", "replaced", "not-applicable"];
  const isOver = (id) => {
    if (now(id).over) return true;
    const found = codes(id);
    return found.length > 0 && found.every((code) => OVER.includes(code));
  };
  const counts = () => {
    const total = { orders: 0, bundles: 0, contested: 0, overdue: 0 };
    for (const { slice } of held.values()) {
      const [orders, bundles, contested, overdue] = slice?.[5] ?? [0, 0, 0, 0];
      total.orders += orders;
      total.bundles += bundles;
      total.contested += contested;
      total.overdue += overdue;
    }
    return total;
  };

  // Days are numbered from the first one; a day is shown as at its last instant.
  const endOf = (day) => days.first + (day + 1) * DAY - 0.001;
  const dayOf = (at) => Math.floor((at - days.first) / DAY);
  const iso = (day) => new Date(days.first + day * DAY + ZONE).toISOString().slice(0, 10);
  const dayOfIso = (text) => Math.round((Date.parse(text) - ZONE - days.first) / DAY);
  const words = (day) => iso(day).split("-").reverse().join(".");
  const turns = () => {
    const found = new Set();
    for (const node of data.nodes) {
      if (node.since !== undefined) found.add(dayOf(node.since));
      for (const slice of node.slices ?? []) found.add(dayOf(slice[0]));
    }
    return [...found].sort((a, b) => a - b);
  };
  let known = null;
  // The nearest day before or after at which something changes.
  const turn = (day, forth) => {
    known ??= turns();
    const beyond = forth ? known.filter((one) => one > day) : known.filter((one) => one < day);
    return forth ? beyond[0] : beyond[beyond.length - 1];
  };

  return { state, set, now, badges, due, codes, cells, isOver, counts, endOf, dayOf, iso, dayOfIso, words, turn };
};
