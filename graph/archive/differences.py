"""What differs from what it was made from: values, told in words by the messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..messages import Language, say

Gravity = Literal["error", "warning"]

_WARNINGS = frozenset({"read-otherwise", "not-read-again", "unreferenced-file"})
"""What a newer reader, a missing converter or a stranger's file explain: nothing of ours is damaged."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing found: its code, the file (within the register) and document, and what fills the blanks."""

    code: str
    file: str
    document: str | None = None
    details: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Gravity:
        """Whether it is damage, or only worth knowing."""
        return "warning" if self.code in _WARNINGS else "error"

    def sentence(self, language: Language) -> str:
        """Return what it means in words."""
        return say(f"archive.{self.code}", language, **dict(self.details))
