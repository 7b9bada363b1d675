"""What a question of the catalogue takes and gives, for people who are about to ask it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from textwrap import fill

from ..messages import Language, say
from ..queries import Kind, Parameter, Query

_WIDTH = 100
_ASKED = 3
"""How many of the phrases that lead to a question are shown."""
_VALUES: dict[Kind, str] = {
    "year": "2023",
    "cohort": "2023",
    "moment": "2023-11-15",
    "begin": "2023-11-01",
    "end": "2023-11-30",
    "day": "2023-11-15",
    "text": "firpo.ru",
    "item": "III",
    "integer": "3",
    "iri": "https://w3id.org/obligraph/id/document/2023-11-08_D05-124-05pr",
    "document": "Д05-124/05пр",
}
"""A value of each kind, for the example."""


def query_help(query: Query, language: Language) -> str:
    """Return a question's title, parameters, columns, an example, and words to ask it by."""
    return "\n".join(_lines(query, language))


def _lines(query: Query, language: Language) -> Iterator[str]:
    options = "".join(f" [--{_option(parameter)} …]" for parameter in query.parameters)
    yield say("query.usage", language, query=query.name, options=options)
    yield from ("", f"  {query.title[language]}", "")
    if query.parameters:
        yield say("query.parameters", language)
        yield from (_parameter(query, parameter, language) for parameter in query.parameters)
    else:
        yield say("query.none", language)
    yield from ("", say("query.columns", language), _columns(query, language))
    yield from ("", say("query.example", language), f"  {example(query)}")
    yield from ("", say("query.ask", language))
    yield from (f"  obligraph ask {shlex.quote(said)}" for said in _phrases(query, language))


def _option(parameter: Parameter) -> str:
    return parameter.name.replace("_", "-")


def _parameter(query: Query, parameter: Parameter, language: Language) -> str:
    """Return a parameter's line: its option, what it means, its type and its default."""
    said = [say(f"query.{parameter.kind}", language)]
    if parameter.default is not None:
        value = say("query.now", language) if parameter.default == "now" else parameter.default
        said.append(say("query.default", language, value=value))
    else:
        said.append(say("query.optional", language))
    if parameter.name in query.needs:
        said.append(say("query.needed", language))
    width = max(len(_option(each)) for each in query.parameters)
    words = f"{parameter.about[language]}: {'; '.join(said)}"
    begins = f"  --{_option(parameter):{width}}  "
    return fill(words, _WIDTH, initial_indent=begins, subsequent_indent=" " * len(begins))


def _columns(query: Query, language: Language) -> str:
    named = (
        f"{name} {say('query.lists', language)}" if name in query.lists else name for name in query.columns
    )
    return fill(", ".join(named), _WIDTH, initial_indent="  ", subsequent_indent="  ")


def example(query: Query) -> str:
    """Return a command that asks the question: with what it needs, else with the first it may be given."""
    wanted = [each for each in query.parameters if each.name in query.needs] or query.parameters[:1]
    words = [word for each in wanted for word in (f"--{_option(each)}", _VALUES[each.kind])]
    return shlex.join(["obligraph", "query", query.name, *words])


def _phrases(query: Query, language: Language) -> list[str]:
    values = {each.name: _VALUES[each.kind] for each in query.parameters}
    return [said.format(**values) for said in query.phrases[language][:_ASKED]]
