"""What an understood question leads to: dates in place of documents, the ID of the order it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..answers import find_document
from ..errors import InvalidValueError
from ..queries import Selects
from .matching import Understood


def order_named(parameters: Mapping[str, str]) -> str:
    """Return the ID of the order or the bundle that a question names."""
    words = [parameters[name] for name in ("document", "point") if name in parameters]
    if "cohort" in parameters and "point" not in parameters:
        words.append(f"@{parameters['cohort']}")
    return " ".join(words)


def with_document_dates(store: Selects, understood: Understood) -> Understood:
    """Return a question about the time between two documents as one between their dates.

    The earlier is the beginning, in whatever order they are named: «чем отличается новый от старого».
    Raises as `find_document`, and `InvalidValueError` for a document without a date.
    """
    parameters = dict(understood.parameters)
    named = [words for name in ("from", "to") if (words := parameters.pop(f"{name}_document", None))]
    days = sorted(_date_of(store, words) for words in named)
    return replace(understood, parameters=parameters | dict(zip(("from", "to"), days, strict=False)))


def _date_of(store: Selects, words: str) -> str:
    day = find_document(store, words)[0].rsplit("/", 1)[-1].partition("_")[0]
    if day == "undated":
        raise InvalidValueError(f"the document {words!r} has no date", advice="name a day instead")
    return day
