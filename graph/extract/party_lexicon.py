"""Russian words about people and bodies, read from `party_words.toml` beside this module."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_WORDS: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("party_words.toml").read_text(encoding="utf-8")
)


def _listed(key: str) -> frozenset[str]:
    return frozenset(_WORDS[key].split())


def _pattern(*keys: str) -> re.Pattern[str]:
    """Return one pattern of all lines of the keys, for whole words; «~» is the rest of a word."""
    lines = [line for key in keys for line in _WORDS[key].strip().splitlines()]
    return re.compile(f"(?<![а-я])(?:{'|'.join(lines)})(?![а-я])".replace("~", "[а-я]*"))


BODIES = _listed("bodies")
POSTS = _listed("posts")
SHORT_PLACES = _listed("short_places")
SHORT_POSTS = _listed("short_posts")
FORMS = _listed("forms")
ABBREVIATIONS = _listed("abbreviations")
DOINGS = _listed("doings")
OBLIGING = _listed("obliging")
GOVERNING = _listed("governing")
TERRITORIES = _listed("territories")
SAYING = _listed("saying")
HOLDERS = _listed("holders")

VERBS_DATIVE = _pattern("verbs_dative")
VERBS_ACCUSATIVE = _pattern("verbs_accusative")
STARTERS = _pattern("terms", "clauses")
INTRODUCTIONS = _pattern("introductions")
JOINT_LEAD = _pattern("joint_lead")
JOINT_ACTION = _pattern("joint_action")
JOINT_STEMS = ("совместно", "взаимодействии")
BRACKETS_ROLE = _pattern("brackets_role")
BRACKETS_JOINT = _pattern("brackets_joint")
BRACKETS_TOGETHER = _pattern("brackets_together")
BRACKETS_ASIDE = _pattern("brackets_aside")
RELATIVE = _pattern("relative")
NOBODY = re.compile(_WORDS["nobody"])
CONTROL_ACCUSATIVE = _pattern("control_accusative")
CONTROL_INSTRUMENTAL = _pattern("control_instrumental")
CONTROL_DATIVE = _pattern("control_dative")
CONTROL_NOMINATIVE = _pattern("control_nominative")

LABEL_CHAIR = _pattern("label_chair")
LABEL_SECRETARY = _pattern("label_secretary")
LABEL_MINUTES = _pattern("label_minutes")
LABEL_ATTENDEES = _pattern("label_attendees")
LABEL_DEPUTIES = _pattern("label_deputies")
LABEL_END = _pattern("label_end")
STAMP = _pattern("stamp")
HEARD = _pattern("heard")
HEARD_BEGINNINGS = (
    *("заслуша", "слушали", "выступил", "докл", "содокл", "информир", "проинформир", "обсудив", "слово"),
)
"""What such words begin with."""

HEARD_WHAT = re.compile(_WORDS["heard_what"], re.IGNORECASE)
POST_CHAIR = _pattern("post_chair")
POST_CHAIR_BEHIND = _pattern("post_chair_behind")
POST_CHAIR_ALONE = _pattern("post_chair_alone")
