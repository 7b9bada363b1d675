"""A question in words, Russian or English, becomes a catalogue query, or a command, and its parameters.

Rules only: dates, years, numbers and the like are taken out of the question first; what remains is
compared, word stem by word stem, with the phrases that each query of the catalogue names.
"""

from __future__ import annotations

from .matching import Names, Understood, understand
from .topics import Topic, topics

__all__ = ["Names", "Topic", "Understood", "topics", "understand"]
