"""What reports are made of: a protocol with terms of every kind, and the questions that a report answers."""

from __future__ import annotations

from pathlib import Path

from graph.answers import Whom
from graph.moments import parse_moment
from graph.register import Register
from graph.report import Asked, Contents
from graph.report import gather as gather_from
from graph.store import Store

from . import winds

COHORT = "«руководители ветряных кластеров» 2030"
TEXT = f"""{winds.TEXT}
2. Руководителям ветряных кластеров, созданных в 2030 году, направить карты порывов.

Срок – до 15:00 (мск) 25 марта 2031 г.

3. Руководителям ветряных кластеров, созданных в 2030 году, провести смотр флюгеров.

Срок – с 1 по 3 апреля 2031 г.

4. Отделу бурь (Вихрев В.В.) ежемесячно, не позднее 5 числа, представлять сводку о бурях.

5. Руководителям ветряных кластеров, созданных в 2029 году, продолжить исполнение \
поручений протокола от 1 февраля 2031 г. № В03-2/02пр.
"""


def make_register(folder: Path) -> Register:
    """Return a register of one protocol: a day, a clock time, a window, a monthly order, a bundle."""
    return winds.register_of(folder, TEXT, orders=4)


def asked(
    at: str = "2031-03-22", language: str = "en", cohort: int | None = None, addressee: str | None = None
) -> Asked:
    """Return a question about a moment, as known on the same day."""
    moment = parse_moment(at)
    return Asked(Whom(cohort=cohort, addressee=addressee), moment, moment, "ru" if language == "ru" else "en")


def gather(store: Store, about: Asked) -> Contents:
    """Return a report's contents from the register's own index."""
    return gather_from(store, about, store.manifest.digest)
