"""What is said to people, in Russian and English, kept as data beside this module.

Each language is a folder of TOML files, one a theme; a message is named `theme.key` and its blanks
are written `{name}`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")
Translation = Callable[[str], str]
"""What puts words into a language, or gives them back."""
_FOLDER = Path(__file__).resolve().parent


@cache
def theme(name: str, language: Language) -> dict[str, str]:
    """Return the messages of one theme; a theme is the file `<language>/<name>.toml`."""
    with (_FOLDER / language / f"{name}.toml").open("rb") as file:
        return dict(tomllib.load(file))


def translation(language: Language) -> Translation:
    """Return what puts an error's English words, blanks and all, into a language; others stay as they are."""
    if language == "en":
        return str
    return lambda words: theme("errors", language).get(words, words)


def say(name: str, language: Language, **blanks: object) -> str:
    """Return the message `theme.key` with its blanks filled; an unknown name is a `KeyError`."""
    group, _, key = name.partition(".")
    return theme(group, language)[key].format(**blanks)
