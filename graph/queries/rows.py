"""A question asked of a store: parameters bound as terms, rows with lists and in a natural order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Protocol

from ..errors import UnknownNameError
from ..moments import check_period
from ..rdf import bucket_names
from .catalogue import AMONG, PARAMETER, VALUES, Query, find_query
from .terms import quote_literal, term_of

Cell = str | int | float | bool | list[Any] | None
_PIECES = re.compile(r"[0-9]+|[^\W\d_]+|.", re.DOTALL)
_ROMAN = re.compile("[IVXL]+")
_PLACE = re.compile(f"{VALUES.pattern}|{AMONG.pattern}|{PARAMETER.pattern}")
_ANYWHERE = re.compile(r"VALUES \?(bucket|ended) \{ UNDEF \}")
_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


class Selects(Protocol):
    """What runs a SELECT: a store over the register."""

    def select(self, query: str) -> tuple[tuple[str, ...], Sequence[tuple[Cell, ...]]]:
        """Return the columns and the rows, plain values."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a catalogue query; `parameters` as they were understood."""

    query: str
    parameters: dict[str, Cell]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    assumptions: tuple[str, ...] = ()

    def as_dicts(self) -> list[dict[str, Cell]]:
        """Return each row as a mapping from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def run_query(store: Selects, asked: str | Query, values: Mapping[str, str | None]) -> Rows:
    """Answer a catalogue query; `values` are parameters as text, None where not given.

    Raises `UnknownNameError` for an unknown query or parameter and `InvalidValueError` for a value
    of another type, and for a period that ends before it begins.
    """
    query = find_query(asked) if isinstance(asked, str) else asked
    understood = _understand(query, values)
    _, rows = store.select(_bind(query, {name: term for name, (term, _) in understood.items()}))
    found = [_with_lists(query, row) for row in rows]
    if query.spans:
        found = [_with_spans(query, row, _moment_in(understood["at"][0])) for row in found]
    return Rows(
        query=query.name,
        parameters={name: shown for name, (_, shown) in understood.items()},
        columns=query.columns,
        rows=tuple(_in_order(query, found)),
    )


def among(found: Iterable[object]) -> str:
    """Return things found before as the value of a parameter of kind `iris`, each once."""
    return " ".join(sorted({str(one) for one in found if one is not None}))


def bound_text(query: Query, values: Mapping[str, str | None]) -> str:
    """Return the SPARQL of a query without its header, its parameters bound; raises as `run_query`."""
    terms = {name: term for name, (term, _) in _understand(query, values).items()}
    lines = (line for line in _bind(query, terms).splitlines() if not line.startswith("#+"))
    return "\n".join(lines).strip() + "\n"


def shown_parameters(query: Query, values: Mapping[str, str | None]) -> dict[str, Cell]:
    """Return the parameters given, as values of their types; raises as `run_query`."""
    return {name: shown for name, (_, shown) in _understand(query, values).items() if name in values}


def _understand(query: Query, values: Mapping[str, str | None]) -> dict[str, tuple[str, Cell]]:
    known = {parameter.name for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise _unknown(query.name, name, sorted(known))
    found: dict[str, tuple[str, Cell]] = {
        one.name: term_of(one, values.get(one.name)) for one in query.parameters
    }
    bounds = {one.kind: found[one.name] for one in query.parameters if found[one.name][1] is not None}
    _check_bounds(bounds.get("begin"), bounds.get("end"))
    return found


def _check_bounds(first: tuple[str, Cell] | None, last: tuple[str, Cell] | None) -> None:
    """Check the period between two parameters, each as a term and as it is shown: a bare day by its end."""
    begins = _moment_in(first[0]) if first else None
    check_period(begins, datetime.fromisoformat(str(last[1])) if last else None)


def _unknown(query: str, name: str, known: Sequence[str]) -> UnknownNameError:
    """Return what to say of a parameter that there is none of: the nearest, and all that there are."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    taken = "it takes {known}" if known else "it takes none"
    return UnknownNameError(
        "query {query!r} has no parameter {name!r}",
        advice="did you mean {near}? it takes {known}" if near else taken,
        query=query,
        name=name,
        near=near[0] if near else "",
        known=", ".join(known),
    )


def _bind(query: Query, terms: Mapping[str, str]) -> str:
    """Return the query with each parameter bound in its `VALUES` and written wherever `$name` stands.

    An engine that reads the term itself in a pattern knows where to begin; of a variable that `VALUES`
    binds it does not, and begins with all that the pattern matches.
    """
    many = frozenset(AMONG.findall(query.text))
    text = _ANYWHERE.sub(partial(_buckets, terms), query.text)
    return _PLACE.sub(partial(_filled, terms, many), text)


def _filled(terms: Mapping[str, str], many: frozenset[str], place: re.Match[str]) -> str:
    """Return what stands for a row of `VALUES`, for a list of them, or for a parameter by itself."""
    row, several, name = place.groups()
    if row:
        names = PARAMETER.findall(row)
        values = " ".join(terms[name] for name in names)
        return f"VALUES ({' '.join(f'?{name}' for name in names)}) {{ ({values}) }}"
    if several:
        return f"VALUES ?{several} {{ {terms[several]} }}"
    return f"?{name}" if name in many or terms[name] == "UNDEF" else terms[name]


def _buckets(terms: Mapping[str, str], place: re.Match[str]) -> str:
    """Return where the periods at the moments asked about are found, those of a cohort if it is named."""
    year, at, known_at = (terms.get(name, "UNDEF") for name in ("cohort", "at", "known_at"))
    if "UNDEF" in {at, known_at}:
        return place[0]
    cohort, ended = None if year == "UNDEF" else int(year), place[1] == "ended"
    names = bucket_names(cohort, _moment_in(at), _moment_in(known_at), ended=ended)
    return f"VALUES ?{place[1]} {{ {' '.join(quote_literal(name) for name in names)} }}"


def _with_lists(query: Query, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return a row whose list columns, joined by the query in no certain order, are sorted lists."""
    if not query.lists:
        return row
    return tuple(
        sorted(filter(None, str(cell or "").split(", ")), key=natural) if column in query.lists else cell
        for column, cell in zip(query.columns, row, strict=True)
    )


def _with_spans(query: Query, row: tuple[Cell, ...], start: datetime) -> tuple[Cell, ...]:
    """Return a row whose span columns, moments in the query, are the time from the start to them.

    Engines differ on what the difference of two moments is.
    """
    return tuple(
        _span(datetime.fromisoformat(str(cell)) - start) if column in query.spans and cell else cell
        for column, cell in zip(query.columns, row, strict=True)
    )


def _moment_in(term: str) -> datetime:
    return datetime.fromisoformat(term.split('"')[1])


def _span(time: timedelta) -> str:
    """Return days, hours and minutes in the form of XML Schema: `P2DT3H`."""
    minutes = time // timedelta(minutes=1)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    date = f"{days}D" if days else ""
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    return f"P{date}T{clock}" if clock else f"P{date or 'T0M'}"


def _in_order(query: Query, rows: Iterable[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return the rows sorted by the header's `sort`; without one, as the query gave them."""
    ordered = list(rows)
    for name in reversed(query.sort):
        place = query.columns.index(name.removeprefix("-"))
        ordered.sort(key=partial(_rank, place), reverse=name.startswith("-"))
    return ordered


def _rank(place: int, row: tuple[Cell, ...]) -> tuple[bool, float, tuple[tuple[float, str], ...]]:
    """Return what a cell is sorted by: numbers by value, text naturally, an empty cell last."""
    cell = row[place]
    if isinstance(cell, (int, float)):
        return False, float(cell), ()
    return cell is None, 0.0, natural(str(cell or ""))


@lru_cache(maxsize=4096)
def natural(text: str) -> tuple[tuple[float, str], ...]:
    """Return what text is sorted by: numbers, Roman ones too, by value, so that 2.10 follows 2.9."""
    return tuple(_weighed(piece) for piece in _PIECES.findall(text))


def _weighed(piece: str) -> tuple[float, str]:
    if piece[0] in "0123456789":
        return float(piece), ""
    return (float(_roman(piece)), "") if _ROMAN.fullmatch(piece) else (float("inf"), piece)


def _roman(number: str) -> int:
    values = [_DIGITS[sign] for sign in number]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
