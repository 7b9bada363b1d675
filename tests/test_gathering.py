"""Chair, signer and reporters of whole documents, out of the parts that name them."""

from __future__ import annotations

import pytest

from graph.model import Protocol, Role

from .read_texts import HEAD, read

_ORDER = "1. Отделу качелей до 1 мая 2026 г. смазать качели.\n"
_DECIDED = f"\n\nРЕШИЛИ:\n{_ORDER}"

CHAIRS = [
    ("Качелин Б.П.", "Председательствующий: Качелин Борис Петрович"),
    ("Качелин Б.П.", "Совещание вёл: глава двора Б.П. Качелин"),
    ("Качелин Б.П.", "ПРЕДСЕДАТЕЛЬСТВОВАЛ\nЗаместитель главы\nПесочного района\nБ.П. КАЧЕЛИН"),
    ("Качелин Б.П.", "Председатель комиссии | Качелин Б.П. | глава двора"),
    ("Качелин Б.П.", "Под председательством главы двора Качелина Б.П. присутствовали: Песков А.А."),
    ("Качелин Б.П.", "Присутствовали: Песков А.А., Качелин Б.П. (председатель)"),
    ("Качелин", "Председатель: Качелин"),
    (None, "Присутствовали: Песков А.А., Качелин Б.П."),
]


def _chair(protocol: Protocol) -> str | None:
    return protocol.head.chair.value if protocol.head.chair else None


@pytest.mark.parametrize(("chair", "named"), CHAIRS)
def test_chair_of_a_meeting(chair: str | None, named: str) -> None:
    """The chair is shown surname first, whatever word and case name him."""
    assert chair == _chair(read(f"{HEAD}{named}{_DECIDED}"))


def test_chair_who_only_signed() -> None:
    """A signer whose post is to preside held the chair; the other signature is the secretary's."""
    found = read(f"{HEAD}{_DECIDED}\nПредседатель комиссии    Б.П. Качелин\n\nСекретарь    А.А. Пескова\n")

    assert "Качелин Б.П." == _chair(found)
    assert [("signer", "Качелин Б.П."), ("secretary", "Пескова А.А.")] == _roles(found)


@pytest.mark.parametrize("kind", ["РАСПОРЯЖЕНИЕ", "ПОСТАНОВЛЕНИЕ", "ПРИКАЗ"])
def test_acts_have_no_chair(kind: str) -> None:
    """Whoever signs an act presided nowhere."""
    signed = "Председатель комитета                    Б.П. Качелин"
    assert _chair(read(f"{kind}\n12 марта 2026 г. № 5\n\nО качелях\n\n{_ORDER}\n{signed}\n")) is None


@pytest.mark.parametrize(
    ("head", "signed"),
    [
        (HEAD, "\n\nГлава двора            Б.П. Качелин\n"),
        (HEAD, "\n\nДиректор Департамента\nкачелей\n\n\nБ.П. Качелин\n"),
        (HEAD, "\n\nИ.о. главы двора            Б.П. Качелин\n"),
        (
            "УТВЕРЖДАЮ\nГлава двора\n________ Б.П. Качелин\n12 марта 2026 г.\n\nПЕРЕЧЕНЬ ПОРУЧЕНИЙ\n\n",
            "",
        ),
    ],
)
def test_control_kept_by_the_signer(head: str, signed: str) -> None:
    """«Оставляю за собой» is said by whoever signed, or approved, the document."""
    found = read(f"{head}РЕШИЛИ:\n{_ORDER}2. Контроль исполнения оставляю за собой.{signed}")
    assert ["Качелин Б.П."] == [one.value.name for point in found.points for one in point.responsible]


def _roles(protocol: Protocol) -> list[tuple[Role, str]]:
    return [(fact.value.role, fact.value.name) for fact in protocol.people]


SPEAKERS = [
    (("Пескова А.А.", "начальник отдела песка"), "СЛУШАЛИ: начальника отдела песка Пескову А.А. о песке."),
    (("Пескова А.А.", "начальник отдела песка"), "СЛУШАЛИ:\nПескову А.А. – начальника отдела песка."),
    (("Пескова А.А.", "начальник отдела песка"), "Докладчик: начальник отдела песка – Пескова А.А."),
    (
        ("Пескова А.А.", "начальник отдела песка"),
        "Слово для доклада предоставлено начальнику отдела песка Песковой А.А.",
    ),
    (("Песков А.А.", None), "СЛУШАЛИ: Песков А.А. сообщил о песке."),
    (("Песков А.А.", None), "(Песков А.А.)"),
]


@pytest.mark.parametrize(("speaker", "said"), SPEAKERS)
def test_reporters(speaker: tuple[str, str | None], said: str) -> None:
    """The reporter of a question stands with his post, both in the nominative."""
    found = read(
        f"{HEAD}1. О песке\n\n{said}\n\nВЫСТУПИЛИ: Качелин Б.П.\n\nРЕШИЛИ:\n1.1. Принять к сведению.\n"
    )
    spoken = [fact.value for fact in found.people if fact.value.role == "speaker"]

    assert [("1", *speaker)] == [(person.item, person.name, person.post) for person in spoken]


def test_reporters_of_the_agenda() -> None:
    """The agenda names reporters too, each for the question above."""
    agenda = "ПОВЕСТКА ДНЯ:\n1. О песке.\n(Песков А.А.)\n2. О качелях.\nДокладывает: сторож – Качелин Б.П.\n"
    found = read(
        f"{HEAD}{agenda}\n1. О песке.\nРЕШИЛИ:\n1.1. Принять.\n\n2. О качелях.\nРЕШИЛИ:\n2.1. Принять.\n"
    )
    spoken = [fact.value for fact in found.people if fact.value.role == "speaker"]

    assert [("1", "Песков А.А.", None), ("2", "Качелин Б.П.", "сторож")] == [
        (person.item, person.name, person.post) for person in spoken
    ]


def test_several_reporters_at_once() -> None:
    """One sentence may name several, each with a post."""
    said = (
        "Заслушав доклады начальника отдела песка Песковой А.А. и директора МБУ «Двор» Качелина Б.П. о дворе,"
    )
    found = read(f"{HEAD}1. О дворе\n\n{said}\n\nРЕШИЛИ:\n1.1. Принять к сведению.\n")
    spoken = [(fact.value.name, fact.value.organisation) for fact in found.people]

    assert [("Пескова А.А.", "отдел песка"), ("Качелин Б.П.", "МБУ «Двор»")] == spoken


ATTENDEES = [
    (
        [("Песков А.А.", "сторож", "МБУ «Двор»")],
        "№ | ФИО | Организация | Должность\n1 | Песков А.А. | МБУ «Двор» | сторож",
    ),
    ([("Песков А.А.", "сторож", None)], "Присутствовали:\nсторож                 – А.А. Песков"),
    (
        [("Песков А.А.", "заместитель главы двора", None)],
        "Присутствовали:\nПесков А.А. - заместитель\n     главы двора",
    ),
    (
        [("Песков А.А.", "заместитель главы Песочного района", None)],
        "Присутствовали:\n\nзаместитель главы\nПесочного района    – А.А. Песков",
    ),
    ([("Песков А.А.", None, "АО «Оси»")], "Присутствовали:\nАО «Оси»:\nПесков А.А."),
    (
        [("Песков А.А.", None, None)],
        "Из 7 членов комиссии присутствуют:\nПесков А.А.\nОтсутствуют: Осин О.О.",
    ),
    ([("Песков А.А.", "заместитель председателя", None)], "Заместитель председателя: Песков А.А."),
]


@pytest.mark.parametrize(("present", "listed"), ATTENDEES)
def test_attendees(present: list[tuple[str, str | None, str | None]], listed: str) -> None:
    """Tables, columns and wrapped lines give each his own post and body."""
    found = read(f"{HEAD}{listed}{_DECIDED}").people
    people = [fact.value for fact in found if fact.value.role == "attendee"]

    assert present == [(person.name, person.post, person.organisation) for person in people]


def test_the_signer_s_unit_stands_under_the_issuer() -> None:
    """What the signature alone says of a unit is enough to place it."""
    found = read(f"МИНИСТЕРСТВО ДВОРОВ\n\n{HEAD}{_DECIDED}\n\nДиректор Департамента\nпеска\n\nБ.П. Качелин\n")
    placed = {(fact.value.name, fact.value.parent) for fact in found.organisations}

    assert ("Департамент песка", "Министерство дворов") in placed


@pytest.mark.parametrize("short", ["(МИНДВОР)", "(Миндвор)"])
def test_the_issuer_s_abbreviation(short: str) -> None:
    """A short name in brackets below the issuer names the same body elsewhere."""
    sent = "Присутствовали:\nот Миндвора – Песков А.А."
    found = read(f"МИНИСТЕРСТВО ДВОРОВ\n{short}\n\n{HEAD}{sent}{_DECIDED}")

    assert ["Министерство дворов"] == [fact.value.organisation for fact in found.people]
    assert ("Миндвор",) == found.organisations[0].value.alternatives
