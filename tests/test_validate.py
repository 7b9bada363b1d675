"""What `check` finds in a register that something happened to."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest

from graph.binding import find_troubles
from graph.build import record, take_in
from graph.messages import LANGUAGES, theme
from graph.model import MOSCOW, Capacity, Event, EventKind
from graph.register import Register, create
from graph.validate import check_register, checking_shapes

from . import winds

MARCH = winds.HEAD.replace("{month}", "марта")
HEAD = f"""{MARCH}\
1. Руководителям ветряных кластеров, созданных в 2030 году, представить отчёт о ветре.

Срок – до 30 апреля 2031 г.

"""
CONTINUES = (
    "2. Руководителям ветряных кластеров, созданных в {cohort} году, продолжить исполнение поручений "
    "протокола от {day} марта 2031 г. № В03-{number}/03пр в установленные сроки.\n"
)
WAITS = "2. Отменить пункт 3 протокола от 1 февраля 2031 г. № В03-2/03пр.\n"
MISSES = "2. Отменить пункт 9 протокола от 10 марта 2031 г. № В03-7/03пр.\n"
NOON = datetime(2031, 5, 1, 12, tzinfo=MOSCOW)


def taken(tmp_path: Path, *texts: str) -> Register:
    """Return a register with these texts."""
    register = create(tmp_path / "register")
    for number, text in enumerate(texts):
        file = tmp_path / f"{number}.txt"
        file.write_text(text, encoding="utf-8")
        (row,) = take_in(register, [file], recorded=datetime(2031, 3, 28, tzinfo=MOSCOW))
        assert row.outcome == "added", row
    return register


def codes(register: Register, severity: str | None = None) -> set[str]:
    """Return the codes of what is found."""
    return {row.code for row in check_register(register) if severity in (None, row.severity)}


def test_a_sound_register_has_no_errors(tmp_path: Path) -> None:
    """Nothing wrong is found where nothing is."""
    assert set() == codes(taken(tmp_path, HEAD.format(day=10, number=7)), "error")


def test_an_original_that_changed_is_found(tmp_path: Path) -> None:
    """The file's SHA-256 is on its card."""
    register = taken(tmp_path, HEAD.format(day=10, number=7))
    with register.original_path(register.keys()[0]).open("ab") as file:
        file.write(b"!")
    assert {"file-changed"} == codes(register, "error")


def test_a_quotation_that_the_text_does_not_bear_out_is_found(tmp_path: Path) -> None:
    """Each span is compared with the stored text, even where the card was made to fit."""
    register = taken(tmp_path, HEAD.format(day=10, number=7))
    key = register.keys()[0]
    other = register.text(key).replace("отчёт о ветре", "отчёт о буре!")
    register.text_path(key).write_bytes(other.encode("utf-8"))
    (card,) = (register.folder / "cards").glob("*.json")
    said = json.loads(card.read_text(encoding="utf-8"))
    said["text_sha256"] = hashlib.sha256(other.encode("utf-8")).hexdigest()
    card.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    assert "quote-differs" in codes(Register(register.folder), "error")


def test_a_moment_without_its_zone_is_found(tmp_path: Path) -> None:
    """A filter would silently drop it."""
    register = taken(tmp_path, HEAD.format(day=10, number=7))
    path = register.triples_path(register.keys()[0])
    text = path.read_text(encoding="utf-8")
    assert "2031-03-28T00:00:00+03:00" in text
    path.write_text(text.replace("2031-03-28T00:00:00+03:00", "2031-03-28T00:00:00"), encoding="utf-8")
    assert {"shape"} == codes(register, "error")


def test_only_the_documents_named_are_compared_with_the_shapes(tmp_path: Path) -> None:
    """Of many files, read by several processes, the broken one is found where it is asked about."""
    register = taken(tmp_path, *(HEAD.format(day=10, number=number) for number in range(1, 21)))
    keys, told = register.keys(), list[tuple[int, int]]()
    path = register.triples_path(keys[3])
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2031-03-28T00:00:00+03:00", "2031-03-28T00:00:00"), encoding="utf-8")
    with checking_shapes(register, keys, progress=lambda done, total, _: told.append((done, total))) as rows:
        found = rows()
    assert {(keys[3], "shape")} == {(row.document, row.code) for row in found}
    assert [(done, 20) for done in range(1, 21)] == told
    for few in (keys[:3], keys[3:6], ()):
        with checking_shapes(register, few) as rows:
            assert [keys[3]] * (keys[3] in few) == [row.document for row in rows()]


@pytest.mark.parametrize(
    ("expected", "texts"),
    [
        (set(), (HEAD.format(day=20, number=9) + CONTINUES.format(cohort=2030, day=10, number=7),)),
        (
            {"nothing-to-continue"},
            (
                HEAD.format(day=10, number=7),
                HEAD.format(day=20, number=9) + CONTINUES.format(cohort=2029, day=10, number=7),
            ),
        ),
        (
            {"another-date"},
            (
                HEAD.format(day=10, number=7),
                HEAD.format(day=20, number=9) + CONTINUES.format(cohort=2030, day=11, number=7),
            ),
        ),
        (
            {"continuation-cycle"},
            (
                HEAD.format(day=10, number=7) + CONTINUES.format(cohort=2030, day=20, number=9),
                HEAD.format(day=20, number=9) + CONTINUES.format(cohort=2030, day=10, number=7),
            ),
        ),
        ({"event-waits"}, (HEAD.format(day=20, number=9) + WAITS,)),
        ({"event-without-order"}, (HEAD.format(day=10, number=7), HEAD.format(day=20, number=9) + MISSES)),
    ],
)
def test_what_judging_finds(expected: set[str], texts: tuple[str, ...], tmp_path: Path) -> None:
    """Continuations of nothing, of a namesake, in a circle; events that wait or miss."""
    register = taken(tmp_path, *texts)
    filed = [register.filed(key) for key in register.every_key()]
    assert expected == {one.code for one in find_troubles(filed)}
    assert expected <= codes(register)


@pytest.mark.parametrize(
    ("expected", "kind", "capacity"),
    [
        ("event-contests", "cancellation", "other"),
        ("event-without-power", "acceptance", "addressee"),
        ("event-without-power", "extension", "controller"),
    ],
)
def test_events_by_those_who_may_not(
    expected: str, kind: EventKind, capacity: Capacity, tmp_path: Path
) -> None:
    """They are kept, and `check` says that they change nothing or contest."""
    register = taken(tmp_path, HEAD.format(day=10, number=7))
    (key,) = register.keys()
    due = NOON if kind == "extension" else None
    event = Event("", kind, NOON, NOON, document=key, point="1", by="Союз", capacity=capacity, deadline=due)
    record(register, event)
    assert {expected} == {row.code for row in check_register(register) if row.code.startswith("event")}


def test_every_code_has_its_sentence_in_both_languages() -> None:
    """A finding never ends in a missing message."""
    english, russian = (set(theme("checks", language)) for language in LANGUAGES)
    assert english
    assert english == russian
