"""What a search for a path stands on: the person, the facts, the days, and what is taken for granted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from rxladder.career.record import Career, Holding, Work
from rxladder.facts.days import add_months
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.path_assumptions import PathAssumptions, path_assumptions
from rxladder.facts.roles import Role
from rxladder.facts.roles import roles as all_roles
from rxladder.rules.answers import ACCEPTANCE, active, present_work
from rxladder.rules.context import Context
from rxladder.rules.terms import term_on

HORIZON_MONTHS = 60


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is asked to be otherwise; None leaves it as the record has it.

    `skip` are credentials, roles and programmes that the path must do without.
    """

    study_hours_per_week: Fraction | None = None
    budget_usd_per_month: Decimal | None = None
    state: str | None = None
    work_hours_per_week: Fraction | None = None
    skip: frozenset[str] = frozenset()


@dataclass
class Ground:
    """The start of every path: a career as it goes on by itself, on a day, with the facts.

    `career` is the record; in `base` what is held goes on being renewed. `last` is the last day of the path
    as a number counted from `on`.
    """

    career: Career
    base: Career
    packs: Packs
    roles: Mapping[str, Role]
    on: date
    months: int
    skip: frozenset[str]
    study_rate: Fraction
    work_hours: Fraction
    budget_cents: int | None
    assumptions: PathAssumptions
    assumed: dict[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def last(self) -> int:
        """The last day, as a number."""
        return (add_months(self.on, self.months) - self.on).days

    def day(self, number: int) -> date:
        """The day of a number."""
        return self.on + timedelta(days=number)

    def number(self, day: date) -> int:
        """The number of a day."""
        return (day - self.on).days

    def context(self, authority: str, credential: str = "", career: Career | None = None) -> Context:
        """What conditions of an authority are judged against, on the path's first day."""
        career = career or self.base
        holding = next((one for one in career.holdings if one.credential == credential), None)
        return Context(career, self.packs, self.on, authority, credential, holding)

    def assume(self, id_: str, says: str, why: str) -> str:
        """Name an assumption; gives its id back."""
        self.assumed[id_] = says, why
        return id_

    @property
    def posts(self) -> list[Work]:
        """The work that goes on on the first day."""
        return present_work(self.base, self.on)

    @property
    def months_from_start(self) -> list[int]:
        """The number of each month's first day, counted from the path's first."""
        return [self.number(add_months(self.on, month)) for month in range(self.months + 1)]


def ground_of(
    career: Career,
    packs: Packs,
    on: date,
    *,
    what_if: WhatIf,
    months: int = HORIZON_MONTHS,
    roles: Mapping[str, Role] | None = None,
    assumptions: PathAssumptions | None = None,
) -> Ground:
    """The ground of a search; what the record leaves open about time is taken from the assumptions."""
    taken = assumptions or path_assumptions()
    career = _otherwise(_dated(career, on), what_if)
    spare = career.availability
    ground = Ground(
        career=career,
        base=_renewed(career, packs, on),
        packs=packs,
        roles=all_roles() if roles is None else roles,
        on=on,
        months=months,
        skip=what_if.skip,
        study_rate=spare.study_hours_per_week or Fraction(0),
        work_hours=Fraction(0),
        budget_cents=None if spare.budget_usd_per_month is None else int(spare.budget_usd_per_month * 100),
        assumptions=taken,
    )
    if spare.study_hours_per_week is None:
        amount = taken.study_hours_per_week
        ground.study_rate = amount.value
        ground.assume("study-hours-a-week", _(amount.says), _(amount.why))
    ground.work_hours = _work_hours(ground, what_if)
    return ground


def _dated(career: Career, on: date) -> Career:
    """The career with what a board said of certifications as said today: of later ones it tells nothing."""
    given, known = career.facts.get(ACCEPTANCE), career.answered_on.get(ACCEPTANCE)
    if given is None or isinstance(known, date):
        return career
    told = known or {}
    days = {one: told.get(one, on) for one in given} if isinstance(given, Mapping) else on
    return replace(career, answered_on={**career.answered_on, ACCEPTANCE: days})


def _otherwise(career: Career, what_if: WhatIf) -> Career:
    spare = career.availability
    if what_if.study_hours_per_week is not None:
        spare = replace(spare, study_hours_per_week=what_if.study_hours_per_week)
    if what_if.budget_usd_per_month is not None:
        spare = replace(spare, budget_usd_per_month=what_if.budget_usd_per_month)
    person = replace(career.person, state=what_if.state) if what_if.state else career.person
    works = career.experience
    if what_if.state:  # what was worked was worked where one lived
        works = tuple(replace(one, state=one.state or career.person.state) for one in works)
    return replace(career, person=person, availability=spare, experience=works)


def _work_hours(ground: Ground, what_if: WhatIf) -> Fraction:
    if what_if.work_hours_per_week is not None:
        return what_if.work_hours_per_week
    told = [post.hours_per_week for post in ground.posts if post.hours_per_week is not None]
    if not told:
        amount = ground.assumptions.work_hours_per_week
        ground.assume("work-hours-a-week", _(amount.says), _(amount.why))
        return amount.value
    return max(told)


def _renewed(career: Career, packs: Packs, on: date) -> Career:
    """The career in which all that can be renewed is renewed, without an end."""
    context = Context(career, packs, on, "", "")
    return replace(career, holdings=tuple(_lasting(one, context) for one in career.holdings))


def _lasting(holding: Holding, context: Context) -> Holding:
    ref = context.packs.credentials.get(holding.credential)
    if ref is None or not active(holding, context):
        return holding
    rule = ref.credential.term
    if rule.renewable is not False and not holding.let_go(context.on):
        return replace(holding, expires=None)
    if holding.expires is not None:
        return holding
    term = term_on(rule, holding, context.on, birthday=context.career.person.birthday)
    return replace(holding, expires=term.ends) if term else holding


def past_work(works: Collection[Work], until: date) -> tuple[Work, ...]:
    """Work as it is on record if all of it ends on a day."""
    return tuple(
        replace(one, to=until) if one.to is None or one.to > until else one
        for one in works
        if one.from_ <= until
    )
