"""HTML: paragraphs, numbered lists, tables, encodings, and pages nested without end."""

from __future__ import annotations

import time

import pytest

from graph.ingest import read_bytes
from graph.ingest.html import read

CASES = {
    "paragraphs": ("а\n\nб\nв", "<p>а</p><div>б<br>в</div>"),
    "white space": ("а б в", "<p>  а\n  б <b> в</b></p>"),
    "no-break spaces stay": ("5\u00a0мая", "<p>5&nbsp;мая"),
    "preformatted": ("а\n  б", "<pre>а\n  б</pre>"),
    "entities": ("«а» — б", "<p>&laquo;а&raquo; &mdash; б"),
    "scripts and styles": ("видно", "<style>x</style><script>y</script><p>видно<noscript>z</noscript>"),
    "hidden": ("видно", '<p style="display: none">тайна</p><p hidden>тайна</p><p>видно'),
    "numbers": ("1. а\n\n2. б", "<ol><li>а<li>б</ol>"),
    "numerals and starts": ("III. а\n\nV. б", '<ol type="I" start="3"><li>а<li value="5">б</ol>'),
    "numerals by style": ("a. а", '<ol style="list-style-type: lower-alpha"><li>а</ol>'),
    "lists in lists": ("1. а\n\na. б\n\n2. в", '<ol><li>а<ol type="a"><li>б</ol><li>в</ol>'),
    "bullets": ("• а", "<ul><li><p>а</p></ul>"),
    "a table": ("а | б\nв |", "<table><tr><th>а<th>б<tr><td>в<td></table>"),
    "a tall cell": ("а | б\n | в", "<table><tr><td rowspan=2>а<td>б<tr><td>в</table>"),
    "a wide cell": ("а\nб | в", "<table><tr><td colspan=2>а<tr><td>б<td>в</table>"),
    "a cell of paragraphs": ("а | б в\nг | д", "<table><tr><td>а<td><p>б<p>в<tr><td>г<td>д</table>"),
    "a frame": ("а\n\nб", "<table><tr><td><p>а<p>б</table>"),
    "cells without a table": ("а\n\nб", "<td>а</td><td>б</td>"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_shown_is_read(case: str) -> None:
    """Each element that shapes a text."""
    expected, body = CASES[case]
    assert f"{expected}\n" == read_bytes("a.html", f"<!DOCTYPE html><html><body>{body}".encode()).text


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("cp1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
        ("cp866", "IBM866"),
        ("utf-8", "windows-1251"),
    ],
)
def test_the_encoding_is_declared_or_detected(encoding: str, declared: str) -> None:
    """What the bytes show comes before what the page says of itself."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    source = read_bytes("a.htm", f"<html>{meta}<p>Маяк в тумане</p></html>".encode(encoding))
    assert ("Маяк в тумане\n", encoding) == (source.text, source.encoding)


@pytest.mark.parametrize(
    "page",
    [
        "<html>" + "<div>" * 200_000 + "маяк" + "</div>" * 200_000,
        "<html>" + "<table><tr><td>" * 50_000 + "маяк",
        "<html><p>маяк" + "<" * 1_000_000,
        "<html><p>маяк" + "&" * 500_000,
    ],
    ids=["elements", "tables", "brackets", "ampersands"],
)
def test_a_hostile_page_is_read_in_linear_time(page: str) -> None:
    """Nesting without end loses its structure, not its text."""
    start = time.perf_counter()
    assert "маяк" in read(page.encode()).text
    assert time.perf_counter() - start < 10
