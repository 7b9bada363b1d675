"""Obligraph: which orders still bind whom, by when, and on what ground."""

__version__ = "0.1.0"
