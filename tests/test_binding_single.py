"""One invented protocol by itself: four orders, fourteen cited documents that nobody holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pytest

from graph.binding import status_periods
from graph.model import Cohort, Decision

from .filed_values import Author, by_day, by_instant, filed, moment, naming, point, the_class, window
from .reference_evaluator import Line
from .test_binding_series import JUDGES, Judge, end_of

OLD, MIDDLE, NEW = (Cohort("Рассвет", year) for year in (2046, 2047, 2048))
CENTRES = [the_class("инициаторы создания рассветных центров")]
SHARED = [("Р1-120/02пр", "2047-05-02"), ("Р1-123/02пр", "2047-05-13")]
OWN = [(f"Р1-{serial}/02пр", "2047-02-05") for serial in range(40, 49)] + [("05-3045", "2047-04-09")]


def _continued(path: str, cohort: Cohort, *more: tuple[str, str]) -> Decision:
    named = [naming("continues", *name) for name in (*SHARED, *more)]
    return point(path, "continuation", to=CENTRES, cohorts=[cohort], references=named)


PROTOCOL = filed(
    "Р1-124/02пр",
    "2047-05-14",
    "2047-05-14T18:00",
    Author("Министерство рассветов"),
    [
        point("I/1", "note"),
        _continued("II/2", OLD, ("Р1-7/02пр", "2046-11-01")),
        _continued("II/3", MIDDLE, *OWN),
        _continued("II/4", NEW, ("Р1-99/02пр", "2047-04-20")),
        point(
            "III/2.1",
            "order",
            to=CENTRES,
            cohorts=[MIDDLE],
            due=by_instant("2047-05-19T12:00"),
            condition="при необходимости",
        ),
        point("III/2.2", "order", to=CENTRES, cohorts=[MIDDLE], due=by_day("2047-05-30")),
        point("III/2.3", "order", to=CENTRES, cohorts=[MIDDLE], due=window("2047-06-24", "2047-06-25")),
        point("V/2", "order", to=CENTRES, cohorts=[MIDDLE], due=by_instant("2047-05-16T15:00")),
    ],
)
NOW = moment("2047-12-31")
IN_FORCE, OPEN_CONDITION = "in-force", "condition-unconfirmed"


@JUDGES
@pytest.mark.parametrize(
    ("expected", "bundles", "day"),
    [
        ([], 0, "2047-05-13"),
        (["conditional", IN_FORCE, IN_FORCE, IN_FORCE], 12, "2047-05-15"),
        ([OPEN_CONDITION, IN_FORCE, IN_FORCE, "overdue"], 12, "2047-05-21"),
        ([OPEN_CONDITION, IN_FORCE, IN_FORCE, "overdue"], 12, "2047-05-30"),
        ([OPEN_CONDITION, "overdue", IN_FORCE, "overdue"], 12, "2047-05-31"),
        ([OPEN_CONDITION, "overdue", "window-passed", "overdue"], 12, "2047-07-10"),
    ],
)
def test_time_passes_and_nothing_is_recorded(
    judge: Judge, expected: list[str], bundles: int, day: str
) -> None:
    """The four orders by their points, and the bundles counted apart."""
    found = judge((PROTOCOL,), (), end_of(day), NOW)
    mine = {line: verdict for line, verdict in found.items() if line.cohort == MIDDLE}
    orders = sorted((line.path, verdict.state) for line, verdict in mine.items() if line.path)
    assert expected == [state for _, state in orders]
    assert bundles == len([line for line in mine if line.path is None])
    assert {"yes"} >= {verdict.binds for verdict in found.values()}


@JUDGES
@pytest.mark.parametrize("cohort", [OLD, NEW])
def test_the_other_cohorts_have_bundles_only(judge: Judge, cohort: Cohort) -> None:
    """A clause for one cohort brings nothing to another."""
    found = judge((PROTOCOL,), (), end_of("2047-05-15"), NOW)
    mine = [line for line in found if line.cohort == cohort]
    assert (0, 3) == (len([line for line in mine if line.path]), len(mine))


@JUDGES
def test_two_documents_bind_all_cohorts(judge: Judge) -> None:
    """A bundle is one cited document for one cohort; two documents are continued for each of the three."""
    found = judge((PROTOCOL,), (), end_of("2047-05-15"), NOW)
    documents = {line.document for line in found if line.path is None}
    assert 14 == len(documents)
    everywhere = {key for key in documents if _cohorts(found, key) == {OLD, MIDDLE, NEW}}
    assert {"2047-05-02_R1-120-02pr", "2047-05-13_R1-123-02pr"} == everywhere


def _cohorts(found: Iterable[Line], key: str) -> set[Cohort | None]:
    return {line.cohort for line in found if line.document == key}


@JUDGES
@pytest.mark.parametrize(("expected", "known"), [(0, "2047-05-14T17:59"), (18 + 4, "2047-05-14T18:00")])
def test_nothing_is_known_before_it_is_taken_in(judge: Judge, expected: int, known: str) -> None:
    """Dated at midnight, taken in at six: before six nobody knew, and from six on it held since midnight."""
    at: datetime = moment("2047-05-14")
    assert expected == len(judge((PROTOCOL,), (), at, moment(known)))


def test_a_later_text_may_word_its_addressee_anew() -> None:
    """One order, one life: its periods stand by when they were known, however the addressee is worded."""
    head = ("Р1-130/02пр", "2047-05-20"), Author("Министерство рассветов")
    texts = [
        filed(*head[0], recorded, head[1], [point("1", "order", to=[the_class(name)])], edition=edition)
        for edition, recorded, name in (
            (1, "2047-05-21", "хранители рассветов"),
            (2, "2047-05-25", "авторы рассветов"),
        )
    ]
    periods = status_periods(texts)
    assert ["Хранители рассветов", "Авторы рассветов"] == [period.addressee for period in periods]
    assert [moment("2047-05-21"), moment("2047-05-25")] == [period.known_from for period in periods]
