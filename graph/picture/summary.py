"""What a point's box says first: its words behind the address that it opens with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..rdf import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .facts import Facts
    from .values import Quote

_REACH: Final = {
    terms.ADDRESSEE.value: 4,
    terms.JOINT_WITH.value: 16,
    terms.FOR_COHORT.value: 120,
}
"""How far behind what came before each part of an address may begin: a number, «совместно с», a tail."""
_ENOUGH: Final = 20
"""Fewer characters behind an address are no order: then nothing is left out."""


def summary_of(facts: Facts, point: str, quote: Quote | None) -> str | None:
    """Return the point's words without the address they open with; None where they open otherwise."""
    if quote is None or quote.start is None:
        return None
    end = 0
    for low, high, reach in sorted(_address_parts(facts, point, quote.start)):
        if low > end + reach:
            break
        end = max(end, high)
    rest = quote.text[end:].lstrip(" ,:;.\n\t")
    return rest if end and len(rest) >= _ENOUGH else None


def _address_parts(facts: Facts, point: str, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield where addressees, joint performers and cohorts are named, counted from the point's start."""
    for proof in facts.subjects(terms.SUBJECT, point):
        predicate = facts.node(proof, terms.PREDICATE)
        selector = facts.selector(facts.node(proof, terms.TARGET))
        if predicate not in _REACH or selector is None:
            continue
        low, high = facts.number(selector, terms.START), facts.number(selector, terms.END)
        if low is not None and high is not None and low >= start:
            yield low - start, high - start, _REACH[predicate]
