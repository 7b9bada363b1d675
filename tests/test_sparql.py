"""People's own SPARQL: rows as they are found, memory that stays small, hints, hazards that were tried."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from graph.errors import QueryError, QueryLimitError
from graph.queries import catalogue
from graph.rdf.terms import PREFIXES
from graph.rdf.vocabulary import known_terms
from graph.sandbox import MIB, QueryLimits, run_query, stream_query
from graph.sandbox.forms import ROW_FORMS, TRIPLE_FORMS, Form
from graph.sandbox.hints import shape_hints, term_hints
from graph.sandbox.shapes import read_shape

from .command_runs import run

ROOT = Path(__file__).resolve().parent.parent
THOUSAND = "".join(f'<x:{n}> <x:q> "{n}" .\n' for n in range(1000)).encode()
MILLION = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }"
MANY = QueryLimits(seconds=60, rows=10**9, memory=512 * MIB)
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads a process's memory from /proc")


# --- rows as they come ----------------------------------------------------------------------------


@linux
def test_a_million_rows_stream_through_little_memory() -> None:
    """The first rows are there at once, all of them come, and neither process grows with their number."""
    script = (
        "import resource, sys, time\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from graph.sandbox import MIB, QueryLimits, stream_query\n"
        "quads = ''.join(f'<x:{n}> <x:q> \"{n}\" .\\n' for n in range(1000)).encode()\n"
        "limits = QueryLimits(seconds=60, rows=10**9, memory=512 * MIB)\n"
        "started, rows, first = time.monotonic(), 0, 0.0\n"
        f"for piece in stream_query(quads, {MILLION!r}, form='tsv', limits=limits):\n"
        "    first = first or time.monotonic() - started\n"
        "    rows += piece.count(b'\\n')\n"
        "status = open('/proc/self/status', encoding='ascii').read()\n"
        "own = int(status.split('VmHWM:')[1].split()[0]) // 1024\n"
        "child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024\n"
        "print(rows, first, time.monotonic() - started, own, child)\n"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout
    rows, first, whole, own, child = map(float, said.split())
    assert 1_000_001 == rows
    assert first < whole / 2
    assert own < 120
    assert child < 200


def test_up_to_the_usual_limit_nothing_comes_before_all_is_found() -> None:
    """A result over the limit gives no rows at all: never a shorter table."""
    taken: list[bytes] = []
    with pytest.raises(QueryLimitError, match="more than 10000 rows"):
        taken += stream_query(THOUSAND, MILLION, form="csv", limits=QueryLimits(seconds=20))
    assert [] == taken


@pytest.mark.parametrize(("form", "ending"), [("json", b"]}}\n"), ("xml", b"</sparql>\n")])
def test_a_result_that_was_cut_is_no_whole_document(form: Form, ending: bytes) -> None:
    """With a higher limit rows come at once; over it the document stays open and an error follows."""
    limits = QueryLimits(seconds=20, rows=20_000)
    taken = bytearray()
    with pytest.raises(QueryLimitError, match="more than 20000 rows"):
        taken.extend(chain.from_iterable(stream_query(THOUSAND, MILLION, form=form, limits=limits)))
    assert not taken.endswith(ending)


def test_a_deadline_stops_what_streams() -> None:
    """Time runs out in the midst of rows too."""
    started = time.monotonic()
    with pytest.raises(QueryLimitError, match=r"more than 0\.5 s"):
        for _ in stream_query(THOUSAND, f"{MILLION[:-1]} . ?g ?h ?i }}", limits=QueryLimits(0.5, 10**9)):
            pass
    assert time.monotonic() - started < 3


@linux
def test_who_stops_reading_stops_the_query() -> None:
    """The child is gone as soon as nobody takes its rows."""
    pieces = stream_query(THOUSAND, MILLION, form="tsv", limits=MANY)
    assert next(pieces).startswith(b"?a\t?d\n")
    before = _children()
    pieces.close()
    assert len(before) == len(_children()) + 1


def _children() -> set[str]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {child for task in tasks for child in task.read_text(encoding="ascii").split()}


@pytest.mark.parametrize("form", ROW_FORMS)
def test_what_streams_is_what_comes_whole(form: Form) -> None:
    """The pieces together are the result, whatever the limit."""
    query = "SELECT ?s ?o ?n { ?s <x:q> ?o OPTIONAL { ?s <x:none> ?n } }"
    whole = run_query(THOUSAND, query, form=form).body
    assert whole == b"".join(stream_query(THOUSAND, query, form=form, limits=MANY))
    assert whole == b"".join(stream_query(THOUSAND, query, form=form))


GRAPH_FORMS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdfxml": "xml"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of parts that rdflib's own readers use
@pytest.mark.parametrize("form", TRIPLE_FORMS)
def test_triples_come_in_every_form_that_others_read(form: Form) -> None:
    """Turtle, N-Triples, JSON-LD and RDF/XML say the same triples, streamed or whole."""
    query = "CONSTRUCT { ?s <x:says> ?o } WHERE { ?s <x:q> ?o FILTER(?o IN ('1', '2', '3')) }"
    expected = {(rdflib.URIRef(f"x:{n}"), rdflib.URIRef("x:says"), rdflib.Literal(str(n))) for n in (1, 2, 3)}
    bodies = (
        run_query(THOUSAND, query, form=form).body,
        b"".join(stream_query(THOUSAND, query, form=form, limits=MANY)),
    )
    for body in bodies:
        assert expected == set(rdflib.Graph().parse(data=body, format=GRAPH_FORMS[form]))


def test_a_command_whose_reader_goes_away_ends_quietly(register: Path) -> None:
    """As in `obligraph sparql … | head -1`: no message, and the query's own process is gone too."""
    query = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    words = ["--data", str(register), "sparql", "--format", "csv", "--max-rows", "0", "-e", query]
    command = [sys.executable, str(ROOT / "cli.py"), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert b"a,d,g\r\n" == process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read().decode()
        assert 0 == process.wait(20)
    assert "obligraph: hint:" in complaint
    assert not [line for line in complaint.splitlines() if not line.startswith("obligraph: hint:")]


# --- hints ----------------------------------------------------------------------------------------

SHAPES = [
    ("?o a og:Obligation FILTER NOT EXISTS { ?e og:concerns ?o }", []),
    ("?o a og:Obligation FILTER NOT EXISTS { ?e og:concerns ?o ; og:at ?t }", ["NOT EXISTS"]),
    ("?o a og:Obligation FILTER NOT EXISTS { ?e og:on ?o . ?e og:at ?t . FILTER(?t < 3) }", ["NOT EXISTS"]),
    ("?o a og:Obligation FILTER (?o != 3 && NOT EXISTS { ?e og:concerns ?o ; og:at ?t })", ["NOT EXISTS"]),
    ("?o a og:Obligation OPTIONAL { ?o og:x ?y FILTER NOT EXISTS { ?y og:a ?b ; og:c ?d } }", ["NOT EXISTS"]),
    ("?o a og:Obligation FILTER EXISTS { ?e og:concerns ?o ; og:at ?t }", ["FILTER EXISTS"]),
    ("?o a og:Obligation OPTIONAL { ?e og:concerns ?o ; og:at ?t } FILTER(!BOUND(?e))", []),
    ("?o a og:Obligation MINUS { ?e og:concerns ?o ; og:at ?t }", []),
    ("?o a og:Obligation MINUS { ?e a og:Event }", ["MINUS"]),
    ("?o a og:Obligation . ?d a og:Document", ["?d and ?o share no variable"]),
    ("?o og:due ?u . ?e og:at ?t . FILTER(?u = ?t)", ["meet only in a FILTER"]),
    ("?o og:due ?u . ?e og:at ?u", []),
    ("VALUES (?at) { (3) } ?o og:from ?from . FILTER(?from <= ?at)", []),
    ("BIND(og:x AS ?c) ?o og:cohort ?c", []),
    ("OPTIONAL { ?e og:concerns ?o } ?o a og:Obligation", ["OPTIONAL stands before"]),
    ("?o a og:Obligation OPTIONAL { ?e a og:Event }", ["OPTIONAL shares no variable"]),
    ("?o a og:Obligation OPTIONAL { ?e og:concerns ?o } OPTIONAL { ?e og:at ?t }", ["hangs on ?e"]),
    ("?a og:continues+ ?b", ["path of any length"]),
    ("?a og:continues* ?b . ?a eli:id_local '3'", []),
    ("?a eli:id_local '3*' ; og:x '?b+' # ?c+ ?d", []),
    ("?o a og:Obligation { ?o og:a ?b } UNION { ?o og:c ?d }", []),
    ("?o a og:Obligation { SELECT ?o (MAX(?t) AS ?m) { ?e og:concerns ?o ; og:at ?t } GROUP BY ?o }", []),
    ("GRAPH ?g { ?o a og:Obligation } ?o og:a ?b", []),
    ("?o a og:Obligation ; og:text '. FILTER NOT EXISTS { ?a ?b ?c . ?d ?e ?f }'", []),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "words"), SHAPES)
@pytest.mark.parametrize(
    "frame", ["SELECT * WHERE {{ {} }}", "CONSTRUCT {{ ?o ?p ?q }} WHERE {{ {} }}", "ASK {{ {} }}"]
)
def test_a_slow_shape_is_told_with_its_rewriting(frame: str, pattern: str, words: list[str]) -> None:
    """Each shape that was measured to be slow gets one hint, and its rewriting none."""
    found = shape_hints(frame.format(pattern))
    assert len(words) == len(found), found
    assert all(word in hint for word, hint in zip(words, found, strict=True))


@pytest.mark.parametrize(
    "text", ["", "}", "{", "SELECT * { ?a ?b", "FILTER", "{ FILTER", "{ OPTIONAL", "{ VALUES", "{ BIND ("]
)
def test_any_text_has_some_shape(text: str) -> None:
    """What is no query is the engine's to refuse: reading its shape fails on nothing."""
    assert read_shape(text).triples() >= 0


def test_our_own_queries_take_the_advice() -> None:
    """No question of the catalogue has a shape that is hinted at, but one that pairs all by intent."""
    hinted = {name for name, query in catalogue().items() if shape_hints(query.text)}
    assert hinted <= {"chain"}


TERMS = [
    ("?o a og:Obligation ; og:dueUntil ?d", []),
    ("?o a og:Obligaton", ["og:Obligaton; did you mean og:Obligation?"]),
    ("?o og:dueuntil ?d", ["og:dueuntil; did you mean og:dueUntil?"]),
    ("?o <https://w3id.org/obligraph/ns#dueUntill> ?d", ["og:dueUntill; did you mean og:dueUntil?"]),
    ("?o eli:id_locale ?d", ["eli:id_locale; did you mean eli:id_local?"]),
    ("?o foaf:weblog ?d ; rdfs:seeAlso ?e ; skos:prefLabel ?f", []),
    ("?o og:zzzz ?d", ["og:zzzz; docs/ontology.md lists them"]),
    ("?o og:text 'og:Obligaton' # og:Obligaton", []),
    ("?o a my:Thing . <https://w3id.org/obligraph/id/x> og:text ?d", []),
]


@pytest.mark.parametrize(("pattern", "words"), TERMS)
def test_a_term_that_no_vocabulary_has_is_told(pattern: str, words: list[str]) -> None:
    """A misspelt class or property gets the nearest that there is, the query being right all the same."""
    text = f"PREFIX my: <urn:my:> SELECT * {{ {pattern} }}"
    found = term_hints(text, PREFIXES, known_terms())
    assert [f"no term here is called {word}" for word in words] == list(found)


def test_a_prefix_of_ones_own_for_our_terms_is_seen_through() -> None:
    """What counts is the IRI."""
    text = "PREFIX o: <https://w3id.org/obligraph/ns#> SELECT * { ?s a o:Obligaton }"
    assert ("no term here is called og:Obligaton; did you mean og:Obligation?",) == term_hints(
        text, PREFIXES, known_terms()
    )


MEANT = [
    ("SELEC ?s { ?s ?p ?o }", "did you mean SELECT?"),
    ("SELECT ?s { ?s ?p ?o } ORDR BY ?s", "did you mean ORDER?"),
    ("SELECT ?s { ?s ?p ?o OPTIONL { ?s ?q ?r } }", "did you mean OPTIONAL?"),
    ("SELECT ?s { ?s a ogg:Obligation }", "the prefix ogg: is not declared; did you mean og:?"),
    ("SELECT ?s { ?s a Og:Obligation }", "the prefix Og: is not declared; did you mean og:?"),
]


@pytest.mark.parametrize(("query", "words"), MEANT)
def test_a_misspelt_word_or_prefix_is_told_with_its_place(query: str, words: str) -> None:
    """Line and column, and the nearest word that is known."""
    with pytest.raises(QueryError) as caught:
        run_query(THOUSAND, query, prefixes=PREFIXES, source="my.rq")
    assert words in str(caught.value)
    assert (1, True) == (caught.value.line, (caught.value.column or 0) > 0)


def test_the_command_prints_hints_beside_the_result(register: Path) -> None:
    """On standard error, whatever the form; the result and the exit code are as without them."""
    query = "SELECT ?s { ?s a og:Obligaton }"
    for form in ("table", "json"):
        result = run(register, "sparql", "-e", query, "--format", form)
        assert (0, "did you mean og:Obligation?") == (result.exit_code, result.stderr.strip()[-27:])
    assert [] == json.loads(result.stdout)["results"]["bindings"]


def test_a_stopped_query_is_told_what_made_it_slow() -> None:
    """The error names the rewriting for this very query."""
    with pytest.raises(QueryLimitError, match="share no variable") as caught:
        run_query(
            THOUSAND, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", limits=QueryLimits(2)
        )
    assert 2 == caught.value.exit_code


# --- hazards that stopped other engines -----------------------------------------------------------

PAIRS = "?a ?b ?c . ?d ?e ?f"
CATASTROPHES = [
    (f"SELECT * {{ {PAIRS} . ?g ?h ?i }} ORDER BY ?i", "takes more than"),
    (f"SELECT (COUNT(*) AS ?n) {{ {PAIRS} . ?g ?h ?i }}", "takes more than"),
    (f"SELECT DISTINCT ?c ?f ?i {{ {PAIRS} . ?g ?h ?i }}", "takes more than|more than 10000 rows"),
    (f"SELECT * {{ {PAIRS} }}", "more than 10000 rows"),
    (f"CONSTRUCT {{ ?a ?e ?f }} WHERE {{ {PAIRS} }}", "more than 10000 rows"),
    ("ASK " + "{" * 1000 + "}" * 1000, "nested deeper than 60"),
    ("ASK { FILTER(" + "(" * 3000 + "1" + ")" * 3000 + ") }", "nested deeper than 60"),
    ("ASK { ?s " + "^" * 4000 + "<x:q> ?o }", "nested too deep|not understood|takes more than"),
    (
        "SELECT * { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o } " * 300 + "}",
        "more than 10000 rows|takes more than|nested",
    ),
]


@pytest.mark.parametrize(("query", "words"), CATASTROPHES)
def test_a_catastrophe_is_an_error_and_soon(query: str, words: str) -> None:
    """Time, memory, rows, depth: this process lives on and says why, within a moment of the deadline."""
    started = time.monotonic()
    with pytest.raises(QueryError, match=words):
        run_query(THOUSAND, query, limits=QueryLimits(seconds=2, memory=400 * MIB))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "query", ["ASK { FILTER(" + "1+" * 4000 + "1) }", "ASK { FILTER(" + "!" * 4000 + "true) }"]
)
def test_what_is_long_without_brackets_is_answered_or_refused(query: str) -> None:
    """Sums and negations of thousands of signs end, one way or the other, in time."""
    started = time.monotonic()
    with suppress(QueryError):
        run_query(THOUSAND, query, limits=QueryLimits(seconds=2, memory=400 * MIB))
    assert time.monotonic() - started < 5


def test_a_regular_expression_that_explodes_elsewhere_is_harmless() -> None:
    """The engine's own expressions take linear time."""
    quads = f'<x:a> <x:q> "{"а" * 40}!" .\n'.encode()
    query = "SELECT ?s { ?s <x:q> ?o FILTER(REGEX(?o, '^(а+)+$')) }"
    assert 0 == run_query(quads, query, limits=QueryLimits(seconds=3)).count


def test_a_signal_ends_a_query_that_runs(register: Path) -> None:
    """Ctrl-C at the command stops the query's own process too."""
    query = f"SELECT (COUNT(*) AS ?n) {{ {PAIRS} . ?g ?h ?i }}"
    words = ["--data", str(register), "sparql", "--timeout", "60", "--format", "csv", "-e", query]
    with subprocess.Popen([sys.executable, str(ROOT / "cli.py"), *words], stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert b"hint" in process.stderr.readline()
        process.send_signal(2)
        assert process.wait(10) in {130, -2}


def test_the_store_is_not_changed_by_any_query() -> None:
    """What looks like an update is refused, and the data are the same afterwards."""
    for update in ("INSERT DATA { <x:a> <x:b> <x:c> }", "LOAD <http://127.0.0.1:9/>", "DROP ALL"):
        with pytest.raises(QueryError, match=r"only read here|not understood"):
            run_query(THOUSAND, update)
    store = ox.Store()
    store.load(THOUSAND, format=ox.RdfFormat.N_QUADS)
    assert len(store) == run_query(THOUSAND, "SELECT * { ?s ?p ?o }").count
