"""A page of the application in a real browser, and what it did that it should not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.messages import Language

from .served import AUTHOR, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request


LOCALES = {"ru": "ru-RU", "en": "en-US"}


@dataclass
class Watched:
    """A page and what it did: requests that left for elsewhere, messages on the console, errors."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of the application."""
        self.page.goto(path)


@contextmanager
def watched(
    browser: Browser,
    served: Served,
    language: Language = "en",
    **more: Any,  # noqa: ANN401
) -> Iterator[Watched]:
    """Give a page without cookies; afterwards nothing may have gone elsewhere or failed."""
    context = browser.new_context(
        base_url=served.url, locale=LOCALES[language], reduced_motion="reduce", **more
    )
    result = Watched(context.new_page())
    _watch(context, result, served.url)
    try:
        yield result
    finally:
        context.close()
    assert [] == result.faults


def _watch(context: BrowserContext, result: Watched, url: str) -> None:
    def requested(request: Request) -> None:
        if not request.url.startswith((f"{url}/", "data:", "blob:")):
            result.faults.append(f"asked {request.url}")

    context.on("request", requested)
    result.page.on("pageerror", lambda error: result.faults.append(str(error)))
    result.page.on("dialog", lambda dialog: result.faults.append(dialog.message))
    result.page.on(
        "console",
        lambda message: (
            result.faults.append(message.text)
            if message.type in {"error", "warning"} and "status of 4" not in message.text
            else None
        ),
    )


def enter(opened: Watched, served: Served) -> None:
    """Enter with the printed address, under a name."""
    opened.go(f"/enter?token={served.token}")
    opened.page.fill("input[name=author]", AUTHOR)
    opened.page.click("form.narrow button")
    opened.page.wait_for_url("**/board?*")
