"""Where the ontology and the sample register lie: inside the installed package, or beside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(installed: str, checkout: str) -> Path:
    inside = _PACKAGE / installed
    return inside if inside.is_dir() else _PACKAGE.parent / checkout


def ontology_folder() -> Path:
    """Return the folder of the ontology, its shapes, vocabularies and queries."""
    return _folder("_ontology", "ontology")


def sample_folder() -> Path:
    """Return the sample register; inside an installed package it is to be read only."""
    return _folder("_data", "data")
