"""Mailboxes and links: found whole, without the sentence's signs, look-alikes put right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.contacts import find_emails, find_urls
from graph.model import Source


def source_of(text: str) -> Source:
    """Return a document of nothing but these words."""
    return Source("words.txt", "text/plain", text, "0" * 64)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["svodka@raduga.example"], "на адрес svodka@raduga.example."),
        (["s-p.k_1+a@mail.raduga.example"], "почты:\n\ns-p.k_1+a@mail.raduga.example.\n"),
        (["a@b.example", "c@d.example"], "<a@b.example>, mailto:c@d.example;"),
        (["a.sokol@nebo.example"], "на почту a.sоkol@nebo.example"),  # a Cyrillic «о»
        (["почта@школа.рф"], "почта@школа.рф"),
        (["a@b.example"], "(a@b.example)"),
        ([], "адрес @ без имени, имя@ без адреса и a@b"),
    ],
)
def test_emails(expected: list[str], text: str) -> None:
    """Each mailbox stands alone, the sentence's signs left out."""
    assert expected == [fact.value for fact in find_emails(source_of(text), 0, len(text))]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["https://disk.raduga.example/d/A_1"], "по ссылке: https://disk.raduga.example/d/A_1."),
        (["https://disk.raduga.example/d/A_1"], "по ссылке: <https://disk.raduga.example/d/A_1>."),
        (["https://raduga.example/c_(d)"], "(см. https://raduga.example/c_(d))."),
        (["http://raduga.example/?a=1&b=2#c"], "http://raduga.example/?a=1&b=2#c, далее"),
        (["www.raduga.example"], "на сайте www.raduga.example;"),
        (["disk.raduga.example/d/A1"], "на disk.raduga.example/d/A1 лежит"),
        (["https://парк.рф/план"], "https://парк.рф/план."),
        (["https://raduga.example/a"], "httрs://raduga.example/a"),  # a Cyrillic «р»
        (
            ["https://raduga.example/a", "https://raduga.example/b"],
            "https://raduga.example/a\nhttps://raduga.example/b",
        ),
        ([], "№ Т5-124/05пр, и/или, 05/05/2025, а также a@raduga.example"),
    ],
)
def test_urls(expected: list[str], text: str) -> None:
    """Each link stands whole, brackets that it opens included."""
    assert expected == [fact.value for fact in find_urls(source_of(text), 0, len(text))]


@given(st.text(alphabet="aб@./:(-_)<>w htps\nрс", max_size=60))
def test_any_text_is_read(text: str) -> None:
    """No text is refused, and each span quotes its words."""
    source = source_of(text)
    for fact in find_emails(source, 0, len(text)) + find_urls(source, 0, len(text)):
        assert fact.span.text
        assert text[fact.span.start : fact.span.end] == fact.span.text
