"""What `doctor` says of an installation and a register, and the other commands that keep one safe."""

from __future__ import annotations

import csv
import io
import json
import shutil
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graph import __version__
from graph.archive import health
from graph.cli.app import obligraph

PARTS = {
    "obligraph", "python", "system", "encoding", "calendar", "library", "doc", "scans",
    "register", "writable", "documents", "events", "files", "interrupted", "index",
}  # fmt: skip


@pytest.fixture
def own(register: Path, tmp_path: Path) -> Path:
    """Give a copy that the test may damage."""
    return Path(shutil.copytree(register, tmp_path / "own"))


def run(*words: str, data: Path | None = None, home: Path | None = None) -> Result:
    """Run a command in this process; without data no register is named."""
    environment = {"LC_ALL": "en_US.UTF-8", "COLUMNS": "200", "OBLIGRAPH_DATA": str(data) if data else None}
    if home is not None:
        environment |= {"XDG_DATA_HOME": str(home), "LOCALAPPDATA": str(home), "HOME": str(home)}
    return CliRunner().invoke(obligraph, words, env=environment)


def parts(result: Result) -> dict[str, dict[str, Any]]:
    """Return the rows that `doctor` printed as JSON, by part."""
    return {row["part"]: row for row in json.loads(result.stdout)["rows"]}


def test_a_sound_register_has_no_complaint(register: Path) -> None:
    """Every part is told, with versions, the place, the index; exit 0."""
    result = run("doctor", "--format", "json", data=register)
    assert 0 == result.exit_code
    found = parts(result)
    assert found.keys() >= PARTS
    assert found["obligraph"]["found"].startswith(__version__)
    assert str(register.resolve()) == found["register"]["found"]
    assert found["index"]["found"].startswith("gen-")
    assert ("1", "0") == (found["documents"]["found"], found["events"]["found"])
    assert not [row for row in found.values() if row["state"] == "wrong"]


@pytest.mark.parametrize("form", ["table", "csv", "markdown"])
def test_every_form_tells_every_part(form: str, register: Path) -> None:
    """A table, CSV and Markdown say the same."""
    result = run("doctor", "--format", form, data=register)
    assert 0 == result.exit_code
    assert all(part in result.stdout for part in PARTS)
    if form == "csv":
        rows = list(csv.reader(io.StringIO(result.stdout, newline="")))
        assert {4} == {len(row) for row in rows}


def test_damage_is_wrong(own: Path) -> None:
    """A text that was changed: exit 1, and the command that tells more."""
    path = next((own / "texts").iterdir())
    path.write_bytes(path.read_bytes() + b"x")
    result = run("doctor", "--format", "json", data=own)
    assert 1 == result.exit_code
    assert ("wrong", "`obligraph verify` lists them") == tuple(
        parts(result)["files"][name] for name in ("state", "advice")
    )


def test_a_damaged_card_is_wrong(own: Path) -> None:
    """A register whose cards can't be read is told of, not crashed upon."""
    next((own / "cards").iterdir()).write_bytes(b"{")
    result = run("doctor", "--format", "json", data=own)
    assert (1, "wrong") == (result.exit_code, parts(result)["files"]["state"])


def test_a_torn_or_missing_index_is_no_fault(own: Path) -> None:
    """The index is a cache: the next question makes it."""
    (own / "index" / "CURRENT").write_bytes(b"gen-99")
    result = run("doctor", "--format", "json", data=own)
    assert (0, "missing") == (result.exit_code, parts(result)["index"]["state"])
    shutil.rmtree(own / "index")
    result = run("doctor", "--format", "json", data=own)
    assert (0, "none") == (result.exit_code, parts(result)["index"]["state"])


INDEX = {
    "ok": ("the index is up to date", "индекс соответствует файлам"),
    "stale": ("the index is stale", "индекс отстал от файлов"),
    "missing": ("the index is damaged", "индекс повреждён"),
    "none": ("there is no index yet", "индекса ещё нет"),
}


@pytest.mark.parametrize("state", INDEX)
def test_the_index_is_up_to_date_stale_damaged_or_absent(state: str, own: Path) -> None:
    """One line says which, in both languages; nothing is made or mended by asking, and exit is 0."""
    if state == "stale":
        (own / "members.csv").write_text("programme,year,name,region\nМаяк,2030,Юг,\n", encoding="utf-8")
    elif state == "missing":
        next((own / "index").glob("gen-*/triples/CURRENT")).write_bytes(b"")
    elif state == "none":
        shutil.rmtree(own / "index")
    for language, words in zip(("en", "ru"), INDEX[state], strict=True):
        result = run("doctor", "--format", "json", "--lang", language, data=own)
        assert (0, state) == (result.exit_code, parts(result)["index"]["state"])
        assert result.stderr.startswith(words)
        assert 1 == result.stderr.count("\n")


def test_a_folder_that_is_no_register_is_wrong(tmp_path: Path) -> None:
    """One that is named and is none: exit 1; none named and none there: how to make one, exit 0."""
    result = run("doctor", "--format", "json", data=tmp_path)
    assert (1, "wrong") == (result.exit_code, parts(result)["register"]["state"])


def test_no_register_yet_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh installation is sound; the advice says how to make a register."""
    monkeypatch.chdir(tmp_path)
    result = run("doctor", "--format", "json", home=tmp_path)
    assert (0, "none") == (result.exit_code, parts(result)["register"]["state"])
    assert "obligraph init" in parts(result)["register"]["advice"]


def test_missing_programs_are_named_with_their_packages(
    monkeypatch: pytest.MonkeyPatch, register: Path
) -> None:
    """Without converters the rest works: exit 0, and the Debian packages to install."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    result = run("doctor", "--format", "json", data=register)
    assert 0 == result.exit_code
    for part, package in (("doc", "libreoffice-writer-nogui"), ("scans", "tesseract-ocr-rus")):
        assert "missing" == parts(result)[part]["state"]
        assert package in parts(result)[part]["advice"]


def test_a_missing_library_is_wrong(monkeypatch: pytest.MonkeyPatch, register: Path) -> None:
    """A library that the program needs and that is not there: exit 1."""

    def gone(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(health, "version", gone)
    assert 1 == run("doctor", data=register).exit_code


# --- the other commands --------------------------------------------------------------------------


def test_backup_restore_verify(register: Path, tmp_path: Path) -> None:
    """What a user types: a file, a folder made of it, no difference."""
    file, folder = tmp_path / "saved.zip", tmp_path / "back"
    saved = run("backup", str(file), "--format", "json", data=register)
    assert 0 == saved.exit_code
    row = json.loads(saved.stdout)["rows"][0]
    assert (str(file), 6) == (row["file"], row["files"])
    assert 64 == len(row["sha256"])
    checked = run("verify", str(file))
    assert (0, "6 files, no difference\n") == (checked.exit_code, checked.stderr)
    restored = run("restore", str(file), str(folder), "--format", "json")
    assert {"folder": str(folder), "documents": 1, "events": 0} == json.loads(restored.stdout)["rows"][0]
    verified = run("verify", "--format", "json", data=folder)
    assert (0, []) == (verified.exit_code, json.loads(verified.stdout)["rows"])
    again = run("restore", str(file), str(folder))
    assert (2, "") == (again.exit_code, again.stdout)
    assert "not empty" in again.stderr


def test_verify_says_what_differs(own: Path) -> None:
    """Damage is a row and exit 1."""
    next((own / "protocols").iterdir()).write_bytes(b"x")
    result = run("verify", "--format", "json", data=own)
    assert 1 == result.exit_code
    assert ["hash-differs"] == [row["code"] for row in json.loads(result.stdout)["rows"]]


def test_a_damaged_backup_is_the_files_fault(tmp_path: Path) -> None:
    """A cut or missing archive: one line, exit 1, nothing made."""
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04")
    for name in ("cut.zip", "none.zip"):
        for words in (
            ("restore", str(tmp_path / name), str(tmp_path / "x")),
            ("verify", str(tmp_path / name)),
        ):
            result = run(*words)
            assert (1, "", 1) == (result.exit_code, result.stdout, result.stderr.count("\n"))
    assert not (tmp_path / "x").exists()


def test_migrate_says_from_which_format(own: Path) -> None:
    """A register without a marker is carried over."""
    (own / "register.json").unlink()
    refused = run("check", data=own)
    assert 2 == refused.exit_code
    assert "obligraph migrate" in refused.stderr
    result = run("migrate", str(own), "--format", "csv")
    assert (0, f"folder,from,to\r\n{own},0,1\r\n") == (result.exit_code, result.stdout_bytes.decode())
    assert 0 == run("check", data=own).exit_code
