"""Terms that end with a period or fall on a nameless day: «до конца года», «во II квартале», «до пятницы»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..model import Deadline
from .cohorts import lies_in_cohort
from .gates import has_any
from .lexicon_dates import MONTH_NUMBERS, WEEKDAYS
from .lexicon_terms import HOLDING_VERBS, INFINITIVE, ORDINALS
from .named_terms import is_fact
from .term_values import Reading, Term, last_of_month, named_end
from .written_dates import YEARS

_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_MONTH = "|".join(
    sorted(
        (m for m in MONTH_NUMBERS if len(m) > 4 or m.startswith(("мая", "май", "мае", "март", "июн", "июл"))),
        key=len,
        reverse=True,
    )
)
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])(?:\s{0,3}(?:год(?:ах|ов|ы|а|у)?|гг\.?|г\s{0,3}\.|г)(?![а-я]))?"
_THIS = r"(?P<which>текущего|текущем|этого|этом|сего|следующего|следующем|будущего|будущем)"
_OF_YEAR = rf"(?:{_YEAR}|(?:текущего|этого|сего|следующего|будущего)\s{{1,4}}года)"
_PERIOD = (
    rf"(?:(?P<ordinal>{_ORDINAL})(?:-?(?:го|м|ом|й|ый|е))?\s{{1,4}}(?P<part>квартал|кв\.|полугоди)[а-я]{{0,2}}(?![а-я])"
    rf"(?:\s{{1,4}}(?P<part_year>{_OF_YEAR}))?"
    rf"|(?:(?P<decade>перв|втор|треть|iii|ii|i|[123])(?:-?[а-я]{{1,2}})?\s{{1,4}}декад[а-я]\s{{1,4}})?(?P<month>{_MONTH})(?![а-я])(?:\s{{1,4}}(?:месяца\s{{1,4}})?(?P<month_year>{_OF_YEAR}))?"
    rf"|(?:(?:19|20)[0-9]{{2}}\s{{0,3}}(?:-|и)\s{{0,3}})?(?P<year>{_YEAR})"
    rf"|(?:{_THIS}\s{{1,4}})?(?:(?:календарного|финансового)\s{{1,4}})?(?P<unit>недел[иье]|месяц[ае]?|квартал[ае]?|полугоди[яи]|год[ау]?)(?![а-я]))"
)
_END_OF = re.compile(
    rf"(?:до|к|не\s{{1,4}}позднее|по)\s{{1,4}}(?:конца|концу|окончания|завершения)\s{{1,4}}(?:работы\s{{1,4}})?{_PERIOD}"
)
_ENDINGS = ("конц", "окончания", "завершения")
_NUMBERED_STEMS = ("числ",)
_WEEKDAY_STEMS = tuple(WEEKDAYS)
_BARE_END = re.compile(rf"конец\s{{1,4}}{_PERIOD}")
_DURING = re.compile(
    r"[вн](?<![^\W_][вн])(?:(?<=в)(?:о?\s{1,4}течение|\s{1,4}срок\s{1,4}до|о?)|(?<=н)е\s{1,4}позднее)\s{1,4}"
    rf"(?:(?:{_MONTH})\s{{0,2}}(?:-|\sи\s)\s{{0,2}})?{_PERIOD}"
)
_DECADES = {"перв": 10, "i": 10, "1": 10, "втор": 20, "ii": 20, "2": 20}
"""The last days of the decades of a month; the third ends with it."""

_UNTIL = re.compile(r"срок\s{1,4}до")
"""«в срок до 2027 года» may mean the beginning of that year or its end: no day is made of it."""

_BARE_PERIOD = re.compile(rf"(?:(?:{_MONTH}|{_ORDINAL})(?:\s{{1,4}}{_YEAR})?\s{{0,3}}-\s{{0,3}})?{_PERIOD}")
_NUMBERED = re.compile(
    r"(?:до|не\s{1,4}позднее|к|по)\s{1,4}(?P<day>[0-9]{1,2})(?:-?(?:го|е|му))?\s{1,4}числ[ау](?![а-я])"
    r"(?:\s{1,4}(?P<which>текущего|этого|следующего|сего)\s{1,4}месяца)?"
)
_WEEKDAY = re.compile(
    r"(?:до|не\s{1,4}(?:позднее|позже)|ко?)\s{1,4}(?:(?P<which>следующ|ближайш)[а-я]{2,3}\s{1,4})?"
    r"(?P<weekday>понедельник[ау]|вторник[ау]|среды|среде(?!\s{1,4}(?:обитания|общ))|четверг[ау]|пятницы|пятнице"
    r"|субботы|субботе|воскресень[яю])(?![а-я])"
)
_INFINITIVE_NEAR = re.compile(rf"[\s,-]{{1,4}}{INFINITIVE}")
_INFINITIVE_BEFORE = re.compile(rf"(?<![а-я]){INFINITIVE}\s{{1,4}}$")
_HOLDING = re.compile(rf"(?<![а-я])(?:{HOLDING_VERBS})\s{{1,4}}(?:(?!{INFINITIVE})[^.;:\n]){{0,140}}$")
_CLAUSE_END = re.compile(r"\s{0,3}(?:[.;,)]|$|\n|\sи\s)")
_TERM_WORD = re.compile(r"срок[а-я]{0,3}(?:\s{1,4}[а-я]{4,15}){0,2}\s{0,3}[:-]\s{0,3}$")


def period_terms(reading: Reading) -> Iterator[Term]:
    """Yield the terms whose day is the last of a period, a weekday or a bare day of the month."""
    place = reading.folded, reading.start, reading.end
    for match in _END_OF.finditer(*place) if has_any(*place, _ENDINGS) else ():
        yield from _period(reading, match, "end-of-period")
    for match in _DURING.finditer(*place):
        if _stands_as_term(reading, match):
            yield from _period(reading, match, "period")
    if reading.bare:
        ending = _BARE_END.match(reading.folded, reading.start, reading.end)
        if ending:
            yield from _period(reading, ending, "end-of-period")
        bare = _BARE_PERIOD.match(reading.folded, reading.start, reading.end)
        if bare and not bare["unit"]:
            yield from _period(reading, bare, "period-bare")
    if has_any(*place, _NUMBERED_STEMS):
        yield from _numbered_days(reading)
    if has_any(*place, _WEEKDAY_STEMS):
        yield from _weekdays(reading)


def _stands_as_term(reading: Reading, match: re.Match[str]) -> bool:
    """Whether «в 2026 году», «в мае» says when to act: quarters always, others beside a verb."""
    if reading.bare or match["part"]:
        return True
    if match["year"] and lies_in_cohort(reading.folded, match.start(), reading.end):
        return False
    during = "течение" in match[0] or "срок" in match[0]
    if match["unit"]:
        return during and bool(match["which"])
    if during:
        return True
    if match[0].startswith("не"):
        return bool(match["month"])
    before = reading.folded[max(reading.start, match.start() - 160) : match.start()]
    return bool(
        _INFINITIVE_NEAR.match(reading.folded, match.end(), reading.end)
        or _INFINITIVE_BEFORE.search(before)
        or _TERM_WORD.search(before)
        or (_HOLDING.search(before) and _CLAUSE_END.match(reading.folded, match.end(), reading.end))
    )


def _period(reading: Reading, match: re.Match[str], rule: str) -> Iterator[Term]:
    inside = match.start() > 0 and reading.folded[match.start() - 1].isalnum()
    if inside or is_fact(reading, match.start()):
        return
    day, assumed = _last_day(match, reading.given)
    if day and match["decade"] in _DECADES:
        day = day.replace(day=_DECADES[match["decade"]])
    past = day is not None and reading.given is not None and day < reading.given
    if past and not reading.bare:
        return
    yield _assumed_day(match, day, ("period-end-assumed", *assumed), rule)


def _last_day(match: re.Match[str], given: date | None) -> tuple[date | None, tuple[str, ...]]:
    """Return the last day of the period named; a year left out is the first that is not over."""
    if match["unit"]:
        return (_end_of_unit(match["unit"], match["which"] or "", given) if given else None), ()
    if match["year"] and _UNTIL.search(match[0]):
        return None, ()
    month = 12 if match["year"] else MONTH_NUMBERS[match["month"]] if match["month"] else _last_month(match)
    written = match["year"] or match["part_year"] or match["month_year"]
    if month is None or (given is None and not (written and written[:4].isdigit())):
        return None, ()
    if written:
        year = int(written[:4]) if written[:4].isdigit() else _year_of(given) + _is_next(written)
        return (last_of_month(year, month) if year in YEARS else None), ()
    ahead = last_of_month(_year_of(given), month)
    if given and ahead < given:
        ahead = last_of_month(given.year + 1, month)
    return ahead, ("year-assumed",)


def _year_of(given: date | None) -> int:
    return given.year if given else 0


def _last_month(match: re.Match[str]) -> int | None:
    number = ORDINALS[match["ordinal"]]
    if match["part"].startswith("кв"):
        return number * 3
    return number * 6 if number <= 2 else None


def _is_next(which: str) -> int:
    return int(which.startswith(("следующ", "будущ")))


def _end_of_unit(unit: str, which: str, given: date) -> date:
    later = _is_next(which)
    if unit.startswith("недел"):
        return given + timedelta(days=7 - given.isoweekday() + 7 * later)
    if unit.startswith("год"):
        return date(given.year + later, 12, 31)
    length = 1 if unit.startswith("месяц") else 3 if unit.startswith("квартал") else 6
    index = (given.month - 1) // length + 1 + later
    year, months = given.year, index * length
    return last_of_month(year + (months - 1) // 12, (months - 1) % 12 + 1)


# --- days without a month ----------------------------------------------------------------------


def _numbered_days(reading: Reading) -> Iterator[Term]:
    for match in _NUMBERED.finditer(reading.folded, reading.start, reading.end):
        if match.start() > 0 and reading.folded[match.start() - 1].isalnum():
            continue
        day = _numbered_day(int(match["day"]), match["which"] or "", reading.given)
        yield _assumed_day(match, day, () if match["which"] else ("month-assumed",), "day-of-month")


def _numbered_day(number: int, which: str, given: date | None) -> date | None:
    if given is None or not 1 <= number <= 31:
        return None
    first = date(given.year, given.month, 1)
    later = bool(_is_next(which)) or (not which and number < given.day)
    for _ in range(2 if later else 1):
        last = last_of_month(first.year, first.month)
        chosen = first.replace(day=min(number, last.day))
        first = last + timedelta(days=1)
    return chosen


def _weekdays(reading: Reading) -> Iterator[Term]:
    for match in _WEEKDAY.finditer(reading.folded, reading.start, reading.end):
        if match.start() > 0 and reading.folded[match.start() - 1].isalnum():
            continue
        wanted = next(number for stem, number in WEEKDAYS.items() if match["weekday"].startswith(stem))
        day = None
        if reading.given:
            ahead = (wanted - reading.given.isoweekday()) % 7
            following = 7 if match["which"] == "следующ" and ahead + reading.given.isoweekday() <= 7 else 0
            day = reading.given + timedelta(days=ahead + following)
        yield _assumed_day(match, day, ("week-assumed",), "weekday")


def _assumed_day(match: re.Match[str], day: date | None, assumed: tuple[str, ...], rule: str) -> Term:
    if day is None:
        return Term(match.start(), match.end(), Deadline("", "day"), rule)
    until, notes = named_end(day, assumed)
    return Term(match.start(), match.end(), Deadline("", "day", end=until, assumptions=notes), rule)
