"""The model as triples and back: pyoxigraph terms, no blank nodes, no other RDF library."""

from __future__ import annotations

from .buckets import bucket_names
from .read import read_document
from .read_event import read_event
from .serialise import from_turtle, to_turtle
from .write import write_document
from .write_event import write_event
from .write_periods import write_members, write_periods

__all__ = [
    "bucket_names",
    "from_turtle",
    "read_document",
    "read_event",
    "to_turtle",
    "write_document",
    "write_event",
    "write_members",
    "write_periods",
]
