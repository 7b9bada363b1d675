r"""The last step of reading: one form of text, whatever it came from.

Holds afterwards:

- Unicode NFC, and no more than 30 combining marks in a row;
- line ends are `\n`: `\r\n`, `\r`, `\v`, `\f`, U+0085, U+2028 and U+2029 have become it;
- no control characters but `\n` and the tab, no NUL, no lone surrogates;
- no zero-width signs, no marks of direction, no byte order marks, no soft hyphens; a word cut by a
  soft hyphen (U+00AD, or the U+FFFE that PDF readers give) at a line's end is whole again;
- bullets from the private-use signs of Symbol and Wingdings are `•`.

Everything else stays: no-break and other wide spaces, doubled spaces, blank lines, look-alike
letters, typing errors. Each change is the same wherever it occurs, so a cleaned text cleans to itself.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from ..model import Landmark
from .draft import Draft

LONGEST_RUN = 30
"""Combining marks kept in a row: the bound of Unicode's stream-safe format, which keeps NFC linear."""

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CUT_WORD = re.compile("[\u00ad\ufffe][ \t]*\n[ \t]*(?=[^\\W\\d_])")
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BULLETS = re.compile("[\uf0a7\uf0a8\uf0b7\uf0d8\uf0e8\uf0fc\uf076\uf06c\uf06e\uf071\uf075]")
_MAY_COMBINE = re.compile("[^\x00-\u02ff\u0370-\u0482\u048a-\u058f\u2000-\u20cf\u2100-\u2bff\uf000-\uf8ff]")
"""Signs outside the blocks of letters and signs that hold no combining mark: most texts have none."""

_ORDINARY = re.compile("[\\t\\n -~\u00a0-\u00ac\u00ae-\u00ff\u0400-\u0482\u2010-\u2027\u2116]*+")
"""Signs that no step changes: nearly every text has no others."""


def clean(text: str) -> str:
    """Return the text in the form that this module's docstring lists; linear in its length."""
    if _ORDINARY.fullmatch(text):
        return text
    text = _LINE_END.sub("\n", text)
    text = _CUT_WORD.sub("", text)
    text = _BULLETS.sub("•", _DROPPED.sub("", text))
    return _bounded(unicodedata.normalize("NFC", _bounded(text)))


def clean_draft(draft: Draft) -> Draft:
    """Return the draft with its text cleaned and its landmarks moved to where their text now is."""
    whole = clean(draft.text)
    if whole == draft.text or not draft.landmarks:
        return Draft(whole, draft.landmarks, draft.encoding)
    bounds = sorted({0, len(draft.text), *(mark.offset for mark in draft.landmarks)})
    moved = {0: 0}
    pieces: list[str] = []
    for start, end in pairwise(bounds):
        pieces.append(clean(draft.text[start:end]))
        moved[end] = moved[start] + len(pieces[-1])
    marks = tuple(Landmark(moved[mark.offset], mark.kind, mark.number) for mark in draft.landmarks)
    return Draft("".join(pieces), marks, draft.encoding)


def _bounded(text: str) -> str:
    """Cut runs of combining marks: putting a long one into canonical order takes quadratic time."""
    if not _MAY_COMBINE.search(text):
        return text
    marks = "".join(sign for sign in set(text) if unicodedata.combining(sign))
    if not marks:
        return text
    run = re.compile(f"([{re.escape(marks)}]{{{LONGEST_RUN}}})[{re.escape(marks)}]+")
    return run.sub(r"\1", text)
