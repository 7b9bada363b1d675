"""Whether a register is sound: its files, its triples against the shapes, and what deserves a look."""

from __future__ import annotations

from .register import Row, check_register, checking_shapes

__all__ = ["Row", "check_register", "checking_shapes"]
