"""Party facts out of tokens: the name in the nominative, its kind, and what a class is known by."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model import Fact, Party, PartyKind, Source, Span
from .hyphenation import whole_words
from .morphology import WORD, capitalised, find_agreement, is_acting, to_nominative, uncapitalised
from .names import NameRegistry, WrittenName, scan_names
from .noun_groups import Group
from .party_lexicon import BODIES, BRACKETS_JOINT, POSTS
from .phrase_tokens import Token
from .surnames import ends_like_surname, may_be_nominative
from .word_readings import Case, Reading, fold_twins, is_abbreviation, is_known, is_surname, lemmas

_EVERYONE = re.compile(r"(?:все|каждый|каждая|каждое|иные|другие|остальные)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_CONJUNCT = re.compile(r"\s+(?:и|или|а также)\s+|[,;]\s+")
_BROKEN_HYPHEN = re.compile(r"(?<=[а-яё])- (?=[а-яё])")
_LOOSE_SIGNS = (("( ", "("), ("« ", "«"), (" )", ")"), (" »", "»"))
_QUOTED = re.compile("«[^»]*»")


def tidy(words: str) -> str:
    """Return the words of a name with single spaces, none inside brackets or broken hyphens."""
    text = " ".join(words.split()).strip(" ,;:.|")
    if "- " in text:
        text = _BROKEN_HYPHEN.sub("-", text)
    for loose, close in _LOOSE_SIGNS:
        text = text.replace(loose, close)
    return text


@lru_cache(maxsize=4096)
def class_head(name: str) -> str:
    """Return what a class is recognised by: the first conjunct, no brackets, no «все», small letters."""
    bare = _EVERYONE.sub("", _BRACKETS.sub("", name), count=1)
    hidden = _QUOTED.sub(lambda match: "·" * len(match.group()), bare)
    cut = _CONJUNCT.search(hidden)
    return bare[: cut.start() if cut else None].strip().lower()


class PartyMaker:
    """Makes the facts of one stretch of a source that begins at `start`."""

    def __init__(self, source: Source, start: int, registry: NameRegistry) -> None:
        self._source = source
        self._start = start
        self._registry = registry

    def person(self, token: Token, case: Case | None, post: str | None = None) -> Fact[Party]:
        """Return a person by a name token."""
        name = token.name or WrittenName(token.text, "", token.start, token.end)
        shown, sure, rule = self._registry.resolve(name, case)
        party = Party(shown, "person", post=post)
        return Fact(party, self._span(token.start, token.end), rule, sure)

    def holder(self, tokens: tuple[Token, ...], group: Group, name: Token) -> Fact[Party]:
        """Return a person whose post stands before the name («казначею Полуночниковой З.А.»)."""
        words = self._words(tokens, group)
        post = uncapitalised(to_nominative(words, group.case) or words)
        fact = self.person(name, group.case, post)
        return Fact(fact.value, self._span(tokens[group.start].start, name.end), fact.rule, fact.confidence)

    def group(self, tokens: tuple[Token, ...], group: Group) -> Fact[Party]:
        """Return a body, a class or a post by its noun group."""
        words = self._words(tokens, group)
        name = to_nominative(words, group.case) if group.head else None
        if group.head:
            kind = _kind(group.noun.text, group.head.reading)
        else:
            kind = "post" if is_acting(words) else "body"
        shown = name or words
        if kind == "person" and group.end == group.start + 1:
            return self._surname(tokens[group.start], group.case)
        if group.case in {"datv", "accs", "nomn"}:
            shown = capitalised(shown)
        party = Party(shown, kind, head=class_head(shown) if kind == "class" else None)
        rule = "party.by-case" if name else "party.as-printed"
        span = self._span(tokens[group.start].start, tokens[group.end - 1].end)
        return Fact(party, span, rule, 0.95 if name else 0.8)

    def _surname(self, token: Token, case: Case) -> Fact[Party]:
        """Return a person by a surname alone, with the initials that the document gives elsewhere."""
        shown, sure, rule = self._registry.resolve(WrittenName(token.text, "", token.start, token.end), case)
        return Fact(Party(shown.rstrip(), "person"), self._span(token.start, token.end), rule, min(sure, 0.8))

    def listed_person(self, begin: int, item: str, name: WrittenName) -> Fact[Party]:
        """Return a person of a list; words before the name in its item are the post.

        `begin` is the item's offset in the stretch, the name's offsets are the item's own.
        """
        case: Case = "nomn" if may_be_nominative(name.surname) else "datv"
        post = tidy(item[: name.start]).strip(" –—-") or _post_behind(item[name.end :])
        shown, sure, rule = self._registry.resolve(name, case)
        start = begin + (0 if item[: name.start].strip() else name.start)
        party = Party(
            shown, "person", post=uncapitalised(to_nominative(post, case) or post) if post else None
        )
        return Fact(party, self._span(start, begin + name.end), rule, sure)

    def named(
        self, begin: int, end: int, words: str, cases: tuple[Case, ...] = ("nomn", "datv")
    ) -> Fact[Party]:
        """Return a body, class or post by its words alone, in the first of the cases that they fit."""
        run = tuple(WORD.findall(words)[:8])
        for case in () if run and is_abbreviation(run[0]) and not is_known(run[0]) else cases:
            agreement = find_agreement(run, case)
            if agreement is None:
                continue
            shown = capitalised(words if case == "nomn" else to_nominative(words, case) or words)
            kind = _kind(run[agreement.head], agreement.reading)
            party = Party(shown, kind, head=class_head(shown) if kind == "class" else None)
            return Fact(party, self._span(begin, end), "party.listed", 0.9)
        return Fact(Party(capitalised(words), "body"), self._span(begin, end), "party.as-printed", 0.7)

    def people(self, remarks: tuple[Token, ...]) -> list[Fact[Party]]:
        """Return the people whom remarks in brackets name; they stand in the nominative or the dative."""
        found = []
        for remark in remarks:
            names = list(scan_names(fold_twins(remark.text))) or _bare_surname(remark.text)
            for name in names:
                case = self._registry.case_in_brackets(name)
                shown, sure, rule = self._registry.resolve(name, case)
                span = self._span(remark.start + name.start, remark.start + name.end)
                found.append(Fact(Party(shown, "person"), span, rule, sure))
        return found

    def is_joint(self, remarks: tuple[Token, ...]) -> bool:
        """Tell whether a remark makes its body a joint performer («(соисполнитель)»)."""
        return any(BRACKETS_JOINT.match(one.folded.strip("( ")) for one in remarks)

    def _words(self, tokens: tuple[Token, ...], group: Group) -> str:
        begin, end = tokens[group.start].start, tokens[group.end - 1].end
        return tidy(whole_words(fold_twins(self._source.text[self._start + begin : self._start + end])))

    def _span(self, begin: int, end: int) -> Span:
        return self._source.span(self._start + begin, self._start + end)


def _bare_surname(bracket: str) -> list[WrittenName]:
    """Return a surname that stands in brackets alone, without initials."""
    word = bracket.strip("() ")
    start = bracket.index(word)
    named = word.isalpha() and (is_surname(word) or ends_like_surname(word))
    return [WrittenName(word, "", start, start + len(word))] if named else []


def _post_behind(words: str) -> str | None:
    """Return the post that follows a name and a dash («– заведующий складом»)."""
    match = re.match(r"\s*[–—-]\s*([а-яё][^()|;\n]{2,200})", words)
    first = match and WORD.match(match[1])
    return tidy(match[1]) if match and first and lemmas(first.group()) & POSTS else None


def _kind(word: str, reading: Reading) -> PartyKind:
    if reading.number == "plur" and not reading.traits & {"Fixd", "Pltm"}:
        return "class"
    head = lemmas(word)
    if head & BODIES:
        return "body"
    if "Surn" in reading.traits and word[0].isupper() and not head & POSTS:
        return "person"
    return "post" if head & POSTS or reading.animate or reading.part != "NOUN" else "body"
