"""The data folder: originals, cards, texts, triples and events as plain files, the one truth.

Every file is written whole and the card last, so that a crash leaves at most files that no card
names. Nothing is ever changed in place: a newer text of a document gets files of its own, numbered,
and the card of a document that supersedes one with another key says so.
"""

from __future__ import annotations

from .folder import create, find_register, named_folder, open_register
from .intake import Arrival, Outcome, Taken
from .members import read_members
from .register import Register

__all__ = [
    "Arrival",
    "Outcome",
    "Register",
    "Taken",
    "create",
    "find_register",
    "named_folder",
    "open_register",
    "read_members",
]
