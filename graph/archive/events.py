"""Recorded events against their names, their ids and the evidence kept beside them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from ..build.recording import event_id
from ..errors import ObligraphError
from ..model import Event
from ..rdf import from_turtle, read_event, to_turtle
from ..register import Register
from .differences import Difference

_OF_CONTENT = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}")
"""The form of ids that are made from the event's content."""

_EVIDENCE = "evidence"


def event_differences(register: Register) -> Iterator[Difference]:
    """Yield events that are damaged, altered or misnamed, and evidence that is gone or altered."""
    for path in register.event_paths():
        file = f"events/{path.name}"
        try:
            content = path.read_bytes()
            triples = from_turtle(content, source=file)
            event = read_event(triples)
        except (ObligraphError, OSError) as error:
            yield Difference("unreadable", file, None, (("why", str(error)),))
            continue
        if to_turtle(triples) != content:
            yield Difference("rewritten", file, event.document)
        yield from _id_differences(file, path, event)
        yield from _evidence_differences(register.folder, file, event)


def _id_differences(file: str, path: Path, event: Event) -> Iterator[Difference]:
    if not _OF_CONTENT.fullmatch(event.id):
        return
    if path.stem != event.id:
        yield Difference("event-misnamed", file, event.document, (("id", event.id),))
    if event_id(event) != event.id:
        yield Difference("event-altered", file, event.document, (("id", event.id),))


def _evidence_differences(folder: Path, file: str, event: Event) -> Iterator[Difference]:
    """Yield what is wrong with the file that an event names by its hash."""
    if event.evidence_sha256 is None:
        return
    kept = sorted((folder / _EVIDENCE).glob(f"{event.evidence_sha256}*"))
    if not kept:
        yield Difference("evidence-missing", file, event.document, (("hash", event.evidence_sha256[:12]),))
    for path in kept:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != event.evidence_sha256:
            details = (("expected", event.evidence_sha256[:12]), ("found", digest[:12]))
            yield Difference("hash-differs", f"{_EVIDENCE}/{path.name}", event.document, details)
