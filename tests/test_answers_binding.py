"""What binds whom: answers put together from an invented register."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph.answers import Whom, join_answers, what_binds
from graph.errors import UnknownNameError
from graph.messages import LANGUAGES, Language, theme
from graph.model import Cohort, Event
from graph.moments import parse_moment
from graph.store import Store

from .ferries import CREWS, EVENTS, KEY, RIVALS, binding, documents, ferries, said, store_of
from .filed_values import filed, moment

OTHER = Cohort("Плот", 2030)
AT = parse_moment("2031-03-12")


@pytest.fixture(scope="module")
def store() -> Store:
    """Give the store of the invented register."""
    return ferries()


def places(lines: list[dict[str, Any]]) -> list[str]:
    """Return the lines as `id state`."""
    return [f"{line['id']} {line['state']}" for line in lines]


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
