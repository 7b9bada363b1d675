"""What an answer takes for granted, said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..messages import Language, say
from ..moments import Moment
from ..queries import Selects, among, part, run_query


def assumptions_of(
    store: Selects, at: Moment, known_at: Moment, rows: Sequence[dict[str, Any]], language: Language
) -> list[str]:
    """Return the assumptions of an answer as sentences: on moments, programmes, documents, terms.

    `rows` are those of the query that gave the answer's lines.
    """
    said = []
    if at.bare_day:
        said.append(say("assumptions.at-day", language, day=at.value.date()))
    if known_at.bare_day:
        said.append(say("assumptions.known-day", language, day=known_at.value.date()))
    said += _programmes(rows, language)
    undated = sorted({row["document"] for row in rows if row["date"] is None and row["point"] is not None})
    said += [say("assumptions.undated", language, document=document) for document in undated]
    return said + [say(f"assumptions.{code}", language) for code in _codes(store, rows)]


def _programmes(rows: Sequence[dict[str, Any]], language: Language) -> list[str]:
    """Return the sentence on a year that is the year of several programmes' cohorts."""
    years = {(row["cohort"], row["programme"]) for row in rows if row["cohort"] is not None}
    programmes = sorted({programme for _, programme in years})
    if len(programmes) < 2 or len({year for year, _ in years}) != 1:
        return []
    named = ", ".join(f"«{name}»" for name in programmes)
    return [say("assumptions.programmes", language, programmes=named)]


def _codes(store: Selects, rows: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    named = {name: among(row[name] for row in rows) for name in ("subject", "period")}
    return tuple(str(code) for (code,) in run_query(store, part("assumptions"), named).rows)
