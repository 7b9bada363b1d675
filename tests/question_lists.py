"""The lists of questions in words, each with the topic and the parameters that it should lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.ask import Names, Understood, understand
from graph.errors import NotUnderstoodError
from graph.messages import Language

TODAY = date(2023, 12, 1)
"""The day on which the lists ask: a Friday."""
NAMES = Names(
    addressees=(
        "Отдел карт",
        "Дирекция пристаней",
        "Инициаторы создания лесничеств",
        "Ковшова М.П.",
        "Министерство лесов и заповедников",
    ),
    issuers=("Неумывакин В.С.", "Министерство просвещения Российской Федерации", "Департамент водных путей"),
)
NOTHING = "-"
"""The topic of what is no question of ours."""
ASKED_BACK = "?"
"""The topic, in a list, of what lacks a word that its answer needs, or fits several."""
LISTS = (
    "questions",
    "questions_unseen",
    "questions_second",
    "questions_third",
    "questions_fourth",
    "questions_fifth",
    "questions_sixth",
    "questions_seventh",
    "questions_eighth",
    "questions_ninth",
    "questions_tenth",
    "questions_eleventh",
    "questions_twelfth",
    "questions_thirteenth",
    "questions_fourteenth",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what it should lead to; for several cohorts the parameter is `cohorts`."""

    topic: str
    question: str
    parameters: dict[str, str]
    asked_back: bool = False


def read_questions(name: str) -> list[Asked]:
    """Return the questions of a list beside this file: `topic | question | a=b c=d` a line."""
    text = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")
    lines = [line.split("|") for line in text.splitlines() if not line.startswith("#")]
    return [_asked(topic.strip(), question.strip(), words) for topic, question, words in lines]


def _asked(topic: str, question: str, words: str) -> Asked:
    back = topic == ASKED_BACK
    return Asked(NOTHING if back else topic, question, pairs(words), back)


def pairs(words: str) -> dict[str, str]:
    """Return `a=b c=d e` as a mapping; a value may have spaces."""
    return {name: value.strip() for name, value in re.findall(r"(\w+)=(.+?)(?=\s\w+=|\s*$)", words)}


def ask(question: str, language: Language = "en") -> Understood:
    """Return what is understood of a question on the day of the tests."""
    return understand(question, today=TODAY, language=language, names=NAMES)


def answered(question: str) -> tuple[str, dict[str, str]]:
    """Return the topic and parameters that a question is understood as, `-` where it is not."""
    try:
        understood = ask(question)
    except NotUnderstoodError:
        return NOTHING, {}
    return understood.query, named(understood)


def named(understood: Understood) -> dict[str, str]:
    """Return the parameters understood, in the form of the lists."""
    found = dict(understood.parameters)
    if understood.cohorts:
        found["cohorts"] = ",".join(understood.cohorts)
        del found["cohort"]
    return found
