"""One order on which much happens within a few days, for Hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from graph.model import Deadline, Event, Party, PointId, Recurrence

from .filed_values import filed, point, the_class
from .registers import (
    AUTHORS,
    COHORTS,
    CONDITIONS,
    CONTROLLER,
    KINDS,
    MINISTRY,
    NARROW,
    START,
    UNION,
    UNIT,
    Register,
)

NEAR = st.integers(0, 10).map(lambda day: START + timedelta(days=day))
"""Few moments, so that events, terms and recordings often fall together."""

NEAR_TERMS: st.SearchStrategy[Deadline | None] = st.one_of(
    st.none(),
    st.builds(lambda end: Deadline("до", "day", end=end), NEAR),
    st.builds(lambda end: Deadline("с … по", "window", end - timedelta(days=3), end), NEAR),
    st.builds(
        lambda lag, hour: Deadline(
            "ежедневно", "recurring", recurrence=Recurrence("daily", None, None, lag, hour)
        ),
        st.integers(0, 1),
        st.sampled_from((None, 12)),
    ),
)
EVERY_DAY = (None, None, *(f"2041-03-{day:02d}" for day in range(1, 6)))


@st.composite
def _doings(draw: st.DrawFn, name: str, target: PointId, earlier: list[Event]) -> Event:
    kind = draw(st.sampled_from(KINDS if earlier else KINDS[:-2]))
    event = Event(
        id=name,
        kind=kind,
        effective=draw(NEAR),
        recorded=draw(NEAR),
        document=target.document,
        point=target.path,
        by=draw(st.sampled_from((MINISTRY, UNIT, UNION, CONTROLLER))),
        cohorts=draw(st.sampled_from(((), (), (2041,)))),
        instance=draw(st.sampled_from(EVERY_DAY)),
        ends_order=draw(st.booleans()),
        deadline=draw(NEAR) if kind == "extension" else None,
    )
    if kind != "withdrawal":
        return event
    withdrawn = draw(st.sampled_from(earlier)).id
    return replace(event, document=None, point=None, withdraws=withdrawn)


@st.composite
def busy_orders(draw: st.DrawFn) -> Register:
    """Draw one order to two cohorts and up to nine events on it, all within ten days."""
    term, condition = draw(NEAR_TERMS), draw(CONDITIONS)
    order = point("I/1", "order", to=[the_class(NARROW)], cohorts=COHORTS[:2], due=term, condition=condition)
    control = point("I/2", "control", responsible=[Party(CONTROLLER, "person")])
    document = filed("Т1-1/03пр", "2041-03-01", "2041-03-01", AUTHORS[0], [order, control])
    events: list[Event] = []
    for serial in range(draw(st.integers(1, 9))):
        events.append(draw(_doings(f"E{serial}", PointId(document.card.key, "I/1"), events)))
    return Register((document,), tuple(events))
