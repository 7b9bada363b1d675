"""Who reported on a question: the words behind «Заслушав …», «СЛУШАЛИ: …», «Докладывает: …»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model import Fact, Person, Source
from .lines import Line
from .named_people import Mention, Place, mentions
from .names import NameRegistry
from .outline import Outline
from .party_lexicon import HEARD, HEARD_WHAT, REPORTS
from .presence import person_at
from .walk import Section
from .word_readings import Case

_AND_NEXT = re.compile(r"\s*(?:,|;|и(?=\s)|\n|\((?:содокла|докла)[^()]{0,40}\)?)[\s,;:]*")
_BULLET = re.compile(r"(?:[0-9]{1,3}[.)]|[-–—•*])?\s*")
_LONGEST = 1200


@dataclass(frozen=True, slots=True)
class Speech:
    """A person who spoke on a question: the fact, and where he or she works."""

    fact: Fact[Person]
    place: Place


def read_speakers(source: Source, folded: str, outline: Outline, registry: NameRegistry) -> list[Speech]:
    """Return the speakers, each once for a question, with the fullest description there is."""
    reader = _Reader(source, folded, registry)
    found = [*reader.heard(outline), *reader.announced(outline), *reader.bracketed(outline)]
    best: dict[tuple[str, str | None], Speech] = {}
    for speech in found:
        key = speech.fact.value.name, speech.fact.value.item
        known = best.get(key)
        if known is None or (known.place == Place() and speech.place != Place()):
            best[key] = speech
    return sorted(best.values(), key=lambda one: one.fact.span.start)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the stretches of one document that name speakers."""

    source: Source
    folded: str
    registry: NameRegistry

    def heard(self, outline: Outline) -> Iterator[Speech]:
        """Yield those whom the talk of each question names behind its first words."""
        limits = [*(point.start for point in outline.points), len(self.source.text)]
        for passage in outline.talks:
            label = HEARD.match(self.folded, self._words(passage.start), passage.end)
            if not label:
                continue
            end = min(one for one in limits if one > passage.start)
            end = min(end, passage.start + _LONGEST, self._next_talk(outline, passage.start))
            yield from self._behind(label.end(), end, passage.section, _case_behind(label.group()))

    def _words(self, start: int) -> int:
        bullet = _BULLET.match(self.folded, start)
        return bullet.end() if bullet else start

    def _next_talk(self, outline: Outline, start: int) -> int:
        starts = (
            one.start
            for one in outline.talks
            if one.start > start and HEARD.match(self.folded, self._words(one.start), one.end)
        )
        return min(starts, default=len(self.source.text))

    def announced(self, outline: Outline) -> Iterator[Speech]:
        """Yield the reporters named in the agenda, each for the question above."""
        if not outline.agenda:
            return
        end = min(
            [*(one.start for one in outline.sections), *(one.start for one in outline.points)], default=0
        )
        for line in outline.lines:
            label = REPORTS.match(self.folded, line.start, line.end)
            if label and outline.agenda[0].start < line.start < end:
                item = _item_above(outline, line)
                yield from self._behind(label.end(), line.end, item, "nomn")

    def bracketed(self, outline: Outline) -> Iterator[Speech]:
        """Yield the speakers named alone in brackets below a question's title."""
        for passage in outline.speakers:
            for mention in mentions(self.source, passage.start, passage.end):
                yield self._speech(mention, passage.section, "nomn")

    def _behind(self, start: int, end: int, item: str | None, case: Case) -> Iterator[Speech]:
        """Yield the people named from a place on, until the words go over to what was said."""
        what = HEARD_WHAT.match(self.folded, start, end)
        place = what.end() if what else start
        while place < end:
            mention = next(iter(self._next(place, end, case)), None)
            if mention is None:
                return
            yield self._speech(mention, item, case)
            further = _AND_NEXT.match(self.source.text, mention.end, end)
            if not further:
                return
            place = further.end()

    def _next(self, place: int, end: int, case: Case) -> list[Mention]:
        """Return the next person, if nothing but a post stands before the name."""
        found = mentions(self.source, place, end, case)[:1]
        if not found:
            return []
        mention = found[0]
        before = self.source.text[place : mention.name.start].strip(" \n\t–—-:")
        return (
            found if not before or (mention.place != Place() and mention.start < mention.name.start) else []
        )

    def _speech(self, mention: Mention, item: str | None, case: Case) -> Speech:
        shown, sure, rule = self.registry.resolve(mention.name, case)
        span = self.source.span(mention.start, mention.end)
        person = person_at(shown, "speaker", mention.place, item)
        return Speech(Fact(person, span, f"speaker.{rule}", sure), mention.place)


def _case_behind(label: str) -> Case:
    """Return the case of a name behind a word: «СЛУШАЛИ: кого», «Докладчик – кто», «Заслушав … кого»."""
    return "nomn" if REPORTS.match(label) else "gent"


def _item_above(outline: Outline, line: Line) -> str | None:
    """Return the path of the agenda question above a line, as the sections below number it."""
    above = [one for one in outline.agenda if one.start <= line.start]
    return _path(above[-1], outline.sections) if above else None


def _path(question: Section, sections: Sequence[Section]) -> str | None:
    numbered = [one for one in sections if one.path is not None]
    if any(one.path == question.path for one in numbered):
        return question.path
    return next((one.path for one in numbered if one.position == question.position), question.path)
