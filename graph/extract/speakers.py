"""Who spoke to a question: «Заслушав выступление ⟨должность⟩ ⟨Фамилия⟩», «(Соколов А.С.)», «СЛУШАЛИ:»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..model import Source
from .folding import fold
from .mentions import NOTHING, Described, Mention, describe, mention, with_item
from .morphology import Case
from .names import NameRegistry, WrittenName, scan_names
from .party_lexicon import HEARD, HEARD_WHAT
from .word_readings import fold_twins

_LONGEST_PASSAGE = 20_000
_LONGEST_POST = 900
_BRACKETED = re.compile(r"^[ \t]*\(([^()\n]{3,300})\)[ \t.]*$", re.MULTILINE)
_LINE_START = re.compile(r"(?:^|\n)[ \t]*(?:[0-9]{1,2}[.)][ \t]*|[•*–—-][ \t]*)?$")
_SAYS = re.compile(r"[ \t]*(?:\([^()\n]{1,200}\))?[ \t]*[–—:-]")
_ROW = re.compile(r"\s*(?:,|и|,\s*и)\s+")
_ACTIVE = re.compile("выступ|доклад|содоклад")


def read_speakers(
    source: Source, start: int, end: int, item: str | None, registry: NameRegistry
) -> list[Mention]:
    """Return who spoke in the passage [start, end) of a question, each once, in order."""
    end = min(end, start + _LONGEST_PASSAGE)
    found: dict[str, Mention] = {}
    for one in sorted(_mentions(source, start, end, registry), key=lambda one: one.person.span.end):
        known = found.get(one.person.value.name)
        if known is None or (known.person.value.post is None and one.person.value.post):
            found[one.person.value.name] = one
    return [with_item(one, item) for one in found.values()]


def _mentions(source: Source, start: int, end: int, registry: NameRegistry) -> Iterator[Mention]:
    text = fold_twins(source.text[start:end])
    names = [replace(one, start=one.start + start, end=one.end + start) for one in scan_names(text)]
    brackets = [(start + match.start(1), start + match.end(1)) for match in _BRACKETED.finditer(text)]
    for name in names:
        if any(low <= name.start < high for low, high in brackets) or _says_something(
            source, name, start, end
        ):
            yield mention(source, name, registry.resolve(name, "nomn"), NOTHING, "speaker")
    yield from _heard(source, start, end, names, registry)


def _says_something(source: Source, name: WrittenName, start: int, end: int) -> bool:
    """Tell «Громова Т.И. – предложила …» on a line of its own."""
    before = source.text[max(start, name.start - 12) : name.start]
    return bool(_LINE_START.search(before) and _SAYS.match(source.text, name.end, end))


def _heard(
    source: Source, start: int, end: int, names: list[WrittenName], registry: NameRegistry
) -> Iterator[Mention]:
    """Yield the speakers behind «Заслушав …», «СЛУШАЛИ: …», «Докладчик – …»."""
    for marker in HEARD.finditer(fold(source.text[start:end])):
        what = HEARD_WHAT.match(source.text, start + marker.end(), end)
        begin = place = what.end() if what else start + marker.end()
        for name in (one for one in names if one.start >= begin):
            said = _said(source, place, name, first=place == begin)
            if said is None:
                break
            case = "nomn" if _ACTIVE.match(marker.group()) else heard_case(name.surname)
            yield mention(source, name, registry.resolve(name, case), said, "speaker")
            row = _ROW.match(source.text, name.end, end)
            if row is None:
                break
            place = row.end()


def _said(source: Source, place: int, name: WrittenName, *, first: bool) -> Described | None:
    """Return the post between a place and a name; None where other words stand there."""
    words = source.text[place : name.start]
    if not words.strip(" \n\t\xa0–—-:,"):
        return NOTHING
    if len(words) > _LONGEST_POST or re.search(r"[.!?]\s+[А-ЯЁ]|\n\s*\n", words):
        return None
    said = describe(source, place, name.start, ("gent", "accs", "nomn", "ablt"))
    known = said.post is not None and (said.organisation or said.units or first)
    return said if known or said.organisation else None


def heard_case(surname: str) -> Case:
    """Return the case of a surname behind «слушали»: accusative, genitive, or by mistake nominative."""
    low = surname.lower()
    if low.endswith(("у", "ю")):
        return "accs"
    return "gent" if low.endswith(("ой", "ей", "а", "я", "ы", "и", "ого", "его")) else "nomn"
