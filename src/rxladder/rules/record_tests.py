"""The tests of conditions that look at a person's record: what is held, passed, done, worked and answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Any

from rxladder.career.record import ExamTaken, Holding, Training, TrainingAhead
from rxladder.facts import conditions as c
from rxladder.facts.days import add_months, whole_months
from rxladder.facts.vocabulary import Exam
from rxladder.rules import experience, kleene
from rxladder.rules.answers import (
    ACCEPTANCE,
    accepted,
    active,
    boards_own,
    came_after,
    first_issue,
    given_answer,
    given_on,
    known_answer,
    present_work,
)
from rxladder.rules.context import Atom, Context
from rxladder.rules.places import matches, place_of
from rxladder.rules.result import Truth

SCHOOLING = ("in-high-school", "high-school", "some-college", "associate", "bachelor")


def held(credential: str, context: Context) -> list[Holding]:
    """The person's holdings of a credential, or of one that counts as it."""
    ids = context.packs.counting_as(credential)
    return [holding for holding in context.career.holdings if holding.credential in ids]


def _holds(node: c.Holds, context: Context) -> Truth:
    now = [holding for holding in held(node.holds, context) if active(holding, context)]
    if not now or node.for_months is None:
        return bool(now)
    since = [holding.held_without_break_since or first_issue(holding) for holding in now]
    if any(day is not None and add_months(day, node.for_months) <= context.on for day in since):
        return True
    return None if None in since and context.unknown(Atom("person", "issued", node.holds)) is None else False


def _ever_held(node: c.EverHeld, context: Context) -> Truth:
    for holding in held(node.ever_held, context):
        if node.ended_months_ago is None:
            return True
        if holding.expires and add_months(holding.expires, node.ended_months_ago) <= context.on:
            return True
    return False


def _accepted(node: c.AcceptedCertification, context: Context) -> Truth:
    likely = [holding for id_ in node.accepted_certification for holding in held(id_, context)]
    now = [holding for holding in likely if active(holding, context)]
    given, day = accepted(context.career, context.authority)
    if given is True and context.looking_back and likely and _all_later(likely, context.on):
        return False
    if given is True and (day is None or not _is_over(day, likely, context)):
        return True
    if given is False:
        return False if day is None else _refused(now, day, Atom("authority", ACCEPTANCE), context)
    return context.unknown(Atom("authority" if now else "person", ACCEPTANCE))


def _all_later(likely: list[Holding], day: date) -> bool:
    """Whether all that a yes may be about was got after a day, so that it says nothing of that day."""
    return all(came_after(one, day) is True for one in likely)


def _is_over(day: date, likely: list[Holding], context: Context) -> bool:
    """Whether a certification is over that was held on the day of a yes, which may have been about it."""
    then = (one for one in likely if came_after(one, day) is False and not _ended_before(one, day))
    return not all(active(one, context) for one in then)


def _ended_before(holding: Holding, day: date) -> bool:
    return holding.expires is not None and holding.expires < day


def _refused(now: list[Holding], day: date, again: Atom, context: Context) -> Truth:
    """What a no of a day says of what is held now: nothing of what was got since, which is asked again."""
    later = [came_after(one, day) for one in now]
    if True in later:
        return context.unknown(again)
    if None in later:
        return context.unknown(Atom("person", "issued", now[later.index(None)].credential))
    return False


def _passed(node: c.Passed, context: Context) -> Truth:
    """A pass without a score on record is taken to have reached the score that passing takes."""
    exam = context.packs.vocabulary.exams[node.passed]
    since = _start(node, context)
    taken = [
        one
        for one in context.career.exams
        if one.passed
        and (one.exam == node.passed or one.exam in exam.likely)
        and _within(one.date, since, context.on)
        and not (node.in_term and _led_to_it(one, context))
    ]
    if node.score is not None:
        taken = [one for one in taken if one.score is None or one.score >= node.score]
    if any(one.exam == node.passed for one in taken):
        return True
    given = given_answer(context.career, exam.question, context.authority) if exam.question else None
    if taken or _certified_by(exam.likely, since, context):
        again = Atom("authority", ACCEPTANCE, node.passed)
        if given is True:
            return True
        return _not_passed(exam, taken, again, context) if given is False else context.unknown(again)
    return (given is True and since is None) or _certified_by((node.passed,), since, context)


def _not_passed(exam: Exam, taken: list[ExamTaken], again: Atom, context: Context) -> Truth:
    """What an authority's no says of the exams that were passed: nothing of one passed since."""
    day = given_on(context.career, again.question, context.authority)
    if day is None:
        return False
    if any(one.date > day for one in taken):
        return context.unknown(again)
    exams = context.packs.vocabulary.exams
    before = {exams[one.exam].for_ for one in taken}
    got = [one for id_ in exam.likely for one in held(exams[id_].for_ or "", context)]
    return _refused([one for one in got if one.credential not in before], day, again, context)


def _led_to_it(taken: ExamTaken, context: Context) -> bool:
    """Whether an exam is the one by which the credential itself was got: that does not renew it too."""
    own = context.packs.vocabulary.exams[taken.exam].for_ == context.credential
    issued = first_issue(context.holding)
    return own and issued is not None and taken.date <= issued


def _certified_by(exams: tuple[str, ...], since: date | None, context: Context) -> bool:
    """Whether a holding shows that an exam was passed: it was, on or before the day of issue."""
    for exam in exams:
        credential = context.packs.vocabulary.exams[exam].for_
        if credential is None or (since is not None and credential == context.credential):
            continue
        for holding in held(credential, context):
            if context.looking_back and came_after(holding, context.on):
                continue  # passed by its issue, but on which day is not told
            issued = first_issue(holding)
            if since is None or (issued is not None and _within(issued, since, context.on)):
                return True
    return False


def _since(months: int | None, context: Context) -> date | None:
    return None if months is None else add_months(context.on, -months)


def _start(node: c.Passed | c.Course, context: Context) -> date | None:
    """The first day that counts: so many months back, or the first of the term that is audited."""
    if node.in_term and context.term is not None:
        return context.term.starts
    return _since(node.within_months, context)


def _within(day: date, since: date | None, on: date) -> bool:
    return day <= on and (since is None or day >= since)


def _trained(node: c.Trained, context: Context) -> Truth:
    counting = [training for training in context.career.trainings if _counts(node, training, context)]
    states = [_enough(node, training, context) for training in counting]
    if any(states):
        return True
    if None in states:
        return None
    credential = context.packs.vocabulary.programmes[node.trained].credential
    if credential and held(credential, context) and not node.in_term:
        return context.unknown(Atom("authority", node.trained))
    return False


def _counts(node: c.Trained, training: Training, context: Context) -> bool:
    """Whether a training is what is asked for, and was completed in time; however long it was."""
    day = training.completed
    return (
        training.programme in context.packs.vocabulary.satisfying(node.trained)
        and day is not None
        and _within(day, _since(node.within_months, context), context.on)
        and (not node.in_term or _in_term(day, context))
    )


def _enough(node: c.Trained, training: Training, context: Context) -> Truth:
    """Whether a training was long enough, and is not one that another board may not approve."""
    state = _long_enough(node, training, context)
    if state is not True or isinstance(training, TrainingAhead) or boards_own(context):
        return state
    if context.packs.vocabulary.programmes[training.programme].approved_by is None:
        return True
    return context.unknown(Atom("authority", training.programme))


def _long_enough(node: c.Trained, training: Training, context: Context) -> Truth:
    """Whether a training had the hours; where the record does not tell, only what the programme is can."""
    if node.hours is None:
        return True
    if training.hours is not None:
        return training.hours >= node.hours
    least = context.packs.vocabulary.programmes[training.programme].hours
    if least is not None and least >= node.hours:
        return True
    return context.unknown(Atom("person", "training-hours", f"{training.programme} {node.hours}"))


def _in_term(day: date, context: Context) -> bool:
    term = context.term
    return term is not None and (term.starts is None or day >= term.starts) and day <= term.ends


def _course(node: c.Course, context: Context) -> Truth:
    course = context.packs.vocabulary.courses[node.course]
    since = _start(node, context)
    if node.hours_each_year is not None:
        return _hours_each_year(node, node.hours_each_year, since, context)
    parts = list(_parts(node.course, since, context))
    if parts and (course.hours is None or None in parts or sum(filter(None, parts)) >= course.hours):
        return True
    if course.credential and any(active(h, context) for h in held(course.credential, context)):
        return True
    if course.question is None:
        return False
    given = known_answer(course.question, context)
    return given if isinstance(given, bool) else context.unknown(Atom("person", course.question))


def _parts(course: str, since: date | None, context: Context) -> Iterator[Fraction | None]:
    """The hours of each time that a course, or a part of it, was taken; None where the whole of it was."""
    for credit in context.of_course(course):
        if credit.status == "done" and _within(credit.date, since, context.on):
            yield credit.hours
    for training in context.career.trainings:
        day = training.completed
        if training.programme == course and day is not None and _within(day, since, context.on):
            yield training.hours


def _hours_each_year(node: c.Course, asked: Fraction, since: date | None, context: Context) -> bool:
    """Whether the course gave its hours for every year of the term."""
    hours = [
        credit.hours
        for credit in context.of_course(node.course)
        if credit.status == "done" and _within(credit.date, since, context.on)
    ]
    if not hours:
        return not asked
    term = context.term
    years = round((term.ends - term.starts).days / 365.25) if term is not None and term.starts else 1
    return sum(hours) >= asked * max(1, years)


def _credit_hours(node: c.CreditHours, context: Context) -> Truth:
    since = _since(node.within_months, context)
    sure = likely = Fraction(0)
    for credit in context.career.credits:
        if credit.status == "done" and _within(credit.date, since, context.on):
            state = matches(node.of, place_of(credit, context.packs.vocabulary.courses))
            sure += credit.hours if state is True else 0
            likely += credit.hours if state is not False else 0
    if sure >= node.credit_hours:
        return True
    return context.unknown(Atom("person", "credit-details")) if likely >= node.credit_hours else False


def _experience(node: c.Experience, context: Context) -> Truth:
    kind, on = context.packs.vocabulary.experience_kinds[node.experience], context.on
    works = experience.of_kind(kind, context)
    if experience.is_enough(node, works, on):
        return True
    likely = experience.likely_of_kind(kind, context)
    every = [*works, *chain.from_iterable(likely.values())]
    if node.months is None and experience.hours_untold(every, experience.first_day(node, on), on):
        return context.unknown(experience.HOURS_UNTOLD)
    if not experience.is_enough(node, every, on):
        return False
    alone = [atom for atom, more in likely.items() if experience.is_enough(node, [*works, *more], on)]
    states = [context.unknown(atom) for atom in alone or likely]
    return kleene.enough(1 if alone else len(states), states)


def _age(node: c.Age, context: Context) -> Truth:
    birthday = context.career.person.birthday
    if birthday is None:
        return context.unknown(Atom("person", "birthday", str(node.age)))
    return add_months(birthday, node.age * 12) <= context.on


def _education(node: c.Education, context: Context) -> Truth:
    have = known_answer("education", context)
    if not isinstance(have, str):
        return context.unknown(Atom("person", "education", node.education))
    return SCHOOLING.index(have) >= SCHOOLING.index(node.education)


def _employed(node: c.Employed, context: Context) -> Truth:
    given = given_answer(context.career, "employed-in-pharmacy", context.authority)
    if isinstance(given, bool):
        return given
    kind = context.packs.vocabulary.experience_kinds[node.employed]
    now = present_work(context.career, context.on)
    if any(work in now for work in experience.of_kind(kind, context)):
        return True
    return False if context.career.experience else context.unknown(Atom("person", "employed-in-pharmacy"))


_LICENSED_AS = {"technician": "registered-elsewhere", "pharmacist-or-intern": "pharmacist-or-intern-licence"}


def _elsewhere(node: c.RegisteredElsewhere, context: Context) -> Truth:
    question = _LICENSED_AS[node.registered_elsewhere]
    given = known_answer(question, context)
    return given if isinstance(given, bool) else context.unknown(Atom("person", question))


def _answer(node: c.Answer, context: Context) -> Truth:
    given = known_answer(node.answer, context)
    if given is None:
        return context.unknown(Atom("person", node.answer, _test_key(node)))
    if given is False and context.packs.vocabulary.questions[node.answer].judged:
        return context.unknown(Atom("authority", node.answer))
    if isinstance(given, bool):
        return given
    if isinstance(given, date):
        return _dated(node, given, context.on)
    return _chosen(node, (given,) if isinstance(given, str) else tuple(given), context)


def _test_key(node: c.Answer) -> str:
    bounds = (node.before, node.on_or_after, node.months_at_least, node.months_below)
    return (
        ""
        if bounds == (None,) * 4 and not node.false_if and not node.ask_if
        else repr((*bounds, node.false_if))
    )


def _dated(node: c.Answer, given: date, on: date) -> bool:
    months = whole_months(given, on)
    return (
        (node.before is None or given < node.before)
        and (node.on_or_after is None or given >= node.on_or_after)
        and (node.months_at_least is None or months >= node.months_at_least)
        and (node.months_below is None or months < node.months_below)
    )


def _chosen(node: c.Answer, given: tuple[str, ...], context: Context) -> Truth:
    if any(choice in node.false_if for choice in given):
        return False
    if any(choice in node.ask_if for choice in given):
        return context.unknown(Atom("authority", node.answer))
    return True


def _ask(node: c.AskAuthority, context: Context) -> Truth:
    return context.unknown(Atom("authority", node.ask_authority))


TESTS: dict[type[c.Node], Callable[[Any, Context], Truth]] = {
    c.Holds: _holds,
    c.EverHeld: _ever_held,
    c.AcceptedCertification: _accepted,
    c.Passed: _passed,
    c.Trained: _trained,
    c.Course: _course,
    c.CreditHours: _credit_hours,
    c.Experience: _experience,
    c.Age: _age,
    c.Education: _education,
    c.Employed: _employed,
    c.RegisteredElsewhere: _elsewhere,
    c.Answer: _answer,
    c.AskAuthority: _ask,
}
