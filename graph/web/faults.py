"""What went wrong as a page: one clear line, never a trace of the code."""

from __future__ import annotations

import logging
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ExceptionHandler

from ..errors import DamagedIndexError, ObligraphError, RegisterError, UnknownNameError
from .languages import sentence_of
from .pages import show, speak

_LOG = logging.getLogger("obligraph.web")


def _known_fault(request: Request, fault: Exception) -> Response:
    """Answer with the sentence of an error of ours: 404 for an unknown name, 400 for a wrong value."""
    assert isinstance(fault, ObligraphError)  # noqa: S101  registered for these alone
    if isinstance(fault, DamagedIndexError):
        _LOG.error("%s", fault)
        request.app.state.opened.forget()
        return show(request, "fault.html", status=503, sentence=speak(request)("web.fault-damaged"))
    status = 404 if isinstance(fault, UnknownNameError) else 400
    if isinstance(fault, RegisterError):
        _LOG.error("%s", fault)
        return show(request, "fault.html", status=500, sentence=speak(request)("web.fault-register"))
    return show(request, "fault.html", status=status, sentence=sentence_of(fault, request))


def _http_fault(request: Request, fault: Exception) -> Response:
    """Answer with the status of an unknown address or a wrong method."""
    assert isinstance(fault, HTTPException)  # noqa: S101  registered for these alone
    sentence = speak(request)("web.fault-404") if fault.status_code == 404 else fault.detail
    return show(request, "fault.html", status=fault.status_code, sentence=sentence)


def _left(request: Request, fault: Exception) -> Response:  # noqa: ARG001  nobody is there to be told
    """Answer a client that left before it had asked: no fault of the application, and nothing to log."""
    return Response(status_code=HTTPStatus.BAD_REQUEST)


def _unknown_fault(request: Request, fault: Exception) -> Response:  # noqa: ARG001  the server's log has it
    """Answer with a plain sentence; the trace goes to the server's own log."""
    return show(
        request,
        "fault.html",
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        sentence=speak(request)("web.fault-500"),
    )


HANDLERS: dict[type[Exception] | int, ExceptionHandler] = {
    ObligraphError: _known_fault,
    HTTPException: _http_fault,
    ClientDisconnect: _left,
    Exception: _unknown_fault,
}
