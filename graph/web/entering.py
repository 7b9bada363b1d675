"""Entering with the token, under a name that what is recorded bears; and leaving."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from .gate import COOKIE
from .pages import show, speak

_LONGEST = 200


def enter_page(request: Request) -> Response:
    """Ask for the token, unless the address brings it, and for the name."""
    return show(request, "enter.html", token=request.query_params.get("token", ""), author="", fault=None)


async def enter(request: Request) -> Response:
    """Open a session: its cookie is for this server alone, and no script can read it."""
    form = await request.form(max_files=0)
    token, author = str(form.get("token", "")), " ".join(str(form.get("author", "")).split())[:_LONGEST]
    gate = request.app.state.gate
    if not gate.admits(token):
        fault = speak(request)("web.enter-wrong" if gate.write else "web.enter-closed")
        return show(request, "enter.html", status=403, token="", author=author, fault=fault)
    if not author:
        fault = speak(request)("web.enter-nameless")
        return show(request, "enter.html", status=400, token=token, author="", fault=fault)
    response = RedirectResponse("/", status_code=303)
    session = gate.enter(author)
    response.set_cookie(COOKIE, session.secret, httponly=True, samesite="strict", path="/")
    return response


def leave(request: Request) -> Response:
    """Close the session."""
    gate = request.app.state.gate
    session = gate.session(request)
    if session is not None:
        gate.leave(session)
    response = RedirectResponse("/", status_code=303)
    response.delete_cookie(COOKIE, path="/")
    return response


routes = [
    Route("/enter", enter_page, name="enter"),
    Route("/enter", enter, methods=["POST"]),
    Route("/leave", leave, methods=["POST"], name="leave"),
]
