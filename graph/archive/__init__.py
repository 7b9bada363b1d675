"""A register kept safe: copied into one file, brought back, gone over, carried to a newer format.

`backup` and `restore` are inverses; `verify` compares all that is held with what it was made from.
"""

from __future__ import annotations

from .backup import Saved, backup
from .contents import check_archive
from .differences import Difference
from .migrate import migrate
from .restore import restore
from .verify import check_files, verify

__all__ = [
    "Difference",
    "Saved",
    "backup",
    "check_archive",
    "check_files",
    "migrate",
    "restore",
    "verify",
]
