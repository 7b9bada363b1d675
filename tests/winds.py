"""An invented ministry of winds: how its protocols begin, one whole protocol, a register that holds one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from graph.build import take_in
from graph.model import MOSCOW
from graph.register import Register, create

HEAD = """МИНИСТЕРСТВО ВЕТРОВ
ЗАЛИВНОГО КРАЯ

ПРОТОКОЛ

совещания с руководителями ветряных кластеров

« {day:02} » {month} 2031 г.

№ В03-{number}/03пр

РЕШИЛИ:

"""
FIRST_HEAD = HEAD.format(day=10, month="марта", number=7)
KEY = "2031-03-10_V03-7-03pr"
TEXT = f"""{FIRST_HEAD}\
1. Руководителям ветряных кластеров, созданных в 2030 году, представить отчёт о ветре.

Срок – до 20 марта 2031 г.
"""


def register_of(folder: Path, text: str = TEXT, orders: int = 1) -> Register:
    """Return a new register in a folder: one protocol with so many orders, taken in on the day after."""
    made = create(folder / "data")
    paper = folder / "протокол.txt"
    paper.write_text(text, encoding="utf-8")
    (row,) = take_in(made, [paper], recorded=datetime(2031, 3, 11, 12, tzinfo=MOSCOW))
    assert ("added", orders) == (row.outcome, row.orders), row
    return made
