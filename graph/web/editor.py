"""The SPARQL editor: the catalogue as examples, our terms completed, results as a table or a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..messages import Language
from ..queries import Query, bound_text, catalogue, part, run_query
from ..rdf import terms
from ..rdf.iri import ROOT
from ..store import Store
from .languages import language_of
from .pages import show
from .things import VOCABULARY

_EDITOR_STYLES = (
    "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='",
    "'sha256-c0O6TmFAkgpNbHxKAa1BrveWHHopjEtC47i0PzMudxg='",
)
"""The two style elements that the editor's table makes: its columns' grips, the sign while one is drawn."""

POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {' '.join(_EDITOR_STYLES)}; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""The strict policy of the house, with the editor's own styles by their hashes and its icons as `data:`."""

_FIRST = """SELECT ?document ?date ?label
WHERE {
  ?paper a og:Document ; eli:date_document ?date .
  OPTIONAL { ?paper eli:id_local ?document }
  OPTIONAL { ?paper rdfs:label ?label }
}
ORDER BY DESC(?date)
LIMIT 50
"""
_GROUPS = ("cohort", "document", "register")


@dataclass(frozen=True, slots=True)
class Example:
    """A question of the catalogue as a query that can be run as it stands."""

    name: str
    title: str
    text: str


def editor(request: Request) -> Response:
    """Show the editor with the query of the address, else with one that every register answers."""
    store, language = request.app.state.opened.store(), language_of(request)
    asked = request.query_params.get("query", "").strip()
    settings: dict[str, Any] = {
        "endpoint": request.url_for("sparql-endpoint").path,
        "query": asked or f"{_declared(_FIRST)}{_FIRST}",
        "asked": bool(asked),
        "root": ROOT,
        "vocabulary": VOCABULARY,
        "prefixes": terms.PREFIXES,
        **_known_terms(),
    }
    response = show(request, "editor.html", settings=settings, groups=_examples(store, language))
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _declared(text: str) -> str:
    """Return the declarations of the prefixes that a query uses."""
    used = (name for name in terms.PREFIXES if f"{name}:" in text)
    return "".join(f"PREFIX {name}: <{terms.PREFIXES[name]}>\n" for name in used)


def _known_terms() -> dict[str, list[str]]:
    """Return the classes and the properties that the register's triples are written with."""
    namespaces = set(terms.PREFIXES.values())
    known = {value.value for value in vars(terms).values() if isinstance(value, NamedNode)} - namespaces
    classes = {iri for iri in known if _local(iri)[:1].isupper()}
    return {"classes": sorted(classes), "properties": sorted(known - classes)}


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _examples(store: Store, language: Language) -> list[tuple[str, list[Example]]]:
    """Return the catalogue's questions in groups, bound to the newest cohort and document there are."""
    values = _newest(store)
    groups: dict[str, list[Example]] = {name: [] for name in _GROUPS}
    for query in catalogue().values():
        groups[_group(query)].append(_example(query, values, language))
    return [(name, sorted(found, key=lambda one: one.title)) for name, found in groups.items() if found]


def _group(query: Query) -> str:
    kinds = {parameter.kind for parameter in query.parameters}
    return "document" if "document" in kinds else "cohort" if "cohort" in kinds else "register"


def _example(query: Query, values: dict[str, str], language: Language) -> Example:
    given = {
        parameter.name: values.get(parameter.kind)
        for parameter in query.parameters
        if parameter.kind in values and parameter.default is None
    }
    title = query.title[language]
    return Example(query.name, title, f"# {title}\n{bound_text(query, given)}")


def _newest(store: Store) -> dict[str, str]:
    """Return what a parameter of a kind is best bound to: the newest cohort, the newest document held."""
    cohorts = [int(str(row[0])) for row in run_query(store, part("cohorts"), {}).rows]
    held = [str(paper) for _, paper in run_query(store, part("papers"), {}).rows]
    newest = {"cohort": str(max(cohorts))} if cohorts else {}
    return newest | ({"document": max(held)} if held else {})


routes = [Route("/editor", editor, name="sparql")]
