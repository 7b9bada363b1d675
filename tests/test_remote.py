"""A server that is busy, slow, cut, refusing or deceptive: patience, or one clear line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from graph.errors import EngineError, InvalidValueError, ObligraphError, QueryError
from graph.remote import EVERYTHING, Patience, RemoteStore, Transport, connect, read_address
from graph.remote.published import FORMAT, SELECT_NAMES

from .engines import free_port
from .scripted_server import Scripted, Step, scripted

QUERY = "SELECT ?x { ?x ?y ?z }"
ROWS = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "ладья"}}]}}
WHOLE = json.dumps(ROWS, ensure_ascii=False).encode()
GOOD = Step(body=WHOLE)
CUT = Step(body=WHOLE[:40], length=len(WHOLE))
BUSY = Step(503, b"busy")
QUICK = Patience(connect=2.0, whole=5.0)


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the environment know no server and no credentials."""
    for name in ("USER", "PASSWORD", "TOKEN", "UPDATE", "STORE"):
        monkeypatch.delenv(f"OBLIGRAPH_ENGINE_{name}", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


@contextmanager
def asking(
    script: Scripted, patience: Patience = QUICK, sleep: Callable[[float], None] | None = None
) -> Iterator[RemoteStore]:
    """Give a store over the scripted server; it does not really wait between tries."""
    transport = Transport(read_address(script.url), patience, sleep or (lambda _: None))
    try:
        yield RemoteStore(transport)
    finally:
        transport.close()


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
EMPTY = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
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


# --- who asks ------------------------------------------------------------------------------------

BASIC = Step(401, headers={"WWW-Authenticate": 'Basic realm="x"'})
DIGEST = Step(401, headers={"WWW-Authenticate": 'Digest realm="x", nonce="n", qop="auth", algorithm=MD5'})


@pytest.mark.parametrize(
    ("challenge", "beginning"), [(BASIC, "Basic Ym90c21hbjpzZWNyZXQ="), (DIGEST, 'Digest username="botsman"')]
)
def test_credentials_answer_a_challenge(
    challenge: Step, beginning: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are sent only once the server asks for them, in the way that it asks for."""
    monkeypatch.setenv("OBLIGRAPH_ENGINE_USER", "botsman")
    monkeypatch.setenv("OBLIGRAPH_ENGINE_PASSWORD", "secret")
    steps = [challenge, GOOD] if challenge is BASIC else [challenge, challenge, GOOD]
    with scripted(*steps) as script, asking(script) as store:
        store.select(QUERY)
        store.select(QUERY)
    told = [seen.headers.get("Authorization", "") for seen in script.seen]
    assert "" == told[0]
    assert told[-2].startswith(beginning)
    assert told[-1].startswith(beginning)


def test_credentials_come_from_netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A netrc file names who asks on a host."""
    path = tmp_path / "mine"
    path.write_text("machine 127.0.0.1 login botsman password secret\n", encoding="utf-8")
    path.chmod(0o600)
    monkeypatch.setenv("NETRC", str(path))
    with scripted(BASIC, GOOD) as script, asking(script) as store:
        store.select(QUERY)
    assert "Basic Ym90c21hbjpzZWNyZXQ=" == script.seen[-1].headers["Authorization"]


def test_a_netrc_that_is_none_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What can't be read as netrc is said, without its content."""
    path = tmp_path / "mine"
    path.write_text("machine x password\nsecret ???", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(path))
    with scripted(GOOD) as script, pytest.raises(InvalidValueError, match="can't be read as netrc") as caught:
        connect(script.url)
    assert "secret" not in str(caught.value)


def test_a_token_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token goes with every request."""
    monkeypatch.setenv("OBLIGRAPH_ENGINE_TOKEN", "t0k3n")
    with scripted(GOOD) as script, asking(script) as store:
        store.select(QUERY)
    assert "Bearer t0k3n" == script.seen[0].headers["Authorization"]


@pytest.mark.parametrize("status", [307, 308])
def test_another_host_gets_nothing(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A redirect to another place is an error: neither the question nor a credential goes there."""
    monkeypatch.setenv("OBLIGRAPH_ENGINE_TOKEN", "t0k3n")
    with scripted(GOOD) as other:
        elsewhere = Step(status, headers={"Location": f"{other.url}?key=hidden"})
        with (
            scripted(elsewhere) as script,
            asking(script) as store,
            pytest.raises(EngineError, match=r"sends to another one, http://127\.0\.0\.1") as caught,
        ):
            store.select(QUERY)
    assert [] == other.seen
    assert "hidden" not in str(caught.value)


def test_a_redirect_on_the_same_host_is_followed() -> None:
    """The question is asked again, as a form, where the server moved to."""
    with scripted(Step(307, headers={"Location": "/moved"}), GOOD) as script, asking(script) as store:
        store.select(QUERY)
    assert [("POST", "/query"), ("POST", "/moved")] == [(seen.method, seen.path) for seen in script.seen]
    assert [QUERY] == script.seen[1].fields["query"]


def test_a_circle_of_redirects_ends() -> None:
    """A server that always sends on is an error."""
    with (
        scripted(Step(307, headers={"Location": "/query"})) as script,
        asking(script) as store,
        pytest.raises(EngineError, match="307 Temporary Redirect"),
    ):
        store.select(QUERY)


# --- what is asked -------------------------------------------------------------------------------


def test_a_question_is_a_form_with_its_dataset() -> None:
    """The default graph is the published one; GRAPH sees the register's graphs and no others."""
    names = {"head": {"vars": ["graph"]}, "results": {"bindings": [_named("urn:b"), _named("urn:a")]}}
    with scripted(GOOD, Step(body=json.dumps(names).encode()), GOOD) as script, asking(script) as store:
        store.select(QUERY)
        store.select("SELECT ?x { GRAPH ?g { ?x ?y ?z } }")
    plain, names_asked, of_graphs = script.seen
    assert "application/x-www-form-urlencoded" == plain.headers["Content-Type"]
    assert {"query": [QUERY], "default-graph-uri": [EVERYTHING], "timeout": ["5"]} == plain.fields
    assert [SELECT_NAMES] == names_asked.fields["query"]
    assert ["urn:a", "urn:b"] == of_graphs.fields["named-graph-uri"]


def _named(iri: str) -> dict[str, dict[str, str]]:
    return {"graph": {"type": "uri", "value": iri}}


def _state(state: str, form: int, code: str = "c0de") -> Step:
    said = {
        "code": {"type": "literal", "value": code},
        "state": {"type": "literal", "value": state},
        "format": {
            "type": "literal",
            "value": str(form),
            "datatype": "http://www.w3.org/2001/XMLSchema#integer",
        },
    }
    found = {"head": {"vars": ["state", "format", "code"]}, "results": {"bindings": [said]}}
    return Step(body=json.dumps(found).encode())


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(body=EMPTY), "holds no register; `obligraph publish URL`"),
        (_state("unfinished", FORMAT), "was not published to the end"),
        (_state("whole", FORMAT + 1), "by another version"),
        (_state("whole", FORMAT, "other"), "by another version of this program; publish it again"),
    ],
)
def test_half_a_register_is_not_asked(step: Step, words: str) -> None:
    """A server without a whole register of our format gives no answers."""
    with scripted(step) as script, pytest.raises(EngineError, match=words):
        connect(script.url, code="c0de")


def test_a_bare_host_is_asked_where_servers_answer() -> None:
    """Without a path the usual ones are tried."""
    with scripted(Step(404), _state("whole", FORMAT)) as script:
        connect(script.url.removesuffix("/query")).close()
    assert ["/query", "/sparql", "/sparql"] == [seen.path for seen in script.seen]


ADDRESSES = [
    ("http://h/query", "http://h/query", "http://h/update", "http://h/store"),
    (
        "http://h:8890/sparql",
        "http://h:8890/sparql",
        "http://h:8890/sparql",
        "http://h:8890/sparql-graph-crud",
    ),
    (
        "http://h/sparql-auth/",
        "http://h/sparql-auth",
        "http://h/sparql-auth",
        "http://h/sparql-graph-crud-auth",
    ),
    ("http://h/ds", "http://h/ds", "http://h/ds", "http://h/ds"),
    ("https://h/ds/query#x", "https://h/ds/query", "https://h/ds/update", "https://h/ds/store"),
    (
        "http://h/repositories/r",
        "http://h/repositories/r",
        "http://h/repositories/r/statements",
        "http://h/repositories/r/rdf-graphs/service",
    ),
    (" http://h ", "http://h/query", "http://h/update", "http://h/store"),
]


@pytest.mark.parametrize(("url", "query", "update", "store"), ADDRESSES)
def test_addresses_stand_beside_each_other(url: str, query: str, update: str, store: str) -> None:
    """From the address for queries follow those for updates and graphs."""
    address = read_address(url)
    assert (query, update, store) == (address.query[0], address.update[0], address.store[0])


def test_the_environment_names_other_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose addresses follow no custom is told by variables."""
    monkeypatch.setenv("OBLIGRAPH_ENGINE_UPDATE", "http://h/u")
    monkeypatch.setenv("OBLIGRAPH_ENGINE_STORE", "http://h/s")
    address = read_address("http://h/q")
    assert (("http://h/u",), ("http://h/s",)) == (address.update, address.store)


@pytest.mark.parametrize(
    "url", ["", "x", "file:///etc/passwd", "ftp://h/", "http://", "http://[", "http://h:x/"]
)
def test_what_is_no_url_is_refused(url: str) -> None:
    """Only http and https lead to a server."""
    with pytest.raises(InvalidValueError, match="none that can be asked"):
        read_address(url)


@pytest.mark.parametrize("url", ["http://me:secret@h/query", "https://secret@h/"])
def test_credentials_in_a_url_are_refused_and_not_repeated(url: str) -> None:
    """A password in a URL ends in histories and logs."""
    with pytest.raises(InvalidValueError, match="holds credentials") as caught:
        read_address(url)
    assert "secret" not in str(caught.value)


def test_a_key_in_the_query_string_is_not_shown() -> None:
    """Errors name the server without what stands behind the question mark."""
    assert "http://h/query" == read_address("http://h/query?apikey=secret").shown
