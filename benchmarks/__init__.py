"""Figures that anyone can take again: each module is a command that prints a table."""
