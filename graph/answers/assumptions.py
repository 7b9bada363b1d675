"""What an answer takes for granted, said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..messages import Language, say
from ..moments import Moment
from ..queries import Selects, part, run_query


def assumptions_of(  # noqa: PLR0913, PLR0917  all that an answer rests on
    store: Selects,
    cohort: int | None,
    at: Moment,
    known_at: Moment,
    lines: Sequence[dict[str, Any]],
    language: Language,
) -> list[str]:
    """Return the assumptions of an answer as sentences: on moments, programmes, documents, terms."""
    said = []
    if at.bare_day:
        said.append(say("assumptions.at-day", language, day=at.value.date()))
    if known_at.bare_day:
        said.append(say("assumptions.known-day", language, day=known_at.value.date()))
    programmes = sorted({line["programme"] for line in lines if line["programme"]})
    if cohort is not None and len(programmes) > 1:
        named = ", ".join(f"«{name}»" for name in programmes)
        said.append(say("assumptions.programmes", language, programmes=named))
    undated = sorted(
        {line["document"] for line in lines if line["date"] is None and line["point"] is not None}
    )
    said += [say("assumptions.undated", language, document=document) for document in undated]
    moments = {"at": at.value.isoformat(), "known_at": known_at.value.isoformat()}
    year = {"cohort": None if cohort is None else str(cohort)}
    codes = [str(code) for (code,) in run_query(store, part("assumptions"), moments | year).rows]
    return said + [say(f"assumptions.{code}", language) for code in codes]
