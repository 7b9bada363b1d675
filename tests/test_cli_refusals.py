"""What is wrong is one line and an exit code, and changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .command_runs import digest, run


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


WRONG = [
    (2, "no cohort of 2050", "binding --cohort 2050"),
    (2, "no cohort of 2023 in «Паром»", "binding --cohort 2023 --programme Паром"),
    (2, "no addressee is named", "binding --addressee Никто"),
    (2, "say whom", "binding"),
    (2, "say whom", "binding --cohort 2023 --all"),
    (2, "--programme goes with --cohort", "binding --all --programme Паром"),
    (2, "no such day", "binding --cohort 2023 --at 2023-11-31"),
    (2, "no such day", "binding --cohort 2023 --known-at 29.02.2023"),
    (2, "not a date", "binding --cohort 2023 --at yesterday"),
    (2, "no such time", "binding --cohort 2023 --at 2023-11-15T25:00"),
    (2, "1990", "binding --cohort 2023 --at 0023-11-08"),
    (2, "nothing has the ID", "why Д05-999/05пр 1"),
    (2, "there are Д05-124/05пр III/2.1", "why Д05-124/05пр III/9"),
    (1, "Д05-120/05пр @2022, Д05-120/05пр @2023, Д05-120/05пр @2024", "why Д05-120/05пр"),
    (1, "Д05-124/05пр III/2.1, Д05-124/05пр III/2.2", "why Д05-124/05пр"),
    (2, "no query is named", "query nonesuch"),
    (2, "has no parameter 'colour'", "query joint --colour red"),
    (2, "has no value", "query joint --document"),
    (2, "begins with --", "query joint Д05-124/05пр"),
    (2, "no document has the number", "query joint --document Д05-999/05пр"),
    (2, "no cohort of 2050", "query send --cohort 2050"),
    (2, "no cohort of 2050", "query binding --cohort 2050"),
    (2, "no cohort of 2050", "due --cohort 2050"),
    (2, "no cohort of 2050", "changes --from 2023-11-01 --to 2023-11-15 --cohort 2050"),
    (2, "no cohort of 2050", "short-terms --cohort 2050"),
    (2, "no cohort of 2050", "draft --cohort 2050"),
    (2, "no cohort of 2050", "ask что действует для когорты 2050"),
    (2, "no such day", "ask что действует для когорты 2023 на 31 ноября 2023"),
    (2, "no document has the number", "ask что не разобрано в протоколе Д05-999/05пр"),
    (1, "name one of: Д05-120/05пр @2022", "ask почему действует Д05-120/05пр"),
    (2, "is a whole number", "query send --cohort двадцать"),
    (2, "no such day", "query send --at 31.11.2023"),
    (2, "-e:1:", "sparql -e SELEC"),
    (2, "-e:1:", "sparql -e SELECT"),
    (2, "give either", "sparql"),
    (2, "cannot be read", "sparql nonesuch.rq"),
    (2, "no output form", "binding --cohort 2023 --format yaml"),
    (2, "no output form", "--format yaml missing"),
    (2, "no output form", "export --format json"),
    (2, "no output form", "sparql -e ASK{} --format xlsx"),
    (2, "no output form", "ingest nonesuch.txt --format xlsx"),
    (2, "No such command", "bindin"),
    (2, "No such option", "binding --colour"),
    (2, "'xx' is not one of", "--lang xx queries"),
    (2, "not a valid integer", "binding --cohort x"),
    (2, "no cohort of 2050", "draw --cohort 2050 -o picture.html"),
    (2, "no document has the number", "draw --document Д05-999/05пр -o picture.html"),
    (1, "no such file", "parse nonesuch.txt"),
    (2, "ends before it begins", "due --from 2023-11-02 --to 2023-11-01"),
    (2, "ends before it begins", "query due --from 2023-11-02 --to 2023-11-01"),
    (2, "ends before it begins", "changes --from 2023-11-02 --to 2023-11-01"),
    (2, "ends before it begins", "discipline --from 2023-11-02 --to 2023-11-01"),
]


@pytest.mark.parametrize(("code", "words", "line"), WRONG, ids=[line for _, _, line in WRONG])
@pytest.mark.usefixtures("elsewhere")
def test_bad_input_is_one_line_and_its_exit(code: int, words: str, line: str, register: Path) -> None:
    """Nothing on standard output, one line that says what to do, and nothing in the register changed."""
    before = digest(register)
    result = run(register, *line.split())
    assert (code, "") == (result.exit_code, result.stdout)
    assert 1 == len(result.stderr.splitlines()), result.stderr
    assert result.stderr.startswith("obligraph: ")
    assert words in result.stderr
    assert ";" in result.stderr
    assert "Traceback" not in result.stderr
    assert before == digest(register)
    assert [] == list(Path().iterdir())


@pytest.mark.parametrize(
    "words", ["ingest {}", "backup {}", "--data {} missing", "init {}", "load {}", "parse {}"]
)
@pytest.mark.usefixtures("elsewhere")
def test_a_name_that_no_file_can_have_is_one_line(words: str, own: Path) -> None:
    """A whole letter where a path is wanted: the line says what the system says."""
    letter = "Письмо_о_представлении_отчёта_" * 30
    result = run(own, *words.format(letter).split())
    assert result.exit_code in {1, 2}
    complaint = result.stderr + result.stdout
    assert "Traceback" not in complaint
    assert "name too long" in complaint.casefold() or "no such file" in complaint


IN_RUSSIAN = [
    ("нет когорты 2050 года; реестр знает: 2022 «", "binding --cohort 2050"),
    ("нет когорты 2023 года в программе «Паром»", "binding --cohort 2023 --programme Паром"),
    ("нет адресата «Никто»; реестр знает: ", "binding --addressee Никто"),
    ("такого дня в календаре нет: «31.11.2023»; пишите так", "binding --cohort 2023 --at 31.11.2023"),
    ("это не дата: «вчера»", "due --from вчера"),
    ("нет ничего с ID «Д05-999/05пр»; пишите как в ответе", "why Д05-999/05пр"),
    ("есть Д05-124/05пр III/2.1", "why Д05-124/05пр III/9"),
    ("подходит нескольким; назовите один из: Д05-120/05пр @2022", "why Д05-120/05пр"),
    ("«05» подходит нескольким документам; назовите один из", "query joint --document 05"),
    ("нет документа с номером или датой «Д05-999/05пр»", "draw --document Д05-999/05пр -o picture.html"),
    ("нет вопроса «nonesuch»; все перечисляет", "query nonesuch"),
    ("нет вопроса «overdu»; может быть, overdue", "query overdu"),
    ("у вопроса «joint» нет параметра «colour»; есть ", "query joint --colour red"),
    ("cohort — целое число, а не «двадцать»", "query send --cohort двадцать"),
    ("скажите, для кого: --cohort ГОД, --addressee ИМЯ или --all; смотрите", "binding"),
    ("--programme стоит только вместе с --cohort", "binding --all --programme Паром"),
    ("; смотрите obligraph binding --help", "binding --colour"),
    ("период кончается раньше, чем начинается: 02.11.2023 – ", "due --from 2023-11-02 --to 2023-11-01"),
]


@pytest.mark.parametrize(("words", "line"), IN_RUSSIAN, ids=[line for _, line in IN_RUSSIAN])
@pytest.mark.usefixtures("elsewhere")
def test_what_is_wrong_is_said_in_the_language_asked_for(words: str, line: str, register: Path) -> None:
    """The commonest errors in Russian, with the exit code of the English ones, which say the same."""
    english, russian = run(register, *line.split()), run(register, "--lang", "ru", *line.split())
    assert (english.exit_code, "") == (russian.exit_code, russian.stdout)
    assert words in russian.stderr
    assert words not in english.stderr
    assert 1 == len(russian.stderr.splitlines())


@pytest.mark.parametrize("folder", ["nonesuch", "."])
def test_a_folder_that_is_no_register(folder: str, tmp_path: Path) -> None:
    """The line names the folder and how to make a register."""
    result = run(tmp_path / folder, "missing")
    assert 2 == result.exit_code
    assert "obligraph init" in result.stderr


BAD_FILES = [
    ("empty.txt", b""),
    ("binary.txt", bytes(range(256)) * 20),
    ("unknown.xyz", b"\x00\x01\x02" * 99),
]


@pytest.mark.parametrize(("name", "content"), BAD_FILES)
@pytest.mark.parametrize("command", ["parse", "ingest"])
def test_a_bad_file_is_one_line_and_exit_1(
    command: str, name: str, content: bytes, own: Path, tmp_path: Path
) -> None:
    """An empty, binary or unknown file is named on standard error; nothing is stored."""
    file = tmp_path / name
    file.write_bytes(content)
    before = digest(own)
    result = run(own, command, str(file), "--format", "json")
    assert (1, before) == (result.exit_code, digest(own))
    (line,) = (line for line in result.stderr.splitlines() if line.startswith("obligraph: "))
    assert f"{name}: " in line
    if command == "ingest":
        assert "failed" == json.loads(result.stdout)["rows"][0]["outcome"]
