"""Files → register → store: taking documents in, and keeping the index up to date.

`ready` is what every question begins with; `take_in` is what brings documents in, best within
`changing`: then no question waits for it.
"""

from __future__ import annotations

from .changing import changing
from .index import ready, rebuild, up_to_date
from .inputs import Glance, fits
from .intake import Row, take_in
from .journal import Loaded, load_journal
from .recording import record
from .stock import code_digest

__all__ = [
    "Glance",
    "Loaded",
    "Row",
    "changing",
    "code_digest",
    "fits",
    "load_journal",
    "ready",
    "rebuild",
    "record",
    "take_in",
    "up_to_date",
]
