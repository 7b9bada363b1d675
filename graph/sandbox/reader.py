"""A reader of foreign files, run where it can do no harm."""

from __future__ import annotations

from ..errors import UnreadableFileError
from .child import Ended, run_child
from .limits import MIB
from .wire import pack, raise_told, unpack


def run_reader(
    module: str, function: str, content: bytes, *, timeout: float = 60.0, max_memory: int = 1024 * MIB
) -> bytes:
    """Return what `module.function(content)` returns, both bytes, called in a child process.

    `timeout` is in seconds, `max_memory` in bytes. An `ObligraphError` of the reader is raised here
    again; a reader that crashes, takes too long or too much memory gives `UnreadableFileError`.
    """
    task = pack({"module": module, "function": function, "seconds": timeout, "memory": max_memory}, content)
    ended = run_child("reader_child", task, seconds=timeout)
    answer = unpack(ended.output) if ended.code == 0 else None
    if answer is None:
        raise _failure(ended, timeout, max_memory)
    head, result = answer
    raise_told(head)
    return result


def _failure(ended: Ended, timeout: float, max_memory: int) -> UnreadableFileError:
    advice = "save it in another format and send that"
    if ended.late:
        return UnreadableFileError(f"reading it takes more than {timeout:g} s", advice=advice)
    if ended.out_of_memory:
        return UnreadableFileError(
            f"reading it takes more than {max_memory // MIB} MB of memory", advice=advice
        )
    lines = ended.complaint.splitlines()
    reason = f"exit {ended.code}" if ended.crashed or not lines else lines[-1]
    return UnreadableFileError(f"it is damaged in a way that stops its reader ({reason})", advice=advice)
