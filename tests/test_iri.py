"""Names of things: readable, made from content, the same on any machine, forever."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph.identity import document_key
from graph.model import Cohort
from graph.rdf import iri

ROOT = "https://w3id.org/obligraph/id/"
KEY = "2031-03-03_L-7-02pr"
COHORT = Cohort("Чистый лес", 2030)

NAMES = {
    # documents
    iri.document(KEY): "document/2031-03-03_L-7-02pr",
    iri.document("2031-03-03_10~sovet-lesov"): "document/2031-03-03_10~sovet-lesov",
    iri.document("undated_703-p~sovet-lesov"): "document/undated_703-p~sovet-lesov",
    iri.document("2031-03-03_nn-0123abcd"): "document/2031-03-03_nn-0123abcd",
    # what lies under them
    iri.point(KEY, "III"): "document/2031-03-03_L-7-02pr/III",
    iri.point(KEY, "III/2.1"): "document/2031-03-03_L-7-02pr/III/2.1",
    iri.point(KEY, "III/2.а"): "document/2031-03-03_L-7-02pr/III/2.a",
    iri.point(KEY, "Блок 2/~1"): "document/2031-03-03_L-7-02pr/Blok-2/~1",
    iri.obligation(KEY, "III/2.1"): "document/2031-03-03_L-7-02pr/III/2.1#obligation",
    iri.part(iri.point(KEY, "III/2.1"), "deadline"): "document/2031-03-03_L-7-02pr/III/2.1#deadline",
    iri.part(iri.point(KEY, "III/2.1"), "reference", 1): "document/2031-03-03_L-7-02pr/III/2.1#reference-1",
    iri.bundle(KEY, COHORT): "document/2031-03-03_L-7-02pr#bundle/chistyy-les/2030",
    iri.bundle(KEY, "Отдел карт"): "document/2031-03-03_L-7-02pr#bundle/otdel-kart",
    # others
    iri.cohort(COHORT): "cohort/chistyy-les/2030",
    iri.programme("Чистый лес"): "cohort/chistyy-les",
    iri.member(COHORT, "Северный бор"): "cohort/chistyy-les/2030/severnyy-bor",
    iri.event("2031-04-01T10-00-00-0a1b2c3d"): "event/2031-04-01T10-00-00-0a1b2c3d",
    iri.organisation("Совет лесов"): "organisation/sovet-lesov",
    iri.person("Щукина Ю.Я."): "person/shchukina-yuya",
    iri.post("начальник отдела", "Отдел карт"): "post/otdel-kart/nachalnik-otdela",
    iri.party("class", "объекты «Ёлка»"): "class/obekty-yolka",
    # graphs
    iri.document_graph(KEY): "graph/document/2031-03-03_L-7-02pr",
    iri.status_graph(KEY): "graph/status/2031-03-03_L-7-02pr",
    iri.register_graph(): "graph/register",
    iri.ontology_graph(): "graph/ontology",
}


@pytest.mark.parametrize(("node", "name"), NAMES.items(), ids=NAMES.values())
def test_names_are_readable(node: NamedNode, name: str) -> None:
    """Each thing is named as the vocabulary lays down."""
    assert ROOT + name == node.value


KEYS = {
    ("Л-7/02пр", 3, "Совет лесов"): "2031-03-03_L-7-02pr",
    ("10", 3, "Совет лесов"): "2031-03-03_10~sovet-lesov",
    ("703-п", None, "Совет лесов"): "undated_703-p~sovet-lesov",
    ("05-3045", 3, None): "2031-03-03_05-3045",
    (None, 3, "Совет лесов"): "2031-03-03_nn-0123abcd",
    (None, None, None): "undated_nn-0123abcd",
}


@pytest.mark.parametrize(("parts", "key"), KEYS.items(), ids=KEYS.values())
def test_keys_are_date_number_and_issuer(parts: tuple[str | None, int | None, str | None], key: str) -> None:
    """A number that begins with a digit names its issuer; what is missing is said."""
    number, day, issuer = parts
    given_day = date(2031, 3, day) if day else None
    assert key == document_key(number, given_day, issuer, "0123abcd" * 8)


ALPHABET = {
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя": "abvgdeyozhziyklmnoprstufkhtschshshchyeyuya",
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ": "abvgdeyozhziyklmnoprstufkhtschshshchyeyuya",
    "Лес / бор": "les-bor",
    "«Лес», бор!": "les-bor",
}


@pytest.mark.parametrize(("russian", "latin"), ALPHABET.items())
def test_names_are_written_in_latin_letters(russian: str, latin: str) -> None:
    """Every letter has its own spelling, spaces become hyphens, other signs go."""
    assert f"{ROOT}organisation/{latin}" == iri.organisation(russian).value


def test_a_name_without_letters_has_a_node_of_its_own() -> None:
    """Names of signs only do not fall together."""
    assert iri.organisation("!").value != iri.organisation("№").value


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12))
def test_ids_come_back_from_their_nodes(name: str) -> None:
    """A key or an event's id is read back from its node; every node is a lawful IRI."""
    assert name == iri.document_key(iri.document(name))
    assert name == iri.event_id(iri.event(name))
    NamedNode(iri.mailbox(name).value)
    assert name == iri.document_key_of_part(iri.point(name, "III/2.1"))


@pytest.mark.parametrize(
    ("name", "place"), [("reference-12", 12), ("deadline", 0), ("evidence-kind", 0), ("period-1", 1)]
)
def test_the_place_of_a_part_stands_at_its_end(name: str, place: int) -> None:
    """Parts that are many are numbered; the number is read back, 0 where there is none."""
    assert place == iri.ordinal(iri.part(iri.document(KEY), name))
