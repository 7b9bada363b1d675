"""Commands that ask the graph: `missing`, `query`, `queries`, `sparql`."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, cast, get_args

import click

from ..answers import answer_query
from ..errors import InvalidValueError, QueryError
from ..moments import Moment
from ..queries import catalogue, find_query, run_query
from ..rdf.terms import PREFIXES
from ..rdf.vocabulary import known_terms
from ..render.query_help import query_help
from ..render.table import render_rows
from ..sandbox import QueryLimits, QueryResult, stream_query
from ..sandbox import run_query as run_sandboxed
from ..sandbox.forms import Form
from .opening import open_engine, open_server, open_store
from .options import (
    Settings,
    chosen_form,
    common_options,
    helped,
    language_of,
    moment_options,
    options_with_forms,
    said,
    spoken_language,
)
from .printing import answer_language, print_rows, rows_of

SPARQL_FORMS: tuple[str, ...] = ("table", "markdown", *get_args(Form))


@click.command(help=helped("missing"))
@moment_options
@common_options
def missing(settings: Settings, *, at: Moment, known_at: Moment) -> None:
    """Print the cited documents whose text the register lacks."""
    moments = {"at": at.value.isoformat(), "known_at": known_at.value.isoformat()}
    print_rows(run_query(open_engine(settings), "missing", moments), settings)


@click.command(help=helped("queries"))
@common_options
def queries(settings: Settings) -> None:
    """Print the catalogue: each query, its question, its parameters."""
    rows = [
        (
            query.name,
            query.title[answer_language(settings)],
            [parameter.name for parameter in query.parameters],
        )
        for query in catalogue().values()
    ]
    print_rows(rows_of("queries", ("query", "title", "parameters"), rows), settings)


class CatalogueCommand(click.Command):
    """The command that asks the catalogue: with a question's name its help is that question's."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Print what the named question takes and gives where help is wanted."""
        named = bool(args) and not args[0].startswith("-")
        if named and not {"-h", "--help"}.isdisjoint(args):
            language = spoken_language(args) if "--lang" in " ".join(args) else language_of(ctx)
            click.echo(query_help(find_query(args[0]), language))
            ctx.exit()
        return super().parse_args(ctx, args)


@click.command(
    cls=CatalogueCommand,
    help=helped("query"),
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
@click.argument("name")
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@common_options
def query(settings: Settings, name: str, parameters: tuple[str, ...]) -> None:
    """Print the answer to a question of the catalogue; its parameters are options."""
    print_rows(answer_query(open_engine(settings), name, _read_parameters(parameters)), settings)


def _read_parameters(words: tuple[str, ...]) -> dict[str, str | None]:
    """Return `--name value` and `--name=value` as a mapping."""
    values: dict[str, str | None] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            problem = "a parameter begins with --: {word!r}"
            raise InvalidValueError(problem, advice="write --name value", word=word)
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not rest:
                problem = "parameter {word!r} has no value"
                raise InvalidValueError(problem, advice="write --name value", word=word)
            value = rest.pop(0)
        values[name.replace("-", "_")] = value
    return values


@click.command(help=helped("sparql"))
@click.argument("file", required=False)
@click.option("-e", "expression", metavar="TEXT", help=said("expression"))
@click.option("--timeout", type=float, default=10.0, show_default=True, help=said("timeout"))
@click.option("--max-rows", type=int, default=10_000, show_default=True, help=said("max-rows"))
@options_with_forms(*SPARQL_FORMS)
def sparql(
    settings: Settings, file: str | None, expression: str | None, timeout: float, max_rows: int
) -> None:
    """Run a read-only query in a process of its own and print its result as it comes."""
    source, text = _query_text(file, expression)
    form = chosen_form(settings, SPARQL_FORMS)
    limits = QueryLimits(seconds=timeout, rows=max_rows or sys.maxsize)
    if form in get_args(Form) and settings.engine is None:
        _stream(settings, text, form=cast("Form", form), limits=limits, source=source)
        return
    told: Form = cast("Form", form) if form in get_args(Form) else "json"
    result = _run(settings, text, form=told, limits=limits, source=source)
    for hint in result.hints:
        _tell(hint)
    if form == told or result.kind == "triples":
        sys.stdout.buffer.write(result.body)
        sys.stdout.buffer.flush()
    else:
        _print_table(json.loads(result.body), "markdown" if form == "markdown" else "table")


def _stream(settings: Settings, text: str, *, form: Form, limits: QueryLimits, source: str) -> None:
    """Print a result piece by piece; the process that finds it is stopped when nobody reads any more."""
    pieces = stream_query(
        open_store(settings).snapshot(),
        text,
        form=form,
        limits=limits,
        source=source,
        prefixes=PREFIXES,
        terms=known_terms(),
        tell=_tell,
    )
    with closing(pieces):
        for piece in pieces:
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()


def _tell(hint: str) -> None:
    """Print a hint at the query where no result is printed."""
    click.echo(f"obligraph: hint: {hint}", err=True)


def _run(settings: Settings, text: str, *, form: Form, limits: QueryLimits, source: str) -> QueryResult:
    if settings.engine is None:
        data = open_store(settings).snapshot()
        return run_sandboxed(
            data, text, form=form, limits=limits, source=source, prefixes=PREFIXES, terms=known_terms()
        )
    from ..remote import run_guarded

    server = open_server(settings.engine, patience=limits.seconds)
    return run_guarded(
        server, text, form=form, limits=limits, source=source, prefixes=PREFIXES, terms=known_terms()
    )


def _print_table(result: dict[str, Any], form: Literal["table", "markdown"]) -> None:
    """Print a result in the W3C's JSON form as a table."""
    if "boolean" in result:
        click.echo("true" if result["boolean"] else "false")
        return
    columns = result["head"]["vars"]
    rows = [[row.get(name, {}).get("value") for name in columns] for row in result["results"]["bindings"]]
    click.echo(render_rows(columns, rows, form))


def _query_text(file: str | None, expression: str | None) -> tuple[str, str]:
    if (file is None) == (expression is None):
        raise click.UsageError("give either a file with the query, - for standard input, or -e TEXT")
    if expression is not None:
        return "-e", expression
    if file == "-":
        return "-", _decoded(sys.stdin.buffer.read(), "-")
    path = Path(str(file))
    try:
        return str(path), _decoded(path.read_bytes(), str(path))
    except OSError as error:
        raise QueryError(
            f"cannot be read: {error.strerror}", source=str(path), advice="check the path"
        ) from None


def _decoded(content: bytes, source: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise QueryError("is not UTF-8 text", source=source, advice="save it as UTF-8") from None
