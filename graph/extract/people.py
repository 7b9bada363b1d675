"""The people, groups and bodies of a document, out of its top, its questions and its signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Fact, Organisation, Person, Role, Source
from .attendance import read_attendance
from .folding import fold
from .mentions import Mention, complete, describe, mention, organisations, renamed
from .names import NameRegistry, scan_names
from .party_lexicon import LABEL_MINUTES, LABEL_SECRETARY
from .speakers import read_speakers
from .word_readings import fold_twins

_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
_LONGEST_SIGNATURE = 3000


@dataclass(frozen=True, slots=True)
class HeardPassage:
    """A stretch of what was heard on a question, its bracketed speakers included; `item` its path."""

    start: int
    end: int
    item: str | None


@dataclass(frozen=True, slots=True)
class People:
    """Named people by role, groups without names as worded, and the bodies that they belong to."""

    people: tuple[Fact[Person], ...] = ()
    groups: tuple[Fact[str], ...] = ()
    organisations: tuple[Fact[Organisation], ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Where a document names people: the stretch above its first question or decision, and the rest.

    `signature` is the stretch at the end; `issuer` the body of the head with its abbreviations.
    """

    head: tuple[int, int]
    heard: tuple[HeardPassage, ...] = ()
    signature: tuple[int, int] | None = None
    issuer: Fact[Organisation] | None = None


def read_people(source: Source, places: Places, registry: NameRegistry) -> People:
    """Return everyone whom a document names in a role, in the order of the text by role.

    An organisation that the issuer's line abbreviates gets the issuer's full name.
    """
    present = read_attendance(source, *places.head, registry)
    spoken = [
        one
        for part in places.heard
        for one in read_speakers(source, part.start, part.end, part.item, registry)
    ]
    signed = _signers(source, *places.signature, registry) if places.signature else []
    shorts = _short_names(places.issuer)
    mentions = complete([renamed(one, shorts) for one in (*present.people, *spoken, *signed)])
    bodies = [unit._replace(name=shorts.get(unit.name.lower(), unit.name)) for unit in present.bodies]
    named = organisations(source, mentions, bodies)
    return People(
        tuple(one.person for one in _once(mentions)), present.groups, _with_issuer(places.issuer, named)
    )


def _once(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions without repetitions of one person in one role at one question."""
    found: dict[tuple[str, str, str | None], Mention] = {}
    for one in mentions:
        person = one.person.value
        key = (person.name, person.role, person.item)
        if key not in found or (found[key].person.value.post is None and person.post):
            found[key] = one
    return list(found.values())


def _short_names(issuer: Fact[Organisation] | None) -> dict[str, str]:
    """Return the issuer's full name by its abbreviations, in small letters, as they stand in any case."""
    if issuer is None:
        return {}
    forms = (form for short in issuer.value.alternatives for form in _case_forms(short.lower()))
    return dict.fromkeys(forms, issuer.value.name)


def _case_forms(short: str) -> list[str]:
    """Return an abbreviation with the endings that its first word takes («Минвода», «Минводу»)."""
    first, blank, rest = short.partition(" ")
    endings = ("", "а", "у", "ом", "е") if first[-1:] in _CONSONANTS else ("",)
    return [f"{first}{ending}{blank}{rest}" for ending in endings]


def _with_issuer(
    issuer: Fact[Organisation] | None, named: tuple[Fact[Organisation], ...]
) -> tuple[Fact[Organisation], ...]:
    if issuer is None:
        return named
    return (issuer, *(one for one in named if one.value.parent or one.value.name != issuer.value.name))


def _signers(source: Source, start: int, end: int, registry: NameRegistry) -> list[Mention]:
    """Return who signed: every name with the post before it."""
    end = min(end, start + _LONGEST_SIGNATURE)
    found = []
    place = start
    for one in scan_names(fold_twins(source.text[start:end])):
        name = one.moved(start)
        words = fold(source.text[place : name.start]).lstrip(" \n*|")
        kept = LABEL_MINUTES.match(words)
        begin = name.start - len(words) + (kept.end() if kept else 0)
        said = describe(source, begin, name.start)
        if words.startswith("председательств"):
            said = said._replace(post=None)
        role: Role = "secretary" if LABEL_SECRETARY.match(words) or words.startswith("секретар") else "signer"
        found.append(mention(source, name, registry.resolve(name, "nomn"), said, role))
        place = name.end
    return found
