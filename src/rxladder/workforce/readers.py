"""What the values of a workforce's columns may be, and what an odd one means.

The database finds the odd values by a plain test (`odd_test`); each different one is read here, once, by
the same functions that read a career file, so that it is taken or refused in the same words. Nothing of
this runs inside the database.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from rxladder.career.file import read_answers
from rxladder.career.ids import Ids
from rxladder.career.record import CreditStatus
from rxladder.facts import matches
from rxladder.facts.entries import FIRST_DAY, HOURS, LAST_DAY, one_of, to_day
from rxladder.facts.entry_errors import PlaceError
from rxladder.facts.hints import quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.uan import parse_uan
from rxladder.workforce.sources import quoted_text
from rxladder.workforce.tables import Column, Kind

Reader = Callable[[str], str]
"""Gives what an odd value stands for, as text; a ValueError says what is wrong with it."""

_WORDS: dict[str, tuple[str, ...]] = {
    "topic": get_args(matches.Topic),
    "format": get_args(matches.Format),
    "audience": get_args(matches.Audience),
    "accreditation": get_args(matches.Accreditation),
    "status": get_args(CreditStatus),
}
UAN = "([0-9]{4}-[0-9]{4}|[0-9]{3}-[0-9]{3})-[0-9]{2}-[0-9]{3}-[A-Z]0[1-8]-[TP]"
"""A number in its usual spelling."""
MOST_HOURS = 1_000


def known_values(column: Column, ids: Ids) -> frozenset[str]:
    """The values that an id or a word is written with where it needs no rewriting."""
    if column.kind == "word":
        return frozenset(_WORDS[column.of])
    spellings = ids.spellings[column.of]  # type: ignore[index]  # the kinds of tables.py are kinds of ids
    return frozenset(id_ for spelling, id_ in spellings.items() if spelling == id_)


def typed(column: Column, kind: str | None) -> str:
    """SQL of a column's value in the type that audits want; `kind` is the type that it is kept in, if any."""
    wanted = TYPES[column.kind]
    if kind is None:
        value = f"NULL::{wanted}"
    elif column.kind == "facts" and kind.startswith(("STRUCT", "MAP")):
        value = f"CAST(to_json({column.name}) AS VARCHAR)"
    elif column.kind == "hours" and kind in ("FLOAT", "REAL"):
        value = f"TRY_CAST(CAST({column.name} AS VARCHAR) AS DOUBLE)"  # 0.1 is 0.1, as it is written
    elif kind == wanted or wanted == "VARCHAR":
        value = f"CAST({column.name} AS VARCHAR)" if kind != wanted else column.name
    else:
        value = f"TRY_CAST({column.name} AS {wanted})"
    return f"coalesce({value}, 'done')" if column.of == "status" else value


TYPES: dict[Kind, str] = {
    "text": "VARCHAR", "id": "VARCHAR", "word": "VARCHAR", "uan": "VARCHAR", "facts": "VARCHAR",
    "day": "DATE", "hours": "DOUBLE",
}  # fmt: skip
"""The type in which audits want each kind of column."""


def odd_test(column: Column, kind: str, ids: Ids) -> str:
    """SQL that is true for the values that need a look, in a column kept in some type; not for facts."""
    name, value = column.name, typed(column, kind)
    match column.kind:
        case "text":
            return f"({value} IS NULL OR {value} = '')"
        case "day":
            bounds = f"{value} BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'"
            as_written = (
                f" AND regexp_full_match({name}, '\\d{{4}}-\\d\\d-\\d\\d')" if kind == "VARCHAR" else ""
            )
            wrong = f"{name} IS NOT NULL AND ({bounds}{as_written}) IS NOT true"
        case "hours":
            wrong = f"{name} IS NOT NULL AND ({value} BETWEEN 0 AND {MOST_HOURS}) IS NOT true"
        case "uan":
            wrong = f"{value} IS NOT NULL AND NOT regexp_full_match({value}, '{UAN}')"
        case _:
            # A list is asked once for each different value of a block, IN for each row.
            known = ", ".join(map(quoted_text, sorted(known_values(column, ids))))
            wrong = f"NOT list_contains([{known}]::VARCHAR[], {value})"
    return f"({name} IS NULL OR {wrong})" if column.required else f"({wrong})"


def reader(column: Column, ids: Ids) -> Reader:
    """What reads the odd values of a column."""
    match column.kind:
        case "day":
            return _day
        case "hours":
            return _hours
        case "uan":
            return lambda text: parse_uan(text).text
        case "word":
            choose = one_of(_WORDS[column.of]).func
            return lambda text: str(choose(text.strip()))  # type: ignore[call-arg]
        case "id":
            return lambda text: ids.resolve(column.of, text.strip())  # type: ignore[arg-type]
        case "facts":
            return lambda text: _facts(text, ids)
        case _:
            return _refuse


def _refuse(text: str) -> str:
    raise ValueError(_("is empty"))


def _hours(text: str) -> str:
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        return str(float(HOURS(text.strip())))
    return str(float(HOURS(amount if amount.is_finite() else text)))


def _day(text: str) -> str:
    # What a timestamp or a text has beyond the day says nothing here.
    day, _space, rest = text.strip().replace("T", " ").partition(" ")
    if rest.strip("0:.Z+"):
        raise ValueError(_("{value} is not a date; write it as YYYY-MM-DD").format(value=quoted(text)))
    return to_day(day).isoformat()


def _facts(text: str, ids: Ids) -> str:
    """Answers as JSON with the questions' own ids; the same text where it has them already."""
    try:
        given = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except RecursionError:
        raise ValueError(_("is nested too deeply")) from None
    except json.JSONDecodeError as error:
        raise ValueError(_("is not JSON: {error}").format(error=error)) from None
    if not isinstance(given, dict):
        raise ValueError(_("is not a JSON object of questions and answers"))
    try:
        answers = read_answers(given, ids)
    except PlaceError as error:
        raise ValueError(error.message) from None
    return text if answers.keys() == given.keys() else json.dumps(_plainly(answers))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(_("a question is in it twice"))
    return found


def _plainly(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plainly(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
