"""The list to print, opened in a browser, and its figures."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.build import ready
from graph.messages import LANGUAGES, theme
from graph.register import Register
from graph.report import render_report
from graph.report.chart import draw_discipline
from graph.store import Store

from .reported import COHORT, asked, gather

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def store(reported: Register) -> Store:
    """Give the store over the register."""
    return ready(reported)


def test_printed_list_asks_for_nothing(store: Store, browser: Browser) -> None:
    """The page asks for nothing, runs nothing, shows hostile words as words, and fits a narrow window."""
    words = "<img src=x onerror=window.executed=1><script>window.executed=1</script>"
    contents = gather(store, asked())
    lines = [{**contents.orders[0], "quote": words, "because": [words], "addressee": words, "cohort": None}]
    forged = replace(contents, answer={**contents.answer, "orders": lines})
    page = browser.new_page(viewport={"width": 400, "height": 800})
    requests: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.set_content(render_report("html", forged).decode("utf-8"))
    assert words in page.inner_text("#binding")
    assert page.evaluate("window.executed") is None
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()
    assert ([], []) == (requests, said)


def test_printed_list_breaks_between_rows(store: Store, browser: Browser) -> None:
    """On paper it is A4 landscape, rows are kept together and heads repeat."""
    contents = gather(store, asked())
    many = [{**contents.orders[0], "id": f"{number}", "point": f"{number}"} for number in range(60)]
    long = replace(contents, answer={**contents.answer, "orders": many})
    page = browser.new_page()
    page.set_content(render_report("html", long).decode("utf-8"))
    page.emulate_media(media="print")
    looks = page.evaluate(
        """() => [getComputedStyle(document.querySelector("#binding tbody tr")).breakInside,
                  getComputedStyle(document.querySelector("#binding thead")).display]"""
    )
    assert ["avoid", "table-header-group"] == looks
    paper = page.pdf(prefer_css_page_size=True)
    page.close()
    assert re.search(rb"/MediaBox \[0 0 84[12](\.\d+)? 59[45]", paper)


@pytest.mark.parametrize("language", LANGUAGES)
def test_percentage_has_its_denominator(store: Store, language: str) -> None:
    """Each percentage tells of how many it is, and every reason of exclusion is listed."""
    body = render_report("html", gather(store, asked(language=language))).decode("utf-8")
    shown = "0,0 % (0 из 1)" if language == "ru" else "0.0% (0 of 1)"
    assert shown in body
    words = theme("report", "ru" if language == "ru" else "en")
    reasons = [text for name, text in words.items() if name.startswith("column-excluded-")]
    assert 7 == len(reasons)
    assert all(text in body for text in reasons)


def test_chart_says_in_words_what_it_draws(store: Store) -> None:
    """The chart has a name and a description with all its figures, and escapes names."""
    rows = gather(store, asked()).discipline.as_dicts()
    chart = draw_discipline([{**row, "name": f"<b>{row['name']}"} for row in rows], "en")
    assert (f"<b>{COHORT}: 0 in time, 0 late, 1 overdue, of 1",) == chart.lines
    assert 'role="img"' in chart.svg
    assert "<b>" not in chart.svg
    assert "&lt;b&gt;" in chart.svg.split("</desc>")[0]
