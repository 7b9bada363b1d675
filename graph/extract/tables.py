"""Tables of decisions: rows under a header, and cards of a label and a value a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from . import label_words as words
from .kinds import Signs, point_kind
from .labels import Label, LabelRole, line_labels
from .lines import Line
from .morphology import find_agreement, first_words
from .names import scan_names
from .numbering import Marker
from .party_lexicon import BODIES, POSTS
from .sentences import has_infinitive
from .word_readings import lemmas

Column = Literal[
    "number", "text", "term", "executor", "co-executor", "controller", "other", "topic", "item", ""
]
Stretch = tuple[int, int]

_COLUMNS: tuple[tuple[Column, tuple[str, ...]], ...] = (
    ("co-executor", words.CO_EXECUTOR_COLUMNS),
    ("term", words.TERM_COLUMNS),
    ("controller", words.CONTROLLER_COLUMNS),
    ("executor", words.EXECUTOR_COLUMNS),
    ("other", words.OTHER_COLUMNS),
    ("text", words.TEXT_COLUMNS),
    ("topic", words.TOPIC_COLUMNS),
    ("item", words.ITEM_COLUMNS),
    ("number", words.NUMBER_COLUMNS),
)
_LABEL_ROLES: dict[Column, LabelRole] = {
    "term": "term",
    "executor": "executor",
    "co-executor": "co-executor",
    "controller": "controller",
    "other": "other",
}
_NUMBER_CELL = re.compile(r"(?:(?:№|n)\s{0,3})?([0-9]{1,6}(?:\.[0-9]{1,3}){0,3})\s?[.)]?")
_OWN_NUMBER = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){1,2})\.?\s{1,4}(?=[а-я])")
"""«1.2. Представить …»: a decision's own number, in the row of its question."""

_CARD = re.compile(
    rf"(?:{'|'.join(words.CARD_WORDS)})(?![а-я])\s{{0,4}}(?:(?:№|n)\s{{0,3}})?([0-9]{{1,3}}(?:\.[0-9]{{1,3}})*)?\s?[.:)]?"
)
_NARROWEST = 3
_LONGEST_NAME = 120
_FIRST_WORDS = 4
_NOTHING = re.compile(r"[-\s.]*")
_TERM = re.compile(rf"(?:{words.TERM_VALUE_PATTERN})|[0-9]{{1,2}}\.[0-9]{{2}}\.")


@dataclass(frozen=True, slots=True)
class Row:
    """One decision of a table: its number, its words, the other cells as labels, its end.

    `more` are the words that the rows below without a number go on with.
    """

    marker: Marker | None
    body: Stretch
    labels: tuple[Label, ...]
    end: int
    more: tuple[Stretch, ...] = ()


def table_columns(folded: str, line: Line) -> tuple[Column, ...]:
    """Return what the cells of a header row announce; nothing where it is no header of decisions."""
    columns = tuple(_column(folded, cell) for cell in line.cells)
    columns = tuple(_item_column(columns) if column == "item" else column for column in columns)
    if "text" not in columns:
        columns = tuple("text" if column == "topic" else column for column in columns)
    telling = "term" in columns or "executor" in columns
    return _with_one_term(folded, line, columns) if telling and "text" in columns else ()


def _with_one_term(folded: str, line: Line, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns with the term that was left out where another one is the new term."""
    renewed = [folded.startswith(words.RENEWED_COLUMNS, *cell) for cell in line.cells]
    if not any(renewed):
        return columns
    return tuple(
        "other" if column == "term" and not new else column
        for column, new in zip(columns, renewed, strict=True)
    )


def _item_column(columns: Sequence[Column]) -> Column:
    return "number" if "text" in columns else "text"


def _column(folded: str, cell: Stretch) -> Column:
    if cell[1] - cell[0] > 60:
        return ""
    heading = folded[cell[0] : cell[1]].rstrip(" .:?") + "|"
    return next((role for role, starts in _COLUMNS if heading.startswith(starts)), "")


def guessed_columns(text: str, folded: str, rows: Sequence[Line]) -> tuple[Column, ...]:
    """Return what the columns of decisions without a header hold, as their cells tell; else nothing."""
    width = len(rows[0].cells)
    if width < _NARROWEST or any(len(row.cells) != width for row in rows):
        return ()
    columns = tuple(_guessed(text, folded, [row.cells[k] for row in rows]) for k in range(width))
    telling = "term" in columns or "executor" in columns
    return columns if telling and columns.count("text") == 1 else ()


def _guessed(text: str, folded: str, cells: Sequence[Stretch]) -> Column:
    filled = [cell for cell in cells if not _NOTHING.fullmatch(folded, *cell)]
    if not filled:
        return ""
    if all(_NUMBER_CELL.fullmatch(folded, *cell) for cell in filled):
        return "number"
    if all(has_infinitive(folded, *cell) or "к сведению" in folded[slice(*cell)] for cell in filled):
        return "text"
    if all(_is_term(folded, cell) for cell in filled):
        return "term"
    return "executor" if any(True for cell in filled for _ in scan_names(text[slice(*cell)])) else ""


def is_card_row(folded: str, line: Line) -> bool:
    """Tell whether a row of two cells opens a card: «Поручение № 9 | …»."""
    filled = [cell for cell in line.cells if cell[0] < cell[1]]
    if len(filled) != 2 or len(line.cells) > 3 or filled[0] != line.cells[0]:
        return False
    return bool(_CARD.fullmatch(folded, *filled[0]))


def read_rows(text: str, folded: str, columns: Sequence[Column], lines: Sequence[Line]) -> Iterator[Row]:
    """Yield the decisions under a header; a row without number and words goes on with the last."""
    waiting: Row | None = None
    merging = _says_nothing(folded, columns, lines)
    group: tuple[Label, ...] = ()
    for line in lines:
        row = _row(folded, columns, line)
        if row is None and "executor" not in columns and (named := _group(text, line)):
            group = (named,)
            continue
        if row is None:
            waiting = waiting and _continued(text, folded, waiting, columns, line)
            continue
        if waiting:
            yield waiting
        waiting = _merged(folded, row, waiting, columns, line) if merging and waiting else row
        waiting = replace(waiting, labels=(*waiting.labels, *group))
    if waiting:
        yield waiting


def _group(text: str, line: Line) -> Label | None:
    """Return who does what the rows below tell: a body alone in its row of a table that names nobody."""
    filled = [cell for cell in line.cells if cell[0] < cell[1]]
    if len(filled) != 1 or filled[0][1] - filled[0][0] > _LONGEST_NAME:
        return None
    run = first_words(text[slice(*filled[0])], _FIRST_WORDS)
    found = find_agreement(run, "nomn")
    is_somebody = found is not None and bool(lemmas(run[found.head]) & (BODIES | POSTS))
    return Label("executor", filled[0][0], *filled[0]) if is_somebody else None


def _says_nothing(folded: str, columns: Sequence[Column], lines: Sequence[Line]) -> bool:
    """Tell whether a table writes «–» where nobody and no term is meant: an empty cell is merged there."""
    cells = (
        cell for line in lines for k, cell in _placed(columns, line) if columns[k] in ("term", "executor")
    )
    return any(_NOTHING.fullmatch(folded, *cell) for cell in cells)


def _merged(folded: str, row: Row, above: Row, columns: Sequence[Column], line: Line) -> Row:
    """Return an order with the term or the executor that its empty cells share with the row above."""
    if point_kind(folded[slice(*row.body)], "", Signs())[0] != "order":
        return row
    filled = {columns[k] for k, _ in _placed(columns, line)}
    empty = {_LABEL_ROLES[role] for role in columns if role in ("term", "executor") and role not in filled}
    shared = tuple(label for label in above.labels if label.role in empty)
    return replace(row, labels=(*row.labels, *shared))


def _placed(columns: Sequence[Column], line: Line) -> Iterator[tuple[int, Stretch]]:
    for index, cell in enumerate(line.cells[: len(columns)]):
        if cell[0] < cell[1]:
            yield index, cell


def _row(folded: str, columns: Sequence[Column], line: Line) -> Row | None:
    cells = dict(_placed(columns, line))
    body = next((cells[k] for k, role in enumerate(columns) if role == "text" and k in cells), None)
    number = next((cells[k] for k, role in enumerate(columns) if role == "number" and k in cells), None)
    own = _OWN_NUMBER.match(folded, *body) if body else None
    if not body or (number is None and own is None and "number" in columns):
        return None
    if len(cells) == 1:
        return None
    labels = tuple(_labels(folded, columns, cells))
    end = max([body[1], *(label.value_end for label in labels)])
    if own:
        return Row(Marker("number", tuple(own[1].split(".")), own.end()), (own.end(), body[1]), labels, end)
    return Row(_number(folded, number), body, labels, end)


def _number(folded: str, cell: Stretch | None) -> Marker | None:
    found = _NUMBER_CELL.fullmatch(folded, *cell) if cell else None
    return Marker("number", tuple(found[1].split(".")), found.end()) if found else None


def _labels(folded: str, columns: Sequence[Column], cells: dict[int, Stretch]) -> Iterator[Label]:
    named = [(columns[k], cell) for k, cell in cells.items() if columns[k] in _LABEL_ROLES]
    filled = [(role, cell) for role, cell in named if not _NOTHING.fullmatch(folded, *cell)]
    for role, cell in _straightened(folded, filled):
        yield Label(_LABEL_ROLES[role], cell[0], *cell)


def _straightened(folded: str, cells: list[tuple[Column, Stretch]]) -> list[tuple[Column, Stretch]]:
    """Exchange the term and the executor where a row has them in the other order."""
    roles = dict(cells)
    term, executor = roles.get("term"), roles.get("executor")
    if not term or not executor or _is_term(folded, term) or not _is_term(folded, executor):
        return cells
    swapped: dict[Column, Column] = {"term": "executor", "executor": "term"}
    return [(swapped.get(role, role), cell) for role, cell in cells]


def _is_term(folded: str, cell: Stretch) -> bool:
    return bool(_TERM.match(folded, *cell))


def _continued(text: str, folded: str, row: Row, columns: Sequence[Column], line: Line) -> Row:
    cells = dict(_placed(columns, line))
    labels = tuple(_rightly_named(folded, label) for label in _labels(folded, columns, cells))
    words = next((cells[k] for k, role in enumerate(columns) if role == "text" and k in cells), None)
    if words and _goes_on(text, row.more[-1] if row.more else row.body, words):
        return replace(
            row, labels=(*row.labels, *labels), more=(*row.more, words), end=max(row.end, line.end)
        )
    more = (Label("other", words[0], *words),) if words else ()
    return replace(row, labels=(*row.labels, *labels, *more), end=max(row.end, line.end))


def _goes_on(text: str, above: Stretch, words: Stretch) -> bool:
    """Tell the rest of a torn sentence from a caption or a remark in a row of its own."""
    if text[above[1] - 1] in ".;:":
        return False
    return not text[words[0]].isupper() or text[above[1] - 1] in ",-–—"


def _rightly_named(folded: str, label: Label) -> Label:
    """Return a cell below a term as an executor where it is no term, and the other way round."""
    is_term = _is_term(folded, (label.value_start, label.value_end))
    if label.role == "term" and not is_term:
        return label._replace(role="executor")
    return label._replace(role="term") if label.role == "executor" and is_term else label


def read_cards(text: str, folded: str, lines: Sequence[Line]) -> Iterator[Row]:
    """Yield the decisions of cards: each opens with «Поручение № 9 | …», labels and values follow."""
    card: Row | None = None
    for line in lines:
        if is_card_row(folded, line):
            if card:
                yield card
            card = _card(folded, line)
        elif card:
            card = _with_label(text, folded, card, line)
    if card:
        yield card


def _card(folded: str, line: Line) -> Row:
    name, body = (cell for cell in line.cells if cell[0] < cell[1])
    found = _CARD.fullmatch(folded, *name)
    marker = Marker("number", tuple(found[1].split(".")), found.end()) if found and found[1] else None
    return Row(marker, body, (), body[1])


def _with_label(text: str, folded: str, card: Row, line: Line) -> Row:
    first, *rest = line.cells
    value = next((cell for cell in rest if cell[0] < cell[1]), None)
    if value is None:
        return card
    named = line_labels(text, folded, *first)
    if named:
        label = Label(named[0].role, first[0], *value)
    elif first[0] == first[1] and card.labels:
        label = Label(card.labels[-1].role, value[0], *value)
    else:
        return card
    return replace(card, labels=(*card.labels, label), end=max(card.end, value[1]))
