"""A register kept safe: one file and back, every kind of damage found, older formats carried over."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.archive import Difference, backup, check_archive, migrate, restore, verify
from graph.archive import verify as archive_verify
from graph.build import ready, record, take_in
from graph.errors import RegisterError, UnreadableFileError, UnwritableError
from graph.files import PART, one_writer
from graph.messages import LANGUAGES
from graph.model import MOSCOW, Cohort, Event, Member
from graph.register import Register, create, open_register

from .office_files import docx, p

KEY = "2031-02-18_K7-12pr"
RECORDED = datetime(2031, 6, 1, 12, 0, tzinfo=MOSCOW)
TEXT = """Совет по маякам

ПРОТОКОЛ
заседания совета
от 18 февраля 2031 г. № {number}

Председательствовал: Фонарёва М.М.

РЕШИЛИ:
1. Министерству света (Лампин И.И.) до 1 марта 2031 г. представить отчёт о лампах.
2. Принять к сведению доклад о тумане.
"""


def fill(register: Register, inbox: Path) -> None:
    """Take in two documents, a rendition, a newer text, an event with evidence, a member."""
    inbox.mkdir()
    (inbox / "a.txt").write_bytes(TEXT.format(number="К7-12пр").encode())
    (inbox / "b.docx").write_bytes(
        docx("".join(p(line) for line in TEXT.format(number="К7-13пр").splitlines() if line))
    )
    rows = take_in(register, [inbox], recorded=RECORDED)
    (inbox / "scan.txt").write_bytes("Пр0токол К7-12пр".encode())
    rows += take_in(register, [inbox / "scan.txt"], recorded=RECORDED, as_rendition_of=KEY)
    (inbox / "new.txt").write_bytes(TEXT.format(number="К7-12пр").replace("лампах", "огнях").encode())
    rows += take_in(register, [inbox / "new.txt"], recorded=RECORDED, supersede=KEY)
    assert ["added", "added", "rendition", "superseding"] == [row.outcome for row in rows]
    (inbox / "letter.pdf").write_bytes(b"%PDF letter")
    moment = RECORDED + timedelta(days=1, microseconds=5)
    event = Event("", "report", moment, moment, document=KEY, point="1", by="Лампин И.И.")
    record(register, event, inbox / "letter.pdf")
    register.add_members([Member(Cohort("Маяк", 2031), "Север")])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with something of every kind, its index made; no test changes it."""
    folder = tmp_path_factory.mktemp("filled")
    register = create(folder / "register")
    fill(register, folder / "inbox")
    ready(register)
    return register


@pytest.fixture(scope="module")
def saved(filled: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give its backup."""
    path = tmp_path_factory.mktemp("saved") / "register.zip"
    backup(filled, path)
    return path


@pytest.fixture
def own(filled: Register, tmp_path: Path) -> Register:
    """Give a copy of the register that the test may damage."""
    return Register(Path(shutil.copytree(filled.folder, tmp_path / "own")))


def files_of(register: Register) -> dict[str, bytes]:
    """Return a register's files with their bytes, without its index and hidden ones."""
    paths = [path for path in register.folder.rglob("*") if path.is_file()]
    names = {path.relative_to(register.folder): path for path in paths}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if name.parts[0] != "index" and not name.name.startswith(".")
    }


def codes(found: list[Difference]) -> set[tuple[str, str]]:
    """Return the codes and files of differences."""
    return {(one.code, one.file) for one in found}


# --- backup and restore --------------------------------------------------------------------------


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


# --- verify --------------------------------------------------------------------------------------


def test_a_sound_register_has_no_differences(filled: Register) -> None:
    """Documents of two formats, a rendition, an older text, an event with evidence: all as made."""
    assert [] == verify(filled)


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what changes words of a file."""

    def change(folder: Path) -> None:
        (path,) = folder.glob(name)
        content = path.read_text(encoding="utf-8")
        assert old in content
        path.write_bytes(content.replace(old, new).encode())

    return change


def remove(name: str) -> Callable[[Path], None]:
    """Return what removes a file."""
    return lambda folder: next(folder.glob(name)).unlink()


OLD, NEWEST = f"texts/{KEY}.txt", f"triples/{KEY}.3.ttl"
DAMAGES: list[tuple[Callable[[Path], None], str, str]] = [
    (edit(f"protocols/{KEY}.txt", "лампах", "лампад"), "hash-differs", f"protocols/{KEY}.txt"),
    (remove("protocols/*13pr.docx"), "unreadable", "protocols/2031-02-18_K7-13pr.docx"),
    (edit(OLD, "лампах", "лампад"), "hash-differs", OLD),
    (remove(f"texts/{KEY}.2.txt"), "unreadable", f"texts/{KEY}.2.txt"),
    (edit(NEWEST, "огнях", "огней"), "quote-differs", NEWEST),
    (edit(NEWEST, "2031-03-02T00:00:00", "2031-04-02T00:00:00"), "triples-differ", NEWEST),
    (edit(NEWEST, "@prefix", "#\n@prefix"), "rewritten", NEWEST),
    (edit(NEWEST, "@prefix", "@prefics"), "unreadable", NEWEST),
    (edit(f"triples/{KEY}.ttl", "2031-03-02T00", "2031-03-03T00"), "triples-differ", f"triples/{KEY}.ttl"),
    (edit(f"cards/{KEY}.json", "2031-06-01", "2030-06-01"), "card-differs", f"triples/{KEY}.ttl"),
    (edit(f"cards/{KEY}.json", '"key"', '"kez"'), "unreadable", f"cards/{KEY}.json"),
    (edit("events/*.ttl", "2031-06-02T12:00:00", "2031-05-02T12:00:00"), "event-altered", "events/"),
    (edit("events/*.ttl", "@prefix", "@prefics"), "unreadable", "events/"),
    (remove("evidence/*.pdf"), "evidence-missing", "events/"),
    (edit("evidence/*.pdf", "letter", "lettuce"), "hash-differs", "evidence/"),
    (edit("members.csv", "Север", "Юг,,"), "unreadable", "members.csv"),
    (edit("members.csv", "\n", "\r\n"), "rewritten", "members.csv"),
    (remove(f"cards/{KEY}.2.json"), "unreferenced-file", f"texts/{KEY}.2.txt"),
]


@pytest.mark.parametrize(("damage", "code", "file"), DAMAGES)
def test_damage_is_found(damage: Callable[[Path], None], code: str, file: str, own: Register) -> None:
    """Each kind of damage is told by its code and the file's name, in both languages."""
    damage(own.folder)
    found = verify(open_register(own.folder))
    assert [one for one in found if one.code == code and one.file.startswith(file)], codes(found)
    for one in found:
        assert all(one.sentence(language) for language in LANGUAGES)


def test_a_wrong_period_in_the_index_is_found(own: Register) -> None:
    """An index whose periods are not what the files give is not believed."""
    store = ready(own)
    assert store.path is not None
    path, manifest = store.path, store.path.parent / "manifest.json"
    del store
    engine = ox.Store(str(path))
    quads = [quad for quad in engine if "status" in str(quad.graph_name)]
    assert quads
    wrong = quads[0]
    engine.remove(wrong)
    engine.add(ox.Quad(wrong.subject, wrong.predicate, ox.Literal("forged"), wrong.graph_name))
    engine.flush()
    del engine
    said = json.loads(manifest.read_bytes())
    listed = re.compile(r"MANIFEST-|CURRENT$|[0-9]+\.(sst|log)$")
    said["files"] = {
        file.name: str(file.stat().st_size)
        if file.suffix == ".sst"
        else hashlib.sha256(file.read_bytes()).hexdigest()
        for file in path.iterdir()
        if listed.match(file.name)
    }
    manifest.write_bytes(json.dumps(said).encode())  # so that opening finds nothing to complain of
    found = verify(open_register(own.folder))
    assert {"index-differs"} == {one.code for one in found}


def test_another_version_may_read_otherwise(own: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a newer reader reads otherwise is told and is no damage."""
    edit(NEWEST, "2031-03-02T00:00:00", "2031-04-02T00:00:00")(own.folder)
    monkeypatch.setattr("graph.archive.documents.__version__", "99.0.0")
    found = verify(open_register(own.folder))
    assert [("read-otherwise", "warning", NEWEST)] == [(one.code, one.severity, one.file) for one in found]
    assert "99.0.0" in found[0].sentence("en")


def test_a_missing_converter_is_said(own: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """An original that can't be read here is not called verified."""

    def fail(name: str, content: bytes) -> None:
        raise UnreadableFileError("Tesseract is not installed", source=name, advice=str(len(content)))

    monkeypatch.setattr("graph.ingest.read_bytes", fail)
    found = verify(own)
    assert {("not-read-again", "warning")} == {(one.code, one.severity) for one in found}
    assert 4 == len(found)


def test_nothing_is_written_by_verifying(own: Register) -> None:
    """Files stay what they were; only the index may be brought up to date."""
    before = files_of(own)
    edit(OLD, "лампах", "лампад")(own.folder)
    damaged = files_of(own)
    archive_verify(own)
    assert damaged == files_of(own) != before


# --- formats -------------------------------------------------------------------------------------


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
