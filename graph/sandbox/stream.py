"""The parent's side of an answer in pieces: each is handed on, the child killed at the deadline."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from .child import Ended, start_child
from .wire import Message, read_message

_MOST_COMPLAINT = 64 * 1024
"""Bytes of a child's standard error that are kept."""


@dataclass(slots=True)
class Conversation:
    """What a child says, message by message; `ended` is set when it says no more."""

    process: subprocess.Popen[bytes]
    late: bool = False
    ended: Ended = field(default_factory=lambda: Ended(b"", "", 0))
    _complaint: bytearray = field(default_factory=bytearray)

    def messages(self) -> Iterator[Message]:
        """Yield the messages until the child ends or is stopped."""
        while (message := read_message(cast("BinaryIO", self.process.stdout))) is not None:
            yield message
        cast("BinaryIO", self.process.stdout).close()  # it has ended, or says what is no message
        self.process.wait()

    def stop(self) -> None:
        """Kill the child at its deadline."""
        self.late = True
        self.process.kill()

    def listen(self) -> None:
        """Take what the child complains of, so that it never waits to be heard."""
        for line in cast("BinaryIO", self.process.stderr):
            if len(self._complaint) < _MOST_COMPLAINT:
                self._complaint += line

    def close(self) -> None:
        """Say how the child ended."""
        complaint = self._complaint.decode("utf-8", "replace").strip()
        self.ended = Ended(b"", complaint, self.process.returncode, late=self.late)


@contextmanager
def converse(program: str, task: bytes, *, seconds: float) -> Iterator[Conversation]:
    """Give a child its task and hear it; it is killed when the block ends, at the latest after `seconds`."""
    with start_child(program) as process:
        talk = Conversation(process)
        listener = threading.Thread(target=talk.listen, daemon=True)
        timer = threading.Timer(seconds, talk.stop)
        listener.start()
        timer.start()
        try:
            _tell(process, task)
            yield talk
        finally:
            timer.cancel()
            process.kill()
            process.wait()
            listener.join()
            talk.close()


def _tell(process: subprocess.Popen[bytes], task: bytes) -> None:
    """Write the task; a child that died meanwhile is noticed when it is heard."""
    stdin = cast("BinaryIO", process.stdin)
    with suppress(BrokenPipeError, OSError):
        stdin.write(task)
        stdin.flush()
    with suppress(BrokenPipeError, OSError):
        stdin.close()
