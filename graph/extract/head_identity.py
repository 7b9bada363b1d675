"""A document's number, date and place, read from the few lines around the word that names its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..identity import normalise_number
from ..model import Fact, Source
from . import head_words as words
from .dates import find_dates
from .document_kind import Title
from .headings import is_topic
from .lexicon_references import NUMBERED_THINGS
from .lines import Line, last_column, split_columns

_NUMBER = re.compile(
    rf"{words.NUMBER_SIGN}\s{{0,6}}((?=[^\s]{{0,40}}[0-9])[0-9a-zа-я][0-9a-zа-я/._\\-]{{0,40}}(?:\s?[-/]\s?[0-9a-zа-я]{{1,12}}){{0,4}})"
)
_BARE_NUMBER = re.compile(r"\s{1,6}((?=[^\s]{0,20}[0-9])[0-9a-zа-я/-]{2,30})(?=\s|$)")
_DATE_LIKE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}|[0-9]{4}")
_BLANK = re.compile(rf"_{{2,}}|[«\"]\s?(?:00|_+)?\s?[»\"]\s{{0,4}}(?:{words.MONTHS}|_+)|(?<![0-9])00[.\s]")
_IDENTITY_SIGN = re.compile(
    rf"(?:{words.MONTHS}|года?|гг?|от|дата|{words.NUMBER_SIGN})(?![а-я])|[0-9«»\"._№:|,*-]+|\s+"
)
_PLACE = re.compile(
    rf"(?:^|(?<=\s)|(?<=\|))(?:{words.PLACE_WORDS})(?:\s?\.\s{{0,4}}|\s{{1,4}})(?=[А-ЯЁ])([А-ЯЁ][А-ЯЁа-яё]+(?:[-\s](?:[А-ЯЁ][А-ЯЁа-яё]+|на|де)){{0,3}})"
)
_PLACE_WORD = re.compile(rf"^(?:{words.PLACE_WORDS})")
_DATE_LABEL = re.compile(r"(?:дата|время)[а-я ]{0,60}\s?:\s{0,4}")
_PLACE_COLUMN = re.compile(
    rf"(?:место[а-я ]{{0,24}}[:-]\s{{0,4}})?"
    rf"(?:{words.PLACE_WORDS})(?:\.\s{{0,4}}|\s{{1,4}})[а-я-]{{2,20}}(?:\s[а-я-]{{2,20}}){{0,3}}"
)
_PLACE_LABEL = re.compile(r"(?:место[а-я ]{0,24}[:-]\s{0,6}(?:[^\n:]{1,60},\s{1,3})?)?")
_BARE_PLACE = re.compile(
    r"[А-ЯЁ][а-яё]{2,20}(?:[- ](?:на-)?[А-ЯЁ][а-яё]{2,20}){0,2}|[А-ЯЁ]{3,20}(?:-(?:НА-)?[А-ЯЁ]{3,20}){0,2}"
)
_DAYS_RANGE = re.compile(r"[0-9](?:\s[а-я]{3,8})?\s{0,3}-\s{0,3}[0-9]{1,2}\s[а-я]|с\s[0-9]{1,2}.{0,30}\sпо\s")
"""«15 – 16 августа»: days of what was done, seldom the date of the document."""

_BRACKETED = re.compile("|".join(words.BRACKETED_DATES))
_REFERENCE_BEFORE = re.compile(
    r"(?:протокол|приказ|распоряжени|постановлени|указ|закон|письм|решени|к)[а-я]{0,4}\s{1,4}(?:от\s{1,4})?$"
)
_BODY_WORD = re.compile("|".join(words.BODY_WORDS))
_NUMBERED_THING = re.compile(rf"(?<![а-я])(?:{NUMBERED_THINGS})[а-я]{{0,4}}\s{{0,3}}$")
_MEETING_NAME = re.compile(words.MEETING_NAME)
_NO_PLACES = (*words.STAMPS, *words.MEETINGS, *(name for _, names in words.KINDS for name in names))
_SIGNED = re.compile(r"[А-ЯЁ]\.")
_DIGIT = re.compile(r"\d")
_MET = re.compile(rf"{words.MEETING_HELD}\s{{1,4}}(?:[а-я]{{2,20}}\s{{1,4}}){{0,4}}$")
_TRAVELLED = re.compile(r"(?:в|во|на|по)\s{1,3}[А-ЯЁа-яё-]{2,40}(?:\s{1,3}[А-ЯЁа-яё.-]{1,40}){0,8}\s{1,3}")
_TOLD = 3
_TITLE_LINES = 4
_LONGEST_IDENTITY = 300
_LONGEST_LINE = 600
_TAIL_SIGNS = " .,:;-–—"


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines that may name number, date and place: those below the kind's word first, then above."""

    source: Source
    folded: str
    title: Title | None
    below: tuple[Line, ...]
    above: tuple[Line, ...]

    def lines(self) -> Iterator[Line]:
        """Yield the lines in the order in which they are believed."""
        yield from self.below
        yield from reversed(self.above)


def frame_head(
    source: Source, folded: str, lines: Sequence[Line], title: Title | None, head_end: int
) -> Frame:
    """Return the lines of a head from its title to the first person, and those above the title."""
    begin = title.index if title else 0
    below: list[Line] = []
    for index, line in enumerate(lines[begin:], begin):
        stop = index > begin and (
            (line.start >= head_end and not _dates_below(folded, lines, index, head_end))
            or _is_people(folded, line)
            or _is_preamble(folded, line)
        )
        if stop or len(below) > 30:
            break
        below.append(_shortened(line))
    if title and title.kind == "letter":
        below = [_left_of_address(source.text, folded, line) for line in below]
    above = _beside_stamp(source.text, folded, [_shortened(line) for line in lines[:begin]])
    if (
        title
        and title.start > lines[begin].start
        and last_column(source.text, lines[begin]).start == title.start
    ):
        above = [last_column(source.text, line) for line in above]
    return Frame(source, folded, title, tuple(below), tuple(above))


def _left_of_address(text: str, folded: str, line: Line) -> Line:
    """Return a line of a letter without the right column that tells in words whom it goes to."""
    columns = split_columns(text, line.start, line.end)
    told = len(columns) > 1 and not _DIGIT.search(folded, *columns[-1])
    if told and _SIGNED.match(text, columns[-1][0]):
        return line
    return line._replace(end=columns[-2][1]) if told else line


def _beside_stamp(text: str, folded: str, lines: list[Line]) -> list[Line]:
    """Return lines without the right column that «УТВЕРЖДАЮ» heads: a stamp beside the letterhead."""
    columns = [split_columns(text, line.start, line.end) for line in lines]
    stamped = (len(each) > 1 and folded.startswith(words.STAMPS, *each[-1]) for each in columns)
    if not any(stamped):
        return lines
    return [line._replace(end=each[0][1]) for line, each in zip(lines, columns, strict=True)]


def _dates_below(folded: str, lines: Sequence[Line], index: int, head_end: int) -> bool:
    """Tell whether number and date stand below the topic that ended the head («О запуске осей / 4 мая»)."""
    for topic, below in ((index, index + 1), (index - 1, index)):
        if below < len(lines) and lines[topic].start == head_end:
            titled = is_topic(folded, lines[topic].start, lines[topic].end)
            return titled and _is_identity(folded, lines[below])
    return False


def _shortened(line: Line) -> Line:
    """Return a line without what lies too far from its start to name the document."""
    limit = line.start + _LONGEST_LINE
    return line if line.end <= limit else line._replace(end=limit)


def _is_people(folded: str, line: Line) -> bool:
    return folded.startswith(words.PEOPLE_STARTS, line.start, line.end) and not _is_identity(folded, line)


def _is_preamble(folded: str, line: Line) -> bool:
    return folded.startswith(words.PREAMBLE_STARTS, line.start, line.end)


def is_identity(frame: Frame, line: Line) -> bool:
    """Tell whether a line holds nothing but a number, a date, a place."""
    return _is_identity(frame.folded, line) or _is_place_line(frame, line)


def _is_identity(folded: str, line: Line) -> bool:
    end = min(line.end, line.start + _LONGEST_IDENTITY)
    if not _DIGIT.search(folded, line.start, end) and folded.find("__", line.start, line.end) < 0:
        return False
    columns = [folded[start:stop] for start, stop in split_columns(folded, line.start, end)]
    words_left = _IDENTITY_SIGN.sub("", " ".join(one for one in columns if not _PLACE_COLUMN.fullmatch(one)))
    return len(_without_place(words_left)) <= 12


def _without_place(words_left: str) -> str:
    return _PLACE_WORD.sub("", words_left)


def _is_place_line(frame: Frame, line: Line) -> bool:
    found = _PLACE.match(frame.source.text, line.start, line.end)
    return bool(found) and found is not None and line.end - found.end() < 6


# --- number -----------------------------------------------------------------------------------------


def read_number(frame: Frame) -> Fact[str] | None:
    """Return the document's number, normalised, or None where none or only a blank is printed."""
    for line in frame.lines():
        found = _number_in(frame, line)
        if found:
            start, end = found
            value = normalise_number(frame.source.text[start:end])
            return Fact(value, frame.source.span(start, end), "head-number") if _is_real(value) else None
    return _bare_number(frame)


def _is_real(number: str) -> bool:
    return bool(number.strip("0_-./"))


def _number_in(frame: Frame, line: Line) -> tuple[int, int] | None:
    if _BRACKETED.search(frame.folded, line.start, line.end):
        return None
    found = _NUMBER.search(frame.folded, line.start, line.end)
    if not found or not _may_hold_number(frame, line, found.start()):
        return None
    end = found.end(1)
    while frame.folded[end - 1] in _TAIL_SIGNS:
        end -= 1
    return found.start(1), end


def _may_hold_number(frame: Frame, line: Line, sign: int) -> bool:
    """Tell the document's own «№» from another's: alone, behind a date, or in the title's own lines."""
    if _NUMBERED_THING.search(frame.folded, max(line.start, sign - 24), sign):
        return False
    if _is_title_line(frame, line):
        return (
            not _REFERENCE_BEFORE.search(frame.folded[max(line.start, sign - 24) : sign])
            or sign - line.start < 24
        )
    before = Line(line.start, sign, gap=False)
    return (
        sign == line.start
        or _repeats_title(frame, line.start, sign)
        or _is_place_line(
            frame, before._replace(end=line.start + len(frame.folded[line.start : sign].rstrip()))
        )
        or _is_identity(frame.folded, before)
        or not _letters(frame.folded[line.start : sign])
    )


def _repeats_title(frame: Frame, start: int, sign: int) -> bool:
    """Tell «Протокол № 5/2026-СД» below the title «ПРОТОКОЛ» and the dates of the meeting."""
    title = frame.title
    return (
        title is not None
        and frame.folded[start:sign].strip() == frame.folded[title.start : title.end].strip()
    )


def _letters(folded: str) -> str:
    return re.sub(r"[^а-яa-z]", "", _IDENTITY_SIGN.sub("", folded))


def _is_title_line(frame: Frame, line: Line) -> bool:
    if frame.title is None:
        return False
    meeting = frame.folded.startswith(words.MEETINGS, line.start, line.end) or _MEETING_NAME.match(
        frame.folded, line.start, line.end
    )
    return line.start <= frame.title.start < line.end or (bool(meeting) and line in frame.below[:4])


def _bare_number(frame: Frame) -> Fact[str] | None:
    """Read «МЕМО М-026/26»: a number without its sign right behind the kind's word."""
    if frame.title is None or not frame.below or frame.title.rule != "named":
        return None
    found = _BARE_NUMBER.match(frame.folded, frame.title.end, frame.below[0].end)
    if not found or _DATE_LIKE.match(found[1]):
        return None
    value = normalise_number(frame.source.text[found.start(1) : found.end(1)])
    return Fact(value, frame.source.span(*found.span(1)), "head-bare-number")


# --- date -------------------------------------------------------------------------------------------


def read_date(frame: Frame) -> Fact[date] | None:
    """Return the document's date: the one that stands beside its number or alone, never a cited one.

    A blank («00» сентября, «от ______») means none, whatever other dates the head holds.
    """
    told: Fact[date] | None = None
    for stretch in (frame.below, frame.above):
        if not stretch:
            continue
        facts = find_dates(frame.source, stretch[0].start, stretch[-1].end)
        ranked = sorted(
            (rank, fact.span.start, fact) for fact in facts if (rank := _date_rank(frame, stretch, fact)) < 4
        )
        blank = any(_is_blank(frame, line) for line in stretch)
        if blank and not (ranked and ranked[0][0] == 0):
            return told
        if ranked and not (told and ranked[0][0]):
            told = ranked[0][2]
            if ranked[0][0] < _TOLD:
                return told
    return told or _date_of_meeting(frame)


def _date_of_meeting(frame: Frame) -> Fact[date] | None:
    """Read «ПОРУЧЕНИЯ …, данные на совещании 4 марта 2019 года» where no other date is the document's."""
    for line in frame.below[:_TITLE_LINES]:
        for fact in find_dates(frame.source, line.start, line.end):
            met = _MET.search(frame.folded, max(line.start, fact.span.start - 60), fact.span.start)
            if met and not _BRACKETED.search(frame.folded, line.start, line.end):
                return replace(fact, rule="head-date-of-meeting", confidence=0.8)
    return None


def _is_blank(frame: Frame, line: Line) -> bool:
    return _is_identity(frame.folded, line) and bool(_BLANK.search(frame.folded, line.start, line.end))


def _date_rank(frame: Frame, lines: Sequence[Line], fact: Fact[date]) -> int:
    """Return 0 for a date alone on its line, 1 in the title, 2 behind «от», 4 for no date of ours.

    3 is the day of what the title tells on its next line: «… поездки / в Дюнный район 26 мая 2025 года».
    """
    line = next((one for one in lines if one.start <= fact.span.start < one.end), None)
    if line is None or _BRACKETED.search(frame.folded, line.start, line.end):
        return 4
    told = _TRAVELLED.fullmatch(frame.source.text, line.start, fact.span.start)
    return _TOLD if told else _rank_in(frame, line, fact)


def _rank_in(frame: Frame, line: Line, fact: Fact[date]) -> int:
    """Return the rank of a date by the words of its line."""
    before = frame.folded[max(line.start, fact.span.start - 24) : fact.span.start]
    if _DAYS_RANGE.search(frame.folded, line.start, min(line.end, fact.span.end)):
        return 2
    if _is_identity(frame.folded, line) or line.end <= fact.span.end:
        alone = fact.span.start == line.start or _is_identity(frame.folded, line)
        if alone or _DATE_LABEL.fullmatch(frame.folded, line.start, fact.span.start):
            return 0
    if _is_title_line(frame, line):
        return 1
    if _REFERENCE_BEFORE.search(before):
        return 4
    return 2 if before.rstrip().endswith("от") or fact.span.start == line.start else 4


# --- place ------------------------------------------------------------------------------------------


def read_place(frame: Frame) -> Fact[str] | None:
    """Return the place without «г.» and the like: by such a word, else a name alone on its line."""
    text = frame.source.text
    for line in frame.lines():
        if (
            _is_title_line(frame, line)
            and frame.title
            and frame.title.rule == "named"
            and line is frame.below[0]
        ):
            continue
        found = _PLACE.search(text, line.start, line.end)
        before = frame.folded[line.start : found.start()] if found else ""
        if found and (_PLACE_LABEL.fullmatch(before) or _is_identity(frame.folded, line) or line.cells):
            return Fact(_shown(found[1]), frame.source.span(*found.span(1)), "place-word")
    for line in frame.below[1:]:
        bare = _BARE_PLACE.fullmatch(text, line.start, line.end)
        named = _BODY_WORD.match(frame.folded, line.start) or frame.folded.startswith(_NO_PLACES, line.start)
        if bare and not named:
            return Fact(_shown(bare[0]), frame.source.span(*bare.span()), "place-alone", 0.8)
    return None


def _shown(place: str) -> str:
    """Return a place on one line, its capitals as in running text («МОСКВА»: «Москва»)."""
    words_of = re.sub(r"\s+", " ", place)
    return re.sub(r"[А-ЯЁ]{2,}", lambda word: word[0].capitalize(), words_of)
