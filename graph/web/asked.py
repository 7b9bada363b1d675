"""What a request asks about: whom, at which moment, as known at which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request

from ..answers import Whom
from ..errors import InvalidValueError
from ..moments import Moment, now, parse_moment

_COHORT = re.compile(r"([0-9]{4})(?:\s+«?(.+?)»?)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """The question of a page and the words it was put in, for the form to show them again."""

    whom: Whom
    at: Moment
    known_at: Moment
    cohort: str
    addressee: str
    at_words: str
    known_words: str

    @property
    def moments(self) -> dict[str, str | None]:
        """Return both moments as parameters of a catalogue query."""
        return {"at": self.at.value.isoformat(), "known_at": self.known_at.value.isoformat()}

    @property
    def clocks(self) -> dict[str, str]:
        """Return both moments as parameters of an address; one that is now is left out."""
        given = {"at": self.at_words, "known_at": self.known_words}
        return {name: words for name, words in given.items() if words}


def words_of(request: Request, name: str) -> str:
    """Return a parameter of the address without the space around it, empty where it is not given."""
    return request.query_params.get(name, "").strip()


def first_of(request: Request, count: int) -> int:
    """Return which of so many lines a page begins with, 0 where the address says nothing sensible."""
    words = words_of(request, "first")
    return int(words) if words.isdecimal() and len(words) < 9 and int(words) < count else 0


def read_moment(words: str) -> Moment:
    """Return the moment that the words name, now for none."""
    return parse_moment(words) if words else now()


def read_cohort(words: str) -> tuple[int | None, str | None]:
    """Return year and programme of «2023 «Профессионалитет»», `(None, None)` for none."""
    if not words:
        return None, None
    found = _COHORT.fullmatch(words)
    if found is None:
        raise InvalidValueError("no year of a cohort: {words!r}", advice="write four digits", words=words)
    return int(found[1]), found[2]


def read_question(request: Request) -> Asked:
    """Return what the address asks; an addressee goes before a cohort, neither means everybody."""
    cohort, addressee = words_of(request, "cohort"), words_of(request, "addressee")
    at, known_at = words_of(request, "at"), words_of(request, "known_at")
    year, programme = (None, None) if addressee else read_cohort(cohort)
    whom = Whom(cohort=year, programme=programme, addressee=addressee or None)
    return Asked(whom, read_moment(at), read_moment(known_at), cohort, addressee, at, known_at)
