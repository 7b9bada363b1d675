"""Which thing an ID means: short, long, in any spelling of the number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import IdentityError, UnknownNameError
from ..identity import number_key
from ..queries import Selects, part, run_query

_TWINS = str.maketrans("АВСЕНКМОРТХУІ", "ABCEHKMOPTXYI")
_MOST = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """An obligation or a bundle: IRIs of it and its document, short names; `point` is None for a bundle."""

    iri: str
    paper: str
    document: str
    point: str | None
    cohort: int | None = None

    @property
    def id(self) -> str:
        """Return the short ID that answers print."""
        return (
            f"{self.document} {self.point}" if self.point is not None else f"{self.document} @{self.cohort}"
        )


def find_document(store: Selects, words: str) -> tuple[str, str]:
    """Return the IRI and the short name of the document that the words name.

    Raises `UnknownNameError` where there is none and `IdentityError` where there are several.
    """
    found = list(_documents(store, words))
    if not found:
        raise UnknownNameError(
            f"no document has the number {words!r}", advice="`obligraph missing` and `queries` help"
        )
    if len(found) > 1:
        raise IdentityError(f"{words!r} fits several documents", advice="name one of: " + _listed(found))
    return found[0]


def _documents(store: Selects, words: str) -> Iterator[tuple[str, str]]:
    sought = number_key(words)
    for paper, number, _ in run_query(store, part("things"), {}).rows:
        key = str(paper).rsplit("/", 1)[-1]
        if words in (paper, key) or (number is not None and number_key(str(number)) == sought):
            yield str(paper), str(number or key)


def _listed(found: list[tuple[str, str]]) -> str:
    return ", ".join(paper.rsplit("/", 1)[-1] for paper, _ in found[:_MOST])


def find_subjects(store: Selects, words: str) -> Subject:
    """Return the obligation or the bundle that an ID means.

    Look-alike letters, spaces and «№» are forgiven, and a section that need not be named. Raises
    `UnknownNameError` where nothing fits and `IdentityError`, which lists the candidates, where
    several do.
    """
    pieces = words.split()
    for cut in range(len(pieces), 0, -1):
        papers = list(_documents(store, " ".join(pieces[:cut])))
        if papers:
            return _choose(store, papers, " ".join(pieces[cut:]), words)
    raise UnknownNameError(
        f"nothing has the ID {words!r}", advice="write it as an answer prints it: number, point"
    )


def _choose(store: Selects, papers: list[tuple[str, str]], rest: str, words: str) -> Subject:
    subjects = [subject for paper, name in papers for subject in _subjects(store, paper, name)]
    fitting = [subject for subject in subjects if _fits(subject, rest)]
    distinct = list({(subject.iri): subject for subject in fitting}.values())
    if len(distinct) == 1:
        return distinct[0]
    if not distinct:
        offered = ", ".join(dict.fromkeys(subject.id for subject in subjects[:_MOST]))
        advice = f"there are {offered}" if offered else "it gives no orders and is continued by nobody"
        raise UnknownNameError(f"nothing has the ID {words!r}", advice=advice)
    offered = ", ".join(dict.fromkeys(subject.id for subject in distinct[:_MOST]))
    raise IdentityError(f"{words!r} fits several", advice=f"name one of: {offered}")


def _subjects(store: Selects, paper: str, name: str) -> Iterator[Subject]:
    for row in run_query(store, part("lives"), {"paper": paper}).as_dicts():
        yield Subject(str(row["subject"]), paper, name, row["point"], row["cohort"])  # type: ignore[arg-type]


def _fits(subject: Subject, rest: str) -> bool:
    if not rest:
        return True
    if rest.startswith("@"):
        return subject.point is None and rest[1:].strip() == str(subject.cohort)
    if subject.point is None:
        return False
    asked, path = _folded(rest), _folded(subject.point)
    return asked == path or path.rsplit("/", 1)[-1] == asked


def _folded(path: str) -> str:
    return "".join(path.upper().translate(_TWINS).split())
