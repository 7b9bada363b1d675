"""The forms that a query's result is written in."""

from __future__ import annotations

from typing import Final, Literal, get_args

RowForm = Literal["json", "csv", "tsv", "xml"]
"""Forms of the rows of a SELECT and the answer of an ASK: the W3C's."""

TripleForm = Literal["ttl", "nt", "jsonld", "rdfxml"]
"""Forms of the triples of a CONSTRUCT or DESCRIBE."""

Form = Literal["json", "csv", "tsv", "xml", "ttl", "nt", "jsonld", "rdfxml"]

ROW_FORMS: Final[tuple[RowForm, ...]] = get_args(RowForm)
TRIPLE_FORMS: Final[tuple[TripleForm, ...]] = get_args(TripleForm)
