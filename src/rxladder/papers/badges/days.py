"""Whether a day lies between a badge's days."""

from __future__ import annotations

from datetime import date, timedelta

from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date
from rxladder.papers.badges.result import Finding


def judge_days(issued: date | None, expires: date | None, on: date) -> Finding:
    """Whether the day lies between the badge's days. Both are taken as the days printed there."""
    if issued is None:
        return Finding("days", "unknown", _("It does not say what date it is valid from."))
    # West of Greenwich a badge of this evening is of tomorrow.
    if issued > on + timedelta(days=1):
        text = _("It is valid from {day}, which has not come yet.").format(day=say_date(issued))
        return Finding("days", "bad", text)
    if expires is None:
        return Finding("days", "good", _("It gives no end date."))
    day = say_date(expires)
    if expires < on:
        return Finding("days", "bad", _("It ended on {day}.").format(day=day))
    return Finding("days", "good", _("It is good until {day}.").format(day=day))
