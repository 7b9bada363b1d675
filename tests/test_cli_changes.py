"""What commands write: documents taken in, a page drawn, a register made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.messages import say
from graph.register import create, open_register

from .command_runs import digest, record, run
from .winds import TEXT


def test_one_bad_file_does_not_stop_the_rest(own: Path, tmp_path: Path) -> None:
    """A line a file; the good one is held and asked about at once, the exit is 1."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"")
    (tmp_path / "in" / "b.txt").write_text(TEXT, encoding="utf-8")
    result = run(own, "ingest", str(tmp_path / "in"), "--recorded", "2031-03-11", "--format", "json")
    assert 1 == result.exit_code
    assert ["failed", "added"] == [row["outcome"] for row in json.loads(result.stdout)["rows"]]
    answer = record(own, "binding", "--cohort", "2030", "--at", "2031-03-15", "--known-at", "2031-03-15")
    assert ["В03-7/03пр"] == [line["document"] for line in answer["orders"]]


def test_taking_in_twice_changes_nothing(own: Path, tmp_path: Path) -> None:
    """The same bytes again are `unchanged`, under whatever name."""
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert 0 == run(own, "ingest", str(tmp_path / "one.txt")).exit_code
    before = digest(own)
    result = run(own, "ingest", str(tmp_path / "two.txt"), "--format", "json")
    assert ("unchanged", before) == (json.loads(result.stdout)["rows"][0]["outcome"], digest(own))


def test_a_text_without_an_operative_part_is_taken_in_with_a_warning(own: Path, tmp_path: Path) -> None:
    """The warning is counted in the row and said on standard error, in the user's language."""
    file = tmp_path / "note.txt"
    file.write_text("Просто записка о ветре, в которой никому ничего не поручено.\n", encoding="utf-8")
    result = run(own, "ingest", str(file), "--format", "json", language="ru")
    assert 0 == result.exit_code
    row = json.loads(result.stdout)["rows"][0]
    assert ("added", 0) == (row["outcome"], row["points"])
    assert row["warnings"] >= 1
    assert say("notices.no-operative-part", "ru") in result.stderr
    assert "предупреждение" in result.stderr


def test_a_corrected_text_supersedes_a_document_named_by_its_number(own: Path, tmp_path: Path) -> None:
    """The ID is what answers print; without it the second text is a conflict, exit 1."""
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "two.txt").write_text(TEXT.replace("20 марта 2031", "27 марта 2031"), encoding="utf-8")
    assert 0 == run(own, "ingest", str(tmp_path / "one.txt")).exit_code
    assert 1 == run(own, "ingest", str(tmp_path / "two.txt")).exit_code
    result = run(own, "ingest", str(tmp_path / "two.txt"), "--supersede", "№ b03-7/03np")
    assert (0, True) == (result.exit_code, "superseding" in result.stdout)


def test_parse_stores_nothing(own: Path, tmp_path: Path) -> None:
    """What would be read is shown in each form; the register stays as it was."""
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    before = digest(own)
    parsed = json.loads(run(own, "parse", str(file), "--format", "json").stdout)
    assert ("В03-7/03пр", TEXT) == (parsed["document"]["number"], parsed["text"])
    assert "order" in run(own, "parse", str(file)).stdout
    assert before == digest(own)


def test_check_is_0_for_the_sample_and_1_for_a_damaged_register(own: Path) -> None:
    """A stored text that somebody changed is an error that `check` finds."""
    assert 0 == run(own, "check").exit_code
    (text,) = (own / "texts").iterdir()
    text.write_text(text.read_text(encoding="utf-8").replace("12:00", "13:00"), encoding="utf-8")
    result = run(own, "check")
    assert result.exit_code in {1, 2}
    assert "Traceback" not in result.output


def test_draw_writes_a_page_and_names_it(own: Path, tmp_path: Path) -> None:
    """The picture of a cohort, of a document named in any spelling."""
    page = tmp_path / "picture.html"
    for words in (("--cohort", "2023"), ("--document", "№ D05-124/05np"), ()):
        result = run(own, "draw", *words, "--at", "2023-11-15", "-o", str(page))
        assert (0, f"{page}\n") == (result.exit_code, result.stdout)
        assert "Д05-124/05пр" in page.read_text(encoding="utf-8")
        page.unlink()


def test_init_makes_a_register_and_no_second_one(tmp_path: Path) -> None:
    """A new folder becomes a register; one that is not empty is refused."""
    folder = tmp_path / "new"
    assert 0 == run(tmp_path, "init", "--sample", str(folder)).exit_code
    assert 1 == len(open_register(folder).keys())
    assert 2 == run(tmp_path, "init", str(folder)).exit_code


@pytest.fixture
def read_only(tmp_path: Path) -> Path:
    """Give a register that not even root can write: a file in the index's place, a folder as the lock."""
    folder = create(tmp_path / "locked", sample=True).folder
    (folder / "index").rmdir()
    (folder / "index").write_bytes(b"")
    (folder / ".lock").mkdir()
    return folder


def test_a_read_only_register_is_asked_all_the_same(read_only: Path, tmp_path: Path) -> None:
    """Questions are answered from memory; taking in is refused with a line."""
    assert 0 == run(read_only, "missing").exit_code
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert 2 == run(read_only, "ingest", str(file)).exit_code
