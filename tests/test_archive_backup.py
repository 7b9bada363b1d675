"""A register kept safe: one file and back, and what a backup refuses to do."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from graph.archive import backup, restore, verify
from graph.build import ready
from graph.errors import RegisterError
from graph.files import one_writer
from graph.register import Register

from .lighthouses import KEY, files_of
from .office_files import docx, p


@pytest.fixture
def own(filled: Register, tmp_path: Path) -> Register:
    """Give a copy of the register that the test may damage."""
    return Register(Path(shutil.copytree(filled.folder, tmp_path / "own")))


def test_a_restored_register_is_the_same(filled: Register, saved: Path, tmp_path: Path) -> None:
    """Every file comes back byte for byte, and the answers with them."""
    back = restore(saved, tmp_path / "deep" / "back")
    assert files_of(filled) == files_of(back)
    assert len(files_of(filled)) > 15
    assert ready(filled).content_digest() == ready(back).content_digest()
    assert [] == verify(back)


def test_the_same_register_gives_the_same_bytes(filled: Register, saved: Path, tmp_path: Path) -> None:
    """When and where a backup is taken does not show in it."""
    done = backup(restore(saved, tmp_path / "back"), tmp_path / "again.zip")
    assert saved.read_bytes() == (tmp_path / "again.zip").read_bytes()
    assert hashlib.sha256(saved.read_bytes()).hexdigest() == done.sha256
    assert (done.files, done.size) == (
        len(files_of(filled)),
        sum(len(content) for content in files_of(filled).values()),
    )


def test_an_empty_folder_may_be_filled(saved: Path, tmp_path: Path) -> None:
    """A folder that exists and is empty, a mount point for instance, is filled."""
    folder = tmp_path / "mounted"
    folder.mkdir()
    assert (KEY, "2031-02-18_K7-13pr") == restore(saved, folder).keys()


def test_a_backup_replaces_only_a_backup(filled: Register, saved: Path, tmp_path: Path) -> None:
    """An older backup of the same name is replaced at once; any other file stays."""
    old = Path(shutil.copy(saved, tmp_path / "old.zip"))
    backup(filled, old)
    other = tmp_path / "report.docx"
    other.write_bytes(docx(p("Маяк")))
    with pytest.raises(RegisterError, match="something else"):
        backup(filled, other)
    assert docx(p("Маяк")) == other.read_bytes()


def test_a_backup_lies_outside_its_register(filled: Register) -> None:
    """A backup inside would be in the next one."""
    with pytest.raises(RegisterError, match="inside its register"):
        backup(filled, filled.folder / "evidence" / "b.zip")


def test_a_link_is_not_followed(own: Register, tmp_path: Path) -> None:
    """What a link shows is no part of the register, and is not left out in silence."""
    (own.folder / "protocols" / "link.txt").symlink_to("/etc/hostname")
    with pytest.raises(RegisterError, match=r"link\.txt: this is a link"):
        backup(own, tmp_path / "b.zip")
    assert [] == list(tmp_path.glob("*b.zip*"))


@pytest.mark.parametrize("name", ["a:b.txt", "backup.json", "ends."])
def test_a_name_that_could_not_come_back_is_refused(own: Register, name: str, tmp_path: Path) -> None:
    """A stranger's file whose name other systems do not take is named at once, not at the restore."""
    (own.folder / name).write_bytes(b"x")
    with pytest.raises(RegisterError, match="rename it"):
        backup(own, tmp_path / "b.zip")


def test_a_backup_waits_for_the_writer(
    filled: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half of a change is copied: the writers' lock is held."""
    monkeypatch.setattr(Register, "writing", lambda self: one_writer(self.folder / ".lock", patience=0.1))
    with one_writer(filled.folder / ".lock"), pytest.raises(RegisterError, match="another process"):
        backup(filled, tmp_path / "b.zip")
    assert [] == list(tmp_path.iterdir())


def test_a_change_during_the_copy_is_noticed(own: Register, tmp_path: Path) -> None:
    """A file that somebody edits by hand meanwhile makes no mixed backup."""

    def edit(done: int, _total: int, _name: str) -> None:
        if done == 3:
            (own.folder / "members.csv").write_bytes(b"programme,year,name,region\n")

    with pytest.raises(RegisterError, match="changed while"):
        backup(own, tmp_path / "b.zip", edit)
    assert [] == list(tmp_path.glob("*b.zip*"))


def test_a_register_that_can_not_be_locked_is_saved(own: Register, tmp_path: Path) -> None:
    """A read-only register has no writer to wait for."""
    lock = own.folder / ".lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()
    assert backup(own, tmp_path / "b.zip").files == len(files_of(own))


def test_a_folder_in_use_is_not_touched(saved: Path, tmp_path: Path) -> None:
    """A folder that is not empty, a file or a link is refused."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_bytes(b"x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    for name in ("full", "full/x", "link"):
        with pytest.raises(RegisterError):
            restore(saved, tmp_path / name)
    assert b"x" == (tmp_path / "full" / "x").read_bytes()
    assert [] == list((tmp_path / "empty").iterdir())
