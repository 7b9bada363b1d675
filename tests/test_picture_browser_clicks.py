"""What is clicked, typed and dragged in a picture does what it says, at every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from graph.answers import Whom, what_binds
from graph.moments import Moment, end_of_day
from graph.picture import PictureView, ViewKind
from graph.store import Store

from .pictures import LATER, Open, View, overlaps

# --- days --------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [None, 0, 1, 2])
def test_the_counts_of_a_day_are_those_of_binding(
    open_view: Open, many: Store, many_view: View, year: int | None
) -> None:
    """At every day the counts beside the slider equal what `binding` counts."""
    cohorts = sorted({one for node in many_view("register").nodes for one in node.years})
    assert len(cohorts) > 3
    cohort = None if year is None else cohorts[year]
    view = many_view("register") if cohort is None else many_view("cohort", cohort=cohort)
    opened = open_view(view)
    known = Moment(LATER)
    turns = {one.start.date() for node in view.nodes for one in node.slices}
    days = sorted(day + timedelta(days=step) for day in sorted(turns)[::3][:12] for step in (0, 1))
    answers = []
    for day in days:
        opened.day(day)
        answers.append(opened.counts())
        assert (day, what_binds(many, Whom(cohort), end_of_day(day), known)["counts"]) == (day, answers[-1])
    assert len(answers) > 3
    assert any(answer["orders"] for answer in answers)


def test_the_slider_lets_orders_appear_fall_due_and_end(open_view: Open, sample_view: View) -> None:
    """An order appears with its protocol, is in force, then overdue: in picture, card and table."""
    opened = open_view(sample_view("cohort", cohort=2023))
    order = "Д05-124/05пр V/2"
    row = opened.page.locator("tr", has_text="предоставить письмо").first
    opened.day(date(2023, 11, 7))
    assert order not in opened.shown()
    row.wait_for(state="hidden")
    for day, state in ((date(2023, 11, 9), "действует"), (date(2023, 11, 10), "просрочено")):
        opened.day(day)
        opened.click(order)
        assert state == opened.page.inner_text("#card dd.state")
        row.locator("td[data-column=state]", has_text=state).wait_for()
        assert state == row.locator("td[data-column=state]").inner_text()
        assert f"{day:%d.%m.%Y}" == opened.page.inner_text("#day-words")


def test_the_slider_goes_from_change_to_change(open_view: Open, sample_view: View) -> None:
    """The buttons beside the slider, and the brackets, go to the nearest day at which something changes."""
    opened = open_view(sample_view("cohort", cohort=2023))
    found = []
    for press in ("[", "["):
        opened.page.focus("#picture")
        opened.page.keyboard.press(press)
        found.append(opened.page.inner_text("#day-words"))
    opened.page.click("#after")
    assert ["13.11.2023", "10.11.2023", "13.11.2023"] == [*found, opened.page.inner_text("#day-words")]
    opened.page.focus("#day")
    opened.page.keyboard.press("ArrowLeft")
    opened.page.locator("#day-words", has_text="12.11.2023").wait_for()
    assert "12.11.2023" == opened.page.inner_text("#day-words")


# --- folding, filters, search, keys ------------------------------------------------------------


def test_a_click_unfolds_a_document(open_view: Open, many_view: View) -> None:
    """A folded document shows its points on a click and hides them on the next; nothing lies on anything."""
    opened = open_view(many_view("register"))
    folded = opened.shown()
    name = folded[-1]
    opened.click(name)
    unfolded = opened.shown()
    assert len(folded) < len(unfolded)
    assert [] == overlaps(opened.boxes())
    opened.page.click("#unfold-all")
    assert len(unfolded) < len(opened.shown())
    assert [] == overlaps(opened.boxes())
    opened.page.click("#fold-all")
    assert folded == opened.shown()
    opened.page.focus("#picture")
    opened.page.keyboard.press(" ")
    assert unfolded == opened.shown()


def test_a_search_unfolds_what_it_finds(open_view: Open, many_view: View) -> None:
    """A jump to a point opens its document."""
    opened = open_view(many_view("register"))
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("осмотр оборудования")
    assert opened.page.inner_text("#found").startswith("1 ")
    label = opened.page.evaluate("picture.painter.node(picture.state.selected).label")
    assert label in opened.shown()


def test_filters_leave_out(open_view: Open, sample_view: View) -> None:
    """What is not chosen is in neither picture nor table; the start view brings all back."""
    opened = open_view(sample_view("cohort"))
    everything = opened.shown()
    cases = {
        ("kind", "continuation"): "Д05-124/05пр II/3",
        ("state", "overdue"): "Д05-124/05пр V/2",
        ("cohort", "2022"): "Участники 2022 года",
    }
    for (group, code), label in cases.items():
        assert label in opened.shown()
        choice = opened.page.locator(f"input[data-group={group}][value='{code}']")
        opened.page.locator("details", has=choice).locator("summary").click()
        choice.uncheck()
        assert label not in opened.shown()
        assert opened.page.locator("tr.left-out").count() > 0
        opened.page.click("#reset")
        assert everything == opened.shown()


def test_the_card_leads_to_neighbours(open_view: Open, views: dict[ViewKind, PictureView]) -> None:
    """From a card one goes to the boxes that its arrows lead to, and back."""
    opened = open_view(views["cohort"])
    opened.click("Д05-124/05пр V/2")
    for name in ("Участники 2023 года", "Д05-124/05пр III/2.2", "Протокол № Д05-124/05пр"):
        opened.page.locator("#card-links button", has_text=name).click()
        assert name == opened.page.inner_text("#card-title")
    assert [] == opened.said


def test_the_keyboard_alone(open_view: Open, views: dict[ViewKind, PictureView]) -> None:
    """Arrows walk to neighbours, Enter opens the card, Escape closes it, and the focus is seen."""
    opened = open_view(views["document"])
    opened.page.focus("#picture")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowDown", "Enter"):
        opened.page.keyboard.press(key)
    assert "Д05-124/05пр II/1" == opened.page.inner_text("#card-title")
    assert "solid" == opened.page.evaluate(outline)
    opened.page.keyboard.press("Escape")
    assert opened.page.is_hidden("#card")
