"""The closed sets of the model as concepts: each code and its node, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Generic, TypeVar, get_args

from pyoxigraph import NamedNode

from ..model import (
    Capacity,
    DeadlineKind,
    DocumentKind,
    EventKind,
    Frequency,
    PointKind,
    Relation,
    Role,
    State,
)
from .terms import CITES, term

Code = TypeVar("Code", bound=str)


class Codes(Generic[Code]):
    """One closed set: `node(code)` and `code(node)` are inverse; anything else is a `KeyError`."""

    def __init__(self, nodes: Mapping[Code, NamedNode]) -> None:
        """Take the nodes by their codes; no two codes share a node."""
        self.nodes: Final = dict(nodes)
        self._codes = {node: code for code, node in nodes.items()}

    def node(self, code: Code) -> NamedNode:
        """Return the concept of a code."""
        return self.nodes[code]

    def code(self, node: object) -> Code:
        """Return the code of a concept."""
        return self._codes[node]  # type: ignore[index]

    def find(self, nodes: Iterable[object]) -> Code | None:
        """Return the first code among the nodes, None where there is none."""
        return next((self._codes[node] for node in nodes if node in self._codes), None)  # type: ignore[index]


def _concepts(prefix: str, codes: tuple[Code, ...]) -> Codes[Code]:
    return Codes({code: term(f"og:{prefix}{code}") for code in codes})


STATES: Final[Codes[State]] = _concepts("", get_args(State))
POINT_KINDS: Final[Codes[PointKind]] = _concepts("kind-", get_args(PointKind))
DOCUMENT_KINDS: Final[Codes[DocumentKind]] = _concepts("document-", get_args(DocumentKind))
DEADLINE_KINDS: Final[Codes[DeadlineKind]] = _concepts("term-", get_args(DeadlineKind))
CAPACITIES: Final[Codes[Capacity]] = _concepts("capacity-", get_args(Capacity))

DOCUMENT_CLASSES: Final[Codes[DocumentKind]] = Codes(
    {
        "protocol": term("og:Protocol"),
        "order": term("og:AdministrativeOrder"),
        "decree": term("og:Decree"),
        "letter": term("og:Letter"),
        "list": term("og:InstructionList"),
        "memo": term("og:Memo"),
    }
)
"""The class of each kind of document; `other` has none but `og:Document`."""

RELATIONS: Final[Codes[Relation]] = Codes(
    {code: CITES if code == "cites" else term(f"og:{code}") for code in get_args(Relation)}
)
"""A relation is a property; all are narrower than `eli:cites`."""

ROLES: Final[Codes[Role]] = Codes({code: term(f"og:{code}") for code in get_args(Role)})
"""A role is the property from a meeting or document to the person in it."""

EVENT_CLASSES: Final[Codes[EventKind]] = Codes(
    {
        "report": term("og:Report"),
        "return": term("og:Return"),
        "acceptance": term("og:Acceptance"),
        "extension": term("og:Extension"),
        "cancellation": term("og:Cancellation"),
        "replacement": term("og:Replacement"),
        "departure": term("og:Departure"),
        "withdrawal": term("og:Withdrawal"),
        "correction": term("og:Correction"),
    }
)
"""The class of each kind of event but the two findings, which share `CONDITION_FINDING`."""

CONDITION_FINDING: Final = term("og:ConditionFinding")

PERIODS: Final[Mapping[Frequency, str]] = {
    "daily": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "half-yearly": "P6M",
    "yearly": "P1Y",
}
"""How often a recurring term repeats, as an ISO 8601 duration."""

FREQUENCIES: Final[Mapping[str, Frequency]] = {period: code for code, period in PERIODS.items()}
