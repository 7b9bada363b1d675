"""Members of cohorts as CSV and back: programme, year, name, region."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from ..errors import InvalidValueError
from ..model import Cohort, Member

COLUMNS = ("programme", "year", "name", "region")
_ADVICE = f"the columns are {', '.join(COLUMNS)}, the year four digits, the region may be empty"


def read_members(content: bytes, source: str) -> tuple[Member, ...]:
    """Return the members that a CSV file in UTF-8 names, separated by commas or semicolons.

    Raises `InvalidValueError` at the first line that is wrong.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidValueError("this is no CSV in UTF-8", source=source, advice=_ADVICE) from error
    separator = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    if tuple(cell.strip() for cell in next(rows, [])) != COLUMNS:
        raise InvalidValueError("the first line names other columns", source=source, line=1, advice=_ADVICE)
    return tuple(_member(row, source, rows.line_num) for row in rows if any(row))


def _member(row: list[str], source: str, line: int) -> Member:
    cells = [cell.strip() for cell in row]
    if len(cells) != len(COLUMNS) or not re.fullmatch("[0-9]{4}", cells[1]) or not (cells[0] and cells[2]):
        raise InvalidValueError("this line names no member", source=source, line=line, advice=_ADVICE)
    programme, year, name, region = cells
    return Member(Cohort(programme, int(year)), name, region or None)


def write_members(members: Iterable[Member]) -> bytes:
    """Return the members as CSV, each once, sorted: `read_members` is the inverse."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = {(m.cohort.programme, m.cohort.year, m.name, m.region or "") for m in members}
    writer.writerows(sorted(rows))
    return page.getvalue().encode()
