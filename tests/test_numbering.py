"""Long numbers of points: read where the sequence leads to them, never made of years."""

from __future__ import annotations

import pytest

from .read_texts import paths, read_decisions


def _counted(first: int, last: int, form: str) -> str:
    return "\n".join(form.format(n=n) for n in range(first, last + 1))


def test_numbers_go_on_beyond_three_figures() -> None:
    """A long document has every point under its own number."""
    body = _counted(1, 1203, "{n}. Отделу кадров подготовить отчёт {n}.")
    assert [str(n) for n in range(1, 1204)] == paths(read_decisions(body))


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (
            ["998", "999", "1000", "1002"],
            "998. А: доложить.\n999. Составить.\n1000. Сверить.\n1002. Сдать.\n",
        ),
        (
            ["999.1", "999.2", "1000.1", "1000.2"],
            _counted(999, 1000, "{n}) Отделу кадров подготовить:\n{n}.1. отчёт;\n{n}.2. план."),
        ),
        (["1", "2"], "1. Отделу кадров утвердить план до 1 марта\n2025. Доложить о нём.\n2. Сдать акт.\n"),
        (["1", "2"], "1. Отделу кадров утвердить план на\n2025 год и доложить.\n2. Сдать акт.\n"),
        (["1"], "1. Отделу кадров утвердить план на 2025 год.\n2025) Сдать акт.\n"),
    ],
)
def test_a_long_figure_is_a_number_only_behind_its_neighbour(expected: list[str], body: str) -> None:
    """A year at the beginning of a line is no number."""
    assert expected == paths(read_decisions(body))
