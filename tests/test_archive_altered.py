"""Archives that were altered, cut or made by others: refused, nothing left behind."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.archive import check_archive, restore
from graph.errors import RegisterError, UnreadableFileError

from .lighthouses import KEY


def rewritten(saved: Path, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return a backup with its members changed."""
    with zipfile.ZipFile(saved) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def add_listed(members: dict[str, bytes], name: str) -> None:
    """Put a file into a backup and into its list, under whatever name."""
    said = json.loads(members["backup.json"])
    said["files"].append({"name": name, "size": 1, "sha256": hashlib.sha256(b"x").hexdigest()})
    members["backup.json"] = json.dumps(said).encode()
    members[name] = b"x"


def swap(members: dict[str, bytes]) -> None:
    """Give one file another content of the same length."""
    name = f"texts/{KEY}.txt"
    members[name] = members[name].replace("лампах".encode(), "лампад".encode())


def newer(members: dict[str, bytes]) -> None:
    """Say that the archive is of a format that is not known yet."""
    members["backup.json"] = members["backup.json"].replace(b'backup": 1', b'backup": 2')


def lengthen(members: dict[str, bytes]) -> None:
    """Let a file be longer than listed."""
    members["members.csv"] += b" " * 5_000_000


ALTERED: list[tuple[str, Callable[[dict[str, bytes]], object], str]] = [
    ("another content", swap, "its SHA-256 differs"),
    ("more than listed", lengthen, "its SHA-256 differs"),
    ("a file missing", lambda members: members.pop("members.csv"), "not in both"),
    ("a file added", lambda members: members.update({"events/x.ttl": b"x"}), "not in both"),
    ("no list", lambda members: members.pop("backup.json"), "no backup"),
    ("a torn list", lambda members: members.update({"backup.json": b'{"obligraph'}), "list of its files"),
    ("another list", lambda members: members.update({"backup.json": b"[]"}), "list of its files"),
    ("a newer format", newer, "newer version"),
    *(
        (f"the name {name!r}", lambda members, name=name: add_listed(members, name), words)
        for name, words in (
            ("../evil", "leads out"),
            ("/etc/evil", "leads out"),
            ("cards/../../evil", "leads out"),
            ("C:\\evil", "leads out"),
            ("cards\\evil", "leads out"),
            ("index/CURRENT", "leads out"),
            (".git/hooks/post-checkout", "leads out"),
            ("cards/a\x01", "leads out"),
            ("MEMBERS.csv", "one name"),
        )
    ),
]


@pytest.mark.parametrize(("case", "change", "words"), ALTERED, ids=[case for case, _, _ in ALTERED])
def test_an_altered_archive_is_refused(
    case: str, change: Callable[[dict[str, bytes]], object], words: str, saved: Path, tmp_path: Path
) -> None:
    """Nothing stands in its place before every hash was compared, and nothing is left behind."""
    assert case
    path = tmp_path / "altered.zip"
    path.write_bytes(rewritten(saved, change))
    for attempt in (lambda: restore(path, tmp_path / "back"), lambda: check_archive(path)):
        with pytest.raises((UnreadableFileError, RegisterError), match=words):
            attempt()
    assert ["altered.zip"] == [found.name for found in tmp_path.iterdir()]


def test_links_in_an_archive_are_refused(saved: Path, tmp_path: Path) -> None:
    """A member that is a symbolic link is none of ours."""
    path = Path(shutil.copy(saved, tmp_path / "b.zip"))
    with zipfile.ZipFile(path, "a") as archive:
        entry = zipfile.ZipInfo("cards/link.json")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(UnreadableFileError, match="is a link"):
        restore(path, tmp_path / "back")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_cut_archive_is_refused(share: float, saved: Path, tmp_path: Path) -> None:
    """Half a file is no backup."""
    content = saved.read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(UnreadableFileError, match="cut"):
        restore(path, tmp_path / "back")


def test_flipped_bits_are_found(saved: Path, tmp_path: Path) -> None:
    """Wherever a bit flips, the archive is refused or gives the very same files."""
    content = saved.read_bytes()
    path = tmp_path / "flipped.zip"
    refused = 0
    for at in range(0, len(content), len(content) // 60):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0x10]) + content[at + 1 :])
        try:
            assert check_archive(path) > 15
        except (UnreadableFileError, RegisterError):
            refused += 1
    assert refused > 50
