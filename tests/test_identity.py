"""Two spellings of one number are one number; identity comes from content."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity import document_key, name_slug, normalise_number, number_key, path_slug, slug

NUMBER = "Т17-208/03пр"

SPELLINGS = [
    "№Т17-208/03пр",
    "№ Т17-208/03пр",
    "№\u00a0Т17-208/03пр",
    "№\u202fТ17 - 208 / 03пр",
    "N Т17-208/03пр",
    "NТ17-208/03пр",
    "No. Т17-208/03пр",
    "Т17-\n208/03пр",
    "Т17\u2013208/03пр",
    "Т17\u2014208/03пр",
    "Т17\u2212208/03пр",
    "Т17\u2011208/03пр",
    "Т17-208\u2215\u200b03пр",
    "Т17\u00ad-208/03пр",
    "T17-208/03пр",
    "T17-208/03np",
    "T17-208/03пp",
    "Ｔ17-208/03пр",
    "т17-208/03ПР",
    "Т17-2О8/О3пр",
]


@pytest.mark.parametrize("written", SPELLINGS)
def test_spellings_of_one_number_share_a_key(written: str) -> None:
    """Signs, spaces, dashes, case and look-alike letters do not make another number."""
    assert number_key(NUMBER) == number_key(written)


@pytest.mark.parametrize("other", ["Т17-209/03пр", "Т17-208/3пр", "17-208/03пр", "Т17-208", "Т17-208/03пт"])
def test_other_numbers_have_other_keys(other: str) -> None:
    """A digit, a leading zero or a letter that is no look-alike makes another number."""
    assert number_key(NUMBER) != number_key(other)


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("Т17-208/03пр", "№ Т17 – 208 / 03пр"),
        ("890-п", "890 - п"),
        ("КЧ-44/24", "KЧ-44/24"),
        ("226", "N 226"),
        ("AB-7", "AB-7"),
    ],
)
def test_a_number_is_shown_normalised(expected: str, written: str) -> None:
    """Spaces go, dashes are one kind, Latin twins become Cyrillic only beside Cyrillic letters."""
    assert expected == normalise_number(written)


@given(st.from_regex(r"[ДКМПр][0-9]{1,3}[-/][0-9]{1,4}[-/]?[дкмпр]{0,2}", fullmatch=True))
def test_spaces_and_the_sign_never_change_a_key(number: str) -> None:
    """A number torn apart by spaces behind «№» is the same number."""
    assert number_key(number) == number_key("№ " + " ".join(number))


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("D05-124-05pr", "Д05-124/05пр"),
        ("Shchyogolev-Yuriy", "Щёголев Юрий"),
        ("obekt", "объект"),
        ("a-b", "a/b"),
        ("", "«»,.!"),
    ],
)
def test_slugs_follow_the_table(expected: str, text: str) -> None:
    """Each letter has its Latin letters, other signs go, the case stays."""
    assert expected == slug(text)


@pytest.mark.parametrize(
    ("expected", "path"),
    [("III/2.1", "III/2.1"), ("Blok-2/~1", "Блок 2/~1"), ("2.2.a", "2.2.а"), ("~4", "~4")],
)
def test_paths_keep_their_dots_and_slashes(expected: str, path: str) -> None:
    """A point's path stays readable in an address."""
    assert expected == path_slug(path)


@pytest.mark.parametrize(
    ("expected", "number", "day", "issuer"),
    [
        ("2023-11-08_D05-124-05pr", "Д05-124/05пр", date(2023, 11, 8), "Министерство"),
        ("2023-11-08_10~pravlenie-tovarishchestva", "10", date(2023, 11, 8), "Правление товарищества"),
        ("2023-11-08_10", "10", date(2023, 11, 8), None),
        ("undated_M-1", "М-1", None, None),
        ("undated_nn-0123abcd", None, None, "Министерство"),
    ],
)
def test_a_document_is_known_by_date_number_and_issuer(
    expected: str, number: str | None, day: date | None, issuer: str | None
) -> None:
    """The issuer counts only where the number does not begin with a letter."""
    assert expected == document_key(number, day, issuer, "0123abcd" * 8)


def test_names_become_addresses() -> None:
    """Initials join, spaces become hyphens, case goes."""
    assert "ognetsvetov-pf" == name_slug("Огнецветов П.Ф.")
