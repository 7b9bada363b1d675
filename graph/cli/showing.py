"""Commands that show the graph elsewhere: `draw` as a picture, `export` in a format of interchange."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pyoxigraph import Quad

from ..answers import check_cohort, find_document, find_subjects
from ..files import read_whole, write_whole
from ..moments import Moment
from ..rdf import from_turtle
from ..rdf.dumped import FORMS as DUMP_FORMS
from ..rdf.dumped import earlier_graph
from ..register import find_register
from .opening import open_engine, open_store
from .options import (
    Settings,
    common_options,
    helped,
    moment_options,
    options_with_forms,
    said,
)

if TYPE_CHECKING:
    from ..picture import PictureView, ViewKind
    from ..remote import RemoteStore
    from ..store import Store

VIEWS = ("cohort", "chain", "order", "people", "document", "register")
_ASKED = {"order": "ID", "document": "N"}
EXPORTS = ("ttl", "trig", "nq", "jsonld", "graphml", "gexf")


@click.command(help=helped("draw"))
@click.option("--view", type=click.Choice(VIEWS), help=said("view"))
@click.option("--cohort", type=int, metavar="YEAR", help=said("cohort"))
@click.option("--document", metavar="N", help=said("document"))
@click.option("--order", metavar="ID", help=said("order"))
@moment_options
@click.option("--app-url", metavar="URL", help=said("app-url"))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help=said("output"))
@click.option("--open", "show", is_flag=True, help=said("open"))
@common_options
def draw(settings: Settings, *, output: Path, show: bool, app_url: str | None, **question: Any) -> None:  # noqa: ANN401
    """Write the picture and, if asked, open it in the browser."""
    from ..render.page import page

    view = _pictured(open_engine(settings), **question)
    write_whole(output, page(view, settings.language, app_url=app_url).encode("utf-8"))
    click.echo(output)
    if show:
        webbrowser.open(output.resolve().as_uri())


def _pictured(  # noqa: PLR0913  each part of the question is an option of its own
    store: Store | RemoteStore,
    *,
    view: ViewKind | None,
    cohort: int | None,
    document: str | None,
    order: str | None,
    at: Moment,
    known_at: Moment,
) -> PictureView:
    """Return what the question shows; a view that lacks its subject is a usage error."""
    from ..network import to_networkx
    from ..picture import needed, picture_of, view_for

    kind = view or view_for(cohort=cohort, document=document, order=order)
    if {"order": order, "document": document}.get(kind, "") is None:
        raise click.UsageError(f"--view {kind} needs --{kind} {_ASKED[kind]}")
    if cohort is not None:
        check_cohort(store, cohort)
    paper = find_document(store, document) if document else None
    subject = find_subjects(store, order) if order else None
    key, thing = paper[0].rsplit("/", 1)[-1] if paper else None, subject.iri if subject else None
    return picture_of(
        to_networkx(needed(store, kind, cohort=cohort, document=key, order=thing)),
        kind,
        cohort=cohort,
        document=key,
        order=thing,
        at=at.value,
        known_at=known_at.value,
        about=subject.id if subject else paper[1] if paper else None,
    )


def _whole_graph(settings: Settings) -> bytes:
    from ..render.dump import dump

    form = settings.form or EXPORTS[0]
    graphs = form in DUMP_FORMS and settings.engine is None
    return dump(open_engine(settings), form, tuple(_earlier_texts(settings)) if graphs else ())


def _earlier_texts(settings: Settings) -> Iterator[Quad]:
    """Yield the triples of texts that newer ones replaced: what was known before hangs on them."""
    for path in find_register(settings.data).earlier_triples_paths():
        graph = earlier_graph(path.stem)
        for triple in from_turtle(read_whole(path), source=str(path)):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _one_document(settings: Settings, document: str) -> bytes:
    from ..render.akoma_ntoso import write_akoma_ntoso

    iri = find_document(open_store(settings), document)[0]
    return write_akoma_ntoso(find_register(settings.data).filed(iri.rsplit("/", 1)[-1]))


@click.command(help=helped("export"))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=said("output"))
@click.option("--document", metavar="N", help=said("export-document"))
@options_with_forms(*EXPORTS, "akn")
def export(settings: Settings, output: Path | None, document: str | None) -> None:
    """Write the whole graph in the form asked for, Turtle unless another is; or one document."""
    if (document is not None) != (settings.form == "akn"):
        raise click.UsageError(
            "--format akn writes one document, and needs --document N; the others take none"
        )
    content = _whole_graph(settings) if document is None else _one_document(settings, document)
    if output is not None:
        write_whole(output, content)
        click.echo(output)
        return
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
