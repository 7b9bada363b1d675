"""What can be asked about: the queries of the catalogue, and commands that answer like one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..queries import Query, catalogue


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to ask: its name, its title and phrases by language, its parameters.

    `needs` are the parameters without which a question in words can't be answered; `command` says
    that a command answers and no query.
    """

    name: str
    title: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    parameters: frozenset[str]
    needs: tuple[str, ...] = ()
    command: bool = False


@cache
def topics() -> dict[str, Topic]:
    """Return all topics by name."""
    queries = {name: _of_query(query) for name, query in catalogue().items()}
    return queries | {name: _of_command(name, entry) for name, entry in _commands().items()}


def _of_query(query: Query) -> Topic:
    parameters = frozenset(parameter.name for parameter in query.parameters)
    return Topic(query.name, query.title, query.phrases, parameters, query.needs)


def _commands() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("commands.toml").read_text(encoding="utf-8"))


def _of_command(name: str, entry: Mapping[str, Any]) -> Topic:
    phrases = {language: tuple(said) for language, said in entry["phrases"].items()}
    parameters = frozenset(entry["parameters"])
    return Topic(name, entry["title"], phrases, parameters, tuple(entry.get("needs", ())), command=True)
