"""Python values as literals and back; each pair is inverse and keeps what is compared.

A moment keeps its offset from Greenwich (`2023-11-13T12:00:00+03:00`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from pyoxigraph import Literal

from ..model import MOSCOW
from .terms import XSD_BOOLEAN, XSD_DATE, XSD_DOUBLE, XSD_INTEGER, XSD_MOMENT, XSD_STAMP

YES: Final = Literal("true", datatype=XSD_BOOLEAN)
NO: Final = Literal("false", datatype=XSD_BOOLEAN)


def text(value: str) -> Literal:
    """Return a plain string."""
    return Literal(value)


def russian(value: str) -> Literal:
    """Return words in Russian: a label."""
    return Literal(value, language="ru")


def day(value: date) -> Literal:
    """Return a date; for reading only, never compared."""
    return Literal(value.isoformat(), datatype=XSD_DATE)


def moment(value: datetime) -> Literal:
    """Return a moment with its offset."""
    return Literal(value.isoformat(), datatype=XSD_MOMENT)


def stamp(value: datetime) -> Literal:
    """Return a moment in the type that OWL-Time asks for, which is never compared."""
    return Literal(value.isoformat(), datatype=XSD_STAMP)


def midnight(value: date) -> Literal:
    """Return the moment at which a day begins in Moscow."""
    return moment(datetime(value.year, value.month, value.day, tzinfo=MOSCOW))


def integer(value: int) -> Literal:
    """Return a whole number."""
    return Literal(str(value), datatype=XSD_INTEGER)


def double(value: float) -> Literal:
    """Return a fraction; every one comes back as it was."""
    return Literal(repr(value), datatype=XSD_DOUBLE)


def boolean(value: bool) -> Literal:  # noqa: FBT001 - the value itself
    """Return true or false."""
    return YES if value else NO


def read_moment(value: str) -> datetime:
    """Return the moment of a literal's text."""
    return datetime.fromisoformat(value)


def read_day(value: str) -> date:
    """Return the date of a literal's text, also where the text is that day's midnight."""
    return date.fromisoformat(value[:10])
