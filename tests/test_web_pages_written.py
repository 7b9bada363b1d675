"""Documents in a real browser: read, judged, taken in, recorded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.messages import say

from .served import AUTHOR, KEY, NUMBER, TEXT, Served
from .watched import enter, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# --- documents -----------------------------------------------------------------------------------


def test_a_mark_leads_to_its_card_and_back(browser: Browser, writing: Served) -> None:
    """A click on marked words shows their card; the card's quotation shows the words."""
    with watched(browser, writing) as opened:
        page = opened.page
        opened.go(f"/documents/{KEY}")
        page.click(".text mark.k-deadline >> nth=1")
        card = page.evaluate("location.hash.slice(1)")
        assert card.startswith("fact-")
        assert say("web-document.field-deadline", "en") in page.inner_text(f"#{card}")
        page.click(f"#{card} .words a")
        assert f"#at-{card}" == page.evaluate("location.hash")


def test_facts_are_accepted_rejected_and_corrected(browser: Browser, writing: Served) -> None:
    """Each button does what it says, and the card tells who did it."""
    with watched(browser, writing) as opened:
        page = opened.page
        enter(opened, writing)
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


def test_the_original_is_downloaded(browser: Browser, writing: Served) -> None:
    """The link saves the file as it was sent."""
    with watched(browser, writing) as opened:
        opened.go(f"/documents/{KEY}")
        with opened.page.expect_download() as waiting:
            opened.page.click(f"a[href='/documents/{KEY}/original']")
        assert "протокол.txt" == waiting.value.suggested_filename
        assert TEXT == Path(waiting.value.path()).read_text(encoding="utf-8")


def test_the_picture_opens_and_leads_back(browser: Browser, writing: Served) -> None:
    """The picture of a document is drawn under its own policy."""
    with watched(browser, writing) as opened:
        opened.go(f"/documents/{KEY}")
        opened.page.click(f"a[href='/documents/{KEY}/picture']")
        opened.page.wait_for_selector("html[data-ready=yes]", state="attached")


# --- taking in and recording ---------------------------------------------------------------------


def test_dropped_files_are_taken_in_one_by_one(browser: Browser, writing: Served, tmp_path: Path) -> None:
    """Each file gets its report: one good, one bad, and the second time nothing new."""
    good, bad = tmp_path / "новый.txt", tmp_path / "плохой.docx"
    good.write_text(TEXT.replace(NUMBER, "Т-5/9пр"), encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04")
    with watched(browser, writing) as opened:
        page = opened.page
        enter(opened, writing)
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


def test_an_event_is_recorded(browser: Browser, writing: Served) -> None:
    """The form shows the fields of what happened; what is recorded stands in the list at once."""
    with watched(browser, writing) as opened:
        page = opened.page
        enter(opened, writing)
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


def test_who_has_not_entered_is_told_how(browser: Browser, writing: Served) -> None:
    """Forms of changes are not offered to strangers."""
    with watched(browser, writing) as opened:
        for path in ("/intake", "/record"):
            opened.go(path)
            assert 0 == opened.page.locator("main form").count()
            assert opened.page.is_visible("main a[href='/enter']")
