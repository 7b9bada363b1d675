"""What a report says of itself: whom, T and K, from what it was made, what it takes for granted."""

from __future__ import annotations

from collections.abc import Iterator

from ..answers.reasons import shown_moment
from ..messages import Language, say
from ..moments import Moment
from .contents import Contents

QUESTIONS = (
    "binding", "overdue", "due", "contested", "bundles", "missing", "discipline", "conflicts"
)  # fmt: skip
"""The questions that a report answers, in the order in which one reads them."""


def about_rows(contents: Contents) -> Iterator[tuple[str, str]]:
    """Yield pairs of a heading and what stands beside it."""
    asked, language = contents.asked, contents.asked.language
    yield _row("title", heading(contents), language)
    yield _row("at", shown_at(asked.at), language)
    yield _row("known-at", shown_at(asked.known_at), language)
    yield _row("zone", say("report.zone", language), language)
    yield _row("counts", say("answer.counts", language, **contents.answer["counts"]), language)
    for assumption in contents.answer["assumptions"]:
        yield _row("assumption", assumption, language)
    for code in ("scope", "percent", "left"):
        yield _row("read", say(f"report.read-{code}", language), language)
    yield _row("documents", str(len(set(contents.papers.values()))), language)
    yield _row("digest", contents.digest, language)
    yield _row("made-by", f"obligraph {contents.version}", language)


def sheet_notes(language: Language) -> Iterator[tuple[str, str]]:
    """Yield each sheet's name with what it holds: a sheet itself has no place to say so."""
    for question in QUESTIONS:
        title = say(f"report.sheet-{question}", language)
        yield say("report.about-sheet", language, title=title), say(f"report.note-{question}", language)


def _row(name: str, said: str, language: Language) -> tuple[str, str]:
    return say(f"report.about-{name}", language), said


def heading(contents: Contents) -> str:
    """Return the report's title: what binds whom."""
    answer, language = contents.answer, contents.asked.language
    if answer["cohort"]:
        return say("answer.heading-cohort", language, cohort=answer["cohort"])
    if answer["addressee"]:
        return say("answer.heading-addressee", language, addressee=answer["addressee"])
    return say("answer.heading-all", language)


def moments_line(contents: Contents) -> str:
    """Return T and K on one line, as people read them."""
    asked = contents.asked
    return say("report.moments", asked.language, at=shown_at(asked.at), known_at=shown_at(asked.known_at))


def shown_at(moment: Moment) -> str:
    """Return a moment as people write it; a bare day without a clock time."""
    if moment.bare_day:
        return f"{moment.value:%d.%m.%Y}"
    return shown_moment(moment.value.isoformat())
