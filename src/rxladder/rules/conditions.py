"""Conditions evaluated on a person's record: true, false or unknown.

Unknown has causes, and each is an `Atom`: a question that the person can answer, or something that only the
authority (or no source read) can tell. A test on which a pack is `open`, or that rests on a low-confidence
source, can turn false but never surely true. The leaves are judged in `record_tests` and `term_tests`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from rxladder.career.record import Override
from rxladder.facts import conditions as c
from rxladder.facts.days import ONE_DAY, add_months
from rxladder.rules import kleene, record_tests, term_tests
from rxladder.rules.answers import known_answer, present_work
from rxladder.rules.context import Atom, Context
from rxladder.rules.extensions import moved_by
from rxladder.rules.in_time import LATE, days_between, last_day, late
from rxladder.rules.result import Truth


def truth(node: c.Node, context: Context) -> Truth:
    """Whether a condition holds. Causes of an unknown are added to `context.atoms`."""
    known = context.settled.get(id(node))
    if known is not None:
        return known
    state: Truth = True
    if not (node.from_ or node.until) or _in_force(node, context):
        state = _TESTS[type(node)](node, context)
        if state is True and (node.open or node.confidence == "low"):
            state = context.unknown(Atom("authority", node.open or node.note or "low confidence"))
    if state is not None and not context.assumed:
        context.settled[id(node)] = state
    return state


def _in_force(node: c.Node, context: Context) -> bool:
    day = context.rules_day or context.on
    return (node.from_ is None or day >= node.from_) and (node.until is None or day <= node.until)


def _branch(nodes: tuple[c.Node, ...], context: Context, join: Callable[[list[Truth]], Truth]) -> Truth:
    """Join states; causes found under a join that is decided are dropped again."""
    before = dict(context.atoms)
    state = join([truth(node, context) for node in nodes])
    if state is not None:
        context.atoms = before
    return state


def _until(decisive: bool, nodes: tuple[c.Node, ...], context: Context) -> Truth:
    """Join states of which one that is `decisive` settles all: what comes after it is not looked at.

    As in `_branch`, causes found under a join that is decided are dropped again.
    """
    before, decided = dict(context.atoms), True
    for node in nodes:
        state = truth(node, context)
        if state is decisive:
            context.atoms = before
            return decisive
        decided = decided and state is not None
    if not decided:
        return None
    context.atoms = before
    return not decisive


def _all(node: c.All, context: Context) -> Truth:
    return _until(False, node.all, context)


def _any(node: c.AnyOf, context: Context) -> Truth:
    return _until(True, node.any, context)


def _at_least(node: c.AtLeast, context: Context) -> Truth:
    return _branch(node.of, context, lambda states: kleene.enough(node.at_least, states))


def _not(node: c.Not, context: Context) -> Truth:
    return kleene.invert(truth(node.not_, context))


def _if(node: c.If, context: Context) -> Truth:
    return _branch(
        (node.if_, node.then), context, lambda states: kleene.some([kleene.invert(states[0]), states[1]])
    )


def _due(node: c.Due, context: Context) -> Truth:
    day = deadline(node.due, context)
    if day is None:
        then = truth(node.then, context)
        return True if then is True else context.unknown(Atom("person", "first-registered-on", "due"))
    if context.on <= day:
        return True
    then = truth(node.then, context)
    if then is True:
        return _in_time(node, day, context)
    if then is False and _trained_before_renewal(node.then, day, context):
        return True
    if then is False and _may_be_extended(node.due, day, context):
        return context.unknown(Atom("person", "extension"))
    return then


def _in_time(node: c.Due, day: date, context: Context) -> Truth:
    """Whether what is so today was so by its last day; what came later only the authority can accept."""
    last = last_day(day, context.term)
    if context.on <= last or truth(node.then, context.as_of(last)) is True:
        return True
    later = days_between(context.career, last, context.on)
    done = next((one for one in later if truth(node.then, context.as_of(one)) is True), None)
    return context.unknown(late(day, done))


def is_late(node: c.Node, context: Context) -> bool:
    """Whether what a deadline asks was done, but too late."""
    alone = replace(context, atoms={})
    unknown = isinstance(node, c.Due) and truth(node, alone) is None
    return unknown and any(atom.question == LATE for atom in alone.atoms)


def _may_be_extended(due: c.Deadline, day: date, context: Context) -> bool:
    """Whether the person may have more time that the record does not tell."""
    if due.extension_months is None or extension(due, context) is not None:
        return False
    return context.on <= add_months(day, due.extension_months)


def _trained_before_renewal(node: c.Node, deadline_: date, context: Context) -> bool:
    """Whether a renewal shows that a training with a deadline was done, though the record names no training.

    Authorities that set such a deadline do not renew without it; a record that names trainings is believed.
    """
    renewed = context.term is not None and context.term.starts is not None and context.term.starts > deadline_
    leaves = [inner for inner in c.walk(node) if not c.children(inner)]
    training_only = all(isinstance(leaf, (c.Trained, c.Course)) for leaf in leaves)
    return renewed and training_only and not context.career.trainings


def deadline(due: c.Deadline, context: Context) -> date | None:
    """The last day to fulfil a duty, or None where the event's day is not known."""
    told = extension(due, context)
    return told.extended_to if told else deadline_by_rule(due, context)


def extension(due: c.Deadline, context: Context) -> Override | None:
    """The board's word that gives the person more time for a duty than the rule does."""
    return moved_by(due, deadline_by_rule(due, context), context) if context.career.overrides else None


def deadline_by_rule(due: c.Deadline, context: Context) -> date | None:
    """The last day to fulfil a duty as the rule has it for everybody."""
    if due.date is not None:
        return due.date
    event = _event_day(due.event, context)
    if event is None:
        return None
    day = add_months(event, due.months)
    return date.fromordinal(day.toordinal() + due.days)


def _event_day(event: str | None, context: Context) -> date | None:
    if event == "first-registered":
        day = known_answer("first-registered-on", context)
        return day if isinstance(day, date) else None
    if event == "hired":
        return min((work.from_ for work in present_work(context.career, context.on)), default=None)
    if event == "first-term-end":
        return _first_term_end(context)
    return context.holding.issued if context.holding else None


def _first_term_end(context: Context) -> date | None:
    """The end of a holding's first term; in a later one, the last day before it is the latest it can be."""
    term = context.term
    if term is None or term.first:
        return term.ends if term else None
    earlier = [one.ends for one in context.holding.terms] if context.holding else []
    return min(earlier, default=term.starts - ONE_DAY if term.starts else None)


_TESTS: dict[type[c.Node], Callable[[Any, Context], Truth]] = {
    c.All: _all,
    c.AnyOf: _any,
    c.AtLeast: _at_least,
    c.Not: _not,
    c.If: _if,
    c.Due: _due,
    **record_tests.TESTS,
    **term_tests.TESTS,
}
