"""What a term asks of one person, clause by clause, under every answer that is still open.

Conditions, exceptions and readings turn a pack's clauses into plain numbers. Where something is unknown, the
ways it may turn out form a tree; each of its leaves (a `Demand`) is free of unknowns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from rxladder.career.record import Override
from rxladder.facts.days import ONE_DAY, add_months, whole_months
from rxladder.facts.education_rules import Clause, ClauseReading, ContinuingEducation, Effect, Exception_
from rxladder.rules.conditions import truth
from rxladder.rules.context import Atom, AtomKind, Context
from rxladder.rules.requirement import Requirement
from rxladder.rules.result import TermDates, Truth
from rxladder.rules.term_tests import issue_of, term_as_told
from rxladder.rules.told_otherwise import corrects, overrides_of, span_of_order
from rxladder.rules.wants import OVERRIDE, Demand, Want

MOST_LEAVES = 256


@dataclass(slots=True)
class _Pass:
    """One evaluation with some atoms assumed; what is unknown is collected in `context.atoms`."""

    requirement: Requirement
    context: Context
    term: TermDates
    wants: dict[int, Want] = field(default_factory=dict)
    keeps: Truth = None
    applied: list[str] = field(default_factory=list)
    plain: bool = True

    def demand(self, assumed: dict[Atom, bool]) -> Demand:
        """The leaf found: one for all people of whom the same clauses are asked as the pack has them."""
        if assumed or self.applied or not self.plain:
            return Demand(self.wants, self.keeps, assumed, tuple(self.applied))
        return self.requirement.plain_demand(self.wants, self.keeps)


def demands(requirement: Requirement, context: Context, term: TermDates) -> list[Demand]:
    """Every leaf of what the term asks; a single one where nothing is unknown.

    Persons' answers are branched on before what only an authority can tell.
    """
    return list(_branches(requirement, context, term, {}, [MOST_LEAVES]))


def _branches(
    requirement: Requirement, context: Context, term: TermDates, assumed: dict[Atom, bool], left: list[int]
) -> Iterator[Demand]:
    here = context.what_if(assumed)
    found = _evaluate(_Pass(requirement, here, term))
    if not here.atoms or left[0] <= 1:
        yield found.demand(assumed)
        return
    left[0] -= 1
    atom = min(here.atoms, key=lambda one: one.kind == "authority")
    for answer in (True, False):
        yield from _branches(requirement, context, term, assumed | {atom: answer}, left)


def _evaluate(work: _Pass) -> _Pass:
    requirement = work.requirement
    for position, clause in enumerate(requirement.clauses):
        if requirement.always[position]:
            work.wants[position] = requirement.wants[position]
        elif _applies(work, position, clause):
            want = work.wants[position] = _want(work, position, clause)
            work.plain = work.plain and want is requirement.wants[position]
    _except(work)
    _override(work)
    keeps = requirement.ref.credential.keeps
    if keeps is not None:
        work.keeps = truth(keeps, work.context)
    return work


def _override(work: _Pass) -> None:
    if not work.context.career.overrides:
        return
    for one in overrides_of(work.context, work.term.ends):
        clause = corrects(one, work.context)
        if clause not in work.requirement.ids:
            continue
        position = work.requirement.ids.index(clause)
        # What the rules do not ask of this person is asked as they would ask it: on top, where that is so.
        unasked = replace(work.requirement.wants[position], amount=Fraction(0), uncomputed=None)
        known = work.wants.get(position, unasked)
        want = _corrected(known, one) if one.extra_hours is None else _ordered(known, one, work.context)
        if want is not known:
            work.wants[position] = want
            work.plain = False


def _corrected(want: Want, one: Override) -> Want:
    if one.waived:
        return replace(want, amount=Fraction(0), waived_by=OVERRIDE, lowered_by=None, uncomputed=None)
    assert one.needed is not None
    return replace(want, amount=one.needed, waived_by=None, lowered_by=OVERRIDE, uncomputed=None)


def _ordered(want: Want, one: Override, context: Context) -> Want:
    """A clause with an order's hours on top, in the one window in which they are asked."""
    span = span_of_order(context, one)
    if span is None or one.extra_hours is None:
        return want
    more = (*want.more, (span.ends, one.extra_hours))
    return replace(want, more=more, waived_by=None, lowered_by=OVERRIDE)


def _applies(work: _Pass, position: int, clause: Clause) -> bool:
    """Whether a clause is asked; one whose case is unknown is kept for now, and its cause collected."""
    ends = work.term.ends
    if (clause.from_ and ends < clause.from_) or (clause.until and ends > clause.until):
        return False
    if clause.when is not None and truth(clause.when, work.context) is False:
        return False
    if clause.in_force == "unconfirmed":
        return _assume(work, "authority", work.requirement.ids[position], "in-force") is not False
    return True


def _assume(work: _Pass, kind: AtomKind, subject: str, key: str) -> Truth:
    return work.context.unknown(Atom(kind, subject, key))


def _want(work: _Pass, position: int, clause: Clause) -> Want:
    id_ = work.requirement.ids[position]
    want = work.requirement.wants[position]
    asked = _asked_with(clause, id_, work.requirement.ce) if clause.readings else id_
    for key, reading in clause.readings.items():
        if key == list(clause.readings)[-1] or _assume(work, "reading", asked, key) is True:
            return _read(want, key, reading)
    return want


def _asked_with(clause: Clause, id_: str, ce: ContinuingEducation) -> str:
    """The first clause that can be read in the same ways: whoever says how it is read says it of both."""
    ways = list(clause.readings)
    return next((other for other, one in ce.clauses.items() if list(one.readings) == ways), id_)


def _read(want: Want, key: str, reading: ClauseReading) -> Want:
    amount = reading.at_most if reading.at_least is None else reading.at_least
    return replace(
        want,
        reading=key,
        amount=(want.amount if amount is None else amount) if reading.in_force else Fraction(0),
        separate=want.separate if reading.separate is None else reading.separate,
    )


# --- Exceptions


def _except(work: _Pass) -> None:
    exceptions = work.requirement.ce.exceptions
    if not exceptions:
        return
    effects = {id_: effect for id_, rule in exceptions.items() if (effect := _effect(work, id_, rule))}
    for id_, effect in effects.items():
        stronger = [other for other in effects if id_ in exceptions[other].over]
        touched = {position for other in stronger for position in _touched(work, effects[other])}
        if _apply(work, id_, effect, touched):
            work.applied.append(id_)


def _effect(work: _Pass, id_: str, rule: Exception_) -> Effect | None:
    """What an exception does here, or None. A cause that leaves it open is collected."""
    ends = work.term.ends
    if (rule.from_ and ends < rule.from_) or (rule.until and ends > rule.until):
        return None
    if rule.when is not None and truth(rule.when, work.context) is not True:
        return None
    effect = _chosen(work, id_, rule)
    if effect is not None and rule.confidence == "low":
        return effect if _assume(work, "authority", id_, "low-confidence") is True else None
    return effect


def _chosen(work: _Pass, id_: str, rule: Exception_) -> Effect | None:
    if rule.readings:
        for key, reading in rule.readings.items():
            if key == list(rule.readings)[-1] or _assume(work, "reading", id_, key) is True:
                return reading if reading.applies else None
    if rule.cases:
        for case in rule.cases:
            state = True if case.when is None else truth(case.when, work.context)
            if state is not False:
                return case if state is True else None
        return None
    return rule


def _touched(work: _Pass, effect: Effect) -> set[int]:
    """The clauses that an effect decides on, those that it keeps included."""
    if "all" in effect.waive:
        return set(range(len(work.requirement.ids)))
    named = {*effect.waive, *effect.need, *effect.per_month, *effect.by_days, *effect.by_months}
    return {work.requirement.ids.index(id_) for id_ in named}


def _apply(work: _Pass, id_: str, effect: Effect, left_alone: set[int]) -> bool:
    changed = False
    for position, want in list(work.wants.items()):
        if position in left_alone:
            continue
        changed_want = _changed(work, id_, effect, work.requirement.ids[position], want)
        if changed_want is not want:
            work.wants[position] = changed_want
            changed = True
    return changed


def _changed(work: _Pass, id_: str, effect: Effect, clause_id: str, want: Want) -> Want:
    clause = work.requirement.ce.clauses[clause_id]
    if clause_id in effect.waive or ("all" in effect.waive and clause_id not in effect.keep):
        if clause.at_most is not None or clause.at_most_share is not None:
            return want
        return replace(want, amount=Fraction(0), waived_by=id_, uncomputed=None)
    if clause_id in effect.need:
        return replace(want, amount=effect.need[clause_id], lowered_by=id_)
    factor, per = _proportion(work, effect, clause_id)
    if factor is None:
        return want
    return replace(want, amount=factor * (want.amount if per is None else per), lowered_by=id_)


def _proportion(work: _Pass, effect: Effect, clause_id: str) -> tuple[Fraction | None, Fraction | None]:
    """The factor of a proportional effect on a clause, and its hours for each unit (None: its own number)."""
    if clause_id in effect.per_month:
        return _months(effect, work), effect.per_month[clause_id]
    if clause_id in effect.by_days:
        return _share_of_days(work), None
    if clause_id in effect.by_months:
        return _share_of_months(effect, work), None
    return None, None


def _starts(work: _Pass) -> date | None:
    """The first day that a proportion counts from.

    Where the day of issue is not told, a first term may have begun on any day up to today: the ends of that
    stretch are the two ways it may turn out, for what is asked between them is asked in between.
    """
    starts = term_as_told(work.context, work.term).starts
    if starts is None or issue_of(work.context) is not None:
        return starts
    latest = _assume(work, "person", "first-registered-on", "latest") is True
    return max(starts, min(work.context.on, work.term.ends)) if latest else starts


def _months(effect: Effect, work: _Pass) -> Fraction | None:
    """The months of the term: whole ones, or every one that was started."""
    starts = _starts(work)
    if starts is None:
        return None
    whole = whole_months(starts, work.term.ends + ONE_DAY)
    begun = add_months(starts, whole) <= work.term.ends
    return Fraction(whole + (1 if begun and effect.months_counted == "started" else 0))


def _cycle(work: _Pass) -> int:
    return work.requirement.ref.credential.term.months or 24


def _share_of_days(work: _Pass) -> Fraction | None:
    starts = _starts(work)
    if starts is None:
        return None
    ends = work.term.ends
    opens = add_months(ends, -_cycle(work))
    return min(Fraction(1), Fraction((ends - starts).days + 1, (ends - opens).days))


def _share_of_months(effect: Effect, work: _Pass) -> Fraction | None:
    months = _months(effect, work)
    return None if months is None else min(Fraction(1), months / _cycle(work))
