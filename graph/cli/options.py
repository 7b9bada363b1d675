"""The options that every command takes, before its name or after it."""

from __future__ import annotations

import functools
import locale
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from ..messages import LANGUAGES, Language, say
from ..moments import Moment, now, parse_moment

F = TypeVar("F", bound=Callable[..., Any])
Form = TypeVar("Form", bound=str)

ROW_FORMS = ("table", "json", "csv", "markdown")
"""The forms of what prints rows."""

ENGINE_VARIABLE = "OBLIGRAPH_ENGINE"
"""The environment's word for `--engine`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the common options say; None where they say nothing."""

    data: Path | None = None
    form: str | None = None
    language: Language = "en"
    engine: str | None = None


def locale_language() -> Language:
    """Return the language of the user's locale, English where it is neither."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "ru" if os.environ[name].lower().startswith("ru") else "en"
    return "ru" if (locale.getlocale()[0] or "").lower().startswith(("ru", "russian")) else "en"


def spoken_language(arguments: Sequence[str]) -> Language:
    """Return the language that the words of a command line ask for, else the locale's."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        asked = following if word == "--lang" else word.removeprefix("--lang=")
        if asked != word and asked in LANGUAGES:
            return asked
    return locale_language()


def language_of(ctx: click.Context) -> Language:
    """Return the language that the options of a context ask for, else the locale's."""
    kept = ctx.find_object(dict)
    asked = ctx.params.get("lang") or (kept or {}).get("lang")
    return cast("Language", asked) if asked else locale_language()


def said(name: str) -> str:
    """Return what an option means, in the language of this command line."""
    return say(f"options.{name}", spoken_language(sys.argv))


def helped(name: str) -> str:
    """Return what a command does, in the language of this command line."""
    return say(f"help.{name}", spoken_language(sys.argv))


def moment_options(function: F) -> F:
    """Add `--at` and `--known-at`, as the moments that they name (now where left out)."""
    for name in ("known-at", "at"):
        function = click.option(f"--{name}", metavar="MOMENT", callback=_read_moment, help=said(name))(
            function
        )
    return function


def _read_moment(_ctx: click.Context, _parameter: click.Parameter, words: str | None) -> Moment:
    return now() if words is None else parse_moment(words)


def common_options(function: F) -> F:
    """Add `--data`, `--format`, `--engine` and `--lang` to a command whose forms are those of rows."""
    return options_with_forms(*ROW_FORMS)(function)


def options_with_forms(*forms: str) -> Callable[[F], F]:
    """Return what adds `--data`, `--format`, `--engine`, `--lang`; a command gets them as `Settings`.

    On the group they are kept for the command; on a command they win over the group's. A form that
    is not among `forms` is a usage error before anything is done.
    """

    def add(function: F) -> F:
        @click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help=said("data"))
        @click.option("--format", "form", metavar="FORM", help=said("form"))
        @click.option("--engine", metavar="URL", help=said("engine"))
        @click.option("--lang", type=click.Choice(LANGUAGES), help=said("lang"))
        @click.pass_context
        @functools.wraps(function)
        def wrapped(ctx: click.Context, /, **options: Any) -> Any:  # noqa: ANN401
            kept = ctx.ensure_object(dict)
            for name in ("data", "form", "lang", "engine"):
                if (value := options.pop(name)) is not None:
                    kept[name] = value
            if isinstance(ctx.command, click.Group):
                return function(**options)
            settings = Settings(
                data=kept.get("data"),
                form=kept.get("form"),
                language=kept.get("lang") or locale_language(),
                engine=kept.get("engine", os.environ.get(ENGINE_VARIABLE)) or None,
            )
            chosen_form(settings, forms)
            return function(settings, **options)

        return cast("F", wrapped)

    return add


def chosen_form(settings: Settings, allowed: Sequence[Form]) -> Form:
    """Return the form of output asked for, else the first; one that the command lacks is a usage error."""
    for form in allowed:
        if settings.form in {None, form}:
            return form
    raise click.UsageError(f"no output form {settings.form!r} here; choose from {', '.join(allowed)}")
