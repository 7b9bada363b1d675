"""Who issued a document, and which of its units held the meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..model import Fact, Source
from . import head_words as words
from .bodies import body_name, issuer_name
from .head_identity import Frame, is_identity
from .headings import is_topic
from .lines import Line
from .morphology import Case

_MEETING_OF = re.compile(rf"{words.MEETING}\s{{1,4}}")
_MEETING_IN = re.compile(rf"{words.MEETING}\s{{1,4}}(?:в|во|на)\s{{1,4}}")
_MEETING_NAME = re.compile(words.MEETING_NAME)
_BODY_OF = re.compile(
    rf"(?:[а-я-]{{4,40}}(?:ого|его|ой|ей|ом|ем)\s{{1,4}}){{0,3}}(?:{'|'.join(words.BODY_WORDS)})"
)
_MEETING_WORD = re.compile(words.MEETING)
_IN = re.compile(r"(?:в|во|на)\s{1,4}")
_ABOUT = re.compile(r"\s(?:об?|обо|по|с|со|у|при)\s")
_HERE = re.compile("")
_BODY_WORD = re.compile("|".join(words.BODY_WORDS))
_BODY_LINE = re.compile(
    rf"(?:[а-я-]{{4,40}}(?:ый|ий|ой|ая|яя|ое|ее)\s{{1,4}}){{0,3}}(?:{'|'.join(words.BODY_WORDS)})"
)
_STAMP = re.compile("|".join(words.STAMPS))
_TOPIC = re.compile(r"(?:о|об|обо|по|с|со|под|у|при)\s")
_BODY_END = re.compile(
    r"\s(?:о|об|обо|по\s{1,3}(?:вопрос|тем|итог|результат)[а-я]{0,3}|от|с|со|под|№)(?=\s)|[,;.:(_]|\s[0-9]|$"
)
_POST_HEAD = re.compile(
    rf"(?:и\.?\s?о\.?\s{{1,3}}|врио\s{{1,3}}|исполняющ[а-я]{{2,3}}\s{{1,3}}обязанности\s{{1,3}})?(?:{'|'.join(words.UNIT_HEADS)})[а-я]{{0,2}}\s{{1,6}}"
)
_UNIT = re.compile(rf"(?:[а-я-]{{3,25}}(?:ого|его|ой|ей)\s{{1,3}}){{0,2}}(?:{'|'.join(words.UNIT_WORDS)})")
_NAME = re.compile(
    r"\s{0,40}[_/\s|]{0,40}(?:[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё]+|[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?)"
)
_INSTITUTION = re.compile(
    r"(?:федеральн|государственн|муниципальн|областн|краев|автономн|бюджетн|казенн|частн)[а-я]{2,3}\s[^.\n]{0,120}"
    r"(?:учреждение|предприятие|организация)(?![а-я])"
)
_COMPANY = re.compile(r"[А-ЯЁ]{2,6}\s«[^«»\n]{2,100}»")
_CONVOCATION = re.compile(r"\sсозыва?[\s)]{0,3}$")
_NOMINATIVE = re.compile(
    rf"(?:[а-я-]{{4,40}}(?:ый|ое|ая)\s{{1,4}}){{0,2}}(?:{'|'.join(words.BODY_NOMINATIVES)})(?![а-я])"
)
_MARKS = re.compile(r"[^А-ЯЁа-яё]+")
_SPACED = re.compile(r"(?<![А-ЯЁа-яё])[А-ЯЁа-яё](?: [А-ЯЁа-яё]){2,40}(?![А-ЯЁа-яё])")
_LONGEST = 600


def read_issuer(frame: Frame) -> Fact[str] | None:
    """Return the issuing body, nominative: from the lines above, a stamp, or the meeting's name."""
    meets = frame.title is not None and frame.title.kind == "protocol"
    if frame.title is not None and frame.title.kind == "letter" and not frame.above:
        frame = replace(frame, above=frame.below)
    return (
        _capital_lines(frame)
        or _named_lines(frame)
        or (_meeting_body(frame) if meets else None)
        or _stamp_post(frame)
        or _meeting_body(frame)
        or _title_body(frame)
        or _acting_body(frame)
    )


def _capital_lines(frame: Frame) -> Fact[str] | None:
    institution = _institution(frame)
    bodies = [institution] if institution else _letterhead(frame)
    if bodies and len(bodies) == 1:
        bodies = [_with_purpose(frame, bodies[0])]
    return _joined(frame.source, bodies[0], "issuer-capitals", 1.0) if bodies else None


def _institution(frame: Frame) -> list[Line]:
    """Return the lines of an institution below the ministry that founded it: «федеральное … учреждение»."""
    lines = frame.above
    first = next(
        (k for k, line in enumerate(lines) if _INSTITUTION.match(frame.folded, line.start, line.end)), 0
    )
    if not first:
        return []
    last = first + 1
    while last < len(lines) and not (lines[last].gap or frame.source.text[lines[last].start] == "("):
        last += 1
    return list(lines[first:last])


def _with_purpose(frame: Frame, block: list[Line]) -> list[Line]:
    """Return capital lines with those right below that tell what the body is for: «по подготовке …»."""
    following = [line for line in frame.above if line.start > block[-1].start]
    found = list(block)
    for line in following:
        purpose = frame.folded.startswith("по ", line.start) and frame.source.text[line.start] == "п"
        if line.gap or not (purpose or len(found) > len(block)) or is_identity(frame, line):
            break
        found.append(line)
    return found


def _letterhead(frame: Frame) -> list[list[Line]]:
    """Return the capital lines above the title body by body; a state and a region above them are left out."""
    capitals = [line for line in frame.above if _is_capital(frame, line)]
    block = _last_block(capitals, frame.above)
    named = next((k for k, line in enumerate(block) if _BODY_WORD.match(frame.folded, line.start)), 0)
    bodies: list[list[Line]] = []
    for line in block[named:]:
        if bodies and frame.folded.startswith(words.POST_STARTS, line.start):
            break
        if not bodies or _NOMINATIVE.match(frame.folded, line.start, line.end):
            bodies.append([])
        bodies[-1].append(line)
    return bodies


def _is_capital(frame: Frame, line: Line) -> bool:
    words_of = _MARKS.sub("", frame.source.text[line.start : line.end])
    if len(words_of) < 3 or not words_of.isupper() or is_identity(frame, line):
        return False
    if _CONVOCATION.search(frame.folded, line.start, line.end):
        return False
    return not _STAMP.match(frame.folded, line.start, line.end) and not _is_meeting(frame, line)


def _is_meeting(frame: Frame, line: Line) -> bool:
    """Tell «ИТОГИ», «ОПЕРАТИВНОЕ СОВЕЩАНИЕ» from the name of a body."""
    return bool(_MEETING_NAME.match(frame.folded, line.start, line.end))


def _last_block(chosen: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Return the chosen lines that stand in one row, the first such row."""
    block: list[Line] = []
    for line in lines:
        if line in chosen and (not block or not line.gap or _is_bracketed(line)):
            block.append(line)
        elif block and line.gap:
            break
    return block


def _is_bracketed(line: Line) -> bool:
    return line.end - line.start < 60


def _joined(source: Source, block: Sequence[Line], rule: str, sure: float) -> Fact[str] | None:
    if not block:
        return None
    lines = _evened([_close_up(source.text[line.start : line.end]) for line in block])
    name = _as_written(source.text, issuer_name(lines))
    return Fact(name, source.span(block[0].start, block[-1].end), rule, sure) if name else None


def _evened(lines: list[str]) -> list[str]:
    """Return lines of which only some are in capitals as they stand in running text."""
    capital = [_MARKS.sub("", line).isupper() for line in lines]
    if all(capital) or not any(capital):
        return lines
    small = [
        issuer_name([line]) if is_capital else line for line, is_capital in zip(lines, capital, strict=True)
    ]
    return [line if k == 0 or not capital[k] else line[:1].lower() + line[1:] for k, line in enumerate(small)]


def _as_written(text: str, name: str) -> str:
    """Return a name with the capitals that its words have in the text itself («округа Большие Камыши»)."""
    shown = name.split(" ")
    for place in range(1, len(shown)):
        pair = f"{shown[place - 1]} {shown[place].capitalize()}"
        if shown[place].islower() and pair in text:
            shown[place] = shown[place].capitalize()
    return " ".join(shown)


def _close_up(words_of: str) -> str:
    """Return letter-spaced words written together: «К О М И С С И Я» becomes «КОМИССИЯ»."""
    return _SPACED.sub(lambda spaced: spaced[0].replace(" ", ""), words_of)


def _named_lines(frame: Frame) -> Fact[str] | None:
    """Read an issuer printed above the title in small letters: «Администрация города …»."""
    first = next(
        (
            k
            for k, line in enumerate(frame.above)
            if _BODY_LINE.match(frame.folded, line.start, line.end)
            and not _is_meeting(frame, line)
            and not _NAME.match(frame.source.text, line.end - 1)
        ),
        None,
    )
    if first is None or any(_STAMP.match(frame.folded, line.start) for line in frame.above[:first]):
        return None
    block = [frame.above[first]]
    for line in frame.above[first + 1 :]:
        other = _NOMINATIVE.match(frame.folded, line.start, line.end)
        if line.gap or is_identity(frame, line) or other:
            break
        block.append(line)
    return _joined(frame.source, block, "issuer-lines", 0.9)


def _stamp_post(frame: Frame) -> Fact[str] | None:
    """Read the post under «УТВЕРЖДАЮ»: «Глава Приозёрной автономии»."""
    text = frame.source.text
    lines = iter(frame.above)
    if not any(frame.folded.startswith("утвержда", line.start, line.end) for line in lines):
        return None
    post = [line for line in list(lines)[:4] if not is_identity(frame, line)]
    end = next(
        (k for k, line in enumerate(post) if "_" in text[line.start : line.end] or _name_in(text, line)),
        len(post),
    )
    block = post[:end]
    if not block:
        return None
    span = frame.source.span(block[0].start, block[-1].end)
    return Fact(" ".join(span.text.split()), span, "issuer-stamp", 0.8)


def _name_in(text: str, line: Line) -> bool:
    return bool(_NAME.search(text, line.start, line.end))


def _meeting_body(frame: Frame) -> Fact[str] | None:
    """Read «заседания правления Товарищества …», «совещание в Правительстве …»."""
    for line in (*frame.below[:6], *frame.above):
        inside = _MEETING_IN.search(frame.folded, line.start, line.end) or _goes_on_in(frame, line)
        found = inside or _MEETING_OF.search(frame.folded, line.start, line.end) or _goes_on_of(frame, line)
        if not found or _TOPIC.match(frame.folded, found.end(), line.end):
            continue
        limit = _paragraph_end(frame, line)
        end = _name_end(frame.folded, found.end(), min(limit, found.end() + _LONGEST))
        if _BODY_OF.match(frame.folded, found.end(), end):
            case: Case = "loct" if inside else "gent"
            return _body(frame.source, found.end(), end, case, "issuer-meeting")
    return None


def _name_end(folded: str, start: int, limit: int) -> int:
    """Return where a body's name ends: at a topic, a date, a sign, none of which counts in «…»."""
    at = start
    while stop := _BODY_END.search(folded, at, limit):
        opened, closed = folded.count("«", start, stop.start()), folded.count("»", start, stop.start())
        closing = folded.find("»", stop.start(), limit) if opened > closed else -1
        if closing < 0:
            return stop.start()
        at = closing
    return limit


def _goes_on_in(frame: Frame, line: Line) -> re.Match[str] | None:
    """Return «в …» that a line begins with below «ПРОТОКОЛ ОПЕРАТИВНОГО СОВЕЩАНИЯ № 22»."""
    above = next((one for one in reversed(frame.below) if one.end < line.start), None)
    if line.gap or not above or not _MEETING_WORD.search(frame.folded, above.start, above.end):
        return None
    return _IN.match(frame.folded, line.start, line.end)


def _goes_on_of(frame: Frame, line: Line) -> re.Match[str] | None:
    """Return the body on a line of its own below «совещания в режиме видео-конференц-связи»."""
    above = next((one for one in reversed(frame.below) if one.end < line.start), None)
    if line.gap or not above or not frame.source.text[line.start].isupper():
        return None
    met = _MEETING_WORD.search(frame.folded, above.start, above.end)
    if not met or _ABOUT.search(frame.folded, met.end(), above.end):
        return None
    return _HERE.match(frame.folded, line.start)


def _paragraph_end(frame: Frame, line: Line) -> int:
    """Return where the name that a line begins may end: on the next lines of the same paragraph."""
    end = line.end
    for following in frame.below:
        if following.start < end:
            continue
        if (
            following.gap
            or is_identity(frame, following)
            or is_topic(frame.folded, following.start, following.end)
        ):
            break
        end = following.end
    return end


def _body(source: Source, start: int, end: int, case: Case, rule: str) -> Fact[str]:
    span = source.span(start, end)
    name = body_name(" ".join(span.text.split()), case)
    return Fact(issuer_name([name]) if name.isupper() else name, span, rule, 0.9)


def _title_body(frame: Frame) -> Fact[str] | None:
    """Read the body or post in the title: «ПОСТАНОВЛЕНИЕ Главы района», «Приказ Министерства …»."""
    if frame.title is None or frame.title.rule != "named" or not frame.below:
        return None
    start = frame.title.end
    end = next((line.end for line in frame.below if line.end >= start), start)
    while start < end and frame.source.text[start] in " \n":
        start += 1
    if start >= end and len(frame.below) > 1:
        start, end = frame.below[1].start, frame.below[1].end
    if not _BODY_WORD.match(frame.folded, start, end):
        return None
    stop = _BODY_END.search(frame.folded, start, min(end, start + _LONGEST))
    return _body(frame.source, start, stop.start() if stop else end, "gent", "issuer-title")


def _acting_body(frame: Frame) -> Fact[str] | None:
    """Read a body that stands below the title on a line of its own."""
    for line in frame.below[1:8]:
        named = _is_capital(frame, line) or _COMPANY.fullmatch(frame.source.text, line.start, line.end)
        if named and _BODY_WORD.match(frame.folded, line.start, line.end):
            return _joined(frame.source, [line], "issuer-below", 0.7)
    return None


def read_unit(frame: Frame, signature: tuple[int, int] | None, issuer: str | None) -> Fact[str] | None:
    """Return the unit in the letterhead, else the one whose head signed («Директор Департамента …»).

    None where that is the issuer itself.
    """
    below = _letterhead(frame)[1:2]
    unit = _joined(frame.source, below[0], "unit-of-letterhead", 1.0) if below else None
    unit = unit or (_unit_of_signer(frame, *signature) if signature else None)
    if unit and issuer and _stem(unit.value) in _stem(issuer):
        return None
    return unit


def _unit_of_signer(frame: Frame, start: int, end: int) -> Fact[str] | None:
    head = _POST_HEAD.match(frame.folded, start, end)
    name = _NAME.search(frame.source.text, start, end)
    if not head or not _UNIT.match(frame.folded, head.end(), end):
        return None
    stop = name.start() if name and name.start() > head.end() else end
    return _body(frame.source, head.end(), stop, "gent", "unit-of-signer")


def _stem(name: str) -> str:
    return name.lower().replace("ё", "е")
