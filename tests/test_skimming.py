"""What a change looks at: names for a writer, every file for whoever asks; in the end nothing is missed."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import Literal

from graph.build import changing, ready, rebuild, record, take_in
from graph.build.stock import look, places, skim, take_stock
from graph.files import PART
from graph.model import Event
from graph.moments import parse_moment
from graph.register import Register, open_register
from graph.register.card_cache import read_cards

from .crash import make_register, text

LONG_AGO = 1_900_000_000_123_456_789
"""A time of a file, in nanoseconds, by a clock that tells parts of a millisecond."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a register of three documents with its index; no test changes it."""
    return make_register(tmp_path_factory.mktemp("made"))


@pytest.fixture
def register(made: Path, tmp_path: Path) -> Register:
    """Give a copy of it that has lain there for a while, its index up to date."""
    register = open_register(Path(shutil.copytree(made, tmp_path / "register")))
    for path in [*register.folder.rglob("*"), register.folder]:
        os.utime(path, ns=(1_700_000_000_123_456_789,) * 2)
    ready(register)
    return register


def report(register: Register, day: int) -> None:
    """Record an event of that day."""
    moment = parse_moment(f"2031-03-{day:02}T10:00").value
    record(register, Event("", "report", moment, moment, register.keys()[0], "1"))


def digest(register: Register) -> str:
    """Return what tells one state of the index from another, as a question sees it."""
    return ready(register).content_digest()


def write_over(path: Path, old: str, new: str) -> None:
    """Change a file where it lies, as an editor may: its folder is not touched."""
    before = path.parent.stat().st_mtime_ns
    with path.open("r+b") as file:
        content = file.read().replace(old.encode(), new.encode())
        file.seek(0)
        file.truncate()
        file.write(content)
    assert before == path.parent.stat().st_mtime_ns


def a_word(path: Path) -> str:
    """Return a word that a file says in quotes."""
    return next(word for word in path.read_text("utf-8").split('"') if len(word) > 20 and word.isprintable())


@pytest.mark.parametrize("during", [False, True])
def test_a_file_written_over_beside_a_change_is_in_the_next_answer(register: Register, during: bool) -> None:  # noqa: FBT001
    """Before the change or while it goes on: the writer looks at names, the question at files."""
    path = register.triples_path(register.keys()[0])
    word = a_word(path)
    if not during:
        write_over(path, word, word.upper())
    with changing(register):
        report(register, 1)
        if during:
            write_over(path, word, word.upper())
    assert digest(register) == rebuild(register).content_digest()
    said = {quad.object.value for quad in ready(register).quads() if isinstance(quad.object, Literal)}
    assert word.upper() in said


def test_a_card_written_over_counts_in_the_same_process(register: Register) -> None:
    """Its folder looks as before; that the card is another one is seen by the index, which reads it anew."""
    first, second, _ = register.keys()
    report(register, 1)
    path = register.folder / "cards" / f"{second}.json"
    write_over(path, '"supersedes": null', f'"supersedes": "{first}"')
    assert digest(register) == rebuild(open_register(register.folder)).content_digest()
    held = register.keys()
    assert (False, True) == (first in held, second in held)
    report(register, 2)  # by a writer who goes by names
    assert digest(register) == rebuild(open_register(register.folder)).content_digest()


def test_what_came_by_hand_between_two_changes_is_there_after_the_second(
    register: Register, made: Path, tmp_path: Path
) -> None:
    """The folders tell that files came: an announcement waits for them to be in the index."""
    other = open_register(Path(shutil.copytree(made, tmp_path / "other")))
    (tmp_path / "14.txt").write_bytes(text(14).encode())
    take_in(other, [tmp_path / "14.txt"])
    with changing(register):
        report(register, 1)
    for room in ("protocols", "texts", "triples", "cards"):
        for path in (other.folder / room).iterdir():
            if not (register.folder / room / path.name).exists():
                shutil.copy2(path, register.folder / room)
    (key,) = set(other.keys()) - set(open_register(made).keys())
    with changing(register):
        assert any(key in str(quad) for quad in ready(register).quads())
        report(register, 2)
    assert other.keys() == register.keys()
    assert digest(register) == rebuild(register).content_digest()


def test_a_skim_looks_at_what_is_young_or_new(register: Register) -> None:
    """What was old when it was read is taken as it was; what is gone is gone."""
    seen = look(register)
    known = take_stock(register, seen, {}, 0)
    made_ns = time.time_ns()
    names = sorted(name for name in known if name.startswith("triples/"))
    os.utime(register.folder / names[0], ns=(LONG_AGO, LONG_AGO))  # in the future: never old enough
    young = take_stock(register, look(register), known, made_ns)
    (register.folder / names[1]).unlink()
    (register.folder / "triples" / "new.ttl").write_bytes(b"")
    found = skim(register, young, made_ns)
    assert known.keys() - {names[1]} | {"triples/new.ttl"} == found.keys()
    assert found[names[2]] is young[names[2]]
    assert found[names[0]] is not young[names[0]]
    assert (0, "Look") == (found["triples/new.ttl"].size, type(found["triples/new.ttl"]).__name__)


def test_a_folder_of_a_coarse_clock_is_trusted_when_it_is_old_enough(register: Register) -> None:
    """Where times are whole seconds more may come within one; where they are not, within a tick."""
    whole = time.time_ns() // 1_000_000_000 * 1_000_000_000
    os.utime(register.folder / "cards", ns=(whole, whole))
    assert {} == places(register)
    os.utime(register.folder / "cards", ns=(whole - 10**10, whole - 10**10))
    assert whole - 10**10 == places(register)["cards"]
    young = time.time_ns() // 1000 * 1000 + 1
    os.utime(register.folder / "cards", ns=(young, young))
    assert young == places(register)["cards"]
    assert time.time_ns() >= young + 20_000_000


def test_leftovers_are_swept_after_a_writing_that_did_not_end(register: Register) -> None:
    """A finished writing leaves its mark; without it every folder is looked through."""
    report(register, 1)
    mark, left = register.folder / "index" / ".swept", register.folder / "texts" / f".half.1{PART}"
    assert mark.exists()
    left.touch()
    with suppress(InterruptedError), register.adding():
        assert not mark.exists()
        raise InterruptedError
    assert (False, True) == (mark.exists(), left.exists())
    report(register, 2)
    assert (True, False) == (mark.exists(), left.exists())


def test_leftovers_of_the_index_are_swept_by_every_writing(register: Register) -> None:
    """It is written after the documents, so their mark tells nothing of it."""
    report(register, 1)
    left = register.folder / "index" / f".CURRENT.1{PART}"
    left.touch()
    report(register, 2)
    assert not left.exists()


def by_name(register: Register, key: str) -> str:
    """Return what a document was sent as, as one knows it who goes by the cards' names."""
    cards = read_cards(register.folder / "cards", register.folder / "index", by_names=True)
    return next(one.card.sent_as for one in cards if one.key == key)


def test_a_card_written_over_is_no_longer_taken_from_the_copy(register: Register) -> None:
    """Once somebody looked at the files, those who go by names know of it too."""
    key = register.keys()[0]
    path = register.folder / "cards" / f"{key}.json"
    (register.folder / "index" / "cards.json").unlink(missing_ok=True)
    for number in range(70):  # so many cards are worth a copy
        other = path.read_text("utf-8").replace(key, f"{key}-{number}")
        path.with_name(f"{key}-{number}.json").write_text(other, "utf-8")
    os.utime(path.with_name(f"{key}-7.json"), ns=(1_700_000_000_000_000_000,) * 2)
    time.sleep(2.1)
    assert open_register(register.folder).keys()
    sent = open_register(register.folder).card(f"{key}-7").sent_as
    write_over(path.with_name(f"{key}-7.json"), f'"sent_as": "{sent}"', '"sent_as": "written-over.txt"')
    assert sent == by_name(register, f"{key}-7")
    assert "written-over.txt" == open_register(register.folder).card(f"{key}-7").sent_as
    assert "written-over.txt" == by_name(register, f"{key}-7")


def with_a_copy(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the cards' copy written, as a register of many cards has one."""
    with monkeypatch.context() as small:
        small.setattr("graph.register.card_cache._WORTH", 1)
        assert open_register(register.folder).keys()
    assert (register.folder / "index" / "cards.json").exists()


def test_a_document_removed_by_hand_is_no_longer_believed(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another text takes its place; later writers know which of the two is held."""
    with_a_copy(register, monkeypatch)
    key = register.keys()[-1]
    for room in ("cards", "texts", "triples", "protocols"):
        next((register.folder / room).glob(f"{key}.*")).unlink()
    digest(register)
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_bytes(text(12).encode())
    new.write_bytes(text(12).replace("Лампин", "Лампина").encode())
    assert old.read_bytes() != new.read_bytes()
    outcomes = []
    for file in (new, new, old):
        writer = open_register(register.folder)
        with changing(writer):
            outcomes += [row.outcome for row in take_in(writer, [file])]
    assert ["added", "unchanged", "failed"] == outcomes
    assert digest(register) == rebuild(register).content_digest()


Prevention = Callable[[Register, pytest.MonkeyPatch], None]


def other_code(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """Let the index be one of an older program."""
    for module in ("graph.build.index", "graph.build.inputs"):
        monkeypatch.setattr(sys.modules[module], "code_digest", lambda: "newer")


def damaged_facts(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """Let the facts not be those that were noted."""
    with (register.folder / "index" / "facts.sqlite").open("ab") as file:
        file.write(b"x")


def no_pointer(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """Let no generation be current."""
    (register.folder / "index" / "CURRENT").unlink()


@pytest.mark.parametrize("prevent", [other_code, damaged_facts, no_pointer])
def test_what_is_made_anew_after_a_change_is_made_of_the_cards_themselves(
    register: Register, monkeypatch: pytest.MonkeyPatch, prevent: Prevention
) -> None:
    """The writer went by names, and then nothing is left that could tell it of a card written over."""
    with_a_copy(register, monkeypatch)
    first, second, _ = register.keys()
    path = register.folder / "cards" / f"{second}.json"
    write_over(path, '"rendition_of": null', f'"rendition_of": "{first}"')
    prevent(register, monkeypatch)
    writer = open_register(register.folder)
    with changing(writer), writer.adding():
        pass
    found = digest(register)
    shutil.rmtree(register.folder / "index")
    assert found == digest(open_register(register.folder))


def test_names_are_enough_beside_one_generation_only(register: Register) -> None:
    """Another writer's generation knows of a file written over what the first one never saw."""
    path = register.triples_path(register.keys()[0])
    before, seen, word = path.read_bytes(), path.stat(), a_word(path)
    other = open_register(register.folder)
    with changing(register):
        with changing(other):
            write_over(path, word, word.upper())
            report(other, 1)
        report(register, 2)
    path.write_bytes(before)
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert digest(register) == rebuild(open_register(register.folder)).content_digest()


def test_a_link_to_nothing_hides_no_other_file(register: Register) -> None:
    """It is no input; all that a folder lists after it is."""
    names = {name for name in look(register) if name.startswith("triples/")}
    for number in range(40):
        (register.folder / "triples" / f"nothing-{number}.ttl").symlink_to("/nowhere")
    assert names == {name for name in look(register) if name.startswith("triples/")}
    assert names == {name for name in skim(register, {}, 0) if name.startswith("triples/")}


def test_a_generation_damaged_during_a_change_is_not_gone_on_from(register: Register) -> None:
    """It was whole when the change was announced; its bookkeeping is looked at again."""
    with changing(register):
        report(register, 1)
        name = (register.folder / "index" / "CURRENT").read_text("ascii").strip()
        for path in (register.folder / "index" / name / "triples").glob("MANIFEST-*"):
            content = path.read_bytes()
            path.unlink()  # other generations may hold the same file
            path.write_bytes(content[: len(content) // 2])
    found = digest(register)
    assert found == rebuild(register).content_digest()
