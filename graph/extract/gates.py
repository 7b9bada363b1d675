"""A cheap test before a costly rule: no rule runs where a word that it can't do without is missing."""

from __future__ import annotations

from collections.abc import Iterable


def has_any(folded: str, start: int, end: int, stems: Iterable[str]) -> bool:
    """Tell whether the folded text on [start, end) holds one of the stems, in whatever word."""
    for stem in stems:  # noqa: SIM110  a generator would cost more than the search itself
        if folded.find(stem, start, end) >= 0:
            return True
    return False
