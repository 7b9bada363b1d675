"""Who controls that orders are carried out: «Контроль … возложить на …»."""

from __future__ import annotations

import re

from ..model import Fact, Party, Source
from .addressees import PartyReader
from .folding import fold
from .names import NameRegistry, scan_names
from .party_facts import PartyMaker
from .party_lexicon import CONTROL_ACCUSATIVE, CONTROL_DATIVE, CONTROL_INSTRUMENTAL, CONTROL_NOMINATIVE
from .word_readings import Case, fold_twins

_LONGEST = 3000
_ONESELF = re.compile(r"(?:за\s+)?(?:собой|себя)(?![а-я])")
_FURTHER = re.compile(r"(?<![а-я])на\s+")
_OTHER_POINTS = re.compile("остальн|проч|други|пункт|раздел")
"""What «…, остальных пунктов – на …» begins with: nobody."""

_WAYS: tuple[tuple[re.Pattern[str], Case], ...] = (
    (CONTROL_INSTRUMENTAL, "ablt"),
    (CONTROL_ACCUSATIVE, "accs"),
    (CONTROL_DATIVE, "datv"),
    (CONTROL_NOMINATIVE, "nomn"),
)


def read_controllers(source: Source, start: int, end: int, registry: NameRegistry) -> tuple[Fact[Party], ...]:
    """Return whom a control point at [start, end) names: people, posts or bodies.

    «оставляю за собой» names nobody here: the signer is the reader's to find.
    """
    end = min(end, start + _LONGEST)
    folded = fold(source.text[start:end])
    way = next(((found, case) for pattern, case in _WAYS if (found := pattern.search(folded))), None)
    if way is None:
        return () if _ONESELF.search(folded) else read_names(source, start, end, registry)
    place, case = way[0].end(), way[1]
    if _ONESELF.match(folded[place:].lstrip()):
        return ()
    reader = PartyReader(source, start, end, registry)
    places = (
        [place, *(match.end() for match in _FURTHER.finditer(folded, place))] if case == "accs" else [place]
    )
    row = (party for one in places for party in reader.charged(one, case))
    named = [party for party in row if not _OTHER_POINTS.match(fold(party.value.name))]
    return tuple({party.span: party for party in named}.values()) or read_names(
        source, start + place, end, registry
    )


def read_names(source: Source, start: int, end: int, registry: NameRegistry) -> tuple[Fact[Party], ...]:
    """Return the names of a stretch, as in «Контроль – Иванов И.И.»."""
    make = PartyMaker(source, start, registry)
    text = fold_twins(source.text[start:end])
    return tuple(make.listed_person(0, "", name) for name in scan_names(text))
