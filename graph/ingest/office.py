"""Legacy Word documents (.doc): LibreOffice makes a docx of them, which `docx` reads."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from ..errors import UnreadableFileError
from .programs import find_program, run_program

PROGRAMS: Final = ("soffice", "libreoffice")
PACKAGES: Final = "libreoffice-writer-nogui"
TIME_LIMIT: Final = 120.0
"""Seconds that a conversion may take; starting LibreOffice takes about two."""


def find_office() -> str:
    """Return the path of LibreOffice; the error names the Debian package where it is missing."""
    return find_program(PROGRAMS, need="a legacy doc file", packages=PACKAGES)


def convert(content: bytes) -> bytes:
    """Return the docx that LibreOffice makes of a doc, with a profile of its own that is then gone.

    Errors: `UnreadableFileError` where LibreOffice is missing, fails or runs out of time.
    """
    program = find_office()
    with tempfile.TemporaryDirectory(prefix="obligraph-") as name:
        folder = Path(name)
        original = folder / "document.doc"
        original.write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = (profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", "docx")
        run_program((program, *options, "--outdir", name, str(original)), timeout=TIME_LIMIT)
        made = folder / "document.docx"
        if not made.is_file():
            raise UnreadableFileError(
                "LibreOffice can't open the document", advice="save it without a password, as docx"
            )
        return made.read_bytes()
