"""The whole life of some orders: three protocols, a journal of events, and commands that ask of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from graph.cli.app import obligraph

from .winds import FIRST_HEAD, HEAD

WHOM = "Руководителям ветряных кластеров, созданных в {year} году,"
GO_ON = "продолжить исполнение поручений"
EXTEND = "Продлить срок исполнения пункта 3 протокола"
LISTED = "от 10 марта 2031 г. № В03-7/03пр, от 1 февраля 2031 г. № В03-2/03пр"
NAMED = "от 14 апреля 2031 г. № В03-11/03пр"
FIRST = FIRST_HEAD + "\n\n".join(
    [
        f"1. {WHOM.format(year=2030)} представить отчёт о ветре на адрес veter@kray.example.",
        "Срок – до 20 марта 2031 г.",
        f"2. {WHOM.format(year=2030)} при необходимости уточнить список мачт.",
        "Срок – до 25 марта 2031 г.",
        f"3. {WHOM.format(year=2030)} провести осмотр мачт.",
        "Срок – с 1 по 3 апреля 2031 г.",
        f"4. {WHOM.format(year=2029)} ежемесячно до 5 числа представлять сведения о ветре.",
        "5. Контроль за исполнением настоящего протокола возложить на Бризова А.А.",
    ]
)
SECOND = HEAD.format(day=14, month="апреля", number=11) + "\n\n".join(
    [
        f"1. {WHOM.format(year=2030)} {GO_ON} протоколов {LISTED} в установленные сроки.",
        f"2. {EXTEND} от 10 марта 2031 г. № В03-7/03пр до 30 апреля 2031 г.",
        f"3. {WHOM.format(year=2030)} представить отчёт о ветре на адрес otchet@kray.example.",
        "Срок – до 5 мая 2031 г.",
    ]
)
THIRD = HEAD.format(day=20, month="мая", number=15) + "\n\n".join(
    [
        f"1. {WHOM.format(year=2030)} {GO_ON} протокола {NAMED} в установленные сроки.",
        "2. Считать исполненным пункт 3 протокола от 10 марта 2031 г. № В03-7/03пр.",
    ]
)
ONE = "В03-7/03пр 1"


def said(folder: Path, *arguments: str, expected: int = 0) -> Result:
    """Return what a command prints; its exit code must be the expected one, an error one line."""
    result = CliRunner().invoke(obligraph, ["--data", str(folder), "--lang", "en", *arguments])
    assert expected == result.exit_code, result.output
    assert expected == 0 or (result.stdout == "" and len(result.stderr.splitlines()) == 1)
    return result


def rows(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """Return the rows of a command's JSON."""
    found = json.loads(said(folder, *arguments, "--format", "json").stdout)["rows"]
    assert isinstance(found, list)
    return found


def entry(**parts: object) -> dict[str, object]:
    """Return an event of a journal, its usual parts filled in."""
    usual = {
        "document": "В03-7/03пр",
        "by": "Министерство ветров",
        "capacity": "issuer",
        "evidence": "журнал",
    }
    moment = {"effective": "2031-03-19T16:00:00+03:00", "recorded": "2031-03-21T09:00:00+03:00"}
    return {**usual, **moment, **parts}


def write_journal(folder: Path) -> Path:
    """Write three protocols and a journal of them and three events; return the journal's path."""
    texts = {"a.txt": FIRST, "b.txt": SECOND, "c.txt": THIRD}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    days = dict(zip(texts, ("2031-03-11", "2031-04-15", "2031-05-21"), strict=True))
    content = {
        "documents": [{"file": name, "recorded": f"{day}T10:00:00+03:00"} for name, day in days.items()],
        "events": [
            entry(id="E1", type="report", point="1", capacity="addressee"),
            entry(id="E2", type="acceptance", point="1", recorded="2031-03-22T09:00:00+03:00"),
            entry(
                id="E3",
                type="withdrawal",
                withdraws="E2",
                document=None,
                recorded="2031-04-02T09:00:00+03:00",
            ),
        ],
    }
    path = folder / "journal.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def lived(folder: Path, journal: Path) -> Path:
    """Make a register with the journal's history in a folder; return the register's."""
    made = folder / "register"
    said(made, "init", str(made))
    assert [{"file": str(journal), "documents": 3, "events": 3}] == rows(made, "load", str(journal))
    return made


def states(folder: Path, cohort: int, at: str, known_at: str) -> dict[str, str]:
    """Return the state of each order that binds a cohort, and of each bundle by its document."""
    arguments = ("binding", "--cohort", str(cohort), "--at", at, "--known-at", known_at, "--format", "json")
    answer = json.loads(said(folder, *arguments).stdout)
    lines = answer["orders"] + answer["bundles"] + answer["contested"]
    return {f"{line['document'][4:-5]}/{line['point'] or '*'}": line["state"] for line in lines}


def record(folder: Path, *arguments: str) -> str:
    """Record an event and return its id."""
    return said(folder, "record", *arguments).stdout.strip()
