"""Registers and backups of older formats carried over, newer ones refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.archive import backup, migrate, restore, verify
from graph.errors import RegisterError, UnwritableError
from graph.files import PART
from graph.register import Register, open_register

from .lighthouses import remove


@pytest.fixture
def own(filled: Register, tmp_path: Path) -> Register:
    """Give a copy of the register that the test may damage."""
    return Register(Path(shutil.copytree(filled.folder, tmp_path / "own")))


def test_a_register_without_a_marker_is_migrated(own: Register) -> None:
    """A folder of format 0 is refused with the way out, and is a register after it."""
    (own.folder / "register.json").unlink()
    with pytest.raises(RegisterError, match="obligraph migrate"):
        open_register(own.folder)
    assert (0, 1) == migrate(own.folder)
    assert (1, 1) == migrate(own.folder)
    assert [] == verify(open_register(own.folder))


def test_an_old_backup_is_migrated(own: Register, tmp_path: Path) -> None:
    """A backup of a register of format 0 comes back in today's."""
    (own.folder / "register.json").unlink()
    backup(own, tmp_path / "old.zip")
    assert own.keys() == restore(tmp_path / "old.zip", tmp_path / "back").keys()


def test_what_lacks_files_is_not_migrated(own: Register) -> None:
    """A marker is not put on a folder whose documents are not there."""
    (own.folder / "register.json").unlink()
    remove("texts/*13pr.txt")(own.folder)
    with pytest.raises(RegisterError, match="13pr"):
        migrate(own.folder)
    assert not (own.folder / "register.json").exists()


@pytest.mark.parametrize(("content", "words"), [(b'{"format": 2}', "newer version"), (b"{}", "damaged")])
def test_a_newer_or_damaged_marker_is_refused(own: Register, content: bytes, words: str) -> None:
    """What this version does not know is not touched."""
    (own.folder / "register.json").write_bytes(content)
    with pytest.raises(RegisterError, match=words):
        migrate(own.folder)
    assert content == (own.folder / "register.json").read_bytes()


def test_a_folder_that_is_nothing_is_not_migrated(tmp_path: Path) -> None:
    """An empty folder is no register of any format."""
    with pytest.raises(RegisterError, match="any format"):
        migrate(tmp_path)


def test_too_little_space_is_told_before_unpacking(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk without room is named at once, and nothing stays behind."""
    monkeypatch.setattr("shutil.disk_usage", lambda _path: shutil._ntuple_diskusage(1, 1, 0))  # noqa: SLF001
    with pytest.raises(UnwritableError, match="free"):
        restore(saved, tmp_path / "back")
    assert not (tmp_path / "back").exists()
    assert [] == list(tmp_path.glob(f"*{PART}"))
