"""What a question names: moments, cohorts, documents, points, items, links; and the words that remain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from ..identity import slug
from .days import NamedMoment, Role, find_moments, with_knowledge, without_role
from .lengths import lengths_beyond, on_its_day
from .stems import plain, stems_in_order
from .when import alternatives, date_words, number_in

_URL = re.compile(
    r"https?://[^\s<>«»\"]+|(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>«»\"]*|\bwww\.[^\s<>«»\"/]+"
)
"""A link; one without its scheme has a path, or begins as a site does."""
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(
    r"""(?:(?:№|\bno\.?|\bn)\s*)?\b(?=[\w/-]*[0-9])(?:[бгдежзлмнпртфхцчшщэюb-hj-z]\s(?=[0-9]+[-–]))?
          [a-zа-я]{0,4}[0-9]+\w*(?:[-–/]\w+|\s?[-–/]\s?(?=\w*[0-9])\w+)+(?:\s(?:пр|np|pr)\b)?
        | \b[a-zа-я]{1,4}[0-9]+(?:_\w+)+
        | №\s*\w+ | \bno\.?\s*[0-9]\w*""",
    re.VERBOSE,
)
_SPACED = re.compile(
    r"(?:№\s*)?\b(?!пп?[0-9]|[qh][0-9])([a-zа-я]{1,3}[0-9]{1,3})\s([0-9]{1,4})"
    r"(?:\s?/\s?(\w+)|\s([0-9]{1,3}\s?(?:пр|np|pr))\b)"
)
"""A number whose parts have a space between them: «Д05 124/05пр», «Д05 124 05пр»."""
_DOCUMENT = (
    r"\b(?:протокол(?:а|у|е|ом)?|распоряжени(?:е|я|ю|и|ем)|постановлени(?:е|я|ю|и|ем)|приказ(?:а|у|е|ом)?"
    r"|письм(?:о|а|у|е|ом)|документ(?:а|у|е|ом)?|protocol|minutes|decree|letter|document)"
)
"""A word that names one document."""
_BARE_NUMBER = re.compile(rf"{_DOCUMENT}\s+(?P<said>(?!(?:19|20)[0-9]{{2}}\b)[0-9]{{1,6}})\b(?![.,/:-][0-9])")
_DATED = re.compile(rf"{_DOCUMENT}\s+(?:от|of|dated)\s*$")
_KEY = re.compile(r"\b(?:[12][0-9]{3}-[0-9]{2}-[0-9]{2}|undated)_[\w~-]+")
_POINT = re.compile(r"\b[ivxlіх]+\s?/\s?[0-9]+(?:\.[0-9]+)*|@\s?[12][0-9]{3}\b")
_NAMED_POINT = re.compile(r"\b(?:пп?\.?|(?:под)?пункт[а-я]*|points?|paragraphs?|clauses?)\s*([0-9~][\w.~/]*)")
_ITEM_WORD = r"(?:вопрос[а-я]*|повестк[а-я]*|раздел[а-я]*|items?|question|section)"
_ITEM_ORDINAL = r"[0-9]{1,2}(?:-?[а-я]{1,2}|st|nd|rd|th)|[0-9]{1,2}(?=\s+(?:вопрос[уе]\b|item|пункту повест))"
_ITEM = re.compile(
    rf"\b{_ITEM_WORD}\s+№?\s*([ivxlіх]+|[0-9]{{1,2}})\b"
    rf"|\b([ivxlіх]{{1,6}}|{_ITEM_ORDINAL})\s+(?:agenda\s+)?{_ITEM_WORD}"
    r"|\bпункт[а-я]*\s+([ivxlіх]+|[0-9]{1,2})\s+повестки"
    r"|\bпо\s+([ivxlіх]{1,6}\b(?!\s?/)|[0-9]{1,2}(?=\s+вопросы?\b))"
)
_YEARS = re.compile(r"\b((?:19|20)[0-9]{2})\s*[-–—]\s*((?:19|20)[0-9]{2})\b")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_ORDINAL_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}-?(?:й|го|м|ом)\b")
_QUOTED = re.compile(r"[«\"“]([^«»\"“”]+)[»\"”]")
_BESIDE = re.compile(r"[\s,]{0,3}(?:(?:от|of|dated)\s+)?(?:за\s+)?(?:№\s*)?")
_MOST_YEARS = 12
_WORKING_WEEK = 5
_BEGUN = 2
"""How many of a longer name's first words are enough to know it by."""
_ENDING = "абвгдежзийклмноп-rsthnd"
"""Letters of the endings of ordinals in digits (`3-му`, `2nd`)."""
_TRAILING = ".,;:!?)»\"'"


@dataclass(frozen=True, slots=True)
class Slots:
    """What was found, as parameter text; `rest` are the words that remain."""

    rest: str
    moments: tuple[NamedMoment, ...] = ()
    years: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    """Lengths of time that no answer is narrowed by, as the question spelt them: «более чем на 10 дней»."""

    def period(self) -> tuple[str, str] | None:
        """Return the two moments that a question compares, the earlier first: «на 9.11 и на 25.11»."""
        plain_ones = sorted(moment.value for moment in self.moments if moment.role in (None, "at"))
        bounds = {moment.role for moment in self.moments}.intersection(("from", "to"))
        return (plain_ones[0], plain_ones[1]) if len(plain_ones) == 2 and not bounds else None

    def moment(self, *roles: Role | None) -> str | None:
        """Return the first moment in the first of the roles that any moment has."""
        for role in roles:
            for moment in self.moments:
                if moment.role == role:
                    return moment.value
        return None


@dataclass(slots=True)
class _Question:
    """A question from which what is found is blanked out, so that it is found once and no offset moves."""

    words: str
    text: str
    found: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)

    def take(self, kind: str, pattern: re.Pattern[str], read: Callable[[re.Match[str]], str]) -> None:
        """Keep what a pattern matches, or what its group `said` does."""
        for match in list(pattern.finditer(self.text)):
            start, end = match.span("said" if "said" in pattern.groupindex else 0)
            self.keep(kind, start, end, read(match))

    def keep(self, kind: str, start: int, end: int, value: str) -> None:
        """Keep a value and blank out its place."""
        self.found.setdefault(kind, []).append((start, end, value))
        self.text = f"{self.text[:start]}{' ' * (end - start)}{self.text[end:]}"

    def spelt(self, match: re.Match[str]) -> str:
        """Return a match as the question spelt it."""
        return self.words[match.start() : match.end()].strip()

    def values(self, kind: str) -> tuple[str, ...]:
        """Return what was found, in the order of the question, each once."""
        return tuple(dict.fromkeys(value for _, _, value in sorted(self.found.get(kind, []))))


def find_slots(question: str, *, today: date) -> Slots:
    """Return what the question names; raises `InvalidValueError` for a day that no calendar has."""
    asked = _Question(question, plain(question))
    for pattern in (_URL, _EMAIL):
        asked.take("link", pattern, lambda match: asked.spelt(match).rstrip(_TRAILING))
    asked.take("document", _KEY, asked.spelt)
    asked.take("point", _POINT, lambda match: "".join(match[0].split()).upper())
    moments = with_knowledge(sorted(find_moments(asked.text, today=today)), asked.text)
    for moment in moments:
        asked.keep("moment", moment.start, moment.end, moment.value)
    for first, last in _take_ranges(asked):
        asked.found.setdefault("year", []).append((first, first, str(last)))
    asked.take("year", _ORDINAL_YEAR, lambda match: match[0][:4])
    for pattern in _short_years():
        asked.take("year", pattern, _said_year)
    asked.take("document", _SPACED, lambda match: _joined(match, asked))
    asked.take("document", _NUMBER, asked.spelt)
    asked.take("document", _BARE_NUMBER, lambda match: match["said"])
    asked.take("point", _NAMED_POINT, lambda match: match[1].rstrip("."))
    for pattern in lengths_beyond(asked.text):
        asked.take("beyond", pattern, asked.spelt)
    asked.take("days", _days_pattern(), _number_of_days)
    asked.take("item", _item_in_words(), lambda match: str(number_in(date_words().ordinals, match[1])))
    asked.take(
        "item", _ITEM, lambda match: (match[1] or match[2] or match[3] or match[4]).rstrip(_ENDING).upper()
    )
    asked.take("year", _YEAR, lambda match: match[0])
    asked.take("quoted", _QUOTED, lambda match: question[match.start(1) : match.end(1)].strip())
    kept, documents = _dated(moments, asked.found.get("document", []), question)
    rest = without_role(asked.text, moments)
    return Slots(
        rest=rest,
        moments=tuple(on_its_day(kept, plain(question), rest, today)),
        years=asked.values("year"),
        documents=tuple(dict.fromkeys(documents)),
        points=asked.values("point"),
        items=asked.values("item"),
        links=asked.values("link"),
        quoted=asked.values("quoted"),
        days=asked.values("days"),
        beyond=asked.values("beyond"),
    )


def _joined(match: re.Match[str], asked: _Question) -> str:
    """Return a number with the signs that stand between its parts."""
    spelt = [asked.words[slice(*match.span(group))] for group in (1, 2, 3 if match[3] else 4)]
    return f"{spelt[0]}-{spelt[1]}/{spelt[2]}"


@cache
def _short_years() -> tuple[re.Pattern[str], ...]:
    """Return patterns of a year in two digits or in words: before «год», behind what is created in a year."""
    words = date_words().creation
    unit = rf"(?:{words['before']}|{words['short']}\b\.?)"
    ordinals = date_words().any_ordinal
    digits = r"[0-3][0-9](?:-?(?:й|го|м|ом|му|ого|ый|ому))?"
    return (
        re.compile(rf"\b(?:{words['thousands']} )?(?P<said>{digits}|{ordinals})(?=\s*{unit})"),
        re.compile(rf"\b(?:{words['behind']})[ -](?P<said>[12][0-9]|{ordinals})\b(?![./:-])"),
        re.compile(r"['’](?P<said>[12][0-9])\b"),
    )


def _said_year(match: re.Match[str]) -> str:
    """Return a year of this century."""
    digits = re.match("[0-9]+", match["said"])
    return str(2000 + (int(digits[0]) if digits else number_in(date_words().ordinals, match["said"])))


@cache
def _item_in_words() -> re.Pattern[str]:
    return re.compile(rf"\b({date_words().any_ordinal})\s+(?=(?:agenda\s+)?{_ITEM_WORD})")


@cache
def _days_pattern() -> re.Pattern[str]:
    """Return a pattern of a number of days, or of weeks that a term is shorter than."""
    numbers, words = alternatives(date_words().numbers), date_words().terms
    working = rf"(?:(?:{words['working']})[\s-]*)?"
    days = rf"(?P<days>[0-9]{{1,3}}|{numbers})[\s-]*(?={working}(?:{words['day']}))"
    number, week = rf"(?:(?P<weeks>[0-9]|{numbers})\s+)?", date_words().units["week"]
    weeks = rf"(?:{words['less']})\s+{number}(?={working}(?:{week})\b)"
    return re.compile(rf"\b(?:{days}|{weeks})")


def _number_of_days(match: re.Match[str]) -> str:
    """Return working days; a week has five."""
    numbers = date_words().numbers
    if match["days"]:
        return str(number_in(numbers, match["days"]))
    return str(_WORKING_WEEK * (number_in(numbers, match["weeks"]) if match["weeks"] else 1))


def _take_ranges(asked: _Question) -> Iterator[tuple[int, int]]:
    """Blank out ranges of years and yield each of their years with the place of the range."""
    for match in list(_YEARS.finditer(asked.text)):
        first, last = int(match[1]), int(match[2])
        if 0 <= last - first < _MOST_YEARS:
            asked.text = f"{asked.text[: match.start()]}{' ' * len(match[0])}{asked.text[match.end() :]}"
            yield from ((match.start(), year) for year in range(first, last + 1))


def _dated(
    moments: Iterable[NamedMoment], documents: Iterable[tuple[int, int, str]], question: str
) -> tuple[list[NamedMoment], list[str]]:
    """Return the moments that are no document's date, and the documents with theirs.

    A date belongs to a document where «от» stands before it and the number beside it; behind «протокол от»
    without a number it names the document alone.
    """
    free, named = list(moments), []
    for start, end, words in sorted(documents):
        date_of = next((moment for moment in free if _beside(moment, start, end, question)), None)
        if date_of is not None:
            free.remove(date_of)
        named.append(words if date_of is None else f"{words} от {date_of.value[:10]}")
    by_date = [moment for moment in free if _DATED.search(plain(question[: moment.start]))]
    named += [moment.value[:10] for moment in by_date]
    return [moment for moment in free if moment not in by_date], named


def _beside(moment: NamedMoment, start: int, end: int, question: str) -> bool:
    before = plain(question[: moment.start]).split()[-1:]
    if not before or before[0] not in {"от", "of", "dated"}:
        return False
    low, high = (moment.end, start) if moment.end <= start else (end, moment.start)
    return _BESIDE.fullmatch(plain(question[low:high])) is not None


def find_name(question: str, names: Iterable[str]) -> str | None:
    """Return the longest of the names whose words the question has, in any of their forms.

    A name in Latin letters is the same name; where none is there in full, the first words of one
    will do, if they are two and no other name begins so.
    """
    asked = {slug(one) for one in stems_in_order(question)}
    telling = {name: _telling(name) for name in names}
    found = [name for name, stems in telling.items() if stems and asked.issuperset(stems)]
    if found:
        return max(found, key=len)
    begun = [
        name for name, stems in telling.items() if len(stems) > _BEGUN and asked.issuperset(stems[:_BEGUN])
    ]
    return begun[0] if len(begun) == 1 else None


def _telling(name: str) -> list[str]:
    """Return the stems of a name without initials, in Latin letters."""
    return [slug(one) for one in stems_in_order(name) if len(one) > 1]
