"""Events, members and cards: written once, read back, wrong ones refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import IdentityError, InvalidValueError, ObligraphError
from graph.model import MOSCOW, Card, Cohort, Event, Landmark, Member
from graph.register import Register, create, read_members
from graph.register.cards import read_card, write_card

from .arrivals import KEY


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Return an empty register."""
    return create(tmp_path / "register")


# --- events ------------------------------------------------------------------------------------

EVENT = Event(
    id="2031-03-05T12:00:00+03:00-1a2b3c4d",
    kind="report",
    effective=datetime(2031, 3, 5, 9, 0, tzinfo=MOSCOW),
    recorded=datetime(2031, 3, 5, 12, 0, tzinfo=MOSCOW),
    document=KEY,
    point="III/2.1",
    by="Маякова М.М.",
)


def test_an_event_is_recorded_once(register: Register) -> None:
    """An event has a file of its own; recorded again it changes nothing."""
    assert register.add_event(EVENT)
    assert not register.add_event(EVENT)
    assert (EVENT,) == register.events()
    (path,) = register.event_paths()
    assert not set(path.name) & set(':*?"<>|+')


def test_two_events_under_one_id_are_a_conflict(register: Register) -> None:
    """Another event under the same id is refused."""
    register.add_event(EVENT)
    with pytest.raises(IdentityError, match="1a2b3c4d"):
        register.add_event(replace(EVENT, kind="acceptance"))


# --- members -----------------------------------------------------------------------------------

MEMBERS = (
    Member(Cohort("Маяк", 2031), 'Кластер "Север", первый', "Поморье"),
    Member(Cohort("Маяк", 2032), "Юг"),
)


def test_members_are_added_to_those_known(register: Register) -> None:
    """Members are kept sorted, each once, and read back as they were."""
    assert () == register.members()
    assert 1 == register.add_members(MEMBERS[1:])
    assert 1 == register.add_members(MEMBERS)
    assert MEMBERS == register.members()


CSV = [
    ("programme;year;name;region\nМаяк;2031;Север;\n", 1, ""),
    ("\ufeffprogramme,year,name,region\r\nМаяк,2031,Север,Поморье\r\n\r\n", 1, ""),
    ("имя,год\n", 0, ":1:"),
    ("programme,year,name,region\nМаяк,2031,Север,\nМаяк,31,Юг,\n", 0, ":3:"),
    ("programme,year,name,region\nМаяк,2031\n", 0, ":2:"),
    ("", 0, ":1:"),
]


@pytest.mark.parametrize(("text", "count", "place"), CSV)
def test_a_members_file_is_read_or_its_wrong_line_named(text: str, count: int, place: str) -> None:
    """Commas and semicolons are read; what is wrong is told by its line."""
    if place:
        with pytest.raises(InvalidValueError, match=place):
            read_members(text.encode(), "members.csv")
    else:
        assert count == len(read_members(text.encode(), "members.csv"))


# --- cards -------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
CARDS = st.builds(
    Card,
    key=WORDS,
    file=st.from_regex(r"protocols/[a-z0-9_]{1,9}\.(txt|pdf)", fullmatch=True),
    sent_as=WORDS,
    media_type=WORDS,
    sha256=WORDS,
    text_sha256=WORDS,
    recorded=st.datetimes(timezones=st.just(MOSCOW)),
    reader=WORDS,
    encoding=st.none() | WORDS,
    landmarks=st.lists(
        st.builds(
            Landmark,
            st.integers(0, 10**9),
            st.sampled_from(["page", "paragraph", "table", "header", "footer"]),
            st.integers(0, 10**6),
        ),
        max_size=3,
    ).map(tuple),
    rendition_of=st.none() | WORDS,
    supersedes=st.none() | WORDS,
)


@given(card=CARDS)
def test_reading_a_card_is_the_inverse_of_writing_it(card: Card) -> None:
    """Any card survives its file."""
    assert card == read_card(write_card(card), "card.json")


@given(content=st.binary(max_size=200))
def test_no_card_file_crashes_the_reader(content: bytes) -> None:
    """Any bytes give a card or an error of ours."""
    with pytest.raises(ObligraphError):
        read_card(content, "card.json")
