"""Eligibility: the earliest day is really the first, and conditions follow Kleene's three-valued logic."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st

from rxladder.career.record import Career, ExamTaken, Holding, Person, Work
from rxladder.facts import conditions as c
from rxladder.rules.conditions import truth
from rxladder.rules.context import Context
from rxladder.rules.eligibility import eligible, first_day_true, states_over
from tests.rules.sizes import holds_for
from tests.rules.strategies_nearly import (
    ON,
    PACKS,
    applicants,
)


def _days_to_try(draw: st.DataObject, career: Career, earliest: date | None) -> list[date]:
    """Days on which something may turn: those of the record and the days after, and any others."""
    named = [ON, *(one.date for one in (*career.credits, *career.exams))]
    named += [one.completed for one in career.trainings if one.completed]
    named += [day for one in career.holdings for day in (one.issued, one.expires) if day]
    named += [day for one in career.experience for day in (one.from_, one.to) if day]
    tried = {day + timedelta(days=step) for day in named for step in (0, 1)}
    tried |= set(draw.draw(st.lists(st.dates(ON, ON + timedelta(days=4_000)), max_size=8)))
    if earliest is not None:
        tried.add(earliest - timedelta(days=1))
    return sorted(day for day in tried if day >= ON)


@holds_for(applicants(), st.data(), few=50, many=8_000)
def test_the_earliest_day_is_the_first(applicant: tuple[str, Career], draw: st.DataObject):
    credential, career = applicant
    found = eligible(career, PACKS, credential, ON)
    if found.earliest is not None:
        assert found.earliest >= ON
        assert eligible(career, PACKS, credential, found.earliest).eligible is True
    if found.eligible is True:
        assert found.earliest == ON
    for day in _days_to_try(draw, career, found.earliest):
        if eligible(career, PACKS, credential, day).eligible is True:
            assert found.earliest is not None, f"true on {day}"
            assert found.earliest <= day, f"true on {day}"


@holds_for(applicants(), few=30, many=3_000)
def test_what_is_explained_is_what_is_judged(applicant: tuple[str, Career]):
    credential, career = applicant
    found = eligible(career, PACKS, credential, ON)
    assert found.because.state is found.eligible
    assert len(found.questions) <= 6
    if found.eligible is not None:
        assert not found.questions


# --- Kleene's logic

QUESTIONS = ("english", "compounds-sterile", "fit-to-work", "handles-hazardous-drugs")
STATES = (True, False, None)


def strictly(node: c.Node, answers: dict[str, bool | None]) -> bool | None:
    """An oracle: Kleene's tables with 1, 0 and a half."""
    value = _value(node, answers)
    return None if value == 1 else value == 2


def _value(node: c.Node, answers: dict[str, bool | None]) -> int:
    match node:
        case c.Answer():
            given = answers[node.answer]
            return 1 if given is None else 2 * given
        case c.All():
            return min(_value(part, answers) for part in node.all)
        case c.AnyOf():
            return max(_value(part, answers) for part in node.any)
        case c.Not():
            return 2 - _value(node.not_, answers)
        case c.If():
            return max(2 - _value(node.if_, answers), _value(node.then, answers))
        case c.AtLeast():
            return sorted((_value(part, answers) for part in node.of), reverse=True)[node.at_least - 1]
    raise AssertionError(node)


def _at_least(parts: list[c.Node], number: int) -> c.Node:
    return c.AtLeast(at_least=min(number, len(parts)), of=tuple(parts))


def trees() -> st.SearchStrategy[c.Node]:
    """Conditions over a few questions."""
    leaf = st.sampled_from(QUESTIONS).map(lambda id_: c.Answer(answer=id_))

    def branches(inner: st.SearchStrategy[c.Node]) -> st.SearchStrategy[c.Node]:
        some = st.lists(inner, min_size=1, max_size=3)
        return st.one_of(
            some.map(lambda parts: c.All(all=tuple(parts))),
            some.map(lambda parts: c.AnyOf(any=tuple(parts))),
            inner.map(lambda part: c.Not(not_=part)),
            st.tuples(inner, inner).map(lambda pair: c.If(if_=pair[0], then=pair[1])),
            st.builds(_at_least, some, st.integers(1, 3)),
        )

    return st.recursive(leaf, branches, max_leaves=8)


def context(answers: dict[str, bool | None]) -> Context:
    facts = {id_: given for id_, given in answers.items() if given is not None}
    return Context(Career(facts=facts), PACKS, ON, "us-tx", "us-tx-technician")


GIVEN = st.fixed_dictionaries({id_: st.sampled_from(STATES) for id_ in QUESTIONS})


@holds_for(trees(), GIVEN, few=80, many=20_000)
def test_conditions_follow_kleene(node: c.Node, answers: dict[str, bool | None]):
    here = context(answers)
    state = truth(node, here)
    assert state is strictly(node, answers)
    assert (state is None) == bool(here.atoms)
    assert {atom.question for atom in here.atoms} <= {id_ for id_, given in answers.items() if given is None}


@holds_for(trees(), GIVEN, few=50, many=5_000)
def test_what_is_sure_stays_so_whatever_the_answers(node: c.Node, answers: dict[str, bool | None]):
    open_ = [id_ for id_, given in answers.items() if given is None]
    state = truth(node, context(answers))
    ends = {
        truth(node, context(answers | dict(zip(open_, rest, strict=True))))
        for rest in product((True, False), repeat=len(open_))
    }
    assert None not in ends
    if state is not None:
        assert ends == {state}


@holds_for(trees(), GIVEN, few=50, many=5_000)
def test_settling_every_cause_settles_the_condition(node: c.Node, answers: dict[str, bool | None]):
    here = context(answers)
    for _ in range(len(QUESTIONS) + 1):
        if truth(node, here) is not None:
            break
        here = replace(here, assumed={**here.assumed, next(iter(here.atoms)): True}, atoms={})
    assert truth(node, here) is not None


@pytest.mark.parametrize("one", STATES)
@pytest.mark.parametrize("other", STATES)
def test_the_tables(one, other):
    answers = {"english": one, "compounds-sterile": other}
    parts = (c.Answer(answer="english"), c.Answer(answer="compounds-sterile"))
    table = {
        (True, True): (True, True), (True, False): (False, True), (True, None): (None, True),
        (False, True): (False, True), (False, False): (False, False), (False, None): (False, None),
        (None, True): (None, True), (None, False): (False, None), (None, None): (None, None),
    }  # fmt: skip
    both, either = table[one, other]
    assert truth(c.All(all=parts), context(answers)) is both
    assert truth(c.AnyOf(any=parts), context(answers)) is either
    assert truth(c.Not(not_=parts[0]), context(answers)) is {True: False, False: True, None: None}[one]


def test_what_is_open_or_weak_is_never_surely_true():
    given = {"english": True}
    assert truth(c.Answer(answer="english", open="which tests"), context(given)) is None
    assert truth(c.Answer(answer="english", confidence="low"), context(given)) is None
    assert truth(c.Answer(answer="english", open="which tests"), context({"english": False})) is False


@pytest.mark.parametrize("question", ["good-character", "no-drug-history"])
def test_a_no_that_the_authority_judges_is_not_surely_false(question):
    asked = c.Answer(answer=question)
    assert truth(asked, context({question: True})) is True
    told = context({question: False})
    assert truth(asked, told) is None
    assert [(atom.kind, atom.question) for atom in told.atoms] == [("authority", question)]
    assert truth(asked, context({})) is None


def test_out_of_force_a_condition_is_true():
    asked = c.Answer(answer="english", from_=date(2027, 1, 1), until=date(2027, 12, 31))
    no = context({"english": False})
    assert truth(asked, no) is True
    assert truth(asked, no.on_day(date(2027, 1, 1))) is False
    assert truth(asked, no.on_day(date(2027, 12, 31))) is False
    assert truth(asked, no.on_day(date(2028, 1, 1))) is True
    assert first_day_true(asked, no.on_day(date(2027, 5, 1)), date(2027, 5, 1)) == date(2028, 1, 1)


# --- Days worked out by hand


def first_day(node: c.Node, career: Career, on: date = ON) -> date | None:
    return first_day_true(node, Context(career, PACKS, on, "us-tx", "us-tx-technician"), on)


@pytest.mark.parametrize(
    ("birthday", "expected"),
    [
        (date(2008, 11, 22), ON),
        (date(2008, 11, 23), date(2026, 11, 23)),
        (date(2012, 2, 29), date(2030, 2, 28)),
        (None, None),
    ],
)
def test_coming_of_age(birthday, expected):
    assert first_day(c.Age(age=18), Career(person=Person(birthday=birthday))) == expected


def plain(kind: object) -> bool:
    """Whether a kind of experience asks nothing of the place or of the hours a week."""
    return not (kind.workplaces or kind.place or kind.full_time_hours_per_week)


def test_hours_of_work_that_goes_on():
    # 35 hours a week are 5 a day; the first of 500 hours is on 22 November, so the 100th day is 1 March.
    work = Work(role="technician", from_=ON, hours_per_week=Fraction(35))
    kinds = PACKS.vocabulary.experience_kinds
    kind = next(id_ for id_, kind in kinds.items() if "technician" in kind.roles and plain(kind))
    asked = c.Experience(experience=kind, hours=Fraction(500))
    assert first_day(asked, Career(experience=(work,))) == date(2027, 3, 1)
    ended = replace(work, to=date(2027, 2, 28))
    assert first_day(asked, Career(experience=(ended,))) is None


def test_work_that_is_to_end():
    # A year of work within two: it is reached after a year, though from the third year on it no longer is.
    work = Work(role="technician", from_=ON, to=ON + timedelta(days=500), hours_per_week=Fraction(35))
    kinds = PACKS.vocabulary.experience_kinds
    kind = next(id_ for id_, kind in kinds.items() if "technician" in kind.roles and plain(kind))
    asked = c.Experience(experience=kind, months=12, within_months=24)
    assert first_day(asked, Career(experience=(work,))) == date(2027, 11, 21)
    # On 7 April 2029 the two years begin on 7 April 2027: up to 5 April 2028 that is less than a year.
    never = c.Not(not_=asked)
    assert first_day(never, Career(experience=(work,)), date(2027, 11, 21)) == date(2029, 4, 7)


def test_a_condition_that_asks_not_to_have_done_something_lately():
    exam = ExamTaken("ptce", date(2026, 5, 31), passed=True)
    asked = c.Not(not_=c.Passed(passed="ptce", within_months=9))
    assert first_day(asked, Career(exams=(exam,))) == date(2027, 3, 1)
    waits = c.If(if_=c.Passed(passed="ptce", within_months=9), then=c.Age(age=18))
    assert first_day(waits, Career(exams=(exam,))) == date(2027, 3, 1)


def test_a_credential_held_for_some_months():
    held = Holding("ptcb-cpht", issued=date(2026, 1, 31), expires=date(2028, 1, 31))
    asked = c.Holds(holds="ptcb-cpht", for_months=13)
    assert first_day(asked, Career(holdings=(held,))) == date(2027, 2, 28)
    ending = replace(held, expires=date(2027, 2, 27))
    assert first_day(asked, Career(holdings=(ending,))) is None


def test_a_condition_that_asks_not_to_hold_something_turns_true_when_it_ends():
    held = Holding("us-co-technician", issued=date(2020, 1, 1), expires=date(2027, 1, 1))
    asked = c.Not(not_=c.Holds(holds="us-co-technician"))
    assert truth(asked, Context(Career(holdings=(held,)), PACKS, ON, "us-co", "us-co-provisional")) is False
    assert first_day(asked, Career(holdings=(held,))) == date(2027, 1, 2)


def test_from_when_part_time_posts_may_do():
    # 20 and 10 hours are 30 together from 2026-03-02 on: twelve months of that are whole on 2027-03-01.
    posts = (
        Work(role="billing-prior-auth", from_=date(2025, 1, 6), hours_per_week=Fraction(20)),
        Work(role="billing-prior-auth", from_=date(2026, 3, 2), hours_per_week=Fraction(10)),
    )
    asked = c.Experience(experience="billing-half-time-full-time-post", months=12)
    context = Context(Career(experience=posts), PACKS, ON, "ptcb", "ptcb-billing-reimbursement")
    told = [(first, state) for first, _, state, _ in states_over(asked, context, ON, date(2028, 12, 31))]
    assert told == [(ON, False), (date(2027, 3, 1), None)]
