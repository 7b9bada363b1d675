"""Help, options on either side, and what comes out of a process: bytes, pipes, locales."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graph.cli.app import COMMANDS
from graph.messages import LANGUAGES, say

from .command_runs import AT, ORDER, ROOT, process, run


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_everywhere(command: str, option: str, register: Path) -> None:
    """`-h` is `--help`, on standard output, exit 0."""
    result = run(register, *command.split(), option)
    assert (0, "") == (result.exit_code, result.stderr)
    assert result.stdout.startswith("Usage: ")


def test_alone_it_prints_its_help(register: Path) -> None:
    """`obligraph` without a command is no error."""
    result = run(register)
    assert 0 == result.exit_code
    assert all(command in result.stdout for command in COMMANDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_described_in_both_languages(command: str, language: Any) -> None:  # noqa: ANN401
    """What a command does is said in a whole sentence."""
    assert say(f"help.{command}", language).endswith(".")


def test_the_language_of_help(register: Path) -> None:
    """`--lang` before or after the command, else the locale, decides."""
    russian = say("help.binding", "ru").split()[0]
    for words in (("--lang", "ru", "binding", "-h"), ("binding", "-h", "--lang", "ru")):
        assert russian in process(register, *words).stdout.decode("utf-8")
    assert (
        russian in process(register, "binding", "-h", environment={"LC_ALL": "ru_RU.UTF-8"}).stdout.decode()
    )
    assert russian not in process(register, "binding", "-h", environment={"LC_ALL": "C"}).stdout.decode()


BOTH_SIDES = [("--format", "json"), ("--lang", "ru"), ("--data", "{register}")]


@pytest.mark.parametrize("option", BOTH_SIDES)
def test_options_stand_before_or_after_the_command(
    option: tuple[str, str], register: Path, tmp_path: Path
) -> None:
    """The same option on either side gives the same output."""
    name, value = option[0], option[1].format(register=register)
    place = tmp_path if name == "--data" else register
    before = run(place, name, value, "query", "joint")
    after = run(place, "query", "joint", name, value)
    assert 0 == before.exit_code, before.output
    assert before.stdout == after.stdout


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_output_is_utf_8_whatever_the_locale(locale: str, register: Path) -> None:
    """Neither an ASCII locale nor PYTHONIOENCODING changes a byte of it."""
    plain = process(register, "why", ORDER, *AT).stdout
    environment = {
        "LC_ALL": locale, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
    }  # fmt: skip
    changed = process(register, "--lang", "en", "why", ORDER, *AT, environment=environment)
    assert (0, b"") == (changed.returncode, changed.stderr)
    assert plain.decode("utf-8").splitlines()[0] == changed.stdout.decode("utf-8").splitlines()[0]


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are no bytes there")
@pytest.mark.parametrize("words", ["why", "ask", "query links --link", "parse", "sparql -e"])
def test_an_argument_that_is_no_text(words: str, register: Path) -> None:
    """Bytes that are no UTF-8 give a line and an exit, no traceback."""
    command = [os.fsencode(word) for word in (sys.executable, str(ROOT / "cli.py"), *words.split())]
    environment = {**os.environ, "OBLIGRAPH_DATA": str(register)}
    done = subprocess.run([*command, b"\xff\xfe"], env=environment, capture_output=True, check=False)
    assert done.returncode in {1, 2}
    assert (b"", 1) == (done.stdout, len(done.stderr.splitlines()))


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe ends otherwise there")
@pytest.mark.parametrize("words", ["export", "binding --all --format json", "query references", "queries"])
def test_a_reader_that_goes_away_is_no_error(words: str, register: Path) -> None:
    """`| head` ends a command without a traceback."""
    environment = {**os.environ, "OBLIGRAPH_DATA": str(register)}
    command = [sys.executable, str(ROOT / "cli.py"), *words.split()]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert b"" == child.stderr.read()
        assert 0 == child.wait()


def test_there_is_no_progress_bar_in_a_pipe(own: Path) -> None:
    """Making the index says nothing where nobody looks at a terminal."""
    assert b"" == process(own, "missing").stderr
