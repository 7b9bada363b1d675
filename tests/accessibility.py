"""What keeps people out of a page, as axe-core finds it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendored" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
LOOK = """async (out) => {
  const scope = { include: [["html"]], exclude: out.map((one) => [one]) };
  const { passes, violations } = await axe.run(scope);
  const grave = violations.filter((one) => ["serious", "critical"].includes(one.impact));
  const name = (fault) => fault.id + ": " + fault.nodes.map((node) => node.target.join(" ")).join(", ");
  return [passes.length, grave.map(name)];
}"""


def grave_faults(page: Page, leaving_out: Sequence[str] = ()) -> list[str]:
    """Return the serious and critical faults of a page, each with its elements, but of selectors left out."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE)
    passed, faults = page.evaluate(LOOK, list(leaving_out))
    assert passed, "axe-core looked at nothing"
    return [str(fault) for fault in faults]
