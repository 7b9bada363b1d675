"""How soon a picture can be worked with: invented registers in Debian's Chromium.

    python benchmarks/drawing.py [RUNS]

For each size: the time to make the page, its size, and the medians of RUNS runs (5 unless said) from
the address to the first whole frame, of one step of zoom, and of one day on the slider.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402  the checkout comes first

from benchmarks.machine import machine  # noqa: E402
from graph.model import State  # noqa: E402
from graph.moments import start_of_day  # noqa: E402
from graph.picture import (  # noqa: E402
    Counts,
    Ground,
    PictureEdge,
    PictureNode,
    PictureView,
    Quote,
    Slice,
    Status,
    Term,
    ViewKind,
)
from graph.render.page import page  # noqa: E402

GOALS: dict[int, float] = {1_000: 1.0, 10_000: 3.0}
VIEWS: tuple[ViewKind, ...] = ("register", "cohort")
POINTS = 9
STATES: tuple[State, ...] = ("in-force", "overdue")
FIRST = date(2016, 1, 11)
WORDS = "Руководителям кластеров направить сведения о составе наставников и расходе материалов до {day}"
STEP = (
    "() => new Promise(done => { const from = performance.now(); {step};"
    "requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - from))); })"
)
ZOOM = "document.getElementById('zoom-in').click()"
DAY = (
    "const day = document.getElementById('day'); day.value = Number(day.value) - 9;"
    "day.dispatchEvent(new Event('input'))"
)


def invented_view(size: int, kind: ViewKind) -> PictureView:
    """Return a view of about so many boxes: documents of nine points, each acting on the two before it."""
    nodes: list[PictureNode] = []
    edges: list[PictureEdge] = []
    documents = [f"d{number}" for number in range(size // (POINTS + 1))]
    for number, name in enumerate(documents):
        day = FIRST + timedelta(days=number * 3600 // len(documents))
        nodes.append(_document(name, day))
        for place in range(POINTS):
            nodes.append(_point(name, day, place, folded=kind == "register"))
            edges.append(PictureEdge(f"{name}/{place}", documents[max(number - place % 3, 0)], "continues"))
            if kind == "cohort":
                edges.append(PictureEdge(name, f"{name}/{place}", "contains"))
    return PictureView(tuple(nodes), tuple(edges), start_of_day(FIRST + timedelta(days=3000)), kind)


def _document(name: str, day: date) -> PictureNode:
    slices = (Slice(start_of_day(day), (Status("in-force", count=POINTS),)),)
    return PictureNode(
        name, "documents", "document", number=f"Г-{name}пр", day=day, slices=slices, since=start_of_day(day)
    )


def _point(document: str, day: date, place: int, *, folded: bool) -> PictureNode:
    due = start_of_day(day + timedelta(days=20 + place))
    because = (Ground("given", f"Г-{document}пр I/{place}", moment=start_of_day(day)),)
    words = WORDS.format(day=day)
    slices = tuple(
        Slice(moment, (Status(state),), because, Term(due), Counts(orders=1))
        for moment, state in zip((start_of_day(day), due), STATES, strict=True)
    )
    return PictureNode(
        f"{document}/{place}",
        "points",
        "order",
        number=f"I/{place}",
        day=day,
        document=f"Г-{document}пр",
        quote=Quote(words, 100, 100 + len(words), "protocols/file.txt"),
        slices=slices,
        since=start_of_day(day),
        parent=document if folded else None,
        years=(2015 + place,),
    )


def measure(browser: Browser, address: str) -> tuple[float, float, float]:
    """Return the seconds until a page can be used, of a zoom and of a day on the slider."""
    context = browser.new_context(viewport={"width": 1500, "height": 920}, offline=True)
    tab = context.new_page()
    started = time.perf_counter()
    tab.goto(address, wait_until="commit")
    tab.wait_for_selector("html[data-ready=yes]", state="attached")
    tab.evaluate(STEP.replace("{step}", ""))
    ready = time.perf_counter() - started
    zoom, day = (float(tab.evaluate(STEP.replace("{step}", step))) / 1000 for step in (ZOOM, DAY))
    context.close()
    return ready, zoom, day


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is not installed: it comes with the Debian package chromium")
    print(f"{machine()}; medians of {runs} runs\n")
    print(f"{'boxes':>8}  {'view':10}{'made':>8}{'MB':>7}{'usable':>9}{'goal':>6}{'zoom':>8}{'day':>8}")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for size, goal in GOALS.items():
            for kind in VIEWS:
                show(browser, Path(folder) / "picture.html", size, kind, goal, runs)
        browser.close()


def show(browser: Browser, path: Path, size: int, kind: ViewKind, goal: float, runs: int) -> None:  # noqa: PLR0913, PLR0917
    """Print one line."""
    started = time.perf_counter()
    path.write_text(page(invented_view(size, kind), "ru"), encoding="utf-8")
    made = time.perf_counter() - started
    times = [measure(browser, path.as_uri()) for _ in range(runs)]
    ready, zoom, day = (statistics.median(one) for one in zip(*times, strict=True))
    megabytes = path.stat().st_size / 1e6
    print(
        f"{size:8}  {kind:10}{made:8.2f}{megabytes:7.1f}{ready:9.2f}{goal:6.1f}{zoom:8.3f}{day:8.3f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
