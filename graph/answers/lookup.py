"""Which thing an ID means: short, long, in any spelling of the number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..errors import IdentityError, UnknownNameError
from ..queries import Selects, part, run_query
from .papers import Paper, Papers, known_papers

_TWINS = str.maketrans("АВСЕНКМОРТХУІ", "ABCEHKMOPTXYI")
_MOST = 8
_MOST_WORDS = 16
"""Words that may name a document in an ID: a number with spaces, a date in words."""
_ONE_OF = "name one of: {known}"
_NOTHING = "nothing has the ID {words!r}"
_STEPS = re.compile(r"[^\W_]+|~")
_QUOTES = str.maketrans("", "", "«»\"'")


@dataclass(frozen=True, slots=True)
class Subject:
    """An obligation or a bundle: IRIs of it and its document, short names; `point` is None for a bundle."""

    iri: str
    paper: str
    document: str
    point: str | None
    cohort: int | None = None
    programme: str | None = None
    addressee: str | None = None

    @property
    def id(self) -> str:
        """Return the short ID that answers print."""
        return f"{self.document} {self.point or f'@{self.cohort or self.addressee}'}"

    @property
    def long_id(self) -> str:
        """Return the ID that names no other thing: the document by its key, a bundle's programme."""
        key = self.paper.rsplit("/", 1)[-1]
        whom = f"@{self.cohort} «{self.programme}»" if self.cohort else f"@{self.addressee}"
        return f"{key} {self.point or whom}"


def find_document(store: Selects, words: str, *, whole: bool = False) -> tuple[str, str]:
    """Return the IRI and the short name of the document that the words name.

    By its IRI, key, number, number and date; else by its date alone or a part of its number, unless the
    `whole` name is asked for. Raises `UnknownNameError` where there is none and `IdentityError` where
    there are several.
    """
    papers = known_papers(store)
    found = papers.called(words) or ([] if whole else papers.resembling(words))
    if not found:
        raise UnknownNameError(
            "no document has the number or the date {words!r}",
            advice="write it as an answer prints it; `obligraph missing` lists those only cited",
            words=words,
        )
    if len(found) > 1:
        raise _several(words, found)
    return found[0].iri, found[0].name


def _several(words: str, found: Iterable[Paper]) -> IdentityError:
    problem = "{words!r} fits several documents"
    return IdentityError(problem, advice=_ONE_OF, words=words, known=_listed(found))


def _listed(papers: Iterable[Paper]) -> str:
    keys = sorted(paper.key for paper in papers)
    return ", ".join(keys[:_MOST]) + (", …" if len(keys) > _MOST else "")


def find_subjects(store: Selects, words: str, *, whole: bool = False) -> Subject:
    """Return the obligation or the bundle that an ID means.

    Look-alike letters, spaces and «№» are forgiven, and a section that need not be named; the document
    is found as by `find_document`. Raises `UnknownNameError` where nothing fits and `IdentityError`,
    which lists the candidates, where several do.
    """
    papers, rest = split_id(store, words, whole=whole)
    subjects = [subject for paper in papers for subject in _subjects(store, paper)]
    fitting = {subject.iri: subject for subject in _meant(subjects, words, rest)}
    if len(fitting) == 1:
        return next(iter(fitting.values()))
    if fitting:
        offered = _offered(fitting.values())
        raise IdentityError("{words!r} fits several", advice=_ONE_OF, words=words, known=offered)
    offered = _offered({subject.iri: subject for subject in subjects}.values())
    advice = "there are {known}" if offered else "it gives no orders and is continued by nobody"
    raise UnknownNameError(_NOTHING, advice=advice, words=words, known=offered)


def find_idle_point(store: Selects, words: str) -> dict[str, Any] | None:
    """Return the one point that an ID means where it orders nothing itself, None for all other IDs.

    The record has the row of the part `points` and the `id`. Raises `IdentityError` where the document
    could be any of several.
    """
    papers, rest = _split(known_papers(store), words)
    if not rest or rest.startswith("@"):
        return None
    found = [
        {**point, "id": f"{point['document']} {point['point']}"}
        for paper in papers
        for point in _fitting_points(store, paper, rest)
    ]
    return found[0] if len(found) == 1 and found[0]["kind"] != "order" else None


def _fitting_points(store: Selects, paper: Paper, rest: str) -> Iterator[dict[str, Any]]:
    points = run_query(store, part("points"), {"paper": paper.iri}).as_dicts()
    paths = fitting_paths([str(point["point"]) for point in points], rest)
    return (point for point in points if point["point"] in paths)


def split_id(store: Selects, words: str, *, whole: bool = False) -> tuple[list[Paper], str]:
    """Return the documents that an ID may name and the rest of it; raises as `find_subjects`."""
    papers, rest = _split(known_papers(store), words, whole=whole)
    if not papers:
        advice = "write it as an answer prints it: number, point"
        raise UnknownNameError(_NOTHING, advice=advice, words=words)
    return papers, rest


def _split(known: Papers, words: str, *, whole: bool = False) -> tuple[list[Paper], str]:
    """Return the documents that an ID may name, none too, and the rest of it; one alone by resemblance."""
    papers, rest = _cut(known.called, words)
    papers = papers or [
        paper for paper in known.every if words.startswith((f"{paper.iri}/", f"{paper.iri}#"))
    ]
    if papers or whole:
        return papers, rest
    papers, rest = _cut(known.resembling, words)
    if len(papers) > 1:
        raise _several(words, papers)
    return papers, rest


def _cut(find: Callable[[str], list[Paper]], words: str) -> tuple[list[Paper], str]:
    """Return the documents that the longest beginning of the words finds, and the words behind it."""
    pieces = words.split()
    for cut in range(min(len(pieces), _MOST_WORDS), 0, -1):
        if found := find(" ".join(pieces[:cut])):
            return found, " ".join(pieces[cut:])
    return [], ""


def _subjects(store: Selects, paper: Paper) -> Iterator[Subject]:
    for iri, point, cohort, programme, addressee in run_query(
        store, part("lives"), {"paper": paper.iri}
    ).rows:
        yield Subject(str(iri), paper.iri, paper.name, point, cohort, programme, addressee)  # type: ignore[arg-type]


def _meant(subjects: list[Subject], words: str, rest: str) -> list[Subject]:
    """Return what the rest of an ID fits; a whole path counts before the end of one."""
    if words.startswith("http") and not rest:
        named = [one for one in subjects if words in {one.iri, one.iri.removesuffix("#obligation")}]
        return named or ([] if "#" in words else [one for one in subjects if one.paper == words])
    if not rest:
        return subjects
    bundles = [one for one in subjects if one.point is None and _is_of(one, rest)]
    paths = fitting_paths([one.point for one in subjects if one.point is not None], rest)
    return bundles or [one for one in subjects if one.point in paths]


def _is_of(bundle: Subject, rest: str) -> bool:
    whom = " ".join(rest.removeprefix("@").translate(_QUOTES).casefold().split())
    named = (f"{bundle.cohort}", f"{bundle.cohort} {bundle.programme}", f"{bundle.addressee}")
    return whom in {name.translate(_QUOTES).casefold() for name in named}


def fitting_paths(paths: Iterable[str], asked: str) -> frozenset[str]:
    """Return the paths that the words mean: exactly, else without the section, else by their steps."""
    known = set(paths)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda path: _folded(path) == _folded(asked),
        lambda path: _folded(path).rsplit("/", 1)[-1] == _folded(asked),
        lambda path: _steps(path) == _steps(asked),
    )
    for test in tests:
        if found := frozenset(path for path in known if test(path)):
            return found
    return frozenset()


def _folded(path: str) -> str:
    return "".join(path.upper().translate(_TWINS).split())


def _steps(path: str) -> list[str]:
    return _STEPS.findall(path.upper().translate(_TWINS))


def _offered(subjects: Iterable[Subject]) -> str:
    """Return IDs to choose from; long ones where a short one would name two."""
    offered = list(subjects)
    short = [subject.id for subject in offered]
    names = short if len(set(short)) == len(short) else [subject.long_id for subject in offered]
    return ", ".join(names[:_MOST]) + (", …" if len(names) > _MOST else "")
