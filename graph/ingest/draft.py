"""What a reader of one format gives: a text not yet cleaned, and its landmarks."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ..model import Landmark


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a file as its format has it; offsets count code points of this text.

    A landmark stands at the start of the text or behind a line break. `encoding` is set where the
    format leaves it open.
    """

    text: str
    landmarks: tuple[Landmark, ...] = ()
    encoding: str | None = None


def pack(draft: Draft) -> bytes:
    """Return the draft as JSON in UTF-8, as it leaves a child process."""
    marks = [[mark.offset, mark.kind, mark.number] for mark in draft.landmarks]
    return json.dumps({"text": draft.text, "landmarks": marks, "encoding": draft.encoding}).encode()


def unpack(packed: bytes) -> Draft:
    """Return the draft that `pack` made into bytes."""
    parts = json.loads(packed)
    marks = tuple(Landmark(offset, kind, number) for offset, kind, number in parts["landmarks"])
    return Draft(parts["text"], marks, parts["encoding"])
