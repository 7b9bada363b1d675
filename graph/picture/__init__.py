"""What a picture of the graph shows: chosen from a networkx graph, worded and drawn by `graph.render`."""

from __future__ import annotations

from .choose import picture_of
from .values import (
    LANES,
    EdgeKind,
    Ground,
    Lane,
    NodeKind,
    PictureEdge,
    PictureNode,
    PictureView,
    Quote,
    Status,
    Term,
)

__all__ = [
    "LANES",
    "EdgeKind",
    "Ground",
    "Lane",
    "NodeKind",
    "PictureEdge",
    "PictureNode",
    "PictureView",
    "Quote",
    "Status",
    "Term",
    "picture_of",
]
