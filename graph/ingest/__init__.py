"""Files become text: the bytes of any office format → `Source`.

The stored text is the cleaned text (`graph.ingest.clean` lists what holds for it); every span
points into it. `read_file` and `read_bytes` are the only names that other rooms need.
"""

from __future__ import annotations

from .reading import read_bytes, read_file

__all__ = ["read_bytes", "read_file"]
