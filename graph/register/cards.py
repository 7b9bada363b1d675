"""Cards as JSON and back: byte-stable, one field a line."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from ..errors import RegisterError
from ..model import Card, Landmark

_FILE = re.compile(r"protocols/[0-9A-Za-z_~][0-9A-Za-z_~.-]*")
_ADVICE = "restore the card from a backup, or take its document in again"


def card_stem(card: Card) -> str:
    """Return what the files of one card are called, without folder and extension."""
    name = card.file.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def write_card(card: Card) -> bytes:
    """Return the card as JSON in UTF-8: `read_card` is the inverse."""
    fields = {
        "key": card.key,
        "file": card.file,
        "sent_as": card.sent_as,
        "media_type": card.media_type,
        "encoding": card.encoding,
        "sha256": card.sha256,
        "text_sha256": card.text_sha256,
        "recorded": card.recorded.isoformat(),
        "reader": card.reader,
        "rendition_of": card.rendition_of,
        "supersedes": card.supersedes,
        "landmarks": [f"{mark.offset} {mark.kind} {mark.number}" for mark in card.landmarks],
    }
    return json.dumps(fields, ensure_ascii=False, indent=1).encode() + b"\n"


def read_card(content: bytes, source: str) -> Card:
    """Return the card of a file; raise `RegisterError` where it is damaged or leads elsewhere."""
    try:
        fields = json.loads(content)
        card = _card(fields)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RegisterError("the card is damaged", source=source, advice=_ADVICE) from error
    if not _FILE.fullmatch(card.file) or ".." in card.file:
        raise RegisterError(f"the card names no original: {card.file!r}", source=source, advice=_ADVICE)
    return card


def _card(fields: dict[str, Any]) -> Card:
    return Card(
        key=fields["key"],
        file=fields["file"],
        sent_as=fields["sent_as"],
        media_type=fields["media_type"],
        sha256=fields["sha256"],
        text_sha256=fields["text_sha256"],
        recorded=datetime.fromisoformat(fields["recorded"]),
        reader=fields["reader"],
        encoding=fields["encoding"],
        landmarks=tuple(_landmark(words) for words in fields["landmarks"]),
        rendition_of=fields["rendition_of"],
        supersedes=fields["supersedes"],
    )


def _landmark(words: str) -> Landmark:
    offset, kind, number = words.split()
    if kind not in {"page", "paragraph", "table", "header", "footer"}:
        raise ValueError(kind)
    return Landmark(int(offset), kind, int(number))  # type: ignore[arg-type]  # checked above
