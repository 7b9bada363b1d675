"""Invented protocols in the sample's manner, as many as are asked for, the same at every run.

Each has five agenda items and ten points: five orders, one continuation that names up to six earlier
protocols, four others. Nine tenths of the orders are ended: a later protocol takes all those of an
earlier one off control.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

_FIRST = date(2015, 1, 12)
_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
)
_ACTIONS = (
    "направить сведения о составе наставников",
    "представить отчёт о расходе материалов",
    "обеспечить участие в учебном сборе",
    "уточнить при необходимости перечень мастерских",
    "провести осмотр оборудования и составить акт",
    "разместить расписание занятий на странице кластера",
)
_SPEAKERS = ("Ветрова", "Приливов", "Камышева", "Маяков", "Снегирёв")
_OPEN_FOR = 12
"""How many protocols wait, at most, to be taken off control."""
_COHORTS = tuple(range(2015, 2035))


def protocols(count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Go through `count` protocols by date: each file's name and text."""
    random = Random(seed)  # noqa: S311  the same figures at every run
    given: list[tuple[date, str]] = []
    open_ones: list[tuple[date, str]] = []
    for number in range(1, count + 1):
        day = _FIRST + timedelta(days=number * 6000 // max(count, 1))
        name = f"Г{number % 97:02}-{number}/{day:%m}пр"
        ended = open_ones.pop(0) if len(open_ones) > _OPEN_FOR else None
        yield f"{number:06}.txt", _text(random, day, name, given[-6:], ended)
        given.append((day, name))
        if number % 10:  # one in ten is never ended
            open_ones.append((day, name))


def _text(
    random: Random, day: date, name: str, earlier: list[tuple[date, str]], ended: tuple[date, str] | None
) -> str:
    cohort = random.choice(_COHORTS)
    lines = [
        "МИНИСТЕРСТВО ВЕТРОВ\nЗАЛИВНОГО КРАЯ\n(МИНВЕТРОВ)",
        "ПРОТОКОЛ",
        "совещания с руководителями учебных кластеров",
        f"« {day:%d} » {_MONTHS[day.month - 1]} {day.year} г.",
        f"№ {name}",
        "г. Заливск",
        "Председательствовал:\n\nВ.Л. Парящев",
    ]
    for place, roman in enumerate(("I", "II", "III", "IV", "V")):
        named = earlier if roman == "II" else []
        lines += _item(random, roman, _SPEAKERS[place], day, cohort, named, ended if roman == "III" else None)
    lines += ["Директор Департамента\nучебных кластеров", "В.Л. Парящев"]
    return "\n\n".join(lines) + "\n"


def _written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year} г."


def _named(day: date, name: str) -> str:
    return f"от {day:%d} {_MONTHS[day.month - 1]} {day.year} г. № {name}"


def _item(  # noqa: PLR0913, PLR0917  the parts of one item
    random: Random,
    roman: str,
    speaker: str,
    day: date,
    cohort: int,
    earlier: list[tuple[date, str]],
    ended: tuple[date, str] | None,
) -> list[str]:
    whom = f"Руководителям кластеров, созданных в {cohort} году,"
    points = []
    if ended is not None:
        points.append(f"Снять с контроля поручения протокола {_named(*ended)} в связи с исполнением.")
    elif roman != "V":
        points.append(f"Принять информацию {speaker} А.Б. к сведению.")
    if earlier:
        listed = ", ".join(_named(*one) for one in earlier)
        points.append(f"{whom} продолжить исполнение поручений протоколов {listed} в установленные сроки.")
    elif roman != "II":
        due = day + timedelta(days=random.randrange(5, 60))
        points.append(f"{whom} {random.choice(_ACTIONS)}.\n\nСрок – до {_written(due)}")
    if roman == "V":
        points.append(f"{whom} {random.choice(_ACTIONS)} на адрес otchet{cohort}@klaster.example.")
    numbered = [f"{place}. {words}" for place, words in enumerate(points, start=1)]
    return [f"{roman}. О ходе работы учебных кластеров.", f"({speaker} А.Б.)", "РЕШИЛИ:", *numbered]
