"""Programs that a system may lack."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest

Needs = Callable[[str, str], str]
"""A program and its Debian package; gives the program's path, or skips."""


def path_of(program: str, package: str) -> str:
    """Return a program's path; skip the test where it is lacking, fail it under OBLIGRAPH_TEST_ALL=1."""
    found = shutil.which(program)
    if found is None:
        reason = f"{program} is not installed: it comes with the Debian package {package}"
        if os.environ.get("OBLIGRAPH_TEST_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return found
