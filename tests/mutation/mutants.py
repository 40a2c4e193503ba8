"""Rules changed by one step: what a credential asks of CE, its term, what keeps it, one change a time.

A step is the least change that a slip of the pen would make: a number one up or down, another topic or one
nearby, a window a month longer, a bound on the other side of its day, a condition left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from rxladder.facts import conditions as c
from rxladder.facts import education_rules as e
from rxladder.facts import term_rules as t
from rxladder.facts.days import ONE_DAY, MonthDay, add_months, number
from rxladder.facts.load import Packs
from rxladder.facts.matches import Match
from rxladder.facts.pack import Credential
from rxladder.facts.topics import PARENTS

LEFT_OUT = "(left out)"


class Step(NamedTuple):
    """A change of one model: where in it, from what to what, and the fields that make it so."""

    path: tuple[str, ...]
    old: Any
    new: Any
    fields: dict[str, Any]


Steps = Iterator[Step]


@dataclass(frozen=True)
class Mutant:
    """A credential with one change, and where it is: keys as in the pack's file."""

    credential: str
    path: tuple[str, ...]
    old: str
    new: str
    changed: Credential

    @property
    def where(self) -> str:
        """The path as one text."""
        return ".".join(self.path)

    def __str__(self) -> str:
        return f"{self.credential} {self.where}: {self.old} -> {self.new}"


def mutants(id_: str, credential: Credential) -> Iterator[Mutant]:
    """Every mutant of a credential's CE rules, its term, and the condition under which it is kept."""
    for part in ("ce", "term", "keeps"):
        stepper = _Stepper(credential)
        for change in stepper.changes(getattr(credential, part)):
            changed = credential.model_copy(update={part: change.value})
            yield Mutant(id_, (part, *change.path), _text(change.old), _text(change.new), changed)


def packs_with(mutant: Mutant, packs: Packs) -> Packs | None:
    """The packs with a mutant in the place of the credential; None where the types refuse it."""
    try:
        credential = Credential.model_validate(mutant.changed.model_dump(by_alias=True))
    except ValidationError:
        return None
    id_ = mutant.credential
    pack = packs.credentials[id_].pack
    pack = pack.model_copy(update={"credentials": {**pack.credentials, id_: credential}})
    return Packs(
        packs={**packs.packs, pack.id: pack},
        vocabulary=packs.vocabulary,
        hash=f"{packs.hash} with {mutant}",
    )


class _Change(NamedTuple):
    path: tuple[str, ...]
    old: Any
    new: Any
    value: Any
    """The whole value with the change in it."""

    def within(self, key: str, value: Any) -> _Change:
        return _Change((key, *self.path), self.old, self.new, value)


class _Stepper:
    """Walks a credential's rules and takes one step at a time.

    Steps that change nothing by their nature are not taken: a cap or the total alone cannot stand apart from
    the total, what is accepted at all matters only where something is not, and an amount that nobody has read
    has no window and is to be checked whatever else cannot be computed.
    """

    def __init__(self, credential: Credential) -> None:
        ce = credential.ce
        self._months = credential.term.months or 24
        self._window = ce.window
        self._all_accepted = ce.accepts is None and ce.rejects is None
        self._alone = len(ce.clauses) == 1
        self._shared = any(_in_shared_window(clause) for clause in ce.clauses.values())
        self._steps: dict[type[BaseModel], Callable[[Any], Steps]] = {
            e.ContinuingEducation: self._education,
            e.Clause: self._clause,
            e.ClauseReading: self._reading,
            e.WindowRule: self._window_rule,
            e.Exception_: self._exception,
            e.Case: _case,
            e.ExceptionReading: _exception_reading,
            e.CarryOver: lambda one: _numbers(one, "max_hours"),
            e.FixedValue: _fixed_value,
            t.TermRule: self._term,
            t.TermVersion: lambda one: _days(one, "from_", "until"),
            t.FirstTermRule: _first_term,
            t.Unclear: lambda one: _numbers(one, "from_months", "to_months"),
            t.OneOffTerm: lambda one: _days(one, "starts", "ends"),
            t.TermDay: _term_day,
            Match: _match,
            c.IssuedTest: _issued,
            c.Moment: _moment,
            c.Deadline: lambda one: _numbers(one, "months", "days"),
        }

    def changes(self, value: Any) -> Iterator[_Change]:
        """Every change within a value."""
        if isinstance(value, BaseModel):
            yield from self._in_model(value)
        elif isinstance(value, dict):
            for key, item in value.items():
                for change in self.changes(item):
                    yield change.within(key, {**value, key: change.value})
        elif isinstance(value, tuple):
            for position, item in enumerate(value):
                before, after = value[:position], value[position + 1 :]
                if isinstance(item, (c.Node, Match, e.Case)) and len(value) > 1:
                    yield _Change((str(position),), item, LEFT_OUT, before + after)
                for change in self.changes(item):
                    yield change.within(str(position), (*before, change.value, *after))

    def _in_model(self, model: BaseModel) -> Iterator[_Change]:
        steps = self._steps.get(type(model))
        if steps is None and isinstance(model, c.Node):
            steps = _condition
        for step in steps(model) if steps else ():
            yield _Change(step.path, step.old, step.new, model.model_copy(update=step.fields))
        for name, item in model.__dict__.items():
            if (type(model), name) not in _NOT_WALKED and isinstance(item, (BaseModel, dict, tuple)):
                for change in self.changes(item):
                    yield change.within(_key(model, name), model.model_copy(update={name: change.value}))
        if isinstance(model, (c.Not, c.If)):
            inner = model.not_ if isinstance(model, c.Not) else model.then
            yield _Change((), model, inner, inner)

    # --- Education

    def _education(self, ce: e.ContinuingEducation) -> Steps:
        if self._shared:
            yield from _to(ce, "window", *self._windows())
        yield from _entries(ce, "exceptions")
        yield from _entries(ce, "fixed_values")
        yield from _gone(ce, "accepts", "accepts_open", "rejects", "carry_over")
        if ce.repeats_count is False:
            yield from _to(ce, "repeats_count", True)

    def _clause(self, clause: e.Clause) -> Steps:
        yield from _numbers(clause, "at_least", "at_most", "every_months")
        if clause.at_most_share is not None:
            parts = 1 / clause.at_most_share
            yield from _to(clause, "at_most_share", 1 / (parts - 1), 1 / (parts + 1))
        yield from _gone(clause, "of", "among", "when")
        if not clause.hours_unknown:
            yield from _gone(clause, "check")
        yield from _if_true(clause, "once", "per_day", "any_accreditation")
        yield from _days(clause, "from_", "until")
        yield from _entries(clause, "readings")
        if clause.in_force == "unconfirmed" and not clause.hours_unknown:
            yield from _to(clause, "in_force", "yes")
        if clause.check or clause.hours_unknown:
            return
        if _in_shared_window(clause):
            yield from _to(clause, "window", *self._windows())
        if clause.at_least is not None:
            yield from _to(clause, "unit", "hours" if clause.unit == "activities" else "activities")
            if not self._all_accepted and not clause.any_accreditation:
                yield from _to(clause, "any_accreditation", True)
            if clause.of is not None and clause.unit == "hours" and not self._alone:
                yield from _flipped(clause, "separate")

    def _reading(self, reading: e.ClauseReading) -> Steps:
        yield from _numbers(reading, "at_least", "at_most")
        yield from _flipped(reading, "in_force")
        if reading.separate is not None:
            yield from _flipped(reading, "separate")

    def _windows(self) -> Iterator[e.WindowRule]:
        """The window that the clauses share, a step off."""
        if self._window.kind == "term":
            yield from (e.WindowRule(months=self._months + step) for step in (1, -1))
        for step in self._window_rule(self._window):
            yield self._window.model_copy(update=step.fields)

    def _window_rule(self, window: e.WindowRule) -> Steps:
        if window.kind == "term":
            yield from _to(window, "kind", "record")
        yield from _numbers(window, "months", "calendar_years")
        if window.kind == "months" and window.cycle is None:
            yield from _to(window, "ends", "filed" if window.ends == "term" else "term")
        yield from _if_true(window, "in_grace")
        if window.cycle is not None:
            yield from _to(window, "cycle", *(_moved(window.cycle, months=step) for step in (1, -1)))
            yield from _to(window, "years", *(one for one in ("every", "odd", "even") if one != window.years))

    # --- Exceptions

    def _exception(self, rule: e.Exception_) -> Steps:
        yield from _effect(rule)
        yield from _gone(rule, "when")
        yield from _entries(rule, "readings")
        yield from _days(rule, "from_", "until")
        yield from _members(rule, "over")
        if rule.confidence == "low":
            yield from _to(rule, "confidence", None)

    # --- Terms

    def _term(self, rule: t.TermRule) -> Steps:
        if rule.months:
            yield from _to(rule, "months", *(rule.months + step for step in (12, -12) if rule.months > -step))
        if rule.date is not None:
            yield from _to(rule, "date", *(_moved(rule.date, days=step) for step in (1, -1)))
        if rule.years and rule.anchor in ("fixed-date", "birthday", "birth-month-end"):
            yield from _to(rule, "years", {"odd": "even", "even": "odd"}.get(rule.years, "odd"))
        if rule.anchor in _NEAR_ANCHORS:
            yield from _to(rule, "anchor", _NEAR_ANCHORS[rule.anchor])
        yield from _gone(rule, "renew_from", "apply_by")
        if not (rule.anchor == "fixed-date" and rule.first and _says_nothing(rule.first)):
            yield from _gone(rule, "first")
        yield from _members(rule, "one_off")
        yield from _members(rule, "versions")
        yield from _members(rule, "ends_early")
        after = rule.after_end
        if after and self._window.in_grace:
            for step in _numbers(after, "grace_days"):
                grace = after.model_copy(update=step.fields)
                yield Step(("after_end", *step.path), step.old, step.new, {"after_end": grace})


def _in_shared_window(clause: e.Clause) -> bool:
    """Whether the clause counts hours in the window that is given for all of them."""
    return not (clause.once or clause.every_months or clause.window or clause.hours_unknown)


_NOT_WALKED = {(e.ContinuingEducation, "window"), (t.TermRule, "after_end")}
"""Fields whose steps are taken by the model that holds them, or that nothing here computes with."""

_NEAR_ANCHORS = {
    "issue-anniversary": "issue-month-end",
    "issue-month-end": "issue-anniversary",
    "birthday": "birth-month-end",
    "birth-month-end": "birthday",
    "credential": "printed",
}


def _effect(effect: e.Effect) -> Steps:
    for name in ("waive", "keep", "by_days", "by_months"):
        yield from _members(effect, name)
    for name, step in (("need", Fraction(1)), ("per_month", Fraction(1, 10))):
        amounts = getattr(effect, name)
        for clause, amount in amounts.items():
            for new in (amount + step, amount - step):
                yield Step((name, clause), amount, new, {name: {**amounts, clause: new}})
    if effect.per_month or effect.by_months:
        yield from _to(effect, "months_counted", "started" if effect.months_counted == "whole" else "whole")


def _case(case: e.Case) -> Steps:
    yield from _effect(case)
    yield from _gone(case, "when")


def _exception_reading(reading: e.ExceptionReading) -> Steps:
    yield from _effect(reading)
    yield from _flipped(reading, "applies")


def _fixed_value(value: e.FixedValue) -> Steps:
    yield from _numbers(value, "hours", "at_most_times", "at_most_hours")
    yield from _gone(value, "at_most_times", "at_most_hours", "topic")
    if value.format:
        yield from _to(value, "format", "home-study" if value.format == "live" else "live")


def _says_nothing(rule: t.FirstTermRule) -> bool:
    return rule.model_copy(update={"note": None, "sources": ()}) == t.FirstTermRule()


def _first_term(rule: t.FirstTermRule) -> Steps:
    yield from _to(rule, "ends", "printed" if rule.ends == "next" else "next")
    if rule.after_months:
        yield from _numbers(rule, "after_months")
        yield from _flipped(rule, "strictly")
    yield from _numbers(rule, "skip_within_months", "skip_within_days")
    yield from _gone(rule, "unclear")


def _term_day(day: t.TermDay) -> Steps:
    yield from _numbers(day, "days_before", "day_of_month")
    if day.date is not None:
        yield from _to(day, "date", *(_moved(day.date, days=step) for step in (1, -1)))


def _match(match: Match) -> Steps:
    yield from _to(match, "topic", *_topics(match.topic))
    yield from _to(match, "format", *_others(match.format, ("live", "home-study")))
    kinds = ("acpe", "board-approved", "cme", "other")
    yield from _to(match, "accreditation", *_others(match.accreditation, kinds))
    if match.audience:
        yield from _to(match, "audience", "pharmacist" if match.audience == "technician" else "technician")
    if match.jurisdiction:
        yield from _to(match, "jurisdiction", "us-ok" if match.jurisdiction != "us-ok" else "us-tx")
    tests = [name for name in Match.model_fields if getattr(match, name)]
    if len(tests) > 1:
        for name in tests:
            field = Match.model_fields[name]
            yield Step((_key(match, name),), getattr(match, name), LEFT_OUT, {name: field.default})


def _condition(node: c.Node) -> Steps:
    yield from _days(node, "from_", "until", "before", "on_or_after", "term_ends_from", "term_starts_from")
    yield from _numbers(
        node, "at_least", "for_months", "ended_months_ago", "within_months", "score", "hours", "months",
        "credit_hours", "hours_each_year", "age", "months_at_least", "months_below", "counted_hours",
    )  # fmt: skip
    yield from _gone(node, "for_months", "open", "within_months")
    yield from _if_true(node, "in_term")
    for name in ("accepted_certification", "false_if", "ask_if"):
        yield from _members(node, name)


def _issued(test: c.IssuedTest) -> Steps:
    """A bound let go, or moved to the other side of its day."""
    sides = {"after": "on_or_after", "before": "on_or_before"}
    sides |= {other: side for side, other in sides.items()}
    bounds = {side: bound for side in sides if (bound := getattr(test, side)) is not None}
    for side, bound in bounds.items():
        if len(bounds) > 1:
            yield Step((side,), bound, LEFT_OUT, {side: None})
        yield Step((side,), bound, sides[side], {side: None, sides[side]: bound})


def _moment(moment: c.Moment) -> Steps:
    yield from _numbers(moment, "end_less_months", *(["plus_days"] if moment.plus_days else []))
    if moment.day is not None:
        yield from _to(moment, "day", *(_moved(moment.day, months=step) for step in (1, -1)))
        yield from _to(moment, "year", moment.year + 1, moment.year - 1)


# --- Steps of one field


def _key(model: BaseModel, name: str) -> str:
    return type(model).model_fields[name].alias or name


def _to(model: BaseModel, name: str, *others: Any) -> Steps:
    for other in others:
        yield Step((_key(model, name),), getattr(model, name), other, {name: other})


def _numbers(model: BaseModel, *names: str) -> Steps:
    for name in names:
        value = getattr(model, name, None)
        if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
            yield from _to(model, name, value + 1, *([value - 1] if value >= 1 else []))


def _days(model: BaseModel, *names: str) -> Steps:
    for name in names:
        value = getattr(model, name, None)
        if isinstance(value, date):
            yield from _to(model, name, value + ONE_DAY, value - ONE_DAY)


def _moved(day: MonthDay, *, months: int = 0, days: int = 0) -> MonthDay:
    """A day of the year moved; one that would leave the year comes in again on the other side."""
    moved = add_months(day.in_year(2027), months) + days * ONE_DAY
    return MonthDay((moved.month, moved.day))


def _gone(model: BaseModel, *names: str) -> Steps:
    for name in names:
        if getattr(model, name, None) is not None:
            yield Step((_key(model, name),), getattr(model, name), LEFT_OUT, {name: None})


def _flipped(model: BaseModel, *names: str) -> Steps:
    for name in names:
        yield from _to(model, name, not getattr(model, name))


def _if_true(model: BaseModel, *names: str) -> Steps:
    for name in names:
        if getattr(model, name, None) is True:
            yield from _to(model, name, False)


def _members(model: BaseModel, name: str) -> Steps:
    """Each member of a list left out."""
    members = getattr(model, name, ())
    for position, member in enumerate(members):
        rest = members[:position] + members[position + 1 :]
        yield Step((_key(model, name), str(position)), member, LEFT_OUT, {name: rest})


def _entries(model: BaseModel, name: str) -> Steps:
    """Each entry of a mapping left out."""
    entries = getattr(model, name)
    for left_out, entry in entries.items():
        rest = {key: item for key, item in entries.items() if key != left_out}
        yield Step((_key(model, name), left_out), entry, LEFT_OUT, {name: rest})


def _topics(topics: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Each topic left out, or replaced: by the one above it, by those below it, and by one far away."""
    for position, topic in enumerate(topics):
        rest = topics[:position] + topics[position + 1 :]
        if rest:
            yield rest
        above = [PARENTS[topic]] if topic in PARENTS else []
        below = [other for other, parent in PARENTS.items() if parent == topic]
        far = "leadership" if topic == "general-pharmacy" else "general-pharmacy"
        for other in (*above, *below, far):
            if other not in rest:
                yield (*topics[:position], other, *topics[position + 1 :])


def _others(members: tuple[str, ...], known: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Each member left out or replaced, and one more added."""
    more = next((other for other in known if other not in members), None)
    for position in range(len(members)):
        rest = members[:position] + members[position + 1 :]
        if rest:
            yield rest
        if more:
            yield (*rest, more)
    if members and more:
        yield (*members, more)


# --- Words


def _text(value: Any) -> str:
    """A value as it would stand in the pack's file."""
    if isinstance(value, BaseModel):
        value = value.model_dump(by_alias=True, exclude_defaults=True, exclude={"sources", "note", "says"})
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)) and not isinstance(value, MonthDay):
        return "[" + ", ".join(map(_text, value)) + "]"
    if isinstance(value, Fraction):
        return str(number(value))
    return str(value)
