"""The catalogue: one question, one `.rq` file with a header, checked parameters, rows.

`catalogue` reads the files, `terms` turns parameters into SPARQL terms, `rows` asks and sorts.
"""

from __future__ import annotations

from .catalogue import Kind, Parameter, Query, catalogue, find_query, part, read_query
from .rows import Cell, Rows, Selects, among, bound_text, natural, run_query, shown_parameters
from .terms import quote_iri, quote_literal

__all__ = [
    "Cell",
    "Kind",
    "Parameter",
    "Query",
    "Rows",
    "Selects",
    "among",
    "bound_text",
    "catalogue",
    "find_query",
    "natural",
    "part",
    "quote_iri",
    "quote_literal",
    "read_query",
    "run_query",
    "shown_parameters",
]
