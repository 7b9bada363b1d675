"""Declension of Russian surnames in both directions, by their endings.

The table is data: a row gives a nominative ending and the endings of the oblique cases. Rows stand
in the order in which they are preferred where an oblique form fits several of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from .word_readings import Case, readings

_CASES: tuple[Case, ...] = ("nomn", "gent", "datv", "accs", "ablt", "loct")

# nominative | what the stem before the ending must end with: V vowel, C consonant, or letters | oblique
_TABLE = """
    ов     -         ова   ову   ова   овым   ове
    ев     -         ева   еву   ева   евым   еве
    ёв     -         ёва   ёву   ёва   ёвым   ёве
    ин     -         ина   ину   ина   иным   ине
    ын     -         ына   ыну   ына   ыным   ыне
    ова    -         овой  овой  ову   овой   овой
    ева    -         евой  евой  еву   евой   евой
    ёва    -         ёвой  ёвой  ёву   ёвой   ёвой
    ина    -         иной  иной  ину   иной   иной
    ына    -         ыной  ыной  ыну   ыной   ыной
    ский   -         ского скому ского ским   ском
    цкий   -         цкого цкому цкого цким   цком
    ская   -         ской  ской  скую  ской   ской
    цкая   -         цкой  цкой  цкую  цкой   цкой
    ия     C         ии    ии    ию    ией    ии
    ец     C         ца    цу    ца    цом    це
    ец     C         ца    цу    ца    цем    це
    ей     C         ья    ью    ья    ьём    ье
    й      V         я     ю     я     ем     е
    ие     C         ия    ию    ие    ием    ии
    ье     C         ья    ью    ье    ьем    ье
    ь      бвдзлмнпрст я   ю     я     ем     е
    ий     гкх       ого   ому   ого   им     ом
    ий     жчшщн     его   ему   его   им     ем
    ый     бвдзлмнпрст ого ому   ого   ым     ом
    ой     C         ого   ому   ого   ым     ом
    а      гкх       и     е     у     ой     е
    а      жчшщ      и     е     у     ей     е
    а      бвдзлмнпрстф ы  е     у     ой     е
    а      ц         ы     е     у     ей     е
    ая     C         ой    ой    ую    ой     ой
    яя     C         ей    ей    юю    ей     ей
    я      C         и     е     ю     ей     е
    я      V         и     е     ю     ей     е
    ок     гджзлмнпрстцчш ка ку  ка    ком    ке
    -      жчшщц     а     у     а     ем     е
    -      C         а     у     а     ом     е
"""
_VOWELS = "аеёиоуыэюя"
_FIXED = ("дзе", "швили", "ко", "аго", "яго", "ово", "ых", "их", "иа", "уа", "оглы", "о", "у", "ю", "э", "и")
_MARKED = (
    *(
        "ов",
        "ев",
        "ёв",
        "ин",
        "ын",
        "ова",
        "ева",
        "ёва",
        "ина",
        "ына",
        "ову",
        "еву",
        "ёву",
        "ину",
        "ыну",
        "овой",
        "евой",
    ),
    *("ский", "ская", "скому", "ской", "цкий", "цкая", "енко", "чук", "дзе", "швили", "ых", "их", "ян"),
)
_FLEETING = ("ец", "ок", "ей")
_ADJECTIVAL = ("ый", "ий", "ой", "ая", "яя", "ская", "цкая", "ский", "цкий")
_OBLIQUE_ONLY = (
    *("ову", "еву", "ёву", "ину", "ыну", "овым", "евым", "ёвым", "иным", "овой", "евой", "ёвой", "иной"),
    *("скому", "цкому", "ского", "цкого", "ским", "цким", "ской", "цкой", "скую", "цкую", "ому", "ему"),
    *("ого", "его", "ую", "юю", "чем", "ичу", "ича"),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One declension: `endings` by case, `before` what the stem must end with."""

    before: str
    endings: tuple[str, ...]

    def fits(self, stem: str) -> bool:
        """Tell whether a stem can stand before these endings."""
        last = stem[-1:].lower()
        if len(stem) < 2:
            return False
        if self.before == "V":
            return last in _VOWELS
        if self.before == "C":
            return last not in _VOWELS and last not in "ьъй"
        return self.before == "-" or last in self.before


def _rows() -> tuple[_Row, ...]:
    lines = (line.split() for line in _TABLE.strip().splitlines())
    return tuple(
        _Row(before, ("" if nominative == "-" else nominative, *oblique))
        for nominative, before, *oblique in lines
    )


_ROWS = _rows()


@lru_cache(maxsize=20_000)
def surname_forms(surname: str) -> tuple[tuple[str, Case], ...]:
    """Return the case forms that a nominative surname can have, of either gender, «ё» as «е».

    A surname that ends in a consonant is a woman's too, and then keeps one form.
    """
    parts = [(part, _rows_of(part)) for part in surname.split("-")]
    found = {(fold_surname(surname), case) for case in _CASES if _may_stay(surname) or case == "nomn"}
    for index, case in enumerate(_CASES):
        choices = (
            {stem + row.endings[index] for stem, row in rows} | ({part} if _is_shut(part) else set())
            or {part}
            for part, rows in parts
        )
        found |= {(fold_surname("-".join(chosen)), case) for chosen in product(*choices)}
    return tuple(sorted(found))


def _rows_of(surname: str) -> list[tuple[str, _Row]]:
    """Return the declensions of a surname, each with its stem: those of the longest ending that fits.

    A fleeting vowel («Заяц», «Чеснок», «Соловей») is not sure, so there the shorter endings count too.
    """
    found = []
    for row in _ROWS:
        ending = row.endings[0]
        if surname.endswith(ending) and row.fits(stem := surname[: len(surname) - len(ending)]):
            found.append((stem, row))
    longest = max((row.endings[0] for _, row in found), key=len, default="")
    if longest in _FLEETING:
        return found
    return [(stem, row) for stem, row in found if row.endings[0] == longest]


def _is_shut(part: str) -> bool:
    """Tell whether a part of a double surname may keep its form, as «Тросс» in a woman's."""
    return part[-1:].lower() not in _VOWELS + "йь"


def _may_stay(surname: str) -> bool:
    last = surname[-1:].lower()
    return surname.lower().endswith(_FIXED) or last not in "аяй"


def fold_surname(surname: str) -> str:
    """Return the surname as compared: lower case, «е» for «ё»."""
    return surname.lower().replace("ё", "е").replace("‑", "-")


def ends_like_surname(word: str) -> bool:
    """Tell whether a capital word has an ending that marks Russian surnames («Асфальтов», «Шпалко»)."""
    return len(word) > 4 and word[0].isupper() and word[1:].islower() and word.endswith(_MARKED)


def may_be_nominative(surname: str) -> bool:
    """Tell whether a written surname can be in the nominative («Соколову» can't)."""
    return not any(part.endswith(_OBLIQUE_ONLY) for part in surname.lower().split("-"))


@lru_cache(maxsize=20_000)
def surname_to_nominative(written: str, case: Case) -> tuple[str, float]:
    """Return the nominative of a surname written in that case, and how sure that is."""
    parts = [_part_to_nominative(part, case) for part in written.split("-")]
    return "-".join(part for part, _ in parts), min(sure for _, sure in parts)


def _part_to_nominative(written: str, case: Case) -> tuple[str, float]:
    if case == "nomn":
        return written, 0.9
    if written.lower().endswith(_FIXED[:11]):
        return written, 0.8
    candidates = _candidates(written, _CASES.index(case))
    if not candidates:
        return written, 0.6 if written.lower().endswith(_FIXED) or written[-1:] not in _VOWELS else 0.3
    if len(set(candidates)) == 1 or candidates[0].lower().endswith(_SURE):
        return candidates[0], 0.9
    return _known(written, case, candidates) or (candidates[0], 0.6)


_SURE = ("ов", "ев", "ёв", "ин", "ын", "ова", "ева", "ёва", "ина", "ына", "ский", "ская", "цкий", "цкая")


def _candidates(written: str, index: int) -> list[str]:
    found = []
    for row in _ROWS:
        ending = row.endings[index]
        if written.endswith(ending) and row.fits(stem := written[: len(written) - len(ending)]):
            found.append(stem + row.endings[0])
    return found


def _known(written: str, case: Case, candidates: list[str]) -> tuple[str, float] | None:
    """Return the candidate that the dictionary confirms: a surname it knows, an adjective, a neuter noun."""
    fitting = [one for one in readings(written) if one.case == case]
    for one in fitting:
        form = one.parse.inflect({"nomn", "sing"}) if "Surn" in one.traits else None
        named = next(
            (name for name in candidates if form and fold_surname(name) == fold_surname(form.word)), None
        )
        if named:
            return named, 0.8
    if any(one.part == "ADJF" for one in fitting):
        named = next((name for name in candidates if name.endswith(_ADJECTIVAL)), None)
        return (named, 0.8) if named else None
    neuter = {one.lemma for one in fitting if one.part == "NOUN" and one.gender == "neut"}
    named = next((name for name in candidates if name.lower() in neuter), None)
    return (named, 0.7) if named else None
