"""One register: what it holds, read from its files; and what is added to it."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..errors import IdentityError, RegisterError
from ..files import one_writer, parts, read_whole, write_whole
from ..model import Card, Event, Filed, Member
from ..rdf import read_document, read_event, write_event
from ..rdf.serialise import from_turtle, to_turtle
from .card_cache import COPY, card_names, read_cards
from .holdings import Holdings
from .intake import Arrival, Taken, decide, files_of
from .members import read_members, write_members

MARKER = "register.json"
ROOMS = ("protocols", "cards", "texts", "triples", "events", "expected", "index")
_LOCK = ".lock"
_SWEPT = ".swept"
"""Lies in the index's folder while no document or event is half written: no leftovers to look for."""
_RACE = 2_000_000_000
"""Nanoseconds: a folder written to so shortly before it was looked at may change with its time unchanged."""
_ADVICE = "restore it from a backup, or take the document in again"


class Register:
    """The data folder. Reading needs no lock: files are only ever added, each whole.

    Reading raises `RegisterError` naming the file that is missing or damaged, and
    `UnknownNameError` for a key that is not held.
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is read yet."""
        self.folder = folder
        self._seen: _Seen | None = None

    def __repr__(self) -> str:
        return f"Register({str(self.folder)!r})"

    # --- reading ---

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the documents held, sorted."""
        return tuple(one.key for one in self._holdings().current)

    def every_key(self) -> tuple[str, ...]:
        """Return the same and the keys of documents that another superseded: they count as known before."""
        return tuple(sorted(self._holdings().latest))

    def cards(self) -> tuple[Card, ...]:
        """Return the current card of each document held, sorted by key."""
        return tuple(one.card for one in self._holdings().current)

    def every_card(self) -> tuple[Card, ...]:
        """Return all cards: those of renditions and of superseded texts too."""
        return tuple(one.card for _, one in sorted(self._holdings().every.items()))

    def card(self, key: str) -> Card:
        """Return the latest card of a document."""
        return self._holdings().find(key).card

    def filed(self, key: str) -> Filed:
        """Return a document held as its triples tell it."""
        path = self.triples_path(key)
        return read_document(from_turtle(read_whole(path), source=str(path)))

    def text(self, key: str) -> str:
        """Return the stored text of a document, compared with the card's digest."""
        card = self.card(key)
        path = self.text_path(key)
        content = read_whole(path)
        if hashlib.sha256(content).hexdigest() != card.text_sha256:
            raise RegisterError(
                "the stored text is not the one on its card", source=str(path), advice=_ADVICE
            )
        return content.decode("utf-8")

    def text_path(self, key: str) -> Path:
        """Return where the stored text of a document lies."""
        return self.folder / "texts" / f"{self._holdings().find(key).stem}.txt"

    def triples_path(self, key: str) -> Path:
        """Return where the triples of a document lie."""
        return self.folder / "triples" / f"{self._holdings().find(key).stem}.ttl"

    def triples_files(self, *, afresh: bool = False) -> tuple[dict[str, str], tuple[str, ...]]:
        """Return the files that hold triples: those of the latest texts with their keys, and the others.

        The latest are sorted by key; an earlier one tells a text that a newer one of its document replaced.
        Afresh, every card is looked at: one may have been written over where it lies.
        """
        held = self._holdings(afresh=afresh)
        latest = {f"{held.latest[key].stem}.ttl": key for key in sorted(held.latest)}
        older = (
            f"{stem}.ttl"
            for stem, one in held.every.items()
            if one.rendition_of is None and held.latest[one.key] is not one
        )
        return latest, tuple(sorted(older))

    def earlier_triples_paths(self) -> tuple[Path, ...]:
        """Return where the triples lie of texts that a newer text of the same document replaced."""
        return tuple(self.folder / "triples" / name for name in self.triples_files()[1])

    def original_path(self, key: str) -> Path:
        """Return where the original of a document lies."""
        return self.folder / self.card(key).file

    def event_paths(self) -> tuple[Path, ...]:
        """Return where the recorded events lie, sorted."""
        return tuple(sorted((self.folder / "events").glob("*.ttl")))

    def events(self) -> tuple[Event, ...]:
        """Return the recorded events, sorted by their files' names."""
        return tuple(read_event_file(path) for path in self.event_paths())

    def has_event(self, event_id: str) -> bool:
        """Say whether an event with this id was recorded."""
        path = self.folder / "events" / f"{_file_name(event_id)}.ttl"
        return path.exists() and read_event_file(path).id == event_id

    def members_path(self) -> Path:
        """Return where the members of cohorts lie, whether or not any are known."""
        return self.folder / "members.csv"

    def members(self) -> tuple[Member, ...]:
        """Return the known members of cohorts, sorted."""
        path = self.members_path()
        return read_members(read_whole(path), str(path)) if path.exists() else ()

    def unreferenced(self) -> tuple[Path, ...]:
        """Return the files that no card names: what a crash left, or what somebody put there."""
        stems = set(self._holdings().every)
        rooms = (self.folder / room for room in ("protocols", "texts", "triples"))
        files = (path for room in rooms if room.is_dir() for path in room.iterdir())
        return tuple(sorted(path for path in files if path.stem not in stems))

    def _holdings(self, *, by_names: bool = False, afresh: bool = False) -> Holdings:
        """Return the cards, read again only where their folder changed."""
        seen, looked, changed = None if afresh else self._seen, time.time_ns(), self._cards_changed()
        if seen is not None and seen.changed == changed and self._is_still_so(seen):
            held = seen.holdings
        else:
            cards = read_cards(self.folder / "cards", self.folder / "index", by_names=by_names)
            held = Holdings(cards)
        self._seen = _Seen(changed, looked, held)
        return held

    def _is_still_so(self, seen: _Seen) -> bool:
        """Say whether no card came or went in a folder of the same time; for a while only names tell."""
        if seen.changed < seen.looked - _RACE:
            return True
        names, held = card_names(self.folder / "cards"), seen.holdings.every
        return len(names) == len(held) and all(name.removesuffix(".json") in held for name in names)

    def forget_copies(self) -> None:
        """Read every card from its own file when they are next asked for."""
        (self.folder / "index" / COPY).unlink(missing_ok=True)
        self._seen = None

    def _cards_changed(self) -> int:
        folder = self.folder / "cards"
        return folder.stat().st_mtime_ns if folder.is_dir() else 0

    # --- writing ---

    def writing(self, waiting: Callable[[str], None] | None = None) -> AbstractContextManager[None]:
        """Return the lock that one writer at a time holds; `waiting` is told where one must wait."""
        return one_writer(self.folder / _LOCK, waiting=waiting)

    def add(self, arrival: Arrival, waiting: Callable[[str], None] | None = None) -> Taken:
        """Take in one file as it was read; the card is written last and makes it held.

        The same bytes again change nothing. Raises `IdentityError` for another text under an identity
        that is held, unless it is a rendition of that document or supersedes it.
        """
        with self.adding(waiting) as add:
            return add(arrival)

    @contextmanager
    def adding(self, waiting: Callable[[str], None] | None = None) -> Iterator[Callable[[Arrival], Taken]]:
        """Give what takes in one file after another, each as `add` does, under one lock."""
        with self.writing(waiting), self._unfinished():
            held = self._holdings(by_names=True)
            yield lambda arrival: self._add(held, arrival)

    def _add(self, held: Holdings, arrival: Arrival) -> Taken:
        taken = decide(held, arrival, self._occupied_by_other(arrival.content))
        if taken.outcome != "unchanged":
            for name, content in files_of(taken, arrival):
                write_whole(self.folder / name, content)
            held.add(taken.card)
            looked = time.time_ns()
            self._seen = _Seen(self._cards_changed(), looked, held)
        return taken

    def card_of_bytes(self, sha256: str) -> Card | None:
        """Return the card of a file with these very bytes, None where it was never taken in."""
        found = self._holdings(by_names=True).with_bytes(sha256)
        return found.card if found else None

    def plan(self, arrivals: Iterable[Arrival]) -> list[Taken]:
        """Return what would become of files taken in one after the other; nothing is written.

        Raises as `add` at the first that conflicts.
        """
        held = self._holdings().copy()
        planned = []
        for arrival in arrivals:
            taken = decide(held, arrival, self._occupied_by_other(arrival.content))
            if taken.outcome != "unchanged":
                held.add(taken.card)
            planned.append(taken)
        return planned

    def add_event(self, event: Event, waiting: Callable[[str], None] | None = None) -> bool:
        """Record an event; return whether it is new. Another event under its id is an error."""
        content = to_turtle(write_event(event))
        path = self.folder / "events" / f"{_file_name(event.id)}.ttl"
        with self.writing(waiting), self._unfinished():
            if path.exists() and read_whole(path) != content:
                problem = f"two different events have the id {event.id}"
                raise IdentityError(problem, source=str(path), advice="record it with another moment")
            if path.exists():
                return False
            write_whole(path, content)
        return True

    def add_members(self, members: Iterable[Member], waiting: Callable[[str], None] | None = None) -> int:
        """Add members of cohorts to those known; return how many are new."""
        with self.writing(waiting):
            known = self.members()
            content = write_members([*known, *members])
            write_whole(self.members_path(), content)
        return len(self.members()) - len(known)

    def _occupied_by_other(self, content: bytes) -> Callable[[str], bool]:
        """Return what tells whether a path within the register holds other bytes than these."""

        def occupied(file: str) -> bool:
            path = self.folder / file
            return path.exists() and read_whole(path) != content

        return occupied

    @contextmanager
    def _unfinished(self) -> Iterator[None]:
        """Write in the block, under the lock; before it, what interrupted writes left is removed."""
        swept = self.folder / "index" / _SWEPT
        for room in ("index",) if swept.exists() else ROOMS:
            for part in parts(self.folder / room):
                part.unlink(missing_ok=True)
        with suppress(OSError):  # an index that can't be written keeps nobody from writing
            swept.unlink(missing_ok=True)
        yield
        with suppress(OSError):
            swept.touch()


@dataclass(frozen=True, slots=True)
class _Seen:
    """The cards, when their folder had changed, and when that was looked at, in nanoseconds."""

    changed: int
    looked: int
    holdings: Holdings


def read_event_file(path: Path) -> Event:
    """Return the event of one file."""
    return read_event(from_turtle(read_whole(path), source=str(path)))


def _file_name(event_id: str) -> str:
    """Return an event's id as a file name that every system takes."""
    return re.sub(r"[^0-9A-Za-z.~_-]", "", event_id).lstrip(".") or "event"
