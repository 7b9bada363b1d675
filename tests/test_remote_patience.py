"""A server that is busy, slow, cut, refusing or deceptive: patience, or one clear line."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from graph.errors import EngineError, ObligraphError, QueryError
from graph.remote import Patience, connect

from .asking import BUSY, CUT, EMPTY, GOOD, QUERY, QUICK, WHOLE, asking
from .engines import free_port
from .scripted_server import Step, scripted

pytestmark = pytest.mark.usefixtures("nobody")

# --- patience ------------------------------------------------------------------------------------

PATIENT: list[tuple[list[Step], list[float]]] = [
    ([GOOD], []),
    ([BUSY, GOOD], [0.25]),
    ([BUSY, BUSY, BUSY, GOOD], [0.25, 0.5, 1.0]),
    ([Step(429, headers={"Retry-After": "2"}), GOOD], [2.0]),
    ([Step(503, headers={"Retry-After": "7"}), BUSY, GOOD], [7.0, 0.5]),
    ([Step(503, headers={"Retry-After": "soon"}), GOOD], [0.25]),
    ([Step(dropped=True), GOOD], [0.25]),
    ([CUT, GOOD], [0.25]),
    ([CUT, BUSY, Step(dropped=True), GOOD], [0.25, 0.5, 1.0]),
]


@pytest.mark.parametrize(("steps", "pauses"), PATIENT)
def test_a_busy_server_and_a_broken_connection_are_tried_again(
    steps: list[Step], pauses: list[float]
) -> None:
    """Waits double, a Retry-After is honoured, and the answer comes in the end."""
    slept: list[float] = []
    with scripted(*steps) as script, asking(script, sleep=slept.append) as store:
        assert (("x",), [("ладья",)]) == store.select(QUERY)
    assert pauses == slept
    assert len(steps) == len(script.seen)


def test_a_retry_after_may_be_a_date() -> None:
    """A date is waited for, not a second longer than it asks."""
    slept: list[float] = []
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    steps = Step(503, headers={"Retry-After": later}), GOOD
    with scripted(*steps) as script, asking(script, sleep=slept.append) as store:
        store.select(QUERY)
    assert 15 < slept[0] <= 20


IMPATIENT = [
    ([BUSY], "the server answers 503 Service Unavailable: busy", 4),
    ([Step(429)], "the server answers 429 Too Many Requests", 4),
    ([Step(dropped=True)], "the connection breaks", 4),
    ([CUT], "the connection breaks", 4),
    ([Step(503, headers={"Retry-After": "4000"})], "asks to come back in 4000 s", 0),
]


@pytest.mark.parametrize(("steps", "words", "pauses"), IMPATIENT)
def test_patience_ends(steps: list[Step], words: str, pauses: int) -> None:
    """After the fifth try it is said what the server did; a long wait is left to the user."""
    slept: list[float] = []
    with (
        scripted(*steps) as script,
        asking(script, sleep=slept.append) as store,
        pytest.raises(EngineError, match=words),
    ):
        store.select(QUERY)
    assert pauses == len(slept)


# --- one clear line ------------------------------------------------------------------------------

STOPPED = b'{"head":{"vars":["x"]},"results":{"bindings":[The SPARQL operation has been cancelled'
VIRTUOSO = {"X-SQL-State": "S1TAT", "X-SQL-Message": "RC...: Returning incomplete results, query interrupted"}
PAGE = b"<html><head><title>t</title><style>b{}</style></head><body><h1>Out of\n memory</h1></body></html>"
LONG = ("Virtuoso 37000 Error SP030: syntax error\n\nSPARQL query:\n" + "SELECT " * 400).encode()
WRONG: list[tuple[Step, type[ObligraphError], str]] = [
    (Step(body=STOPPED), EngineError, "not whole: it ends with .*has been cancelled"),
    (Step(body=b""), EngineError, "not whole"),
    (Step(body=b"[]"), EngineError, "not whole"),
    (Step(body=b'{"head":{"vars":["x"]}}'), EngineError, "not whole"),
    (Step(body=b'{"head":{},"boolean":true}'), EngineError, "not whole"),
    (Step(body=b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":1}]}}'), EngineError, "not whole"),
    (Step(body=b"\xff\xfe\x00"), EngineError, "not whole"),
    (Step(body=EMPTY, headers=VIRTUOSO), EngineError, r"stopped the query \(S1TAT\).*incomplete results"),
    (Step(body=WHOLE, headers={"X-SPARQL-MaxRows": "1"}), EngineError, "cuts results at 1 rows"),
    (Step(400, b"error at 1:8: expected\n  }"), QueryError, "refuses the query: error at 1:8: expected }"),
    (Step(400, LONG), QueryError, "SP030: syntax error; correct the query$"),
    (
        Step(500, PAGE, {"Content-Type": "text/html"}),
        EngineError,
        "500 Internal Server Error: Out of memory;",
    ),
    (Step(500, b"No permission to execute"), EngineError, "ask as somebody who may"),
    (Step(401), EngineError, "401 Unauthorized; set OBLIGRAPH_ENGINE_USER"),
    (Step(403), EngineError, "403 Forbidden; ask as somebody who may"),
    (Step(404), EngineError, "404 Not Found; check the URL"),
    (Step(599), EngineError, "the server answers 599;"),
    (Step(303, headers={"Location": "/other"}), EngineError, "303 See Other"),
]


@pytest.mark.parametrize(("step", "kind", "words"), WRONG)
def test_what_is_wrong_is_one_line(step: Step, kind: type[ObligraphError], words: str) -> None:
    """A refusal, and a success that is none, are errors with the server's own words on one line."""
    with scripted(step) as script, asking(script) as store:
        with pytest.raises(kind, match=words) as caught:
            store.select(QUERY)
        said = str(caught.value)
        assert script.url in said
    assert 2 == caught.value.exit_code
    assert "\n" not in said
    assert len(said) < 500
    assert 1 == len(script.seen)


@pytest.mark.parametrize("step", [Step(silent=True), Step(body=WHOLE, slowly=0.05)])
def test_a_silent_or_trickling_server_is_left_in_time(step: Step) -> None:
    """The whole answer has one limit of time, however the bytes come."""
    begun = time.monotonic()
    with (
        scripted(step) as script,
        asking(script, Patience(whole=0.4)) as store,
        pytest.raises(EngineError, match=r"does not answer within 0\.4 s"),
    ):
        store.select(QUERY)
    assert time.monotonic() - begun < 3


def test_an_endless_answer_is_refused() -> None:
    """More bytes than may be are not taken."""
    with (
        scripted(Step(body=b" " * 4_000_000)) as script,
        asking(script, Patience(most_bytes=2_000_000)) as store,
        pytest.raises(EngineError, match="larger than 1 MB"),
    ):
        store.select(QUERY)


def test_nobody_listens() -> None:
    """A server that does not run is said at once."""
    with pytest.raises(EngineError, match=r"can't be reached .*; see whether it runs"):
        connect(f"http://127.0.0.1:{free_port()}/query", QUICK)
