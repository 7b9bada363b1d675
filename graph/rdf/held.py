"""What the rooms above ask of a store, whichever engine it lives in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from pyoxigraph import Quad


@runtime_checkable
class HoldsQuads(Protocol):
    """What gives all that the register's graphs hold."""

    def quads(self) -> Iterator[Quad]:
        """Yield what each graph holds."""
