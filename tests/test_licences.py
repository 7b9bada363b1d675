"""What comes along: licences listed and none that binds others, the audit that says when it saw nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.audit import NOTHING, judge
from docs.make_licences import COPYLEFT, LOCK, VENDORED, libraries, licences_page

ROOT = Path(__file__).resolve().parents[1]
LICENCES = list(libraries())


def test_every_library_is_listed() -> None:
    """As many as the lock file pins, each with a licence."""
    pinned = [line for line in LOCK.read_text(encoding="utf-8").splitlines() if "==" in line[:60]]
    assert len(pinned) == len(LICENCES) > 40
    page = licences_page()
    assert all(f"| {one.name} | {one.version} | {one.licence} |" in page for one in LICENCES)


@pytest.mark.parametrize("library", LICENCES, ids=lambda one: f"{one.name}-{one.version}")
def test_no_library_binds_those_who_pass_it_on(library: object) -> None:
    """Nothing under a GPL of any kind is imported."""
    assert not COPYLEFT.search(str(library))


def test_the_check_knows_what_it_looks_for() -> None:
    """Names of licences as packages write them."""
    for words in ("GPL-3.0", "AGPL-3.0-or-later", "LGPLv2+", "GNU General Public License v3", "Affero"):
        assert COPYLEFT.search(words)


def test_scripts_inside_have_their_licences_beside_them() -> None:
    """Every script and style of others is listed, and its licence lies in its folder."""
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "graph").rglob("*.min.*")}
    assert {file for _, _, file in VENDORED} == there
    for name, _, file in VENDORED:
        folder = (ROOT / file).parent
        assert [path for path in folder.iterdir() if "LICENSE" in path.name.upper()], name


AUDITS = [
    ([], NOTHING, "NOTHING AUDITED"),
    ([{"name": "a", "skip_reason": "not found"}], NOTHING, "NOTHING AUDITED: none of 1"),
    ([{"name": "a", "version": "1", "vulns": []}], 0, "1 of 1 libraries audited, 0 known"),
    ([{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "x"}], 0, "1 of 2"),
    ([{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}], 1, "a 1: PYSEC-1"),
]


@pytest.mark.parametrize(("told", "code", "words"), AUDITS)
def test_the_audit_says_what_it_saw(
    told: list[dict[str, object]], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing seen is not nothing found."""
    assert code == judge(told)
    assert words in capsys.readouterr().out
