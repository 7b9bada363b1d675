"""How much a child may take, and how it gives up the rest."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from math import ceil

MIB = 1024 * 1024
USUAL_ROWS = 10_000
"""Rows up to which a result comes whole or not at all."""

_NEW_NETWORK = 0x40000000
_NEW_USER = 0x10000000


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What a user's query may take: seconds, rows, bytes of memory, characters, nested brackets."""

    seconds: float = 10.0
    rows: int = USUAL_ROWS
    memory: int = 1024 * MIB
    length: int = 8_192
    depth: int = 60


if sys.platform == "win32":

    def limit_process(seconds: float, memory: int) -> None:
        """Do nothing: Windows has no such limits, the parent's deadline is the only one."""

else:
    import resource

    def limit_process(seconds: float, memory: int) -> None:
        """Cap this process: its memory, and its processor time should its parent be gone."""
        _lower(resource.RLIMIT_AS, memory)
        _lower(resource.RLIMIT_CPU, ceil(2 * seconds) + 2)
        _lower(resource.RLIMIT_CORE, 0)

    def _lower(kind: int, most: int) -> None:
        _, hard = resource.getrlimit(kind)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (wanted, wanted))
        except (ValueError, OSError):
            return  # macOS refuses to cap the address space; the deadline still holds


def leave_network() -> bool:
    """Move this process where no network is; return whether the system let it.

    Linux only, and only before the process has threads. As root it needs no user namespace, in
    which root would lose the right to read other users' files.
    """
    if sys.platform != "linux":
        return False
    import ctypes  # only the child needs it

    unshare = ctypes.CDLL(None).unshare
    return any(unshare(spaces) == 0 for spaces in (_NEW_NETWORK, _NEW_NETWORK | _NEW_USER))
