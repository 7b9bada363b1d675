"""From files to the index: taken in once, brought up to date, the same however it came about."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import permutations
from pathlib import Path

import pytest

from graph.build import Row, ready, rebuild, take_in
from graph.build import index as build_index
from graph.build import inputs as build_inputs
from graph.errors import InvalidValueError, RegisterError, UnknownNameError
from graph.messages import translation
from graph.model import MOSCOW, Cohort, Event, Member
from graph.rdf import from_turtle, iri
from graph.register import Register, create, open_register
from graph.store import Store, quads_of, store_in_memory

ROOT = Path(__file__).resolve().parents[1]
RECORDED = datetime(2031, 6, 1, 12, 0, tzinfo=MOSCOW)
KEY = "2031-02-18_K7-12pr"
LATER = "2031-04-22_K7-30pr"

PROTOCOL = """Совет по маякам

ПРОТОКОЛ
заседания совета
от {day} № {number}

Председательствовал: Фонарёва М.М.

РЕШИЛИ:
1. Министерству света (Лампин И.И.) до {until} представить отчёт о лампах.
2. Принять к сведению доклад о тумане.
"""
FIRST = PROTOCOL.format(day="18 февраля 2031 г.", number="К7-12пр", until="1 марта 2031 г.")
SECOND = PROTOCOL.format(day="22 апреля 2031 г.", number="К7-30пр", until="5 мая 2031 г.")


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Return an empty register."""
    return create(tmp_path / "register")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Return a folder with two protocols, one of them deeper, and hidden files."""
    folder = tmp_path / "inbox"
    (folder / "apr" / ".git").mkdir(parents=True)
    (folder / "first.txt").write_bytes(FIRST.encode())
    (folder / "apr" / "second.txt").write_bytes(SECOND.encode())
    (folder / ".hidden.txt").write_bytes(FIRST.encode())
    (folder / "apr" / ".git" / "index").write_bytes(b"x")
    return folder


def outcomes(rows: Sequence[Row]) -> list[tuple[str, str, str | None]]:
    """Return each row's file, outcome and document."""
    return [(Path(row.file).name, row.outcome, row.document) for row in rows]


def graphs(store: Store) -> set[str]:
    """Return the names of a store's graphs."""
    return {str(node.value) for node in store.triples.named_graphs() if hasattr(node, "value")}


# --- taking in ---------------------------------------------------------------------------------


def test_a_folder_is_taken_in(register: Register, inbox: Path) -> None:
    """Every file of a folder and its folders gets a row; hidden ones are no files."""
    told: list[tuple[int, int, str]] = []
    rows = take_in(register, [inbox], recorded=RECORDED, progress=lambda *step: told.append(step))
    assert [("second.txt", "added", LATER), ("first.txt", "added", KEY)] == outcomes(rows)
    assert [(2, 1), (2, 1)] == [(row.points, row.orders) for row in rows]
    assert RECORDED == register.card(KEY).recorded
    assert "first.txt" == register.card(KEY).sent_as
    assert [(0, 2, "second.txt"), (1, 2, "first.txt")] == told


def test_taken_in_twice_changes_nothing(register: Register, inbox: Path) -> None:
    """The second time every file is unchanged, whenever it comes, and so is the index."""
    take_in(register, [inbox], recorded=RECORDED)
    path = ready(register).path
    rows = take_in(register, [inbox])
    assert ["unchanged", "unchanged"] == [row.outcome for row in rows]
    assert [KEY, LATER] == sorted(row.document or "" for row in rows)
    assert path == ready(register).path


def test_one_bad_file_stops_no_other(register: Register, inbox: Path) -> None:
    """A file that is empty, binary, missing or in conflict has its reason; the others are taken in."""
    (inbox / "a-empty.txt").write_bytes(b"")
    (inbox / "b-binary.bin").write_bytes(bytes(range(256)) * 9)
    (inbox / "z-conflict.txt").write_bytes(FIRST.replace("лампах", "фонарях").encode())
    rows = take_in(register, [inbox, inbox / "nowhere.txt"], recorded=RECORDED)
    failed = [row for row in rows if row.outcome == "failed"]
    names = {Path(row.file).name for row in failed}
    assert {"a-empty.txt", "b-binary.bin", "z-conflict.txt", "nowhere.txt"} == names
    assert all(row.message and Path(row.file).name in row.message for row in failed)
    assert (KEY, LATER) == register.keys()


def test_a_newer_text_and_a_rendition_are_taken_in(register: Register, inbox: Path) -> None:
    """What conflicts is taken in where one says what it is."""
    take_in(register, [inbox], recorded=RECORDED)
    other = inbox / "other.txt"
    other.write_bytes(FIRST.replace("лампах", "фонарях").encode())
    assert "rendition" == take_in(register, [other], as_rendition_of=KEY)[0].outcome
    other.write_bytes(FIRST.replace("лампах", "маяках").encode())
    assert "superseding" == take_in(register, [other], supersede=KEY)[0].outcome
    assert "маяках" in register.text(KEY)


def test_options_that_contradict_are_refused(register: Register, inbox: Path) -> None:
    """One file can be one thing, and only of a document that is held."""
    with pytest.raises(InvalidValueError, match="not both"):
        take_in(register, [inbox / "first.txt"], as_rendition_of=KEY, supersede=KEY)
    with pytest.raises(InvalidValueError, match="only one file"):
        take_in(register, [inbox], supersede=KEY)
    with pytest.raises(UnknownNameError, match="2031-02-18_X"):
        take_in(register, [inbox / "first.txt"], supersede="2031-02-18_X")


# --- the index ---------------------------------------------------------------------------------


def event(key: str = KEY, *, seconds: int = 0) -> Event:
    """Return a report on the first point of a document."""
    recorded = datetime(2031, 6, 2, 9, 0, seconds, tzinfo=MOSCOW)
    name = f"{recorded.isoformat()}-0000000{seconds % 10}"
    return Event(name, "report", recorded, recorded, document=key, point="1", by="Лампин И.И.")


def test_an_empty_register_has_an_index(register: Register) -> None:
    """Without documents there is a store all the same, with the ontology."""
    store = ready(register)
    assert {iri.ontology_graph().value} >= graphs(store)
    assert store.path is not None


def test_the_store_holds_what_the_files_say(register: Register, inbox: Path) -> None:
    """A document's graph holds its file's triples; its periods, events and members have graphs too."""
    take_in(register, [inbox], recorded=RECORDED)
    register.add_event(event())
    register.add_members([Member(Cohort("Маяк", 2031), "Север")])
    store = ready(register)
    for key in (KEY, LATER):
        triples = from_turtle(register.triples_path(key).read_bytes())
        expected = store_in_memory(quads_of([(iri.document_graph(key).value, triples)]), store.manifest)
        found = store.triples.quads_for_pattern(None, None, None, iri.document_graph(key))
        assert set(expected.quads()) == set(found)
    names = [iri.status_graph(KEY), iri.status_graph(LATER)]
    names += [iri.event_graph(event().id), iri.register_graph()]
    assert {name.value for name in names} <= graphs(store)


def test_nothing_changed_is_nothing_written(register: Register, inbox: Path) -> None:
    """An index that is up to date is opened; a file that was only touched does not make it stale."""
    take_in(register, [inbox], recorded=RECORDED)
    path = ready(register).path
    os.utime(register.triples_path(KEY), ns=(1, 1))
    assert path == ready(register).path == ready(open_register(register.folder)).path


def test_only_what_changed_is_written(register: Register, inbox: Path) -> None:
    """A new event makes a new generation, equal to one made anew."""
    take_in(register, [inbox], recorded=RECORDED)
    first = ready(register)
    register.add_event(event())
    second = ready(register)
    assert first.path != second.path
    assert iri.event_graph(event().id).value in graphs(second) - graphs(first)
    assert second.content_digest() == rebuild(register).content_digest()


def add_second(register: Register, inbox: Path) -> None:
    """Take one more document in."""
    take_in(register, [inbox / "apr"], recorded=RECORDED)


def supersede(register: Register, inbox: Path) -> None:
    """Let another document take the first one's place, under a number of its own."""
    (inbox / "new.txt").write_bytes(FIRST.replace("К7-12пр", "К7-14пр").encode())
    take_in(register, [inbox / "new.txt"], recorded=RECORDED, supersede=KEY)


def remove_event(register: Register, inbox: Path) -> None:  # noqa: ARG001
    """Lose an event's file."""
    register.event_paths()[0].unlink()


def add_members(register: Register, inbox: Path) -> None:  # noqa: ARG001
    """Learn of a member."""
    register.add_members([Member(Cohort("Маяк", 2031), "Север")])


def edit_triples(register: Register, inbox: Path) -> None:  # noqa: ARG001
    """Change a file by hand, its size and time staying what they were."""
    path = register.triples_path(KEY)
    seen = path.stat()
    path.write_bytes(path.read_bytes().replace("лампах".encode(), "лампад".encode()))
    assert seen.st_size == path.stat().st_size
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


CHANGES = [add_second, supersede, remove_event, add_members, edit_triples]


@pytest.mark.parametrize("change", CHANGES)
def test_the_index_follows_every_change(
    register: Register, inbox: Path, change: Callable[[Register, Path], None]
) -> None:
    """Whatever changes, the index brought up to date is the one made anew, and another than before."""
    take_in(register, [inbox / "first.txt"], recorded=RECORDED)
    register.add_event(event())
    before = ready(register).content_digest()
    change(register, inbox)
    after = ready(register)
    assert before != after.content_digest()
    assert rebuild(register).content_digest() == after.content_digest()


def test_a_text_that_counts_again_is_read_again(register: Register, inbox: Path) -> None:
    """Triples that lay there without their card, as a kill leaves them, count once the card is there."""
    take_in(register, [inbox / "first.txt"], recorded=RECORDED)
    expected = ready(register).content_digest()
    (card,) = (register.folder / "cards").iterdir()
    aside = card.rename(register.folder / "aside")
    assert expected != ready(register).content_digest()
    aside.rename(card)
    assert expected == ready(register).content_digest()


def test_the_order_of_taking_in_does_not_matter(tmp_path: Path, inbox: Path) -> None:
    """Documents and events in any order give the same store."""
    steps: list[Callable[[Register], object]] = [
        lambda register: take_in(register, [inbox / "first.txt"], recorded=RECORDED),
        lambda register: take_in(register, [inbox / "apr"], recorded=RECORDED),
        lambda register: register.add_event(event()),
        lambda register: register.add_event(event(LATER, seconds=1)),
    ]
    digests = set()
    for number, order in enumerate(list(permutations(steps))[::5]):
        register = create(tmp_path / str(number))
        for step in order:
            step(register)
            if number % 2:
                ready(register)
        digests.add(ready(register).content_digest())
    assert 1 == len(digests)


def test_a_damaged_index_is_made_anew(register: Register, inbox: Path) -> None:
    """A store that lost its bookkeeping is not asked."""
    take_in(register, [inbox], recorded=RECORDED)
    store = ready(register)
    digest, path = store.content_digest(), store.path
    del store
    assert path is not None
    for file in path.glob("MANIFEST-*"):
        file.write_bytes(file.read_bytes()[:50])
    assert digest == ready(register).content_digest()


def test_other_code_makes_another_index(
    register: Register, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an older version computed is not trusted."""
    take_in(register, [inbox], recorded=RECORDED)
    first = ready(register)
    for module in (build_index, build_inputs):
        monkeypatch.setattr(module, "code_digest", lambda: "another")
    second = ready(register)
    assert first.path != second.path
    assert ("another", first.content_digest()) == (second.manifest.code, second.content_digest())


def index_is_a_file(index: Path) -> None:
    """Put a file where the index's folder should be."""
    index.write_bytes(b"")


def lock_is_a_folder(index: Path) -> None:
    """Put a folder where the index's lock should be."""
    (index / ".lock").mkdir(parents=True)


@pytest.mark.parametrize("prevent", [index_is_a_file, lock_is_a_folder])
def test_a_register_that_can_not_be_written_is_indexed_in_memory(
    register: Register, inbox: Path, prevent: Callable[[Path], None]
) -> None:
    """Where the index can't be put down, the same store lives in memory."""
    take_in(register, [inbox], recorded=RECORDED)
    digest = ready(register).content_digest()
    index = register.folder / "index"
    index.rename(register.folder / "index-before")
    prevent(index)
    store = ready(register)
    assert (None, digest) == (store.path, store.content_digest())


def test_a_damaged_document_is_named(register: Register, inbox: Path) -> None:
    """A register with a damaged file gives no answer from what is left, but the file's name."""
    take_in(register, [inbox], recorded=RECORDED)
    register.triples_path(KEY).write_bytes(b"<a> <b> .")
    with pytest.raises(RegisterError, match=KEY):
        ready(register)


PROGRAM = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from graph.build import ready
from graph.register import open_register
print(ready(open_register(Path(sys.argv[1]))).content_digest())
"""


def test_several_processes_may_need_the_index_at_once(register: Register, inbox: Path) -> None:
    """One makes it, the others wait and use it."""
    take_in(register, [inbox], recorded=RECORDED)
    command = [sys.executable, "-c", PROGRAM, str(register.folder), str(ROOT)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    digests = {process.communicate(timeout=60)[0].strip() for process in running}
    assert {ready(register).content_digest()} == digests
    assert [0, 0, 0] == [process.returncode for process in running]
    assert ["gen-1"] == [path.name for path in (register.folder / "index").glob("gen-*")]


def test_a_change_is_not_taken_for_its_twin(register: Register) -> None:
    """Two events that differ in one word only are two."""
    register.add_event(event())
    register.add_event(replace(event(seconds=1), point="2"))
    assert 2 == sum("/graph/event/" in name for name in graphs(ready(register)))


def test_a_folder_that_cannot_be_listed_is_told_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies beside it is taken in; what may lie in it is not lost without a word."""
    files, closed = tmp_path / "files", tmp_path / "files" / "closed"
    closed.mkdir(parents=True)
    (files / "a.txt").write_text(FIRST, encoding="utf-8")
    list_folder = os.scandir

    def refusing(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", refusing)
    rows = take_in(create(tmp_path / "register"), [files], spoken=translation("ru"))
    assert [("a.txt", "added"), ("closed", "failed")] == [(Path(row.file).name, row.outcome) for row in rows]
    assert rows[1].message
