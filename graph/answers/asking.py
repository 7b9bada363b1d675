"""A question of the catalogue asked as people ask it: documents by number, cohorts that must be known."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import UnknownNameError
from ..queries import Query, Rows, Selects, find_query, part, run_query
from .lookup import find_document

_MOST = 12


def answer_query(store: Selects, asked: str | Query, values: Mapping[str, str | None]) -> Rows:
    """Answer a catalogue query; a document is named in any spelling, a cohort by its year.

    Raises as `run_query`; `UnknownNameError` for a document or a cohort that the register does not
    know, `IdentityError` for a number that several documents have.
    """
    query = find_query(asked) if isinstance(asked, str) else asked
    kinds = {parameter.name: parameter.kind for parameter in query.parameters}
    terms, names = dict(values), dict[str, str]()
    for name, words in values.items():
        if words is not None and kinds.get(name) == "document":
            terms[name], names[name] = find_document(store, words)
    rows = run_query(store, query, terms)
    for name, kind in kinds.items():
        if kind == "cohort" and rows.parameters[name] is not None:
            check_cohort(store, int(str(rows.parameters[name])))
    return Rows(rows.query, {**rows.parameters, **names}, rows.columns, rows.rows, rows.assumptions)


def check_cohort(store: Selects, year: int, programme: str | None = None) -> None:
    """Raise `UnknownNameError`, which lists the cohorts known, for one that the register does not know."""
    known = run_query(store, part("cohorts"), {}).rows
    if any(year == found and programme in (None, name) for found, name in known):
        return
    listed = ", ".join(f"{found} «{name}»" for found, name in known[:_MOST]) + ", …" * (len(known) > _MOST)
    raise UnknownNameError(
        "no cohort of {year} in «{programme}»" if programme else "no cohort of {year}",
        advice="the register knows {known}" if known else "the register knows none",
        year=year,
        programme=programme,
        known=listed,
    )
