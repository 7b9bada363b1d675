"""The application in a real browser: every page for everybody, the board, questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from graph.messages import Language, say

from .accessibility import grave_faults
from .served import AT, BOARD, KEY, NUMBER, Served
from .watched import enter, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = (
    BOARD,
    f"/proof?id={NUMBER} II/1.1&at={AT}",
    "/timeline?cohort=2020&at=2021-05-25",
    "/due?from=2021-05-01",
    "/ask",
    "/changes?from=2021-05-01&to=2021-05-25",
    "/documents",
    f"/documents/{KEY}",
    "/documents/2021-02-03_T-5-1pr",
    "/missing",
    "/intake",
    "/record",
    "/events",
    "/discipline?at=2021-05-25",
    "/draft?cohort=2020&at=2021-05-25",
    "/check",
    "/pictures",
    "/queries",
    "/queries/send",
    "/nowhere",
)
WIDE, NARROW = (1280, 900), (400, 800)


# --- every page ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "light"), ("ru", "dark")])
def test_every_page_can_be_used_by_all(
    browser: Browser,
    writing: Served,
    language: Language,
    scheme: Any,  # noqa: ANN401  a word of Playwright
) -> None:
    """In both languages, wide and narrow, light and dark: nothing grave for axe, nothing sticks out."""
    size = {"width": WIDE[0], "height": WIDE[1]}
    with watched(browser, writing, language, color_scheme=scheme, viewport=size) as opened:
        enter(opened, writing)
        for path in PAGES:
            for width, height in (WIDE, NARROW) if scheme == "light" else (WIDE,):
                opened.page.set_viewport_size({"width": width, "height": height})
                if width == WIDE[0]:
                    opened.go(path)
                wide = opened.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                assert (path, width, True) == (path, width, wide <= 0)
                assert (path, width, []) == (path, width, grave_faults(opened.page))
        assert opened.page.evaluate("window.executed") is None


def test_pages_work_without_scripts(browser: Browser, writing: Served) -> None:
    """The form and the proof are plain pages too, and the menu is there."""
    with watched(
        browser, writing, java_script_enabled=False, viewport={"width": 400, "height": 800}
    ) as opened:
        opened.go(BOARD)
        assert opened.page.is_visible("nav a[href='/documents']")
        opened.page.fill("input[name=q]", "линз")
        opened.page.click("form.question button")
        assert 1 == opened.page.locator(".line .id", has_text="II/").count()
        opened.page.click("a.why >> nth=0")
        assert "/proof?" in opened.page.url
        assert f"{NUMBER} II/1.1" in opened.page.inner_text("h1")


# --- the board -----------------------------------------------------------------------------------


def test_the_board_follows_its_form_and_its_address(browser: Browser, writing: Served) -> None:
    """A changed field changes the lines and the address; the address gives the same view again."""
    with watched(browser, writing) as opened:
        page = opened.page
        opened.go(BOARD)
        assert 2 == page.locator("#orders ~ .lines .line").count()
        page.fill("input[name=q]", "смотрителей")
        page.press("input[name=q]", "Enter")
        page.wait_for_url("**q=%D1%81**")
        page.wait_for_function("() => document.querySelectorAll('#orders ~ .lines .line').length === 1")
        lines, address = page.inner_text("#results"), page.url
        opened.go(address)
        assert lines == page.inner_text("#results")
        page.select_option("select[name=cohort]", "")
        page.wait_for_url("**cohort=&**")


def test_a_proof_opens_and_closes_below_its_line(browser: Browser, writing: Served) -> None:
    """By keyboard: it says that it is open, quotes the words, and closes again."""
    with watched(browser, writing) as opened:
        page = opened.page
        opened.go(BOARD)
        why = page.locator("a.why").first
        assert "false" == why.get_attribute("aria-expanded")
        why.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".proof blockquote")
        assert "true" == why.get_attribute("aria-expanded")
        assert "<script>window.executed=1</script>" in page.inner_text(".proof blockquote")
        assert BOARD.partition("?")[2] in page.url
        page.keyboard.press("Enter")
        page.wait_for_selector(".proof blockquote", state="detached")
        assert "false" == why.get_attribute("aria-expanded")


def test_states_are_told_without_colour(browser: Browser, writing: Served) -> None:
    """Each badge has a sign and words; states differ in their signs."""
    with watched(browser, writing) as opened:
        opened.go(BOARD)
        badges = opened.page.locator(".line .badge").all_inner_texts()
        assert len(badges) > 3
        signs = {words.split()[0]: " ".join(words.split()[1:]) for words in badges}
        assert len(set(signs.values())) == len(signs) > 2


def test_the_keyboard_reaches_the_content_first(browser: Browser, writing: Served) -> None:
    """The first stop is the link past the menu; the focus can be seen."""
    with watched(browser, writing) as opened:
        opened.go(BOARD)
        opened.page.keyboard.press("Tab")
        assert say("web.skip", "en") == opened.page.evaluate("document.activeElement.textContent")
        style = "getComputedStyle(document.activeElement).outlineStyle"
        assert "solid" == opened.page.evaluate(style)
        opened.page.keyboard.press("Enter")
        assert "main" == opened.page.evaluate("document.activeElement.id")


def test_the_menu_of_a_narrow_window(browser: Browser, writing: Served) -> None:
    """It is folded until asked for, and leads on."""
    narrow = {"width": NARROW[0], "height": NARROW[1]}
    with watched(browser, writing, viewport=narrow) as opened:
        page = opened.page
        opened.go(BOARD)
        assert not page.is_visible("nav a[href='/documents']")
        page.click("#menu-button")
        assert "true" == page.get_attribute("#menu-button", "aria-expanded")
        page.click("nav a[href='/documents']")
        assert page.url.endswith("/documents")


def test_the_language_is_switched_in_the_page(browser: Browser, writing: Served) -> None:
    """The link changes the words, keeps the view, and is remembered on the next page."""
    with watched(browser, writing) as opened:
        opened.go(BOARD)
        opened.page.click("a[hreflang=ru]")
        assert "lang=ru" in opened.page.url
        assert "cohort=2020" in opened.page.url
        opened.go("/documents")
        assert "ru" == opened.page.get_attribute("html", "lang")


# --- questions -----------------------------------------------------------------------------------


def test_a_question_brings_its_answer_into_the_page(browser: Browser, writing: Served) -> None:
    """What was understood is said first, the answer follows below it."""
    with watched(browser, writing) as opened:
        page = opened.page
        opened.go("/ask")
        page.fill("input[name=q]", "which orders bind the 2020 cohort as of 25 May 2021")
        page.press("input[name=q]", "Enter")
        page.wait_for_selector(".understood #orders")
        assert "2020" in page.inner_text(".understood .moments >> nth=0")
        opened.go("/ask?q=xyzzy plugh")
        assert page.is_visible("[role=alert]")


def test_the_timeline_says_the_same_as_its_table(browser: Browser, writing: Served) -> None:
    """A band for each row of the table; each band leads to its order."""
    with watched(browser, writing) as opened:
        page = opened.page
        opened.go("/timeline?cohort=2020&at=2021-05-25")
        bands, rows = page.locator(".chart .row").count(), page.locator("tbody tr").count()
        assert bands == rows > 0
        assert re.search("II/1.1", page.inner_text("table"))
        target = page.get_attribute(".chart .row a >> nth=0", "href")
        assert target == page.get_attribute("tbody tr >> nth=0 >> a", "href")


def test_paper_shows_the_answer_alone(browser: Browser, writing: Served) -> None:
    """Printed, the menu and the form are gone and the words stand whole."""
    with watched(browser, writing) as opened:
        opened.go(BOARD)
        opened.page.emulate_media(media="print")
        assert not opened.page.is_visible("nav")
        assert not opened.page.is_visible("form.question")
        assert opened.page.is_visible(".line .quote")
