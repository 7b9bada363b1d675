"""What a point is: note, order, continuation, recommendation … (semantics, section 2)."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model import PointKind
from . import kind_words as words
from .gates import holds_any
from .sentences import first_infinitive, is_statement
from .verbs import is_infinitive

_CONTROL = re.compile(words.CONTROL)
_IN_FORCE = re.compile(words.IN_FORCE)
_CONTINUATION = re.compile(words.CONTINUATION)
_EXTENSION = re.compile(words.EXTENSION)
_REPLACED = re.compile(words.REPLACED_WORDS)
_DATE_WORD = re.compile(words.DATE_WORDS)
_TOKEN = re.compile(r"[а-яa-z]+|[0-9]+")
_REPEAL = re.compile(words.REPEAL)
_NEW_WORDING = re.compile(words.NEW_WORDING)
_STATING = re.compile(words.STATING)
_WORDS_CHANGED = re.compile(words.WORDS_CHANGED)
_NOTE = re.compile(words.NOTE)
_COMMISSION = re.compile(words.COMMISSION)
_RECOMMENDED = re.compile(words.RECOMMENDED)
_DOING = re.compile(words.DOING)
_JOINED = re.compile(r"(?:,|;|\sи|\sа\s{1,3}также)\s{1,3}([а-я]{4,30})(?![а-я])")
_QUOTED = re.compile(r"«[^«»]{0,2000}»|\"[^\"]{0,2000}\"|\([^()]{0,600}\)")
_OPENING = ("«", '"', "(")
_DOCUMENT = re.compile(rf"(?<![а-я]){words.DOCUMENT_WORD}")
_AMENDS = re.compile(words.AMENDS)
_PART_STRUCK = re.compile(words.PART_STRUCK)
_SEASON = re.compile(words.SEASON)
_CONSEQUENCE = re.compile(words.CONSEQUENCE)
_NOTED_OFF = re.compile(words.NOTED_OFF)
_OFF_CONTROL = re.compile("с\\s{1,3}(?:особого\\s{1,3}|дальнейшего\\s{1,3})?контрол|утративш")
_LONGEST = 6000


class Signs(NamedTuple):
    """What is known of a point beside its words.

    `addressed` is how many signs of the words stand before the addressee ends (0 for none);
    `charged` says that somebody answers for it by a label or brackets, `timed` that it has a term.
    """

    addressed: int = 0
    charged: bool = False
    timed: bool = False

    @property
    def binds_somebody(self) -> bool:
        """Whether somebody or some day makes an approval a thing to do."""
        return bool(self.addressed) or self.charged or self.timed


def point_kind(own: str, lead: str, signs: Signs) -> tuple[PointKind, str]:
    """Return a point's kind and the rule that told it, from its folded words and its lead-ins.

    `own` are the point's words, `lead` those of its parents: «Признать утратившими силу:» makes
    repeals of the acts listed below it.
    """
    own = _unquoted(own[:_LONGEST])
    full = f"{_unquoted(lead[-_LONGEST:])} {own}".strip()
    if _CONTROL.match(own):
        return "control", "control"
    if _IN_FORCE.match(own):
        return "in-force", "in-force"
    if holds_any(full, words.CONTINUATION_STEMS) and _CONTINUATION.search(full):
        return "continuation", "continuation"
    return _change(full, signs) or _change_within(own, full, signs) or _task(own, full, signs)


def only_dates_replaced(folded: str) -> bool | None:
    """Tell whether «слова «…» заменить словами «…»» changes only a date; None where no words are replaced."""
    found = _REPLACED.search(folded) if words.REPLACING_STEM in folded else None
    if not found:
        return None
    return all(
        _DATE_WORD.fullmatch(token) for side in found.groups(default="") for token in _TOKEN.findall(side)
    )


def _unquoted(folded: str) -> str:
    """Blank out what stands in quotation marks or brackets: names and remarks order nothing."""
    if words.REPLACING_STEM in folded and _REPLACED.search(folded):
        return folded
    if not holds_any(folded, _OPENING):
        return folded
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), folded)


def _change(full: str, signs: Signs) -> tuple[PointKind, str] | None:
    wording = _new_wording(full)
    if wording or signs.addressed:
        return wording
    if (_REPEAL.match(full) or _state_verb_leads(full, _REPEAL)) and _names_document(full):
        return "repeal", "repeal"
    behind = _CONSEQUENCE.search(full) if "связи" in full or "поэтому" in full else None
    if behind and _REPEAL.match(full, behind.end()) and _names_document(full):
        return "repeal", "repeal"
    if "контроля" in full and _NOTED_OFF.search(full) and _names_document(full):
        return "repeal", "repeal"
    if _EXTENSION.match(full) or _state_verb_leads(full, _EXTENSION):
        return "extension", "extension"
    return None


def _change_within(own: str, full: str, signs: Signs) -> tuple[PointKind, str] | None:
    """Return what «пункт 6 исключить» under «Внести следующие изменения:» does."""
    if signs.addressed or own == full or not _AMENDS.search(full, 0, len(full) - len(own)):
        return None
    ends = _REPEAL.match(own) or _state_verb_leads(own, _REPEAL)
    return ("repeal", "repeal") if ends and not _PART_STRUCK.search(own) else None


def _new_wording(full: str) -> tuple[PointKind, str] | None:
    """Return what a change of another act's words is: of a date, of some words, of a whole point."""
    replaced = only_dates_replaced(full)
    if replaced is not None:
        return ("extension", "date-replaced") if replaced else ("approval", "words-replaced")
    if not holds_any(full, words.CHANGE_STEMS):
        return None
    if _NEW_WORDING.search(full):
        return "order", "new-wording"
    return ("approval", "words-changed") if _WORDS_CHANGED.search(full) else None


def _names_document(full: str) -> bool:
    """Tell «считать исполненным пункт 4» from «признать работу выполненной»."""
    return bool(_DOCUMENT.search(full) or _OFF_CONTROL.search(full))


def _state_verb_leads(full: str, pattern: re.Pattern[str]) -> bool:
    """Tell whether the first infinitive of the words belongs to the pattern («В связи с … снять …»)."""
    found = pattern.search(full)
    first = first_infinitive(full, 0, len(full)) if found else None
    return bool(found and first and found.start() <= first[0] < found.end())


def _task(own: str, full: str, signs: Signs) -> tuple[PointKind, str]:
    note = _NOTE.search(own) if holds_any(own, words.NOTE_STEMS) else None
    if note:
        more = _orders_more(own, note.end(), signs)
        return ("order", "note-and-order") if more else ("note", "note")
    place = first_infinitive(full, 0, len(full))
    if _RECOMMENDED.match(full):
        return "recommendation", "recommending-verb"
    return _by_verb(full, place, signs) if place else _without_infinitive(own, signs)


def _by_verb(full: str, place: tuple[int, int], signs: Signs) -> tuple[PointKind, str]:
    verb = full[place[0] : place[1]]
    if verb in words.RECOMMENDING:
        return "recommendation", "recommending-verb"
    if verb in words.PROPOSING and not 0 < signs.addressed <= place[0]:
        return "recommendation", "proposing-verb"
    if _STATING.match(full, place[0]) and not signs.addressed and not signs.charged:
        return "approval", "stating-verb"
    if signs.binds_somebody:
        return "order", "infinitive"
    if verb in words.NOTING:
        return "information", "noting-verb"
    approves = _SEASON.match(full, place[0]) or (verb in words.APPROVING and not _works_too(full, place))
    return ("approval", "approving-verb") if approves else ("order", "infinitive")


def _orders_more(own: str, behind: int, signs: Signs) -> bool:
    """Tell whether a note goes on with an order: «… к сведению. Поручить …»."""
    if _COMMISSION.search(own):
        return True
    return (signs.timed or signs.charged) and first_infinitive(own, behind, len(own)) is not None


def _works_too(full: str, place: tuple[int, int]) -> bool:
    """Tell an approval from a task: its object is work, or a verb of another sort is joined to it."""
    if _DOING.match(full, place[0]):
        return True
    joined = (found[1] for found in _JOINED.finditer(full, place[1]))
    return any(is_infinitive(word) and word not in words.APPROVING for word in joined)


def _without_infinitive(own: str, signs: Signs) -> tuple[PointKind, str]:
    if _RECOMMENDED.search(own):
        return "recommendation", "recommending-verb"
    if signs.addressed or signs.charged:
        return "order", "addressee"
    if signs.timed and not is_statement(own, 0, len(own)):
        return "order", "term"
    return "information", "statement"
