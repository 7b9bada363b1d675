"""Texts in the seed's words and length, no two alike: other people, bodies, numbers, days and classes.

Reading one after another can't profit from a whole text, line or name met before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

SEED = Path(__file__).resolve().parent.parent / "data" / "protocols" / "2023-11-08_D05-124-05pr.txt"
_SURNAMES = ("Неумывакин", "Соколов", "Иванов", "Петров")
_STEMS = ("Ветр", "Прилив", "Камыш", "Мая", "Снегир", "Гор", "Пол", "Бел", "Лес", "Рыб", "Кот", "Сад", "Мор")
_MIDDLES = ("", "ин", "иц", "ан", "яч", "ух", "оч", "ар", "ель", "ас")
_TAILS = ("ов", "ев", "ин")
_THEMES = (
    "судостроительн",
    "огородн",
    "причальн",
    "парусн",
    "лесозаготовительн",
    "канатн",
    "маячн",
    "мостов",
)
_NAMES = ("Профессионалитет", "Развитие образования", "Институт развития профессионального образования")
_WORDS = "паром ветер остров берег маяк парус мост сад пруд канат якорь".split()  # noqa: SIM905
_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
)
_INITIALS = "АБВГДЕИКЛМНОПРСТ"
_DAY = re.compile(r"(?<![0-9])[0-9]{2} (?:" + "|".join(_MONTHS) + ")")
_NUMBER = re.compile(r"Д05-[0-9]+/05пр|05-3045")
_YEAR = re.compile(r"20(2[234])")
_LETTERS = re.compile(r"(?<=/[di]/)[A-Za-z0-9_]+|a\.sokolov|sppk-spo")
_SIGNED = re.compile(r"[А-Я]\.[А-Я]\.")


def seed_like(count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Go through `count` texts, the same at every run: each file's name and text."""
    random = Random(seed)  # noqa: S311  the same figures at every run
    pattern = SEED.read_text(encoding="utf-8")
    for number in range(1, count + 1):
        yield f"{number:06}.txt", _varied(random, pattern)


def _varied(random: Random, text: str) -> str:
    for surname in _SURNAMES:
        text = text.replace(surname, random.choice(_STEMS) + random.choice(_MIDDLES) + random.choice(_TAILS))
    for name in _NAMES:
        text = text.replace(f"«{name}»", f"«{' '.join(random.sample(_WORDS, 3)).capitalize()}»")
    theme = random.choice(_THEMES)
    text = text.replace("производственн", theme).replace(
        "образовательно-", f"{random.choice(_THEMES)[:-1]}о-"
    )
    shift = random.randrange(-8, 12)
    text = _YEAR.sub(lambda year: str(2000 + int(year[1]) + shift), text)
    text = _DAY.sub(lambda _: f"{random.randrange(1, 29):02} {random.choice(_MONTHS)}", text)
    series = f"{random.choice(_INITIALS)}{random.randrange(2, 90):02}"
    text = _NUMBER.sub(lambda _: f"{series}-{random.randrange(1, 400)}/{series[1:]}пр", text)
    given = {
        signed: ".".join(random.sample(_INITIALS, 2)) + "." for signed in dict.fromkeys(_SIGNED.findall(text))
    }
    text = _SIGNED.sub(lambda signed: given[signed[0]], text)
    return _LETTERS.sub(lambda _: "".join(random.choices("abcdefgxyz", k=9)), text)
