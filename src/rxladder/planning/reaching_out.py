"""Whom to reach this week, in the order in which one would regret not having done it.

A promised day comes before a rhythm, and a mentor before others; within a rhythm the person comes first who
has waited longest measured by it (three weeks late on "every month" is worse than on "every year"). Rhythms
count from the last contact, never from a date in the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from rxladder.career.relationships import Acquaintance, Contact
from rxladder.facts.days import MonthDay

Cause = Literal["promised", "rhythm", "first", "birthday"]

WEEK = 7
SETTLES = timedelta(days=WEEK)
"""How long before its day a contact settles a promise: who writes "thank you" the day after has not yet."""
_ORDER: dict[Cause, int] = {"promised": 0, "birthday": 1, "rhythm": 2, "first": 3}


@dataclass(frozen=True, slots=True)
class Reaching:
    """Somebody to be in touch with: `who` is the place in the list that was given.

    `due` is the day from which on it is time, `late` how far past it in parts of the rhythm (0 for what has
    none), `last` the contact whose note is what to take up again: the latest, or that of the promise.
    """

    who: int
    due: date
    cause: Cause
    late: Fraction
    mentoring: bool
    last: Contact | None


def to_reach(people: Sequence[Acquaintance], on: date, days: int = WEEK) -> list[Reaching]:
    """Everyone whom it is time to reach in so many days from `on`, each once, by the most urgent cause."""
    until = on + timedelta(days=days - 1)
    found = []
    for at, person in enumerate(people):
        due = [one for one in _causes(at, person, on) if one.due <= until]
        if due:
            found.append(min(due, key=_urgency))
    return sorted(found, key=_urgency)


def _urgency(one: Reaching) -> tuple[object, ...]:
    return (_ORDER[one.cause], not one.mentoring, -one.late, one.due, one.who)


def _causes(at: int, person: Acquaintance, on: date) -> Iterable[Reaching]:
    last = person.last
    mentoring = person.mentoring is not None
    promised = open_promise(person)
    if promised and promised.follow_up:
        yield Reaching(at, promised.follow_up, "promised", Fraction(0), mentoring, promised)
    if person.birthday:
        yield Reaching(at, next_birthday(person.birthday, on), "birthday", Fraction(0), mentoring, last)
    if person.rhythm is None:
        return
    began = last.on if last else person.added
    if began is None:
        yield Reaching(at, on, "first", Fraction(0), mentoring, None)
        return
    due = person.rhythm.after(began)
    late = Fraction(max((on - due).days, 0), max((due - began).days, 1))
    yield Reaching(at, due, "rhythm" if last else "first", late, mentoring, last)


def open_promise(person: Acquaintance) -> Contact | None:
    """The contact at which a day was promised that is still to be kept: of several the last.

    A contact in the week before that day, or later, has settled it.
    """
    last = person.last
    told = [(one.on, one.follow_up, one) for one in person.contacts if one.follow_up]
    if last is None or not told:
        return None
    latest = max(on for on, _due, _one in told)
    due, promised = min(((due, one) for on, due, one in told if on == latest), key=lambda pair: pair[0])
    return promised if last.on == latest or last.on < due - SETTLES else None


def next_birthday(birthday: date | MonthDay, on: date) -> date:
    """The next birthday from `on` on; that of 29 February is the last of February in other years."""
    day = birthday if isinstance(birthday, MonthDay) else MonthDay((birthday.month, birthday.day))
    this_year = _in_year(day, on.year)
    return this_year if this_year >= on else _in_year(day, on.year + 1)


def _in_year(day: MonthDay, year: int) -> date:
    # `MonthDay.in_year` takes 28 February for the month's end, as authorities do; a birthday is the day.
    return date(year, 2, 28) if day == (2, 28) else day.in_year(year)
