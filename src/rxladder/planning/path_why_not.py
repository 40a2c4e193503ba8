"""Which limit to relax where every way breaks one, and by how much: budget, hours a week, or time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from rxladder.career.record import Career
from rxladder.facts.days import add_months
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.path_assumptions import PathAssumptions
from rxladder.facts.phrases import all_of, inside, one_of, say_dollars, say_hours, say_span
from rxladder.facts.roles import Role
from rxladder.planning.path_best import earliest_finish
from rxladder.planning.path_ground import Ground, WhatIf
from rxladder.planning.path_result import NoPath, Relax

if TYPE_CHECKING:
    from rxladder.planning.path_goal import Goal

_MOST_HOURS, _MOST_DOLLARS, _MOST_MONTHS = 40, 5_000, 240
_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Trial:
    """The same question with other limits: whether it has an answer, and when the path would end."""

    career: Career
    packs: Packs
    on: date
    goal: Goal
    what_if: WhatIf
    ground: Ground
    roles: Mapping[str, Role] | None
    assumptions: PathAssumptions | None

    def finish(
        self, *, months: int | None = None, hours: int | None = None, dollars: int | None = None
    ) -> int | None:
        """The finish as a number of days under other limits, or None."""
        changed = self.what_if
        if hours is not None:
            changed = replace(changed, study_hours_per_week=Fraction(hours))
        if dollars is not None:
            changed = replace(changed, budget_usd_per_month=Decimal(dollars))
        return earliest_finish(
            self.career, self.packs, self.on, self.goal, what_if=changed, months=months or self.ground.months,
            seconds=_SECONDS, roles=self.roles, assumptions=self.assumptions,
        )  # fmt: skip


def too_tight(
    career: Career,
    packs: Packs,
    on: date,
    goal: Goal,
    what_if: WhatIf,
    ground: Ground,
    roles: Mapping[str, Role] | None,
    assumptions: PathAssumptions | None,
) -> NoPath:
    """Which single limit to relax, and by how much; where none alone would do, which ones together."""
    trial = _Trial(career, packs, on, goal, what_if, ground, roles, assumptions)
    found = tuple(one for one in (_budget(trial), _hours(trial), _horizon(trial)) if one is not None)
    span = say_span(ground.months)
    if found:
        ways = one_of([inside(one.says) for one in found])
        says = _("There is no path within {span}. It would take {ways}.").format(span=span, ways=ways)
        return NoPath(says, relax=found)
    found = _together(trial)
    if not found:
        return NoPath(_("There is no path, no matter how much time, study, and money there is."))
    ways = all_of([inside(one.says) for one in found])
    says = _(
        "There is no path within {span}, and changing one limit alone would not be enough. It would take "
        "{ways}."
    ).format(span=span, ways=ways)
    return NoPath(says, relax=found, together=True)


def _together(trial: _Trial) -> tuple[Relax, ...]:
    """The limits that must be relaxed at once: as little more time as can be, then study, then money."""
    dollars = None if trial.ground.budget_cents is None else trial.ground.budget_cents // 100 + _MOST_DOLLARS
    time, months = None, trial.ground.months
    if trial.finish(hours=_MOST_HOURS, dollars=dollars) is None:
        time = _horizon(trial, hours=_MOST_HOURS, dollars=dollars)
        if time is None:
            return ()
        months = int(time.needed)
    study = _hours(trial, months=months, dollars=dollars)
    money = _budget(trial, months=months, hours=int(study.needed) if study else None)
    return tuple(one for one in (time, study, money) if one is not None)


def _least(works: Callable[[int], bool], low: int, high: int) -> int | None:
    """The least number in (low, high] that works, where what works goes on working above it."""
    if not works(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if works(middle) else (middle, high)
    return high


def _budget(trial: _Trial, *, months: int | None = None, hours: int | None = None) -> Relax | None:
    """The least budget that would do; None where none would, or where it is not what is in the way."""
    cents = trial.ground.budget_cents
    if cents is None or trial.finish(months=months, hours=hours) is not None:
        return None
    now = cents // 100

    def works(dollars: int) -> bool:
        return trial.finish(months=months, hours=hours, dollars=dollars) is not None

    needed = _least(works, now, now + _MOST_DOLLARS)
    if needed is None:
        return None
    more = say_dollars(Fraction(needed) - Fraction(cents, 100))
    says = _("A budget of {needed} a month, {more} more").format(
        needed=say_dollars(Fraction(needed)), more=more
    )
    return Relax("budget_usd_per_month", Fraction(cents, 100), Fraction(needed), says)


def _hours(trial: _Trial, *, months: int | None = None, dollars: int | None = None) -> Relax | None:
    """The least hours of study a week that would do; None where none would, or where there are enough."""
    now = trial.ground.study_rate
    if now >= _MOST_HOURS or trial.finish(months=months, dollars=dollars) is not None:
        return None

    def works(hours: int) -> bool:
        return trial.finish(months=months, hours=hours, dollars=dollars) is not None

    needed = _least(works, int(now), _MOST_HOURS)
    if needed is None:
        return None
    says = _("{needed} of study a week, {more} more").format(
        needed=say_hours(needed), more=say_hours(needed - now)
    )
    return Relax("study_hours_per_week", now, Fraction(needed), says)


def _horizon(trial: _Trial, *, hours: int | None = None, dollars: int | None = None) -> Relax | None:
    now = trial.ground.months
    for months in (now * 2, max(_MOST_MONTHS, now * 4)):
        days = trial.finish(months=months, hours=hours, dollars=dollars)
        if days is not None:
            starts = trial.ground.on
            needed = _months_to(starts, days)
            says = _("{needed} of time, {more} more").format(
                needed=say_span(needed), more=say_span(needed - now)
            )
            return Relax("horizon_months", Fraction(now), Fraction(needed), says)
    return None


def _months_to(start: date, days: int) -> int:
    months = days // 31
    while (add_months(start, months) - start).days < days:
        months += 1
    return months
