"""Answers as tables, files and pages."""
