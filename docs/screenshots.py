"""Take the README's pictures anew, from docs/answer.txt and docs/seed.html, with Debian's Chromium.

python docs/screenshots.py
"""

from __future__ import annotations

import html
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

DOCS = Path(__file__).resolve().parent
IMAGES = DOCS / "images"
LINES = 44
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


def main() -> None:
    """Take both pictures."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is not installed: it comes with the Debian package chromium")
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        take_answer(browser)
        take_seed(browser)
        browser.close()


if __name__ == "__main__":
    main()
