"""Words of dates and clocks, folded (small letters, «е» for «ё»)."""

from __future__ import annotations

MONTHS: tuple[tuple[str, ...], ...] = (
    ("января", "январь", "январе", "янв"),
    ("февраля", "февраль", "феврале", "фев", "февр"),
    ("марта", "март", "марте", "мар"),
    ("апреля", "апрель", "апреле", "апр"),
    ("мая", "май", "мае"),
    ("июня", "июнь", "июне", "июн"),
    ("июля", "июль", "июле", "июл"),
    ("августа", "август", "августе", "авг"),
    ("сентября", "сентябрь", "сентябре", "сен", "сент"),
    ("октября", "октябрь", "октябре", "окт"),
    ("ноября", "ноябрь", "ноябре", "ноя", "нояб"),
    ("декабря", "декабрь", "декабре", "дек"),
)
"""Genitive, nominative and prepositional of each month, then its abbreviations."""

MONTH_NUMBERS = {form: number for number, forms in enumerate(MONTHS, 1) for form in forms}
GENITIVES = {forms[0]: number for number, forms in enumerate(MONTHS, 1)}

YEAR_SHIFTS = {
    "текущего": 0,
    "этого": 0,
    "сего": 0,
    "т": 0,
    "с": 0,
    "следующего": 1,
    "будущего": 1,
    "прошлого": -1,
    "минувшего": -1,
}
"""«20 июня текущего года»: by how many years the named one differs from the document's."""

NO_YEAR_BEFORE = "(?:руб|чел|тыс|тонн|экз|штук)[а-я]*|(?:шт|кв|га|км|м)(?![а-я])"
"""Units that make «2000» behind a day and month something else than a year."""

SHORT_DAY_UNITS = r"\s?(?:час|ч\.|ч\s|мск|руб|тыс|млн|процент|%|м\s|км|га|кв|[0-9])"
"""What makes «12.05» something else than the twelfth of May."""

WEEKDAYS = {
    "понедельник": 1,
    "вторник": 2,
    "сред": 3,
    "четверг": 4,
    "пятниц": 5,
    "суббот": 6,
    "воскресень": 7,
}
"""Stems of the days of the week, Monday first."""

CITY_HOURS = {
    "калининградск": 2,
    "московск": 3,
    "самарск": 4,
    "екатеринбургск": 5,
    "омск": 6,
    "красноярск": 7,
    "новосибирск": 7,
    "иркутск": 8,
    "якутск": 9,
    "владивостокск": 10,
    "магаданск": 11,
    "сахалинск": 11,
    "камчатск": 12,
}
"""«по омскому времени»: hours ahead of UTC by the stem of the adjective."""

ZONE_BASES = {"мск": 3, "utc": 0, "gmt": 0, "uтс": 0, "gмт": 0}
"""«МСК+7», «UTC+5»: hours ahead of UTC that the sign is counted from."""

WEEKDAYS_EACH = ("понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям")
"""«по пятницам»: each week on that day."""

DAY_WORDS = {
    "сегодня": 0,
    "сегодняшнего": 0,
    "завтра": 1,
    "завтрашнего": 1,
    "послезавтра": 2,
}
"""Words that name a day by its distance from today; the genitives stand before «дня»."""
