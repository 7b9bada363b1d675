"""The child's side: take the task, give up what is not needed, answer once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from ..errors import ObligraphError
from .limits import limit_process
from .wire import error_head, pack, unpack

Work = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]


def serve_once(work: Work) -> None:
    """Do one task under its limits and write its answer; what a library prints goes to stderr.

    Only our own errors become answers: anything else ends the process, and the parent sees that.
    """
    answer_to = os.dup(1)
    os.dup2(2, 1)
    task = unpack(sys.stdin.buffer.read())
    if task is None:
        raise SystemExit("the task came incomplete")
    head, body = task
    limit_process(head["seconds"], head["memory"])
    try:
        answer = pack(*work(head, body))
    except ObligraphError as error:
        answer = pack(error_head(error))
    with os.fdopen(answer_to, "wb") as pipe:
        pipe.write(answer)
