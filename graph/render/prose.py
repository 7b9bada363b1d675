"""The answer to the main question, and a proof, as text that a person reads in a terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from typing import Any

from ..answers.reasons import shown_end
from ..messages import Language, say
from .table import visible

Record = dict[str, Any]
_WIDEST = 110


def answer_text(answer: Record, language: Language) -> str:
    """Return what binds: a heading, the counts, each line with its words and its grounds."""
    return "\n".join(_answer(answer, language))


def proof_text(proof: Record, language: Language) -> str:
    """Return a proof as a tree: verdict, rules, quoted words, the file's hash."""
    return "\n".join(_proof(proof, language))


def _answer(answer: Record, language: Language) -> Iterator[str]:
    kind = "cohort" if answer["cohort"] else "addressee" if answer["addressee"] else "all"
    yield say(f"answer.heading-{kind}", language, **{kind: answer.get(kind)} if kind != "all" else {})
    yield say("answer.moments", language, at=answer["at"], known_at=answer["known_at"])
    yield ""
    yield say("answer.counts", language, **answer["counts"])
    for part in ("orders", "contested"):
        if answer[part]:
            yield from ("", say(f"answer.{part}", language))
            for line in answer[part]:
                yield from _order(line, language)
    if answer["bundles"]:
        yield from ("", say("answer.bundles", language))
        yield from _bundles(answer["bundles"], language)
    yield from _assumed(answer["assumptions"], language)


def _assumed(assumptions: list[str], language: Language) -> Iterator[str]:
    if assumptions:
        yield from ("", say("answer.assumptions", language))
        for assumption in assumptions:
            yield from _wrapped(assumption, "* ", "  ")


def _order(line: Record, language: Language) -> Iterator[str]:
    state = say(f"states.{line['state']}", language)
    whom = f"«{line['programme']}» {line['cohort']}" if line["cohort"] else line["addressee"] or ""
    yield from ("", "  ".join(part for part in (line["id"], shown_day(line["date"]), whom) if part))
    if line.get("quote") is None:
        yield f"    {state}"
    else:
        yield f"    {state}; {_term(line, language)}"
        yield from _wrapped(f"«{visible(line['quote'])}»", "    ")
        start, end = line["span"]
        yield "    " + say("answer.quoted", language, source=line["source"], start=start, end=end)
    for reason in line["because"]:
        yield from _wrapped(reason, "    - ", "      ")
    yield from _dropped(line, language)


def _dropped(line: Record, language: Language) -> Iterator[str]:
    if line["not_mentioned_since"]:
        yield "    " + say("answer.not-mentioned", language, day=shown_day(line["not_mentioned_since"]))


def _bundles(lines: list[Record], language: Language) -> Iterator[str]:
    """Yield the bundles, those that rest on the same clauses together and the clauses' words once."""
    for clauses, group in _by_clauses(lines).items():
        yield ""
        for line in group:
            whom = f"«{line['programme']}» {line['cohort']}" if line["cohort"] else line["addressee"] or ""
            state = say(f"states.{line['state']}", language)
            yield "  ".join(part for part in (line["document"], shown_day(line["date"]), whom, state) if part)
            yield from _dropped(line, language)
        for document, point, start, end, source, quote in clauses:
            place = {"source": source, "start": start, "end": end}
            yield "    " + say("answer.continued", language, point=f"{document} {point}", **place)
            yield from _wrapped(f"«{visible(quote)}»", "    ")


def _by_clauses(lines: list[Record]) -> dict[tuple[tuple[Any, ...], ...], list[Record]]:
    groups: dict[tuple[tuple[Any, ...], ...], list[Record]] = {}
    for line in lines:
        clauses = tuple(
            (clause["document"], clause["point"], *clause["span"], clause["source"], clause["quote"])
            for clause in line["affirmed_by"]
        )
        groups.setdefault(clauses, []).append(line)
    return groups


def _term(line: Record, language: Language) -> str:
    if line["due_until"] is None:
        return line.get("due_text") or say("answer.no-due", language)
    if line["due_from"] is not None:
        return say(
            "answer.window",
            language,
            start=shown_end(line["due_from"], after=True),
            end=shown_end(line["due_until"]),
        )
    return say("answer.due", language, moment=shown_end(line["due_until"]))


def shown_day(text: str | None) -> str:
    """Return an ISO day as 13.11.2023, nothing for None."""
    return ".".join(reversed(text.split("-"))) if text else ""


def _wrapped(words: str, first: str, rest: str | None = None) -> list[str]:
    width = min(shutil.get_terminal_size((100, 24)).columns, _WIDEST)
    return textwrap.wrap(
        words,
        width,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _proof(proof: Record, language: Language) -> Iterator[str]:
    yield proof["id"]
    yield say("answer.moments", language, at=proof["at"], known_at=proof["known_at"])
    quoted: set[tuple[str, str]] = set()
    for life in proof["lives"]:
        whom = f"«{life['programme']}» {life['cohort']}: " if life.get("programme") else ""
        yield ""
        if life["state"]:
            verdict = say(f"answer.verdict-{life['binds']}", language)
            yield f"{whom}{verdict} ({say('states.' + life['state'], language)})"
        for step in life["steps"]:
            yield from _step(step, quoted, language)
        yield from _dropped({"not_mentioned_since": life.get("not_mentioned_since")}, language)
        if life["would_change"]:
            yield "  " + say("answer.would-change", language) + ":"
            for change in life["would_change"]:
                yield from _wrapped(change, "    * ", "      ")


def _step(step: Record, quoted: set[tuple[str, str]], language: Language) -> Iterator[str]:
    """Yield a step and its words; words that stand above already are not printed again."""
    yield from _wrapped(step["text"], "  <- ", "     ")
    words = (step.get("document") or "", step.get("point") or "")
    if step.get("quote") and words not in quoted:
        quoted.add(words)
        yield from _wrapped(f"«{visible(step['quote'])}»", "       ")
        start, end = step["span"]
        source = ", ".join([step["source"], *_places(step, language)])
        yield "       " + say("answer.quoted", language, source=source, start=start, end=end)
        yield "       " + say("answer.file", language, sha256=step["sha256"])


def _places(step: Record, language: Language) -> Iterator[str]:
    """Yield the page, paragraph or table of a step's words, where the format has them."""
    for kind, number in (step.get("place") or {}).items():
        yield say(f"answer.place-{kind}", language, number=number)
