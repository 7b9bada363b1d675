"""The model as triples and back: pyoxigraph terms, no blank nodes, no other RDF library."""

from __future__ import annotations

from .read import read_document
from .serialise import from_turtle, to_turtle
from .write import write_document

__all__ = ["from_turtle", "read_document", "to_turtle", "write_document"]
