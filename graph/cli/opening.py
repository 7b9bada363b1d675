"""Opening the register that a command line means, its index brought up to date first."""

from __future__ import annotations

from ..build import ready
from ..register import find_register
from ..store import Store
from .options import Settings
from .progress import progress


def open_store(settings: Settings) -> Store:
    """Return the store over the register's newest state."""
    register = find_register(settings.data)
    with progress() as tell:
        return ready(register, progress=tell)
