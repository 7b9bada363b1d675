"""Terms as plain values: what a row of an answer holds, whichever engine gave it."""

from __future__ import annotations

from pyoxigraph import Literal

Cell = str | int | float | bool | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = {f"{_XSD}{name}" for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")}
_BROKEN = {f"{_XSD}{name}" for name in ("decimal", "double", "float")}


def plain_value(term: object) -> Cell:
    """Return a term as a plain value: IRIs and moments as text; None for an unbound one."""
    if not isinstance(term, Literal):
        return None if term is None else str(getattr(term, "value", term))
    kind = term.datatype.value
    if kind in _WHOLE:
        return int(term.value)
    if kind in _BROKEN:
        return float(term.value)
    return term.value in ("true", "1") if kind == f"{_XSD}boolean" else term.value
