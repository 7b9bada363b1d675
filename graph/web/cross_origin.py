"""Reading from pages of other origins: refused, unless the origin was named when the server was started."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

_KEPT_SECONDS = "600"


def share(request: Request, response: Response) -> Response:
    """Return the response with leave for the asking page's origin to read it, where that was given."""
    origin = request.headers.get("origin")
    allowed = _allowed(request)
    if allowed:
        response.headers.add_vary_header("Origin")
    if origin is not None and origin in allowed:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = (
            "Link, Content-Location, Retry-After, Obligraph-Hints"
        )
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def intrudes(request: Request) -> bool:
    """Say whether a page of another origin, which nobody named, sent this from behind its reader's back.

    Such a page could not read the answer, but it could keep the server busy. A link that was followed is
    no such request, and programs other than browsers name no origin.
    """
    origin = request.headers.get("origin")
    if origin is not None:
        own = f"{request.url.scheme}://{request.headers.get('host', '')}"
        return origin != own and origin not in _allowed(request)
    headers = request.headers
    return headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate"


def answer_preflight(request: Request, methods: str) -> Response:
    """Answer an OPTIONS request: what may be sent here, and from where."""
    response = share(request, Response(status_code=204, headers={"Allow": methods}))
    if "Access-Control-Allow-Origin" in response.headers:
        response.headers["Access-Control-Allow-Methods"] = methods
        response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        response.headers["Access-Control-Max-Age"] = _KEPT_SECONDS
    return response


def _allowed(request: Request) -> frozenset[str]:
    allowed: frozenset[str] = getattr(request.app.state, "cors", frozenset())
    return allowed
