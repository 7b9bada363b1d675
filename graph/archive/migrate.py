"""A register of an older format carried to the one that this version reads.

Format 0 is a folder with cards, from before registers had a marker; format 1 has `register.json`.
"""

from __future__ import annotations

from pathlib import Path

from ..errors import RegisterError
from ..files import one_writer, read_whole, write_whole
from ..register import Register, open_register
from ..register.folder import FORMAT, format_of, marker
from ..register.register import MARKER


def migrate(folder: Path) -> tuple[int, int]:
    """Carry the register of a folder to today's format; return which it had and which it has.

    Each step is written whole, the marker last, so that an interrupted one is simply done again.
    Raises `RegisterError` where the folder is no register of any format, or of a newer one.
    """
    before = format_of(folder)
    if before is None:
        raise RegisterError("this folder is no register of any format", source=str(folder))
    if before < FORMAT:
        with one_writer(folder / ".lock"):
            _mark(folder)
    open_register(folder)
    return before, FORMAT


def _mark(folder: Path) -> None:
    """Give a register its marker when every document on its cards is really there."""
    register = Register(folder)
    for card in register.every_card():
        read_whole(folder / card.file)
    for key in register.keys():  # noqa: SIM118  no mapping
        register.text(key)
        register.filed(key)
    write_whole(folder / MARKER, marker())
