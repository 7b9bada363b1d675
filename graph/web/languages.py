"""Which language a page speaks: the address says, else the cookie of an earlier choice, else the browser."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from ..errors import ObligraphError
from ..messages import LANGUAGES, Language, translation

COOKIE = "obligraph_lang"


def language_of(request: HTTPConnection) -> Language:
    """Return the language of a request, English where it asks for neither."""
    for asked in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        for language in LANGUAGES:
            if asked == language:
                return language
    return _accepted(request.headers.get("accept-language", ""))


def sentence_of(error: ObligraphError, request: HTTPConnection) -> str:
    """Return what an error says, in the language of a request."""
    return error.told(translation(language_of(request)))


def _accepted(header: str) -> Language:
    weighed = dict.fromkeys(reversed(LANGUAGES), 0.0)
    for entry in header.split(","):
        name, _, quality = entry.strip().partition(";q=")
        for language in LANGUAGES:
            if name.strip().casefold().split("-")[0] == language:
                weighed[language] = max(weighed[language], _weight(quality))
    return max(weighed, key=lambda language: weighed[language])


def _weight(words: str) -> float:
    try:
        return float(words) if words else 1.0
    except ValueError:
        return 0.0
