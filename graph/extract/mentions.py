"""One mention of a person in a role: what the words around the name say of him or her."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..model import Fact, Organisation, Person, Role, Source
from .morphology import WORD, Case, find_agreement, first_words, is_acting, uncapitalised
from .names import WrittenName
from .party_facts import tidy
from .party_lexicon import BODIES, FORMS, POST_CHAIR_ALONE, POSTS
from .posts import Post, Unit, read_post
from .word_readings import has_case, is_function_word, lemmas, readings

_REMARK = re.compile(r"\([^()]*\)")
_NO_POST = frozenset({"VERB", "INFN", "GRND"})
_LETTER = re.compile("[A-Za-zА-Яа-яЁё]{2}")
PRESIDES = re.compile(r"[,–—-]\s*(?:председательств[а-я]{3,5}|председатель|модератор|ведущ(?:ий|ая))$")
"""What says behind a post that the person held the chair."""

_LONGEST_RUN = 8
_BEHIND = " \t\n\xa0,;:|–—-_*(."
_BEFORE = _BEHIND + ")0123456789"


class Mention(NamedTuple):
    """A person in one role; `units` and `organisation` have offsets of the source."""

    person: Fact[Person]
    units: tuple[Unit, ...] = ()
    organisation: Unit | None = None

    @property
    def chain(self) -> tuple[Unit, ...]:
        """The units from the narrowest on, the organisation last."""
        return (*self.units, self.organisation) if self.organisation else self.units


class Described(NamedTuple):
    """A post, or only a body, at the offsets [start, end) of the source."""

    post: str | None = None
    units: tuple[Unit, ...] = ()
    organisation: Unit | None = None
    start: int | None = None
    end: int = 0

    def apart(self) -> Described:
        """Return what is said without its beginning: it stands behind the name."""
        return self if self.start is None else self._replace(start=None)


NOTHING = Described()


def describe(source: Source, start: int, end: int, cases: Sequence[Case] = ("nomn",)) -> Described:
    """Return what words beside a name say: a post with its units, a body, or nothing.

    The cases are tried in turn. A remark in brackets counts only where there is nothing else. What
    begins with a verb or a preposition says nothing, nor does a post of several people.
    """
    text = source.text[start:end]
    words = _REMARK.sub(lambda match: " " * len(match.group()), text) if cases == ("nomn",) else text
    said = _read(words, start, cases)
    return said if said != NOTHING or words == text else _read(_around_posts(text), start, cases)


def _around_posts(text: str) -> str:
    """Return the text with everything blank but the first bracket, if that holds a post."""
    match = _REMARK.search(text)
    first = WORD.search(match.group()) if match else None
    if match is None or first is None:
        return ""
    if not (lemmas(first.group()) & (POSTS | BODIES) or POST_CHAIR_ALONE.match(first.group())):
        return ""
    return " " * (match.start() + 1) + match.group()[1:-1]


def _read(words: str, offset: int, cases: Sequence[Case]) -> Described:
    begin = len(words) - len(words.lstrip(_BEFORE))
    bare = words[begin:].rstrip(_BEHIND)
    start = offset + begin
    end = start + len(bare)
    bare = PRESIDES.sub("", bare)
    if not _LETTER.search(bare) or _says_nothing(bare):
        return NOTHING
    if _is_body(bare):
        return Described(organisation=Unit(tidy(bare), start, end), start=start, end=end)
    post = _acting(bare) or next((found for case in cases if (found := read_post(bare, case))), None)
    return _described(post, start, end) if post else NOTHING


def _acting(words: str) -> Post | None:
    """Read «и.о. главы района»: the post as printed, with the units of the genitive behind «и.о.»."""
    first = words.find(" ") + 1
    if not is_acting(words) or not first:
        return None
    held = read_post(words[first:], "gent")
    if held is None:
        return Post(tidy(words))
    body = held.organisation.moved(first) if held.organisation else None
    return Post(tidy(words), tuple(unit.moved(first) for unit in held.units), body)


def _says_nothing(words: str) -> bool:
    """Tell words that name no post of one person: «о ремонте», «сообщил», «члены комиссии»."""
    run = first_words(words, _LONGEST_RUN)
    if is_acting(words) or not run:
        return False
    first = readings(run[0])
    if is_function_word(run[0]) or (first and first[0].part in _NO_POST):
        return True
    found = find_agreement(run, "nomn")
    return found is not None and found.reading.number == "plur" and not has_case(run[0], "gent")


def _is_body(words: str) -> bool:
    """Tell «портовое управление» from a post; «ГБУ «…»» begins with a legal form."""
    run = first_words(words, _LONGEST_RUN)
    if run and run[0] in FORMS:
        return True
    found = find_agreement(run, "nomn")
    heads = lemmas(run[found.head]) if found else frozenset()
    return bool(heads & BODIES) and not heads & POSTS


def _described(post: Post, offset: int, end: int) -> Described:
    organisation = post.organisation.moved(offset) if post.organisation else None
    units = tuple(unit.moved(offset) for unit in post.units)
    return Described(uncapitalised(post.title), units, organisation, offset, end)


def mention(
    source: Source, name: WrittenName, resolved: tuple[str, float, str], said: Described, role: Role
) -> Mention:
    """Return a mention of a name whose offsets are those of the source.

    `resolved` is what the registry made of the name: its nominative, how sure it is, and the rule.
    """
    shown, sure, rule = resolved
    start = name.start if said.start is None else min(said.start, name.start)
    end = max(name.end, said.end)
    end += said.end > name.end and source.text[name.end : end].count("(") > source.text[name.end : end].count(
        ")"
    )
    person = Person(
        shown,
        role,
        post=said.post,
        organisation=said.organisation.name if said.organisation else None,
        units=tuple([unit.name for unit in said.units]),
    )
    return Mention(Fact(person, source.span(start, end), rule, sure), said.units, said.organisation)


def with_item(found: Mention, item: str | None) -> Mention:
    """Return the mention with the agenda item at which the person spoke."""
    one = found.person.value
    if item == one.item:
        return found
    return _changed(found, Person(one.name, one.role, one.post, one.organisation, one.units, item))


def _changed(found: Mention, person: Person) -> Mention:
    fact = found.person
    return Mention(Fact(person, fact.span, fact.rule, fact.confidence), found.units, found.organisation)


def renamed(found: Mention, names: dict[str, str]) -> Mention:
    """Return the mention with its organisation under the name that the document's head gives it."""
    person = found.person.value
    if person.organisation is None or found.organisation is None:
        return found
    name = names.get(person.organisation.lower())
    if name is None:
        return found
    changed = _changed(found, replace(person, organisation=name))
    return changed._replace(organisation=found.organisation._replace(name=name))


def complete(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with each person's organisation as the fullest of them tells it.

    A mention that names none, or only a unit of the fuller chain, takes the fuller chain over; posts
    stay as they are printed.
    """
    fullest: dict[str, Mention] = {}
    for one in mentions:
        name = one.person.value.name
        if one.organisation and (name not in fullest or len(one.chain) > len(fullest[name].chain)):
            fullest[name] = one
    return tuple(_completed(one, fullest.get(one.person.value.name)) for one in mentions)


def _completed(one: Mention, fuller: Mention | None) -> Mention:
    if fuller is None or fuller is one:
        return one
    known = {unit.name.lower() for unit in fuller.chain}
    if one.organisation is not None and one.organisation.name.lower() not in known:
        return one
    person, full = one.person.value, fuller.person.value
    told = Person(person.name, person.role, person.post, full.organisation, full.units, person.item)
    return _changed(one, told)


def organisations(
    source: Source, mentions: Iterable[Mention], bodies: Iterable[Unit]
) -> tuple[Fact[Organisation], ...]:
    """Return the bodies and units that mentions and other places name, each with its parent once."""
    found: dict[tuple[str, str | None], Fact[Organisation]] = {}
    chains = [*((unit,) for unit in bodies), *(one.chain for one in mentions)]
    for chain in chains:
        for place, unit in enumerate(chain):
            parent = chain[place + 1].name if place + 1 < len(chain) else None
            key = unit.name.lower(), parent
            if key not in found:
                span = source.span(unit.start, unit.end)
                found[key] = Fact(Organisation(unit.name, parent), span, "organisation.named", 0.9)
    parented = {name for name, parent in found if parent}
    return tuple(fact for (name, parent), fact in found.items() if parent or name not in parented)
