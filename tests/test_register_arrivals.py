"""Taking in: what is added, what is the same, what conflicts, how files are named."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.errors import IdentityError, UnknownNameError
from graph.model import Filed
from graph.register import Register, create, open_register

from .arrivals import KEY, arrive


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Return an empty register."""
    return create(tmp_path / "register")


def files_of(register: Register) -> set[str]:
    """Return the files of a register but for its marker and hidden ones."""
    paths = (path for path in register.folder.rglob("[!.]*") if path.is_file())
    return {path.relative_to(register.folder).as_posix() for path in paths if path.parent != register.folder}


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


def test_a_card_added_within_a_tick_of_the_clock_is_seen(register: Register) -> None:
    """The folder's time is the same as when it was last looked at: names tell, for a while."""
    register.add(arrive())
    cards = register.folder / "cards"
    seen = cards.stat()
    assert 1 == len(register.keys())
    Register(register.folder).add(arrive("Протокол № К7-13\n", number="К7-13"))
    os.utime(cards, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert 2 == len(register.keys())


def test_a_folder_at_rest_is_not_read_again(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long after its last change a folder's time is enough."""
    register.add(arrive())
    an_hour_ago = time.time() - 3600
    os.utime(register.folder / "cards", (an_hour_ago, an_hour_ago))
    keys = register.keys()
    monkeypatch.setattr("graph.register.register.card_names", None)
    monkeypatch.setattr("graph.register.register.read_cards", None)
    assert keys == register.keys()
