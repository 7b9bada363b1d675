"""The application in a real browser: what is clicked does what it says, and nothing else happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.messages import Language, say

from .accessibility import grave_faults
from .served import AT, AUTHOR, BOARD, KEY, NUMBER, TEXT, Served, serving, towers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

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
LOCALES = {"ru": "ru-RU", "en": "en-US"}


@dataclass
class Watched:
    """A page and what it did: requests that left for elsewhere, messages on the console, errors."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of the application."""
        self.page.goto(path)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give the application that takes changes."""
    with serving(towers(tmp_path_factory.mktemp("browsed"))) as running:
        yield running


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


# --- every page ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "light"), ("ru", "dark")])
def test_every_page_can_be_used_by_all(
    browser: Browser,
    served: Served,
    language: Language,
    scheme: Any,  # noqa: ANN401  a word of Playwright
) -> None:
    """In both languages, wide and narrow, light and dark: nothing grave for axe, nothing sticks out."""
    size = {"width": WIDE[0], "height": WIDE[1]}
    with watched(browser, served, language, color_scheme=scheme, viewport=size) as opened:
        enter(opened, served)
        for path in PAGES:
            for width, height in (WIDE, NARROW) if scheme == "light" else (WIDE,):
                opened.page.set_viewport_size({"width": width, "height": height})
                if width == WIDE[0]:
                    opened.go(path)
                wide = opened.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                assert (path, width, True) == (path, width, wide <= 0)
                assert (path, width, []) == (path, width, grave_faults(opened.page))
        assert opened.page.evaluate("window.executed") is None


def test_pages_work_without_scripts(browser: Browser, served: Served) -> None:
    """The form and the proof are plain pages too, and the menu is there."""
    with watched(
        browser, served, java_script_enabled=False, viewport={"width": 400, "height": 800}
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


def test_the_board_follows_its_form_and_its_address(browser: Browser, served: Served) -> None:
    """A changed field changes the lines and the address; the address gives the same view again."""
    with watched(browser, served) as opened:
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


def test_a_proof_opens_and_closes_below_its_line(browser: Browser, served: Served) -> None:
    """By keyboard: it says that it is open, quotes the words, and closes again."""
    with watched(browser, served) as opened:
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


def test_states_are_told_without_colour(browser: Browser, served: Served) -> None:
    """Each badge has a sign and words; states differ in their signs."""
    with watched(browser, served) as opened:
        opened.go(BOARD)
        badges = opened.page.locator(".line .badge").all_inner_texts()
        assert len(badges) > 3
        signs = {words.split()[0]: " ".join(words.split()[1:]) for words in badges}
        assert len(set(signs.values())) == len(signs) > 2


def test_the_keyboard_reaches_the_content_first(browser: Browser, served: Served) -> None:
    """The first stop is the link past the menu; the focus can be seen."""
    with watched(browser, served) as opened:
        opened.go(BOARD)
        opened.page.keyboard.press("Tab")
        assert say("web.skip", "en") == opened.page.evaluate("document.activeElement.textContent")
        style = "getComputedStyle(document.activeElement).outlineStyle"
        assert "solid" == opened.page.evaluate(style)
        opened.page.keyboard.press("Enter")
        assert "main" == opened.page.evaluate("document.activeElement.id")


def test_the_menu_of_a_narrow_window(browser: Browser, served: Served) -> None:
    """It is folded until asked for, and leads on."""
    narrow = {"width": NARROW[0], "height": NARROW[1]}
    with watched(browser, served, viewport=narrow) as opened:
        page = opened.page
        opened.go(BOARD)
        assert not page.is_visible("nav a[href='/documents']")
        page.click("#menu-button")
        assert "true" == page.get_attribute("#menu-button", "aria-expanded")
        page.click("nav a[href='/documents']")
        assert page.url.endswith("/documents")


def test_the_language_is_switched_in_the_page(browser: Browser, served: Served) -> None:
    """The link changes the words, keeps the view, and is remembered on the next page."""
    with watched(browser, served) as opened:
        opened.go(BOARD)
        opened.page.click("a[hreflang=ru]")
        assert "lang=ru" in opened.page.url
        assert "cohort=2020" in opened.page.url
        opened.go("/documents")
        assert "ru" == opened.page.get_attribute("html", "lang")


# --- documents -----------------------------------------------------------------------------------


def test_a_mark_leads_to_its_card_and_back(browser: Browser, served: Served) -> None:
    """A click on marked words shows their card; the card's quotation shows the words."""
    with watched(browser, served) as opened:
        page = opened.page
        opened.go(f"/documents/{KEY}")
        page.click(".text mark.k-deadline >> nth=1")
        card = page.evaluate("location.hash.slice(1)")
        assert card.startswith("fact-")
        assert say("web-document.field-deadline", "en") in page.inner_text(f"#{card}")
        page.click(f"#{card} .words a")
        assert f"#at-{card}" == page.evaluate("location.hash")


def test_facts_are_accepted_rejected_and_corrected(browser: Browser, served: Served) -> None:
    """Each button does what it says, and the card tells who did it."""
    with watched(browser, served) as opened:
        page = opened.page
        enter(opened, served)
        for verdict, words in (("accepted", "Accepted"), ("rejected", "Rejected")):
            opened.go(f"/documents/{KEY}")
            card = page.locator(".fact", has=page.locator(f"button[value={verdict}]")).nth(2)
            name = card.get_attribute("id")
            card.locator(f"button[value={verdict}]").click()
            page.wait_for_url(f"**#{name}")
            assert words in page.inner_text(f"#{name} .verdict-given")
            assert AUTHOR in page.inner_text(f"#{name} .verdict-given")
        card = page.locator(".fact", has_text=say("web-document.field-chair", "en")).first
        name = card.get_attribute("id")
        card.locator("summary").click()
        card.locator("input[name=value]").fill("Росин Р.П.")
        card.locator("button[value=corrected]").click()
        page.wait_for_url(f"**#{name}")
        assert "Росин Р.П." in page.inner_text(f"#{name} .verdict-given")


def test_the_original_is_downloaded(browser: Browser, served: Served) -> None:
    """The link saves the file as it was sent."""
    with watched(browser, served) as opened:
        opened.go(f"/documents/{KEY}")
        with opened.page.expect_download() as waiting:
            opened.page.click(f"a[href='/documents/{KEY}/original']")
        assert "протокол.txt" == waiting.value.suggested_filename
        assert TEXT == Path(waiting.value.path()).read_text(encoding="utf-8")


def test_the_picture_opens_and_leads_back(browser: Browser, served: Served) -> None:
    """The picture of a document is drawn under its own policy."""
    with watched(browser, served) as opened:
        opened.go(f"/documents/{KEY}")
        opened.page.click(f"a[href='/documents/{KEY}/picture']")
        opened.page.wait_for_selector("html[data-ready=yes]", state="attached")


# --- taking in and recording ---------------------------------------------------------------------


def test_dropped_files_are_taken_in_one_by_one(browser: Browser, served: Served, tmp_path: Path) -> None:
    """Each file gets its report: one good, one bad, and the second time nothing new."""
    good, bad = tmp_path / "новый.txt", tmp_path / "плохой.docx"
    good.write_text(TEXT.replace(NUMBER, "Т-5/9пр"), encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04")
    with watched(browser, served) as opened:
        page = opened.page
        enter(opened, served)
        opened.go("/intake")
        page.set_input_files("#files", [good, bad])
        page.click("#intake button")
        page.wait_for_function("() => document.querySelectorAll('#reports article').length === 2")
        reports = page.locator("#reports article")
        assert "плохой.docx" in reports.nth(0).inner_text()
        assert say("web-rows.outcome-added", "en") in reports.nth(1).inner_text()
        transfer = page.evaluate_handle(
            "words => { const held = new DataTransfer();"
            "held.items.add(new File([words], 'снова.txt', {type: 'text/plain'})); return held; }",
            good.read_text(encoding="utf-8"),
        )
        page.dispatch_event("#drop", "drop", {"dataTransfer": transfer})
        page.wait_for_function("() => document.querySelectorAll('#reports article').length === 3")
        assert say("web-rows.outcome-unchanged", "en") in reports.nth(0).inner_text()
        assert 0 == page.locator(".sending").count()


def test_an_event_is_recorded(browser: Browser, served: Served) -> None:
    """The form shows the fields of what happened; what is recorded stands in the list at once."""
    with watched(browser, served) as opened:
        page = opened.page
        enter(opened, served)
        opened.go(f"/record?id={NUMBER} II/1.2")
        assert not page.is_visible("input[name=to]")
        page.select_option("#kind", "extend")
        assert page.is_visible("input[name=to]")
        page.fill("input[name=to]", "2021-07-15")
        page.fill("input[name=on]", "2021-06-15")
        page.select_option("select[name=capacity]", "issuer")
        page.fill("textarea[name=evidence]", "письмо № 7")
        page.click("#record button")
        page.wait_for_url("**/events?done=*")
        assert "15.07.2021" in page.inner_text("table")
        opened.go("/board?cohort=2020&at=2021-07-10")
        assert "15.07.2021" in page.inner_text("#results")


def test_who_has_not_entered_is_told_how(browser: Browser, served: Served) -> None:
    """Forms of changes are not offered to strangers."""
    with watched(browser, served) as opened:
        for path in ("/intake", "/record"):
            opened.go(path)
            assert 0 == opened.page.locator("main form").count()
            assert opened.page.is_visible("main a[href='/enter']")


# --- questions -----------------------------------------------------------------------------------


def test_a_question_brings_its_answer_into_the_page(browser: Browser, served: Served) -> None:
    """What was understood is said first, the answer follows below it."""
    with watched(browser, served) as opened:
        page = opened.page
        opened.go("/ask")
        page.fill("input[name=q]", "which orders bind the 2020 cohort as of 25 May 2021")
        page.press("input[name=q]", "Enter")
        page.wait_for_selector(".understood #orders")
        assert "2020" in page.inner_text(".understood .moments >> nth=0")
        opened.go("/ask?q=xyzzy plugh")
        assert page.is_visible("[role=alert]")


def test_the_timeline_says_the_same_as_its_table(browser: Browser, served: Served) -> None:
    """A band for each row of the table; each band leads to its order."""
    with watched(browser, served) as opened:
        page = opened.page
        opened.go("/timeline?cohort=2020&at=2021-05-25")
        bands, rows = page.locator(".chart .row").count(), page.locator("tbody tr").count()
        assert bands == rows > 0
        assert re.search("II/1.1", page.inner_text("table"))
        target = page.get_attribute(".chart .row a >> nth=0", "href")
        assert target == page.get_attribute("tbody tr >> nth=0 >> a", "href")


def test_paper_shows_the_answer_alone(browser: Browser, served: Served) -> None:
    """Printed, the menu and the form are gone and the words stand whole."""
    with watched(browser, served) as opened:
        opened.go(BOARD)
        opened.page.emulate_media(media="print")
        assert not opened.page.is_visible("nav")
        assert not opened.page.is_visible("form.question")
        assert opened.page.is_visible(".line .quote")
