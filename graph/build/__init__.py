"""Files → register → store: taking documents in, and keeping the index up to date.

`ready` is what every question begins with; `take_in` is what brings documents in.
"""

from __future__ import annotations

from .index import ready, rebuild
from .intake import Row, take_in
from .journal import Loaded, load_journal
from .recording import record
from .stock import code_digest

__all__ = ["Loaded", "Row", "code_digest", "load_journal", "ready", "rebuild", "record", "take_in"]
