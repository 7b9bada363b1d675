"""The application without a browser: what it refuses, what it shows, what it writes."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from graph import answers
from graph.build import ready, record
from graph.errors import DamagedIndexError
from graph.messages import LANGUAGES, Language, say, theme
from graph.model import MOSCOW, Event
from graph.moments import parse_moment
from graph.register import Register
from graph.store import Store
from graph.web import board, opened
from graph.web.guard import POLICY
from graph.web.uploads import safe_name

from .served import AT, AUTHOR, IMAGE, KEY, NUMBER, SCRIPT, TEXT, Served, serving, towers

BOARD = f"/board?cohort=2020&at={AT}"
PAGES = (
    BOARD,
    "/board?cohort=&at=2021-05-25",
    f"/proof?id={NUMBER} II/1.1&at={AT}",
    "/timeline?cohort=2020&at=2021-05-25",
    "/due?from=2021-05-01",
    "/ask",
    "/ask?q=which orders bind the 2020 cohort",
    "/changes?from=2021-05-01&to=2021-05-25",
    "/documents",
    f"/documents/{KEY}",
    "/documents/2021-02-03_T-5-1pr",
    f"/documents/{KEY}/picture",
    "/missing",
    "/intake",
    "/record",
    "/events",
    "/discipline",
    "/conflicts",
    "/short-terms",
    "/draft?cohort=2020&at=2021-05-25",
    "/check",
    "/pictures",
    "/picture",
    "/queries",
    "/queries/send",
    "/queries/chain?cohort=2020",
    "/enter",
)
POSTS = ("/intake", "/record", "/leave", f"/documents/{KEY}/review")


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give the application that only shows."""
    with serving(towers(tmp_path_factory.mktemp("reading")), write=False) as served:
        yield served


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give the application that takes changes."""
    with serving(towers(tmp_path_factory.mktemp("writing"))) as served:
        yield served


# --- what is refused -----------------------------------------------------------------------------


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


# --- what is shown -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_the_language(reading: Served, language: Language) -> None:
    """Each page answers, says its language, and runs none of the words of documents."""
    for path in PAGES:
        separator = "&" if "?" in path else "?"
        answer = reading.get(f"{path}{separator}lang={language}")
        assert 200 == answer.status_code, path
        assert f'<html lang="{language}"' in answer.text
        assert SCRIPT not in answer.text
        assert "<img src=x" not in answer.text


def test_both_languages_have_the_same_words() -> None:
    """Each message of the application exists in Russian and English, with the same blanks."""
    folder = Path(__file__).parents[1] / "graph" / "messages" / "ru"
    names = [path.stem for path in folder.glob("web*.toml")]
    assert len(names) > 4
    for name in names:
        russian, english = theme(name, "ru"), theme(name, "en")
        counted = {key for key in set(russian) ^ set(english) if not key.endswith("-few")}
        assert set() == counted, name
        for key in set(russian) & set(english):
            assert set(re.findall(r"{\w+}", russian[key])) == set(re.findall(r"{\w+}", english[key])), key


@pytest.mark.parametrize(
    ("query", "cookie", "header", "expected"),
    [
        ("?lang=ru", "en", "en", "ru"),
        ("", "ru", "en", "ru"),
        ("", "", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("", "", "en;q=0.3, ru;q=0.8", "ru"),
        ("", "", "de", "en"),
        ("?lang=fr", "", "ru", "ru"),
    ],
)
def test_the_language_is_chosen(reading: Served, query: str, cookie: str, header: str, expected: str) -> None:
    """The address before the cookie before the browser, English for all others."""
    cookies = {"Cookie": f"obligraph_lang={cookie}"} if cookie else {}
    answer = reading.get(f"/missing{query}", headers={"Accept-Language": header, **cookies})
    assert f'<html lang="{expected}"' in answer.text


def test_the_board_shows_what_the_answer_says(reading: Served) -> None:
    """The same orders in the same order of terms, the same counts, bundles apart."""
    at = parse_moment(AT)
    whom = answers.Whom(cohort=2020)
    expected = answers.what_binds(reading.app.state.opened.store(), whom, at, parse_moment("2030-01-01"))
    page = reading.get(BOARD).text
    assert {"orders": 2, "bundles": 2, "contested": 0} == expected["counts"]
    lines = [*expected["orders"], *expected["bundles"]]
    shown = re.findall(r'<a class="id" href="[^"]+">([^<]+)</a>', page)
    assert [line["id"] if line["point"] else line["document"] for line in lines] == shown
    assert ["2", "1", "2", "0"] == re.findall(r"<dd>(\d+)</dd>", page)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("&state=overdue", ["II/1.1"]),
        ("&q=смотрителей", ["II/1.2"]),
        ("&q=нет такого", []),
        ("", ["II/1.1", "II/1.2"]),
    ],
)
def test_the_board_is_narrowed_by_its_address(reading: Served, more: str, expected: list[str]) -> None:
    """State and words of the address choose among the orders."""
    page = reading.get(BOARD + more).text
    assert expected == re.findall(r'class="id" href="[^"]+">[^<]+ (II/[0-9.]+)</a>', page)


def test_a_board_without_address_leads_to_today(reading: Served) -> None:
    """The newest cohort and today's day stand in the address, so that it can be sent on."""
    answer = reading.get("/board")
    assert f"/board?cohort=2020&at={datetime.now(MOSCOW):%Y-%m-%d}" == answer.headers["location"]


def test_a_proof_is_a_page_and_a_part_of_one(reading: Served) -> None:
    """A script gets the part alone; both quote the words, escaped."""
    path = f"/proof?id={NUMBER} II/1.1&at={AT}"
    whole, part = reading.get(path).text, reading.get(path, headers={"HX-Request": "true"}).text
    assert "<html" in whole
    assert "<html" not in part
    assert all("&lt;script&gt;window.executed=1" in text for text in (whole, part))


def test_a_document_shows_its_whole_text(reading: Served) -> None:
    """The pieces of the marked text join to the stored text; each point has its place."""
    page = reading.get(f"/documents/{KEY}").text
    body = re.search(r'<div class="text" lang="ru">(.*?)</div>\n</section>', page, re.DOTALL)
    assert body is not None
    paths = re.findall(r'id="point-([^"]+)"', body[1])
    words = re.sub(r'<a class="path".*?</a>|<[^>]+>', "", body[1])
    plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&amp;", "&")
    assert reading.register.text(KEY) == plain
    assert ["I/1", "I/2", "II/1.1", "II/1.2", "II/2"] == paths
    assert IMAGE in plain


def test_references_are_followed_both_ways(reading: Served) -> None:
    """The held document names what it cites, the cited one who cites it."""
    held = reading.get(f"/documents/{KEY}").text
    cited = reading.get("/documents/2021-02-03_T-5-1pr").text
    assert 'href="/documents/2021-02-03_T-5-1pr"' in held
    assert f'href="/documents/{KEY}#point-I/2"' in cited


def test_the_original_is_kept_not_shown(reading: Served) -> None:
    """It comes as a file under the name that it was sent with, its bytes unchanged."""
    answer = reading.get(f"/documents/{KEY}/original")
    assert TEXT.encode() == answer.content
    assert "application/octet-stream" == answer.headers["content-type"]
    assert answer.headers["content-disposition"].startswith("attachment; filename*=utf-8''")
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("name", ["missing", "discipline", "events", "queries/send"])
def test_tables_are_downloaded(reading: Served, name: str) -> None:
    """CSV comes as a file, JSON in the form of the command line."""
    csv = reading.get(f"/{name}?format=csv")
    rows = reading.get(f"/{name}?format=json").json()
    assert csv.headers["content-disposition"].startswith("attachment")
    assert rows["columns"] == csv.content.decode("utf-8-sig").splitlines()[0].split(",")
    assert {"query", "parameters", "columns", "rows", "assumptions"} == set(rows)


def test_a_question_leads_to_its_answer(reading: Served) -> None:
    """What was understood is said, and the address of the answer is offered."""
    page = reading.get("/ask?q=which orders bind the 2020 cohort as of 25 May 2021&lang=en").text
    assert 'href="/board?cohort=2020&amp;at=2021-05-25"' in page


# --- what is written -----------------------------------------------------------------------------


def test_files_are_taken_in_with_a_report_each(writing: Served) -> None:
    """A good file is added, a bad one is reported and stops nothing; no folder of ours is told."""
    other = TEXT.replace(NUMBER, "Т-5/3пр").encode()
    sent = [("files", ("../../x.txt", other)), ("files", ("bad.docx", b"PK\x03\x04 no archive"))]
    with writing.entered() as (client, named):
        page = client.post("/intake", params=named, files=sent).text
        again = client.post("/intake", params=named, files=sent[:1], headers={"HX-Request": "true"}).text
    assert ["added", "failed"] == re.findall(r'<article class="fact outcome-(\w+)"', page)
    assert ["unchanged"] == re.findall(r'<article class="fact outcome-(\w+)"', again)
    assert "x.txt" == writing.register.card("2021-05-12_T-5-3pr").sent_as
    assert "obligraph-" not in page
    assert 200 == writing.get("/documents/2021-05-12_T-5-3pr").status_code


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\folder\\протокол.docx", "протокол.docx"),
        ("..", "file"),
        ("a\x00b\u202e.txt", "a_b_.txt"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("", "file"),
    ],
)
def test_a_name_leads_nowhere(name: str, expected: str) -> None:
    """Of a file's name only its last part is kept, without signs that act."""
    assert expected == safe_name(name)


def test_an_event_is_recorded_by_form(writing: Served) -> None:
    """A report recorded in the form turns the order `reported` on the board at once."""
    given = {
        "kind": "report", "id": f"{NUMBER} II/2", "on": "2021-08-03", "by": "Отдел карт",
        "capacity": "addressee", "evidence": "=письмо № 5",
    }  # fmt: skip
    with writing.entered() as (client, named):
        answer = client.post("/record", params=named, data=given)
        board = client.get("/board?cohort=&at=2021-08-20&lang=en").text
        listed = client.get(answer.headers["location"]).text
        csv = client.get("/events?format=csv").content.decode("utf-8-sig")
    assert 303 == answer.status_code
    assert say("states.reported", "en") in board
    assert "=письмо № 5" in listed
    assert "'=письмо № 5" in csv


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": ""},
        {"on": "2021-02-30"},
        {"kind": "extend"},
        {"kind": "replace"},
        {"kind": "condition"},
        {"kind": "nonsense"},
        {"id": "no such"},
        {"cohort": "20"},
        {"capacity": "king"},
        {"to": "2021-06-01"},
    ],
)
def test_an_impossible_event_comes_back_with_its_fault(writing: Served, wrong: dict[str, str]) -> None:
    """Nothing is written; the form keeps what was typed and says what is wrong."""
    before = writing.register.event_paths()
    given = {"kind": "report", "id": f"{NUMBER} II/2", "on": "2021-06-01", "evidence": "слова", **wrong}
    with writing.entered() as (client, named):
        answer = client.post("/record", params=named, data=given)
    assert 400 == answer.status_code
    assert 'role="alert"' in answer.text
    assert "слова</textarea>" in answer.text
    assert before == writing.register.event_paths()


def _entered_page(served: Served, path: str) -> str:
    with served.entered() as (client, _):
        return client.get(path).text


def test_a_fact_is_judged(writing: Served) -> None:
    """A verdict is an event with its author; the page shows it, and no file of the document changed."""
    path = f"/documents/{KEY}"
    page = _entered_page(writing, path)
    fact = re.search(
        r'name="fact" value="(deadline@[^"]+)"><input type="hidden" name="point" value="II/1.1"', page
    )
    assert fact is not None
    before = writing.register.triples_path(KEY).read_bytes()
    given = {
        "fact": fact[1],
        "point": "II/1.1",
        "verdict": "corrected",
        "value": "2021-05-21",
        "card": "fact-1",
    }
    with writing.entered() as (client, named):
        answer = client.post(f"{path}/review", params=named, data=given)
        refused = client.post(f"{path}/review", params=named, data={**given, "value": "31.11.2021"})
        unknown = client.post(f"{path}/review", params=named, data={**given, "fact": "deadline@1-2"})
        after = client.get(path + "?lang=en").text
    assert (303, 400, 404) == (answer.status_code, refused.status_code, unknown.status_code)
    assert f"{path}#fact-1" == answer.headers["location"]
    event = next(event for event in writing.register.events() if event.review)
    assert (AUTHOR, "correction", "2021-05-21") == (event.by, event.kind, event.review and event.review.value)
    assert re.search(rf"Corrected</strong>: 2021-05-21\s+<span class=\"muted\">— {AUTHOR}", after)
    assert before == writing.register.triples_path(KEY).read_bytes()


# --- the index behind the pages ------------------------------------------------------------------


def _report(register_event: str) -> Event:
    moment = datetime(2021, 5, 19, 12, tzinfo=MOSCOW)
    return Event(
        "", "report", moment, moment, document=KEY, point="II/1.1", by="кто-то", evidence=register_event
    )


def test_what_another_process_wrote_is_seen_soon(tmp_path: Path) -> None:
    """The register is looked at about every second, whoever writes into it."""
    with serving(towers(tmp_path)) as served:
        assert say("states.overdue", "en") in served.get(f"{BOARD}&lang=en").text
        record(served.register, _report("письмо"))
        deadline = time.monotonic() + 10
        while say("states.reported", "en") not in served.get(f"{BOARD}&lang=en").text:
            assert time.monotonic() < deadline
            time.sleep(0.3)


def test_readers_go_on_while_an_index_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the next generation is in the making the older one answers, without waiting for it."""
    may_end = threading.Event()

    def slow(register: Register) -> Store:
        may_end.wait(20)
        return ready(register)

    with serving(towers(tmp_path)) as served:
        assert 200 == served.get(BOARD).status_code
        monkeypatch.setattr(opened, "ready", slow)
        record(served.register, _report("письмо"))
        time.sleep(1.1)
        began = time.monotonic()
        page = served.get(f"{BOARD}&lang=en").text
        assert time.monotonic() - began < 5
        assert say("states.overdue", "en") in page
        may_end.set()


def test_the_first_page_leads_to_the_board_as_asked(reading: Served) -> None:
    """An address without a page keeps its cohort and its day."""
    answer = reading.get(f"/?cohort=2020&at={AT}")
    assert BOARD == answer.headers["location"]
