"""Single facts of a picture in words: days, terms, states, reasons, names of things."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from ..messages import say, theme
from ..model import MOSCOW, OPEN

if TYPE_CHECKING:
    from datetime import date, datetime

    from ..messages import Language
    from ..picture import Ground, Part, PictureNode, Quote, Status, Term

POINT_KINDS = ("order", "continuation", "decision")


def opaque_key(identity: str) -> str:
    """Return a name for a node that shows and carries nothing of its identity: `n` and hex digits."""
    return "n" + sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def format_day(day: date) -> str:
    """Return a day as 13.11.2023."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def format_moment(moment: datetime) -> str:
    """Return a moment as 13.11.2023 12:00, Moscow time."""
    local = moment.astimezone(MOSCOW)
    return f"{format_day(local)} {local.hour:02}:{local.minute:02}"


def format_term(term: Term | None, language: Language) -> str:
    """Return when a thing falls due; the words as printed where there is no moment, empty without a term."""
    if term is None:
        return ""
    if term.until is None:
        return term.words or ""
    if term.since is not None:
        since = format_day(term.since.astimezone(MOSCOW))
        return say("picture.window", language, since=since, until=format_last(term.until))
    return say("picture.until", language, moment=format_last(term.until))


def format_last(until: datetime) -> str:
    """Return the last day of a term that ends at a midnight, the moment itself otherwise."""
    local = until.astimezone(MOSCOW)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return format_day(local - timedelta(days=1))
    return format_moment(local)


def format_span(since: datetime, until: datetime | None, language: Language) -> str:
    """Return from when to when something holds."""
    start = moment_or_day(since)
    if until is None or until >= OPEN:
        return say("picture.since", language, moment=start)
    return say("picture.window", language, since=start, until=format_last(until))


def state_words(status: Status, language: Language) -> str:
    """Return a state's label, with whose it is or how many have it where that is said."""
    label = say(f"states.{status.state}", language)
    if status.count is not None:
        return say("picture.tally", language, state=label, count=status.count)
    if status.whose is None:
        return label
    return say("picture.whose", language, whose=status.whose, state=label)


def ground_words(ground: Ground, language: Language) -> str:
    """Return one reason as a sentence; a rule without one is named with what it was applied to."""
    moment = moment_or_day(ground.moment) if ground.moment else ""
    point, event = ground.point or "", ground.event or ""
    sentence = theme("rules", language).get(ground.rule)
    if sentence is None:
        return ", ".join(part for part in (ground.rule, point, event, moment) if part)
    return sentence.format(point=point, event=event, moment=moment).strip(" :")


def moment_or_day(moment: datetime) -> str:
    """Return a moment, or only its day where the day begins with it."""
    return format_moment(moment).removesuffix(" 00:00")


def part_words(part: Part, language: Language) -> str:
    """Return a person's part in a meeting."""
    role = say(f"picture.role-{part.role}", language)
    where = " ".join(filter(None, (part.document, part.item)))
    return f"{role}: {where}" if where else role


def quote_words(quote: Quote | None, language: Language) -> tuple[str, ...]:
    """Return the quoted words and where they stand."""
    if quote is None:
        return ()
    if quote.start is None or quote.end is None:
        return (f"«{quote.text}»",)
    name = "picture.offsets-source" if quote.source else "picture.offsets"
    return (
        f"«{quote.text}»",
        say(name, language, start=quote.start, end=quote.end, source=quote.source),
    )


def title_of(node: PictureNode, language: Language) -> str:
    """Return what a node is called where it stands alone."""
    if node.kind == "cohort":
        return say("picture.cohort", language, year=node.number)
    if node.kind in POINT_KINDS or node.kind == "item":
        return " ".join(part for part in (node.document, node.number) if part)
    if node.kind == "life":
        return _life_title(node, language)
    if node.kind == "event":
        return node.number or ""
    if node.kind in ("document", "cited"):
        kind = say(f"picture.document-{node.document_kind}", language)
        return f"{kind} {number_words(node, language)}"
    return node.name or ""


def _life_title(node: PictureNode, language: Language) -> str:
    states = ", ".join(state_words(status, language) for status in node.statuses)
    whose = f"{node.number}: {states}" if node.number else states
    return f"{whose}, {format_span(node.since, node.until, language)}" if node.since else whose


def number_words(node: PictureNode, language: Language) -> str:
    """Return a document's number, or that it has none."""
    if node.number is None:
        return say("picture.no-number", language)
    return say("picture.number", language, number=node.number)
