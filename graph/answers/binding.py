"""What binds a cohort, an addressee or everybody at a moment, as known at another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import UnknownNameError
from ..messages import Language
from ..moments import Moment
from ..queries import Rows, Selects, among, natural, part, run_query
from .asking import check_cohort
from .assumptions import assumptions_of
from .reasons import reason_sentence

Record = dict[str, Any]
_LAST = "9999"
_KEPT = ("document", "date", "point", "cohort", "programme", "addressee", "state", "binds")
_TERM = ("due_from", "due_until", "due_text", "quote")


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom the question is about: a cohort by year (and programme), an addressee by name, else everybody."""

    cohort: int | None = None
    programme: str | None = None
    addressee: str | None = None


def what_binds(store: Selects, whom: Whom, at: Moment, known_at: Moment, language: Language = "en") -> Record:
    """Return the orders, the bundles and what is contested, with counts and assumptions.

    Lines are sorted by deadline (none last), document date, number and point. Raises
    `UnknownNameError` for a cohort or an addressee that the register does not know.
    """
    whom = _checked(store, whom)
    moments: dict[str, str | None] = {"at": at.value.isoformat(), "known_at": known_at.value.isoformat()}
    found = _rows(store, whom, moments)
    lines = _lines(store, whom, found, moments, language)
    orders = [line for line in lines if line["binds"] == "yes" and line["point"] is not None]
    bundles = [line for line in lines if line["binds"] == "yes" and line["point"] is None]
    contested = [line for line in lines if line["binds"] == "unknown"]
    return {
        "cohort": whom.cohort,
        "programme": whom.programme,
        "addressee": whom.addressee,
        "at": str(at),
        "known_at": str(known_at),
        "orders": orders,
        "bundles": bundles,
        "contested": contested,
        "counts": {"orders": len(orders), "bundles": len(bundles), "contested": len(contested)},
        "assumptions": assumptions_of(store, at, known_at, found, language),
    }


def join_answers(found: Sequence[Record]) -> Record:
    """Return the answers for several cohorts at the same moments as one; its `cohort` is a list."""
    if len(found) == 1:
        return found[0]
    parts = {
        name: sorted((line for answer in found for line in answer[name]), key=_place)
        for name in ("orders", "bundles", "contested")
    }
    return {
        **found[0],
        **parts,
        "cohort": [answer["cohort"] for answer in found],
        "counts": {name: len(lines) for name, lines in parts.items()},
        "assumptions": list(dict.fromkeys(line for answer in found for line in answer["assumptions"])),
    }


def _checked(store: Selects, whom: Whom) -> Whom:
    """Return whom the question is about with an addressee's name as the register writes it."""
    if whom.cohort is not None:
        check_cohort(store, whom.cohort, whom.programme)
    if whom.addressee is None:
        return whom
    asked = _folded(whom.addressee)
    names = [str(name) for (name,) in run_query(store, part("parties"), {}).rows]
    for name in names:
        if _folded(name) == asked:
            return replace(whom, addressee=name)
    near = [name for name in names if asked in _folded(name)] or names
    raise UnknownNameError(
        "no addressee is named {name!r}",
        advice="the register knows {known}" if near else "the register knows none",
        name=whom.addressee,
        known=_listed(near),
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())


def _listed(names: list[str], most: int = 8) -> str:
    return "; ".join(names[:most]) + ("; …" if len(names) > most else "")


def _rows(store: Selects, whom: Whom, moments: dict[str, str | None]) -> list[Record]:
    if whom.cohort is not None:
        named = {"cohort": str(whom.cohort), "programme": whom.programme}
        return run_query(store, "binding", moments | named).as_dicts()
    if whom.addressee is not None:
        return run_query(store, "binding-addressee", moments | {"addressee": whom.addressee}).as_dicts()
    return run_query(store, "binding-all", moments).as_dicts()


def _lines(
    store: Selects, whom: Whom, found: list[Record], moments: dict[str, str | None], language: Language
) -> list[Record]:
    year = None if whom.cohort is None else str(whom.cohort)
    periods, papers = (among(row[name] for row in found) for name in ("period", "paper"))
    grounds = run_query(store, part("grounds"), {"period": periods, "at": moments["at"]})
    affirmed = run_query(store, part("affirmations"), moments | {"cohort": year, "paper": papers})
    by_period, by_paper = _grouped(grounds, "period"), _grouped(affirmed, "paper")
    lines = [_line(row, by_period[row["period"]], by_paper, language) for row in found]
    return sorted(lines, key=_place)


def _grouped(rows: Rows, column: str) -> defaultdict[Any, list[Record]]:
    groups: defaultdict[Any, list[Record]] = defaultdict(list)
    for row in rows.as_dicts():
        groups[row[column]].append(row)
    return groups


def _line(
    row: Record, reasons: list[Record], affirmed: defaultdict[Any, list[Record]], language: Language
) -> Record:
    line = {name: row[name] for name in _KEPT}
    if row["point"] is None:
        clauses = [reason for reason in reasons if reason["rule"] == "continued"]
        return {
            "id": f"{row['document']} @{row['cohort'] or row['addressee']}",
            **line,
            "affirmed_by": [_clause(clause) for clause in clauses],
            "not_mentioned_since": row["not_mentioned_since"],
            "because": [reason_sentence(reason, language) for reason in reasons],
        }
    again = [dict(clause, rule="continued") for clause in affirmed[row["paper"]] if _same_cohort(clause, row)]
    return {
        "id": f"{row['document']} {row['point']}",
        **line,
        **{name: row[name] for name in _TERM},
        "span": [row["start"], row["end"]],
        "source": row["source"],
        "because": [reason_sentence(reason, language) for reason in (*reasons, *again)],
        "affirmed_by": [_clause(clause) for clause in again],
        "not_mentioned_since": row["not_mentioned_since"],
    }


def _same_cohort(clause: Record, row: Record) -> bool:
    return row["cohort"] is not None and clause["cohort"] in (None, row["cohort"])


def _clause(reason: Record) -> Record:
    """Return the clause that a reason rests on, with the words that prove it."""
    return {
        "document": reason["document"],
        "date": reason["date"],
        "point": reason["point"],
        "quote": reason["quote"],
        "span": [reason["start"], reason["end"]],
        "source": reason["source"],
    }


def _place(line: Record) -> tuple[str, str, str, tuple[tuple[float, str], ...], int]:
    return (
        line.get("due_until") or _LAST,
        line["date"] or _LAST,
        line["document"],
        natural(line["point"] or ""),
        line["cohort"] or 0,
    )
