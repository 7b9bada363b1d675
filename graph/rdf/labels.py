"""What things are called in Russian, for pictures and tables."""

from __future__ import annotations

from datetime import date

from ..model import Cohort, DocumentKind, EventKind

_DOCUMENTS: dict[DocumentKind | None, str] = {
    "protocol": "Протокол",
    "order": "Приказ",
    "decree": "Постановление",
    "letter": "Письмо",
    "list": "Перечень поручений",
    "memo": "Служебная записка",
    "other": "Документ",
    None: "Документ",
}
_EVENTS: dict[EventKind, str] = {
    "report": "Отчёт",
    "return": "Возврат на доработку",
    "acceptance": "Принятие исполнения",
    "extension": "Продление срока",
    "condition-true": "Условие наступило",
    "condition-false": "Условие не наступило",
    "cancellation": "Снятие с контроля",
    "replacement": "Замена",
    "departure": "Выбытие",
    "withdrawal": "Отзыв записи",
    "correction": "Исправление",
}


def document_label(kind: DocumentKind | None, number: str | None, day: date | None) -> str:
    """Return a document's name: «Протокол № Д05-124/05пр от 08.11.2023»."""
    name = f"{_DOCUMENTS[kind]} № {number}" if number else f"{_DOCUMENTS[kind]} без номера"
    return f"{name} от {day:%d.%m.%Y}" if day else f"{name} без даты"


def point_label(number: str | None, path: str) -> str:
    """Return a point's short ID: «Д05-124/05пр III/2.1»."""
    return f"{number or 'б/н'} {path}"


def meeting_label(number: str | None, day: date | None) -> str:
    """Return a meeting's name by its protocol."""
    when = f" {day:%d.%m.%Y}" if day else ""
    return f"Совещание{when} ({number or 'б/н'})"


def item_label(path: str, title: str) -> str:
    """Return an agenda item's name: its number and title."""
    return f"{path}. {title}"


def cohort_label(cohort: Cohort) -> str:
    """Return a cohort's name: «Профессионалитет, 2023»."""
    return f"{cohort.programme}, {cohort.year}"


def cohort_definition(cohort: Cohort) -> str:
    """Return who belongs to a cohort."""
    return f"Созданные в {cohort.year} году в рамках «{cohort.programme}»"


def bundle_label(document: str, addressee: str) -> str:
    """Return a bundle's name: whose orders, for whom."""
    return f"Поручения {document} для: {addressee}"


def event_label(kind: EventKind, day: date) -> str:
    """Return an event's name: what happened and when."""
    return f"{_EVENTS[kind]} {day:%d.%m.%Y}"
