"""Who is told to do something: addressees, heads in brackets, joint performers, controllers.

The addressee of a point stands at its start in the dative, perhaps behind «Поручить» or behind an
introductory clause; an abbreviation or a nominative is one only where a dash, a term or an
infinitive follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..model import Fact, Party, Source
from .gates import has_any
from .morphology import find_agreement
from .names import NameRegistry
from .noun_groups import read_group
from .party_facts import PartyMaker
from .party_lexicon import (
    BODIES,
    INTRODUCTIONS,
    JOINT_ACTION,
    JOINT_LEAD,
    JOINT_STEMS,
    OBLIGING,
    POSTS,
    SAYING,
    VERBS_ACCUSATIVE,
    VERBS_DATIVE,
)
from .party_rows import Chain, RowReader
from .phrase_tokens import Phrase, cut
from .sentences import infinitives
from .shared_tasks import each_told, told_in_turn
from .word_readings import Case, acts_now, is_adverb, is_infinitive, is_participle, lemmas
from .wording import wording

_LONGEST_LEAD = 4000
_LONGEST_CLAUSE = 60
_LONGEST_POST = 12
_LONGEST_BEHIND_VERB = 300
_FIRST_WORD = re.compile(r"[0-9.)(•*«\"–— \t\n\xa0-]{0,40}([А-Яа-яЁё]+)")
_NUMBERING = frozenset('0123456789.)(•*«"-–— \t\n\xa0')


class Parties(NamedTuple):
    """Whom a stretch of text names; `action_start` is where the words behind the addressees begin.

    `responsible` are the heads in brackets behind a body. Where there is no addressee, `action_start`
    is the start of the stretch.
    """

    action_start: int
    addressees: tuple[Fact[Party], ...] = ()
    responsible: tuple[Fact[Party], ...] = ()
    joint_with: tuple[Fact[Party], ...] = ()


def read_parties(source: Source, start: int, end: int, registry: NameRegistry) -> Parties:
    """Return the addressees and joint performers of a point or a lead-in at [start, end)."""
    shared = each_told(source.text, wording(source.text), start, end)
    if shared:
        return _joined([PartyReader(source, *one, registry).read() for one in shared])._replace(
            action_start=start, joint_with=()
        )
    if _only_acts(source.text, start, end):
        return Parties(start)
    turns = told_in_turn(source.text, wording(source.text), start, end)
    if turns:
        told = [PartyReader(source, *one, registry).read() for one in turns]
        if all(one.addressees for one in told):
            return _joined(told)
    return PartyReader(source, start, _telling_end(source.text, start, end), registry).read()


def _joined(told: Sequence[Parties]) -> Parties:
    """Return those whom several stretches name, each once; the first begins to act first."""
    lists = (
        tuple({party.value.name: party for one in told for party in getattr(one, role)}.values())
        for role in ("addressees", "responsible", "joint_with")
    )
    return Parties(told[0].action_start, *lists)


def _only_acts(text: str, start: int, end: int) -> bool:
    """Tell a stretch that begins with the task itself («Обеспечить …») and names no joint performer."""
    first = _FIRST_WORD.match(text, start, end)
    if first is None or not is_infinitive(first[1]):
        return False
    folded, place = wording(text), first.start(1)
    if VERBS_DATIVE.match(folded, place) or VERBS_ACCUSATIVE.match(folded, place):
        return False
    return not (has_any(folded, place, end, JOINT_STEMS) and JOINT_ACTION.search(folded, place, end))


def _telling_end(text: str, start: int, end: int) -> int:
    """Return how far somebody may be named: not in the long list of documents behind the last verb."""
    if end - start < _LONGEST_BEHIND_VERB:
        return end
    folded = wording(text)
    verb = max((found[1] for found in infinitives(folded, start, end)), default=end)
    joint = JOINT_ACTION.finditer(folded, start, end) if has_any(folded, start, end, JOINT_STEMS) else ()
    together = max((found.end() for found in joint), default=start)
    blank = folded.find(" ", max(verb, together) + _LONGEST_BEHIND_VERB, end)
    return end if blank < 0 else blank


class PartyReader:
    """Reads parties off one stretch of text; offsets of facts are those of the source."""

    def __init__(self, source: Source, start: int, end: int, registry: NameRegistry) -> None:
        text = source.text[start : min(end, start + _LONGEST_LEAD)]
        self._start = start
        self._phrase: Phrase = cut(text)
        self._tokens = self._phrase.tokens
        self._folded = self._phrase.folded
        self._rows = RowReader(self._phrase, PartyMaker(source, start, registry))

    def read(self) -> Parties:
        """Return what the whole stretch names."""
        found = self._addressees()
        behind = found.end if found else 0
        joint = (*(found.joint if found else ()), *self._joint(behind, led=found is not None))
        if found is None:
            return Parties(self._start, joint_with=joint)
        return Parties(self._offset(self._action(behind)), found.parties, found.heads, joint)

    def _offset(self, place: int) -> int:
        if place < len(self._tokens):
            return self._start + self._tokens[place].start
        return self._start + (self._tokens[-1].end if self._tokens else 0)

    def _action(self, place: int) -> int:
        while place < len(self._tokens) and self._tokens[place].text in {",", ":", "—", "–", "-", ";"}:
            place += 1
        return place

    # --- addressees -----------------------------------------------------------------------------

    def _addressees(self) -> Chain | None:
        place = self._skip_numbering()
        if place >= len(self._tokens):
            return None
        case, place, opened = self._opening(place)
        if not opened and is_infinitive(self._tokens[place].text if place < len(self._tokens) else ""):
            return None
        found = self._accepted(place, case, sure=True)
        if found or not (opened or INTRODUCTIONS.match(self._folded, self._tokens[place].start)):
            return found
        return self._behind_introduction(place, case, opened=opened)

    def _skip_numbering(self) -> int:
        place = 0
        while place < len(self._tokens) and set(self._tokens[place].text) <= _NUMBERING:
            place += 1
        return place

    def _opening(self, place: int) -> tuple[Case, int, bool]:
        """Read «Поручить», «Просить», … if it is there: the case that follows, and from where."""
        for ahead in (place, self._behind_word(place, "протокольно")):
            at = self._tokens[ahead].start if ahead < len(self._tokens) else 0
            options: tuple[tuple[Case, object], ...] = (("datv", VERBS_DATIVE), ("accs", VERBS_ACCUSATIVE))
            for case, pattern in options:
                match = pattern.match(self._folded, at)  # type: ignore[attr-defined]
                if match:
                    return case, self._phrase.place_at(match.end()), True
        return "datv", place, False

    def _behind_word(self, place: int, word: str) -> int:
        if self._tokens[place].folded != word:
            return place
        place += 1
        while place < len(self._tokens) and self._tokens[place].kind in {"mark", "dash"}:
            place += 1
        return place

    def _behind_introduction(self, place: int, case: Case, *, opened: bool) -> Chain | None:
        """Try every word behind an introductory clause that can head the addressee."""
        for candidate in range(place + 1, len(self._tokens)):
            token = self._tokens[candidate]
            if token.kind == "word" and is_infinitive(token.text) and (candidate > place + 1 or not opened):
                return None
            if self._may_begin(candidate, case):
                found = self._accepted(candidate, case, sure=False)
                if found:
                    return found
        return None

    def _may_begin(self, place: int, case: Case) -> bool:
        token, before = self._tokens[place], self._tokens[place - 1]
        if token.kind == "name":
            return before.text in {",", ")"} or before.kind in {"number", "bracket", "word"}
        if token.kind != "word" or (before.kind == "word" and before.folded in _GOVERNORS):
            return False
        group = read_group(self._phrase, place, case)
        if group is None or group.head is None:
            return False
        head = self._tokens[place + group.head.head]
        return (
            token.text[0].isupper()
            or bool(lemmas(head.text) & (BODIES | POSTS))
            or group.head.reading.animate
        )

    def _accepted(self, place: int, case: Case, *, sure: bool) -> Chain | None:
        """Return the parties from a place on if what follows them is a task."""
        found = self._rows.chain(place, case)
        if sure and found and self._acts(found):
            return self._rows.chain(place, "nomn")
        if found is None and sure:
            found = self._rows.chain(place, "nomn")
            headed = found is not None and bool(found.heads) and self._task_later_than(found.end)
            if found and not headed and not (self._is_dash(found.end) and self._names_somebody(place)):
                return None
        if found is None or not (self._task_follows(found.end) or (sure and self._task_later(found, place))):
            return None
        return found

    def _acts(self, found: Chain) -> bool:
        """Tell «Осин О.О. готовит …», a task told in the present, from «Осин О.О. отметил …»."""
        verb = self._phrase.word(found.end)
        people = all(party.value.kind == "person" for party in found.parties)
        return people and verb is not None and acts_now(verb.text) and not lemmas(verb.text) & SAYING

    def _names_somebody(self, place: int) -> bool:
        """Tell «Отдел осей – подготовить …» from «Следующее заседание – 26 мая»."""
        group = None if self._tokens[place].kind == "name" else read_group(self._phrase, place, "nomn")
        if group is None or group.head is None:
            return True
        return group.head.reading.animate or bool(lemmas(group.noun.text) & (BODIES | POSTS))

    def _is_dash(self, place: int) -> bool:
        """Tell a dash behind a nominative, or a colon with the verb right behind it."""
        if place >= len(self._tokens) or self._tokens[place].kind == "dash":
            return place < len(self._tokens)
        verb = self._phrase.word(place + 1)
        return self._tokens[place].text == ":" and verb is not None and is_infinitive(verb.text)

    def _task_follows(self, place: int) -> bool:
        if place >= len(self._tokens):
            return True
        token = self._tokens[place]
        if token.kind == "word":
            obliged = token.folded in OBLIGING or is_infinitive(token.text) or is_adverb(token.text)
            return obliged or self._phrase.starts_clause(place)
        if token.text == ",":
            return self._task_follows(place + 1) or self._task_later_than(place + 1)
        return token.kind == "dash" or token.text in {":", ";", ".", "("}

    def _task_later(self, found: Chain, place: int) -> bool:
        """Allow an unusual order of words where the dative itself is beyond doubt."""
        first = self._tokens[place]
        doubtless = first.kind == "name" or find_agreement((first.text,), "gent") is None
        return doubtless and self._task_later_than(found.end)

    def _task_later_than(self, place: int) -> bool:
        ahead = self._tokens[place : place + _LONGEST_CLAUSE]
        return any(one.kind == "word" and is_infinitive(one.text) for one in ahead)

    # --- joint performers -----------------------------------------------------------------------

    def _joint(self, place: int, *, led: bool) -> tuple[Fact[Party], ...]:
        """Return whom «совместно с …» names, before the verb or behind it."""
        at = self._tokens[place].start if place < len(self._tokens) else len(self._folded)
        verb = next(
            (one.start for one in self._tokens[place:] if one.kind == "word" and is_infinitive(one.text)),
            len(self._folded),
        )
        if led and (match := JOINT_LEAD.search(self._folded, at, verb)):
            case: Case = "ablt" if match["ablt"] else "gent"
            return self.row(match.end(), case)
        match = JOINT_ACTION.search(self._folded, at)
        return self.row(match.end(), "ablt") if match and self._is_free(match.start()) else ()

    def _is_free(self, offset: int) -> bool:
        """Tell «совместно с …» from «план, разработанный совместно с …»."""
        before = self._phrase.place_at(offset) - 1
        return before < 0 or not is_participle(self._tokens[before].text)

    def charged(self, offset: int, case: Case) -> tuple[Fact[Party], ...]:
        """Return a row and the people in brackets behind it, who stand for the posts of the row."""
        found = self._rows.chain(self._phrase.place_at(offset), case)
        if not found:
            return ()
        parties = (*found.parties, *found.joint)
        bodies = [one for one in parties if not (found.heads and one.value.kind == "post")]
        return tuple(sorted((*bodies, *found.heads), key=lambda one: one.span))

    def row(self, offset: int, case: Case) -> tuple[Fact[Party], ...]:
        """Return the parties that stand in a row in that case from an offset of the stretch on."""
        found = self._rows.chain(self._phrase.place_at(offset), case)
        return tuple(sorted((*found.parties, *found.joint), key=lambda one: one.span)) if found else ()


_GOVERNORS = frozenset({"по", "к", "ко", "согласно", "благодаря", "вопреки", "навстречу"})
