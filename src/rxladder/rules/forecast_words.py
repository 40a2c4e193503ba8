"""A forecast in words: the pace that keeps one on time, how that is beside an even pace, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.phrases import (
    plural,
    say_date,
    say_days,
    say_hours,
    say_number,
    say_span,
    sentence,
)
from rxladder.rules.due_days import closes
from rxladder.rules.forecast import Forecast, Step, totals
from rxladder.rules.result import HoldingAudit, HoursRange

_NONE, _HALF = Fraction(0), Fraction(1, 2)
_MONTH = Fraction(1461, 48)
_FEW_DAYS = 31


def say_forecast(forecast: Forecast) -> tuple[str, ...]:
    """The answer first; where there is nothing to tell, why."""
    found = forecast.found
    why_not = _why_not(found)
    if why_not:
        return (why_not,)
    answer = _pace(forecast) if forecast.steps else _nothing_to_go(found)
    if not forecast.counted:
        return (answer,)
    return tuple(said for said in (answer, _beside_even(forecast), *_reasons(forecast)) if said)


def hours_a_month(step: Step, on: date) -> Fraction | None:
    """The pace, rounded up to half hours; None where there is too little time or too little to do for one."""
    days = (step.by - on).days
    if days <= _FEW_DAYS:
        return None
    pace = step.hours * _MONTH / days
    return None if pace < _HALF else Fraction(-(-pace // _HALF)) * _HALF


def _why_not(found: HoldingAudit) -> str:
    if found.status == "lapsed":
        return _("This term is over, so there is no pace to keep.")
    if found.end_wanted:
        return _("The pace can be shown once the day it expires is known.")
    if found.term is None:
        return _("Its last day is not known, so there is no pace to keep.")
    if found.hours_needed is None:
        return _("It is not known how many hours are required, so no pace can be shown.")
    return ""


def _nothing_to_go(found: HoldingAudit) -> str:
    if not found.hours_needed and found.status in ("unknown", "check"):
        return _("Whether hours are required of you depends on what is still open above.")
    if not found.hours_needed:
        return _("No hours are required of you for this renewal.")
    if found.hours_counted >= found.hours_needed:
        return _("All {hours} are done.").format(hours=say_hours(found.hours_needed))
    return _("No hours you could take now would fill what is missing; what is still open is listed above.")


def _pace(forecast: Forecast) -> str:
    step, on = forecast.steps[0], forecast.on
    a_month = hours_a_month(step, on)
    amount = a_month or step.hours
    hours = say_hours(amount)
    if isinstance(forecast.found.hours_to_go, HoursRange):
        hours = _("up to {hours}").format(hours=hours)
    if a_month:
        text = ngettext(
            "{hours} a month until {day} keeps you on time.",
            "{hours} a month until {day} keep you on time.",
            plural(amount),
        )
    else:
        text = ngettext(
            "{hours} within {time}, by {day}, keeps you on time.",
            "{hours} within {time}, by {day}, keep you on time.",
            plural(amount),
        )
    return sentence(text.format(hours=hours, time=_time((step.by - on).days), day=say_date(step.by)))


def _time(days: int) -> str:
    return say_days(days) if days <= _FEW_DAYS else say_span(int(days / _MONTH))


def _beside_even(forecast: Forecast) -> str:
    """Ahead of an even pace or behind it, by now; not where years are judged apart."""
    found, on, all_ = forecast.found, forecast.on, totals(forecast.found)
    needed, counted = found.hours_needed, found.hours_counted
    if not (needed and forecast.starts and forecast.until) or len(all_) > 1:
        return ""
    # A cycle of the hours' own may begin before the term and end after it.
    window = all_[0].window if all_ else None
    starts = window[0] if window and window[0] else forecast.starts
    until = closes(all_[0], forecast.until) if all_ else forecast.until
    if counted >= needed or not starts < on <= until:
        return ""
    even = needed * (on - starts).days / (until - starts).days
    if abs(counted - even) < _HALF:
        return _("That is an even pace so far: {counted} of {needed} hours count.").format(
            counted=say_number(counted), needed=say_number(needed)
        )
    words = (
        _("You are {apart} ahead: an even pace would put you at {even} by today, and {counted} count.")
        if counted > even
        else _("You are {apart} behind: an even pace would put you at {even} by today, and {counted} count.")
    )
    apart = say_hours(_near_half(abs(counted - even)))
    return words.format(apart=apart, even=say_number(_near_half(even)), counted=say_number(counted))


def _near_half(amount: Fraction) -> Fraction:
    return Fraction(round(amount / _HALF)) * _HALF


def _reasons(forecast: Forecast) -> Iterator[str]:
    """Why fewer count than were taken, and what the bookings bring."""
    lost = _lost(forecast)
    if lost:
        text = ngettext(
            "{hours} that you took in this term does not count here.",
            "{hours} that you took in this term do not count here.",
            plural(lost),
        )
        yield text.format(hours=say_hours(lost))
    if forecast.booked:
        last = forecast.booked[-1]
        yield _("What you booked or planned brings you to {hours} by {day}.").format(
            hours=say_hours(last.hours), day=say_date(last.day)
        )


def _lost(forecast: Forecast) -> Fraction:
    """Hours taken in the term so far that count for nothing here."""
    term, on = forecast.found.term, forecast.on
    if term is None or term.starts is None:
        return _NONE
    return sum(
        (
            max(item.credit.hours - item.counted, _NONE)
            for item in forecast.found.credits
            if item.credit.status == "done" and term.starts <= item.credit.date <= on
        ),
        _NONE,
    )
