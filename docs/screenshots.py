"""Take the README's pictures anew, with Debian's Chromium.

They show docs/answer.txt, docs/seed.html, and pages of the application over the sample register.

python docs/screenshots.py
"""

from __future__ import annotations

import html
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from graph.build import ready
from graph.moments import end_of_day
from graph.network import to_networkx
from graph.picture import needed, picture_of
from graph.register import create
from graph.render.page import page as render_page
from graph.web import create_app, server_for

DOCS = Path(__file__).resolve().parent
IMAGES = DOCS / "images"
LINES = 44
VIEWS: dict[str, dict[str, Any]] = {
    "picture-cohort": {"cohort": 2023},
    "picture-chain": {"view": "chain"},
}
WANTED = {"picture-cohort": "Д05-124/05пр III/2.1"}
"""What is searched for in a view, and its card opened."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
STYLE = (
    "body{margin:0;background:#1f2430}"
    "pre{margin:0;padding:24px 28px;color:#d9dce3;font:14px/1.45 'DejaVu Sans Mono',monospace}"
    "b{color:#9ece6a;font-weight:600}"
)


def take_answer(browser: Browser) -> None:
    """Write the picture of the answer as it stands in a terminal."""
    lines = (DOCS / "answer.txt").read_text(encoding="utf-8").splitlines()[:LINES]
    command = "obligraph binding --cohort 2023 --at 2023-11-15 --known-at 2023-11-15"
    text = f"<b>$ {command}</b>\n" + html.escape("\n".join(lines)) + "\n…"
    page = browser.new_page(viewport={"width": 960, "height": 400}, device_scale_factor=1.5)
    page.set_content(f"<meta charset=utf-8><style>{STYLE}</style><pre>{text}</pre>")
    page.screenshot(path=IMAGES / "answer.png", full_page=True)


def take_seed(browser: Browser) -> None:
    """Write the picture of the page that `draw` made."""
    page = browser.new_page(viewport={"width": 1500, "height": 920})
    page.goto((DOCS / "seed.html").as_uri())
    page.wait_for_function("window.network !== undefined")
    page.wait_for_timeout(500)
    page.screenshot(path=IMAGES / "seed.png")


def take_views(browser: Browser) -> None:
    """Write the chain, and an order's card among what binds a cohort, of the sample register."""
    with tempfile.TemporaryDirectory() as folder:
        store = ready(create(Path(folder) / "register", sample=True))
        graph = to_networkx(needed(store))
        day = end_of_day(date(2023, 11, 15)).value
        for name, question in VIEWS.items():
            view = picture_of(graph, at=day, known_at=day, **question)
            path = Path(folder) / f"{name}.html"
            path.write_text(render_page(view, "ru"), encoding="utf-8")
            page = browser.new_page(viewport={"width": 1500, "height": 920}, locale="ru-RU")
            page.goto(path.as_uri())
            page.wait_for_selector("html[data-ready=yes]", state="attached")
            page.fill("#search", WANTED.get(name, ""))
            page.press("#picture", "Enter")
            page.wait_for_timeout(600)
            page.screenshot(path=IMAGES / f"{name}.png")


@contextmanager
def _sample() -> Iterator[str]:
    """Give the address of the application over a copy of the sample register."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listening:
        register = create(Path(folder) / "register", sample=True)
        ready(register)
        server = server_for(create_app(register.folder))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def take_application(browser: Browser) -> None:
    """Write the pictures of the board, with one proof open, and of the document's page."""
    with _sample() as address:
        size = {"width": 1280, "height": 860}
        page = browser.new_page(viewport=size, locale="ru-RU", reduced_motion="reduce")
        page.goto(f"{address}/board?cohort=2023&at=2023-11-15&known_at=2023-11-15")
        page.click("a.why >> nth=1")
        page.wait_for_selector(".proof blockquote")
        page.screenshot(path=IMAGES / "board.png")
        page.goto(f"{address}/documents/2023-11-08_D05-124-05pr#point-III/2.1")
        page.evaluate("document.getElementById('facts-III/2.1').scrollIntoView()")
        page.evaluate("document.getElementById('point-III/2.1').scrollIntoView({block: 'center'})")
        page.screenshot(path=IMAGES / "document.png")


def main() -> None:
    """Take all pictures."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is not installed: it comes with the Debian package chromium")
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        take_answer(browser)
        take_seed(browser)
        take_views(browser)
        take_application(browser)
        browser.close()


if __name__ == "__main__":
    main()
