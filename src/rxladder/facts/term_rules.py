"""How a credential's terms run, as data. `rxladder.rules.terms` computes with it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from rxladder.facts.conditions import Condition, Confidence, Strict
from rxladder.facts.days import DayOfYear, Hours
from rxladder.facts.language import gettext as _
from rxladder.facts.matches import Match

Anchor = Literal[
    "issue-anniversary", "issue-month-end", "birthday", "birth-month-end", "fixed-date", "credential",
    "printed", "none",
]  # fmt: skip


class Unclear(Strict):
    """A stretch before a term's end in which the source does not tell which end applies.

    Issued in (end less `from_months`, end less `to_months`], the earlier end is computed and the holding
    is `check`.
    """

    from_months: int
    to_months: int = 0
    says: str


class FirstTermRule(Strict):
    """How the first term's end is found among the anchor's days."""

    ends: Literal["next", "printed"] = Field(
        "next", description="The next day of the anchor, or only printed."
    )
    after_months: int = Field(0, description="On or after issue plus so many months.")
    strictly: bool = Field(False, description="After that day, not on it.")
    skip_within_months: int | None = Field(None, description="Issued so shortly before it: the one after.")
    skip_within_days: int | None = None
    unclear: Unclear | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


class OneOffTerm(Strict):
    """A single term that did not follow the rule: a term that starts here ended there."""

    starts: date
    ends: date
    note: str | None = None


class TermDay(Strict):
    """A day told from the term's end: days before it, a day of its month, or a day of its year."""

    days_before: int | None = None
    day_of_month: int | None = None
    date: DayOfYear | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one(self) -> TermDay:
        if sum(value is not None for value in (self.days_before, self.day_of_month, self.date)) != 1:
            raise ValueError(_("a day of the term needs exactly one of days_before, day_of_month, date"))
        return self


class LateTier(Strict):
    """What renewing late costs until some time after the end (the last tier may have no limit).

    A year is told in months, not as 365 days: it has one more where a 29 February lies in it.
    """

    until_days: int | None = None
    until_months: int | None = Field(None, description="Up to the day so many months after the end.")
    under_months: int | None = Field(None, description="Up to the day before that one.")
    until_date: DayOfYear | None = None
    usd: Hours | None = None
    times_fee: Hours | None = None
    says: str | None = None

    @model_validator(mode="after")
    def _one(self) -> LateTier:
        limits = (self.until_days, self.until_months, self.under_months, self.until_date)
        if sum(limit is not None for limit in limits) > 1:
            raise ValueError(_("use only one key to say until when a tier applies"))
        return self


class ReinstatementHours(Strict):
    """Hours that coming back takes, apart from those of a renewal."""

    hours: Hours
    of: Match | None = None
    says: str | None = None


class AfterEnd(Strict):
    """What follows when the term ends without a renewal."""

    may_work: bool | None = Field(
        None, description="May work go on after the end? None: not said by the source."
    )
    grace_days: int | None = Field(None, description="Days in which a renewal may still be filed.")
    tiers: tuple[LateTier, ...] = ()
    becomes: str | None = Field(
        None, description="cancelled, void, inactive, suspended ... in the source's word."
    )
    reinstate_within_months: int | None = None
    reinstatement_ce: tuple[ReinstatementHours, ...] = ()
    note: str | None = None
    sources: tuple[str, ...] = ()


class EndsEarly(Strict):
    """An event that ends the term before its time; with `days_after`, so many days after it."""

    when: Condition
    days_after: int = 0
    says: str


class TermRule(Strict):
    """One renewal period: how long it is and on which day it ends.

    `months` and `anchor` may both be unread; then the date printed on the person's certificate decides.
    """

    months: int | None = None
    anchor: Anchor = "printed"
    date: DayOfYear | None = Field(None, description="With `fixed-date`: the last day of the term.")
    years: Literal["every", "odd", "even", "by-issue"] | None = None
    of: tuple[str, ...] = Field((), description="With anchor `credential`: whose term it follows.")
    expires: Literal["never"] | None = None
    renewable: bool | None = None
    first: FirstTermRule | None = None
    one_off: tuple[OneOffTerm, ...] = ()
    ends_early: tuple[EndsEarly, ...] = ()
    renew_from: TermDay | None = None
    apply_by: TermDay | None = None
    after_end: AfterEnd | None = None
    versions: tuple[TermVersion, ...] = Field(
        (), description="Other rules for terms that began in certain days; the first that fits wins."
    )
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _whole(self) -> TermRule:
        if self.anchor == "fixed-date" and self.date is None:
            raise ValueError(_("a fixed-date term needs its date"))
        if self.anchor == "credential" and not self.of:
            raise ValueError(_("a term that follows a credential must name it in `of`"))
        if self.expires and self.anchor not in ("none", "printed"):
            raise ValueError(_("a term that never expires cannot have this anchor"))
        return self


class TermVersion(Strict):
    """Another term rule, for terms that begin in [from, until]."""

    from_: date | None = Field(None, alias="from")
    until: date | None = None
    rule: TermRule


TermRule.model_rebuild()
