"""Reading a document line by line: head, agenda, sections, talk, decisions, signature, tail."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .enumerations import split_enumeration
from .headings import (
    Zone,
    agenda_heading,
    block_heading,
    decision_heading,
    is_speaker,
    is_topic,
    prose_heading,
    question_heading,
    roman_heading,
    skip_hashes,
    tail_heading,
    vote_line,
)
from .labels import Label, line_labels
from .lines import Line, split_lines
from .numbering import Marker, read_marker, roman_value
from .points import Node, PointTree, RawPoint, Stretch
from .sentences import has_infinitive, sentence_end
from .signature import signature_end
from .tables import Row, is_card_row, read_cards, read_rows, table_columns
from .verbs import is_infinitive
from .votes import is_rejected

_FAR = 40
_NEAR = 8
_SPEECH = re.compile(r"(?:[0-9]{1,3}\.?\s{0,4})?(?:слуша|заслуш|рассмотр|обсуд|обсужд)")
_AGENDA_NOISE = re.compile(r"докла|содокла|сообщ|информир|\(")
_FINISHED = re.compile(r"[.;:!?»)\]>]$")
_NAMES_ONLY = re.compile(
    r"(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s{1,3}[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)"
    r"(?:\s{0,3}[,;]\s{0,3}|\s{0,3}$|\s{1,3}и\s{1,3}|\s{0,3}\([^()]{1,60}\)[,;.]?$|\.$)"
)
_DIRECTIVE = re.compile(
    r"контроль|поручить|рекоменд|предлож|предлага|просить|настоящ|утвердить|признать|принять|информацию|снять|считать"
    r"|обязать|возложить|ответственным|общий контроль"
)
_DATIVE = re.compile(r"[а-я-]+(?:ам|ям|ому|ему|ой|у|ю|е|и)(?![а-я])")
_WORD = re.compile(r"[а-я-]+")
_NEW_WORDING = re.compile(
    r"(?:редакции|содержания|пунктом [0-9.]{1,8}|пунктами [0-9., и-]{1,30})\s{0,3}:?\s{0,3}$"
)
_QUOTED_LINES = 80


@dataclass(frozen=True, slots=True)
class Section:
    """One question: its path (None for an unnumbered one), its place, title and first offset."""

    path: str | None
    position: int
    title: Stretch | None
    start: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of what was said or of a speaker's name, and the path of its section."""

    start: int
    end: int
    section: str | None


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a document in the order of the text.

    `head` ends where the first agenda, talk, section or decision begins. `announced` says that a
    heading announced decisions. `leftovers` are lines among the decisions that belong to none.
    """

    lines: tuple[Line, ...]
    head: Stretch
    points: tuple[RawPoint, ...]
    sections: tuple[Section, ...] = ()
    agenda: tuple[Section, ...] = ()
    talks: tuple[Passage, ...] = ()
    speakers: tuple[Passage, ...] = ()
    signature: Stretch | None = None
    leftovers: tuple[Stretch, ...] = ()
    announced: bool = False


def read_outline(text: str, folded: str, *, may_imply: bool = True) -> Outline:
    """Return a document's parts; without a heading of decisions its first list is taken (`may_imply`)."""
    lines = split_lines(text)
    outline = _Walker(text, folded, lines, implied=False).walk()
    if outline.points or outline.announced or not may_imply:
        return outline
    implied = _Walker(text, folded, lines, implied=True).walk()
    return implied if implied.points else outline


class _Walker:
    """Goes through the lines once; each handler takes some lines or leaves them to the next one."""

    def __init__(self, text: str, folded: str, lines: list[Line], *, implied: bool) -> None:
        self.text, self.folded, self.lines, self.implied = text, folded, lines, implied
        self.tree = PointTree(text, folded)
        self.zone: Zone = "head"
        self.index = 0
        self.head_end: int | None = None
        self.announced = False
        self.sections: list[Section] = []
        self.agenda: list[Section] = []
        self.talks: list[Passage] = []
        self.speakers: list[Passage] = []
        self.leftovers: list[Stretch] = []
        self.signature: Stretch | None = None
        self.voted = 0
        self.ballot: tuple[list[Node], str] | None = None
        self.quote_lines = 0
        self.columns: tuple[object, ...] = ()

    def walk(self) -> Outline:
        """Read all lines and return what they make."""
        steps: tuple[Callable[[Line], int], ...] = (
            self._quotation,
            self._table,
            self._tail,
            self._section,
            self._decisions,
            self._vote,
            self._agenda_line,
            self._prose,
            self._signed,
            self._content,
        )
        while self.index < len(self.lines):
            line = self.lines[self.index]
            taken = next((count for step in steps if (count := step(line))), 1)
            self.index += taken
        end = self.head_end if self.head_end is not None else len(self.text)
        return Outline(
            tuple(self.lines),
            (0, end),
            tuple(self.tree.points()),
            tuple(self.sections),
            tuple(self.agenda),
            tuple(self.talks),
            tuple(self.speakers),
            self.signature,
            tuple(self.leftovers),
            self.announced,
        )

    def _enter(self, zone: Zone, start: int) -> None:
        if self.head_end is None:
            self.head_end = start
        self.zone = zone

    # --- quotations and tables ------------------------------------------------------------------

    def _quotation(self, line: Line) -> int:
        """Take the lines of a new wording in quotation marks into the point that gives it."""
        node = self.tree.current
        if self.zone != "decisions" or not node or not node.bodies or line.cells:
            return 0
        start, end = node.bodies[-1]
        if not self.quote_lines and not self._opens_quotation(start, end, line):
            return 0
        marker = read_marker(self.text, self.folded, line.start, line.end)
        closed = self.folded[max(start, end - 3) : end].rstrip(" .;").endswith(("»", '"'))
        balanced = self.quote_lines and self._open_marks(start, end) <= 0
        if balanced or (closed and marker and self._is_expected(marker)) or self.quote_lines > _QUOTED_LINES:
            self.quote_lines = 0
            return 0
        self.quote_lines += 1
        self.tree.extend(line.start, line.end)
        return 1

    def _opens_quotation(self, start: int, end: int, line: Line) -> bool:
        if _NEW_WORDING.search(self.folded, max(start, end - 60), end):
            return self.text[line.start] in '«"„“'
        if self._open_marks(start, end) <= 0:
            return False
        opening = self.folded.rfind("«", start, end)
        return bool(_NEW_WORDING.search(self.folded, max(start, opening - 60), opening))

    def _open_marks(self, start: int, end: int) -> int:
        opened = self.text.count("«", start, end) - self.text.count("»", start, end)
        return opened or self.folded.count('"', start, end) % 2

    def _table(self, line: Line) -> int:
        if len(line.cells) < 2 or self.zone in ("agenda", "tail"):
            return 0
        rows = self._rows_from(self.index)
        if is_card_row(self.folded, line):
            return self._take_rows(list(read_cards(self.text, self.folded, rows)), rows)
        columns = table_columns(self.folded, line)
        if columns:
            self.columns = columns
            body = next((k for k, row in enumerate(rows[1:], 1) if is_card_row(self.folded, row)), len(rows))
            found = list(read_rows(self.folded, columns, rows[1:body]))
            return self._take_rows(found, rows[:body])
        if self.zone == "decisions" and signature_end(self.text, self.folded, self.lines, self.index):
            return 0
        return 1 if self.zone != "head" or self.tree.roots else 0

    def _rows_from(self, index: int) -> list[Line]:
        stop = index
        while stop < len(self.lines) and len(self.lines[stop].cells) > 1:
            if stop > index and signature_end(self.text, self.folded, self.lines, stop):
                break
            stop += 1
        return self.lines[index:stop]

    def _take_rows(self, rows: Sequence[Row], lines: Sequence[Line]) -> int:
        if rows:
            self._enter("decisions", lines[0].start)
            self.announced = True
        for row in rows:
            self.tree.add_row(row.marker, row.body, row.labels, row.end)
        return len(lines)

    # --- headings -------------------------------------------------------------------------------

    def _tail(self, line: Line) -> int:
        if self.zone == "tail":
            return 1
        seen = self.tree.roots or self.announced
        if seen and not line.cells and tail_heading(self.folded, line.start, line.end):
            self.zone = "tail"
            return 1
        return 0

    def _section(self, line: Line) -> int:
        if line.cells:
            return 0
        return (
            self._roman(line)
            or self._question(line)
            or self._numbered(line)
            or self._block(line)
            or self._topic(line)
        )

    def _roman(self, line: Line) -> int:
        found = roman_heading(self.text, line.start, line.end)
        if not found:
            return 0
        roman, title = found
        if self.zone == "agenda" and not (roman == "I" and self.agenda):
            return self._note_agenda(roman, title, line)
        if self.zone == "decisions" and not self._follows(roman_value(roman)):
            return 0
        return self._open(roman, title, line)

    def _follows(self, value: int) -> bool:
        """Tell whether a Roman number goes on from the last section, one or two left out."""
        last = next((roman_value(one.path) for one in reversed(self.sections) if _is_roman(one.path)), 0)
        return value == 1 or last < value <= last + 3

    def _question(self, line: Line) -> int:
        start = skip_hashes(self.folded, line.start, line.end)
        marker = read_marker(self.text, self.folded, start, line.end)
        begin = marker.end if marker and marker.style == "number" else start
        found = question_heading(self.folded, begin, line.end)
        if not found or (self.zone == "head" and not self._is_body_ahead()):
            return 0
        ordinal = self._true_ordinal(found.ordinal)
        path = str(ordinal)
        title = self._agenda_title(ordinal)
        rest = found.rest
        if rest < line.end and is_topic(self.folded, rest, line.end):
            return self._open(path, rest, line)
        if self._current_path() != path or self.zone == "agenda":
            self._begin_section(path, title, line.start)
        if rest < line.end:
            self.lines[self.index] = replace(line, start=rest)
            return self._rest_of_heading(self.lines[self.index])
        return 1

    def _rest_of_heading(self, line: Line) -> int:
        for step in (self._decisions, self._vote, self._prose, self._content):
            count = step(line)
            if count:
                return count
        return 1

    def _true_ordinal(self, ordinal: int) -> int:
        """Return a question's place: the printed ordinal may repeat one that was dealt with."""
        used = [int(one.path) for one in self.sections if one.path and one.path.isdecimal()]
        decided = {root.section for root in self.tree.roots}
        if str(ordinal) in decided and self._current_path() != str(ordinal):
            return max(used, default=0) + 1
        if str(ordinal) in decided and self.zone == "talk" and not self._may_reopen():
            return max(used, default=0) + 1
        if ordinal > max(used, default=0) + 1 and ordinal > len(self.agenda):
            return max(used, default=0) + 1
        return ordinal

    def _may_reopen(self) -> bool:
        return self.zone == "decisions"

    def _numbered(self, line: Line) -> int:
        start = skip_hashes(self.folded, line.start, line.end)
        marker = read_marker(self.text, self.folded, start, line.end)
        if not marker or marker.style not in ("number", "bare", "bracket") or len(marker.parts) != 1:
            return 0
        if self.zone == "agenda" and not (marker.ordinal == 1 and self.agenda):
            return 0
        if _SPEECH.match(self.folded, marker.end, line.end) and prose_heading(
            self.folded, marker.end, line.end
        ):
            return self._numbered_speech(marker, line)
        if not self._is_question(marker, line):
            return 0
        return self._open(marker.label, marker.end, line)

    def _numbered_speech(self, marker: Marker, line: Line) -> int:
        current = self._current_path()
        decided = any(root.section == current for root in self.tree.roots[-1:])
        if current is None or decided:
            self._begin_section(marker.label, self._agenda_title(marker.ordinal), line.start)
        self.lines[self.index] = replace(line, start=marker.end)
        return self._prose(self.lines[self.index])

    def _is_question(self, marker: Marker, line: Line) -> bool:
        title = self._agenda_title(marker.ordinal)
        if title and self._same_words(title, (marker.end, line.end)):
            return True
        if not is_topic(self.folded, marker.end, line.end):
            return False
        if self.zone == "decisions" and self._precedes_subpoint(marker):
            return True
        return self._talk_ahead(self.index + 1)

    def _precedes_subpoint(self, marker: Marker) -> bool:
        following = self.lines[self.index + 1 : self.index + 3]
        markers = [read_marker(self.text, self.folded, one.start, one.end) for one in following]
        return any(one and one.parts[:-1] == marker.parts for one in markers)

    def _same_words(self, one: Stretch, other: Stretch) -> bool:
        left, right = (_letters(self.folded[a : min(b, a + 400)]) for a, b in (one, other))
        shorter = min(len(left), len(right), 60)
        return shorter > 3 and left[:shorter] == right[:shorter]

    def _block(self, line: Line) -> int:
        if self.zone in ("agenda", "head") and not self._is_body_ahead():
            return 0
        found = block_heading(self.text, self.folded, line.start, line.end)
        if not found or read_marker(self.text, self.folded, line.start, line.end):
            return 0
        path, title = found
        if decision_heading(self.text, self.folded, title, line.end, zone=self.zone) is not None:
            return 0
        return self._open(path, title, line) if not prose_heading(self.folded, title, line.end) else 0

    def _topic(self, line: Line) -> int:
        if not self.text[line.start].isupper() or self.zone == "agenda":
            return 0
        if not is_topic(self.folded, line.start, line.end) or self._is_wrapped(line):
            return 0
        ahead = self._talk_ahead(self.index + 1)
        if self.zone != "decisions" and not ahead:
            return 0
        if self.zone == "decisions" and not ahead and not self._is_bare_heading(line):
            return 0
        return self._open(None, line.start, line)

    def _is_bare_heading(self, line: Line) -> bool:
        """Tell an unnumbered heading among the decisions from a decision: no full stop, orders below."""
        following = self.lines[self.index + 1 : self.index + 2]
        if self.text[line.end - 1] in ".;," or not following:
            return False
        return not line_labels(self.text, self.folded, following[0].start, following[0].end)

    def _open(self, path: str | None, title: int, line: Line) -> int:
        """Open a section whose title begins in this line and may go on in the next ones."""
        last = self.index
        while last + 1 < len(self.lines) and self._continues_title(self.lines[last], self.lines[last + 1]):
            last += 1
        self._begin_section(path, (title, self.lines[last].end), line.start)
        decided = self.zone == "decisions" and not self._talk_ahead(last + 1)
        self.zone = "decisions" if decided or (self.implied and self.zone != "head") else "talk"
        if self.implied and not self._talk_ahead(last + 1):
            self.zone = "decisions"
        return last + 1 - self.index

    def _continues_title(self, line: Line, following: Line) -> bool:
        if following.gap or following.cells:
            return False
        start, end = following.start, following.end
        if is_speaker(self.folded, start, end) or prose_heading(self.folded, start, end):
            return False
        if decision_heading(self.text, self.folded, start, end, zone="talk") is not None:
            return False
        if read_marker(self.text, self.folded, start, end) or vote_line(self.folded, start, end):
            return False
        return not (self.text[line.end - 1] == "." and self.text[start].isupper())

    def _begin_section(self, path: str | None, title: Stretch | None, start: int) -> None:
        self._enter("talk" if self.zone != "decisions" else "decisions", start)
        position = 1 + sum(1 for one in self.sections if one.path is not None)
        self.sections.append(Section(path, position, title, start))
        self.tree.open_section(path)
        self.voted = len(self.tree.roots)
        self.ballot = None

    def _current_path(self) -> str | None:
        return self.sections[-1].path if self.sections else None

    def _decisions(self, line: Line) -> int:
        if line.cells and len(line.cells) > 1:
            return 0
        start = skip_hashes(self.folded, line.start, line.end)
        begin = decision_heading(self.text, self.folded, start, line.end, zone=self.zone)
        if begin is None or (self.zone == "head" and not self.announced and self._is_title(line)):
            return 0
        self._note_talk(line)
        marker = read_marker(self.text, self.folded, start, line.end)
        if marker and marker.style == "number" and len(marker.parts) == 1:
            self._section_of_decisions(marker, line)
        self._enter("decisions", line.start)
        self.announced = True
        self.tree.open_zone()
        self.voted = len(self.tree.roots)
        self.ballot = None
        if begin < line.end:
            return self._content(replace(line, start=begin, gap=True))
        return 1

    def _is_title(self, line: Line) -> bool:
        """Tell a title «РЕШЕНИЕ» or «ПЕРЕЧЕНЬ ПОРУЧЕНИЙ» at the top from a heading of decisions."""
        return self.index < 3 and self.folded[line.end - 1] != ":"

    def _section_of_decisions(self, marker: Marker, line: Line) -> None:
        current = self._current_path()
        decided = any(root.section == current for root in self.tree.roots[-1:])
        if (current is None or decided) and current != marker.label:
            self._begin_section(marker.label, self._agenda_title(marker.ordinal), line.start)

    # --- agenda, talk, votes, signature -----------------------------------------------------------

    def _agenda_line(self, line: Line) -> int:
        if self.zone == "agenda":
            return self._agenda_item(line)
        start = skip_hashes(self.folded, line.start, line.end)
        if self.zone == "head" and agenda_heading(self.folded, start, line.end):
            self._enter("agenda", line.start)
            return 1
        return 0

    def _agenda_item(self, line: Line) -> int:
        if prose_heading(self.folded, line.start, line.end) and not _AGENDA_NOISE.match(
            self.folded, line.start
        ):
            return 0
        marker = read_marker(self.text, self.folded, line.start, line.end)
        if marker and marker.is_list_number:
            return self._note_agenda(marker.label, marker.end, line)
        if not self.agenda and is_topic(self.folded, line.start, line.end):
            return self._note_agenda("", line.start, line)
        return 1

    def _note_agenda(self, label: str, title: int, line: Line) -> int:
        self.agenda.append(Section(label or None, len(self.agenda) + 1, (title, line.end), line.start))
        return 1

    def _agenda_title(self, ordinal: int) -> Stretch | None:
        return self.agenda[ordinal - 1].title if 0 < ordinal <= len(self.agenda) else None

    def _prose(self, line: Line) -> int:
        if self.zone == "tail" or (self.zone == "decisions" and self._is_item(line)):
            return 0
        start = skip_hashes(self.folded, line.start, line.end)
        if not prose_heading(self.folded, start, line.end):
            return 0
        self._enter("talk", line.start)
        self._note_talk(line)
        return 1

    def _is_item(self, line: Line) -> bool:
        marker = read_marker(self.text, self.folded, line.start, line.end)
        return bool(marker) or self._is_wrapped(line)

    def _note_talk(self, line: Line) -> None:
        passage = Passage(line.start, line.end, self._current_path())
        (self.speakers if is_speaker(self.folded, line.start, line.end) else self.talks).append(passage)

    def _vote(self, line: Line) -> int:
        if self.zone not in ("decisions", "talk") or not vote_line(self.folded, line.start, line.end):
            return 0
        words = self.folded[line.start : line.end]
        if self.ballot is None or len(self.tree.roots) > self.voted:
            self.ballot = (self.tree.roots[self.voted :], "")
            self.voted = len(self.tree.roots)
        nodes, before = self.ballot
        self.ballot = (nodes, f"{before} {words}")
        rejected = is_rejected(self.ballot[1])
        for node in nodes:
            node.rejected = rejected
        return 1

    def _signed(self, line: Line) -> int:
        if self.zone not in ("decisions", "talk") or not self.tree.roots:
            return 0
        if self._awaits_value(line):
            return 0
        stop = signature_end(self.text, self.folded, self.lines, self.index)
        if stop is None:
            return 0
        if self.signature is None:
            self.signature = (line.start, self.lines[stop - 1].end)
        self.zone = "tail"
        return stop - self.index

    # --- the lines themselves -----------------------------------------------------------------------

    def _content(self, line: Line) -> int:
        if self.zone == "head" and self.implied and self._opens_list(line):
            self._enter("decisions", line.start)
            self.tree.open_zone()
        if self.zone == "talk":
            self._note_talk(line)
            return 1
        if self.zone != "decisions":
            return 1
        if not self._labelled(line) and not self._value(line) and not self._item(line):
            self._paragraph(line)
        return 1

    def _labelled(self, line: Line) -> bool:
        labels = line_labels(self.text, self.folded, line.start, line.end)
        if not labels or (self.tree.current is None and not self.tree.roots):
            return False
        if self.tree.current is None:
            self.tree.current = self.tree.roots[-1]
        for label in labels:
            self.tree.label(label)
        return True

    def _awaits_value(self, line: Line) -> bool:
        node = self.tree.current
        label = node.labels[-1] if node and node.labels else None
        if not node or not label or label.value_end < node.bodies[-1][1]:
            return False
        if label.is_open:
            return True
        value = self.folded[label.value_start : label.value_end].rstrip()
        listed = bool(_NAMES_ONLY.match(self.text, line.start, line.end))
        return (
            not line.gap
            and label.role in ("executor", "co-executor")
            and (value.endswith((",", ";")) or listed)
        )

    def _value(self, line: Line) -> bool:
        """Take a line as the value of the label above it, or as more of it."""
        node = self.tree.current
        if not node or not self._awaits_value(line):
            return False
        marker = read_marker(self.text, self.folded, line.start, line.end)
        begin = marker.end if marker else line.start
        if marker and not _NAMES_ONLY.match(self.text, begin, line.end):
            return False
        label = node.labels[-1]
        start = begin if label.is_open else label.value_start
        node.labels[-1] = replace(label, value_start=start, value_end=line.end)
        node.end = max(node.end, line.end)
        return True

    def _item(self, line: Line) -> bool:
        marker = read_marker(self.text, self.folded, line.start, line.end)
        if not marker or not self._is_plausible(marker, line):
            return False
        if marker.end >= line.end:
            return False
        if self.tree.absorbs(marker, marker.end, line.end):
            self.tree.extend(line.start, line.end)
            return True
        self._add_pieces(line, marker)
        return True

    def _add_pieces(self, line: Line, marker: Marker | None) -> None:
        starts = split_enumeration(self.text, self.folded, line.start, line.end, marker)
        for start, end in zip(starts, [*starts[1:], line.end], strict=True):
            one = marker if start == line.start else read_marker(self.text, self.folded, start, end)
            stop = start + len(self.text[start:end].rstrip())
            self.tree.add(one, one.end if one else start, stop)

    def _is_plausible(self, marker: Marker, line: Line) -> bool:
        """Tell a number of a point from figures at the beginning of a wrapped line."""
        if self._is_expected(marker):
            return True
        if marker.style == "bare":
            return marker.ordinal == 1 and self.tree.current is None
        if marker.style == "bullet" and self.tree.current and self.tree.current.is_numbered:
            return not self._is_wrapped(line) or not self.text[marker.end].islower()
        return not self._is_wrapped(line)

    def _is_expected(self, marker: Marker) -> bool:
        node = self.tree.current
        while node:
            if (
                node.marker
                and node.marker.rank == marker.rank
                and node.marker.parts[:-1] == marker.parts[:-1]
            ):
                return marker.ordinal == node.marker.ordinal + 1 or marker.style == "bullet"
            node = node.parent
        return False

    def _is_wrapped(self, line: Line) -> bool:
        """Tell whether the line before breaks off inside a sentence."""
        if line.gap or self.index == 0:
            return False
        before = self.lines[self.index - 1]
        return not before.cells and not _FINISHED.search(self.folded, before.end - 1, before.end)

    def _paragraph(self, line: Line) -> None:
        node = self.tree.current
        if node is None:
            self._first_paragraph(line)
        elif self._goes_on(node, line):
            self.tree.extend(line.start, line.end)
        elif not node.is_numbered or self._is_directive(line, node):
            self._add_pieces(line, None)
        elif node.labels and node.labels[-1].start > node.bodies[-1][1]:
            self.leftovers.append((line.start, line.end))
        else:
            self.tree.extend(line.start, line.end)

    def _first_paragraph(self, line: Line) -> None:
        self._add_pieces(line, None)

    def _goes_on(self, node: Node, line: Line) -> bool:
        labelled = bool(node.labels) and node.labels[-1].start >= node.bodies[-1][1]
        if labelled:
            return self.text[line.start].islower() and not line.gap
        finished = bool(_FINISHED.search(self.folded, node.end - 1, node.end))
        if self.text[line.start].islower() or self.folded[node.end - 1] in ":,":
            return node.marker is not None or not finished or self.text[line.start].islower()
        return not finished and not line.gap

    def _is_directive(self, line: Line, node: Node) -> bool:
        """Tell whether a paragraph without a number is a decision of its own behind numbered ones."""
        if not _FINISHED.search(self.folded, node.end - 1, node.end) and not node.labels:
            return False
        if _DIRECTIVE.match(self.folded, line.start, line.end):
            return True
        first = _WORD.match(self.folded, line.start, line.end)
        if first and is_infinitive(first[0]):
            return bool(node.labels) or line.gap
        stop = sentence_end(self.text, line.start, line.end)
        dative = _DATIVE.match(self.folded, line.start, line.end)
        return bool(dative) and bool(node.labels) and has_infinitive(self.folded, line.start, stop)

    def _opens_list(self, line: Line) -> bool:
        """Tell whether a list of orders begins here, though nothing announced it."""
        marker = read_marker(self.text, self.folded, line.start, line.end)
        if not marker or marker.end >= line.end:
            return bool(_DIRECTIVE.match(self.folded, line.start, line.end)) and has_infinitive(
                self.folded, line.start, min(line.end, line.start + 80)
            )
        if (
            has_infinitive(self.folded, marker.end, line.end)
            or "к сведению" in self.folded[marker.end : line.end]
        ):
            return True
        if self.folded[line.end - 1] == ":" and _DATIVE.match(self.folded, marker.end, line.end):
            return True
        following = self.lines[self.index + 1 : self.index + 2]
        return any(line_labels(self.text, self.folded, one.start, one.end) for one in following)

    # --- looking ahead ------------------------------------------------------------------------------

    def _talk_ahead(self, index: int) -> bool:
        """Tell whether speeches or a heading of decisions come before the first point or section."""
        for line in self.lines[index : index + _FAR]:
            start, end = skip_hashes(self.folded, line.start, line.end), line.end
            if decision_heading(self.text, self.folded, start, end, zone="talk") is not None:
                return True
            if is_speaker(self.folded, start, end) or prose_heading(self.folded, start, end):
                return True
            if self._is_other_heading(line):
                return False
        return False

    def _is_other_heading(self, line: Line) -> bool:
        start, end = line.start, line.end
        if roman_heading(self.text, start, end) or question_heading(self.folded, start, end):
            return True
        if line.cells or line_labels(self.text, self.folded, start, end):
            return True
        marker = read_marker(self.text, self.folded, start, end)
        return bool(marker)

    def _is_body_ahead(self) -> bool:
        return self.implied or self._talk_ahead(self.index + 1) or self.zone != "head"


def _is_roman(path: str | None) -> bool:
    return bool(path) and all(sign in "IVX" for sign in path or "")


def _letters(words: str) -> str:
    return "".join(sign for sign in words if sign.isalnum())


_ = Label
