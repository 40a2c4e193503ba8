"""What must be kept by a day, and was done after it: only the authority can tell what follows.

A renewal since then shows that the authority took it as it was: who has renewed is asked nothing about an old
delay. What the record tells no day of is not doubted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rxladder.career.record import Career
from rxladder.facts.days import ONE_DAY
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date
from rxladder.rules.context import Atom
from rxladder.rules.result import TermDates

LATE = "done-late"
"""The cause of an unknown that only the authority can settle: does it accept what was done too late?"""


def last_day(deadline: date, term: TermDates | None) -> date:
    """The last day on which what is done by then is in time: that of the rule, or of the last renewal."""
    if term is None or term.starts is None or term.starts <= deadline:
        return deadline
    return term.starts - ONE_DAY


def days_between(career: Career, after: date, until: date) -> list[date]:
    """The days on which something in a record was got or done, the earliest first."""
    return sorted({day for day in _days(career) if day is not None and after < day <= until})


def _days(career: Career) -> Iterator[date | None]:
    yield from (held.held_without_break_since or held.first_issued for held in career.holdings)
    yield from (training.completed for training in career.trainings)
    yield from (taken.date for taken in career.exams)
    yield from (credit.date for credit in career.credits)


def late(deadline: date, done: date | None) -> Atom:
    """What was done, on a day that may not be told, after its last day."""
    return Atom("authority", LATE, "/".join(day.isoformat() for day in (deadline, done) if day))


def say_late(atom: Atom) -> str:
    """What to ask the authority about what was done late."""
    deadline, *done = (date.fromisoformat(day) for day in atom.key.split("/"))
    if not done:
        return _("Ask the board what happens now: it was done after its last day, {day}.").format(
            day=say_date(deadline)
        )
    return _("Ask the board what happens now: it was done on {done}, after its last day, {day}.").format(
        done=say_date(done[0]), day=say_date(deadline)
    )
