"""Answers put together from rows: what still binds, and its proof, in the form that programs rely on."""

from __future__ import annotations

from .asking import answer_query, check_cohort
from .binding import Whom, join_answers, what_binds
from .lookup import find_document, find_subjects
from .proof import prove

__all__ = [
    "Whom",
    "answer_query",
    "check_cohort",
    "find_document",
    "find_subjects",
    "join_answers",
    "prove",
    "what_binds",
]
