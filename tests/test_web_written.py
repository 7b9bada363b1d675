"""The application without a browser: what it writes, and the index behind its pages."""

from __future__ import annotations

import re
import threading
import time
from datetime import datetime
from pathlib import Path

import pytest

from graph.build import ready, record
from graph.messages import say
from graph.model import MOSCOW, Event
from graph.register import Register
from graph.store import Store
from graph.web import opened
from graph.web.uploads import safe_name

from .served import AUTHOR, BOARD, KEY, NUMBER, TEXT, Served, serving, towers

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
