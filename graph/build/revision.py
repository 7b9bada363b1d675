"""One change of the fact base, and the documents whose status it can touch.

A document's status follows from its own texts, from the events that name it, from the clauses and
declarations that name it, and from the other texts that such a name might mean, which all have its
number or its key. Beyond that it follows from three things that all texts make together: which
cohorts are known, which body stands above which, and which lists stopped to mention it; these are
compared before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from ..binding import (
    Chain,
    Document,
    Hierarchy,
    KnownCohorts,
    Shelf,
    Tail,
    World,
    in_succession,
    lists_of,
    periods_in,
)
from ..binding.reviews import EDITION, editions
from ..model import Cohort, Event, Filed, StatusPeriod
from .factbase import FactBase

_AT_ONCE = 256
"""How many documents are judged at once: few enough for the memory, enough to share what they share."""


class Revision:
    """What is put and removed at one time: `settle` when all is said, then `periods` of what it touches."""

    def __init__(self, base: FactBase) -> None:
        """Look at what all texts together say before anything is changed."""
        self._base = base
        self._stems: set[str] = set()
        self._keys: set[str] = set()
        self._named: set[str] = set()
        self._numbers: set[str] = set()
        self._own_numbers: set[str] = set()
        self._lists: set[Cohort] = set()
        self._events: list[Event] = []
        self._heads = KnownCohorts(base.heads())
        self._kin = Hierarchy(base.kinship())

    # --- what changes --------------------------------------------------------------------------

    def put(self, text: Document) -> None:
        """Put one text, new or in another form than before."""
        self._note(text.stem)
        self._base.put(text)
        self._note(text.stem)

    def remove(self, stem: str) -> None:
        """Remove one text, and what verdicts made of it."""
        for gone in (*self._editions_of(stem), stem):
            self._note(gone)
            self._base.remove(gone)

    def _editions_of(self, stem: str) -> set[str]:
        """Return the names of what verdicts made of a text: its own name, `~` and a number."""
        keys = self._base.column("SELECT key FROM texts WHERE stem IN", [stem])
        texts = self._base.column("SELECT stem FROM texts WHERE key IN", keys)
        return {name for name in texts if name.startswith(f"{stem}{EDITION}")}

    def reviewed(self) -> set[str]:
        """Return the keys of the documents of which people's verdicts are new, gone or withdrawn."""
        return {event.document for event in self._with_withdrawn() if event.review and event.document}

    def _with_withdrawn(self) -> list[Event]:
        """Return the events that changed and those that they withdraw, and these again."""
        found = {event.id: event for event in self._events}
        waiting = {event.withdraws for event in self._events if event.withdraws} - set(found)
        while waiting:
            more = self._base.events("id IN", sorted(waiting))
            found |= {event.id: event for event in more}
            waiting = {event.withdraws for event in more if event.withdraws} - set(found)
        return list(found.values())

    def editions(self, filed: Filed) -> tuple[Filed, ...]:
        """Return a text as read and as verdicts changed it; the editions put before are removed."""
        for other in self._editions_of(PurePosixPath(filed.card.file).stem):
            self.remove(other)
        if filed.card.rendition_of is not None:
            return (filed,)
        return editions(filed, self._events_of([filed.card.key], ()))

    def put_event(self, event: Event) -> None:
        """Put one event, new or in another form than before."""
        self._events += [*self._base.events("id IN", [event.id]), event]
        self._base.put_event(event)

    def remove_event(self, name: str) -> None:
        """Remove one event by its id."""
        self._events += self._base.events("id IN", [name])
        self._base.remove_event(name)

    def _note(self, stem: str) -> None:
        """Note what a text, the other texts of its document and what it supersedes say now."""
        column = self._base.column
        keys = column("SELECT key FROM texts WHERE stem IN", [stem])
        stems = {stem, *column("SELECT stem FROM texts WHERE key IN", keys)}
        stems |= column("SELECT supersedes FROM texts WHERE stem IN", stems) - {None}
        self._stems |= stems
        self._keys |= column("SELECT key FROM texts WHERE stem IN", stems)
        self._named |= column("SELECT key FROM named WHERE stem IN", stems)
        self._own_numbers |= column("SELECT number FROM texts WHERE stem IN", stems)
        self._numbers |= column("SELECT number FROM named WHERE stem IN", stems)
        self._lists |= self._base.cohorts("stem IN", stems)

    # --- what that touches ---------------------------------------------------------------------

    def settle(self) -> set[str]:
        """Bring up to date what all texts together say; return the keys of the documents touched."""
        self._base.settle(self._in_succession(self._stems))
        cohorts, hierarchy = KnownCohorts(self._base.heads()), Hierarchy(self._base.kinship())
        touched = self._by_name() | self._by_events()
        classes = (
            self._base.column("SELECT stem FROM texts WHERE classes") if cohorts != self._heads else set()
        )
        if hierarchy != self._kin:
            touched |= self._by_kinship()
        touched |= self._base.column("SELECT key FROM texts WHERE stem IN", classes)
        touched |= self._base.column("SELECT key FROM named WHERE stem IN", classes)
        self._heads, self._kin = cohorts, hierarchy
        self._settle_lists(self._stems | classes)
        naming = self._naming()
        for cohort in self._chains_touched(naming):
            extended = self._extended(cohort, naming | classes)
            touched |= self._judged_anew(cohort) if extended is None else extended
        return touched

    def _by_name(self) -> set[str]:
        numbers, column = self._numbers | self._own_numbers, self._base.column
        held = column("SELECT key FROM texts WHERE number IN", numbers)
        return self._keys | self._named | held | column("SELECT key FROM named WHERE number IN", numbers)

    def _by_events(self) -> set[str]:
        """Return the documents that the events concern; a withdrawal concerns those of what it withdraws."""
        found: set[str] = set()
        waiting, seen = list(self._events), set()
        while waiting:
            event = waiting.pop()
            found |= {event.document} if event.document is not None else set()
            name = event.withdraws
            if name is None or name in seen:
                continue
            seen.add(name)
            known = self._base.events("id IN", [name])
            waiting += known
            if not known:
                found |= self._by_declarer(name.partition("/")[0])
        return found

    def _by_declarer(self, key: str) -> set[str]:
        """Return the documents that the declarations of a document may mean."""
        column = self._base.column
        stems = column("SELECT stem FROM texts WHERE key IN", [key])
        numbers = column("SELECT number FROM named WHERE declares AND stem IN", stems)
        held = column("SELECT key FROM texts WHERE number IN", numbers)
        return held | column("SELECT key FROM named WHERE number IN", numbers)

    def _by_kinship(self) -> set[str]:
        """Return the documents whose status asks who stands above whom."""
        numbers = self._base.column("SELECT DISTINCT number FROM named WHERE declares")
        held = self._base.column("SELECT key FROM texts WHERE number IN", numbers)
        named = self._base.column("SELECT key FROM named WHERE number IN", numbers)
        asked = self._base.column("SELECT document FROM events WHERE asks AND document IS NOT NULL")
        return held | named | asked | self._by_withdrawals()

    def _by_withdrawals(self) -> set[str]:
        names = self._base.column("SELECT withdraws FROM events WHERE withdraws IS NOT NULL")
        return self._base.column("SELECT document FROM events WHERE id IN", names) - {None}

    # --- lists ---------------------------------------------------------------------------------

    def _settle_lists(self, stems: Iterable[str]) -> None:
        """Note which cohorts the texts tell what to continue."""
        for text in self._in_succession(stems):
            self._base.put_lists(text.stem, [one.cohort for one in lists_of(text, self._heads)])
        self._lists |= self._base.cohorts("stem IN", stems)

    def _naming(self) -> set[str]:
        """Return the names of the texts that tell to continue what changed."""
        column = self._base.column
        naming = column("SELECT stem FROM named WHERE NOT declares AND number IN", self._own_numbers)
        return naming | column("SELECT stem FROM named WHERE NOT declares AND key IN", self._keys)

    def _chains_touched(self, naming: set[str]) -> list[Cohort]:
        """Return the cohorts whose lists changed, or name what changed."""
        found = self._lists | self._base.cohorts("stem IN", naming)
        return sorted(found, key=lambda cohort: (cohort.programme, cohort.year))

    def _extended(self, cohort: Cohort, others: set[str]) -> set[str] | None:
        """Return the documents whose flags change by lists that only follow those before; else None.

        `others` are texts that may be understood in another way than before though they did not change.
        """
        tail = self._base.tail(cohort)
        known = set(tail.stems) if tail else set[str]()
        stems = self._base.stems_with_lists(cohort)
        if not known or not known <= stems or known & (self._stems | others):
            return None
        chain = self._chain(cohort, stems - known, tail)
        if not chain.follows():
            return None
        self._base.put_tail(cohort, chain.tail())
        return self._base.extend_flags(cohort, chain.flags())

    def _judged_anew(self, cohort: Cohort) -> set[str]:
        """Return the documents whose flags change when all lists for a cohort are read again."""
        chain = self._chain(cohort, self._base.stems_with_lists(cohort))
        self._base.put_tail(cohort, chain.tail())
        return self._base.put_flags(cohort, chain.flags())

    def _chain(self, cohort: Cohort, stems: set[str], after: Tail | None = None) -> Chain:
        texts = in_succession(self._base.outlines(self._succession(stems)))
        lists = [one for text in texts for one in lists_of(text, self._heads) if one.cohort == cohort]
        numbers = self._base.column("SELECT number FROM named WHERE NOT declares AND stem IN", stems)
        keys = self._base.column("SELECT key FROM named WHERE NOT declares AND stem IN", stems)
        called = self._succession(self._called(numbers, keys))
        return Chain(lists, Shelf(in_succession(self._base.outlines(called))), after)

    # --- judging -------------------------------------------------------------------------------

    def periods(self, keys: Iterable[str]) -> Iterator[tuple[str, tuple[StatusPeriod, ...]]]:
        """Go through the documents with their periods; who is neither held nor continued has none."""
        every = sorted(keys)
        for start in range(0, len(every), _AT_ONCE):
            some = every[start : start + _AT_ONCE]
            found: dict[str, list[StatusPeriod]] = {key: [] for key in some}
            for period in periods_in(self._world(some), found):
                found[period.document].append(period)
            yield from ((key, tuple(periods)) for key, periods in found.items())

    def _world(self, keys: list[str]) -> World:
        """Return all that the status of some documents may follow from."""
        column = self._base.column
        numbers = column("SELECT number FROM texts WHERE key IN", keys)
        numbers |= column("SELECT number FROM named WHERE key IN", keys)
        stems = self._called(numbers, keys)
        stems |= column("SELECT stem FROM named WHERE number IN", numbers)
        texts = self._in_succession(stems)
        declared = [one.event.id for text in texts for one in text.declared]
        return World(
            texts,
            self._events_of(keys, declared),
            cohorts=self._heads,
            hierarchy=self._kin,
            mentions=self._base.flags_of(keys),
        )

    def _events_of(self, keys: Iterable[str], declared: Iterable[str]) -> list[Event]:
        """Return the recorded events of documents, and what withdraws those, the declared ones, and so on."""
        found = {event.id: event for event in self._base.events("document IN", keys)}
        waiting = {*found, *declared}
        while waiting:
            further = self._base.events("withdraws IN", waiting)
            waiting = {event.id for event in further} - found.keys()
            found |= {event.id: event for event in further}
        return list(found.values())

    # --- texts ---------------------------------------------------------------------------------

    def _called(self, numbers: Iterable[str | None], keys: Iterable[str]) -> set[str]:
        """Return the texts with one of the numbers or keys."""
        column = self._base.column
        by_number = column("SELECT stem FROM texts WHERE number IN", numbers)
        return by_number | column("SELECT stem FROM texts WHERE key IN", keys)

    def _in_succession(self, stems: Iterable[str]) -> tuple[Document, ...]:
        """Return texts with the moments at which they were retired, and with those that retired them."""
        return in_succession(self._base.texts(self._succession(stems)))

    def _succession(self, stems: Iterable[str]) -> set[str]:
        """Return the names of texts, of the other texts of their documents, and of what superseded them."""
        column, every, waiting = self._base.column, set(stems), set(stems)
        while waiting:
            keys = column("SELECT key FROM texts WHERE stem IN", waiting)
            waiting = column("SELECT stem FROM texts WHERE key IN", keys)
            waiting |= column("SELECT stem FROM texts WHERE supersedes IN", every)
            waiting -= every
            every |= waiting
        return every
