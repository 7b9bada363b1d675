"""Opening the register that a command line means: its own index, brought up to date, or a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..build import code_digest, ready
from ..register import find_register
from ..store import Store
from .options import Settings
from .progress import progress

if TYPE_CHECKING:
    from ..remote import RemoteStore


def open_store(settings: Settings) -> Store:
    """Return the store over the register's newest state, whatever engine the options name."""
    register = find_register(settings.data)
    with progress() as tell:
        return ready(register, progress=tell)


def open_engine(settings: Settings) -> Store | RemoteStore:
    """Return what answers questions: the server that the options name, else the register's own index."""
    return open_store(settings) if settings.engine is None else open_server(settings.engine)


def open_server(url: str, patience: float | None = None) -> RemoteStore:
    """Return a server that holds the register, given so many seconds for an answer.

    Its connections are closed with the command.
    """
    from ..remote import Patience, connect  # httpx takes 0.1 s: for those who ask a server

    store = connect(url, Patience(whole=patience) if patience else None, code_digest())
    click.get_current_context().call_on_close(store.close)
    return store
