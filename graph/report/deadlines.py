"""The calendar file: an event with an alarm for each term, made to be taken in again and again.

Identifiers stay the same from run to run, so that a calendar which took an earlier file in moves its
entries instead of doubling them; the stamp is K, never the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pyoxigraph import NamedNode

from ..answers.reasons import shown_end
from ..messages import Language, say
from ..model import MOSCOW
from ..rdf import iri
from ..render.table import visible
from .about import heading, shown_at
from .contents import Contents
from .recurring import ahead, current
from .sheets import place_of, whom_of

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

Record = dict[str, Any]
_ZONE = "Europe/Moscow"
_LONGEST_SUMMARY = 90


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: the order's line, its end and beginning (ISO, None: no window), the instance's name."""

    line: Record
    until: str
    since: str | None = None
    instance: str | None = None


def render_deadlines(contents: Contents, upcoming: int, base: str | None = None) -> bytes:
    """Return the calendar as the bytes of an .ics file: every term of an order that binds."""
    from icalendar import Calendar

    language = contents.asked.language
    calendar = Calendar()
    calendar.add("prodid", f"-//Obligraph//{contents.version}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say("report.calendar-name", language, title=heading(contents)))
    calendar.add("x-wr-timezone", _ZONE)
    for term in _terms(contents, upcoming):
        calendar.add_component(_entry(term, contents, base))
    _add_zone(calendar)
    return bytes(calendar.to_ical())


def _terms(contents: Contents, upcoming: int) -> Iterator[Term]:
    for line in (*contents.orders, *contents.answer["contested"]):
        if line.get("due_until") is None:
            continue
        yield Term(line, line["due_until"], line["due_from"], current(contents.recurring, line))
        for name, until in ahead(contents.recurring, line, contents.asked.at.value, upcoming):
            yield Term(line, until, None, name)


def _entry(term: Term, contents: Contents, base: str | None) -> Event:
    from icalendar import Event, vUri

    language, line = contents.asked.language, term.line
    entry = Event()
    entry.add("uid", _identifier(term, contents))
    entry.add("dtstamp", contents.asked.known_at.value.astimezone(UTC).replace(microsecond=0))
    _add_time(entry, term)
    entry.add("summary", _summary(line, language))
    entry.add("description", "\n".join(_described(term, contents, language)))
    entry.add("categories", [say(f"states.{line['state']}", language)])
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "CONFIRMED" if line["binds"] == "yes" else "TENTATIVE")
    if base is not None and (address := _address(line, contents, base)):
        entry.add("url", vUri(address))
    entry.add_component(_alarm(term, language))
    return entry


def _identifier(term: Term, contents: Contents) -> str:
    """Return what tells this entry from all others and stays when a term is moved."""
    line = term.line
    paper = contents.papers.get(line.get("source") or "", line["document"])
    parts = (paper, line["point"], line["programme"], line["cohort"], line["addressee"], term.instance)
    digest = sha256("\n".join(str(part or "") for part in parts).encode()).hexdigest()
    return f"{digest[:32]}@obligraph"


def _add_time(entry: Event, term: Term) -> None:
    """Put the term in: days as days, a clock time in its zone; a window with its beginning."""
    until = _local(term.until)
    if until.hour or until.minute:
        entry.add("dtstart", until if term.since is None else _local(term.since))
        if term.since is not None:
            entry.add("dtend", until)
        return
    first = until - timedelta(days=1) if term.since is None else _local(term.since)
    entry.add("dtstart", first.date())
    entry.add("dtend", until.date())


def _local(text: str) -> datetime:
    """Return a moment as Moscow's clock shows it; the registers' own offset is the zone's, all year round."""
    from zoneinfo import ZoneInfo

    return datetime.fromisoformat(text).astimezone(MOSCOW).replace(tzinfo=ZoneInfo(_ZONE))


def _summary(line: Record, language: Language) -> str:
    words = visible(line["quote"])
    if len(words) > _LONGEST_SUMMARY:
        words = words[:_LONGEST_SUMMARY].rsplit(" ", 1)[0] + "…"
    return say("report.calendar-summary", language, id=line["id"], words=words)


def _described(term: Term, contents: Contents, language: Language) -> Iterator[str]:
    line = term.line
    yield f"«{visible(line['quote'])}»"
    yield say("report.calendar-term", language, term=_shown(term, language))
    if term.instance is not None:
        yield say("report.calendar-instance", language, instance=term.instance)
    if whom := whom_of(line):
        yield say("report.calendar-whom", language, whom=visible(whom))
    yield say("report.calendar-state", language, state=say(f"states.{line['state']}", language))
    yield from line["because"]
    yield say("report.calendar-source", language, source=place_of(line))
    if thing := _thing(line, contents):
        yield say("report.calendar-thing", language, iri=thing)
    yield say("report.made-as-of", language, known_at=shown_at(contents.asked.known_at))


def _shown(term: Term, language: Language) -> str:
    if term.since is None:
        return say("answer.due", language, moment=shown_end(term.until))
    start, end = shown_end(term.since, after=True), shown_end(term.until)
    return say("answer.window", language, start=start, end=end)


def _thing(line: Record, contents: Contents) -> str | None:
    """Return the IRI of the point that gives the order."""
    paper = contents.papers.get(line.get("source") or "")
    if paper is None:
        return None
    return iri.point(iri.document_key(NamedNode(paper)), line["point"]).value


def _address(line: Record, contents: Contents, base: str) -> str | None:
    thing = _thing(line, contents)
    return None if thing is None else f"{base}/resource/{quote(thing.removeprefix(iri.ROOT), safe='/~')}"


def _alarm(term: Term, language: Language) -> Alarm:
    """Return the reminder: nine o'clock of the day before a day, a day before a clock time."""
    from icalendar import Alarm

    until = _local(term.until)
    before = timedelta(days=1) if until.hour or until.minute else timedelta(hours=15)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", say("report.calendar-alarm", language, id=term.line["id"]))
    if term.since is None:
        alarm.add("trigger", -before)
    else:
        whole_day = timedelta(days=0 if until.hour or until.minute else 1)
        alarm.add("trigger", -before - whole_day, parameters={"RELATED": "END"})
    return alarm


def _add_zone(calendar: Calendar) -> None:
    """Describe Moscow's zone as terms are computed: three hours ahead, all year round."""
    from icalendar import Timezone, TimezoneStandard, vDDDTypes

    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", _ZONE)
    standard.add("dtstart", vDDDTypes(datetime(1970, 1, 1)))  # noqa: DTZ001  a zone's own beginning is local
    standard.add("tzoffsetfrom", timedelta(hours=3))
    standard.add("tzoffsetto", MOSCOW.utcoffset(None))
    standard.add("tzname", "MSK")
    zone.add_component(standard)
    calendar.subcomponents.insert(0, zone)
