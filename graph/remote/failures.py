"""A server's refusal in one line, with its own words."""

from __future__ import annotations

import re
from http import HTTPStatus

from ..errors import EngineError, ObligraphError, QueryError

_LONGEST = 240
_TAGS = re.compile(r"<(?:style|script|head)\b.*?</(?:style|script|head)>|<[a-zA-Z/!][^<>]*>", re.DOTALL)
_ECHO = re.compile(r"\s*(?:SPARQL query:|in:?\s+define\b|define input:|Please report).*", re.DOTALL)
"""Where Virtuoso begins to repeat what it was asked."""

_ADVICE = {
    HTTPStatus.UNAUTHORIZED: "set OBLIGRAPH_ENGINE_USER and OBLIGRAPH_ENGINE_PASSWORD, or use ~/.netrc",
    HTTPStatus.FORBIDDEN: "ask as somebody who may, at the address for that (Virtuoso: /sparql-auth)",
    HTTPStatus.NOT_FOUND: "check the URL: it is that of the server's SPARQL queries",
    HTTPStatus.METHOD_NOT_ALLOWED: "check the URL: it is that of the server's SPARQL queries",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "let the server take larger requests",
}
_OTHERWISE = "ask the server's keeper, or use the register's own index: leave --engine out"


def server_words(body: bytes, content_type: str = "") -> str:
    """Return what a body says to people, on one line, shortened."""
    text = body.decode("utf-8", "replace")
    if "html" in content_type or text.lstrip().startswith("<"):
        text = _TAGS.sub(" ", text)
    line = " ".join(_ECHO.sub("", text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def refusal(server: str, status: int, body: bytes, content_type: str) -> ObligraphError:
    """Return the error for a status that is no success."""
    said = server_words(body, content_type)
    words = f": {said}" if said else ""
    if status == HTTPStatus.BAD_REQUEST:
        return QueryError(f"the server refuses the query{words}", source=server, advice="correct the query")
    if "permission" in said.lower():
        status_advice = _ADVICE[HTTPStatus.FORBIDDEN]
    else:
        status_advice = next((advice for known, advice in _ADVICE.items() if known == status), _OTHERWISE)
    problem = f"the server answers {status}{_phrase(status)}{words}"
    return EngineError(problem, source=server, advice=status_advice)


def _phrase(status: int) -> str:
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""


def hidden_failure(server: str, state: str, message: str) -> EngineError:
    """Return the error for a success that is none: Virtuoso tells of a stopped query in its headers."""
    said = server_words(message.encode()) or state
    return EngineError(
        f"the server stopped the query ({state}): {said}", source=server, advice="ask for less at once"
    )


def cut_answer(server: str, body: bytes) -> EngineError:
    """Return the error for an answer that does not come to its end; what stands there may tell why."""
    said = server_words(body[-_LONGEST:])
    return EngineError(
        f"the server's answer is not whole: it ends with {said!r}",
        source=server,
        advice="ask for less at once, or let the server take longer",
    )
