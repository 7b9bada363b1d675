"""The interactive picture as one self-contained HTML page; the only module that imports pyvis.

pyvis holds the nodes, edges and options; its data are rendered by our own template with a vendored
vis-network. The page loads nothing and sends nothing: a Content-Security-Policy admits only its own
script and style, by their hashes, and what documents say arrives as JSON and as escaped text.
"""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import InvalidValueError
from ..messages import say, theme
from .picture_data import Drawn, Texts, days_of, drawn_bands, drawn_edges, drawn_nodes, ui_words
from .picture_drawing import draw
from .picture_facts import format_moment
from .picture_table import filters_of, legend_of, tables_of
from .picture_words import word_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..messages import Language
    from ..picture import PictureView
    from .picture_words import WordedNode

_HERE = Path(__file__).resolve().parent
_VIS = _HERE / "static" / "vis-network-10.1.5.min.js"
_TEMPLATES = _HERE / "templates"
_SCRIPTS = (
    "prelude.js",
    _VIS,
    "shapes.js",
    "days.js",
    "drawing.js",
    "camera.js",
    "folding.js",
    "card.js",
    "search.js",
    "filters.js",
    "exporting.js",
    "picture.js",
)

_OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {"smooth": False, "chosen": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "keyboard": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "zoomSpeed": 0.6,
    },
}


def page(
    view: PictureView, language: Language, *, title: str | None = None, app_url: str | None = None
) -> str:
    """Return the page; write it as UTF-8. The same view and options give the same bytes.

    `title` stands above it instead of the view's own; `app_url` is where the application answers
    (http or https, or a path from its root): cards then lead to the documents' pages there. Another
    scheme is an `InvalidValueError`.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    nodes = word_view(view, language)
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("picture.html").render(
        language=language,
        title=title or title_of_view(view, language),
        words=theme("picture", language),
        subtitle=_subtitle(view, language),
        tables=tables_of(nodes),
        legend=legend_of(view, language),
        filters=filters_of(view, language),
        days=days_of(view),
        folds=view.kind == "register",
        data=_as_json(_data(view, nodes, language, _checked(app_url))),
        script=script(),
        style=style(),
        policy=policy(),
    )


def title_of_view(view: PictureView, language: Language) -> str:
    """Return what the picture is called: its question, with what it is about."""
    about = "-all" if view.about is None and view.kind == "cohort" else ""
    return say(f"picture.title-{view.kind}{about}", language, about=view.about or "")


def _checked(app_url: str | None) -> str | None:
    """Return the address if a click on it can only open a page of the application."""
    if app_url is None:
        return None
    parts = urlsplit(app_url)
    local = not parts.scheme and not parts.netloc and (not app_url or app_url.startswith("/"))
    if not local and not (parts.scheme in ("http", "https") and parts.netloc):
        raise InvalidValueError(
            f"no address of the application: {app_url!r}", advice="write it as http://127.0.0.1:8321"
        )
    return app_url


# --- script, style and policy ------------------------------------------------------------------


@cache
def script() -> str:
    """Return the page's whole script: the same for every picture."""
    return "\n".join(_script(part) for part in _SCRIPTS)


def _script(part: str | Path) -> str:
    """Return a script's text without the line that names its source map: nothing is to be asked for."""
    text = (_TEMPLATES / part).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("//# sourceMappingURL="))


@cache
def style() -> str:
    """Return the page's style sheet."""
    return (_TEMPLATES / "picture.css").read_text(encoding="utf-8")


def policy() -> str:
    """Return the Content-Security-Policy of every picture: its own script and style, nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script())}'",
            f"style-src '{_digest(style())}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _as_json(data: object) -> str:
    """Return JSON that can stand inside a script element: no sign in it opens or closes anything."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _subtitle(view: PictureView, language: Language) -> str:
    size = say("picture.size", language, nodes=len(view.nodes), edges=len(view.edges))
    known = say("picture.known", language, moment=format_moment(view.known_at)) if view.known_at else ""
    limited = view.about if view.kind in ("chain", "register", "people") else None
    only = say("picture.only", language, about=limited) if limited else ""
    return " · ".join(filter(None, (only, known, size)))


# --- data --------------------------------------------------------------------------------------


def _data(
    view: PictureView, nodes: Sequence[WordedNode], language: Language, app_url: str | None
) -> dict[str, object]:
    """Return what the script draws: boxes with their words and places, arrows, bands, days, texts."""
    drawing = draw(view, nodes)
    texts = Texts()
    found = drawn_nodes(nodes, drawing, texts, app_url)
    net_nodes, net_edges, options = _through_pyvis(found, drawn_edges(view, nodes, drawing))
    return {
        "view": view.kind,
        "nodes": net_nodes,
        "edges": net_edges,
        "options": options,
        "bands": drawn_bands(view, nodes, drawing, language),
        "days": days_of(view),
        "texts": texts.rows,
        "linked": app_url is not None,
        "words": ui_words(language),
    }


def _through_pyvis(
    nodes: Sequence[Drawn], edges: Sequence[Drawn]
) -> tuple[list[object], list[object], object]:
    """Return the nodes, edges and options as a pyvis network holds them.

    They are appended one by one rather than by `add_node` and `add_edge`, which search all earlier
    ones at every step.
    """
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    network = Network(directed=True)
    network.options = _OPTIONS
    for node in nodes:
        network.nodes.append(Node(*node.ends, "custom", node.label, **node.options).options)
    for edge in edges:
        network.edges.append(Edge(*edge.ends, True, **edge.options).options)
    net_nodes, net_edges, _, _, _, options = network.get_network_data()
    return net_nodes, net_edges, json.loads(options)
