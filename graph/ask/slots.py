"""What a question names: moments, years, documents, items, links; and the words that remain."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from ..moments import parse_day

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "январ jan", "феврал feb", "март mar", "апрел apr", "ма may", "июн jun",
            "июл jul", "август aug", "сентябр sep", "октябр oct", "ноябр nov", "декабр dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]{1,2}"
_ENGLISH_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_CLOCK = r"(?:[,\s]+(?:в|at|by)?\s*([0-2]?[0-9])[:.-]([0-5][0-9])(?:\s*\(?(?:мск|msk)\)?)?)?"
_DAYS = (
    re.compile(rf"\b([0-3]?[0-9])\s+{_MONTH}\s+([12][0-9]{{3}})(?:\s*(?:г\.|года|году|г)(?![а-я]))?{_CLOCK}"),
    re.compile(
        rf"\b([0-3]?[0-9])(?:st|nd|rd|th)?(?:\s+of)?\s+{_ENGLISH_MONTH}\.?,?\s+([12][0-9]{{3}}){_CLOCK}"
    ),
)
_AMERICAN_DAY = re.compile(
    rf"\b{_ENGLISH_MONTH}\.?\s+([0-3]?[0-9])(?:st|nd|rd|th)?,?\s+([12][0-9]{{3}}){_CLOCK}"
)
_NUMERIC_DAY = re.compile(
    rf"\b([0-3]?[0-9]\.[01]?[0-9]\.[12][0-9]{{3}}|[12][0-9]{{3}}-[01]?[0-9]-[0-3]?[0-9]){_CLOCK}"
)
_RELATIVE_DAYS = {
    "сегодня": 0, "сейчас": 0, "текущий момент": 0, "today": 0, "now": 0,
    "вчера": -1, "вчерашний день": -1, "yesterday": -1,
    "завтра": 1, "завтрашний день": 1, "tomorrow": 1,
}  # fmt: skip
_RELATIVE = re.compile(r"\b(" + "|".join(_RELATIVE_DAYS) + r")\b")
_URL = re.compile(r"https?://[^\s<>«»\"]+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(
    r"(?:№\s*)?\b(?=[\w/-]*[0-9])[a-zа-яё]{0,4}[0-9]+[\w]*(?:\s?[-/]\s?[\w]+)+", re.IGNORECASE
)
_POINT = re.compile(r"\b[ivxlс]+/[0-9]+(?:\.[0-9]+)*", re.IGNORECASE)
_ROMAN = re.compile(r"\b[IVXL]+\b")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_KNOWN = re.compile(r"(?:было |)известн\w*(?: на)?|known(?: as of| on| at| by)?|knew(?: on)?")
_TRAILING = '.,;:!?)»"'


@dataclass(frozen=True, slots=True)
class Slots:
    """What was found, as parameter text; `rest` are the words that remain."""

    rest: str
    moments: tuple[str, ...] = ()
    known_at: str | None = None
    years: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(slots=True)
class _Taking:
    """A question from which what is found is taken out, so that it is found once."""

    text: str
    found: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def take(self, kind: str, pattern: re.Pattern[str], read: Callable[[re.Match[str]], str | None]) -> None:
        def keep(match: re.Match[str]) -> str:
            value = read(match)
            if value is None:
                return match[0]
            self.found.setdefault(kind, []).append((match.start(), value))
            return " " * len(match[0])

        self.text = pattern.sub(keep, self.text)

    def values(self, kind: str) -> tuple[str, ...]:
        return tuple(value for _, value in sorted(self.found.get(kind, [])))


def find_slots(question: str, *, today: date) -> Slots:
    """Return what the question names; moments as ISO text, a day without a clock time bare."""
    taking = _Taking(question)
    taking.take("link", _URL, lambda match: match[0].rstrip(_TRAILING))
    taking.take("link", _EMAIL, lambda match: match[0].rstrip(_TRAILING))
    taking.take("point", _POINT, lambda match: match[0].upper())
    low = _Taking(taking.text.lower())
    for pattern in _DAYS:
        low.take("moment", pattern, lambda m: _moment(m[3], m[2], m[1], m[4], m[5]))
    low.take("moment", _AMERICAN_DAY, lambda m: _moment(m[3], m[1], m[2], m[4], m[5]))
    low.take("moment", _NUMERIC_DAY, lambda m: _with_clock(parse_day(m[1]).isoformat(), m[2], m[3]))
    low.take("moment", _RELATIVE, lambda m: (today + timedelta(days=_RELATIVE_DAYS[m[1]])).isoformat())
    low.take("document", _NUMBER, lambda m: _original(taking.text, m))
    low.take("year", _YEAR, lambda m: m[0])
    items = tuple(match[0] for match in _ROMAN.finditer(taking.text))
    known = _known_moment(low)
    return Slots(
        rest=low.text,
        moments=tuple(value for value in low.values("moment") if value != known),
        known_at=known,
        years=tuple(dict.fromkeys(low.values("year"))),
        documents=low.values("document"),
        points=taking.values("point"),
        items=items,
        links=taking.values("link"),
        numbers=tuple(re.findall(r"\b[0-9]{1,3}\b", low.text)),
    )


def _moment(year: str, month: str, day: str, hour: str | None, minute: str | None) -> str:
    text = parse_day(f"{year}-{_MONTHS[month]:02}-{int(day):02}").isoformat()
    return _with_clock(text, hour, minute)


def _with_clock(day: str, hour: str | None, minute: str | None) -> str:
    return day if hour is None or minute is None else f"{day}T{int(hour):02}:{minute}"


def _original(text: str, match: re.Match[str]) -> str:
    """Return the match as the question spelt it, its capitals kept."""
    return text[match.start() : match.end()].strip()


def _known_moment(low: _Taking) -> str | None:
    """Return the moment that stands behind «известно на», None where none does."""
    for known in _KNOWN.finditer(low.text):
        for start, value in sorted(low.found.get("moment", [])):
            if 0 <= start - known.end() <= len(" на дату "):
                return value
    return None
