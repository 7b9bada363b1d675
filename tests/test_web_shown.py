"""The application without a browser: what its pages show, in both languages."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest

from graph import answers
from graph.messages import LANGUAGES, Language, theme
from graph.model import MOSCOW
from graph.moments import parse_moment

from .served import AT, BOARD, IMAGE, KEY, NUMBER, PAGES, SCRIPT, TEXT, Served


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_the_language(reading: Served, language: Language) -> None:
    """Each page answers, says its language, and runs none of the words of documents."""
    for path in PAGES:
        separator = "&" if "?" in path else "?"
        answer = reading.get(f"{path}{separator}lang={language}")
        assert 200 == answer.status_code, path
        assert f'<html lang="{language}"' in answer.text
        assert SCRIPT not in answer.text
        assert "<img src=x" not in answer.text


def test_both_languages_have_the_same_words() -> None:
    """Each message of the application exists in Russian and English, with the same blanks."""
    folder = Path(__file__).parents[1] / "graph" / "messages" / "ru"
    names = [path.stem for path in folder.glob("web*.toml")]
    assert len(names) > 4
    for name in names:
        russian, english = theme(name, "ru"), theme(name, "en")
        counted = {key for key in set(russian) ^ set(english) if not key.endswith("-few")}
        assert set() == counted, name
        for key in set(russian) & set(english):
            assert set(re.findall(r"{\w+}", russian[key])) == set(re.findall(r"{\w+}", english[key])), key


@pytest.mark.parametrize(
    ("query", "cookie", "header", "expected"),
    [
        ("?lang=ru", "en", "en", "ru"),
        ("", "ru", "en", "ru"),
        ("", "", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("", "", "en;q=0.3, ru;q=0.8", "ru"),
        ("", "", "de", "en"),
        ("?lang=fr", "", "ru", "ru"),
    ],
)
def test_the_language_is_chosen(reading: Served, query: str, cookie: str, header: str, expected: str) -> None:
    """The address before the cookie before the browser, English for all others."""
    cookies = {"Cookie": f"obligraph_lang={cookie}"} if cookie else {}
    answer = reading.get(f"/missing{query}", headers={"Accept-Language": header, **cookies})
    assert f'<html lang="{expected}"' in answer.text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/board?cohort=2050", "нет когорты 2050 года; реестр знает: 2020 «Ясность»"),
        ("/board?at=31.11.2023", "такого дня в календаре нет: «31.11.2023»; пишите так"),
        ("/documents/nonesuch", "нет документа с ключом «nonesuch»; поищите его в списке"),
        ("/proof?id=nonesuch", "нет ничего с ID «nonesuch»; пишите как в ответе"),
        ("/short-terms?days=400", "это не число дней: «400»; напишите число от 1 до 399"),
        (f"/short-terms?days=1{'0' * 5000}", "это не число дней"),
        ("/queries/nonesuch", "нет вопроса «nonesuch»; все перечисляет"),
        ("/picture?document=nonesuch", "нет документа с номером или датой «nonesuch»"),
        ("/queries/due?from=31.11.2023", "такого дня в календаре нет: «31.11.2023»"),
    ],
)
def test_a_russian_page_says_in_russian_what_is_wrong(reading: Served, path: str, words: str) -> None:
    """What the core says of the commonest errors, too; the English page says it in English."""
    separator = "&" if "?" in path else "?"
    assert words in unescape(reading.get(f"{path}{separator}lang=ru").text)
    assert words not in unescape(reading.get(f"{path}{separator}lang=en").text)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("12 мая 2021 г.", {KEY}),
        ("3 February 2021", {"2021-02-03_T-5-1pr"}),
        ("13 мая 2021 г.", set()),
        ("№ 5/2", {KEY}),
        ("т5-2", {KEY}),
        ("№ T-5/2ПР от 12.05.2021", {KEY}),
    ],
)
def test_the_list_of_documents_finds_what_a_command_finds(
    reading: Served, words: str, found: set[str]
) -> None:
    """By a day in words, by a part of a number, in any spelling."""
    shown = reading.get("/documents", params={"q": words}).text
    assert found == set(re.findall(r'href="/documents/([^"/?]+)"', shown))


def test_changes_up_to_a_day_are_those_of_the_month_before_it(reading: Served) -> None:
    """The end that is named stays; the form shows both."""
    sent_on = reading.get("/changes?to=2021-05-25&cohort=2020")
    assert "/changes?cohort=2020&from=2021-04-25&to=2021-05-25" == sent_on.headers["location"]


def test_a_picture_is_asked_by_a_part_of_a_number(reading: Served) -> None:
    """One document that fits is drawn; several are said."""
    assert 200 == reading.get("/picture", params={"document": "5/2"}).status_code
    several = reading.get("/picture", params={"document": "Т-5"})
    assert KEY in several.text
    assert 200 != several.status_code


def test_the_board_shows_what_the_answer_says(reading: Served) -> None:
    """The same orders in the same order of terms, the same counts, bundles apart."""
    at = parse_moment(AT)
    whom = answers.Whom(cohort=2020)
    expected = answers.what_binds(reading.app.state.opened.store(), whom, at, parse_moment("2030-01-01"))
    page = reading.get(BOARD).text
    assert {"orders": 2, "bundles": 2, "contested": 0} == expected["counts"]
    lines = [*expected["orders"], *expected["bundles"]]
    shown = re.findall(r'<a class="id" href="[^"]+">([^<]+)</a>', page)
    assert [line["id"] if line["point"] else line["document"] for line in lines] == shown
    assert ["2", "1", "2", "0"] == re.findall(r"<dd>(\d+)</dd>", page)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("&state=overdue", ["II/1.1"]),
        ("&q=смотрителей", ["II/1.2"]),
        ("&q=нет такого", []),
        ("", ["II/1.1", "II/1.2"]),
    ],
)
def test_the_board_is_narrowed_by_its_address(reading: Served, more: str, expected: list[str]) -> None:
    """State and words of the address choose among the orders."""
    page = reading.get(BOARD + more).text
    assert expected == re.findall(r'class="id" href="[^"]+">[^<]+ (II/[0-9.]+)</a>', page)


def test_a_board_without_address_leads_to_today(reading: Served) -> None:
    """The newest cohort and today's day stand in the address, so that it can be sent on."""
    answer = reading.get("/board")
    assert f"/board?cohort=2020&at={datetime.now(MOSCOW):%Y-%m-%d}" == answer.headers["location"]


def test_a_proof_is_a_page_and_a_part_of_one(reading: Served) -> None:
    """A script gets the part alone; both quote the words, escaped."""
    path = f"/proof?id={NUMBER} II/1.1&at={AT}"
    whole, part = reading.get(path).text, reading.get(path, headers={"HX-Request": "true"}).text
    assert "<html" in whole
    assert "<html" not in part
    assert all("&lt;script&gt;window.executed=1" in text for text in (whole, part))


def test_a_document_shows_its_whole_text(reading: Served) -> None:
    """The pieces of the marked text join to the stored text; each point has its place."""
    page = reading.get(f"/documents/{KEY}").text
    body = re.search(r'<div class="text" lang="ru">(.*?)</div>\n</section>', page, re.DOTALL)
    assert body is not None
    paths = re.findall(r'id="point-([^"]+)"', body[1])
    words = re.sub(r'<a class="path".*?</a>|<[^>]+>', "", body[1])
    plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&amp;", "&")
    assert reading.register.text(KEY) == plain
    assert ["I/1", "I/2", "II/1.1", "II/1.2", "II/2"] == paths
    assert IMAGE in plain


def test_references_are_followed_both_ways(reading: Served) -> None:
    """The held document names what it cites, the cited one who cites it."""
    held = reading.get(f"/documents/{KEY}").text
    cited = reading.get("/documents/2021-02-03_T-5-1pr").text
    assert 'href="/documents/2021-02-03_T-5-1pr"' in held
    assert f'href="/documents/{KEY}#point-I/2"' in cited


def test_the_original_is_kept_not_shown(reading: Served) -> None:
    """It comes as a file under the name that it was sent with, its bytes unchanged."""
    answer = reading.get(f"/documents/{KEY}/original")
    assert TEXT.encode() == answer.content
    assert "application/octet-stream" == answer.headers["content-type"]
    assert answer.headers["content-disposition"].startswith("attachment; filename*=utf-8''")
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("name", ["missing", "discipline", "events", "queries/send"])
def test_tables_are_downloaded(reading: Served, name: str) -> None:
    """CSV comes as a file, JSON in the form of the command line."""
    csv = reading.get(f"/{name}?format=csv")
    rows = reading.get(f"/{name}?format=json").json()
    assert csv.headers["content-disposition"].startswith("attachment")
    assert rows["columns"] == csv.content.decode("utf-8-sig").splitlines()[0].split(",")
    assert {"query", "parameters", "columns", "rows", "assumptions"} == set(rows)


def test_a_question_leads_to_its_answer(reading: Served) -> None:
    """What was understood is said, and the address of the answer is offered."""
    page = reading.get("/ask?q=which orders bind the 2020 cohort as of 25 May 2021&lang=en").text
    assert 'href="/board?cohort=2020&amp;at=2021-05-25"' in page


def test_a_question_that_is_not_understood_offers_the_nearest(reading: Served) -> None:
    """They are links that ask them; a question that lacks something is told what."""
    notice = (
        reading.get("/ask?q=xyzzy plugh&lang=ru").text.partition('role="alert"')[2].partition("</div>")[0]
    )
    offered = re.findall(r'<a href="([^"]+)">', notice)
    assert offered
    for address in offered:
        assert 'class="understood"' in reading.get(unescape(address)).text
    lacking = reading.get("/ask?q=which orders bind the cohort&lang=en").text
    assert "which cohort is meant?" in lacking
    assert "The nearest questions:" not in lacking


def test_the_first_page_leads_to_the_board_as_asked(reading: Served) -> None:
    """An address without a page keeps its cohort and its day."""
    answer = reading.get(f"/?cohort=2020&at={AT}")
    assert BOARD == answer.headers["location"]
