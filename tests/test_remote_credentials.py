"""Who asks a server, where a redirect leads, and which address is asked for what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import EngineError, InvalidValueError
from graph.remote import EVERYTHING, connect, read_address
from graph.remote.published import FORMAT, SELECT_NAMES

from .asking import EMPTY, GOOD, QUERY, asking
from .scripted_server import Step, scripted

pytestmark = pytest.mark.usefixtures("nobody")

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
