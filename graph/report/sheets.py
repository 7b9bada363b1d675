"""A report's contents as worded tables: what the workbook and the printed list both show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from ..answers.discipline import COUNTED, LEFT_OUT
from ..messages import Language, say
from ..model import MOSCOW
from .about import about_rows, sheet_notes
from .contents import Contents

Kind = Literal["text", "words", "count", "day", "term", "percent"]
"""What a column holds: short text, text that wraps, a whole number, a date, a term's end, a percentage."""
Value = str | int | float | date | datetime | None
Record = Mapping[str, Any]
Question = Literal[
    "binding", "overdue", "due", "contested", "bundles", "missing", "discipline", "conflicts", "about"
]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code, its heading, what it holds, its width in characters."""

    name: str
    title: str
    kind: Kind
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answer to one question as a table; `marks` tells the rows that need an eye, by state's code."""

    question: Question
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    marks: tuple[str | None, ...] = ()

    def cells(self, row: Sequence[Value]) -> dict[str, Value]:
        """Return a row's values by the codes of their columns."""
        return {column.name: value for column, value in zip(self.columns, row, strict=True)}


Shape = tuple[tuple[str, Kind, int], ...]
_ORDER: Shape = (
    ("number", "count", 5),
    ("document", "text", 15),
    ("date", "day", 11),
    ("point", "text", 9),
    ("whom", "words", 19),
    ("order", "words", 58),
    ("due", "term", 16),
    ("left", "count", 10),
    ("state", "words", 18),
    ("because", "words", 34),
    ("since", "term", 16),
    ("unmentioned", "day", 13),
    ("source", "words", 34),
)
_BUNDLE: Shape = (
    ("number", "count", 5),
    ("document", "text", 16),
    ("date", "day", 11),
    ("whom", "words", 22),
    ("state", "words", 18),
    ("continued", "words", 18),
    ("quote", "words", 62),
    ("unmentioned", "day", 13),
    ("source", "words", 34),
)
_MISSING: Shape = (
    ("document", "text", 18),
    ("date", "day", 11),
    ("cohorts-bound", "count", 14),
    ("cohorts", "words", 30),
    ("cited-by", "count", 14),
)
_CONFLICT: Shape = (
    ("cohort", "count", 9),
    ("document", "text", 16),
    ("date", "day", 11),
    ("point", "text", 9),
    ("other-document", "text", 16),
    ("other-date", "day", 11),
    ("other-point", "text", 9),
    ("difference", "words", 18),
    ("quote", "words", 70),
)
_DISCIPLINE: Shape = (
    ("group", "text", 14),
    ("name", "words", 40),
    ("counted", "count", 10),
    *((name.replace("_", "-"), "count", 11) for name in COUNTED),
    ("percent", "percent", 12),
    *((f"excluded-{name.replace('_', '-')}", "count", 13) for name in LEFT_OUT),
)
_ABOUT: Shape = (("what", "words", 34), ("said", "words", 100))
_EMPTY_LINES = re.compile(r"\s*\n\s*")
_DIFFERENCES = {"term", "mailbox"}


def sheets_of(contents: Contents, *, noted: bool = False) -> tuple[Sheet, ...]:
    """Return one table a question, in the order in which one reads them.

    With `noted` the last one also tells what each of the others holds.
    """
    language = contents.asked.language
    orders = _order_rows(contents)
    notes = sheet_notes(language) if noted else ()
    return (
        orders("binding", contents.orders),
        orders("overdue", contents.overdue),
        orders("due", contents.due),
        orders("contested", contents.answer["contested"]),
        _bundles(contents.answer["bundles"], language),
        _sheet("missing", _MISSING, map(_missing_row, contents.missing.as_dicts()), language),
        _sheet("discipline", _DISCIPLINE, _discipline_rows(contents, language), language),
        _sheet("conflicts", _CONFLICT, _conflict_rows(contents, language), language),
        _sheet("about", _ABOUT, (*about_rows(contents), *notes), language),
    )


def _sheet(
    question: Question,
    shape: Shape,
    rows: Iterable[Sequence[Value]],
    language: Language,
    marks: Iterable[str | None] = (),
) -> Sheet:
    columns = tuple(
        Column(name, say(f"report.column-{name}", language), kind, width) for name, kind, width in shape
    )
    title, note = (say(f"report.{part}-{question}", language) for part in ("sheet", "note"))
    return Sheet(question, title, note, columns, tuple(tuple(row) for row in rows), tuple(marks))


def _order_rows(contents: Contents) -> Callable[[Question, Sequence[Record]], Sheet]:
    language, today = contents.asked.language, contents.asked.at.value.astimezone(MOSCOW).date()

    def make(question: Question, lines: Sequence[Record]) -> Sheet:
        rows = (_order_row(number, line, today, language) for number, line in enumerate(lines, start=1))
        return _sheet(question, _ORDER, rows, language, (str(line["state"]) for line in lines))

    return make


def _order_row(number: int, line: Record, today: date, language: Language) -> tuple[Value, ...]:
    due = term_end(line.get("due_until"))
    return (
        number,
        line["document"],
        day_of(line["date"]),
        line["point"],
        whom_of(line),
        _unspaced(line.get("quote")),
        due if due is not None else line.get("due_text") or say("answer.no-due", language),
        None if due is None else (_day(due) - today).days,
        say(f"states.{line['state']}", language),
        "\n".join(line["because"]),
        term_start(line.get("due_from")),
        day_of(line["not_mentioned_since"]),
        place_of(line) if line.get("quote") else None,
    )


def _bundles(lines: Sequence[Record], language: Language) -> Sheet:
    rows = (
        (
            number,
            line["document"],
            day_of(line["date"]),
            whom_of(line),
            say(f"states.{line['state']}", language),
            "\n".join(f"{clause['document']} {clause['point']}" for clause in line["affirmed_by"]),
            "\n".join(_unspaced(clause["quote"]) or "" for clause in line["affirmed_by"]),
            day_of(line["not_mentioned_since"]),
            "\n".join(place_of(clause) for clause in line["affirmed_by"]),
        )
        for number, line in enumerate(lines, start=1)
    )
    return _sheet("bundles", _BUNDLE, rows, language)


def _missing_row(row: Record) -> tuple[Value, ...]:
    years = ", ".join(str(year) for year in row["cohorts"])
    return row["document"], day_of(row["date"]), row["count"], years, row["cited_by"]


def _conflict_rows(contents: Contents, language: Language) -> Iterable[tuple[Value, ...]]:
    rows: list[Record] = list(contents.conflicts.as_dicts())
    for row in rows:
        differs = str(row["difference"]).split(", ")
        yield (
            row["cohort"],
            row["document"],
            day_of(row["date"]),
            row["point"],
            row["other_document"],
            day_of(row["other_date"]),
            row["other_point"],
            ", ".join(say(f"report.differs-{one}", language) for one in differs if one in _DIFFERENCES),
            row["quote"],
        )


def _discipline_rows(contents: Contents, language: Language) -> Iterable[tuple[Value, ...]]:
    rows: list[Record] = list(contents.discipline.as_dicts())
    for row in rows:
        figures = (row[name] for name in contents.discipline.columns[2:])
        yield (say(f"report.group-{row['group']}", language), row["name"], *figures)


def whom_of(line: Record) -> str:
    """Return the cohort or the addressee of a line as one name; nothing where nobody is named."""
    if line.get("cohort"):
        return f"«{line['programme']}» {line['cohort']}"
    return line.get("addressee") or ""


def place_of(line: Record) -> str:
    """Return where the quoted words stand: file and span, as answers write it."""
    start, end = line["span"]
    return f"{line['source']} [{start}, {end})"


def day_of(text: object) -> date | None:
    """Return an ISO day as a date, None for nothing."""
    return date.fromisoformat(str(text)) if text else None


def term_end(text: str | None) -> date | datetime | None:
    """Return an exclusive end as people say it, Moscow time: midnight is the day before it, a date."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text).astimezone(MOSCOW)
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return (moment - timedelta(days=1)).date()
    return moment.replace(tzinfo=None)


def term_start(text: str | None) -> date | datetime | None:
    """Return the beginning of a term, Moscow time: a midnight is a date."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text).astimezone(MOSCOW).replace(tzinfo=None)
    return moment.date() if moment.time() == time() else moment


def _unspaced(words: str | None) -> str | None:
    """Return quoted words without their empty lines."""
    return None if words is None else _EMPTY_LINES.sub("\n", words)


def _day(end: date | datetime) -> date:
    return end.date() if isinstance(end, datetime) else end
