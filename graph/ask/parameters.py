"""The parameters of a topic that a question names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .slots import Slots
from .topics import Topic


def fill_parameters(topic: Topic, slots: Slots, names: Mapping[str, str]) -> dict[str, str]:
    """Return the topic's parameters that the question names."""
    takes = topic.parameters
    values: dict[str, str | None] = {
        "cohort": _first(slots.years),
        "programme": _first(slots.quoted),
        "document": _first(slots.documents),
        "point": _point(takes, slots),
        "item": _first(slots.items),
        "link": _first(slots.links),
        "known_at": slots.moment("known_at"),
        "by": slots.moment("to", None, "at", "from"),
        **_period(takes, slots),
        "at": _at(takes, slots),
        "days": _first(slots.days),
        **_documents_of_period(takes, slots),
        "addressee": names.get("addressee"),
        "name": names.get("name"),
    }
    return {name: value for name, value in values.items() if name in takes and value is not None}


def _point(takes: frozenset[str], slots: Slots) -> str | None:
    """Return the point named, under its section where that is named apart: «пункт 2.1 раздела III»."""
    point, section = _first(slots.points), _first(slots.items)
    whole = point is None or section is None or "item" in takes or "/" in point or point.startswith("@")
    return point if whole else f"{section}/{point}"


def _period(takes: frozenset[str], slots: Slots) -> dict[str, str | None]:
    """Return the two ends of a period, where the topic has one."""
    if not takes >= {"from", "to"}:
        return {}
    if "cohort" not in takes and not slots.moments and len(slots.years) == 1:
        return {"from": f"{slots.years[0]}-01-01", "to": f"{slots.years[0]}-12-31"}
    start, end = slots.period() or (slots.moment("from", None), slots.moment("to", "at"))
    return {"from": start, "to": end}


def _documents_of_period(takes: frozenset[str], slots: Slots) -> dict[str, str | None]:
    """Return the two documents between which a period lies, where no moments are named."""
    if "from_document" not in takes or slots.moments or len(slots.documents) != 2:
        return {}
    return dict(zip(("from_document", "to_document"), slots.documents, strict=True))


def _at(takes: frozenset[str], slots: Slots) -> str | None:
    """Return the moment asked about: where a topic has a period of its own, only what is called so."""
    if takes >= {"from", "to"}:
        return None
    if "by" in takes:
        return slots.moment("at") if slots.moment("to", None) else None
    return slots.moment("at", None, "to", "from")


def _first(values: Iterable[str]) -> str | None:
    return next(iter(values), None)
