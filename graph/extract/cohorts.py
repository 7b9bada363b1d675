"""Classes of addressees: «созданных в 2024 и 2025 годах», their programme, «независимо от года создания»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..model import Cohort, Fact, Source
from .gates import has_any, places_of
from .wording import past_fillers, wording

_NEAR_YEARS = r"(?=[^.;:«»\"0-9]{0,120}+[«\"0-9])"
"""What years or a quotation within reach look like from afar: most stretches are told apart by it alone."""

_MADE = (
    *("создан", "создаваем", "образован", "образуем", "открыт", "открываем", "сформирован", "учрежден"),
    *("основан", "организован", "запущен", "введен", "построен", "отобран", "начат"),
)
_OPENED = ("открывш", "создавш", "образовавш")
_BEGUN = ("начавш", "приступивш", "вошедш", "получивш", "ставш", "заключивш")
_STEMS = (*_MADE, *_OPENED, *_BEGUN)
_CREATED = (
    rf"(?:(?:{'|'.join(_MADE)})(?:н?(?:ые|ых|ым|ыми|ый|ого|ому|ой|ая|ую|ое|ом)|[аоы])"
    rf"|(?:{'|'.join(_OPENED)})(?:ие|их|им|ими|ий|его|ему|ей|ая|ую|ее)ся"
    rf"|(?:{'|'.join(_BEGUN)})(?:ие|их|им|ими|ий|его|ему|ей|ая|ую|ее))(?![а-я])"
)
_YEAR = (
    r"(?:19|20)[0-9]{2}(?![0-9])"
    r"(?:\s{0,3}(?:г\s{0,3}\.\s{0,3}г\s{0,3}\.|гг\s{0,3}\.?|год(?:ах|ам|ов|ы|у|а)?|г\s{0,3}\.|г)(?![а-я]))?"
)
_LINK = (
    r"\s{0,3}(?:,\s{0,3}(?:а\s{1,4}также\s{1,4})?(?:и\s{1,4})?|;\s{0,3}|и\s{1,4}|или\s{1,4}|-\s{0,3}|по\s{1,4})"
    r"(?:в\s{1,4})?"
)
_YEARS = rf"{_YEAR}(?:{_LINK}{_YEAR}){{0,15}}"
_PROSE = r"(?:[^.;:\n«»\"0-9]|\n(?!\s{0,3}\n))"
_WITHIN = rf"{_PROSE}{{0,80}}?(?:[«\"](?:[^«»\"]|«[^«»\"]{{1,80}}»){{1,80}}[»\"]{_PROSE}{{0,60}}?)?"
_IN = (
    r"(?:(?:во?|за)\s{1,4}(?:период\s{1,4})?(?:с\s{1,4})?(?:течение\s{1,4})?|с\s{1,4}"
    r"|[0-9]{1,2}\s{1,3}[а-я]{3,8}\s{1,3})"
)
_AFTER_CREATED = re.compile(rf"{_WITHIN}(?<![а-я]){_IN}(?P<years>{_YEARS})")
_BEFORE_CREATED = re.compile(
    rf"(?:в|за)\s{{1,4}}(?P<years>{_YEARS})\s{{1,4}}(?:были\s{{1,4}}|вновь\s{{1,4}})?"
    r"(?:создан|образован|открыт|сформирован|учрежден|запущен)[аоы](?![а-я])"
)
_PARTICIPLE = re.compile(_CREATED)
_BEHIND_YEARS = re.compile(
    rf"(?P<years>{_YEARS})\s{{1,4}}(?:создания|образования|открытия|основания|учреждения)(?![а-я])"
)
_NAMED_COHORT = re.compile(rf"(?:когорт|набор)[а-я]{{1,3}}\s{{1,4}}(?P<years>{_YEARS})")
_TO_CREATE = re.compile(
    r"(?<![а-я])(?:инициатор|учредител|получател|участник)[а-я]{1,4}\s{1,4}(?:[а-я-]{3,20}\s{1,4}){0,2}?"
    rf"(?:создания|открытия|образования|строительства)(?![а-я]){_NEAR_YEARS}{_WITHIN}(?<![а-я]){_IN}(?P<years>{_YEARS})"
)
_WINNERS = ("получател", "победител", "выпускник", "резидент", "стипендиат", "лауреат")
_OF_YEAR = re.compile(
    rf"(?:{'|'.join(_WINNERS)})[а-я]{{1,3}}\s{{1,4}}(?:(?:гранта|грантов|субсидий|конкурса|отбора)\s{{1,4}})?"
    rf"(?P<years>{_YEARS})(?!\s{{1,4}}(?:создания|образования|открытия))"
)
"""«грантополучателям 2019 года»: a class by the year in which its members became one."""

_YEAR_RULES = (
    (_OF_YEAR, _WINNERS),
    (_BEHIND_YEARS, ("создания", "образования", "открытия", "основания", "учреждения")),
    (_NAMED_COHORT, ("когорт", "набор")),
    (_BEFORE_CREATED, ("создан", "образован", "открыт", "сформирован", "учрежден", "запущен")),
)
"""Each with the words that it can't do without; they begin at most `_BEFORE_YEARS` signs before a year."""

_CREATORS = ("инициатор", "учредител", "получател", "участник")
_YEAR_BEGINS = re.compile("[12](?=[09][0-9]{2})")

_ONE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_RANGE = re.compile(r"-|(?<![а-я])по(?![а-я])")
_LEFT_OUT = re.compile(r"(?:за\s{1,3}исключением|кроме|помимо)\s{1,4}[^.;()]{0,60}$")
_LONGEST_RANGE = 30
_REACH = 90
_BEFORE_YEAR = 200
_BEHIND_YEAR = 120
_BEFORE_YEARS = 45
_YEAR_LEAD = 8
"""How long «в», «в период с» before a year may be."""

_MEMBERS = re.compile(
    r"участни[а-я]{1,4}(?:\s{1,4}[а-я-]{3,20}){0,4}?\s{1,4}(?:проект|программ|инициатив|мероприяти|конкурс|фп|нп)[а-я]{0,4}\s{0,3}(?=[«\"])"
)
_PROJECT = re.compile(r"(?:проект(?:а|е|ом|у)?|(?<![а-я])фп|(?<![а-я])нп)\s{0,3}(?=[«\"])")

_QUOTE = re.compile("[«»]")
_WHATEVER_YEAR = re.compile(
    r"(?<![а-я])всех\s{1,4}(?:лет|годов)\s{1,4}(?:создания|образования|открытия|основания)|"
    r"(?:независимо|вне\s{1,4}зависимости)\s{1,4}от\s{1,4}(?:года|годов|времени|даты|срока|периода)(?![а-я])"
    r"(?:\s{1,4}(?:их\s{1,4})?(?:создания|образования|открытия|основания))?"
)
_WHATEVER = ("зависимо", "всех")
_ALL_OF = re.compile(
    r"\s{0,4}(?:[0-9ivх]{1,4}(?:\.[0-9]{1,3}){0,4}[.)]?\s{1,4}|[-•*]\s{0,3})?(?:(?:поручить|обязать)\s{1,4})?"
    r"(?P<all>всем|всех)\s{1,4}(?:[а-я-]{4,25}(?:ым|им|ых|их)\s{1,4}){0,3}[а-я-]{4,30}(?:ам|ям|ов|ев|ей)(?![а-я])"
)


def find_cohorts(source: Source, start: int, end: int, *, head: str | None) -> list[Fact[Cohort]]:
    """Return one cohort for each year of creation named within [start, end).

    The programme is the project named in the words, else `head` (the addressee's head, nominative);
    with neither nothing is returned. Years of anything but creation name no cohort.
    """
    folded = wording(source.text)
    phrases = list(_phrases(folded, start, end))
    programme = find_programme(source, start, end) if phrases else None
    name = programme.value if programme else head
    if not name:
        return []
    facts: dict[int, Fact[Cohort]] = {}
    for first, years_at, last in phrases:
        span = source.span(first, past_fillers(folded, last))
        for year in _years(folded[years_at:last]):
            facts.setdefault(year, Fact(Cohort(name, year), span, "cohort-by-creation"))
    return [facts[year] for year in sorted(facts)]


def _phrases(folded: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield start of the phrase, start of its years, and end."""
    years = _within(_year_places(folded), start, end)
    if not years:
        return
    created = _participles(folded)
    for first, last in created[bisect_left(created, (start, start)) :]:
        if last > end:
            break
        left_out = _LEFT_OUT.search(folded, max(start, first - _REACH), first)
        match = None if left_out else _AFTER_CREATED.match(folded, last, end)
        if match:
            yield first, match.start("years"), match.end()
    for match in _to_create(folded, start, end):
        yield match.start(), match.start("years"), match.end()
    nearest = max(start, years[0] - _BEFORE_YEARS)
    for pattern, stems in _YEAR_RULES:
        for match in pattern.finditer(folded, nearest, end) if has_any(folded, nearest, end, stems) else ():
            yield match.start(), match.start("years"), match.end()


def _to_create(folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield «инициаторам создания … в 2023 году», each behind the one before."""
    for place in _within(_creators(folded), start, end):
        match = _TO_CREATE.match(folded, place, end) if place >= start else None
        if match:
            start = match.end()
            yield match


def _within(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    return places[bisect_left(places, start) : bisect_left(places, end)]


@lru_cache(maxsize=4)
def _year_places(folded: str) -> tuple[int, ...]:
    """Return where a whole text may name a year, kept for the stretches read from it."""
    return tuple([year.start() for year in _YEAR_BEGINS.finditer(folded)])


@lru_cache(maxsize=4)
def _creators(folded: str) -> tuple[int, ...]:
    """Return where a whole text may name who creates something, kept like the years."""
    return tuple(places_of(folded, _CREATORS))


@lru_cache(maxsize=4)
def _participles(folded: str) -> tuple[tuple[int, int], ...]:
    """Return where a whole text has «созданных» and the like, kept for the stretches read from it."""
    begun = (place for place in places_of(folded, _STEMS) if not (place and folded[place - 1].isalpha()))
    found = (_PARTICIPLE.match(folded, place) for place in begun)
    return tuple(match.span() for match in found if match)


def lies_in_cohort(folded: str, at: int, end: int) -> bool:
    """Tell whether the year at a place says which cohort is meant, and is no term."""
    phrases = _phrases(folded, max(0, at - _BEFORE_YEAR), min(end, at + _BEHIND_YEAR))
    return any(years - _YEAR_LEAD <= at < last for _, years, last in phrases)


def _years(words: str) -> list[int]:
    """Return the years of a list; a dash or «по» fills what lies between."""
    years: list[int] = []
    behind = 0
    for found in _ONE_YEAR.finditer(words):
        year = int(found[0])
        is_range = years and _RANGE.search(words, behind, found.start())
        if is_range and years[-1] < year <= years[-1] + _LONGEST_RANGE:
            years += range(years[-1] + 1, year)
        years.append(year)
        behind = found.end()
    return sorted(set(years))


def find_programme(source: Source, start: int, end: int) -> Fact[str] | None:
    """Return the project that the words name, without its quotation marks: «Профессионалитет».

    «из числа участников проекта «…»» comes before any other project of the stretch.
    """
    folded = wording(source.text)
    for pattern in (_MEMBERS, _PROJECT):
        for match in pattern.finditer(folded, start, end):
            closing = _closing(folded, match.end(), end)
            if closing:
                span = source.span(match.end() + 1, closing)
                name = " ".join(span.text.split())
                return Fact(name, span, "programme-named")
    return None


def _closing(folded: str, opening: int, end: int) -> int | None:
    """Return where the quotation that opens at `opening` closes, inner ones passed over."""
    if folded[opening] == '"':
        found = folded.find('"', opening + 1, min(end, opening + 300))
        return found if found > 0 else None
    depth = 0
    for sign in _QUOTE.finditer(folded, opening, min(end, opening + 300)):
        depth += 1 if sign[0] == "«" else -1
        if depth == 0:
            return sign.start()
    return None


def find_every_cohort(source: Source, start: int, end: int) -> Fact[bool] | None:
    """Return where the words address a class without a year: «всем …», «независимо от года создания».

    A year of creation beside «всем» names cohorts, so that nothing is returned then.
    """
    folded = wording(source.text)
    whatever = _WHATEVER_YEAR.search(folded, start, end) if has_any(folded, start, end, _WHATEVER) else None
    if whatever:
        return Fact(True, source.span(whatever.start(), whatever.end()), "every-year")
    every = _ALL_OF.match(folded, start, end)
    if every is None or next(_phrases(folded, start, end), None):
        return None
    return Fact(True, source.span(every.start("all"), every.end()), "every-member")
