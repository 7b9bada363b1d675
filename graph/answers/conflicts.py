"""Orders of two protocols that say the same to the same cohort, with another term or another mailbox."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from ..moments import Moment
from ..queries import Cell, Rows, Selects, part, run_query

Record = dict[str, Any]
COLUMNS = (
    "cohort",
    "document",
    "date",
    "point",
    "other_document",
    "other_date",
    "other_point",
    "difference",
    "quote",
)
_STEM = 5
_ALIKE = 0.75
_WORD = re.compile(r"[а-яёa-z]{4,}")
_TERM_LINE = re.compile(r"\n\s*(?:срок|ответственн|исполнител).*", re.IGNORECASE | re.DOTALL)
_MAILBOX = re.compile(r"\S+@\S+")


def conflicts(store: Selects, at: Moment, known_at: Moment) -> Rows:
    """Return the pairs of binding orders of different documents that differ only in term or mailbox.

    Two actions are one where three of four of their words' stems are; the later document stands first.
    """
    moments: dict[str, str | None] = {"at": at.value.isoformat(), "known_at": known_at.value.isoformat()}
    rows = run_query(store, part("binding-states"), moments).as_dicts()
    by_cohort: dict[tuple[Any, Any], list[Record]] = defaultdict(list)
    for row in rows:
        if row["point"] is not None and row["cohort"] is not None:
            by_cohort[row["programme"], row["cohort"]].append(row)
    found = sorted(row for orders in by_cohort.values() for row in _pairs(orders))
    parameters: dict[str, Cell] = {"at": str(at), "known_at": str(known_at)}
    return Rows("conflicts", parameters, COLUMNS, tuple(found))


def _pairs(orders: list[Record]) -> Iterator[tuple[Any, ...]]:
    stems = {id(order): _stems(str(order["quote"])) for order in orders}
    for one, other in combinations(orders, 2):
        if one["document"] == other["document"] or not _alike(stems[id(one)], stems[id(other)]):
            continue
        difference = ", ".join(_differences(one, other))
        if difference:
            yield (
                one["cohort"],
                *(other[name] for name in ("document", "date", "point")),
                *(one[name] for name in ("document", "date", "point")),
                difference,
                other["quote"],
            )


def _differences(one: Record, other: Record) -> Iterator[str]:
    if one["due_until"] != other["due_until"]:
        yield "term"
    if _mailboxes(one) != _mailboxes(other):
        yield "mailbox"


def _mailboxes(order: Record) -> set[str]:
    return {found.strip(".,;<>()").lower() for found in _MAILBOX.findall(str(order["quote"]))}


def _stems(quote: str) -> frozenset[str]:
    """Return the beginnings of the words that say what to do, the term and the addresses left out."""
    words = _MAILBOX.sub(" ", _TERM_LINE.sub("", quote).lower())
    return frozenset(word[:_STEM] for word in _WORD.findall(words))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= _ALIKE * len(one | other)
