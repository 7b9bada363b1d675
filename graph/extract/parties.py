"""The parties of an order: who is told, who answers, who takes part, who controls."""

from __future__ import annotations

from .addressees import Parties, read_parties
from .controllers import read_controllers, read_names
from .party_lists import read_party_list

__all__ = ["Parties", "read_controllers", "read_names", "read_parties", "read_party_list"]
