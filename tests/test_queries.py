"""The catalogue: whole headers, bound parameters, the expected rows, and nothing that can be injected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.answers import answer_query
from graph.errors import IdentityError, InvalidValueError, ObligraphError, UnknownNameError
from graph.queries import (
    Kind,
    Parameter,
    Query,
    catalogue,
    find_query,
    natural,
    part,
    quote_iri,
    quote_literal,
    read_query,
    run_query,
)
from graph.queries.catalogue import KINDS
from graph.queries.terms import term_of
from graph.resources import ontology_folder
from graph.store import Store

from .ferries import FIRST, LINK, MAIL, SECOND, ferries

AT = {"at": "2031-03-12", "known_at": "2031-03-12"}
NAMES = sorted(catalogue())
PARTS = sorted(path.stem for path in (ontology_folder() / "queries" / "parts").glob("*.rq"))
VALUES = {
    "cohort": "2030", "year": "2030", "moment": "2031-03-12", "begin": "2031-02-01", "end": "2031-03-14",
    "day": "2031-03-14", "text": "отдел карт", "item": "IX", "integer": "5", "iri": "urn:x",
    "document": FIRST,
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Store:
    """Give the store of the invented register."""
    return ferries()


def asked(store: Store, name: str, values: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Return the rows of a query on the invented day."""
    takes = {parameter.name for parameter in find_query(name).parameters}
    moments = {key: value for key, value in AT.items() if key in takes}
    return answer_query(store, name, {**moments, **(values or {})}).as_dicts()


def test_the_catalogue_has_the_questions_that_were_promised() -> None:
    """At least those that the answers counted by hand need are there."""
    promised = {"binding", "binding-all", "binding-all-cohorts", "links", "missing", "reporters", "due-by"}
    assert promised <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_header_is_complete_in_both_languages(name: str) -> None:
    """A title and phrases in Russian and English, and each parameter described in both."""
    query = catalogue()[name]
    assert {"ru", "en"} == set(query.title)
    assert {"ru", "en"} == {language for language, said in query.phrases.items() if said}
    assert all(re.search("[а-я]", said) for said in (query.title["ru"], *query.phrases["ru"]))
    assert not any(re.search("[а-я]", said) for said in (query.title["en"], *query.phrases["en"]))
    for parameter in query.parameters:
        assert parameter.kind in KINDS
        assert {"ru", "en"} == set(parameter.about)
        assert all(parameter.about.values())
    assert set(query.needs) <= {parameter.name for parameter in query.parameters}
    assert len(query.columns) == len(set(query.columns))


@pytest.mark.parametrize("name", NAMES)
def test_rows_have_a_certain_order(name: str) -> None:
    """The same data give the same rows: the header sorts them, or the query does."""
    query = catalogue()[name]
    assert query.sort or "ORDER BY" in query.text


@pytest.mark.parametrize("name", [*NAMES, *(f"parts/{name}" for name in PARTS)])
def test_columns_are_those_of_the_query(name: str, store: Store) -> None:
    """What the header calls columns is as many as the query selects, with and without parameters."""
    query = part(name.removeprefix("parts/")) if "/" in name else catalogue()[name]
    columns, _ = store.select(query.text)
    assert len(query.columns) == len(columns)


@pytest.mark.parametrize("name", NAMES)
def test_each_query_answers_with_every_parameter(name: str, store: Store) -> None:
    """A query runs without parameters and with all of them; what it understood is what was given."""
    query = catalogue()[name]
    assert query.columns == run_query(store, name, {}).columns
    given = {parameter.name: VALUES[parameter.kind] for parameter in query.parameters}
    rows = answer_query(store, name, given)
    assert set(given) == set(rows.parameters)
    assert all(len(row) == len(query.columns) for row in rows.rows)


EXPECTED = {
    "assumptions": ["zone-assumed V/1 2029", "zone-assumed V/1 2030"],
    "binding-all-cohorts": ["Р-1/0пр 2", "Р-1/1пр 2"],
    "chain": [
        "2029 Р-1/0пр 0", "2029 Р-1/1пр 1", "2029 Р-1/2пр 0",
        "2030 Р-1/0пр 0", "2030 Р-1/1пр 3", "2030 Р-1/2пр 0",
    ],
    "conditional": ["V/1 condition-unconfirmed"],
    "ended": ["IX/1 cancelled"],
    "extensions": ["I/2.2 2030 2031-03-01T00:00:00+03:00"],
    "idle-points": ["I/1 note"],
    "issued-by": ["Р-1/1пр I/2.2", "Р-1/1пр I/2.10", "Р-1/1пр V/1", "Р-1/1пр IX/1", "10 2"],
    "joint": ["I/2.10 Смотрители пристаней"],
    "links": [f"{LINK} I/2.10", f"{LINK} V/1", f"{MAIL} I/2.10"],
    "missing": ["Р-1/0пр 2 2029,2030"],
    "next-deadline": ["2031-03-15T00:00:00+03:00 P2D 10 2"],
    "overdue": ["I/2.10 overdue", "I/2.2 overdue"],
    "references": ["Р-1/0пр", "Р-1/0пр", "Р-1/1пр"],
    "reported-members": ["I/2.2 2030 0 2", "I/2.10 2030 1 2", "V/1 2029 0", "V/1 2030 0 2"],
    "reporters": ["I Ёлкин П.П. боцман", "IX Мостовая Л.Л. лоцман"],
    "send": [f"I/2.10 2030 {MAIL}"],
    "unread": ["Чаепитие."],
}  # fmt: skip
SHOWN = {
    "assumptions": "assumption point cohort", "binding-all-cohorts": "document count",
    "chain": "cohort document orders", "conditional": "point state", "ended": "point state",
    "extensions": "point cohort due_until", "idle-points": "point kind", "issued-by": "document point",
    "joint": "point with", "links": "link point", "missing": "document count cohorts",
    "next-deadline": "due_until left document point", "overdue": "point state", "references": "cited",
    "reported-members": "point cohort count members", "reporters": "item person post",
    "send": "point cohort email", "unread": "words",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_invented_register_gives_the_expected_rows(name: str, store: Store) -> None:
    """Each question gives what was counted by hand, in the natural order of points."""
    shown = [
        " ".join(
            ",".join(cell) if isinstance(cell, list) else str(cell) for cell in cells if cell is not None
        )
        for row in asked(store, name)
        if (cells := [row[column] for column in SHOWN[name].split()])
    ]
    assert EXPECTED[name] == shown


NARROWED = [
    ("due-by", {"by": "2031-02-20"}, ["V/1", "V/1", "I/2.10"]),
    ("due-by", {"by": "2031-02-19"}, ["V/1", "V/1"]),
    ("due-by", {"by": "2031-02-10T12:00"}, ["V/1", "V/1"]),
    ("due-by", {"by": "2031-02-10T11:59"}, []),
    ("due", {"from": "2031-02-20", "to": "2031-02-20"}, ["I/2.10"]),
    ("overdue", {"cohort": "2029"}, []),
    ("overdue", {"at": "2031-02-25"}, ["I/2.10"]),
    ("send", {"cohort": "2030"}, ["I/2.10"]),
    ("send", {"cohort": "2029"}, []),
    ("links", {"link": "VESLA@"}, ["I/2.10"]),
    ("issued-by", {"name": "мостовая"}, ["I/2.2", "I/2.10", "V/1", "IX/1"]),
    ("issued-by", {"name": "лодочник"}, ["2"]),
    ("idle-points", {"document": "№ р-1/1ПР"}, ["I/1"]),
    ("idle-points", {"document": "Р-1/2пр"}, []),
    ("binding-addressee", {"addressee": "ОТДЕЛ КАРТ"}, ["2"]),
    ("binding-addressee", {"addressee": "экипажи паромов"}, ["V/1", "V/1", "I/2.10", "I/2.2"]),
    ("ended", {"known_at": "2031-03-09", "at": "2031-03-12"}, []),
]


@pytest.mark.parametrize(("name", "values", "points"), NARROWED)
def test_parameters_narrow_the_rows(
    name: str, values: dict[str, str], points: list[str], store: Store
) -> None:
    """A term's last day is included, a part of a name is enough, a document is named in any spelling."""
    assert points == [row["point"] for row in asked(store, name, values)]


@pytest.mark.parametrize("item", ["IX", "ix", "ІХ", "Ix.", "3"])
def test_an_item_is_named_in_any_letters_or_by_its_place(item: str, store: Store) -> None:
    """Cyrillic look-alikes, small letters and the ordinal lead to the same item."""
    rows = asked(store, "reporters", {"document": FIRST, "item": item})
    assert ["Мостовая Л.Л."] == [row["person"] for row in rows]


def test_nothing_is_left_to_wait_for(store: Store) -> None:
    """Where no term lies ahead there is no next deadline."""
    assert [] == asked(store, "next-deadline", {"at": "2032-01-01"})


WRONG = [
    (UnknownNameError, "nonesuch", {}, "no query is named"),
    (UnknownNameError, "bindin", {}, "did you mean binding"),
    (UnknownNameError, "joint", {"cohort": "2030"}, "has no parameter 'cohort'; it takes document"),
    (UnknownNameError, "joint", {"documnt": "10"}, "did you mean document? it takes document"),
    (UnknownNameError, "send", {"cohort": "2050"}, "no cohort of 2050; the register knows 2029 «Паром»"),
    (UnknownNameError, "joint", {"document": "Р-9/9пр"}, "no document has the number"),
    (InvalidValueError, "send", {"cohort": "двадцать"}, "is a whole number"),
    (InvalidValueError, "send", {"at": "2031-02-30"}, "no such day"),
    (InvalidValueError, "send", {"at": "1890-02-03"}, "1990"),
    (InvalidValueError, "due", {"from": "31.11.2031"}, "no such day"),
    (InvalidValueError, "links", {"link": "\udcff"}, "not text"),
]


@pytest.mark.parametrize(("kind", "name", "values", "words"), WRONG)
def test_what_is_wrong_is_said_in_one_line(
    kind: type[ObligraphError], name: str, values: dict[str, str], words: str, store: Store
) -> None:
    """An unknown query, parameter, document, cohort or day is an error with exit 2 that says what to do."""
    with pytest.raises(kind) as caught:
        answer_query(store, name, values)
    assert 2 == caught.value.exit_code
    assert words in str(caught.value)
    assert ";" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_number_of_two_documents_is_ambiguous(store: Store) -> None:
    """Where two documents have one number, both are named by their keys."""
    twin = [
        ("https://w3id.org/obligraph/id/document/2031-01-01_10", "10", "2031-01-01"),
        ("https://w3id.org/obligraph/id/document/2031-02-02_10", "10", "2031-02-02"),
    ]

    class Twins:
        def select(self, query: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
            return store.select(query) if "og:Document ." not in query else (("paper",), list(twin))

    with pytest.raises(IdentityError, match="2031-01-01_10, 2031-02-02_10"):
        answer_query(Twins(), "joint", {"document": "10"})


# --- injection -----------------------------------------------------------------------------------

ATTACKS = [
    '" } #',
    '") } UNION { ?s ?p ?o } #',
    'x" } ; DELETE { ?s ?p ?o } WHERE { ?s ?p ?o } #',
    '\\" } #',
    "\\u0022 } #",
    "\\\\u0022) } } { ?s ?p ?o } #",
    "line\n} #",
    "carriage\r} #",
    "'''\" } #",
    "> } #",
    "VALUES ($link) { (UNDEF) }",
    "$at",
    "\\1 \\g<0>",
    "\x00",
    "SERVICE <http://127.0.0.1/>",
]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    ("name", "parameter"), [("links", "link"), ("issued-by", "name"), ("reporters", "item")]
)
def test_a_text_stays_a_text(name: str, parameter: str, attack: str, store: Store) -> None:
    """What looks like SPARQL in a parameter matches nothing and is shown as it was given."""
    rows = answer_query(store, name, {parameter: attack})
    assert () == rows.rows
    assert attack.strip() == str(rows.parameters[parameter]).strip()


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["send", "due-by", "joint"])
def test_other_types_refuse_what_is_not_theirs(name: str, attack: str, store: Store) -> None:
    """A year, a moment and a document that are none are errors, never part of a query."""
    parameter = {"send": "cohort", "due-by": "by", "joint": "document"}[name]
    with pytest.raises((InvalidValueError, UnknownNameError)):
        answer_query(store, name, {parameter: attack})


@pytest.mark.parametrize("attack", ["urn:x> } #", "urn:x y", 'urn:"', "urn:{", "urn:\\u003e", "urn:\x01"])
def test_an_iri_that_could_end_is_refused(attack: str) -> None:
    """A sign that ends an IRI in SPARQL never enters one."""
    with pytest.raises(InvalidValueError, match="not an IRI"):
        quote_iri(attack)


@pytest.mark.parametrize("text", [*ATTACKS, "Д05-124/05пр", "«ёж»", "😀", "tab\tend"])
def test_a_literal_read_back_is_the_text(text: str, store: Store) -> None:
    """Quoting and reading are inverse."""
    _, rows = store.select(f"SELECT ({quote_literal(text)} AS ?x) {{}}")
    assert [(text,)] == rows


# --- terms, order, headers -----------------------------------------------------------------------

MOMENTS: list[tuple[Kind, str, str]] = [
    ("moment", "2031-03-14", "2031-03-14T23:59:59.999999+03:00"),
    ("begin", "2031-03-14", "2031-03-14T00:00:00+03:00"),
    ("end", "14.03.2031", "2031-03-15T00:00:00+03:00"),
    ("end", "2031-03-14T12:00", "2031-03-14T12:00:00+03:00"),
    ("begin", "2031-03-14T12:00+05:00", "2031-03-14T12:00:00+05:00"),
]


@pytest.mark.parametrize(("kind", "words", "expected"), MOMENTS)
def test_a_bare_day_is_its_last_instant_its_begin_or_its_end(kind: Kind, words: str, expected: str) -> None:
    """What a day without a clock time means depends on the parameter's type."""
    term, _ = term_of(Parameter("at", kind, None, {}), words)
    assert f'"{expected}"^^<http://www.w3.org/2001/XMLSchema#dateTime>' == term


def test_natural_order() -> None:
    """Numbers count by value, Roman ones too; other words by their letters."""
    for expected in ("I/2 I/2.2 I/2.10 I/~2 II/1 V/1 IX/1", "1/9 1/10 2/1", "Блок2/1 Блок10/1"):
        paths = expected.split()
        paths.reverse()
        assert expected == " ".join(sorted(paths, key=natural))


HEADERS = [
    ('#+ columns = ["a"]\nSELECT ?a { BIND ($x AS ?a) }', "declared, used and bound differ: x"),
    ('#+ columns = ["a"]\n#+ [parameters.x]\n#+ type = "text"\nSELECT ?a {}', "differ: x"),
    (
        '#+ columns = ["a"]\n#+ [parameters.x]\n#+ type = "colour"\nSELECT ?a { VALUES ($x) { (UNDEF) } }',
        "no such type: colour",
    ),
    ('#+ columns = ["a"]\n#+ sort = ["-b"]\nSELECT ?a {}', "columns that it lacks: b"),
    ('#+ columns = ["a"]\n#+ lists = ["c"]\nSELECT ?a {}', "columns that it lacks: c"),
]


@pytest.mark.parametrize(("text", "words"), HEADERS)
def test_a_header_that_disagrees_is_an_error(text: str, words: str, tmp_path: Path) -> None:
    """A query whose header and text differ is refused when it is read, with the file's name."""
    path = tmp_path / "wrong.rq"
    path.write_text(f'#+ title.ru = "а"\n#+ title.en = "a"\n{text}', encoding="utf-8")
    with pytest.raises(InvalidValueError, match=re.escape(words)) as caught:
        read_query(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("query", [catalogue()[name] for name in NAMES], ids=NAMES)
def test_a_query_only_reads(query: Query) -> None:
    """No query of ours writes, or asks another server."""
    body = re.sub(r"(?m)^#.*$", "", query.text)
    assert not re.search(r"\b(?:INSERT|DELETE|LOAD|CLEAR|DROP|SERVICE|FROM)\b", body)


def test_a_document_is_shown_by_its_number(store: Store) -> None:
    """The parameters name the document as answers print it, however it was spelt."""
    assert SECOND == answer_query(store, "references", {"document": "P-1/2np"}).parameters["document"]
