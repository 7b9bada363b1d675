"""Who spoke to a question: «Заслушав выступление ⟨должность⟩ ⟨Фамилия⟩», «(Соколов А.С.)», «СЛУШАЛИ:»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..model import Source
from .folding import fold_document
from .gates import places_of
from .mentions import NOTHING, Described, Mention, describe, mention, with_item
from .morphology import WORD, Case
from .names import NameRegistry, WrittenName, scan_names
from .party_lexicon import HEARD, HEARD_BEGINNINGS, HEARD_WHAT, POSTS
from .word_readings import fold_document_twins, lemmas

_LONGEST_PASSAGE = 20_000
_LONGEST_POST = 900
_REACH = 100
_BRACKETED = re.compile(r"^[ \t]*\(([^()\n]{3,300})\)[ \t.]*$", re.MULTILINE)
_LINE_START = re.compile(r"(?:^|\n)[ \t]*(?:[0-9]{1,2}[.)][ \t]*|[•*–—-][ \t]*)?$")
_NUMBERED = re.compile(r"\n[ \t]*[0-9]{1,2}[.)][ \t]*$")
_SAYS = re.compile(r"[ \t]*(?:\([^()\n]{1,200}\))?[ \t]*[–—:-]")
_ROW = re.compile(r"\s*(?:,|и|,\s*и)\s+")
_SENTENCE_START = re.compile(
    r"(?:^|[\n.:;(–—-])\s*(?:[0-9]{1,2}[.)]\s*)?"
    r"(?:по\s[^.\n:]{1,60}\s|с\s(?:доклад|информаци|сообщени|отчет)[а-я]{1,3}(?:\s[^.\n]{1,60})?\s)?$"
)
_POST_BEHIND = re.compile(
    r"\s*[,–—-]\s*([^\n;()]{3,300}?)(?=\s+(?:о|об|обо|по\s+вопросу)\s|\s[–—-]\s|[,.;\n()]|$)"
)
_OTHER_SENTENCE = re.compile(r"[.!?]\s+[А-ЯЁ]|\n\s*\n")
_CASES: tuple[Case, ...] = ("gent", "accs", "nomn", "ablt", "datv")
_TALKING = "выступ"
_HEARING = ("заслуша", "слушал", "обсуд")
_GIVING = "слово"


def read_speakers(
    source: Source, start: int, end: int, item: str | None, registry: NameRegistry
) -> list[Mention]:
    """Return who reported in the passage [start, end) of a question, each once, in order.

    Those who only took part in the talk («ВЫСТУПИЛИ») count where nobody reported.
    """
    end = min(end, start + _LONGEST_PASSAGE)
    text = fold_document_twins(source.text)[start:end]
    names = tuple([one.moved(start) for one in scan_names(text)])
    passage = _Passage(source, start, end, names, registry)
    mentions = [*passage.bracketed(), *passage.heard(talked=False)]
    mentions = mentions or [*passage.saying(), *passage.heard(talked=True)]
    found: dict[str, Mention] = {}
    for one in sorted(mentions, key=lambda one: one.person.span.end):
        known = found.get(one.person.value.name)
        if known is None or (known.person.value.post is None and one.person.value.post):
            found[one.person.value.name] = one
    return [with_item(one, item) for one in found.values()]


@dataclass(frozen=True, slots=True)
class _Passage:
    """One passage and the names in it, with offsets of the source."""

    source: Source
    start: int
    end: int
    names: tuple[WrittenName, ...]
    registry: NameRegistry

    def bracketed(self) -> Iterator[Mention]:
        """Yield those named alone in brackets on a line: «(Соколов А.С.)»."""
        text = self.source.text[self.start : self.end]
        brackets = [(self.start + one.start(1), self.start + one.end(1)) for one in _BRACKETED.finditer(text)]
        for low, high in brackets:
            inside = [name for name in self.names if low <= name.start < high]
            for name in inside or self._surnames(low, high):
                yield self._mention(name, NOTHING, "nomn")

    def _surnames(self, start: int, end: int) -> Iterator[WrittenName]:
        """Yield the surnames without initials that the document declares elsewhere: «(Соколов)»."""
        for word in WORD.finditer(self.source.text, start, end):
            if any(one.startswith(f"{word.group()} ") for one in self.registry.declared):
                yield WrittenName(word.group(), "", word.start(), word.end())

    def saying(self) -> Iterator[Mention]:
        """Yield those whose words follow their name on a line: «Громова Т.И. – предложила …»."""
        for name in self.names:
            before = self.source.text[max(self.start, name.start - 12) : name.start]
            if _LINE_START.search(before) and _SAYS.match(self.source.text, name.end, self.end):
                yield self._mention(name, NOTHING, "nomn")

    def heard(self, *, talked: bool) -> Iterator[Mention]:
        """Yield those behind «Заслушав …», «Докладчик – …», or behind «ВЫСТУПИЛИ: …» if `talked`."""
        folded = fold_document(self.source.text)
        places = _heard_places(folded)
        for place in places[bisect_left(places, self.start) : bisect_left(places, self.end)]:
            marker = HEARD.match(folded, place, self.end)
            word = marker.group() if marker else ""
            talks = word.startswith(_TALKING) == talked
            if marker and talks and _begins(folded[max(self.start, place - _REACH) : place], word):
                yield from self._row(marker.end(), word)
                yield from self._numbered(marker.end(), word)

    def _row(self, place: int, word: str) -> Iterator[Mention]:
        """Yield the people one after the other from a place on, until other words stand between."""
        what = HEARD_WHAT.match(self.source.text, place, self.end)
        place = what.end() if what else place
        cases = _cases(word)
        first = True
        for name in (one for one in self.names if one.start >= place):
            said = _said(self.source, place, name, cases, first=first)
            if said is None:
                break
            place = name.end
            if said == NOTHING:
                said = self._said_behind(name)
                place = max(place, said.end)
            yield self._mention(name, said, _case(word, name.surname))
            row = _ROW.match(self.source.text, place, self.end)
            if row is None:
                break
            place, first = row.end(), False

    def _numbered(self, place: int, word: str) -> Iterator[Mention]:
        """Yield the people of a numbered list below «СЛУШАЛИ:»."""
        for name in (one for one in self.names if one.start >= place):
            if _NUMBERED.search(self.source.text, max(place, name.start - 12), name.start):
                yield self._mention(name, self._said_behind(name), _case(word, name.surname))

    def _said_behind(self, name: WrittenName) -> Described:
        """Return the post that follows a name: «Спицыну А.А. – главного инженера – об осях»."""
        match = _POST_BEHIND.match(self.source.text, name.end, self.end)
        if match is None or not _names_post(match[1]):
            return NOTHING
        return describe(self.source, match.start(1), match.end(1), _CASES).apart()

    def _mention(self, name: WrittenName, said: Described, case: Case) -> Mention:
        resolved = self.registry.resolve(name, case)
        return mention(self.source, name, resolved, said, "speaker")


def _names_post(words: str) -> bool:
    return any(lemmas(word.lower()) & POSTS for word in WORD.findall(words[:120])[:4])


@lru_cache(maxsize=4)
def _heard_places(folded: str) -> list[int]:
    """Return where a whole text may say that somebody was heard, kept for all its passages."""
    return places_of(folded, HEARD_BEGINNINGS)


def _begins(before: str, word: str) -> bool:
    """Tell a heading or the start of a sentence from a word inside a speech."""
    return word.startswith("заслуша") or bool(_SENTENCE_START.search(before))


def _cases(word: str) -> tuple[Case, ...]:
    """Return the cases, the likeliest first, in which a word is followed by a post."""
    if word.startswith(_GIVING):
        return ("datv",)
    return _CASES if word.startswith(_HEARING) else ("nomn", *_CASES)


def _case(word: str, surname: str) -> Case:
    """Return the case in which a word is followed by a name."""
    if word.startswith(_GIVING):
        return "datv"
    return heard_case(surname) if word.startswith(_HEARING) else "nomn"


def _said(
    source: Source, place: int, name: WrittenName, cases: tuple[Case, ...], *, first: bool
) -> Described | None:
    """Return the post between a place and a name; None where other words stand there."""
    words = source.text[place : name.start]
    if not words.strip(" \n\t\xa0–—-:,"):
        return NOTHING
    if len(words) > _LONGEST_POST or _OTHER_SENTENCE.search(words):
        return None
    said = describe(source, place, name.start, cases)
    known = said.post is not None and (said.organisation or said.units or first or _names_post(words))
    return said if known or said.organisation else None


def heard_case(surname: str) -> Case:
    """Return the case of a surname behind «слушали»: accusative, genitive, or by mistake nominative."""
    low = surname.lower()
    if low.endswith(("у", "ю")):
        return "accs"
    return "gent" if low.endswith(("ой", "ей", "а", "я", "ы", "и", "ого", "его")) else "nomn"
