"""What a user types: words on a command line, one call into the rooms below, a print."""

from __future__ import annotations

from .app import main

__all__ = ["main"]
