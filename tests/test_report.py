"""Reports read back by programs that are not ours: the workbook, the calendar file, the printed list."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import openpyxl
import pytest
from click.testing import CliRunner

from graph.answers import Whom, answer_query
from graph.build import ready, record, take_in
from graph.build.publish import publish
from graph.cli.app import obligraph
from graph.errors import UnknownNameError
from graph.messages import LANGUAGES, theme
from graph.model import MOSCOW, Event
from graph.moments import parse_moment
from graph.register import Register, create
from graph.remote import connect
from graph.report import FORMS, Asked, Contents, ReportForm, file_name, media_type, render_report
from graph.report import gather as gather_from
from graph.report.about import QUESTIONS
from graph.report.chart import draw_discipline
from graph.report.sheets import sheets_of, term_end
from graph.store import Store

from .engines import oxigraph_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Needs = Callable[[str, str], str]
KEY = "2031-03-10_V03-7-03pr"
COHORT = "«руководители ветряных кластеров» 2030"
TEXT = """МИНИСТЕРСТВО ВЕТРОВ
ЗАЛИВНОГО КРАЯ

ПРОТОКОЛ

совещания с руководителями ветряных кластеров

« 10 » марта 2031 г.

№ В03-7/03пр

РЕШИЛИ:

1. Руководителям ветряных кластеров, созданных в 2030 году, представить отчёт о ветре.

Срок – до 20 марта 2031 г.

2. Руководителям ветряных кластеров, созданных в 2030 году, направить карты порывов.

Срок – до 15:00 (мск) 25 марта 2031 г.

3. Руководителям ветряных кластеров, созданных в 2030 году, провести смотр флюгеров.

Срок – с 1 по 3 апреля 2031 г.

4. Отделу бурь (Вихрев В.В.) ежемесячно, не позднее 5 числа, представлять сводку о бурях.

5. Руководителям ветряных кластеров, созданных в 2029 году, продолжить исполнение \
поручений протокола от 1 февраля 2031 г. № В03-2/02пр.
"""
HOSTILE = (
    '=HYPERLINK("http://127.0.0.1:9/","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "1/2",
    "http://127.0.0.1:9/",
    "{=1+1}",
    "mailto:x@example.org",
    "a\x00b\x08c",
    "я" * 40_000,
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register of one invented protocol: a day, a clock time, a window, a monthly order, a bundle."""
    folder = tmp_path_factory.mktemp("report")
    made = create(folder / "data")
    paper = folder / "протокол.txt"
    paper.write_text(TEXT, encoding="utf-8")
    rows = list(take_in(made, [paper], recorded=datetime(2031, 3, 11, 12, tzinfo=MOSCOW)))
    assert [("added", 4)] == [(row.outcome, row.orders) for row in rows]
    return made


@pytest.fixture(scope="module")
def store(register: Register) -> Store:
    """Give the store over the register."""
    return ready(register)


def asked(
    at: str = "2031-03-22", language: str = "en", cohort: int | None = None, addressee: str | None = None
) -> Asked:
    """Return a question about a moment, as known on the same day."""
    moment = parse_moment(at)
    return Asked(Whom(cohort=cohort, addressee=addressee), moment, moment, "ru" if language == "ru" else "en")


def workbook(contents: Contents) -> Any:  # noqa: ANN401  its types know cells of all kinds
    """Return the workbook as another library reads it."""
    return openpyxl.load_workbook(io.BytesIO(render_report("xlsx", contents)))


def calendar(contents: Contents, upcoming: int = 366) -> list[Any]:
    """Return the entries of the calendar file."""
    read = icalendar.Calendar.from_ical(render_report("ics", contents, upcoming=upcoming))
    assert isinstance(read, icalendar.Calendar)
    return list(read.events)


def gather(store: Store, about: Asked) -> Contents:
    """Return a report's contents from the register's own index."""
    return gather_from(store, about, store.manifest.digest)


# --- the workbook --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbook_has_a_sheet_for_each_question(store: Store, language: str) -> None:
    """One sheet a question, each with a filter over its table, a frozen head and a landscape page."""
    book = workbook(gather(store, asked(language=language)))
    words = theme("report", "ru" if language == "ru" else "en")
    assert [words[f"sheet-{name}"] for name in (*QUESTIONS, "about")] == book.sheetnames
    for sheet in book:
        assert sheet.auto_filter.ref.startswith("A1:")
        assert "A2" == sheet.freeze_panes
        assert ("landscape", 9) == (sheet.page_setup.orientation, int(sheet.page_setup.paperSize))
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "$1:$1" == sheet.print_title_rows
        assert all(cell.value for cell in sheet[1])


def test_control_list_says_what_binds(store: Store) -> None:
    """The control list has each order with its real date, its days, its words and where they stand."""
    rows = list(workbook(gather(store, asked()))["Control list"].iter_rows(values_only=True))
    heads = [str(head) for head in rows[0]]
    lines = [dict(zip(heads, row, strict=True)) for row in rows[1:]]
    due, left = "Term, inclusive (Moscow time)", "Days left"
    assert [
        ("1", datetime(2031, 3, 20), -2, "overdue"),  # noqa: DTZ001  a workbook's dates have no zone
        ("2", datetime(2031, 3, 25, 15), 3, "in force"),  # noqa: DTZ001
        ("3", datetime(2031, 4, 3), 12, "in force"),  # noqa: DTZ001
        ("4", datetime(2031, 4, 5), 14, "in force"),  # noqa: DTZ001
    ] == [(line["Point"], line[due], line[left], line["State"]) for line in lines]
    assert [COHORT] * 3 + ["Отдел бурь"] == [line["To whom"] for line in lines]
    assert all(
        re.fullmatch(rf"protocols/{KEY}.txt \[\d+, \d+\)", line["Source [from, to)"]) for line in lines
    )
    assert datetime(2031, 4, 1) == lines[2]["Term begins (Moscow time)"]  # noqa: DTZ001


def test_sheets_agree_with_the_commands(store: Store) -> None:
    """What the sheets of due, overdue and missing list is what these commands list."""
    contents = gather(store, asked())
    moments: dict[str, str | None] = {
        "at": contents.asked.at.value.isoformat(),
        "known_at": contents.asked.known_at.value.isoformat(),
    }
    sheets = {sheet.question: sheet for sheet in sheets_of(contents)}
    coming = answer_query(store, "due", {**moments, "from": moments["at"]}).as_dicts()
    late = answer_query(store, "overdue", moments).as_dicts()
    lacking = answer_query(store, "missing", moments).as_dicts()
    assert (3, 1, 1) == (len(coming), len(late), len(lacking))
    for question, rows in (("due", coming), ("overdue", late)):
        cells = [sheets[question].cells(row) for row in sheets[question].rows]  # type: ignore[index]
        assert [row["point"] for row in rows] == [cell["point"] for cell in cells]
    assert [row["document"] for row in lacking] == [row[0] for row in sheets["missing"].rows]


def test_report_of_a_cohort_and_of_an_addressee(store: Store) -> None:
    """A report about somebody lists what binds them; an unknown name is an error."""
    assert ["1", "2", "3"] == [line["point"] for line in gather(store, asked(cohort=2030)).orders]
    assert ["4"] == [line["point"] for line in gather(store, asked(addressee="отдел бурь")).orders]
    assert 1 == len(gather(store, asked(cohort=2029)).missing.rows)
    assert 0 == len(gather(store, asked(cohort=2030)).missing.rows)
    with pytest.raises(UnknownNameError):
        gather(store, asked(addressee="Отдел штилей"))


def hostile(store: Store) -> Contents:
    """Return contents whose quoted words, names and grounds are probe strings."""
    contents = gather(store, asked())
    line = contents.orders[0]
    lines = [
        {**line, "quote": text, "addressee": text, "cohort": None, "because": [text], "document": text[:200]}
        for text in HOSTILE
    ]
    return replace(contents, answer={**contents.answer, "orders": lines})


def test_text_never_becomes_a_formula_or_a_link(store: Store) -> None:
    """Words that look like formulas, numbers, dates or addresses are text, whole, in every column."""
    sheet = workbook(hostile(store))["Control list"]
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None}
    assert {"s", "n", "d"} == kinds
    quotes = [row[5].value for row in sheet.iter_rows(min_row=2)]
    assert len(HOSTILE) == len(quotes)
    assert list(HOSTILE[:5]) == quotes[:5]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert 32_001 == len(quotes[-1])


def test_spreadsheet_program_reads_the_workbook(store: Store, tmp_path: Path, needs: Needs) -> None:
    """LibreOffice opens the workbook and finds text where text was: nothing is computed."""
    soffice = needs("soffice", "libreoffice-calc-nogui")
    path = tmp_path / "list.xlsx"
    path.write_bytes(render_report("xlsx", hostile(store)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    form = "csv:Text - txt - csv (StarCalc):44,34,76"
    command = [soffice, profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert 1 + len(HOSTILE) == len(rows)
    assert list(HOSTILE[:5]) == [row[5] for row in rows[1:6]]
    assert "1/2" == rows[9][5]


# --- the calendar file ---------------------------------------------------------------------------


def test_calendar_has_days_as_days_and_hours_with_their_zone(store: Store) -> None:
    """A day is a day, a clock time stands in Moscow's zone, a window has its length, each has an alarm."""
    entries = calendar(gather(store, asked()), upcoming=0)
    assert [
        (date(2031, 3, 20), date(2031, 3, 21)),
        (datetime(2031, 3, 25, 15, tzinfo=MOSCOW), None),
        (date(2031, 4, 1), date(2031, 4, 4)),
        (date(2031, 4, 5), date(2031, 4, 6)),
    ] == [(entry["dtstart"].dt, entry["dtend"].dt if "dtend" in entry else None) for entry in entries]
    assert "Europe/Moscow" == entries[1]["dtstart"].params["TZID"]
    assert [
        timedelta(hours=-15),
        timedelta(days=-1),
        timedelta(days=-1, hours=-15),
        timedelta(hours=-15),
    ] == [entry.alarms.times[0].alarm.TRIGGER for entry in entries]
    assert "представить отчёт о ветре" in entries[0]["description"]
    assert f"protocols/{KEY}.txt [" in entries[0]["description"]


def test_recurring_order_has_its_instances(register: Register) -> None:
    """A monthly order is in the calendar month by month, each instance with an identifier of its own."""
    entries = calendar(gather(ready(register), asked(addressee="Отдел бурь")), upcoming=100)
    days = [date(2031, 4, 5), date(2031, 5, 5), date(2031, 6, 5)]
    assert days == [entry["dtstart"].dt for entry in entries]
    assert 3 == len({entry["uid"] for entry in entries})


def test_identifiers_stay_when_a_term_moves(tmp_path: Path) -> None:
    """An extension moves the entry and keeps its identifier; a report on an instance leaves the others."""
    made = create(tmp_path / "data")
    paper = tmp_path / "протокол.txt"
    paper.write_text(TEXT, encoding="utf-8")
    list(take_in(made, [paper], recorded=datetime(2031, 3, 11, 12, tzinfo=MOSCOW)))
    before = calendar(gather(ready(made), asked()), upcoming=100)
    moment = datetime(2031, 3, 15, 12, tzinfo=MOSCOW)
    extended = datetime(2031, 3, 29, tzinfo=MOSCOW)
    for event in (
        Event("longer", "extension", moment, moment, KEY, "1", capacity="issuer", deadline=extended),
        Event("told", "report", moment, moment, KEY, "4", capacity="addressee", instance="2031-03"),
    ):
        record(made, event)
    after = calendar(gather(ready(made), asked()), upcoming=100)
    moved = {entry["uid"]: entry["dtstart"].dt for entry in after}
    assert date(2031, 3, 28) == moved[before[0]["uid"]]
    monthly = {entry["uid"]: entry["dtstart"].dt for entry in before if "В03-7/03пр 4" in entry["summary"]}
    kept = {uid: day for uid, day in moved.items() if uid in monthly}
    assert len(kept) in {len(monthly) - 1, len(monthly)}
    assert all(monthly[uid] == day for uid, day in kept.items())


def test_words_end_no_entry(store: Store) -> None:
    """Words with line ends and the calendar's own words stay inside their property."""
    contents = gather(store, asked())
    words = "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:x\\,;"
    lines = [{**contents.orders[0], "quote": words}]
    forged = replace(contents, answer={**contents.answer, "orders": lines})
    body = render_report("ics", forged)
    assert 1 == len(calendar(forged))
    assert 1 == body.count(b"\r\nEND:VEVENT")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def test_calendar_program_reads_the_file(store: Store, tmp_path: Path, needs: Needs) -> None:
    """Khal takes the file in, twice without doubling, and lists the terms on their days."""
    khal = needs("khal", "khal")
    (tmp_path / "terms").mkdir()
    (tmp_path / "config").write_text(_KHAL.format(folder=tmp_path), encoding="utf-8")
    (tmp_path / "terms.ics").write_bytes(render_report("ics", gather(store, asked()), upcoming=50))

    def run(*words: str) -> str:
        command = [khal, "-c", str(tmp_path / "config"), *words]
        done = subprocess.run(command, check=True, capture_output=True, timeout=60)
        return done.stdout.decode("utf-8")

    for _ in range(2):
        run("import", "--batch", "-a", "terms", str(tmp_path / "terms.ics"))
    form = "{start-long} {title}"
    listed = run("list", "2031-03-01", "2031-05-30", "--once", "--day-format", "", "--format", form)
    lines = [line for line in listed.splitlines() if line]
    assert 5 == len(lines)
    starts = ["2031-03-20", "2031-03-25 15:00", "2031-04-01", "2031-04-05", "2031-05-05"]
    assert all(line.startswith(start) for start, line in zip(starts, lines, strict=True))


_KHAL = """[calendars]
[[terms]]
path = {folder}/terms
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Moscow
default_timezone = Europe/Moscow
[sqlite]
path = {folder}/khal.db
"""


# --- the printed list ----------------------------------------------------------------------------


def test_printed_list_asks_for_nothing(store: Store, browser: Browser) -> None:
    """The page asks for nothing, runs nothing, shows hostile words as words, and fits a narrow window."""
    words = "<img src=x onerror=window.executed=1><script>window.executed=1</script>"
    contents = gather(store, asked())
    lines = [{**contents.orders[0], "quote": words, "because": [words], "addressee": words, "cohort": None}]
    forged = replace(contents, answer={**contents.answer, "orders": lines})
    page = browser.new_page(viewport={"width": 400, "height": 800})
    requests: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.set_content(render_report("html", forged).decode("utf-8"))
    assert words in page.inner_text("#binding")
    assert page.evaluate("window.executed") is None
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()
    assert ([], []) == (requests, said)


def test_printed_list_breaks_between_rows(store: Store, browser: Browser) -> None:
    """On paper it is A4 landscape, rows are kept together and heads repeat."""
    contents = gather(store, asked())
    many = [{**contents.orders[0], "id": f"{number}", "point": f"{number}"} for number in range(60)]
    long = replace(contents, answer={**contents.answer, "orders": many})
    page = browser.new_page()
    page.set_content(render_report("html", long).decode("utf-8"))
    page.emulate_media(media="print")
    looks = page.evaluate(
        """() => [getComputedStyle(document.querySelector("#binding tbody tr")).breakInside,
                  getComputedStyle(document.querySelector("#binding thead")).display]"""
    )
    assert ["avoid", "table-header-group"] == looks
    paper = page.pdf(prefer_css_page_size=True)
    page.close()
    assert re.search(rb"/MediaBox \[0 0 84[12](\.\d+)? 59[45]", paper)


@pytest.mark.parametrize("language", LANGUAGES)
def test_percentage_has_its_denominator(store: Store, language: str) -> None:
    """Each percentage tells of how many it is, and every reason of exclusion is listed."""
    body = render_report("html", gather(store, asked(language=language))).decode("utf-8")
    shown = "0,0 % (0 из 1)" if language == "ru" else "0.0% (0 of 1)"
    assert shown in body
    words = theme("report", "ru" if language == "ru" else "en")
    reasons = [text for name, text in words.items() if name.startswith("column-excluded-")]
    assert 7 == len(reasons)
    assert all(text in body for text in reasons)


def test_chart_says_in_words_what_it_draws(store: Store) -> None:
    """The chart has a name and a description with all its figures, and escapes names."""
    rows = gather(store, asked()).discipline.as_dicts()
    chart = draw_discipline([{**row, "name": f"<b>{row['name']}"} for row in rows], "en")
    assert (f"<b>{COHORT}: 0 in time, 0 late, 1 overdue, of 1",) == chart.lines
    assert 'role="img"' in chart.svg
    assert "<b>" not in chart.svg
    assert "&lt;b&gt;" in chart.svg.split("</desc>")[0]


# --- all forms -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_same_question_gives_same_bytes(store: Store, form: ReportForm) -> None:
    """The same register, T, K and language give the same bytes."""
    assert render_report(form, gather(store, asked())) == render_report(form, gather(store, asked()))
    assert "; charset=utf-8" in media_type(form) or form == "xlsx"
    assert f"obligraph-2030-2031-03-22.{form}" == file_name(form, gather(store, asked(cohort=2030)))


def test_report_from_a_server_is_the_same(register: Register) -> None:
    """A report made from a SPARQL server that the register was published to is the same."""
    store = ready(register)
    with oxigraph_server() as engine:
        publish(store, engine.filled_by)
        remote = connect(engine.query)
        about = asked()
        for form in FORMS:
            there = render_report(form, gather_from(remote, about, store.manifest.digest))
            assert render_report(form, gather(store, about)) == there
        remote.close()


def test_about_names_the_register_and_the_moments(store: Store) -> None:
    """The last sheet tells T, K, the zone, the state of the register and the assumptions."""
    contents = gather(store, asked())
    said = {str(row[0]): row[1] for row in sheets_of(contents)[-1].rows}
    assert "22.03.2031" == said["At the moment (T)"]
    assert store.manifest.digest == said["State of the register (SHA-256)"]
    assert "All dates and times are Moscow time (UTC+3)." == said["Time zone"]


def test_both_languages_say_the_same_things() -> None:
    """Every message of a report exists in Russian and in English, with the same blanks."""
    russian, english = theme("report", "ru"), theme("report", "en")
    assert sorted(english) == sorted(russian)
    assert english
    for name, text in english.items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", russian[name])), name


@pytest.mark.parametrize(
    ("until", "shown"),
    [
        (None, None),
        ("2031-03-21T00:00:00+03:00", date(2031, 3, 20)),
        ("2031-03-21T12:30:00+03:00", datetime(2031, 3, 21, 12, 30)),  # noqa: DTZ001
        ("2031-03-20T21:00:00+00:00", date(2031, 3, 20)),
    ],
)
def test_term_is_shown_as_people_say_it(until: str | None, shown: object) -> None:
    """A midnight is the day before it; anything else is Moscow's clock."""
    assert shown == term_end(until)


# --- the command ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (["-o", "list.xlsx"], b"PK"),
        (["-o", "list.ics", "--cohort", "2030"], b"BEGIN:VCALENDAR"),
        (["-o", "list", "--format", "html", "--all", "--lang", "ru"], b"<!doctype html>"),
    ],
)
def test_command_writes_the_file(
    register: Register, tmp_path: Path, words: list[str], begins: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form is the one asked for, else the one that the file's name ends with."""
    monkeypatch.chdir(tmp_path)
    at = ["--at", "2031-03-22", "--known-at", "2031-03-22"]
    done = CliRunner().invoke(obligraph, ["--data", str(register.folder), "report", *words, *at])
    assert (0, f"{words[1]}\n") == (done.exit_code, done.output)
    assert (tmp_path / words[1]).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    "words",
    [
        ["--cohort", "2030", "--all", "-o", "x.ics"],
        ["--programme", "П", "-o", "x.ics"],
        ["--cohort", "1999", "-o", "x.ics"],
        ["--format", "pdf", "-o", "x.pdf"],
        ["--all"],
    ],
)
def test_command_refuses_what_it_can_not_do(
    register: Register, tmp_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question that contradicts itself, an unknown cohort or form: one line, exit 2, no file."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(obligraph, ["--data", str(register.folder), "report", *words])
    assert (2, 1) == (done.exit_code, done.stderr.count("\n"))
    assert not list(tmp_path.iterdir())
