"""What judgement takes of each text and event, kept beside the index so that a change reads only its own.

One SQLite file that only the writer of the index uses; all in it follows from the register's files,
so it is thrown away whenever it does not fit the index that it stands beside.

    texts   one row a text: its facts, all and those of its outline, found by key, by number, by what it
            supersedes
    named   the documents that its clauses and declarations name, by number and by key
    lists   the cohorts that it tells what to continue
    heads   the cohorts that it names, with the heads of their addressees, as long as that is known
    kin     the bodies that it names with their parents, as long as that is known
    events  one row a recorded event
    flags   since when a document is not mentioned, by cohort
    tails   what the lists for a cohort came to, by which those that follow are judged
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import compress, decompress

import msgspec

from ..binding import Document, Flags, Interval, Tail, Told, heads_of, kinship_of, named_by, outline
from ..identity import number_key
from ..model import MOSCOW, OPEN, Cohort, Event

_TABLES = """
CREATE TABLE texts (stem TEXT PRIMARY KEY, key TEXT, number TEXT, supersedes TEXT, classes INTEGER,
                    facts BLOB, outline BLOB);
CREATE TABLE named (stem TEXT, number TEXT, key TEXT, declares INTEGER);
CREATE TABLE lists (stem TEXT, programme TEXT, year INTEGER);
CREATE TABLE heads (stem TEXT, programme TEXT, year INTEGER, head TEXT, since INTEGER, until INTEGER);
CREATE TABLE kin (stem TEXT, name TEXT, parent TEXT, since INTEGER, until INTEGER);
CREATE TABLE events (id TEXT PRIMARY KEY, document TEXT, withdraws TEXT, asks INTEGER, event BLOB);
CREATE TABLE flags (key TEXT, programme TEXT, year INTEGER, told BLOB, PRIMARY KEY (key, programme, year));
CREATE TABLE tails (programme TEXT, year INTEGER, tail BLOB, PRIMARY KEY (programme, year));
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT);
CREATE INDEX texts_key ON texts (key);
CREATE INDEX texts_number ON texts (number);
CREATE INDEX texts_supersedes ON texts (supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX texts_classes ON texts (classes) WHERE classes;
CREATE INDEX named_stem ON named (stem);
CREATE INDEX named_number ON named (number);
CREATE INDEX named_key ON named (key);
CREATE INDEX lists_stem ON lists (stem);
CREATE INDEX lists_cohort ON lists (programme, year);
CREATE INDEX heads_stem ON heads (stem);
CREATE INDEX heads_named ON heads (programme, year, head, until, since);
CREATE INDEX kin_stem ON kin (stem);
CREATE INDEX kin_named ON kin (name, parent, until, since);
CREATE INDEX events_document ON events (document);
CREATE INDEX events_withdraws ON events (withdraws) WHERE withdraws IS NOT NULL;
CREATE INDEX flags_cohort ON flags (programme, year);
"""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ONE = timedelta(microseconds=1)

_document = msgspec.json.Decoder(Document)
_event = msgspec.json.Decoder(Event)
_told = msgspec.json.Decoder(Told)
_tail = msgspec.json.Decoder(Tail)
_encode = msgspec.json.encode
_QUICKLY = 1
"""How hard to compress: the whole file is read at each change, so its size costs time."""


class FactBase:
    """The facts of a register's texts and events; nothing is kept until `commit`."""

    def __init__(self, path: Path | None) -> None:
        """Open the file and make it where it is missing; without a path all stays in memory.

        Raises `sqlite3.DatabaseError` where the file is damaged or can't be written.
        """
        self._base = sqlite3.connect(path or ":memory:", isolation_level=None)
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.execute("BEGIN IMMEDIATE")
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'state'"):
            for statement in _TABLES.strip().split(";\n"):
                self._base.execute(statement)

    def commit(self, stamp: str) -> None:
        """Keep all changes, and note what they fit."""
        self._base.execute("REPLACE INTO state VALUES ('stamp', ?)", (stamp,))
        self._base.execute("COMMIT")

    def close(self) -> None:
        """Forget what was not kept, and close the file."""
        self._base.close()

    @property
    def stamp(self) -> str | None:
        """What was noted when changes were last kept."""
        return next((value for (value,) in self._rows("SELECT value FROM state WHERE name = 'stamp'")), None)

    # --- texts ---------------------------------------------------------------------------------

    def put(self, text: Document) -> None:
        """Put the facts of one text in place of those of its name."""
        self.remove(text.stem)
        number = number_key(text.number) if text.number is not None else None
        facts = _packed(text), _packed(outline(text))
        row = (text.stem, text.key, number, text.supersedes, text.asks_for_cohorts, *facts)
        self._base.execute("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        named = [
            (text.stem, number_key(number), key, declares) for number, key, declares in set(named_by(text))
        ]
        self._base.executemany("INSERT INTO named VALUES (?, ?, ?, ?)", named)

    def remove(self, stem: str) -> None:
        """Remove all that one text said."""
        for table in ("texts", "named", "lists", "heads", "kin"):
            self._base.execute(f"DELETE FROM {table} WHERE stem = ?", (stem,))  # noqa: S608  our own names

    def settle(self, texts: Iterable[Document]) -> None:
        """Write anew what texts say of cohorts and bodies, which counts until they are retired."""
        for text in texts:
            self._base.execute("DELETE FROM heads WHERE stem = ?", (text.stem,))
            self._base.execute("DELETE FROM kin WHERE stem = ?", (text.stem,))
            heads = [
                (text.stem, cohort.programme, cohort.year, head, *map(_number, known))
                for cohort, head, known in set(heads_of(text))
            ]
            kin = [
                (text.stem, name, parent, *map(_number, known))
                for name, parent, known in set(kinship_of(text))
            ]
            self._base.executemany("INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?)", heads)
            self._base.executemany("INSERT INTO kin VALUES (?, ?, ?, ?, ?)", kin)

    def put_lists(self, stem: str, cohorts: Iterable[Cohort]) -> None:
        """Note which cohorts a text tells what to continue."""
        self._base.execute("DELETE FROM lists WHERE stem = ?", (stem,))
        rows = [(stem, cohort.programme, cohort.year) for cohort in cohorts]
        self._base.executemany("INSERT INTO lists VALUES (?, ?, ?)", rows)

    def cohorts(self, query: str, values: Iterable[str]) -> set[Cohort]:
        """Return the cohorts that texts tell what to continue; the condition ends with `IN`."""
        rows = self._among(f"SELECT DISTINCT programme, year FROM lists WHERE {query}", values)  # noqa: S608
        return {Cohort(*row) for row in rows}

    def stems_with_lists(self, cohort: Cohort) -> set[str]:
        """Return the names of the texts that tell a cohort what to continue."""
        rows = self._rows(
            "SELECT stem FROM lists WHERE programme = ? AND year = ?", cohort.programme, cohort.year
        )
        return {stem for (stem,) in rows}

    def texts(self, stems: Iterable[str]) -> list[Document]:
        """Return the facts of texts by their names, as read: none of them retired."""
        rows = self._among("SELECT facts FROM texts WHERE stem IN", stems)
        return [_document.decode(decompress(facts)) for (facts,) in rows]

    def stems(self) -> set[str]:
        """Return the names of all texts."""
        return self.column("SELECT stem FROM texts")

    def outlines(self, stems: Iterable[str]) -> list[Document]:
        """Return texts by their names with nothing but what continuation lists are read from."""
        rows = self._among("SELECT outline FROM texts WHERE stem IN", stems)
        return [_document.decode(decompress(facts)) for (facts,) in rows]

    def column(self, query: str, values: Iterable[str | None] | None = None) -> set[Any]:
        """Return the first column of a query's rows; the query ends with `IN` where values follow."""
        rows = self._rows(query) if values is None else self._among(query, values)
        return {row[0] for row in rows}

    # --- what all texts together say ----------------------------------------------------------

    def heads(self) -> Iterator[tuple[Cohort, str, Interval]]:
        """Go through the cohorts with their heads; of all never retired the earliest stands for the rest."""
        for programme, year, head, since, until in self._rows(
            "SELECT programme, year, head, min(since), until FROM heads WHERE until = ? "
            "GROUP BY programme, year, head UNION ALL "
            "SELECT programme, year, head, since, until FROM heads WHERE until <> ?",
            *[_number(OPEN)] * 2,
        ):
            yield Cohort(programme, year), head, (_moment(since), _moment(until))

    def kinship(self) -> Iterator[tuple[str, str, Interval]]:
        """Go through the bodies with their parents, likewise."""
        for name, parent, since, until in self._rows(
            "SELECT name, parent, min(since), until FROM kin WHERE until = ? GROUP BY name, parent "
            "UNION ALL SELECT name, parent, since, until FROM kin WHERE until <> ?",
            *[_number(OPEN)] * 2,
        ):
            yield name, parent, (_moment(since), _moment(until))

    # --- events --------------------------------------------------------------------------------

    def put_event(self, event: Event) -> None:
        """Put an event in place of the one with its id."""
        row = (event.id, event.document, event.withdraws, event.capacity is None, _encode(event))
        self._base.execute("REPLACE INTO events VALUES (?, ?, ?, ?, ?)", row)

    def remove_event(self, name: str) -> None:
        """Remove an event by its id."""
        self._base.execute("DELETE FROM events WHERE id = ?", (name,))

    def events(self, query: str, values: Iterable[str]) -> list[Event]:
        """Return the events that a condition ending with `IN` chooses."""
        rows = self._among(f"SELECT event FROM events WHERE {query}", values)  # noqa: S608  our own conditions
        return [_event.decode(event) for (event,) in rows]

    # --- flags ---------------------------------------------------------------------------------

    def flags_of_cohort(self, cohort: Cohort) -> dict[str, Flags]:
        """Return the flags for one cohort by document."""
        query = "SELECT key, told FROM flags WHERE programme = ? AND year = ?"
        rows = self._rows(query, cohort.programme, cohort.year)
        return {key: Flags(_told.decode(told)) for key, told in rows}

    def flags_of(self, keys: Iterable[str]) -> dict[tuple[str, Cohort], Flags]:
        """Return the flags of documents by document and cohort."""
        rows = self._among("SELECT key, programme, year, told FROM flags WHERE key IN", keys)
        return {
            (key, Cohort(programme, year)): Flags(_told.decode(told)) for key, programme, year, told in rows
        }

    def put_flags(self, cohort: Cohort, flags: dict[str, Flags]) -> set[str]:
        """Put the flags of a cohort in place of those before; return the documents whose flags changed."""
        before = self.flags_of_cohort(cohort)
        changed = {key for key in before.keys() | flags.keys() if before.get(key) != flags.get(key)}
        self._replace_flags(cohort, {key: flags.get(key) for key in changed})
        return changed

    def extend_flags(self, cohort: Cohort, news: dict[str, Flags]) -> set[str]:
        """Add what is told of documents since, or as of the last moment in its place; return these."""
        before = self.flags_of(news)
        for key, flags in news.items():
            known = before[key, cohort].told if (key, cohort) in before else ()
            kept = tuple(one for one in known if one[0] < flags.told[0][0])
            self._replace_flags(cohort, {key: Flags(kept + flags.told)})
        return set(news)

    def _replace_flags(self, cohort: Cohort, flags: dict[str, Flags | None]) -> None:
        place = (cohort.programme, cohort.year)
        for key, told in flags.items():
            self._base.execute(
                "DELETE FROM flags WHERE key = ? AND programme = ? AND year = ?", (key, *place)
            )
            if told is not None:
                row = (key, *place, _encode(told.told))
                self._base.execute("INSERT INTO flags VALUES (?, ?, ?, ?)", row)

    def tail(self, cohort: Cohort) -> Tail | None:
        """Return what the lists for a cohort came to, None where there were none."""
        query = "SELECT tail FROM tails WHERE programme = ? AND year = ?"
        rows = self._rows(query, cohort.programme, cohort.year)
        return next((_tail.decode(decompress(tail)) for (tail,) in rows), None)

    def put_tail(self, cohort: Cohort, tail: Tail) -> None:
        """Put what the lists for a cohort came to in place of what they came to before."""
        row = (cohort.programme, cohort.year, _packed(tail))
        self._base.execute("REPLACE INTO tails VALUES (?, ?, ?)", row)

    # --- SQL -----------------------------------------------------------------------------------

    def _rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        return self._base.execute(query, values).fetchall()

    def _among(self, query: str, values: Iterable[str | None]) -> list[tuple[Any, ...]]:
        """Return the rows of a query that ends with `IN`."""
        wanted = json.dumps(sorted(value for value in set(values) if value is not None), ensure_ascii=False)
        return self._rows(f"{query} (SELECT value FROM json_each(?))", wanted)  # noqa: S608  our own queries


def open_facts(path: Path, stamp: str | None) -> FactBase:
    """Return the facts that were kept with a stamp; where there are none such, an empty base without one."""
    if stamp is not None:
        with suppress(sqlite3.DatabaseError):
            facts = FactBase(path)
            if facts.stamp == stamp:
                return facts
            facts.close()
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    return FactBase(path)


def _packed(value: Document | Tail) -> bytes:
    return compress(_encode(value), _QUICKLY)


def _number(moment: datetime) -> int:
    """Return a moment as whole microseconds: SQLite compares numbers as it should."""
    return (moment - _EPOCH) // _ONE


def _moment(number: int) -> datetime:
    return (_EPOCH + number * _ONE).astimezone(MOSCOW)
