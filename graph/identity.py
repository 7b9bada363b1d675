"""What makes a thing the same thing everywhere: numbers, slugs and keys made from content."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_LATIN_TWINS = str.maketrans("ABCEHKMOPTXYaceopxyD", "АВСЕНКМОРТХУасеорхуД")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SIGN = re.compile(r"^\s*(?:№+|N[oо]?\.?(?=[\s\d])|N(?=[А-ЯЁ]))\s*", re.IGNORECASE)
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_BLANKS = re.compile(r"\s+")
_NORMAL = re.compile(
    "[А-Яа-яЁё]{0,8}[0-9]+(?:[/-][А-Яа-яЁё]{0,8}[0-9]+)*[А-Яа-яЁё]{0,8}(?:-[А-Яа-яЁё]{1,8})?"
)
"""What nearly all numbers look like: nothing in them needs to change."""

_RUSSIAN = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"
_LATIN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"
_LETTERS = dict(zip(_RUSSIAN.split(), _LATIN.split(), strict=True))
_SILENT = "_"


def normalise_number(written: str) -> str:
    """Return a document's number without «№» and spaces, with one kind of dash and one alphabet.

    Holds afterwards: no white space, no invisible signs, only "-" for dashes, and Latin letters
    that look like Cyrillic ones are Cyrillic wherever the number has a Cyrillic letter.
    """
    if _NORMAL.fullmatch(written):
        return written
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", written))
    text = _DASHES.sub("-", text).replace("\u2215", "/").replace("\u2044", "/")
    text = _BLANKS.sub("", _SIGN.sub("", text))
    return text.translate(_LATIN_TWINS) if _CYRILLIC.search(text) else text


def number_key(written: str) -> str:
    """Return what two spellings of one number share: for looking up, never for showing.

    Case, alphabet, dash, spaces and the letter О written for a zero do not count.
    """
    text = normalise_number(unicodedata.normalize("NFKC", written.replace("№", "")))
    text = re.sub(r"(?<=[0-9])[nп][pр]$", "пр", text, flags=re.IGNORECASE)
    text = text.upper().translate(_LATIN_TWINS)
    return re.sub(r"(?<=[0-9/-])О|О(?=[0-9])", "0", text)


def slug(text: str) -> str:
    """Return the text in Latin letters, digits and hyphens: «Д05-124/05пр» gives `D05-124-05pr`."""
    return "".join(_slug_sign(sign) for sign in re.sub(r"[\s/]+", "-", unicodedata.normalize("NFC", text)))


def _slug_sign(sign: str) -> str:
    low = sign.lower()
    if low in _LETTERS:
        latin = _LETTERS[low].strip(_SILENT)
        return latin if sign == low else latin.capitalize()
    return sign if sign == "-" or (sign.isascii() and sign.isalnum()) else ""


def name_slug(name: str) -> str:
    """Return the slug of a name of a body, person or programme: lower case, no doubled hyphens."""
    return re.sub(r"-+", "-", slug(name).lower()).strip("-")


def path_slug(path: str) -> str:
    """Return a point's path as it stands in an IRI: `Блок 2/~1` gives `Blok-2/~1`, `2.а` gives `2.a`."""
    return "/".join(
        "".join(sign if sign in ".~" else _slug_sign(sign) for sign in re.sub(r"\s+", "-", part))
        for part in path.split("/")
    )


def document_key(number: str | None, day: date | None, issuer: str | None, text_sha256: str = "") -> str:
    """Return a document's identity: `2023-11-08_D05-124-05pr`.

    A number that does not begin with a letter is followed by `~` and its issuer; without a number
    stands `nn-` and eight hex digits of the text's SHA-256; without a date, `undated`.
    """
    when = day.isoformat() if day else "undated"
    if number is None:
        return f"{when}_nn-{text_sha256[:8]}"
    stem = f"{when}_{slug(number)}"
    if number[:1].isalpha() or not issuer:
        return stem
    return f"{stem}~{name_slug(issuer)}"
