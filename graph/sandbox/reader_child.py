"""The program of the child that runs a reader of foreign files."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .boundary import serve_once


def main() -> None:
    """Answer one task of `run_reader`."""
    serve_once(_read)


def _read(head: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    return {}, getattr(import_module(head["module"]), head["function"])(content)
