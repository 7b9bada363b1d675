"""What a picture of the graph shows: chosen from a networkx graph, worded and drawn by `graph.render`."""

from __future__ import annotations

from .choose import picture_of, view_for
from .needed import needed
from .values import (
    LANES,
    NOTHING,
    Counts,
    EdgeKind,
    Ground,
    Lane,
    NodeKind,
    Part,
    PictureEdge,
    PictureNode,
    PictureView,
    Quote,
    Slice,
    Status,
    Term,
    ViewKind,
)

__all__ = [
    "LANES",
    "NOTHING",
    "Counts",
    "EdgeKind",
    "Ground",
    "Lane",
    "NodeKind",
    "Part",
    "PictureEdge",
    "PictureNode",
    "PictureView",
    "Quote",
    "Slice",
    "Status",
    "Term",
    "ViewKind",
    "needed",
    "picture_of",
    "view_for",
]
