"""Commands that ask the graph: `missing`, `query`, `queries`, `sparql`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..errors import InvalidValueError, QueryError
from ..queries import catalogue, run_query
from .opening import open_store
from .options import Settings, common_options, helped, said
from .printing import print_rows, rows_of


@click.command(help=helped("missing"))
@common_options
def missing(settings: Settings) -> None:
    """Print the cited documents whose text the register lacks."""
    print_rows(run_query(open_store(settings), "missing", {}), settings)


@click.command(help=helped("queries"))
@common_options
def queries(settings: Settings) -> None:
    """Print the catalogue: each query, its question, its parameters."""
    rows = [
        (query.name, query.title[settings.language], [parameter.name for parameter in query.parameters])
        for query in catalogue().values()
    ]
    print_rows(rows_of("queries", ("query", "title", "parameters"), rows), settings)


@click.command(
    help=helped("query"), context_settings={"ignore_unknown_options": True, "allow_extra_args": True}
)
@click.argument("name")
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@common_options
def query(settings: Settings, name: str, parameters: tuple[str, ...]) -> None:
    """Print the answer to a question of the catalogue; its parameters are options."""
    print_rows(run_query(open_store(settings), name, _read_parameters(parameters)), settings)


def _read_parameters(words: tuple[str, ...]) -> dict[str, str | None]:
    """Return `--name value` and `--name=value` as a mapping."""
    values: dict[str, str | None] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            raise InvalidValueError(f"a parameter begins with --: {word!r}", advice="write --name value")
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not rest:
                raise InvalidValueError(f"parameter {word!r} has no value", advice="write --name value")
            value = rest.pop(0)
        values[name.replace("-", "_")] = value
    return values


@click.command(help=helped("sparql"))
@click.argument("file", required=False)
@click.option("-e", "expression", metavar="TEXT", help=said("expression"))
@click.option("--timeout", type=float, default=10.0, show_default=True, help=said("timeout"))
@click.option("--max-rows", type=int, default=100_000, show_default=True, help=said("max-rows"))
@common_options
def sparql(settings: Settings, file: str | None, expression: str | None, timeout: float, max_rows: int) -> None:
    """Run a read-only query in a process of its own and print its result."""
    source, text = _query_text(file, expression)
    open_store(settings).run_sparql(
        text, source=source, form=settings.form, timeout=timeout, max_rows=max_rows, output=sys.stdout.buffer
    )


def _query_text(file: str | None, expression: str | None) -> tuple[str, str]:
    if (file is None) == (expression is None):
        raise click.UsageError("give either a file with the query, - for standard input, or -e TEXT")
    if expression is not None:
        return "-e", expression
    if file == "-":
        return "-", click.get_text_stream("stdin", encoding="utf-8").read()
    path = Path(str(file))
    try:
        return str(path), path.read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(
            f"cannot be read: {error.strerror}", source=str(path), advice="check the path"
        ) from None
    except UnicodeDecodeError:
        raise QueryError("is not UTF-8 text", source=str(path), advice="save it as UTF-8") from None
