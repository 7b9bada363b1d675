"""The people at the top of a document: chair, secretary, those present, who approved it.

The top is read line by line. A label («Присутствовали:») opens a role, «от ⟨организация⟩» a body;
lines without names are groups («Инициаторы создания …», «6 человек»).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Fact, Role, Source
from .bodies import body_name
from .folding import fold_document
from .gates import holds_any
from .listed_groups import group_facts, is_group
from .mentions import NOTHING, Described, Mention, describe, mention
from .name_rows import around_names, described_by_cells, lines_of_head, surname_alone
from .names import NameRegistry, WrittenName, scan_names
from .party_facts import tidy
from .party_lexicon import (
    LABEL_ATTENDEES,
    LABEL_CHAIR,
    LABEL_DEPUTIES,
    LABEL_END,
    LABEL_SECRETARY,
    STAMP,
)
from .posts import Unit
from .word_readings import Case, fold_document_twins

_FROM = re.compile(r"от(?:\s*:\s*|\s+)(?=\S)")
_FROM_END = re.compile(r"\s+[–—-]+\s*|:\s*|\s*$")
_NOISE = re.compile(r"[\s*#•|]*(?:[0-9]{1,3}[.)]\s*)?[•*–—-]?\s*")
_LABEL_VALUE = re.compile(r"[^\S\n]*(?:на\s+[а-я]+и\s*)?[:.–—-]*[^\S\n]*\|?[^\S\n]*")
_TABLE_HEAD = re.compile(r"(?:№[^|]*\|\s*)?(?:участник|ф\.?\s?и\.?\s?о|фамилия|присутств)")
_LONGEST_HEAD = 60_000
_LONGEST_POST = 600
_SURE_OF_SURNAME = 0.6
_UNDER = re.compile(r"(?<![а-я])под\s{1,3}председательством\s{0,3}:?\s{1,3}")
_CHAIRED = "председательством"
_COMPOSED = re.compile(r"в\s{1,3}составе\s{0,3}:?\s{0,3}председательствующего\s{0,3}[:(-]?\s{0,3}")
_COMPOSITION = "в составе"
_APART = re.compile(r"\s*[,;:|(–—-]|\s{2}|\t|\n")
_REST = re.compile(r",?\s*(?:а также|и|,)\s+([а-яё][^.;\n]{5,300})")
_AT = re.compile(r"(?<![а-я])(?:совещани|заседани|встреч|планерк|приема?)[а-я]{0,2}\s{1,3}у\s{1,3}")
_MEETINGS = ("совещани", "заседани", "встреч", "планерк", "прием")
_LABEL_SIGN = re.compile("[:0-9№–—]")
_PRESENT = re.compile(r"(?<![а-я])(?:присутств|участв)")
_LABELS: tuple[tuple[re.Pattern[str], Role | None], ...] = (
    (STAMP, "signer"),
    (LABEL_CHAIR, "chair"),
    (LABEL_SECRETARY, "secretary"),
    (LABEL_END, None),
    (LABEL_ATTENDEES, "attendee"),
)


_ANY_LABEL = re.compile("|".join(pattern.pattern for pattern, _ in _LABELS))


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was present: people, groups without names as worded, and the bodies they came from."""

    people: tuple[Mention, ...] = ()
    groups: tuple[Fact[str], ...] = ()
    bodies: tuple[Unit, ...] = ()


def read_attendance(source: Source, start: int, end: int, registry: NameRegistry) -> Attendance:
    """Return the people and groups that the top of a document, [start, end), names."""
    reader = _AttendanceReader(source, registry)
    for begin, stop, gap in lines_of_head(source.text, start, min(end, start + _LONGEST_HEAD)):
        reader.take_line(begin, stop, after_gap=gap)
    return reader.finish()


class _AttendanceReader:
    """What is open while the lines go by: a role, a body, a post on a line of its own, a group."""

    def __init__(self, source: Source, registry: NameRegistry) -> None:
        self._source = source
        self._registry = registry
        self._role: Role | None = None
        self._case: Case = "nomn"
        self._body: Unit | None = None
        self._waiting: int | None = None
        self._last: WrittenName | None = None
        self._growing = False
        self._people: list[Mention] = []
        self._groups: list[tuple[int, int]] = []
        self._named_groups: list[Fact[str]] = []
        self._bodies: list[Unit] = []

    def finish(self) -> Attendance:
        """Return what the lines gave."""
        groups = [fact for start, end in self._groups for fact in group_facts(self._source, start, end)]
        ordered = sorted([*groups, *self._named_groups], key=lambda fact: fact.span)
        return Attendance(tuple(self._people), tuple(ordered), tuple(self._bodies))

    def take_line(self, start: int, end: int, *, after_gap: bool) -> None:
        """Read one line of the source at [start, end)."""
        noise = _NOISE.match(self._source.text, start, end)
        bulleted = bool(noise and noise.group().strip(" \t*|"))
        start = noise.end() if noise else start
        folded = fold_document(self._source.text)[start:end]
        under = _UNDER.search(folded) if _CHAIRED in folded else None
        if under:
            present = _PRESENT.search(folded, under.end())
            stop = start + present.start() if present else end
            self._open("chair", "gent")
            self._take_value(start + under.end(), stop, inline=True, after_gap=after_gap)
            if present:
                self.take_line(stop, end, after_gap=False)
            return
        composed = _COMPOSED.search(folded) if _COMPOSITION in folded else None
        if composed and (names := self._names(start + composed.end(), end)[:1]):
            self._open("chair", "gent")
            self._take_names(start + composed.end(), names[0].end, names)
            self._open(None)
            return
        at = _AT.search(folded) if holds_any(folded, _MEETINGS) else None
        if at:
            self._take_host(start + at.end(), end)
        labelled = self._label(folded)
        if labelled is not None:
            start += labelled
        elif self._role == "attendee" and (opened := _FROM.match(folded)):
            self._take_body(start + opened.end(), end)
            return
        if labelled and self._role == "attendee" and (opened := _FROM.match(folded, labelled)):
            self._take_body(start - labelled + opened.end(), end)
        elif self._role and self._source.text[start:end].strip():
            self._take_value(start, end, inline=labelled is not None, after_gap=after_gap or bulleted)

    def _take_host(self, start: int, end: int) -> None:
        """Read «совещания у Губернатора края Пчелинцева Г.Г.», whose name may stand on the next line."""
        text = self._source.text
        if not text.startswith("\n\n", end):
            following = text.find("\n", end + 1)
            end = following if following >= 0 else len(text)
        names = self._names(start, min(end, start + _LONGEST_POST))[:1]
        if names and not _LABEL_SIGN.search(text, start, names[0].start):
            self._open("chair", "gent")
            self._take_names(start, names[0].end, names)
            self._open(None)

    def _label(self, folded: str) -> int | None:
        """Open the role that a label announces; return how long the label is."""
        if _TABLE_HEAD.match(folded) and "|" in folded:
            self._open("attendee")
            return len(folded)
        if LABEL_DEPUTIES.match(folded):
            self._open("attendee")
            return 0
        for pattern, role in _LABELS if _ANY_LABEL.match(folded) else ():
            match = pattern.match(folded)
            if match and not (role == "signer" and len(folded) > 40):
                self._open(role)
                value = _LABEL_VALUE.match(folded, match.end())
                return value.end() if value else match.end()
        return None

    def _open(self, role: Role | None, case: Case = "nomn") -> None:
        self._role, self._case, self._body, self._waiting = role, case, None, None
        self._last, self._growing = None, False

    # --- bodies ---------------------------------------------------------------------------------

    def _take_body(self, start: int, end: int) -> None:
        """Read «от ⟨организация⟩», perhaps with names or a number of people behind a dash."""
        text = self._source.text
        match = _FROM_END.search(text, start, end)
        stop = match.start() if match else end
        name = body_name(text[start:stop], "gent")
        names = self._names(stop, end)
        if not names and text[match.end() if match else end : end].strip():
            value = tidy(f"{name}{text[stop:end]}")
            self._named_groups.append(Fact(value, self._source.span(start, end), "attendees.group", 0.8))
            return
        self._body = Unit(name, start, stop)
        self._bodies.append(self._body)
        if names:
            self._take_names(match.end() if match else stop, end, names)

    # --- people ---------------------------------------------------------------------------------

    def _names(self, start: int, end: int) -> list[WrittenName]:
        text = fold_document_twins(self._source.text)[start:end]
        return [one.moved(start) for one in scan_names(text)]

    def _take_value(self, start: int, end: int, *, inline: bool, after_gap: bool) -> None:
        names = self._names(start, end)
        if not names and self._role not in {None, "attendee"}:
            names = surname_alone(self._source.text, start, end)
        if self._waiting is not None and start - self._waiting > _LONGEST_POST:
            self._waiting = None
        if names and "|" in self._source.text[start:end]:
            self._take_cells(start, end, names[0])
        elif names:
            self._take_names(self._described_from(start, names[0], after_gap=after_gap), end, names)
        if names:
            self._waiting = None
            self._growing = False
            if self._role != "attendee":
                self._role = None
        elif self._role != "attendee":
            self._waiting = start if self._waiting is None else self._waiting
        elif not self._goes_on_with_post(start, end, after_gap=after_gap or inline):
            self._take_group(start, end, inline=inline, after_gap=after_gap)

    def _described_from(self, start: int, name: WrittenName, *, after_gap: bool) -> int:
        """Return where the words before a name begin: perhaps on the lines above, which seemed a group."""
        if self._waiting is not None:
            return self._waiting
        if after_gap or not self._growing or not self._groups:
            return start
        above = self._groups[-1][0]
        if describe(self._source, above, name.start).post is None:
            return start
        self._groups.pop()
        return above

    def _goes_on_with_post(self, start: int, end: int, *, after_gap: bool) -> bool:
        """Take a line in small letters that goes on with the post of the person above."""
        if after_gap or self._growing or self._last is None or not self._source.text[start].islower():
            return False
        said = describe(self._source, self._last.end, end, (self._case,))
        if said.post is None:
            return False
        self._people[-1] = self._mention(self._last, said.apart())
        return True

    def _take_cells(self, start: int, end: int, name: WrittenName) -> None:
        """Add the person of a table's row: the other cells name the post and the body."""
        said = described_by_cells(self._source, start, end, name)
        self._people.append(self._mention(name, said.apart()))
        self._last = None

    def _take_names(self, start: int, end: int, names: list[WrittenName]) -> None:
        """Add the names of a line, each with what stands beside it."""
        edges = around_names(self._source.text, start, end, names)
        for name, (begin, stop) in zip(names, edges, strict=True):
            before = describe(self._source, begin, name.start, (self._case,))
            behind = self._behind(name.end, stop)
            said = before if before != NOTHING else behind.apart()
            self._people.append(self._mention(name, said))
            self._last = name if behind != NOTHING and before == NOTHING else None
        self._take_rest(names[-1].end, end)

    def _behind(self, start: int, end: int) -> Described:
        """Return what follows a name behind a sign or a gap; a new sentence says nothing of the person."""
        apart = _APART.match(self._source.text, start, end)
        return describe(self._source, start, end, (self._case,)) if apart else NOTHING

    def _take_rest(self, start: int, end: int) -> None:
        """Take the group that ends a row of names: «…, представители подрядчика»."""
        match = _REST.match(self._source.text, start, end)
        if match and is_group(match[1]):
            self._groups.append(match.span(1))

    def _mention(self, name: WrittenName, said: Described) -> Mention:
        if said.organisation is None and self._body is not None:
            said = said._replace(organisation=self._body)
        shown, sure, rule = self._registry.resolve(name, self._case)
        resolved = shown.strip(), sure if name.initials else min(sure, _SURE_OF_SURNAME), rule
        return mention(self._source, name, resolved, said, self._role or "attendee")

    # --- groups ---------------------------------------------------------------------------------

    def _take_group(self, start: int, end: int, *, inline: bool, after_gap: bool) -> None:
        """Open a group, or go on with the one whose words the line continues."""
        if self._opens_body(start, end):
            return
        begins = self._source.text[start : start + 1]
        if self._growing and not inline and begins.islower():
            self._groups[-1] = (self._groups[-1][0], end)
        elif (
            inline or after_gap or begins.isupper() or self._groups or is_group(self._source.text[start:end])
        ):
            self._groups.append((start, end))
            self._growing = True
        self._body = None

    def _opens_body(self, start: int, end: int) -> bool:
        """Take «АО «Оси»:», whom the people below come from; a heading without a body names no group."""
        words = self._source.text[start:end].rstrip()
        if not words.endswith(":"):
            return False
        self._body = describe(self._source, start, start + len(words) - 1).organisation
        if self._body:
            self._bodies.append(self._body)
        return True
