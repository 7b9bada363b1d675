"""The instances of recurring orders that lie ahead: each has a term of its own in the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, Protocol

from pyoxigraph import NamedNode, Triple

from ..binding.instances import instances
from ..model import MOSCOW, Recurrence
from ..queries import Selects, part, run_query
from ..rdf.read_terms import read_recurrence
from ..rdf.view import View

Record = dict[str, Any]
Place = tuple[str, str]
"""The file of an order's document and the order's point."""

_SCHEDULES = (
    "PREFIX og: <https://w3id.org/obligraph/ns#> "
    "CONSTRUCT { ?r ?p ?o } WHERE { ?term og:recurrence ?r . ?r ?p ?o }"
)

_AN_INSTANT = timedelta(microseconds=1)


class Answers(Selects, Protocol):
    """What a report is made from: the register's own store, or a server that it was published to."""

    def construct(self, query: str) -> tuple[Triple, ...]:
        """Return the triples of a CONSTRUCT."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """The schedules of recurring orders by their place, and the acts on single instances."""

    schedules: dict[Place, Recurrence]
    acts: tuple[Record, ...] = ()


def find_recurring(store: Answers, moments: dict[str, str | None]) -> Recurring:
    """Return the schedules that the register holds, with the acts up to T as known at K."""
    rows = run_query(store, part("recurrences"), {}).rows
    if not rows:
        return Recurring({})
    view = View(store.construct(_SCHEDULES))
    schedules = {
        (str(source), str(point)): read_recurrence(view, NamedNode(str(node))) for source, point, node in rows
    }
    acts = run_query(store, part("instance-acts"), moments).as_dicts()
    return Recurring(schedules, tuple(acts))


def ahead(recurring: Recurring, line: Record, at: datetime, days: int) -> Iterator[tuple[str, str]]:
    """Yield the name and the exclusive end (ISO) of each open instance behind the line's own term.

    Those of `days` days after T; instances that a report or an acceptance settled are left out, and one
    that was moved has its new end.
    """
    schedule = recurring.schedules.get((line.get("source") or "", line["point"] or ""))
    if schedule is None or line["due_until"] is None:
        return
    since = max(datetime.fromisoformat(line["due_until"]), at)
    settled, moved = _acts_on(recurring, line)
    last = at + timedelta(days=days)
    for one in takewhile(lambda each: each.end <= last, instances(schedule, since)):
        if one.name not in settled:
            yield one.name, moved.get(one.name, one.end.astimezone(MOSCOW).isoformat())


def current(recurring: Recurring, line: Record) -> str | None:
    """Return the name of the instance that the line's own term is of, None where the order does not recur."""
    schedule = recurring.schedules.get((line.get("source") or "", line["point"] or ""))
    if schedule is None or line["due_until"] is None:
        return None
    _, moved = _acts_on(recurring, line)
    due = datetime.fromisoformat(line["due_until"])
    for name, until in moved.items():
        if datetime.fromisoformat(until) == due:
            return name
    first = next(instances(schedule, due - _AN_INSTANT), None)
    return first.name if first is not None and first.end == due else None


def _acts_on(recurring: Recurring, line: Record) -> tuple[set[str], dict[str, str]]:
    acts = [
        act
        for act in recurring.acts
        if (act["source"], act["point"]) == (line["source"], line["point"])
        and act["cohort"] in (None, line["cohort"])
    ]
    settled = {act["instance"] for act in acts if act["kind"] != "Extension"}
    moved = {act["instance"]: act["due_until"] for act in acts if act["due_until"]}
    return settled, moved
