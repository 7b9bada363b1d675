"""Many at once: no wrong answer, none older than promised, nobody waits long, writers take turns."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from benchmarks.crowd import LONGEST, Seen, crowd, make
from benchmarks.serving import ADDRESS, EXPENSIVE, load, served, share
from graph.build import ready, rebuild
from graph.register import open_register

from .crash import ROOT, make_register


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Let one writer and readers of every kind work over one register for some seconds."""
    return crowd(tmp_path_factory.mktemp("crowd"), seconds=8, documents=4, readers=3, pause=0.5)


def test_every_answer_is_that_of_a_state(seen: Seen) -> None:
    """Processes, commands and the server: each answer stands between two steps of the writer."""
    assert [] == seen.failed
    assert [] == seen.wrong
    assert seen.steps >= 4
    assert {"process", "command", "server"} == set(seen.answers)


def test_no_answer_is_older_than_promised(seen: Seen) -> None:
    """What was reported as done before a question is in its answer."""
    assert seen.answers["process"] > 10
    assert [] == seen.stale


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells waiting from a busy machine")
def test_no_reader_waits_long_for_the_writer(seen: Seen) -> None:
    """While a change goes on, the state before it is the answer: nobody stands in line."""
    assert max(seen.in_line) < LONGEST, sorted(seen.in_line)[-5:]


def test_writers_take_turns(tmp_path: Path) -> None:
    """Three processes that record at the same time: every event is there, and the index fits."""
    register = make_register(tmp_path)
    environment = {**os.environ, "OBLIGRAPH_DATA": str(register), "LC_ALL": "C.UTF-8"}
    words = [sys.executable, str(ROOT / "cli.py"), "record", "report", "К7-10пр 1", "--on"]
    writers = [
        subprocess.Popen([*words, f"2031-03-{day:02}"], env=environment, stdout=subprocess.PIPE, text=True)
        for day in range(1, 7)
    ]
    said = [writer.communicate(timeout=60)[0].strip() for writer in writers]
    assert [0] * 6 == [writer.returncode for writer in writers]
    held = open_register(register)
    assert set(said) == {event.id for event in held.events()}
    assert 6 == len(set(said))
    assert ready(held).content_digest() == rebuild(held).content_digest()


def test_the_server_answers_a_crowd(tmp_path: Path) -> None:
    """Ten clients for some seconds: no failure, and the memory does not grow without end."""
    register, _ = make(tmp_path, 4, 0)
    with served(register.folder) as (url, process):
        assert url.startswith("http://127.0.0.1:")
        load(url, process, clients=2, seconds=1)
        found = load(url, process, clients=10, seconds=4)
    assert [] == found.failed
    assert len(found.seconds) > 10
    assert share(found.seconds, 0.5) < 10
    if sys.platform == "linux":
        assert found.memory[-1] < 2 * found.memory[0] + 100


def test_an_expensive_query_stops_nobody(tmp_path: Path) -> None:
    """While a query runs into its limit, other pages are answered as ever."""
    register, _ = make(tmp_path, 2, 0)
    with served(register.folder) as (url, _), httpx.Client(base_url=url, timeout=60) as client:
        client.get(ADDRESS)
        ended: list[int] = []
        asking = threading.Thread(
            target=lambda: ended.append(httpx.get(url + EXPENSIVE, timeout=60).status_code)
        )
        asking.start()
        time.sleep(0.5)
        started = time.perf_counter()
        assert 200 == client.get(ADDRESS).status_code
        assert asking.is_alive()
        assert time.perf_counter() - started < 5
        asking.join()
    assert ended[0] >= 400
