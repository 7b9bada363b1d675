"""The child's side: take the task, give up what is not needed, answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

from ..errors import ObligraphError
from .limits import limit_process
from .wire import Message, error_head, pack, unpack

Work = Callable[[dict[str, Any], bytes], Message]
Works = Callable[[dict[str, Any], bytes], Iterator[Message]]


def serve_once(work: Work) -> None:
    """Do one task under its limits and write its one answer."""

    def works(head: dict[str, Any], body: bytes) -> Iterator[Message]:
        yield work(head, body)

    serve_stream(works)


def serve_stream(work: Works) -> None:
    """Do one task under its limits, each message written when it is there.

    What a library prints goes to stderr. Only our own errors become answers: anything else ends the
    process, and the parent sees that.
    """
    answer_to = os.dup(1)
    os.dup2(2, 1)
    task = unpack(sys.stdin.buffer.read())
    if task is None:
        raise SystemExit("the task came incomplete")
    head, body = task
    limit_process(head["seconds"], head["memory"])
    with os.fdopen(answer_to, "wb", buffering=0) as pipe:
        try:
            for message in work(head, body):
                _write(pipe.fileno(), pack(*message))
        except ObligraphError as error:
            _write(pipe.fileno(), pack(error_head(error)))


def _write(pipe: int, message: bytes) -> None:
    """Write all of a message; a pipe takes as much at once as it has room for."""
    left = memoryview(message)
    while left:
        left = left[os.write(pipe, left) :]
