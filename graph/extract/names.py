"""People's names: where they stand, and what they are in the nominative.

A name is shown as «Фамилия И.О.». A document declares names in the nominative (attendees,
signature, speakers in brackets); an oblique form elsewhere is looked up among their case forms
first, and only then turned round by its ending.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..model import Fact, Source
from .party_lexicon import BODIES, POSTS
from .surnames import ends_like_surname, fold_surname, may_be_nominative, surname_forms, surname_to_nominative
from .word_readings import Case, fold_document_twins, fold_twins, is_infinitive, is_surname, lemmas, readings

_SURNAME = r"[А-ЯЁ][а-яё]{1,30}(?:[-‑][А-ЯЁ][а-яё]{1,30})?|[А-ЯЁ]{3,30}(?:[-‑][А-ЯЁ]{3,30})?"
_INITIAL = r"[А-ЯЁABCEHKMOPTXY]"
_BOTH = rf"{_INITIAL}[ \t\xa0]?\.[ \t\xa0]{{0,2}}(?:-?{_INITIAL}(?:[ \t\xa0]?\.|(?![А-Яа-яЁё.])))"
_GAP = r"(?:[ \t\xa0]{1,3}|[ \t\xa0]{0,2}\n[ \t\xa0]{0,2})"
_PATRONYMIC = r"[А-ЯЁ][а-яё]{1,20}(?:вич|ьич|мич|кич|вн|ичн)(?:[аеуыйо]|ем|ой)?"
_FIRST = r"[А-ЯЁ][а-яё]{1,20}"

_BEHIND = re.compile(
    rf"(?<![А-Яа-яЁё-])(?P<surname>{_SURNAME})(?:{_GAP}(?P<initials>{_BOTH}|{_INITIAL}\.)"
    rf"|[ \t\xa0](?P<first>{_FIRST})[ \t\xa0](?P<patronymic>{_PATRONYMIC}))(?![А-Яа-яЁё])"
)
_BEFORE = re.compile(
    rf"(?<![А-Яа-яЁё.-])(?:(?P<initials>{_BOTH})(?:{_GAP})?"
    rf"|(?P<first>{_FIRST})[ \t\xa0](?P<patronymic>{_PATRONYMIC})[ \t\xa0])"
    rf"(?P<surname>{_SURNAME})(?![А-Яа-яЁё])"
)
_EITHER = re.compile(f"{_BEHIND.pattern}|{_BEFORE.pattern.replace('(?P<', '(?P<before_')}")
_ANCHOR = re.compile(
    rf"{_INITIAL}(?:[ \t\xa0]?\.|[а-яё]++"
    r"(?:(?<=ич|вн|чн)|(?<=ич[аеуыйо]|вн[аеуыйо]|чн[аеуыйо])|(?<=(?:ич|вн|чн)(?:ем|ой))))"
)
"""What every name has: an initial, or a patronymic."""

_START = re.compile(r"[А-ЯЁABCEHKMOPTXY]")
_LONGEST_BEFORE_ANCHOR = 130
_WORDS_BEFORE_ANCHOR = 2
"""What may stand before the first initial or patronymic of a name: a double surname, a first name."""

_OPENING = re.compile(r"(?:^|[|(_])[ \t]*(?:[•*–—-]|\d{1,3}[.)]?)?[ \t|]*$|[:–—-][ \t]*$")
_SIGN_BEFORE = re.compile(r"[:|–—-][ \t]*$")
_CLOSING = re.compile(r"[ \t]*(?:$|[,;|)]|[.](?:[ \t]*$)|[–—-][ \t])")
_FOLLOWER = re.compile(
    r"[ \t\xa0]{0,3}\n?[ \t]*([А-ЯЁ][а-яё]+)(?:-[А-ЯЁ][а-яё]+)?(?![а-яё-])(?![ \t\xa0]*\n?[А-ЯЁ]\.)"
)
_LABEL = re.compile(
    r"[ \t|]*(?:председател|секретар|протокол в|в[её]л(?:а)?\b|присутств|участ|член|приглаш|докладчик"
    r"|докладывает|ответственн|исполнител|соисполнител|отв\b)",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"\w+")
_HEARD = re.compile(r"слушал|заслуш", re.IGNORECASE)
_COMPOSED = re.compile(
    r"в составе.{0,300}?(?:председательствующего|председателя|заместител[яей]{1,2}|секретаря|член(?:а|ов))"
    r"[^–—:,]{0,60}[–—:-]\s*$",
    re.IGNORECASE,
)
"""«Комиссия в составе: председателя – …, членов комиссии: …»: who follows stands in the genitive."""

_TWINS = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_LINE_SIZE = 400
_TITLES = POSTS | BODIES
_OF_MANY = ("ов", "ев")
"""How «Логистов», a surname, ends like the genitive of many that hold a post."""

_SAME_LETTERS = (3, 4, 5)
_BEGINNINGS = frozenset(title[: min(max(len(title) - 2, 3), 5)] for title in _TITLES)
"""What every case form of a title begins with: surnames need no look-up in the dictionary then."""

_INITIALS = re.compile(_INITIAL)
_CHAINED = re.compile(r"[ \t]*[,;][ \t]*\n?[ \t]*")
_TABBED = re.compile(r"\S(?:[ \t]{2,}|\t)$")


class WrittenName(NamedTuple):
    """A name as it stands in a text: its parts and its place.

    A tuple, since many are made for each document.
    """

    surname: str
    initials: str
    start: int
    end: int

    def moved(self, offset: int) -> WrittenName:
        """Return the same name for a text in which this one begins at an offset."""
        return WrittenName(self.surname, self.initials, self.start + offset, self.end + offset)


@dataclass(frozen=True, slots=True)
class NameRegistry:
    """The names that a document declares in the nominative, found by any of their case forms."""

    declared: tuple[str, ...]
    _forms: Mapping[str, tuple[tuple[str, str, Case], ...]]

    @classmethod
    def of(cls, source: Source) -> NameRegistry:
        """Collect the names that stand where only a nominative can stand."""
        text = fold_document_twins(source.text)
        declared = dict.fromkeys((name.surname, name.initials) for name in _declarations(text))
        forms: dict[str, list[tuple[str, str, Case]]] = defaultdict(list)
        for surname, initials in declared:
            for form, case in surname_forms(surname):
                forms[form].append((surname, initials, case))
        shown = tuple(f"{surname} {initials}" for surname, initials in declared)
        return cls(shown, {form: tuple(found) for form, found in forms.items()})

    def nominative(self, written: str, *, case_hint: Case | None = None) -> tuple[str, float, str]:
        """Return «Фамилия И.О.», how sure it is, and the rule; what is no name comes back as it is."""
        name = next(scan_names(written), None)
        return self.resolve(name, case_hint) if name else (written, 0.3, "name.as-printed")

    def resolve(self, name: WrittenName, case: Case | None = None) -> tuple[str, float, str]:
        """Return a written name in the nominative: declared names first, endings second."""
        found = self._look_up(name)
        if found:
            return _choose(name, found, case)
        if case is None:
            surname, sure, rule = name.surname, 0.5, "name.as-printed"
        else:
            surname, sure = surname_to_nominative(name.surname, case)
            rule = "name.as-printed" if case == "nomn" or sure < 0.5 else "name.by-ending"
        return f"{surname} {name.initials}".rstrip(), sure, rule

    def case_in_brackets(self, name: WrittenName) -> Case | None:
        """Return the case of a name in brackets behind a dative: that one or the nominative."""
        if may_be_nominative(name.surname):
            return None if self._look_up(name) else "nomn"
        return "datv"

    def _look_up(self, name: WrittenName) -> list[tuple[str, str, Case]]:
        found = self._forms.get(fold_surname(name.surname), ())
        return [one for one in found if one[1].startswith(name.initials) or name.initials.startswith(one[1])]


def _choose(
    name: WrittenName, found: list[tuple[str, str, Case]], case: Case | None
) -> tuple[str, float, str]:
    fitting = [one for one in found if case is None or one[2] == case]
    sure = 1.0 if fitting else 0.8
    people = list(dict.fromkeys(one[:2] for one in fitting or found))
    if len(people) > 1:
        same = [one for one in people if fold_surname(one[0]) == fold_surname(name.surname)]
        people, sure = (same or people), 0.6
    surname, initials = people[0]
    return f"{surname} {max(initials, name.initials, key=len)}", sure, "name.declared"


def scan_names(text: str) -> Iterator[WrittenName]:
    """Yield the names of a text in order, initials before or behind; offsets are the text's own."""
    place = 0
    while match := _next_name(text, place):
        if match["surname"] is None:
            place = match.end()
            if not _is_acting(match):
                yield _written(match, "before_")
            continue
        if _is_surname_first(match, text):
            yield _written(match, "")
            place = match.end()
            continue
        place = match.end("surname")
        turned = _BEFORE.match(text, max(match.start("initials"), match.start("first")))
        if turned and not is_title(turned["surname"]):
            yield _written(turned, "")
            place = turned.end()


def _next_name(text: str, place: int) -> re.Match[str] | None:
    """Return the first match of a name from a place on.

    Every name has an initial or a patronymic, so only what stands shortly before one is tried.
    """
    for anchor in _ANCHOR.finditer(text, place):
        place = max(place, _window(text, anchor.start()))
        for start in _START.finditer(text, place, anchor.start() + 1):
            if match := _EITHER.match(text, start.start()):
                return match
        place = anchor.start() + 1
    return None


def _window(text: str, anchor: int) -> int:
    """Return where the words begin that can belong to a name whose initial stands at `anchor`."""
    nearest = max(0, anchor - _LONGEST_BEFORE_ANCHOR)
    words = text[nearest:anchor].rsplit(None, _WORDS_BEFORE_ANCHOR)
    return nearest + len(words[0]) if len(words) > _WORDS_BEFORE_ANCHOR else nearest


def _written(match: re.Match[str], prefix: str) -> WrittenName:
    printed = match[f"{prefix}surname"].replace("‑", "-")
    surname = "-".join([part.capitalize() for part in printed.split("-")])
    if match[f"{prefix}initials"]:
        letters = _INITIALS.findall(match[f"{prefix}initials"].translate(_TWINS))
    else:
        letters = [match[f"{prefix}first"][0], match[f"{prefix}patronymic"][0]]
    return WrittenName(surname, ".".join([*letters, ""]), match.start(), match.end())


def _is_acting(match: re.Match[str]) -> bool:
    """Tell «И.О. директора» from a name."""
    return is_title(match["before_surname"])


@lru_cache(maxsize=20_000)
def is_title(word: str) -> bool:
    """Tell whether a word heads the name of a post or a body, and so is no surname."""
    small = word.lower()
    if ends_like_surname(word) and small.endswith(_OF_MANY):
        return False
    likely = any(small[:length] in _BEGINNINGS for length in _SAME_LETTERS)
    return likely and not lemmas(small).isdisjoint(_TITLES)


def _is_surname_first(match: re.Match[str], text: str) -> bool:
    """Tell «Бондарь О.А.» from «Директор О.А. Бондарь»."""
    surname = match["surname"]
    if is_title(surname):
        return False
    follower = _FOLLOWER.match(text, match.end())
    if follower and _is_verb(follower[1].lower()):
        return True
    if follower and not _is_like_surname(surname) and _is_like_surname(follower[1]):
        return False
    if match["initials"] and len(_INITIALS.findall(match["initials"])) < 2:
        return follower is None and not _is_common_noun(surname)
    return follower is None or not _is_common_noun(surname) or _is_common_noun(follower[1])


def _is_like_surname(word: str) -> bool:
    """Tell «Торосова» from «Роследпереправы», a body's name that no dictionary has."""
    return ends_like_surname(word) or is_surname(word)


def _is_verb(word: str) -> bool:
    found = readings(word)
    return bool(found) and found[0].part == "VERB"


def _is_common_noun(word: str) -> bool:
    found = readings(word.lower())
    nouns = [one for one in found if one.part == "NOUN"]
    return bool(nouns) and nouns[0].known and not any("Surn" in one.traits for one in found)


def _declarations(text: str) -> Iterator[WrittenName]:
    """Yield the names that are in the nominative by their place on the line."""
    last: WrittenName | None = None
    for name in scan_names(text):
        chained = last is not None and _CHAINED.fullmatch(text, last.end, name.start)
        last = None
        start = _line_start(text, name.start)
        before, after = text[start : name.start], text[name.end : name.end + _LINE_SIZE].partition("\n")[0]
        if not may_be_nominative(name.surname) and not _is_labelled_man(name, before):
            continue
        if not _CLOSING.match(after) or _asks_something(after):
            continue
        if chained or _stands_free(text, start, before, after):
            yield name
            last = name


def _is_labelled_man(name: WrittenName, before: str) -> bool:
    """Tell «Председатель: Луговой А.А.» from the same ending of a woman's name in another case."""
    return name.surname.endswith("ой") and bool(_LABEL.match(before) and _SIGN_BEFORE.search(before))


def _stands_free(text: str, start: int, before: str, after: str) -> bool:
    """Tell whether what stands before a name on its line leaves it in the nominative."""
    if _HEARD.search(before) or _COMPOSED.search(before):
        return False
    if _OPENING.search(before) or _LABEL.match(before):
        return True
    if _TABBED.search(before) and not after.strip():
        return True
    return not after.strip() and bool(_LABEL.match(text[_line_before(text, start) : start].strip()))


def _line_before(text: str, start: int) -> int:
    end = len(text[max(0, start - _LINE_SIZE) : start].rstrip()) + max(0, start - _LINE_SIZE)
    return _line_start(text, end)


def _line_start(text: str, place: int) -> int:
    """Return where the line of a place begins, at most `_LINE_SIZE` signs before it."""
    nearest = max(0, place - _LINE_SIZE)
    return max(text.rfind("\n", nearest, place) + 1, nearest)


def _asks_something(after: str) -> bool:
    """Tell «Волнистой И.Г. – обеспечить …» from «Громова Т.И. – предложила …»."""
    word = _FIRST_WORD.search(after[:60])
    return word is not None and (word[0] == "до" or is_infinitive(word[0]))


def find_names(
    source: Source, start: int, end: int, *, registry: NameRegistry | None = None, case: Case | None = None
) -> list[Fact[str]]:
    """Return the names within [start, end) as «Фамилия И.О.», in order.

    `case` is the case in which they are known to stand; without it and without a declaration in the
    document a name stays in the form that is printed.
    """
    known = registry or NameRegistry.of(source)
    found = []
    for name in scan_names(fold_twins(source.text[start:end])):
        shown, sure, rule = known.resolve(name, case)
        found.append(Fact(shown, source.span(start + name.start, start + name.end), rule, sure))
    return found
