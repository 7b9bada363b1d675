"""Real SPARQL servers for tests, started on free loopback ports and ended with the session."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

VIRTUOSO_USER = VIRTUOSO_PASSWORD = "dba"  # noqa: S105  a fresh database has these
_PATIENCE = 60.0

_VIRTUOSO = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
CheckpointInterval = 0
ServerThreads = 10
MaxOptimizeLayouts = 20
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True, slots=True)
class Engine:
    """A running server: where it answers questions, and where it is filled."""

    name: str
    query: str
    filled_by: str


@contextmanager
def oxigraph_server() -> Iterator[Engine]:
    """Run the Oxigraph server of the `oxigraph` package over an empty store in memory."""
    program = Path(sys.executable).with_name("oxigraph")
    port = free_port()
    command = [str(program), "serve", "--bind", f"127.0.0.1:{port}"]
    url = f"http://127.0.0.1:{port}/query"
    with _running(command, url):
        yield Engine("oxigraph", url, url)


@contextmanager
def virtuoso_server(
    program: str, folder: Path, rows: int = 1_000_000, buffers: int = 4000
) -> Iterator[Engine]:
    """Run Virtuoso over an empty database; it cuts results at so many rows, a buffer holds 8 kB."""
    port, sql = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    filled = _VIRTUOSO.format(
        folder=folder, http=port, sql=sql, rows=rows, buffers=buffers, dirty=buffers * 3 // 4
    )
    settings.write_text(filled, encoding="utf-8")
    url = f"http://127.0.0.1:{port}"
    with _running([program, "+configfile", str(settings), "+foreground"], f"{url}/sparql"):
        yield Engine("virtuoso", f"{url}/sparql", f"{url}/sparql-auth")


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def _running(command: list[str], url: str) -> Iterator[None]:
    """Run a server from its first answer on; its end is waited for."""
    quiet = subprocess.DEVNULL
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    try:
        _wait_for(process, url)
        yield
    finally:
        process.kill()
        process.wait()


def _wait_for(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}: {process.args!r}")
        try:
            if (
                httpx.get(url, params={"query": "ASK {}"}, timeout=5, trust_env=False).status_code
                == httpx.codes.OK
            ):
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError(f"the server does not answer: {process.args!r}")


@contextmanager
def may_write(engine: Engine) -> Iterator[None]:
    """Let the environment name who may fill a server, while the block runs."""
    with pytest.MonkeyPatch.context() as patch:
        if engine.name == "virtuoso":
            patch.setenv("OBLIGRAPH_ENGINE_USER", VIRTUOSO_USER)
            patch.setenv("OBLIGRAPH_ENGINE_PASSWORD", VIRTUOSO_PASSWORD)
        yield
