"""Parameters as text become SPARQL terms: quoted, never pasted."""

from __future__ import annotations

import re
from datetime import datetime

from ..errors import InvalidValueError
from ..moments import Moment, now, parse_day, parse_moment
from .catalogue import Parameter

_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_ROMAN = re.compile("[IVXLІХ]+")
_ROMAN_TWINS = str.maketrans("ІХ", "IX")

Shown = str | int | None


def term_of(parameter: Parameter, given: str | None) -> tuple[str, Shown]:
    """Return a value (None: the default) as a SPARQL term and as it is shown.

    A `document` is given by its IRI here; its number is resolved by whoever asks. Raises
    `InvalidValueError` for a value of another type.
    """
    words = parameter.default if given is None else given
    if words is None:
        return "UNDEF", None
    if parameter.kind in {"year", "cohort", "integer"}:
        return _whole_number(parameter.name, words)
    if parameter.kind in ("moment", "begin", "end"):
        moment = now() if words == "now" else parse_moment(words)
        return f'"{_meant(moment, parameter.kind).isoformat()}"^^<{_XSD}dateTime>', str(moment)
    if parameter.kind == "day":
        day = parse_day(words).isoformat()
        return f'"{day}"^^<{_XSD}date>', day
    if parameter.kind in {"iri", "iris", "document"}:
        each = words.split() if parameter.kind == "iris" else [words]
        return " ".join(map(quote_iri, each)), words
    text = _item(words) if parameter.kind == "item" else words
    return quote_literal(text), text


def _whole_number(name: str, words: str) -> tuple[str, int]:
    if not _WHOLE.fullmatch(words.strip()):
        problem = "{name} is a whole number, not {words!r}"
        raise InvalidValueError(problem, advice="write it in digits", name=name, words=words)
    return str(int(words)), int(words)


def _item(words: str) -> str:
    """Return an agenda item's number: a Roman one in Latin capitals, whatever it was typed in."""
    text = words.strip().rstrip(".")
    roman = text.upper()
    return roman.translate(_ROMAN_TWINS) if _ROMAN.fullmatch(roman) else text


def _meant(moment: Moment, kind: str) -> datetime:
    """Return the moment to compare with: a bare day begins at its first midnight and ends at the next."""
    return {"begin": moment.beginning, "end": moment.end}.get(kind, moment.value)


def quote_iri(words: str) -> str:
    """Return an IRI as a SPARQL term; a sign that could end it is refused."""
    if _NO_IRI.search(words) or not words.isprintable():
        raise InvalidValueError("not an IRI: {words!r}", advice="write it as the graph shows it", words=words)
    return f"<{words}>"


def quote_literal(words: str) -> str:
    """Return a string as a SPARQL literal, every sign that could end it escaped."""
    if any("\ud800" <= sign <= "\udfff" for sign in words):
        raise InvalidValueError(f"not text: {words!r}", advice="give it as UTF-8")
    return f'"{words.translate(_ESCAPES)}"'
