"""What a renewal asks of continuing education, as data: clauses, exceptions, windows and caps.

`rxladder.rules` computes with it. Numbers are contact hours of 60 minutes unless `contact_minutes` says
otherwise.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from rxladder.facts.conditions import Condition, Confidence, Strict
from rxladder.facts.days import DayOfYear, Hours
from rxladder.facts.language import gettext as _
from rxladder.facts.matches import Match


def _window(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


class WindowRule(Strict):
    """The days whose credits a clause looks at.

    * `term`: the term audited. `record`: everything up to the end of the term.
    * `months` with `ends: term`: so many months up to the term's last day; `ends: filed`: up to the day the
      renewal was handed in, until then the term's last day (its grace where `in_grace`).
    * `months` with a `cycle` day: a cycle of its own, ending on that day (of odd or even years); each cycle
      that ends within the term is checked, a clause each; where none does, the one that is running.
    * `calendar_years: n`: the last n calendar years to end within the term, a clause each; where none does,
      the one that is running.
    * `licence_years`: each twelve months of the term, a clause each.
    * `last_months`: so many months up to the day of the audit.
    """

    kind: Literal["term", "record", "months", "calendar-years", "licence-years", "last-months"] = "months"
    months: int | None = None
    ends: Literal["term", "filed"] = "term"
    in_grace: bool = False
    cycle: DayOfYear | None = None
    years: Literal["every", "odd", "even"] = "every"
    calendar_years: int | None = None
    note: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _kind(cls, value: Any) -> Any:
        if isinstance(value, dict) and "kind" not in value:
            if "calendar_years" in value:
                return value | {"kind": "calendar-years"}
            if "last_months" in value:
                rest = {key: item for key, item in value.items() if key != "last_months"}
                return rest | {"kind": "last-months", "months": value["last_months"]}
        return value

    @model_validator(mode="after")
    def _whole(self) -> WindowRule:
        if self.kind in ("months", "last-months") and not self.months:
            raise ValueError(_("this window needs its months"))
        if self.kind == "calendar-years" and not self.calendar_years:
            raise ValueError(_("this window needs the number of calendar years"))
        return self


Window = Annotated[
    WindowRule, BeforeValidator(_window, json_schema_input_type=Literal["term", "record"] | WindowRule)
]


class ClauseReading(Strict):
    """One of several ways to read a clause: what differs from the clause as written."""

    says: str
    separate: bool | None = None
    at_least: Hours | None = None
    at_most: Hours | None = None
    window: Window | None = None
    in_force: bool = True


class Clause(Strict):
    """One thing that a renewal asks, or allows at most."""

    at_least: Hours | None = None
    at_most: Hours | None = None
    at_most_share: Hours | None = Field(None, description="A cap as a share of the total that is asked.")
    hours_unknown: bool = Field(False, description="Asked, but no source read tells how much.")
    unit: Literal["hours", "activities"] = "hours"
    of: Match | None = Field(None, description="What falls under it; absent: every hour that is accepted.")
    among: Match | None = Field(
        None, description="A test on each counted credit: only these hours are bound; all others satisfy it."
    )
    when: Condition | None = Field(None, description="The case in which it applies; absent: always.")
    window: Window | None = None
    once: bool = Field(False, description="Once in a career: looks at the whole record.")
    every_months: int | None = Field(None, description="Once in so many months, up to the day of the audit.")
    per_day: bool = Field(False, description="A cap on each calendar day.")
    separate: bool = Field(False, description="On top of the total: an hour counts for one or the other.")
    any_accreditation: bool = Field(False, description="Counts here even if not accepted toward the hours.")
    in_force: Literal["yes", "unconfirmed"] = "yes"
    from_: date | None = Field(
        None, alias="from", description="Asked of terms that end on or after this day."
    )
    until: date | None = None
    readings: dict[str, ClauseReading] = {}
    check: str | None = Field(None, description="What the pack cannot compute; the state is then `check`.")
    contradicts: str | None = Field(None, description="Another rule in force that says otherwise, in words.")
    says: str | None = Field(None, description="A person's words for it where the generated ones do not do.")
    note: str | None = None
    sources: tuple[str, ...] = ()
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _one_number(self) -> Clause:
        numbers = [self.at_least, self.at_most, self.at_most_share]
        given = sum(value is not None for value in numbers)
        if given != (0 if self.hours_unknown else 1):
            said = _("a clause needs exactly one of at_least, at_most, at_most_share, or hours_unknown: true")
            raise ValueError(said)
        if any(value is not None and value < 0 for value in numbers):
            raise ValueError(_("a clause's number cannot be negative"))
        if self.once and self.every_months:
            raise ValueError(_("a clause cannot be both once in a career and every so many months"))
        return self


Scope = Annotated[
    tuple[str, ...],
    BeforeValidator(
        lambda v: (v,) if isinstance(v, str) else v, json_schema_input_type=str | tuple[str, ...]
    ),
]


class Effect(Strict):
    """What an exception does to the clauses: waives them, or sets other numbers."""

    waive: Scope = Field((), description="Ids of clauses, or `all`.")
    keep: Scope = Field((), description="With `waive: all`: what stays.")
    need: dict[str, Hours] = Field({}, description="Other numbers, by clause.")
    per_month: dict[str, Hours] = Field({}, description="Hours for each month of the term, by clause.")
    months_counted: Literal["whole", "started"] = "whole"
    by_days: Scope = Field((), description="Clauses cut by days from issue to end over the cycle's days.")
    by_months: Scope = Field(
        (), description="Clauses cut by months from issue to end over the cycle's months."
    )


class Case(Effect):
    """One of an exception's cases; the first whose condition holds applies."""

    when: Condition | None = None
    note: str | None = None


class ExceptionReading(Effect):
    """One of several ways to read an exception."""

    says: str
    applies: bool = True


class Exception_(Effect):  # noqa: N801 - the rule's own word, which Python has taken
    """A rule that replaces, waives or lowers clauses in a case: a first term, an exemption, an alternative.

    Either it has an effect of its own under `when`, or `cases`, of which the first that fits applies, or
    `readings`, each an effect. Where two exceptions touch one clause and can both apply, one must name the
    other in `over`.
    """

    kind: Literal["first-term", "exemption", "alternative"]
    when: Condition | None = None
    cases: tuple[Case, ...] = ()
    readings: dict[str, ExceptionReading] = {}
    over: tuple[str, ...] = ()
    says: str | None = None
    from_: date | None = Field(None, alias="from")
    until: date | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()
    confidence: Confidence | None = Field(
        None, description="`low` turns nothing green: the state is `check`."
    )


class CarryOver(Strict):
    """Hours beyond what the last term asked that may serve the next one."""

    max_hours: Hours | None = Field(None, description="Absent: all of them.")
    note: str | None = None
    sources: tuple[str, ...] = ()
    confidence: Confidence | None = None


class FixedValue(Strict):
    """An activity that counts a set number of hours, whatever it took."""

    says: str
    hours: Hours
    at_most_times: int | None = Field(None, description="In one window.")
    at_most_hours: Hours | None = None
    topic: str | None = None
    format: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


def clause_and_window(id_: str, clauses: Container[str]) -> tuple[str, str] | None:
    """The clause that an id of an audit stands for, and which of its windows ("total", "2026"), or None.

    Where each year is judged by itself an audit has a clause for each ("total-2026", "total-year-2").
    """
    if id_ in clauses:
        return id_, ""
    for clause, label in (id_.rpartition("-")[::2], _by_year(id_)):
        if label and clause in clauses:
            return clause, label
    return None


def _by_year(id_: str) -> tuple[str, str]:
    clause, _, number = id_.rpartition("-year-")
    return clause, f"year-{number}"


class ContinuingEducation(Strict):
    """The whole of what one authority asks for one credential."""

    duty: Literal["hours", "unknown-hours", "none", "not-found"]
    by_silence: bool = Field(
        False,
        description="With duty `none`: no source says so, the rules of a renewal name other duties alone.",
    )
    window: Window = WindowRule(kind="term")
    clauses: dict[str, Clause] = Field({}, description="By id; `total` is the sum that is asked.")
    exceptions: dict[str, Exception_] = {}
    accepts: Match | None = Field(None, description="What counts at all; absent: everything not rejected.")
    accepts_open: str | None = Field(
        None,
        description="What else may count by texts not read: such hours are `check`, never surely counted.",
    )
    rejects: Match | None = None
    fixed_values: dict[str, FixedValue] = {}
    carry_over: CarryOver | None = None
    no_carry_over: bool = Field(False, description="A source says that nothing carries over.")
    repeats_count: bool | None = Field(None, description="None: not said by the source, so refused.")
    contact_minutes: int = 60
    minutes_note: str | None = None
    served_by: str | None = Field(None, description="The credential whose renewal checks these hours.")
    keep_records_months: int | None = None
    audit: str | None = None
    failing: str | None = Field(None, description="What failing a CE audit brings.")
    first_term_note: str | None = None
    notes: tuple[str, ...] = ()
    accepts_says: tuple[str, ...] = ()
    rejects_says: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _consistent(self) -> ContinuingEducation:
        if self.by_silence and self.duty != "none":
            raise ValueError(_("`by_silence` goes only with a duty of `none`"))
        if self.duty == "hours" and not self.clauses:
            raise ValueError(_("a duty of hours needs clauses"))
        return self
