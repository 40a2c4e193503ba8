"""Eligibility: can a credential be had, why, and from which day if work goes on as now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, combinations, pairwise

from rxladder.career.record import Career, Work
from rxladder.facts import conditions as c
from rxladder.facts.days import ONE_DAY, add_months
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.phrases import inside, say_date
from rxladder.rules import experience
from rxladder.rules.answers import first_issue, known_answer
from rxladder.rules.attempts import retries
from rxladder.rules.conditions import deadline, truth
from rxladder.rules.context import Atom, Context
from rxladder.rules.explain import explain
from rxladder.rules.questions import asked
from rxladder.rules.record_tests import held
from rxladder.rules.result import Because, Eligibility, Truth
from rxladder.rules.titles import full_title

_HORIZON_DAYS = 60 * 366


def eligible(career: Career, packs: Packs, credential: str, on: date) -> Eligibility:
    """Whether a career meets what a credential asks of those who want it, on a day.

    Unknown where an answer is missing, or where the sources do not tell. KeyError for a credential that no
    pack has.
    """
    ref = packs.credential(credential)
    context = context_of(career, packs, ref, on)
    node, since, until = ref.credential.eligibility, ref.credential.from_, ref.credential.until
    if until is not None and until < on:
        ended = _("it was available until {day}").format(day=say_date(until))
        return Eligibility(ref.id, False, Because("leaf", full_title(ref), False, open=ended), None)
    if node is None:
        says = full_title(ref)
        return Eligibility(ref.id, None, Because("leaf", says, None, open=_(_NOT_READ)), None)
    state = truth(node, context)
    because = explain(node, context, ref, ref.credential.sources)
    earliest = first_day_true(node, replace(context, atoms={}), max(on, since or on))
    if state and since is not None and on < since:
        state, because = None, _not_yet_so(because, since)
    return Eligibility(
        credential=ref.id,
        eligible=state,
        because=because,
        earliest=earliest,
        questions=asked(context.atoms, packs) if state is None else (),
        retries=tuple(retries(node, career, packs, on)),
    )


_NOT_READ = noop("no source that was read says what it takes to get it")


def _not_yet_so(because: Because, since: date) -> Because:
    """What is met, on a day before it was asked in this form."""
    says = _("What is asked for here has been asked for since {day}").format(day=say_date(since))
    earlier = Because("leaf", says, None, open=_("what was asked for before that day was not read"))
    return Because("all", f"{says}; {inside(because.says)}", None, of=(earlier, because))


def context_of(career: Career, packs: Packs, ref: CredentialRef, on: date) -> Context:
    """What a credential's conditions are evaluated against before it is held."""
    holding = next((one for one in career.holdings if one.credential == ref.id), None)
    return Context(career, packs, on, ref.pack.id, ref.id, holding)


def first_day_true(node: c.Node, context: Context, since: date, until: date | None = None) -> date | None:
    """The first day from `since` on which a condition is surely true, if only time and work go on."""
    last = until or since + timedelta(days=_HORIZON_DAYS)
    days = {day for inner in c.walk(node) for day in _turns(inner, context, since, last)}
    days.update(_record_days(context.career))
    days.update(_forgotten(node, context.career))
    for day in (since, *sorted(day for day in days if since < day <= last)):
        if truth(node, context.on_day(day)) is True:
            return day
    return None


def states_over(
    node: c.Node, context: Context, since: date, until: date
) -> list[tuple[date, date, Truth, tuple[Atom, ...]]]:
    """What a condition is from `since` to `until`, if only time and work go on.

    In order, each with its first and last day, its state, and the causes of an unknown one.
    """
    days = {day for inner in c.walk(node) for day in _turns(inner, context, since, until)}
    days.update(_record_days(context.career))
    # Whatever looks back for so many months may be over some day, not only under a `not`.
    days.update(_forgotten(c.Not.model_construct(None, not_=node), context.career))  # type: ignore[arg-type]
    stops = sorted({since, *(day for day in days if since < day <= until)})
    found: list[tuple[date, date, Truth, tuple[Atom, ...]]] = []
    for start, end in pairwise([*stops, until + ONE_DAY]):
        here = context.on_day(start)
        state = truth(node, here)
        atoms = tuple(here.atoms) if state is None else ()
        if found and found[-1][2:] == (state, atoms):
            start = found.pop()[0]
        found.append((start, end - ONE_DAY, state, atoms))
    return found


def _turns(node: c.Node, context: Context, since: date, last: date) -> Iterator[date]:
    """The days on which a test can turn by itself, besides those that the record names."""
    if node.from_:
        yield node.from_
    if node.until:
        yield node.until + ONE_DAY
    match node:
        case c.Age():
            if context.career.person.birthday:
                yield add_months(context.career.person.birthday, node.age * 12)
        case c.Holds() if node.for_months is not None:
            for holding in held(node.holds, context):
                day = holding.held_without_break_since or first_issue(holding)
                if day is not None:
                    yield add_months(day, node.for_months)
        case c.EverHeld() if node.ended_months_ago is not None:
            for holding in held(node.ever_held, context):
                if holding.expires:
                    yield add_months(holding.expires, node.ended_months_ago)
        case c.Experience():
            yield from _reached(node, context, since, last)
        case c.Answer():
            given = known_answer(node.answer, context)
            if isinstance(given, date):
                bounds = (node.months_at_least, node.months_below)
                yield from (add_months(given, months) for months in bounds if months is not None)
        case c.Due():
            day = deadline(node.due, context)
            if day is not None:
                yield day + ONE_DAY
                yield add_months(day, node.due.extension_months or 0) + ONE_DAY


def _forgotten(node: c.Node, career: Career) -> Iterator[date]:
    """The days on which something is no longer so recent as a test asks, where that can make a whole true."""
    months = {
        inner.within_months
        for turned in c.walk(node)
        if isinstance(turned, (c.Not, c.If))
        for inner in c.walk(turned)
        if isinstance(inner, (c.Passed, c.Trained, c.Course, c.CreditHours)) and inner.within_months
    }
    for day in _record_days(career) if months else ():
        for number in months:
            # The ends of months are not alike, so going back reaches a day up to three days longer.
            yield from (add_months(day, number) + timedelta(days=more) for more in range(1, 5))


def _record_days(career: Career) -> Iterator[date]:
    """The days on which something in a record begins, is done, or is over."""
    for held_ in career.holdings:
        yield from (day for day in (held_.issued, held_.expires and held_.expires + ONE_DAY) if day)
    for work in career.experience:
        yield from (day for day in (work.from_, work.to and work.to + ONE_DAY) if day)
    yield from (training.completed for training in career.trainings if training.completed)
    yield from (taken.date for taken in career.exams)
    yield from (credit.date for credit in career.credits)


def _reached(node: c.Experience, context: Context, since: date, last: date) -> Iterator[date]:
    """The days on which work reaches what is asked, or no longer does, found by halving between its turns."""
    kind = context.packs.vocabulary.experience_kinds[node.experience]
    works, likely = experience.of_kind(kind, context), experience.likely_of_kind(kind, context)
    for number in range(len(likely) + 1):
        for more in combinations(likely.values(), number):
            yield from _reached_by([*works, *chain.from_iterable(more)], node, since, last)


def _reached_by(works: list[Work], node: c.Experience, since: date, last: date) -> Iterator[date]:
    def enough(day: date) -> bool:
        return experience.is_enough(node, works, day)

    turns = {day for work in works for day in (work.from_, work.to and work.to + ONE_DAY) if day}
    turns |= {add_months(day, node.within_months or 0) for day in turns}
    stops = sorted({since, last, *(day for day in turns if since < day < last)}) if works else []
    for low, high in pairwise(stops):
        before = enough(low)
        if enough(high) == before:
            continue
        while (high - low).days > 1:
            middle = low + (high - low) // 2
            low, high = (middle, high) if enough(middle) == before else (low, middle)
        yield high
