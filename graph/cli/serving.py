"""The command that runs the application: `serve`."""

from __future__ import annotations

import re
import threading
import webbrowser
from typing import TYPE_CHECKING

import click

from ..errors import RegisterError
from .options import Settings, common_options, helped, said

if TYPE_CHECKING:
    from socket import socket

_ANYWHERE = ("0.0.0.0", "::", "")  # noqa: S104  compared with, not bound to
_BACKLOG = 128
_ORIGIN = re.compile(r"https?://[a-z0-9.\[\]:-]+", re.IGNORECASE)


def _read_origins(_ctx: click.Context, _parameter: click.Parameter, words: tuple[str, ...]) -> frozenset[str]:
    """Return the origins named; a page's address or a star is no origin."""
    for word in words:
        if not _ORIGIN.fullmatch(word):
            raise click.BadParameter(f"{word!r} is no origin: write it as https://example.org")
    return frozenset(words)


@click.command(help=helped("serve"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=said("port"))
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help=said("host"))
@click.option("--write", is_flag=True, help=said("write"))
@click.option("--cors", multiple=True, metavar="ORIGIN", callback=_read_origins, help=said("cors"))
@click.option("--open", "show", is_flag=True, help=said("open"))
@common_options
def serve(  # noqa: PLR0913  each is an option of its own
    settings: Settings, *, port: int, host: str, write: bool, cors: frozenset[str], show: bool
) -> None:
    """Serve the register until the process is ended; the address is printed once it answers."""
    from ..register import find_register
    from ..web import create_app, server_for
    from .opening import open_store

    open_store(settings)  # with its progress on the terminal, before the first page is asked for
    register = find_register(settings.data)
    hosts = frozenset({"*"} if host in _ANYWHERE else {host})
    app = create_app(register.folder, write=write, hosts=hosts, cors=cors)
    with _bound(host, port) as listening:
        entry = f"/enter?token={app.state.gate.token}" if write else "/"
        address = _address(host, listening.getsockname()[1])
        click.echo(f"{address}{entry}")
        if show:
            threading.Timer(0.5, webbrowser.open, [f"{address}{entry}"]).start()
        server_for(app).run(sockets=[listening])


def _bound(host: str, port: int) -> socket:
    """Return a socket that listens there; raise `RegisterError` where the system refuses it."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        problem = f"can't listen on {host}, port {port}: {error.strerror or error}"
        raise RegisterError(problem, advice="choose another --port or --host") from error


def _address(host: str, port: int) -> str:
    name = "127.0.0.1" if host in _ANYWHERE else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
