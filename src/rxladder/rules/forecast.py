"""Hours against time for each holding's term: what counted when, what is booked, and the pace still needed.

Every figure is the audit's own on that day. The pace looks at the hours to go, not at the total alone: a
missing topic takes hours even where the total is full. `forecast_words` says it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from rxladder.career.record import Career, Credit
from rxladder.facts.load import Packs
from rxladder.rules.audit import audit
from rxladder.rules.due_days import closes
from rxladder.rules.numbers import at_most
from rxladder.rules.result import Audit, ClauseResult, HoldingAudit
from rxladder.rules.terms import last_day

_NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Point:
    """Hours that count on a day, all together."""

    day: date
    hours: Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """Hours that still have to be taken by a day."""

    hours: Fraction
    by: date


@dataclass(frozen=True, slots=True)
class Forecast:
    """One holding's hours against time, on the day `on` of its audit `found`.

    `counted` are steps from `starts` to `on`; `booked` go on from there with what is booked or planned, and
    are empty where that adds nothing. `steps` is what has to be taken by when, `pace` the line from now
    through them; `until` is the last day to keep. Without `counted` there is nothing to draw.
    """

    found: HoldingAudit
    on: date
    starts: date | None = None
    until: date | None = None
    steps: tuple[Step, ...] = ()
    counted: tuple[Point, ...] = ()
    booked: tuple[Point, ...] = ()

    @property
    def pace(self) -> tuple[Point, ...]:
        """The line that would be on time."""
        if not self.steps:
            return ()
        points = [Point(self.on, self.found.hours_counted)]
        for step in self.steps:
            points.append(Point(step.by, points[-1].hours + step.hours))
        return tuple(points)


def forecast(career: Career, packs: Packs, now: Audit) -> tuple[Forecast, ...]:
    """The forecast for every holding of an audit, on its day."""
    kept = _Audits(career, packs, now)
    return tuple(_of(place, found, kept) for place, found in enumerate(now.holdings))


def totals(found: HoldingAudit) -> list[ClauseResult]:
    """The clauses that ask for a number of hours in all; more than one where years are judged apart."""
    return [clause for clause in found.clauses if clause.is_total and clause.unit == "hours"]


class _Audits:
    """The audits on other days, each made once for all holdings."""

    def __init__(self, career: Career, packs: Packs, now: Audit) -> None:
        self.career, self.packs, self.on = career, packs, now.on
        self.fulfilled = replace(career, credits=tuple(replace(one, status="done") for one in career.credits))
        self._then: dict[date, Audit] = {now.on: now}
        self._later: dict[date, Audit] = {}

    def counted(self, place: int, day: date) -> Fraction:
        """What counted for a holding on a day up to now."""
        if day not in self._then:
            self._then[day] = audit(self.career, self.packs, day)
        return self._then[day].holdings[place].hours_counted

    def promised(self, place: int, day: date) -> Fraction:
        """What will count on a day from now on, if all that is booked and planned is done."""
        if day not in self._later:
            self._later[day] = audit(self.fulfilled, self.packs, day)
        return self._later[day].holdings[place].hours_counted


def _of(place: int, found: HoldingAudit, audits: _Audits) -> Forecast:
    term, on = found.term, audits.on
    if term is None or found.status == "lapsed" or found.hours_needed is None:
        return Forecast(found, on)
    until = last_day(term, on)
    steps = _steps(found, on, until)
    if not found.hours_needed or term.starts is None:
        return Forecast(found, on, term.starts, until, steps)
    starts = min(term.starts, on)
    counted = tuple(Point(day, audits.counted(place, day)) for day in _days(audits, starts))
    return Forecast(found, on, starts, until, steps, counted, _booked(place, found, audits, term.ends))


def _days(audits: _Audits, starts: date) -> list[date]:
    """The days on which the hours may have changed."""
    done = (one.date for one in audits.career.credits if one.status == "done")
    return sorted({starts, audits.on, *(day for day in done if starts < day < audits.on)})


def _booked(place: int, found: HoldingAudit, audits: _Audits, ends: date) -> tuple[Point, ...]:
    days = {max(one.date, audits.on) for one in audits.career.credits if _ahead(one, audits.on, ends)}
    points = [Point(day, audits.promised(place, day)) for day in sorted(days)]
    now = Point(audits.on, found.hours_counted)
    return (now, *points) if points and points[-1].hours > now.hours else ()


def _ahead(credit: Credit, on: date, ends: date) -> bool:
    """Whether a credit is still to come in a term."""
    return credit.date <= ends and (credit.status != "done" or credit.date > on)


def _steps(found: HoldingAudit, on: date, until: date) -> tuple[Step, ...]:
    """What has to be taken by when: more than one step where some years are judged apart."""
    to_go, steps = at_most(found.hours_to_go), []
    for clause in sorted(totals(found), key=lambda one: closes(one, until)):
        day = closes(clause, until)
        if clause.missing and day >= on:
            steps.append(Step(clause.missing, day))
            to_go -= _NONE if clause.state == "not-yet" else clause.missing
    if to_go > 0:
        # What is asked beside the totals, such as a topic that takes hours of its own.
        first = steps[0] if steps else Step(_NONE, until)
        steps[:1] = [Step(first.hours + to_go, first.by)]
    return tuple(steps)
