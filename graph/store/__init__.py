"""What one asks: the register's triples in an embedded Oxigraph, in generations.

The index is a cache beside the register's files. A writer copies the current generation, changes the
copy and switches to it; readers keep the generation that they opened.
"""

from __future__ import annotations

from .damage import set_aside
from .generations import current_name, open_current, renew_manifest, sweep, write_generation
from .manifest import InputFile, Manifest, Sources
from .quads import Change, quads_of
from .store import Store, store_in_memory

__all__ = [
    "Change",
    "InputFile",
    "Manifest",
    "Sources",
    "Store",
    "current_name",
    "open_current",
    "quads_of",
    "renew_manifest",
    "set_aside",
    "store_in_memory",
    "sweep",
    "write_generation",
]
