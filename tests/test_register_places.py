"""Where a register is looked for and made, and what is no register."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import RegisterError
from graph.register import Register, create, find_register, open_register
from graph.register import folder as register_folder
from graph.resources import sample_folder


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Return an empty register."""
    return create(tmp_path / "register")


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
