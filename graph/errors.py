"""Errors that people see: each says where, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Callable


class ObligraphError(Exception):
    """A failure with one clear line: `source:line:column: what is wrong; what to do`.

    `exit_code` is what a command ends with: 1 where the data says no, 2 where it could not run. `named`
    fills the blanks of problem and advice, `{name}` or `{name!r}`; without it a brace is a brace.
    """

    exit_code = 2

    def __init__(
        self,
        problem: str,
        *,
        source: str | None = None,
        line: int | None = None,
        column: int | None = None,
        advice: str | None = None,
        **named: object,
    ) -> None:
        """Keep the parts; the sentence is made by `str()`."""
        super().__init__(problem)
        self.worded = problem, advice
        self.named = named
        self.problem = self._filled(problem)
        self.source = source
        self.line = line
        self.column = column
        self.advice = self._filled(advice) if advice else advice

    def __str__(self) -> str:
        return self.told(str)

    def told(self, translated: Callable[[str], str]) -> str:
        """Return the sentence in the language that `translated` puts English words with blanks into."""
        place = [str(part) for part in (self.source, self.line, self.column) if part is not None]
        where = ":".join(place) + ": " if place else ""
        return where + "; ".join(self._filled(translated(words)) for words in self.worded if words)

    def _filled(self, words: str) -> str:
        return words.format(**self.named) if self.named else words


class UnreadableFileError(ObligraphError):
    """A file that gives no text: empty, binary, damaged, of an unknown kind."""

    exit_code = 1


class IdentityError(ObligraphError):
    """Two different texts under one identity, or an ID that fits several things."""

    exit_code = 1


class UnknownNameError(ObligraphError):
    """A cohort, query, parameter, document or point that the register does not know."""


class InvalidValueError(ObligraphError):
    """A date that does not exist, a number out of range, a parameter of another type."""


class QueryError(ObligraphError):
    """A SPARQL text that is wrong, refused, or over a limit."""


class EngineError(ObligraphError):
    """A SPARQL server that can't be reached, refuses, or answers what can't be trusted."""


class QueryLimitError(QueryError):
    """A query that takes more than it may: time, memory, rows."""


class RegisterError(ObligraphError):
    """A data folder that is missing, read-only, of another format, or damaged."""


class BusyRegisterError(RegisterError):
    """Another process is writing, and the time to wait for it is over."""


class DamagedIndexError(RegisterError):
    """A generation of the index whose triples can't be read; it is set aside, and made anew next time."""


class UnwritableError(RegisterError):
    """A folder that can be read but not written: without the right, or without space."""


class NotUnderstoodError(ObligraphError):
    """A question in words that leads to no catalogue query; `nearest` names those offered instead."""

    exit_code = 1
    nearest: tuple[str, ...] = ()
