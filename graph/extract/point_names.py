"""Points as documents name them: «подпункт «а» пункта 2», «пункты 1, 2 и 4.1», «пункт 2.1 раздела III»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lexicon_terms import INFINITIVE

_LABEL = r"(?:[0-9]{1,6}(?:\.[0-9]{1,3}){0,4}(?![0-9])|[«\"]\s?[а-я]\s?[»\"]|[а-я](?=\)))"
_JOIN = r"(?:\s{0,3},\s{0,3}(?:и\s{1,4})?|\s{1,4}и\s{1,4}|\s{0,2}-\s{0,2})"
_ROMAN = r"(?:[ivxхl]{1,7}|[0-9]{1,3})"
_NUMBERS_OF_ACT = (
    r"\s{1,3}[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}(?:(?:\s{0,3}[,-]\s{0,3}|\s{1,3}и\s{1,3})[0-9.]{1,9}){0,20}"
    r"(?:\s{1,3}(?:протокол|перечн|решени|приказ|распоряж|постановл)|\s{0,3}$)"
)
"""What makes «поручения 2 и 5 протокола …» points of that document."""

_MARK = re.compile(
    rf"(?:(?P<sub>подпункт[а-я]{{0,3}}|подп\.|пп\.)|(?P<point>пункт[а-я]{{0,3}}|поручени[а-я]{{1,2}}(?=\s{{1,3}}№|{_NUMBERS_OF_ACT})|п\.\s?п\.|п\.)"
    rf")\s{{0,3}}(?:№\s?)?(?P<labels>(?(sub)(?:{_LABEL}|[абгде](?=\s))|{_LABEL})(?:{_JOIN}{_LABEL}){{0,30}})"
    rf"|(?P<section>раздел[а-я]{{0,3}}|разд\.|глав[а-я]{{1,3}}|вопрос[а-я]{{0,3}})\s{{0,3}}(?:№\s?)?(?P<name>{_ROMAN})(?![а-я0-9])"
)
_EACH = re.compile(rf"(?P<label>{_LABEL}|^[абгде](?![а-я]))|(?P<dash>\s?-\s?)")
_LINK = re.compile(r"[\s,]{0,4}(?:и\s{1,4})?(?:(?:решени[яйем]{1,2}\s{1,4})?по\s{1,4})?")
_FILLER = re.compile(
    r"[\s,]{0,4}(?:абзац[а-я]{0,3}\s{1,4}[а-я]{4,12}\s{1,4}|(?!(?:и|а|или|с|по|о|об|для|при)\s)[а-я-]{3,30}[\s,]{1,4}){0,5}(?:из\s{1,4})?"
)
_VERB = re.compile(rf"(?<![а-я]){INFINITIVE}")
_OPENING = re.compile(r"\s{0,3}(?:\(\s{0,2}|,\s{0,3}|\s)(?:в\s{1,3})?(?=(?:под)?п(?:ункт|\.|одп))")
_BELONGS_AHEAD = re.compile(
    r"\s{1,4}(?:[а-я]{4,20}\s{1,4}){0,3}?(?:протокол|приказ|распоряж|постановл|указ|письм|перечн|закон|решени)"
)
_REACH = 200
_NEAR = 40
_LONGEST_RANGE = 30


@dataclass(frozen=True, slots=True)
class NamedPoints:
    """The paths that a stretch [start, end) of the folded text names, in order."""

    start: int
    end: int
    paths: tuple[str, ...]


def points_before(folded: str, text: str, start: int, position: int) -> NamedPoints | None:
    """Return the points named right before the document's kind word at `position`, if any."""
    low = max(start, position - _REACH)
    marks = list(_MARK.finditer(folded, low, position))
    chain: list[re.Match[str]] = []
    right = position
    for mark in reversed(marks):
        between = folded[mark.end() : right]
        pattern = _LINK if chain else _FILLER
        if not pattern.fullmatch(between) or _VERB.search(between) or _inside_word(folded, mark.start()):
            break
        chain.insert(0, mark)
        right = mark.start()
    return _named(chain, text) if chain else None


def points_leading(folded: str, text: str, start: int, end: int) -> NamedPoints | None:
    """Return the points that a stretch begins with: «в пункте 3 слова …», «подпункт «а» пункта 2»."""
    first = _MARK.search(folded, start, min(end, start + _NEAR))
    if first is None or _inside_word(folded, first.start()) or _VERB.search(folded, start, first.start()):
        return None
    return _named(_chain_from(folded, first.start(), end), text)


def points_behind(folded: str, text: str, position: int, end: int) -> NamedPoints | None:
    """Return the points named right behind a number: «№ Пр-996 (подпункт «а» пункта 2)», «N 10, п. 3»."""
    opening = _OPENING.match(folded, position, end)
    if opening is None:
        return None
    chain = _chain_from(folded, opening.end(), end)
    if chain and "(" not in opening[0] and _BELONGS_AHEAD.match(folded, chain[-1].end(), end):
        return None
    return _named(chain, text) if chain else None


def _chain_from(folded: str, at: int, end: int) -> list[re.Match[str]]:
    chain: list[re.Match[str]] = []
    while mark := _MARK.match(folded, at, end):
        chain.append(mark)
        link = _LINK.match(folded, mark.end(), end)
        at = link.end() if link else mark.end()
    return chain


def _inside_word(folded: str, start: int) -> bool:
    return start > 0 and folded[start - 1].isalpha()


def _named(chain: list[re.Match[str]], text: str) -> NamedPoints:
    return NamedPoints(chain[0].start(), chain[-1].end(), tuple(_paths(chain, text)))


def _paths(chain: list[re.Match[str]], text: str) -> list[str]:
    """Join what belongs together: sub-points to the point behind them, points to their section."""
    done: list[str] = []
    open_paths: list[str] = []
    waiting: list[str] = []
    for mark in chain:
        if mark["section"]:
            section = text[mark.start("name") : mark.end("name")]
            done += [f"{section}/{path}" for path in [*open_paths, *waiting]] or [section]
            open_paths, waiting = [], []
        elif mark["sub"]:
            open_paths += waiting
            waiting = _labels(mark["labels"])
        else:
            open_paths += _under(_labels(mark["labels"]), waiting)
            waiting = []
    return done + open_paths + waiting


def _under(points: list[str], subs: list[str]) -> list[str]:
    """«подпункт «а» пункта 2» is 2.а; a sub-point that already begins with its point stays."""
    if not subs:
        return points
    parent = points[0]
    joined = [sub if sub.startswith(parent + ".") else f"{parent}.{sub}" for sub in subs]
    return joined + points[1:]


def _labels(words: str) -> list[str]:
    labels: list[str] = []
    ranged = False
    for found in _EACH.finditer(words):
        if found["dash"]:
            ranged = True
            continue
        label = found["label"].strip('«»" ')
        if ranged and labels:
            labels += _between(labels[-1], label)
        labels.append(label)
        ranged = False
    return labels


def _between(first: str, last: str) -> list[str]:
    """Return what lies between the ends of «2.1-2.4»; nothing where they are no such ends."""
    head, _, low = first.rpartition(".")
    tail, _, high = last.rpartition(".")
    if head != tail or not (low.isdigit() and high.isdigit()) or int(high) - int(low) > _LONGEST_RANGE:
        return []
    return [f"{head}.{number}" if head else str(number) for number in range(int(low) + 1, int(high))]
