// What is left out by choice: kinds of boxes, states, cohorts.
const createFilters = (data, days, changed) => {
  const inputs = [...document.querySelectorAll("#filters input[data-group]")];
  const out = { kind: new Set(), state: new Set(), cohort: new Set() };
  const read = () => {
    for (const group of Object.values(out)) group.clear();
    for (const input of inputs) if (!input.checked) out[input.dataset.group].add(input.value);
    for (const box of document.querySelectorAll("#filters details")) {
      const some = [...box.querySelectorAll("input[data-group]")].some((input) => !input.checked);
      box.classList.toggle("active", some);
    }
    changed();
  };
  const passes = (node) => {
    if (out.kind.has(node.kind)) return false;
    const years = node.years ?? [];
    if (out.cohort.size && years.length && years.every((year) => out.cohort.has(String(year)))) return false;
    if (!out.state.size) return true;
    const codes = days.codes(node.id);
    return codes.length === 0 || codes.some((code) => !out.state.has(code));
  };
  const clear = () => {
    inputs.forEach((input) => (input.checked = true));
    read();
  };
  document.getElementById("filters").addEventListener("change", read);
  document.getElementById("filters").addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-all]");
    if (!button) return;
    const box = button.closest("details");
    box.querySelectorAll("input[data-group]").forEach((input) => (input.checked = button.dataset.all === "yes"));
    read();
  });
  // A list of choices closes when one turns to something else.
  document.addEventListener("click", ({ target }) => {
    for (const box of document.querySelectorAll("#filters details[open]")) {
      if (!box.contains(target)) box.open = false;
    }
  });
  return { passes, clear };
};
