"""The application without a browser: what it refuses, and to whom."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest

from graph.errors import DamagedIndexError
from graph.messages import say
from graph.web import board
from graph.web.guard import POLICY

from .served import AUTHOR, BOARD, KEY, PAGES, Served, serving, towers

POSTS = ("/intake", "/record", "/leave", f"/documents/{KEY}/review")


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/static/app.css", f"/documents/{KEY}/original"])
def test_every_answer_forbids_what_it_does_not_need(reading: Served, path: str) -> None:
    """A policy without inline scripts and styles, no sniffing, no framing, nothing kept."""
    headers = reading.get(path, follow_redirects=True).headers
    assert "nosniff" == headers["X-Content-Type-Options"]
    assert (
        "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        or "sandbox" in headers["Content-Security-Policy"]
    )
    if "picture" not in path.rsplit("/", 1)[-1].partition("?")[0] and "original" not in path:
        assert POLICY == headers["Content-Security-Policy"]
    assert "unsafe" not in POLICY
    assert "server" not in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:9", 200),
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("[::1]:8000", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("127.0.0.1@evil.example", 421),
        ("localhost.evil.example:80", 421),
        ("", 421),
    ],
)
def test_a_name_of_another_is_refused(reading: Served, host: str, status: int) -> None:
    """A page elsewhere whose name was made to mean this machine reads nothing."""
    assert status == reading.get("/documents", headers={"Host": host}).status_code


@pytest.mark.parametrize(("language", "word"), [("ru", "сервер"), ("en", "server")])
def test_a_refusal_speaks_the_language(reading: Served, language: str, word: str) -> None:
    """A name of another, a change where only is shown: said as the browser wants it."""
    spoken = {"Accept-Language": language}
    with reading.client() as client:
        for answer in (
            client.get("/documents", headers={"Host": "evil.example", **spoken}),
            client.post("/record", data={}, headers=spoken),
        ):
            assert answer.status_code in {403, 421}
            assert word in answer.text


@pytest.mark.parametrize("path", POSTS)
def test_what_only_shows_changes_nothing(reading: Served, path: str) -> None:
    """Without --write every change is refused, with any token."""
    with reading.client() as client:
        assert 403 == client.post("/enter", data={"token": reading.token, "author": AUTHOR}).status_code
        assert 403 == client.post(path, data={}).status_code


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    ("origin", "given", "status"),
    [
        ("ours", {"key"}, 401),
        ("ours", {"session"}, 403),
        ("http://evil.example", {"session", "key"}, 403),
        ("null", {"session", "key"}, 403),
        ("", {"session", "key"}, 403),
    ],
)
def test_a_change_needs_entry_origin_and_key(
    writing: Served, path: str, origin: str, given: set[str], status: int
) -> None:
    """Who has not entered, comes from elsewhere or has no key of the session is refused."""
    with writing.entered() as (client, named):
        cookies = dict(client.cookies) if "session" in given else {}
    answer = httpx.post(
        writing.url + path,
        params=named if "key" in given else {"form_key": "guessed"},
        headers={"Origin": writing.url if origin == "ours" else origin} if origin else {},
        cookies=cookies,
    )
    assert status == answer.status_code


@pytest.mark.parametrize(
    ("token", "author", "status"),
    [("wrong", AUTHOR, 403), ("", AUTHOR, 403), (None, "", 400), (None, "  ", 400), (None, AUTHOR, 303)],
)
def test_entering_needs_the_token_and_a_name(
    writing: Served, token: str | None, author: str, status: int
) -> None:
    """The cookie can't be read by scripts and goes to no other site."""
    given = {"token": writing.token if token is None else token, "author": author}
    with writing.client() as client:
        answer = client.post("/enter", data=given)
    assert status == answer.status_code
    cookie = answer.headers.get("set-cookie", "")
    assert (status == 303) == all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Path=/"))


def test_who_left_is_out(writing: Served) -> None:
    """After leaving the old cookie opens nothing."""
    with writing.entered() as (client, named):
        cookies = dict(client.cookies)
        assert 303 == client.post("/leave", params=named).status_code
    again = httpx.post(
        f"{writing.url}/record", params=named, headers={"Origin": writing.url}, cookies=cookies
    )
    assert 401 == again.status_code


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_has_its_limit(writing: Served, declared: bool) -> None:  # noqa: FBT001
    """A form of two megabytes is refused, whether or not it says how long it is."""
    content = b"a=" + b"x" * (2 * 1024 * 1024)
    pieces = (content[at : at + 65536] for at in range(0, len(content), 65536))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    with writing.entered() as (client, named):
        answer = client.post(
            f"/documents/{KEY}/review", params=named, headers=kind, content=content if declared else pieces
        )
    assert 413 == answer.status_code


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/errors.py",
        "/documents/..%2f..%2f..%2fetc%2fpasswd/original",
        "/documents/%2e%2e/original",
        "/documents/register.json/text",
    ],
)
def test_no_path_leads_out(reading: Served, path: str) -> None:
    """Whatever dots an address holds, nothing outside the register and the assets is sent."""
    answer = httpx.get(httpx.URL(reading.url).copy_with(raw_path=path.encode()))
    assert 404 == answer.status_code
    assert "root:" not in answer.text
    assert "import" not in answer.text


def test_a_card_that_points_elsewhere_is_not_followed(tmp_path: Path) -> None:
    """A register from a stranger can't make the server send another file."""
    register = towers(tmp_path)
    (tmp_path / "secret.txt").write_text("a secret", encoding="utf-8")
    path = register.folder / "cards" / f"{KEY}.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    assert card["file"].startswith("protocols/")
    path.write_text(json.dumps({**card, "file": "../secret.txt"}), encoding="utf-8")
    with serving(register) as served:
        answer = served.get(f"/documents/{KEY}/original")
    assert 500 == answer.status_code
    assert "a secret" not in answer.text
    assert "secret.txt" not in answer.text


def test_a_fault_shows_nothing_of_the_code(reading: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails unforeseen is one sentence; no trace, no path."""

    def fail() -> None:
        raise ValueError("the inner secret")

    monkeypatch.setattr(reading.app.state.opened, "store", fail)
    answer = httpx.get(f"{reading.url}/missing", headers={"Accept-Language": "en"})
    assert 500 == answer.status_code
    assert say("web.fault-500", "en") in answer.text
    assert not re.search(r"inner secret|Traceback|\.py", answer.text)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/board?cohort=1999&at=2021-05-25", 404),
        ("/board?cohort=no&at=2021-05-25", 400),
        ("/board?cohort=2020&at=2021-02-30", 400),
        ("/proof?id=nothing", 404),
        ("/queries/no-such", 404),
        ("/documents/no-such", 404),
        ("/nowhere", 404),
        ("/short-terms?days=x", 400),
        ("/picture?view=order", 400),
    ],
)
def test_a_wrong_address_is_told_so(reading: Served, path: str, status: int) -> None:
    """The fault is a page with the sentence, its status says whose fault it is."""
    answer = reading.get(path)
    assert status == answer.status_code
    assert 'role="alert"' in answer.text


def test_a_damaged_index_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who meets the damage is told to load the page again; who does so gets it."""

    def meet_damage(*_: object) -> None:
        raise DamagedIndexError("the index is damaged", source="index")

    with serving(towers(tmp_path)) as served:
        store = served.app.state.opened.store()
        with monkeypatch.context() as patched:
            patched.setattr(board, "read_question", meet_damage)
            assert 503 == served.get(BOARD).status_code
        assert 200 == served.get(BOARD).status_code
        assert store is not served.app.state.opened.store()
