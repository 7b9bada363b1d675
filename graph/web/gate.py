"""Who may change something: those who entered with the token that was printed at the start."""

from __future__ import annotations

import hmac
import secrets
import threading
from dataclasses import dataclass

from starlette.requests import HTTPConnection

COOKIE = "obligraph_session"
_MOST = 200
"""Sessions kept; the oldest goes first."""


@dataclass(frozen=True, slots=True)
class Session:
    """One person's entry: the cookie's secret, the key that each form carries, the name of the author."""

    secret: str
    form_key: str
    author: str


class Gate:
    """The token and the sessions opened with it; without `write` nobody enters."""

    def __init__(self, *, write: bool, token: str | None = None) -> None:
        """Make a token unless one is given."""
        self.write = write
        self.token = token or secrets.token_urlsafe(24)
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()

    def admits(self, token: str) -> bool:
        """Say whether these words are the token, in a time that tells nothing about it."""
        return self.write and hmac.compare_digest(token.encode(), self.token.encode())

    def enter(self, author: str) -> Session:
        """Open a session for an author and return it."""
        session = Session(secrets.token_urlsafe(24), secrets.token_urlsafe(24), author)
        with self._lock:
            self._sessions[session.secret] = session
            while len(self._sessions) > _MOST:
                del self._sessions[next(iter(self._sessions))]
        return session

    def leave(self, session: Session) -> None:
        """Close a session."""
        with self._lock:
            self._sessions.pop(session.secret, None)

    def session(self, request: HTTPConnection) -> Session | None:
        """Return the session that a request's cookie belongs to."""
        return self._sessions.get(request.cookies.get(COOKIE, "")) if self.write else None
