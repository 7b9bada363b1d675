"""A draft of the next point «продолжить исполнение …», from what is still open."""

from __future__ import annotations

from typing import Any

from ..messages import say
from ..moments import Moment
from ..queries import Selects, part, run_query
from .binding import Whom, what_binds

_WORDING = "{addressee}, продолжить исполнение поручений {kind} {list} в установленные сроки."


def draft_continuation(store: Selects, cohort: int, at: Moment, known_at: Moment) -> dict[str, Any]:
    """Return the wording of the next continuation for a cohort, and the documents it names, by date.

    The addressee is worded as in the last clause for that cohort; a held document is named where an
    order of it still binds, a cited one where its bundle does. Raises as `what_binds`.
    """
    answer = what_binds(store, Whom(cohort=cohort), at, known_at)
    documents = sorted(
        {(line["date"] or "", line["document"]) for line in answer["orders"] + answer["bundles"]}
    )
    moments = {"at": at.value.isoformat(), "known_at": known_at.value.isoformat()}
    clauses = run_query(store, part("affirmations"), moments | {"cohort": str(cohort)}).as_dicts()
    quote = str(clauses[-1]["quote"]) if clauses else ""
    addressee = (
        quote.partition("продолжить исполнение")[0].strip().rstrip(",") or f"Созданным в {cohort} году"
    )
    listed = ", ".join(f"от {_day(date)} № {number}" for date, number in documents)
    kind = "протокола" if len(documents) == 1 else "протоколов"
    wording = _WORDING.format(addressee=addressee, kind=kind, list=listed) if documents else ""
    return {
        "cohort": cohort,
        "at": str(at),
        "known_at": str(known_at),
        "text": wording,
        "documents": [{"document": number, "date": date} for date, number in documents],
        "worded_after": (
            {name: clauses[-1][name] for name in ("document", "point", "source", "start", "end")}
            if clauses
            else None
        ),
    }


def _day(iso: str) -> str:
    if not iso:
        return "______"
    year, month, day = iso.split("-")
    return f"{day} {say(f'months.m{int(month)}', 'ru')} {year} г."
