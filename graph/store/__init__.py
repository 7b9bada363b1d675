"""What one asks: the register's triples in an embedded Oxigraph, in generations.

The index is a cache beside the register's files. A writer copies the current generation, changes the
copy and switches to it; readers keep the generation that they opened.
"""

from __future__ import annotations

from .damage import set_aside
from .generations import (
    Generation,
    current_generation,
    current_name,
    open_current,
    open_written,
    sweep,
    write_generation,
)
from .manifest import InputFile, Manifest, Sources
from .quads import Change, quads_of
from .store import Store, store_in_memory

__all__ = [
    "Change",
    "Generation",
    "InputFile",
    "Manifest",
    "Sources",
    "Store",
    "current_generation",
    "current_name",
    "open_current",
    "open_written",
    "quads_of",
    "set_aside",
    "store_in_memory",
    "sweep",
    "write_generation",
]
