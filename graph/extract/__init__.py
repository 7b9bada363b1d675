"""A stored text → what it says: `read_protocol(source)` gives a `Protocol`."""

from .protocol import read_protocol

__all__ = ["read_protocol"]
