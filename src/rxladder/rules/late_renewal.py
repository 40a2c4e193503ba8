"""What renewing late takes on a day, and until when, as far as a source tells."""

from __future__ import annotations

from datetime import date, timedelta

from rxladder.facts.days import ONE_DAY, add_months
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date
from rxladder.facts.says_term import say_late_price
from rxladder.facts.term_rules import AfterEnd, LateTier


def say_late(after: AfterEnd, ends: date, on: date) -> str:
    """What it takes on a day after the end, and what follows, in sentences; empty where no source tells."""
    told = [*(_tiers(after, ends, on) or _grace(after, ends, on))]
    told += _back(after, ends, on, by_tier=bool(told) and bool(after.tiers))
    if not told and after.becomes and after.becomes != "lapsed":
        told = [_("After it ends, it is {word}.").format(word=_(after.becomes))]
    return " ".join(told)


def late_until(after: AfterEnd, ends: date, on: date) -> date | None:
    """The last day on which renewing late takes what it takes now; None where no source tells one."""
    days = [_last_day(tier, ends) for tier in after.tiers]
    if after.grace_days:
        days.append(ends + timedelta(days=after.grace_days))
    if after.reinstate_within_months is not None:
        days.append(add_months(ends, after.reinstate_within_months))
    return min((day for day in days if day is not None and day >= on), default=None)


def _tiers(after: AfterEnd, ends: date, on: date) -> list[str]:
    """The tier of the day, and what comes after it; none where all have passed."""
    days = [_last_day(tier, ends) for tier in after.tiers]
    now = next((k for k, day in enumerate(days) if day is None or on <= day), None)
    if now is None:
        return []
    day, what = days[now], say_late_price(after.tiers[now])
    if day is None:
        return [_("Now: {what}.").format(what=what)]
    told = [_("Until {day}: {what}.").format(day=say_date(day), what=what)]
    following = after.tiers[now + 1 : now + 2]
    return told + [_("After that: {what}.").format(what=say_late_price(tier)) for tier in following]


def _last_day(tier: LateTier, ends: date) -> date | None:
    if tier.until_days is not None:
        return ends + timedelta(days=tier.until_days)
    if tier.until_months is not None:
        return add_months(ends, tier.until_months)
    if tier.under_months is not None:
        return add_months(ends, tier.under_months) - ONE_DAY
    if tier.until_date is None:
        return None
    day = tier.until_date.in_year(ends.year)
    return day if day > ends else tier.until_date.in_year(ends.year + 1)


def _grace(after: AfterEnd, ends: date, on: date) -> list[str]:
    if not after.grace_days:
        return []
    day = ends + timedelta(days=after.grace_days)
    said = _("A late renewal is accepted until {day}.")
    if on > day:
        said = _("A late renewal was accepted until {day}: ask what it takes now.")
    return [said.format(day=say_date(day))]


def _back(after: AfterEnd, ends: date, on: date, *, by_tier: bool) -> list[str]:
    """Until when it can be brought back, where no tier tells as much."""
    if after.reinstate_within_months is None:
        return []
    day = add_months(ends, after.reinstate_within_months)
    if on > day:
        said = _("It could be reinstated until {day}: ask what it takes now.")
        return [] if by_tier else [said.format(day=say_date(day))]
    lasts = [_last_day(tier, ends) for tier in after.tiers]
    if any(last and abs(day - last) <= ONE_DAY for last in lasts):
        return []
    return [_("It can be reinstated until {day}.").format(day=say_date(day))]
