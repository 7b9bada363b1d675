"""The interactive picture as one self-contained HTML page; the only module that imports pyvis.

pyvis holds the nodes, edges and options; its data are rendered by our own template with a vendored
vis-network. The page loads nothing and sends nothing: a Content-Security-Policy admits only its own
script and style, by their hashes, and what documents say arrives as JSON and as escaped text.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from ..messages import say, theme
from ..model import State
from ..picture import LANES, EdgeKind, NodeKind
from .picture_drawing import draw
from .picture_words import COLUMNS, WordedNode, format_moment, word_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..messages import Language
    from ..picture import Lane, PictureView
    from .layout import Band
    from .picture_drawing import Drawing

_HERE = Path(__file__).resolve().parent
_VIS = _HERE / "static" / "vis-network-10.1.5.min.js"
_TEMPLATES = _HERE / "templates"
_SCRIPTS = ("prelude.js", _VIS, "shapes.js", "drawing.js", "picture.js")
_TABLE_CHUNK = 200

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


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of one lane in parts of at most `_TABLE_CHUNK`; columns without words are left out."""

    lane: Lane
    columns: tuple[str, ...]
    parts: tuple[tuple[WordedNode, ...], ...]


def render_picture(view: PictureView, *, language: Language, title: str) -> str:
    """Return the page; write it as UTF-8. The same view, language and title give the same bytes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    nodes = word_view(view, language)
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    script = "\n".join(_script(part) for part in _SCRIPTS)
    style = (_TEMPLATES / "picture.css").read_text(encoding="utf-8")
    return environment.get_template("picture.html").render(
        language=language,
        title=title,
        words=theme("picture", language),
        subtitle=_subtitle(view, language),
        tables=_tables(nodes),
        legend=_legend(view, language),
        data=_as_json(_data(view, nodes, language)),
        script=script,
        style=style,
        policy=_policy(script, style),
    )


def _script(part: str | Path) -> str:
    """Return a script's text without the line that names its source map: nothing is to be asked for."""
    text = (_TEMPLATES / part).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("//# sourceMappingURL="))


def _policy(script: str, style: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
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
    if view.at is None:
        return size
    return f"{say('picture.at', language, moment=format_moment(view.at))} · {size}"


def _tables(nodes: Sequence[WordedNode]) -> list[_Table]:
    tables = []
    for lane in LANES:
        rows = [node for node in nodes if node.node.lane == lane]
        columns = tuple(column for column in COLUMNS if any(row.cells[column] for row in rows))
        parts = tuple(tuple(rows[at : at + _TABLE_CHUNK]) for at in range(0, len(rows), _TABLE_CHUNK))
        if rows:
            tables.append(_Table(lane, columns, parts))
    return tables


def _legend(view: PictureView, language: Language) -> dict[str, list[tuple[str, str]]]:
    """Return what the picture uses of each kind of sign, as pairs of a code and its words."""
    states = _used(State, (status.state for node in view.nodes for status in node.statuses))
    kinds = _used(NodeKind, (node.kind for node in view.nodes))
    edges = _used(EdgeKind, (edge.kind for edge in view.edges))
    dashed = any(edge.dashed for edge in view.edges)
    return {
        "kinds": [(kind, say(f"picture.kind-{kind}", language)) for kind in kinds],
        "edges": [(kind, say(f"picture.edge-{kind}", language)) for kind in edges],
        "dashed": [("dashed", say("picture.edge-dashed", language))] if dashed else [],
        "states": [(state, say(f"states.{state}", language)) for state in states],
    }


def _used(closed_set: object, values: Iterable[str]) -> list[str]:
    """Return those values of a closed set that occur, in the set's own order."""
    occurring = set(values)
    return [value for value in get_args(closed_set) if value in occurring]


def _data(view: PictureView, nodes: Sequence[WordedNode], language: Language) -> dict[str, object]:
    """Return what the script draws: boxes with their lines and places, arrows with their courses, bands."""
    drawing = draw(view, nodes)
    net_nodes, net_edges, options = _through_pyvis(drawing)
    return {
        "nodes": net_nodes,
        "edges": net_edges,
        "options": options,
        "bands": [_drawn_band(band, language) for band in drawing.bands],
        "words": _ui_words(language),
    }


def _drawn_band(band: Band, language: Language) -> dict[str, object]:
    title = say(f"picture.lane-{band.lane}", language)
    return {"lane": band.lane, "title": title, "box": [band.left, band.top, band.right, band.bottom]}


def _through_pyvis(drawing: Drawing) -> tuple[list[object], list[object], object]:
    """Return the nodes, edges and options as a pyvis network holds them.

    They are appended one by one rather than by `add_node` and `add_edge`, which search all earlier
    ones at every step.
    """
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    network = Network(directed=True)
    network.options = _OPTIONS
    for node in drawing.nodes:
        network.nodes.append(Node(node.key, "custom", node.label, **node.options).options)
    for edge in drawing.edges:
        network.edges.append(Edge(edge.source, edge.target, True, **edge.options).options)
    net_nodes, net_edges, _, _, _, options = network.get_network_data()
    return net_nodes, net_edges, json.loads(options)


def _ui_words(language: Language) -> dict[str, str]:
    words = theme("picture", language)
    return {key: words[key] for key in ("found", "found-none", "keys")}
