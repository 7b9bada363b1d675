"""Any text at all gives a result: no exception, exact spans, points in order, in linear time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract import read_protocol
from graph.model import Fact, Protocol, Span

from .document_records import FOLDER, names
from .read_texts import source_of

_LINES = sorted(
    {
        line
        for name in names()
        for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        if line.strip()
    }
)
_RANDOM_TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("абвАБВ «»()№N.,;:-–—|#*\n\n \t0123456789IVXё\u00a0\u200b\r\f"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=400,
)
_PARTS = st.one_of(
    st.sampled_from(_LINES),
    st.sampled_from(
        [
            "РЕШИЛИ:",
            "1.",
            "1.1.1.1.1. Мыть",
            "а) б) в)",
            "«",
            "»)",
            "Срок:",
            "Отв.",
            "| | |",
            "изложить в редакции: «",
            "от №",
            "№ от 00.00.0000",
            "до 31.02.2024",
            "с 32 по 1 мая",
            "Признать утратившими силу:",
            "до 99 часов 99 минут 1 мая 2024 г.",
            "в течение 999999999 рабочих дней",
            "продолжить исполнение поручений протоколов от",
            "созданных в 2023 и 1999–2098 годах",
            "Иванову И.И., Петрову, И.И. Сидорову-",
            "Приложение",
            "I. О\n(",
        ]
    ),
    st.text(alphabet="абв №.,:\n|«»0123456789", max_size=20),
)
_MIXTURES = st.lists(st.tuples(_PARTS, st.sampled_from(["\n", "\n\n", " ", "", " | "])), max_size=40).map(
    lambda parts: "".join(part + glue for part, glue in parts)
)


def _spans(value: object) -> Iterator[Span]:
    """Yield every span that a value holds, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _spans(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))


def _check(text: str) -> Protocol:
    """Read a text and check what holds of any reading."""
    protocol = read_protocol(source_of(text))
    for span in _spans(protocol):
        assert 0 <= span.start <= span.end <= len(text)
        assert text[span.start : span.end] == span.text
    starts = [point.span.start for point in protocol.points]
    assert sorted(starts) == starts
    paths = [point.path for point in protocol.points]
    assert len(set(paths)) == len(paths)
    for one in protocol.unread:
        assert not [
            point.span
            for point in protocol.points
            if point.span.start < one.end and one.start < point.span.end
        ]
    return protocol


def test_spans_are_found_at_any_depth() -> None:
    """The check itself sees the spans of facts inside facts."""
    protocol = read_protocol(source_of("ПРОТОКОЛ № 5\nРЕШИЛИ:\n1. Осину О.О. мыть до 1 мая 2026 г.\n"))
    assert isinstance(protocol.points[0].deadline, Fact)
    assert protocol.points[0].deadline.span in list(_spans(protocol))


@settings(max_examples=150, deadline=None)
@given(_RANDOM_TEXT)
def test_random_signs_are_read(text: str) -> None:
    """Unicode of any kind."""
    _check(text)


@settings(max_examples=150, deadline=None)
@given(_MIXTURES)
def test_random_mixtures_of_lines_are_read(text: str) -> None:
    """Lines of real makes in any order, broken ones among them."""
    _check(text)


@pytest.mark.parametrize("name", names())
def test_documents_are_read_with_exact_spans(name: str) -> None:
    """Whole documents, also cut off anywhere."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for part in (text, text[: len(text) // 2], text[len(text) // 3 :], text.upper(), text.lower()):
        _check(part)


def test_deep_numbers_are_read() -> None:
    """A number with more levels than any document has, and many levels of lists."""
    deep = ".".join("1" for _ in range(400))
    levels = "\n".join(f"{'1.' * level} Отделу:" for level in range(1, 60))
    _check(f"ПРОТОКОЛ № 5\nРЕШИЛИ:\n{deep}. Мыть.\n{levels}\n1) Мыть:\nа) мести:\n- красить:\n- - белить")


def test_ten_thousand_points_are_read() -> None:
    """Each gives its point."""
    body = "\n".join(f"{number}. Отделу осей смазать ось до 1 мая 2026 г." for number in range(1, 1000))
    text = "\n".join(f"Блок {block}. Оси\n{body}" for block in range(1, 11))
    assert 9990 == len(_check(f"ПРОТОКОЛ № 5\nот 12.03.2026\nРЕШИЛИ:\n{text}\n").points)


_LONG: dict[str, Callable[[int], str]] = {
    "points": (lambda n: "РЕШИЛИ:\n" + "1. Осину О.О. смазать ось до 1 мая 2026 г. (протокол № 5).\n" * n),
    "one line": (lambda n: "РЕШИЛИ:\n1. Отделу осей " + "и столбов, качелей № 5 от 1 мая, " * n),
    "words": (lambda n: "слово от слова по слову, " * n),
    "open quotation": (lambda n: "РЕШИЛИ:\n1. Пункт 3 изложить в редакции: «" + "1. Мыть оси.\n" * n),
    "brackets": (lambda n: "РЕШИЛИ:\n1. Отделу " + "(осей " * n),
    "blanks": (lambda n: "РЕШИЛИ:\n1." + " \n\t " * n + "Мыть"),
    "talk": (lambda n: "СЛУШАЛИ: Осина О.О.\n" + "Столбов С.С. сказал, что оси скрипят.\n" * n),
    "table": (lambda n: "Решение | Исполнитель | Срок\n" + "Мыть оси | Осин О.О. | 1 мая\n" * n),
    "figures": (lambda n: "РЕШИЛИ:\n" + "1.1.1.1 " * n),
    "names": (lambda n: "Присутствовали: " + "Осин О.О., Столбова С.С., " * n),
    "head": (lambda n: "ДЕПАРТАМЕНТ ОСЕЙ\n" * n),
    "pointing back": (lambda n: "РЕШИЛИ:\n1. Снять протокол № 5. " + "Снять пункт 3 того же протокола. " * n),
    "references": (lambda n: "РЕШИЛИ:\n1. Снять с контроля " + "протокол от 1 мая 2026 г. № 5, " * n),
}


@pytest.mark.parametrize("shape", list(_LONG))
def test_reading_takes_linear_time(shape: str) -> None:
    """Four times the text takes no more than about four times as long."""
    write = _LONG[shape]
    unit = len(write(200)) - len(write(100))
    times = [_seconds(write(100 * size // unit)) for size in (30_000, 120_000)]
    assert times[1] < 8 * times[0] + 0.5, times


def _seconds(text: str) -> float:
    """Return how long this process works on a text; what else the machine does counts for nothing."""
    started = time.process_time()
    read_protocol(source_of(text))
    return time.process_time() - started


def test_times_are_taken_of_texts_of_growing_size() -> None:
    """The texts of the measurement really grow fourfold."""
    for write in _LONG.values():
        small, large = len(write(100)), len(write(400))
        assert all(one < other for one, other in pairwise([0, small, large]))
