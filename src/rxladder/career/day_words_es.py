"""Days that a Spanish sentence tells by words: "ayer", "el lunes pasado", "en 3 semanas", "el 5 de enero"."""

from __future__ import annotations

import re
from datetime import date

from rxladder.career.day_steps import Direction, Found, Reading, moved, of_a_year, to_weekday

_WEEKDAYS = ("lun", "mar", "mie", "jue", "vie", "sab", "dom")
_WEEKDAY = r"(?P<weekday>lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)"
_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_MONTH = (
    r"(?P<month>enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
    r"|ene|feb|mar|abr|may|jun|jul|ago|sept?|oct|nov|dic)\b\.?"
)
_COUNT = r"(?P<count>\d{1,3}|una?|un par de|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)"
_COUNTS = {"un": 1, "una": 1, "un par de": 2, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6}
_COUNTS |= {"siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12}
_UNIT = r"(?P<unit>d[ií]as?|semanas?|mes(?:es)?|años?|anos?)"
_UNITS = {"d": "day", "s": "week", "m": "month", "a": "year"}


def _unit(found: Found) -> str:
    return _UNITS[found["unit"][0].lower()]


def _counted(found: Found, on: date, sign: int) -> date:
    text = found["count"].lower()
    return moved(on, sign * (int(text) if text.isdigit() else _COUNTS[text]), _unit(found))


def _next(found: Found, on: date, sign: int) -> date:
    return moved(on, sign, _unit(found))


def _weekday(found: Found, on: date, direction: Direction) -> date:
    wanted = _WEEKDAYS.index(found["weekday"][:3].lower().replace("é", "e").replace("á", "a"))
    past = "pasado" in found[0].lower()
    return to_weekday(wanted, on, "back" if past else direction, before_today=past)


def _dated(found: Found, on: date, direction: Direction) -> date | None:
    month = _MONTHS.index(found["month"][:3].lower()) + 1
    if found["year"]:
        return date(int(found["year"]), month, int(found["day"]))
    return of_a_year(month, int(found["day"]), on, direction)


_COUNTED = rf"{_COUNT} {_UNIT}"

FORMS: tuple[tuple[re.Pattern[str], Reading], ...] = (
    (re.compile(r"\b(?:hoy|esta (?:mañana|tarde|noche))\b", re.I), lambda _f, on, _d: on),
    (re.compile(r"\bpasado mañana\b", re.I), lambda _f, on, _d: moved(on, 2, "day")),
    (re.compile(r"(?<!la )(?<!de )\bmañana\b", re.I), lambda _f, on, _d: moved(on, 1, "day")),
    (re.compile(r"\b(?:anteayer|antier|antes de ayer)\b", re.I), lambda _f, on, _d: moved(on, -2, "day")),
    (re.compile(r"\bayer\b", re.I), lambda _f, on, _d: moved(on, -1, "day")),
    (re.compile(rf"\bhace {_COUNTED}\b", re.I), lambda found, on, _d: _counted(found, on, -1)),
    (re.compile(rf"\b(?:en|dentro de) {_COUNTED}\b", re.I), lambda found, on, _d: _counted(found, on, 1)),
    (re.compile(rf"\b(?:la|el) {_UNIT} pasad[oa]\b", re.I), lambda found, on, _d: _next(found, on, -1)),
    (re.compile(rf"\b(?:la|el) pr[oó]xim[oa] {_UNIT}\b", re.I), lambda found, on, _d: _next(found, on, 1)),
    (re.compile(rf"\b(?:la|el) {_UNIT} que viene\b", re.I), lambda found, on, _d: _next(found, on, 1)),
    (re.compile(rf"\b(?:el )?(?:pr[oó]ximo )?{_WEEKDAY}(?: pasado| que viene)?\b", re.I), _weekday),
    (re.compile(rf"\b(?:el )?(?P<day>\d{{1,2}}) de {_MONTH}(?: del? (?P<year>\d{{4}}))?", re.I), _dated),
)  # fmt: skip
