"""Invented protocols in the sample's manner, as many as are asked for, the same at every run.

Each has five agenda items and ten points: five orders, one continuation that names up to six earlier
protocols, four others.
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
_COHORTS = tuple(range(2015, 2035))


def protocols(count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Go through `count` protocols by date: each file's name and text."""
    random = Random(seed)  # noqa: S311  the same figures at every run
    given: list[tuple[date, str]] = []
    for number in range(1, count + 1):
        day = _FIRST + timedelta(days=number * 6000 // max(count, 1))
        name = f"Г{number % 97:02}-{number}/{day:%m}пр"
        yield f"{number:06}.txt", _text(random, day, name, given[-6:])
        given.append((day, name))


def _text(random: Random, day: date, name: str, earlier: list[tuple[date, str]]) -> str:
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
        lines += _item(random, roman, _SPEAKERS[place], day, cohort, earlier if roman == "II" else [])
    lines += ["Директор Департамента\nучебных кластеров", "В.Л. Парящев"]
    return "\n\n".join(lines) + "\n"


def _written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year} г."


def _item(  # noqa: PLR0913, PLR0917  the parts of one item
    random: Random, roman: str, speaker: str, day: date, cohort: int, earlier: list[tuple[date, str]]
) -> list[str]:
    whom = f"Руководителям кластеров, созданных в {cohort} году,"
    lines = [
        f"{roman}. О ходе работы учебных кластеров.",
        f"({speaker} А.Б.)",
        "РЕШИЛИ:",
        f"1. Принять информацию {speaker} А.Б. к сведению.",
    ]
    if earlier:
        listed = ", ".join(
            f"от {one:%d} {_MONTHS[one.month - 1]} {one.year} г. № {name}" for one, name in earlier
        )
        lines.append(f"2. {whom} продолжить исполнение поручений протоколов {listed} в установленные сроки.")
    elif roman != "II":
        due = day + timedelta(days=random.randrange(5, 60))
        lines.append(f"2. {whom} {random.choice(_ACTIONS)}.\n\nСрок – до {_written(due)}")
    if roman == "V":
        lines.append(f"3. {whom} {random.choice(_ACTIONS)} на адрес otchet{cohort}@klaster.example.")
    return lines
