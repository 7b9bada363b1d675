"""An invented register with something of every kind, its files, and what may happen to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from graph.build import record, take_in
from graph.model import MOSCOW, Cohort, Event, Member
from graph.register import Register

from .office_files import docx, p

KEY = "2031-02-18_K7-12pr"
RECORDED = datetime(2031, 6, 1, 12, 0, tzinfo=MOSCOW)
TEXT = """Совет по маякам

ПРОТОКОЛ
заседания совета
от 18 февраля 2031 г. № {number}

Председательствовал: Фонарёва М.М.

РЕШИЛИ:
1. Министерству света (Лампин И.И.) до 1 марта 2031 г. представить отчёт о лампах.
2. Принять к сведению доклад о тумане.
"""


def fill(register: Register, inbox: Path) -> None:
    """Take in two documents, a rendition, a newer text, an event with evidence, a member."""
    inbox.mkdir()
    (inbox / "a.txt").write_bytes(TEXT.format(number="К7-12пр").encode())
    (inbox / "b.docx").write_bytes(
        docx("".join(p(line) for line in TEXT.format(number="К7-13пр").splitlines() if line))
    )
    rows = take_in(register, [inbox], recorded=RECORDED)
    (inbox / "scan.txt").write_bytes("Пр0токол К7-12пр".encode())
    rows += take_in(register, [inbox / "scan.txt"], recorded=RECORDED, as_rendition_of=KEY)
    (inbox / "new.txt").write_bytes(TEXT.format(number="К7-12пр").replace("лампах", "огнях").encode())
    rows += take_in(register, [inbox / "new.txt"], recorded=RECORDED, supersede=KEY)
    assert ["added", "added", "rendition", "superseding"] == [row.outcome for row in rows]
    (inbox / "letter.pdf").write_bytes(b"%PDF letter")
    moment = RECORDED + timedelta(days=1, microseconds=5)
    event = Event("", "report", moment, moment, document=KEY, point="1", by="Лампин И.И.")
    record(register, event, inbox / "letter.pdf")
    register.add_members([Member(Cohort("Маяк", 2031), "Север")])


def files_of(register: Register) -> dict[str, bytes]:
    """Return a register's files with their bytes, without its index and hidden ones."""
    paths = [path for path in register.folder.rglob("*") if path.is_file()]
    names = {path.relative_to(register.folder): path for path in paths}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if name.parts[0] != "index" and not name.name.startswith(".")
    }


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what changes words of a file."""

    def change(folder: Path) -> None:
        (path,) = folder.glob(name)
        content = path.read_text(encoding="utf-8")
        assert old in content
        path.write_bytes(content.replace(old, new).encode())

    return change


def remove(name: str) -> Callable[[Path], None]:
    """Return what removes a file."""
    return lambda folder: next(folder.glob(name)).unlink()
