"""Which of the forms offered a request would rather have: the `Accept` header read in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

Form = TypeVar("Form")


class Wish(NamedTuple):
    """One entry of an `Accept` header: type, subtype (either may be `*`) and weight."""

    kind: str
    subkind: str
    weight: float


def choose(accept: str | None, offered: Sequence[tuple[str, Form]]) -> tuple[str, Form] | None:
    """Return the media type and the form that are wished for most, None where none is acceptable.

    Of those wished for alike the first offered counts; without a header every form is acceptable. The most
    precise entry that fits a type gives its weight, as RFC 9110 says.
    """
    wishes = read_accept(accept)
    weighed = [(_weight(media, wishes), -place) for place, (media, _) in enumerate(offered)]
    best, place = max(weighed)
    return offered[-place] if best > 0 else None


def prefers(accept: str | None, media: str, others: Sequence[str]) -> bool:
    """Say whether a media type is wished for more than any of the others, and not by a `*/*` alone."""
    wishes = read_accept(accept)
    own = _weight(media, [wish for wish in wishes if wish.kind != "*"])
    return own > 0 and own > max((_weight(other, wishes) for other in others), default=0)


def read_accept(header: str | None) -> list[Wish]:
    """Return the entries of an `Accept` header; what can't be read is left out."""
    if header is None or not header.strip():
        return [Wish("*", "*", 1.0)]
    wishes = (_read_wish(entry) for entry in header.split(","))
    return [wish for wish in wishes if wish is not None]


def _read_wish(entry: str) -> Wish | None:
    media, *parameters = (part.strip() for part in entry.split(";"))
    kind, slash, subkind = media.casefold().partition("/")
    if not slash or not kind or not subkind or (kind == "*" and subkind != "*"):
        return None
    weight = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().casefold() == "q":
            weight = _number(value.strip())
    return Wish(kind, subkind, weight)


def _number(words: str) -> float:
    try:
        weight = float(words)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def _weight(media: str, wishes: Sequence[Wish]) -> float:
    kind, _, subkind = media.partition(";")[0].partition("/")
    for asked in ((kind, subkind), (kind, "*"), ("*", "*")):
        fitting = [wish.weight for wish in wishes if (wish.kind, wish.subkind) == asked]
        if fitting:
            return max(fitting)
    return 0.0
