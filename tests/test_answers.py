"""What binds whom, and why: answers put together from an invented register, and the IDs that they take."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from graph.answers import Whom, find_document, find_subjects, join_answers, prove, what_binds
from graph.answers.lookup import find_idle_point, fitting_paths
from graph.answers.reasons import shown_end, shown_moment
from graph.errors import IdentityError, UnknownNameError
from graph.messages import LANGUAGES, Language, theme
from graph.model import Cohort, Event
from graph.moments import parse_moment
from graph.store import Store

from .ferries import CREWS, EVENTS, FIRST, KEY, NEW, OFFICE, RIVALS, documents, due, ferries, said, store_of
from .filed_values import by_day, filed, moment

AT = parse_moment("2031-03-12")
OTHER = Cohort("Плот", 2030)


@pytest.fixture(scope="module")
def store() -> Store:
    """Give the store of the invented register."""
    return ferries()


def binding(store: Store, whom: Whom, at: str = "2031-03-12", known_at: str = "2031-12-31") -> dict[str, Any]:
    """Return what binds at a moment."""
    return what_binds(store, whom, parse_moment(at), parse_moment(known_at))


def places(lines: list[dict[str, Any]]) -> list[str]:
    """Return the lines as `id state`."""
    return [f"{line['id']} {line['state']}" for line in lines]


# --- what binds ----------------------------------------------------------------------------------


def test_a_cohort_has_its_orders_and_bundles(store: Store) -> None:
    """Sorted by deadline, then as printed; the counts are those of the lists."""
    answer = binding(store, Whom(cohort=2030))
    assert places(answer["orders"]) == [
        "Р-1/1пр V/1 condition-unconfirmed",
        "Р-1/1пр I/2.10 overdue",
        "Р-1/1пр I/2.2 overdue",
    ]
    assert places(answer["bundles"]) == ["Р-1/0пр @2030 text-not-held"]
    assert {"orders": 3, "bundles": 1, "contested": 0} == answer["counts"]
    assert {2030} == {line["cohort"] for line in answer["orders"] + answer["bundles"]}


FIELDS = (
    "id document date point state binds due_from due_until due_text quote span source because "
    "not_mentioned_since"
)
BUNDLE_FIELDS = "id document date state binds affirmed_by not_mentioned_since"


def test_lines_have_the_promised_fields(store: Store) -> None:
    """Other programs rely on them; a clause has its document, point, words and span."""
    answer = binding(store, Whom(cohort=2030))
    assert answer["orders"]
    assert all(set(FIELDS.split()) <= set(line) for line in answer["orders"])
    (bundle,) = answer["bundles"]
    assert set(BUNDLE_FIELDS.split()) <= set(bundle)
    (clause,) = bundle["affirmed_by"]
    assert ("Р-1/2пр", "I/1", "Продолжить исполнение поручений.") == (
        clause["document"],
        clause["point"],
        clause["quote"],
    )
    assert len(clause["quote"]) == clause["span"][1] - clause["span"][0]


def test_a_continued_order_says_by_which_clause(store: Store) -> None:
    """What is held is affirmed, not bundled: the clause is one more ground."""
    order = next(line for line in binding(store, Whom(cohort=2030))["orders"] if line["point"] == "I/2.2")
    assert ["Р-1/2пр"] == [clause["document"] for clause in order["affirmed_by"]]
    assert any("Р-1/2пр I/1" in ground for ground in order["because"])
    earlier = binding(store, Whom(cohort=2030), at="2031-02-20")["orders"]
    assert [[]] * 3 == [line["affirmed_by"] for line in earlier]


def test_knowledge_comes_with_its_recording(store: Store) -> None:
    """Before an event was recorded it changed nothing, whatever day it is asked about."""
    before = binding(store, Whom(cohort=2030), at="2031-02-25", known_at="2031-02-15")
    after = binding(store, Whom(cohort=2030), at="2031-02-25", known_at="2031-02-16")
    assert ["overdue", "in-force"] == [
        next(line["state"] for line in answer["orders"] if line["point"] == "I/2.2")
        for answer in (before, after)
    ]
    assert [] == binding(store, Whom(cohort=2030), known_at="2031-02-04")["orders"]


def test_an_addressee_has_what_is_addressed_to_it(store: Store) -> None:
    """A body by its name in any letters; a class with all its cohorts; the name as the register has it."""
    answer = binding(store, Whom(addressee="отдел  КАРТ"))
    assert ("Отдел карт", ["10 2 in-force"]) == (answer["addressee"], places(answer["orders"]))
    crews = binding(store, Whom(addressee=CREWS.name))
    assert {2029, 2030} == {line["cohort"] for line in crews["orders"]}


def test_everybody(store: Store) -> None:
    """All cohorts and all others together."""
    answer = binding(store, Whom())
    assert {"orders": 5, "bundles": 2, "contested": 0} == answer["counts"]


def test_what_is_contested_stands_apart() -> None:
    """A cancellation by one who may not leaves the verdict open: neither among orders nor gone."""
    foreign = Event(
        "e-9", "cancellation", moment("2031-02-10"), moment("2031-02-11"), KEY, "I/2.2",
        by="Союз лодочников", capacity="other", cohorts=(2030,),
    )  # fmt: skip
    store = store_of(documents(), (foreign,))
    answer = binding(store, Whom(cohort=2030))
    (line,) = answer["contested"]
    assert ("I/2.2", "contested", "unknown") == (line["point"], line["state"], line["binds"])
    assert set(FIELDS.split()) <= set(line)
    assert "I/2.2" not in [order["point"] for order in answer["orders"]]
    assert 1 == answer["counts"]["contested"]


def test_a_year_of_several_programmes_names_each() -> None:
    """Each line has its programme, the answer says that there are several, one may be chosen."""
    order = said("1", "order", "Связать плот.", cohorts=[OTHER])
    raft = filed("П-4/1", "2031-02-03", "2031-02-04", RIVALS, (order,))
    store = store_of((*documents(), raft), EVENTS)
    answer = binding(store, Whom(cohort=2030))
    assert {"Паром", "Плот"} == {line["programme"] for line in answer["orders"]}
    assert any("«Паром», «Плот»" in line for line in answer["assumptions"])
    chosen = binding(store, Whom(cohort=2030, programme="Плот"))
    assert ["П-4/1"] == [line["document"] for line in chosen["orders"]]
    assert not any("«Паром»" in line for line in chosen["assumptions"])


def test_assumptions_are_those_of_the_lines_shown(store: Store) -> None:
    """What an answer takes for granted has to do with it: a zone that no line's term needed is not named."""
    zone = theme("assumptions", "en")["zone-assumed"]
    assert zone in binding(store, Whom(cohort=2029))["assumptions"]
    assert zone not in binding(store, Whom(addressee="Отдел карт"))["assumptions"]
    bare = what_binds(
        store, Whom(cohort=2029), parse_moment("2031-03-12T12:00"), parse_moment("2031-03-12T12:00")
    )
    assert [zone] == bare["assumptions"]


def test_answers_for_several_cohorts_join(store: Store) -> None:
    """One object whose cohort is a list, its lines sorted together, its counts theirs."""
    found = [binding(store, Whom(cohort=year)) for year in (2029, 2030)]
    joined = join_answers(found)
    assert [2029, 2030] == joined["cohort"]
    assert {"orders": 4, "bundles": 2, "contested": 0} == joined["counts"]
    assert set(found[0]) == set(joined)
    assert found[0] == join_answers(found[:1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_sentences_differ_by_language(language: Language, store: Store) -> None:
    """Codes, moments and quotations are the same in both."""
    answer = what_binds(store, Whom(cohort=2030), AT, AT, language)
    english = what_binds(store, Whom(cohort=2030), AT, AT, "en")
    for one, other in zip(answer["orders"], english["orders"], strict=True):
        assert {**one, "because": other["because"]} == other


def test_an_answer_is_json(store: Store) -> None:
    """It holds nothing that JSON does not."""
    answer = binding(store, Whom())
    assert answer == json.loads(json.dumps(answer))


@pytest.mark.parametrize(
    ("whom", "words"),
    [
        (Whom(cohort=2050), "no cohort of 2050; the register knows 2029 «Паром», 2030 «Паром»"),
        (Whom(cohort=2030, programme="Плот"), "no cohort of 2030 in «Плот»"),
        (Whom(addressee="Отдел рек"), "no addressee is named 'Отдел рек'; the register knows"),
        (Whom(addressee="карт"), "the register knows Отдел карт"),
    ],
)
def test_an_unknown_addressee_is_an_error(whom: Whom, words: str, store: Store) -> None:
    """The error lists what is known, the nearest first."""
    with pytest.raises(UnknownNameError) as caught:
        binding(store, whom)
    assert words in str(caught.value)


# --- proofs --------------------------------------------------------------------------------------


def life(store: Store, order: str, at: str = "2031-03-12") -> dict[str, Any]:
    """Return the one life of a proof."""
    (one,) = prove(store, order, parse_moment(at), parse_moment("2031-12-31"))["lives"]
    return dict(one)


PROOFS = [
    ("Р-1/1пр I/2.2", "2031-02-10", "in-force", "yes", ["given", "deadline-ahead"]),
    ("Р-1/1пр I/2.2", "2031-02-25", "in-force", "yes", ["given", "extended", "deadline-ahead"]),
    ("Р-1/1пр I/2.2", "2031-03-12", "overdue", "yes", ["given", "extended", "deadline-passed", "continued"]),
    ("Р-1/1пр I/2.10", "2031-02-20", "in-force", "yes", ["given", "deadline-ahead"]),
    ("Р-1/1пр IX/1", "2031-03-09", "in-force", "yes", ["given", "no-deadline"]),
    ("Р-1/1пр IX/1", "2031-03-12", "cancelled", "no", ["given", "cancellation"]),
    ("Р-1/0пр @2030", "2031-03-12", "text-not-held", "yes", ["continued"]),
    ("Р-1/1пр I/2.2", "2031-02-01", "not-yet", "no", ["not-given-yet"]),
    ("Р-1/1пр I/1", "2031-03-12", None, "no", ["orders-nothing"]),
    ("Р-1/2пр I/1", "2031-03-12", None, "no", ["continues-others"]),
]


@pytest.mark.parametrize(("order", "at", "state", "binds", "rules"), PROOFS)
def test_a_proof_goes_rule_by_rule(  # noqa: PLR0917  a table of five columns
    order: str, at: str, state: str | None, binds: str, rules: list[str], store: Store
) -> None:
    """Its steps are the rules applied, each as a sentence."""
    found = life(store, order, at)
    assert (state, binds) == (found["state"], found["binds"])
    assert rules == [step["rule"] for step in found["steps"]]
    assert all(step["text"] for step in found["steps"])


def test_a_proof_of_two_cohorts_has_two_lives(store: Store) -> None:
    """An order to several cohorts is one obligation with one life for each."""
    proof = prove(store, "Р-1/1пр V/1", AT, AT)
    assert [2029, 2030] == [one["cohort"] for one in proof["lives"]]
    assert ("Р-1/1пр V/1", "Р-1/1пр", "V/1") == (proof["id"], proof["document"], proof["point"])


CHANGES = [
    ("Р-1/1пр I/2.2", ["accept", "cancel", "extend", "depart"]),
    ("Р-1/1пр IX/1", ["withdraw"]),
    ("Р-1/0пр @2030", ["text", "whole"]),
    ("Р-1/1пр I/1", []),
]


@pytest.mark.parametrize(("order", "expected"), CHANGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proof_says_what_would_change_it(
    order: str, expected: list[str], language: Language, store: Store
) -> None:
    """One event or document each; for what has ended, the withdrawal of what ended it."""
    (one,) = prove(store, order, AT, AT, language)["lives"]
    blanks = {"document": "Р-1/0пр", "event": "e-3"}
    assert [theme("proof", language)[name].format(**blanks) for name in expected] == one["would_change"]


def test_every_rule_has_its_sentence_in_both_languages() -> None:
    """The codes of rules, states and proofs are the same in Russian and English."""
    for name in ("rules", "states", "proof", "assumptions", "answer", "kinds", "ask"):
        assert set(theme(name, "ru")) == set(theme(name, "en"))
        assert theme(name, "ru")


# --- IDs -----------------------------------------------------------------------------------------


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


# --- moments as people read them -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("2031-03-15T00:00:00+03:00", False, "14.03.2031"),
        ("2031-03-15T00:00:00+03:00", True, "15.03.2031"),
        ("2031-03-15T12:00:00+03:00", False, "15.03.2031 12:00"),
    ],
)
def test_an_exclusive_end_is_shown_as_its_last_day(text: str, after: bool, expected: str) -> None:  # noqa: FBT001
    """Midnight is the end of the day before; a beginning at midnight is its own day."""
    assert expected == shown_end(text, after=after)


def test_moments_are_shown_with_a_foreign_zone() -> None:
    """Moscow time needs no name, another zone has one; nothing is a dash."""
    assert "15.03.2031 12:00" == shown_moment("2031-03-15T12:00:00+03:00")
    assert "15.03.2031 12:00 UTC+0700" == shown_moment("2031-03-15T12:00:00+07:00")
    assert "—" == shown_moment(None)
