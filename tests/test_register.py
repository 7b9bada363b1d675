"""The data folder: what is taken in, what a crash leaves, what is refused."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import (
    IdentityError,
    InvalidValueError,
    ObligraphError,
    RegisterError,
    UnknownNameError,
    UnwritableError,
)
from graph.files import PART, one_writer
from graph.model import (
    MOSCOW,
    Card,
    Cohort,
    Event,
    Fact,
    Filed,
    Head,
    Landmark,
    Member,
    Protocol,
    Source,
    Span,
)
from graph.register import Arrival, Register, create, find_register, open_register, read_members
from graph.register import folder as register_folder
from graph.register import register as register_module
from graph.register.cards import read_card, write_card
from graph.resources import sample_folder

RECORDED = datetime(2031, 3, 1, 10, 0, tzinfo=MOSCOW)
KEY = "2031-02-18_K7-12"
ROOT = Path(__file__).resolve().parents[1]


def arrive(
    text: str = "Протокол № К7-12\n",
    *,
    number: str | None = "К7-12",
    day: date | None = date(2031, 2, 18),
    issuer: str | None = "Совет по маякам",
    name: str = "протокол.txt",
    encoding: str = "utf-8",
) -> Arrival:
    """Return a file of that text as if it had been read."""
    content = text.encode(encoding)
    span = Span(0, 8, text[:8])
    source = Source(name, "text/plain", text, hashlib.sha256(content).hexdigest(), encoding)
    head = Head(
        kind=Fact("protocol", span, "test"),
        number=Fact(number, span, "test") if number else None,
        date=Fact(day, span, "test") if day else None,
        issuer=Fact(issuer, span, "test") if issuer else None,
    )
    return Arrival(content, source, Protocol(head), RECORDED, "0.1.0")


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Return an empty register."""
    return create(tmp_path / "register")


def files_of(register: Register) -> set[str]:
    """Return the files of a register but for its marker and lock."""
    paths = (path for path in register.folder.rglob("*") if path.is_file() and path.parent != register.folder)
    return {path.relative_to(register.folder).as_posix() for path in paths}


# --- taking in ---------------------------------------------------------------------------------


def test_an_added_document_is_read_back(register: Register) -> None:
    """What is taken in is held: card, text, protocol and original."""
    arrival = arrive()
    taken = register.add(arrival)
    assert ("added", KEY) == (taken.outcome, taken.card.key)
    assert (KEY,) == register.keys()
    assert Filed(taken.card, arrival.protocol) == register.filed(KEY)
    assert arrival.source.text == register.text(KEY)
    assert arrival.content == register.original_path(KEY).read_bytes()
    assert taken.card == register.card(KEY) == open_register(register.folder).card(KEY)
    expected = {f"protocols/{KEY}.txt", f"texts/{KEY}.txt", f"triples/{KEY}.ttl", f"cards/{KEY}.json"}
    assert expected == files_of(register)
    assert () == register.unreferenced()


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("damage", [Path.touch, flip, Path.unlink, lambda path: path.write_bytes(b"[]")])
def test_a_copy_of_the_cards_says_what_the_cards_say(register: Register, damage: object) -> None:
    """However the copy is damaged, and whatever card changes after it, what is read are the cards."""
    for number in range(80):
        register.add(arrive(f"Протокол № К7-{number}\n", number=f"К7-{number}", name=f"{number}.txt"))
    for card in (register.folder / "cards").iterdir():
        os.utime(card, ns=(1, 1))
    expected = Register(register.folder).cards()
    copy = register.folder / "index" / "cards.json"
    assert copy.exists()
    assert callable(damage)
    damage(copy)
    assert expected == Register(register.folder).cards()
    card = register.folder / "cards" / "2031-02-18_K7-12.json"
    card.write_bytes(card.read_bytes().replace(b'"12.txt"', b'"changed.txt"'))
    assert "changed.txt" == Register(register.folder).card(KEY).sent_as


def test_the_same_bytes_change_nothing(register: Register) -> None:
    """A file that is taken in again, under any name, is unchanged."""
    first = register.add(arrive())
    before = {name: (register.folder / name).stat().st_mtime_ns for name in files_of(register)}
    again = register.add(arrive(name="копия.txt"))
    assert ("unchanged", first.card) == (again.outcome, again.card)
    assert before == {name: (register.folder / name).stat().st_mtime_ns for name in files_of(register)}


def test_another_text_of_one_identity_is_a_conflict(register: Register) -> None:
    """Two different texts with one number and date are an error that names both files."""
    register.add(arrive())
    with pytest.raises(IdentityError) as caught:
        register.add(arrive("Протокол № К7-12, другой\n", name="другой.txt"))
    assert all(name in str(caught.value) for name in ("протокол.txt", "другой.txt", KEY, "--supersede"))
    assert arrive().source.text == register.text(KEY)


def test_the_same_text_in_other_bytes_is_a_rendition(register: Register) -> None:
    """A second file with the same words is kept beside the first."""
    register.add(arrive())
    taken = register.add(arrive(encoding="utf-16"))
    assert ("rendition", KEY, KEY) == (taken.outcome, taken.card.key, taken.card.rendition_of)
    assert f"protocols/{KEY}.2.txt" == taken.card.file
    assert arrive().content == register.original_path(KEY).read_bytes()
    assert 2 == len(register.every_card())
    assert 1 == len(register.cards())


def test_a_named_rendition_keeps_the_first_text(register: Register) -> None:
    """A scan with other words is a rendition where that is said, whatever number was read from it."""
    register.add(arrive())
    scan = replace(arrive("Пр0токол\n", number="К7-1Z", name="скан.pdf"), as_rendition_of=KEY)
    taken = register.add(scan)
    assert ("rendition", f"protocols/{KEY}.pdf") == (taken.outcome, taken.card.file.replace(".2", ""))
    assert (KEY,) == register.keys()
    assert arrive().source.text == register.text(KEY)


def test_a_newer_text_takes_the_place(register: Register) -> None:
    """A newer text is the document's from then on; the older one's files stay."""
    old = register.add(arrive())
    for number, text in enumerate(("Исправленный\n", "Исправленный снова\n"), start=2):
        taken = register.add(replace(arrive(text, name="новый.txt"), supersede=KEY))
        assert ("superseding", KEY, None) == (taken.outcome, taken.card.key, taken.card.supersedes)
        assert f"protocols/{KEY}.{number}.txt" == taken.card.file
        assert ((KEY,), text) == (register.keys(), register.text(KEY))
    assert arrive().content == (register.folder / old.card.file).read_bytes()
    assert "unchanged" == register.add(arrive()).outcome
    assert "Исправленный снова\n" == open_register(register.folder).text(KEY)


def test_a_document_may_supersede_another(register: Register) -> None:
    """A document with another number takes the place of one that it names; that stays readable."""
    register.add(arrive())
    newer = replace(arrive("Исправленный\n", number="К7-13"), supersede=KEY)
    taken = register.add(newer)
    after = "2031-02-18_K7-13"
    assert ("superseding", after, KEY) == (taken.outcome, taken.card.key, taken.card.supersedes)
    assert ((after,), (KEY, after)) == (register.keys(), register.every_key())
    assert arrive().source.text == register.text(KEY)
    again = replace(arrive("Третий\n"), as_rendition_of=KEY)
    for arrival in (
        again,
        replace(again, as_rendition_of=None),
        replace(newer, content=b"", source=again.source),
    ):
        with pytest.raises(IdentityError, match=f"superseded by {after}"):
            register.add(arrival)


def test_what_is_not_held_can_not_be_superseded(register: Register) -> None:
    """A rendition of, or a newer text for, an unknown document is refused and leaves nothing."""
    for arrival in (replace(arrive(), supersede="нет"), replace(arrive(), as_rendition_of="нет")):
        with pytest.raises(UnknownNameError):
            register.add(arrival)
    assert set() == files_of(register)


HEADS: list[tuple[str | None, date | None, str | None, str]] = [
    ("Д05-124/05пр", date(2031, 2, 18), "Министерство маяков", "2031-02-18_D05-124-05pr.txt"),
    ("10", date(2031, 2, 18), "Совет по маякам", "2031-02-18_10~sovet-po-mayakam.txt"),
    ("10", None, None, "undated_10.txt"),
    ("../../../etc/passwd", date(2031, 2, 18), None, "2031-02-18_---etc-passwd.txt"),
    ("C:\\CON", date(2031, 2, 18), None, "2031-02-18_CCON.txt"),
]


@pytest.mark.parametrize(("number", "day", "issuer", "name"), HEADS)
def test_names_stay_inside(
    register: Register, number: str | None, day: date | None, issuer: str | None, name: str
) -> None:
    """A file is named after date, number and issuer, in signs that every system takes."""
    taken = register.add(arrive(number=number, day=day, issuer=issuer))
    assert f"protocols/{name}" == taken.card.file
    assert register.original_path(taken.card.key).is_file()


def test_a_document_without_a_number_is_named_by_its_text(register: Register) -> None:
    """Eight digits of the text's digest stand for a missing number."""
    taken = register.add(arrive(number=None))
    assert f"2031-02-18_nn-{taken.card.text_sha256[:8]}" == taken.card.key


def test_a_very_long_number_has_a_short_name(register: Register) -> None:
    """A number of a thousand signs still makes a file name."""
    taken = register.add(arrive(number="К" + "7" * 1000))
    assert len(Path(taken.card.file).name) < 160
    assert (taken.card.key,) == register.keys()


def test_keys_that_differ_by_case_have_files_of_their_own(register: Register) -> None:
    """On systems where case does not count in names, neither document overwrites the other."""
    files = [register.add(arrive(f"Текст {n}\n", number=n)).card.file for n in ("К7-12п", "К7-12П")]
    assert ["protocols/2031-02-18_K7-12p.txt", "protocols/2031-02-18_K7-12P.2.txt"] == files
    assert 2 == len(register.keys())


def test_a_foreign_file_in_the_way_is_not_overwritten(register: Register) -> None:
    """A file that somebody put among the originals stays as it is."""
    stranger = register.folder / "protocols" / f"{KEY}.txt"
    stranger.write_bytes("чужой".encode())
    taken = register.add(arrive())
    assert f"protocols/{KEY}.2.txt" == taken.card.file
    assert "чужой".encode() == stranger.read_bytes()
    assert (stranger,) == register.unreferenced()


def test_another_process_sees_what_was_added(register: Register) -> None:
    """A register that has been read notices what another one adds."""
    other = open_register(register.folder)
    assert () == other.keys()
    register.add(arrive())
    assert (KEY,) == other.keys()


# --- crashes and damage ------------------------------------------------------------------------


@pytest.mark.parametrize("survivors", range(4))
def test_a_crash_between_files_leaves_nothing_held(
    register: Register, survivors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever file a crash comes before, the document is not held, and is taken in afterwards."""
    written: list[Path] = []

    def fail_after(path: Path, content: bytes) -> None:
        if len(written) == survivors:
            raise RegisterError("no space", source=str(path))
        written.append(path)
        path.write_bytes(content)

    with monkeypatch.context() as patch:
        patch.setattr(register_module, "write_whole", fail_after)
        with pytest.raises(RegisterError):
            register.add(arrive())
    assert () == open_register(register.folder).keys()
    assert survivors == len(register.unreferenced())
    assert "added" == register.add(arrive()).outcome
    assert () == register.unreferenced()


WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
sys.path.insert(0, sys.argv[3])
from pathlib import Path
from graph.register import open_register
from test_register import arrive
register = open_register(Path(sys.argv[1]))
for number in range(10_000):
    taken = register.add(arrive(f"Текст {number}", number=f"К7-{number}"))
    print(taken.card.key, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("many", [1, 4, 11])
def test_what_was_acknowledged_survives_a_kill(register: Register, many: int) -> None:
    """A writer that is killed loses nothing that it said was taken in, and leaves nothing half."""
    command = [sys.executable, "-c", WRITER, str(register.folder), str(ROOT), str(ROOT / "tests")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline().strip() for _ in range(many)]
        os.kill(writer.pid, signal.SIGKILL)
        said += writer.stdout.read().split()
    assert set(said) <= set(register.keys())
    held = register.keys()
    for key in held:
        assert key == register.filed(key).card.key
        assert register.text(key).startswith("Текст")
    register.add(arrive())
    assert [] == [path for path in register.folder.rglob(f"*{PART}") if path.is_file()]


DAMAGES = [
    ("triples", lambda path: path.unlink(), "filed"),
    ("triples", lambda path: path.write_bytes(b"<a> <b"), "filed"),
    ("texts", lambda path: path.unlink(), "text"),
    ("texts", lambda path: path.write_bytes(b"changed"), "text"),
    ("cards", lambda path: path.write_bytes(b"{"), "card"),
    ("cards", lambda path: path.write_bytes(b"[]"), "card"),
    ("cards", lambda path: path.write_bytes(path.read_bytes().replace(b"protocols/", b"../")), "card"),
]


@pytest.mark.parametrize(("room", "damage", "read"), DAMAGES)
def test_damage_is_told_by_the_files_name(register: Register, room: str, damage: object, read: str) -> None:
    """A file that is gone or not what it was gives an error that names it."""
    register.add(arrive())
    (path,) = (register.folder / room).iterdir()
    assert callable(damage)
    damage(path)
    with pytest.raises(RegisterError) as caught:
        getattr(open_register(register.folder), read)(KEY)
    assert str(path) in str(caught.value)


def test_an_unknown_key_is_said(register: Register) -> None:
    """Asking for what is not held is the asker's mistake."""
    with pytest.raises(UnknownNameError, match="2030-01-01_X"):
        register.text("2030-01-01_X")


def test_a_register_that_can_not_be_written_is_still_read(register: Register) -> None:
    """Writing fails with a reason, reading works."""
    register.add(arrive())
    (register.folder / ".lock").unlink()
    (register.folder / ".lock").mkdir()
    with pytest.raises(UnwritableError, match=r"can't be written"):
        register.add(arrive("Другой\n", number="К7-99"))
    assert arrive().source.text == register.text(KEY)


# --- one writer --------------------------------------------------------------------------------

HOLDER = """
import sys, time
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from graph.files import one_writer
with one_writer(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[3]))
"""


def hold(lock: Path, seconds: float) -> subprocess.Popen[str]:
    """Start a process that holds the lock."""
    command = [sys.executable, "-c", HOLDER, str(lock), str(ROOT), str(seconds)]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert "held\n" == holder.stdout.readline()
    return holder


def test_a_writer_waits_for_the_other(register: Register) -> None:
    """The second writer is told why it waits, and goes on when the first has finished."""
    told: list[str] = []
    with hold(register.folder / ".lock", 0.3):
        taken = register.add(arrive(), waiting=told.append)
    assert "added" == taken.outcome
    assert 1 == len(told)
    assert str(register.folder) in told[0]


def test_a_writer_does_not_wait_for_ever(tmp_path: Path) -> None:
    """When its patience ends it says what stands in the way; the lock dies with its holder."""
    with hold(tmp_path / ".lock", 60) as holder:
        with (
            pytest.raises(RegisterError, match="another process"),
            one_writer(tmp_path / ".lock", patience=0.2),
        ):
            pytest.fail("two writers at once")
        holder.kill()
    with one_writer(tmp_path / ".lock", patience=0.2):
        pass


# --- events ------------------------------------------------------------------------------------

EVENT = Event(
    id="2031-03-05T12:00:00+03:00-1a2b3c4d",
    kind="report",
    effective=datetime(2031, 3, 5, 9, 0, tzinfo=MOSCOW),
    recorded=datetime(2031, 3, 5, 12, 0, tzinfo=MOSCOW),
    document=KEY,
    point="III/2.1",
    by="Маякова М.М.",
)


def test_an_event_is_recorded_once(register: Register) -> None:
    """An event has a file of its own; recorded again it changes nothing."""
    assert register.add_event(EVENT)
    assert not register.add_event(EVENT)
    assert (EVENT,) == register.events()
    (path,) = register.event_paths()
    assert not set(path.name) & set(':*?"<>|+')


def test_two_events_under_one_id_are_a_conflict(register: Register) -> None:
    """Another event under the same id is refused."""
    register.add_event(EVENT)
    with pytest.raises(IdentityError, match="1a2b3c4d"):
        register.add_event(replace(EVENT, kind="acceptance"))


# --- members -----------------------------------------------------------------------------------

MEMBERS = (
    Member(Cohort("Маяк", 2031), 'Кластер "Север", первый', "Поморье"),
    Member(Cohort("Маяк", 2032), "Юг"),
)


def test_members_are_added_to_those_known(register: Register) -> None:
    """Members are kept sorted, each once, and read back as they were."""
    assert () == register.members()
    assert 1 == register.add_members(MEMBERS[1:])
    assert 1 == register.add_members(MEMBERS)
    assert MEMBERS == register.members()


CSV = [
    ("programme;year;name;region\nМаяк;2031;Север;\n", 1, ""),
    ("\ufeffprogramme,year,name,region\r\nМаяк,2031,Север,Поморье\r\n\r\n", 1, ""),
    ("имя,год\n", 0, ":1:"),
    ("programme,year,name,region\nМаяк,2031,Север,\nМаяк,31,Юг,\n", 0, ":3:"),
    ("programme,year,name,region\nМаяк,2031\n", 0, ":2:"),
    ("", 0, ":1:"),
]


@pytest.mark.parametrize(("text", "count", "place"), CSV)
def test_a_members_file_is_read_or_its_wrong_line_named(text: str, count: int, place: str) -> None:
    """Commas and semicolons are read; what is wrong is told by its line."""
    if place:
        with pytest.raises(InvalidValueError, match=place):
            read_members(text.encode(), "members.csv")
    else:
        assert count == len(read_members(text.encode(), "members.csv"))


# --- where the register lies -------------------------------------------------------------------


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Return the four places where a register is looked for; none is one yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OBLIGRAPH_DATA", raising=False)
    monkeypatch.setattr(register_folder, "user_folder", lambda: tmp_path / "user")
    names = ("option", "environment", "data", "user")
    return {name: tmp_path / name for name in names}


@pytest.mark.parametrize("first", ["option", "environment", "data", "user"])
def test_the_first_place_wins(places: dict[str, Path], first: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option goes before the environment, that before ./data, that before the user's folder."""
    names = list(places)
    for name in names[names.index(first) :]:
        create(places[name])
    if first in ("option", "environment"):
        monkeypatch.setenv("OBLIGRAPH_DATA", str(places["environment"]))
    found = find_register(places["option"] if first == "option" else None)
    assert places[first] == found.folder.absolute()


def test_no_register_says_how_to_make_one(places: dict[str, Path]) -> None:
    """Without any register the way to one is named; a `data` folder of another kind is none."""
    places["data"].mkdir()
    with pytest.raises(RegisterError, match="obligraph init"):
        find_register()
    with pytest.raises(RegisterError, match="obligraph init"):
        find_register(places["option"])


MARKERS = [(b"{", "damaged"), (b"[]", "damaged"), (b'{"format": 99}', "newer version")]


@pytest.mark.parametrize(("content", "words"), MARKERS)
def test_a_wrong_marker_is_told(register: Register, content: bytes, words: str) -> None:
    """A damaged marker and a newer format are told apart."""
    (register.folder / "register.json").write_bytes(content)
    with pytest.raises(RegisterError, match=words):
        open_register(register.folder)


def test_a_register_is_not_made_over_something(register: Register, tmp_path: Path) -> None:
    """A register, or a folder with anything in it, is not overwritten."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    for folder, words in ((register.folder, "already"), (tmp_path / "full", "not empty")):
        with pytest.raises(RegisterError, match=words):
            create(folder)


def test_the_sample_is_copied(tmp_path: Path) -> None:
    """A sample register has the sample's originals, byte for byte, and no index."""
    sample = create(tmp_path / "sample", sample=True)
    originals = sorted((sample_folder() / "protocols").iterdir())
    assert originals, "the sample holds no original"
    copied = sorted((sample.folder / "protocols").iterdir())
    assert [path.read_bytes() for path in originals] == [path.read_bytes() for path in copied]
    assert [] == list((sample.folder / "index").iterdir())


# --- cards -------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
CARDS = st.builds(
    Card,
    key=WORDS,
    file=st.from_regex(r"protocols/[a-z0-9_]{1,9}\.(txt|pdf)", fullmatch=True),
    sent_as=WORDS,
    media_type=WORDS,
    sha256=WORDS,
    text_sha256=WORDS,
    recorded=st.datetimes(timezones=st.just(MOSCOW)),
    reader=WORDS,
    encoding=st.none() | WORDS,
    landmarks=st.lists(
        st.builds(
            Landmark,
            st.integers(0, 10**9),
            st.sampled_from(["page", "paragraph", "table", "header", "footer"]),
            st.integers(0, 10**6),
        ),
        max_size=3,
    ).map(tuple),
    rendition_of=st.none() | WORDS,
    supersedes=st.none() | WORDS,
)


@given(card=CARDS)
def test_reading_a_card_is_the_inverse_of_writing_it(card: Card) -> None:
    """Any card survives its file."""
    assert card == read_card(write_card(card), "card.json")


@given(content=st.binary(max_size=200))
def test_no_card_file_crashes_the_reader(content: bytes) -> None:
    """Any bytes give a card or an error of ours."""
    with pytest.raises(ObligraphError):
        read_card(content, "card.json")
