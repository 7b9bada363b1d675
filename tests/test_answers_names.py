"""IDs in any spelling, and documents by their numbers."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from graph.answers import Whom, find_document, find_subjects
from graph.answers.lookup import find_idle_point, fitting_paths
from graph.errors import IdentityError, UnknownNameError
from graph.store import Store

from .ferries import FIRST, KEY, NEW, OFFICE, binding, due, ferries, said, store_of
from .filed_values import by_day, filed


@pytest.fixture(scope="module")
def store() -> Store:
    """Give the store of the invented register."""
    return ferries()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Р-1/1пр I/2.2", "Р-1/1пр I/2.2"),
        ("№ p-1/1np i/2.2", "Р-1/1пр I/2.2"),
        ("Р-1/1пр 2.10", "Р-1/1пр I/2.10"),
        ("Р-1/1пр IX.1", "Р-1/1пр IX/1"),
        ("Р-1/1пр ІХ/1", "Р-1/1пр IX/1"),
        ("Р-1/1пр от 3.02.2031 V/1", "Р-1/1пр V/1"),
        (f"{KEY} V/1", "Р-1/1пр V/1"),
        ("Р-1/0пр @2029", "Р-1/0пр @2029"),
        ("Р-1/0пр 2029", "Р-1/0пр @2029"),
        ("Р-1/0пр @2029 «Паром»", "Р-1/0пр @2029"),
        ("№ 10 2", "10 2"),
        ("10", "10 2"),
    ],
)
def test_ids_are_found_in_any_spelling(words: str, expected: str, store: Store) -> None:
    """Look-alikes, «№», dates, keys, a section left out; a document with one order names it."""
    assert expected == find_subjects(store, words).id


def test_a_whole_path_counts_before_the_end_of_one() -> None:
    """«2» is the point 2 where there is one, and not the section's point 2."""
    assert {"2"} == fitting_paths(["2", "I/2", "II/2"], "2")
    assert {"I/2", "II/2"} == fitting_paths(["I/2", "II/2"], "2")
    assert {"I/2.1"} == fitting_paths(["I/2.1", "I/21"], "I 2 1")
    assert frozenset() == fitting_paths(["I/2.1"], "3")


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        ("Р-1/0пр", "Р-1/0пр @2029, Р-1/0пр @2030"),
        ("Р-1/1пр 1", "Р-1/1пр V/1, Р-1/1пр IX/1"),
        ("Р-1/1пр", "Р-1/1пр I/2.2, Р-1/1пр I/2.10, Р-1/1пр V/1, Р-1/1пр IX/1"),
    ],
)
def test_an_ambiguous_id_lists_its_candidates(words: str, candidates: str, store: Store) -> None:
    """Exit 1: the data say no."""
    with pytest.raises(IdentityError) as caught:
        find_subjects(store, words)
    assert 1 == caught.value.exit_code
    assert candidates.split(", ") == str(caught.value).partition("name one of: ")[2].split(", ")


def test_candidates_that_share_a_short_id_are_told_apart() -> None:
    """Two documents of one number are named by their keys, two programmes' bundles by their names."""
    twins = [
        filed(
            "Ж-3", day, day, OFFICE, (due(said("1", "order", "Мести палубу.", cohorts=[NEW]), by_day(day)),)
        )
        for day in ("2031-05-05", "2032-05-05")
    ]
    store = store_of(twins)
    with pytest.raises(IdentityError, match="2031-05-05_Zh-3 1, 2032-05-05_Zh-3 1"):
        find_subjects(store, "Ж-3 1")
    assert "2032-05-05_Zh-3" in find_subjects(store, "Ж-3 от 05.05.2032 1").iri
    assert "2031-05-05_Zh-3" in find_subjects(store, "2031-05-05_Zh-3 1").iri
    with pytest.raises(IdentityError, match="2031-05-05_Zh-3, 2032-05-05_Zh-3"):
        find_document(store, "Ж-3")


@pytest.mark.parametrize(
    ("words", "said_instead"),
    [
        ("Р-7/7пр 1", "write it as an answer prints it"),
        ("", "write it as an answer prints it"),
        ("Р-1/1пр III/7", "there are Р-1/1пр I/2.2"),
        ("Р-1/0пр @2031", "there are Р-1/0пр @2029"),
        ("Р-1/2пр", "it gives no orders and is continued by nobody"),
    ],
)
def test_an_unknown_id_says_what_there_is(words: str, said_instead: str, store: Store) -> None:
    """Exit 2, with what the document has."""
    with pytest.raises(UnknownNameError) as caught:
        find_subjects(store, words)
    assert said_instead in str(caught.value)
    assert 2 == caught.value.exit_code


def test_idle_points_are_found_only_where_one_is_meant(store: Store) -> None:
    """A note is one; an order is none; two points that fit are none."""
    found = find_idle_point(store, "Р-1/1пр I/1")
    assert found is not None
    assert ("note", "Р-1/1пр I/1") == (found["kind"], found["id"])
    for words in ("Р-1/1пр V/1", "Р-1/1пр 1", "Р-1/1пр", "Р-1/0пр @2029", "nonesuch 1"):
        assert find_idle_point(store, words) is None


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("№ р-1/1ПР", KEY),
        (KEY, KEY),
        (f"https://w3id.org/obligraph/id/document/{KEY}", KEY),
        ("R-1/1pr", KEY),
    ],
)
def test_a_document_is_found_in_any_spelling(words: str, key: str, store: Store) -> None:
    """By number, key, IRI, and transliterated."""
    iri, name = find_document(store, words)
    assert (key, FIRST) == (iri.rsplit("/", 1)[-1], name)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("2031-02-03", KEY),
        ("от 3 февраля 2031 г.", KEY),
        ("3 February 2031", KEY),
        ("February 3, 2031", KEY),
        ("1/1", KEY),
        ("р-1/1", KEY),
        ("01/1 от 03.02.2031", KEY),
    ],
)
def test_a_document_is_found_by_its_date_or_a_part_of_its_number(words: str, key: str, store: Store) -> None:
    """One that fits is taken, in an ID too; what is written into the register wants the whole name."""
    assert key == find_document(store, words)[0].rsplit("/", 1)[-1]
    assert "Р-1/1пр I/2.2" == find_subjects(store, f"{words} I/2.2").id
    with pytest.raises(UnknownNameError):
        find_document(store, words, whole=True)
    with pytest.raises(UnknownNameError):
        find_subjects(store, f"{words} I/2.2", whole=True)


def test_a_long_text_is_no_id_at_once(store: Store) -> None:
    """What somebody pastes is not tried word by word to its end."""
    began = process_time()
    with pytest.raises(UnknownNameError):
        find_subjects(store, "поручение 7/7 " * 20_000)
    assert process_time() - began < 2.0


@pytest.mark.parametrize("words", ["1", "Р-1", "1/"])
def test_a_part_of_several_numbers_lists_them(words: str, store: Store) -> None:
    """Whole figures count: 1 is no part of 10."""
    for find in (find_document, find_subjects):
        with pytest.raises(IdentityError) as caught:
            find(store, words)
        listed = str(caught.value).partition("name one of: ")[2].split(", ")
        assert KEY in listed
        assert not [key for key in listed if "_10" in key]


@pytest.mark.parametrize("words", ["пр", "2031-02-28", "1/3", "от", "от завтра", "№"])
def test_what_is_no_part_of_a_number_names_nothing(words: str, store: Store) -> None:
    """Letters alone, a day without documents."""
    with pytest.raises(UnknownNameError):
        find_document(store, words)


def test_documents_without_a_number_are_named_by_their_key() -> None:
    """The short name of such a document is its key, in IDs too."""
    nameless = filed(
        "Ж-4", "2031-05-05", "2031-05-06", OFFICE, (said("1", "order", "Грести.", cohorts=[NEW]),)
    )
    key = "2031-05-05_nn-00000000"
    bare = replace(nameless, card=replace(nameless.card, key=key))
    bare = replace(bare, protocol=replace(bare.protocol, head=replace(bare.protocol.head, number=None)))
    store = store_of((bare,))
    assert f"{key} 1" == find_subjects(store, f"{key} 1").id
    assert [f"{key} 1"] == [
        line["id"] for line in binding(store, Whom(cohort=2030), at="2031-06-01")["orders"]
    ]
