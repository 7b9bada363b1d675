"""Groups among those present: «Инициаторы создания …», «представители подрядчика», «6 человек»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Fact, Source
from .morphology import WORD, find_agreement
from .party_facts import tidy
from .party_lexicon import POSTS
from .word_readings import lemmas

_NEXT_POST = re.compile(r",\s+(?=[а-яё]+)")
_FULL_STOP = re.compile(r"(?<![ .\d]г)(?<!гг)(?<!чел)\.")


def is_group(words: str) -> bool:
    """Tell whether words begin with people in the plural: «представители подрядчика»."""
    run = tuple(WORD.findall(words[:200])[:4])
    found = find_agreement(run, "nomn")
    return found is not None and found.reading.number == "plur" and bool(lemmas(run[found.head]) & POSTS)


def group_facts(source: Source, start: int, end: int) -> Iterator[Fact[str]]:
    """Yield a group, or several that one line lists («заместители директора, начальники»)."""
    text = source.text[start:end]
    cuts = [0]
    for match in _NEXT_POST.finditer(text):
        word = re.match("[а-яё-]+", text[match.end() :])
        if (
            word
            and lemmas(word.group()) & POSTS
            and text[: match.start()].count("(") == text[: match.start()].count(")")
        ):
            cuts.append(match.end())
    for begin, stop in zip(cuts, [*cuts[1:], len(text)], strict=True):
        words = text[begin:stop].rstrip(" ,;\n\t")
        words = words[:-1] if _FULL_STOP.match(words, len(words) - 1) else words
        if words:
            span = source.span(start + begin, start + begin + len(words))
            shown = tidy(words) + ("." if words.endswith(".") else "")
            yield Fact(shown[:1].upper() + shown[1:], span, "attendees.group", 0.8)
