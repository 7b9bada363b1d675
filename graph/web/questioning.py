"""The question box: a question in words leads to the page that answers it, with its parameters said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..ask import Names, Understood, topics, understand
from ..ask.leading import order_named, with_document_dates
from ..errors import NotUnderstoodError, ObligraphError
from ..messages import Language
from ..model import MOSCOW
from ..queries import part, run_query
from ..store import Store
from .asked import words_of
from .board import choices
from .languages import language_of, sentence_of
from .pages import show

_LONGEST = 500
_PAGES = frozenset({"changes", "discipline", "conflicts", "short-terms", "draft", "missing", "due"})
"""What has a page of its own under its name; other questions are the catalogue's."""


def ask(request: Request) -> Response:
    """Show the question box; for a question how it was understood, and its answer."""
    question, language = words_of(request, "q")[:_LONGEST], language_of(request)
    understood, fault, nearest = None, None, tuple[str, ...]()
    if question:
        try:
            understood = _understand(request.app.state.opened.store(), question, language)
        except NotUnderstoodError as error:
            nearest = error.nearest
            fault = error.problem if nearest else sentence_of(error, request)
        except ObligraphError as error:
            fault = sentence_of(error, request)
    return show(
        request,
        "ask.html",
        question=question,
        fault=fault,
        nearest=[(topics()[name].title[language], _plainest(name, language)) for name in nearest],
        title=topics()[understood.query].title[language] if understood else "",
        answers=[(each, _target(understood, each)) for each in understood.each()] if understood else [],
        examples=_examples(language),
    )


def _understand(store: Store, question: str, language: Language) -> Understood:
    issuers = tuple(str(name) for (name,) in run_query(store, part("issuers"), {}).rows)
    names = Names(tuple(choices(store)["addressees"]), issuers)
    today = datetime.now(MOSCOW).date()
    return with_document_dates(store, understand(question, today=today, language=language, names=names))


def _target(understood: Understood, parameters: Mapping[str, str]) -> str:
    """Return the address of the page that answers: what it asks stands in the address."""
    name, values = understood.query, dict(parameters)
    if name == "binding":
        cohort = f"{values.pop('cohort')} «{values.pop('programme')}»" if "programme" in values else None
        return f"/board?{urlencode(values | ({'cohort': cohort} if cohort else {}))}"
    if name in {"binding-all", "binding-addressee"}:
        return f"/board?{urlencode({'cohort': '', **values})}"
    if name == "why":
        clocks = {key: words for key, words in values.items() if key in {"at", "known_at"}}
        return f"/proof?{urlencode({'id': order_named(values), **clocks})}"
    path = name if name in _PAGES else f"queries/{quote(name)}"
    return f"/{path}?{urlencode(values)}"


def _examples(language: Language) -> list[str]:
    """Return a question of each topic that needs no more than it says itself."""
    return [phrase for name in topics() if (phrase := _plainest(name, language))]


def _plainest(name: str, language: Language) -> str | None:
    """Return the words that ask a topic's question; None where they would have to name something."""
    topic = topics()[name]
    phrase = topic.phrases[language][0]
    return None if topic.needs or "{" in phrase else phrase


routes = [Route("/ask", ask, name="ask")]
