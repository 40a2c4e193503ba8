"""What to do next: the order, the words and the reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rxladder.career.demo import demo_career
from rxladder.career.record import Career, Credit, ExamTaken, Goal, Holding, Person
from rxladder.facts.load import load_packs
from rxladder.facts.of_them import speaking_of_them
from rxladder.rules.audit import audit
from rxladder.rules.headline import headline
from rxladder.rules.next_steps import next_steps
from rxladder.rules.steps import Step

PACKS = load_packs()
ON = date(2026, 11, 22)
TEXAS = Holding("us-tx-technician", date(2021, 7, 1), date(2027, 6, 30))
CPHT = Holding("ptcb-cpht", date(2021, 5, 10), date(2027, 5, 31))
DONE = {"direct-patient-care": True}


def steps_of(*holdings: Holding, on: date = ON, state: str | None = None, **rest) -> tuple[Step, ...]:
    career = Career(person=Person(state=state), holdings=holdings, **rest)
    return next_steps(career, audit(career, PACKS, on), PACKS, on)


def told(*holdings: Holding, on: date = ON, state: str | None = None, **rest) -> str:
    career = Career(person=Person(state=state), holdings=holdings, **rest)
    found = audit(career, PACKS, on)
    return headline(career, found, next_steps(career, found, PACKS, on), PACKS)[0]


def all_of_cpht() -> tuple[Credit, ...]:
    numbers = ("0384-0000-26-001-H03-T", "0384-0000-26-002-H05-T", "0384-0000-26-003-H04-T")
    hours = (Fraction(1), Fraction(1), Fraction(18))
    return tuple(
        Credit(date(2026, 3, 1), amount, uan=uan) for amount, uan in zip(hours, numbers, strict=True)
    )


def test_the_right_to_work_comes_before_a_certification_that_ends_earlier():
    kinds = [step.kind for step in steps_of(TEXAS, CPHT, facts=DONE)]
    assert kinds == sorted(kinds, key=["right-to-work", "certification", "money", "goal"].index)
    assert kinds[0] == "right-to-work"


def test_what_ends_within_weeks_comes_before_what_ends_next_year():
    near = Holding("ptcb-cpht", date(2022, 12, 10), date(2026, 12, 31))
    assert steps_of(TEXAS, near, facts=DONE)[0].credential == "ptcb-cpht"


def test_every_step_says_what_why_and_where_it_was_read():
    career = demo_career(ON, PACKS)
    steps = next_steps(career, audit(career, PACKS, ON), PACKS, ON)
    assert steps
    for step in steps:
        assert step.what
        assert step.why
        assert step.source or step.act == "answer"
        assert step.by or step.from_ or step.urgency == "now"


def test_missing_hours_are_one_step_with_what_they_must_be_about():
    step = next(step for step in steps_of(CPHT) if step.act == "add-credit")
    assert step.what == "Take 20 more hours of CE for your CPhT"
    assert "patient safety" in step.why
    assert step.by == date(2027, 5, 1), "PTCB asks to apply by the first of the month"
    assert step.why.endswith("Apply by that day; the term ends on 31 May 2027.")
    late = next(step for step in steps_of(CPHT, on=date(2027, 5, 2)) if step.act == "add-credit")
    assert late.by == date(2027, 5, 31)


def test_nothing_is_called_done_while_an_answer_may_ask_for_more():
    ohio = Holding("us-oh-registered-technician", None, date(2028, 3, 31))
    steps = steps_of(ohio)
    assert any(step.act == "answer" for step in steps)
    assert not any(step.act == "renew" for step in steps)


def test_what_cannot_be_renewed_says_so_before_it_ends():
    hawaii = Holding("us-hi-technician", date(2026, 3, 1), date(2027, 12, 31))
    step = next(step for step in steps_of(hawaii) if step.act == "follow")
    assert step.what == "Your Hawaii registration ends on 31 December 2027 and cannot be renewed"
    assert "a new registration is required" in step.why
    assert step.kind == "right-to-work"


def test_a_trainee_whose_year_ends_for_good_is_told_what_comes_after_it_and_nothing_is_called_complete():
    trainee = Holding("us-oh-trainee", date(2026, 2, 1))
    (step,) = steps_of(trainee, state="us-oh")
    assert step.what == "Your Ohio trainee registration ends on 1 February 2027 and cannot be renewed"
    assert "Registered pharmacy technician, Ohio or Certified pharmacy technician, Ohio" in step.why
    assert (step.act, step.goal) == ("follow", "credential:us-oh-registered-technician")
    assert told(trainee, state="us-oh") == f"{step.what}."
    both = (trainee, Holding("us-oh-registered-technician", date(2026, 11, 1), date(2028, 3, 31)))
    assert "cannot be renewed" not in " ".join(one.what for one in steps_of(*both, state="us-oh"))
    assert "right-to-work" in {one.kind for one in steps_of(*both, state="us-oh")}
    twice = (trainee, Holding("us-oh-trainee", date(2026, 3, 1)))
    assert len(steps_of(*twice, state="us-oh")) == 2


def test_of_a_trainee_who_has_what_comes_after_it_nothing_is_left_to_the_board():
    trainee, nebraska = (
        Holding("us-oh-trainee", date(2026, 2, 1)),
        Holding("us-ne-technician", date(2026, 1, 1)),
    )
    found = audit(Career(holdings=(trainee, nebraska)), PACKS, ON).holdings
    assert [(one.status, one.only_ends) for one in found] == [("check", True), ("met", False)]
    assert told(nebraska, trainee, state="us-ne") == "Nothing is missing now; do the rest on time."


def test_a_manager_is_told_that_they_may_not_work():
    lapsed = Holding("us-tx-technician", date(2021, 7, 1), date(2026, 6, 30))
    own = steps_of(lapsed)[0]
    with speaking_of_them():
        told = steps_of(lapsed)[0]
    assert own.why.startswith("You may not work")
    assert told.why == own.why.replace("You may", "They may", 1)
    assert told.what == own.what.replace("Renew your", "They need to renew their", 1) != own.what


def test_an_authority_is_asked_by_its_plain_name():
    hawaii = Holding("us-hi-vaccine-authority", None, date(2027, 3, 31))
    step = next(step for step in steps_of(hawaii) if step.act == "ask")
    assert step.what == (
        "Ask the Hawaii Board of Pharmacy about your Hawaii permit (authority to administer vaccines)"
    )


def test_a_missing_course_is_a_step_of_its_own():
    course = [step for step in steps_of(TEXAS, facts=DONE) if step.clause == "human-trafficking"]
    assert len(course) == 1
    assert course[0].source.section == "26 TAC 370.1"


def test_a_question_is_asked_only_where_its_answer_matters():
    assert any(step.act == "answer" for step in steps_of(TEXAS))
    assert not any(step.act == "answer" for step in steps_of(CPHT))


def test_when_everything_is_done_the_renewal_is_next_from_its_first_day():
    steps = steps_of(CPHT, credits=all_of_cpht())
    renewal = next(step for step in steps if step.kind == "certification")
    assert (renewal.act, renewal.from_, renewal.by) == ("renew", date(2027, 4, 1), date(2027, 5, 31))
    money = next(step for step in steps if step.kind == "money")
    assert (money.from_, money.by) == (date(2027, 4, 1), date(2027, 5, 1)), "nobody can hand it in before"
    assert told(CPHT, credits=all_of_cpht()) == "Nothing is missing."


PTCE = ExamTaken("ptce", date(2026, 9, 1), passed=True, score=1450)


@pytest.mark.parametrize(
    ("holding", "by", "done"),
    [
        (Holding("us-ks-technician", date(2025, 12, 10), date(2027, 10, 31)), "2027-10-31", (PTCE,)),
        (Holding("us-ne-technician", date(2026, 2, 1)), "2027-02-01", None),
        (Holding("us-ks-technician", date(2016, 12, 10), date(2027, 10, 31)), None, None),
    ],
)
def test_a_duty_with_time_left_is_a_step_by_its_last_day_and_is_not_called_done(holding, by, done):
    full = (Credit(date(2026, 3, 1), Fraction(20), uan="0384-0000-26-001-H04-T"),)

    def said(exams: tuple[ExamTaken, ...]) -> tuple[list[str], bool]:
        steps = steps_of(holding, credits=full, exams=exams)
        duties = [str(step.by) for step in steps if step.clause == "keeps"]
        return duties, any("Everything it asks for is done." in step.why for step in steps)

    assert said(()) == ([by] if by else [], by is None)
    assert done is None or said(done) == ([], True)


@pytest.mark.parametrize(
    ("holding", "hours", "line"),
    [
        (
            Holding("us-mn-technician", date(2026, 3, 1), date(2026, 12, 31)),
            0,
            "Up to 20 hours may be missing; your board decides how many are required.",
        ),
        (
            Holding("us-ks-technician", date(2025, 12, 10), date(2027, 10, 31)),
            20,
            "Nothing is missing now; do the rest on time.",
        ),
    ],
)
def test_the_headline_calls_nothing_done_that_a_step_below_still_asks(holding, hours, line):
    done = (Credit(date(2026, 3, 1), Fraction(hours), uan="0384-0000-26-001-H04-T"),) if hours else ()
    assert told(holding, credits=done) == line


def test_what_a_registration_rests_on_names_no_way_that_a_day_gone_by_has_closed():
    steps = steps_of(Holding("us-wv-technician", date(2025, 8, 1), date(2027, 6, 30)), state="us-wv")
    step = next(step for step in steps if step.clause == "keeps")
    assert step.what == "Get what your West Virginia registration depends on"
    assert "CPhT" in step.why or "Certified Pharmacy Technician" in step.why
    assert "2014" not in step.why


@pytest.mark.parametrize(("on", "act"), [(date(2027, 6, 30), "answer"), (date(2027, 7, 1), "renew")])
def test_a_holding_is_good_on_its_last_day_and_lapsed_on_the_next(on, act):
    assert steps_of(TEXAS, on=on)[0].act in (act, "add-credit")
    assert ("lapsed" in told(TEXAS, on=on)) is (act == "renew")


@pytest.mark.parametrize(
    ("ends", "line"),
    [
        ((date(2026, 10, 31),), "It ended on 31 October 2026."),
        ((date(2026, 10, 31),) * 2, "They ended on 31 October 2026."),
        ((date(2026, 10, 31), date(2026, 9, 30)), ""),
    ],
)
def test_what_has_lapsed_is_told_with_its_day_where_that_is_one(ends, line):
    ids = ("us-nv-technician", "us-nv-dispensing-technician")
    held = tuple(Holding(id_, date(2021, 7, 1), day) for id_, day in zip(ids, ends, strict=False))
    career = Career(holdings=held)
    found = audit(career, PACKS, ON)
    assert headline(career, found, next_steps(career, found, PACKS, ON), PACKS)[1] == line


def test_a_term_that_has_not_begun_is_not_called_done():
    ahead = Holding("us-tx-technician", date(2021, 7, 1), date(2029, 6, 30))
    (step,) = (step for step in steps_of(ahead, facts=DONE) if step.act == "renew")
    assert step.why == "Nothing is missing now; the time for the rest comes later."


def test_whoever_holds_nothing_that_lets_them_work_is_told_first():
    steps = steps_of(CPHT, state="us-tx")
    assert (steps[0].act, steps[0].kind) == ("get", "right-to-work")
    assert "Texas" in steps[0].what
    assert told(CPHT, state="us-tx") == "You need one more thing before you may work in Texas."
    assert not any(step.act == "get" for step in steps_of(TEXAS, state="us-tx"))


def test_a_trainee_may_work_too():
    trainee = Holding("us-tx-technician-trainee", date(2026, 9, 1), date(2028, 8, 31))
    assert not any(step.act == "get" for step in steps_of(trainee, state="us-tx"))


def test_what_never_ends_asks_its_own_question_and_no_date():
    duties = Holding("us-ca-certified-duties", date(2024, 3, 1))
    asking = [step for step in steps_of(duties) if step.act == "answer"]
    assert next(asked.id for step in asking for asked in step.questions) == "certification-accepted"
    assert "date" not in asking[0].what
    assert told(duties) != "One date is missing before we can answer you."


def test_without_a_date_the_date_is_asked():
    steps = steps_of(Holding("us-tx-technician"))
    assert steps[0].what == "Tell us when your Texas registration expires"
    assert told(Holding("us-tx-technician")) == "One date is missing before we can answer you."


def test_nothing_held_is_an_invitation():
    assert told() == "Tell us what you hold, and see what it asks for."


def test_goals_come_last():
    career = demo_career(ON, PACKS)
    steps = next_steps(career, audit(career, PACKS, ON), PACKS, ON)
    kinds = [step.kind for step in steps]
    assert "goal" not in kinds or kinds.index("goal") >= kinds.count("right-to-work")
    assert not any(step.kind == "goal" for step in steps_of(CPHT, goals=(Goal(credential="ptcb-cpht"),)))


@pytest.mark.parametrize(
    ("hours", "line"),
    [
        (Fraction(17), "Three hours stand between you and a safe renewal."),
        (Fraction(19), "One hour stands between you and a safe renewal."),
        (Fraction(37, 2), "1.5 hours stand between you and a safe renewal."),
    ],
)
def test_the_first_line_is_the_answer_in_words(hours, line):
    credits = (*all_of_cpht()[:2], Credit(date(2026, 3, 1), hours - 2, uan="0384-0000-26-003-H04-T"))
    assert told(CPHT, credits=credits) == line


@pytest.mark.parametrize("state", sorted(id_ for id_ in PACKS.packs if id_.startswith("us-")))
def test_every_credential_of_every_state_leads_to_an_answer(state):
    for credential in PACKS.packs[state].credentials:
        for expires in (None, date(2027, 6, 30), date(2026, 1, 31)):
            assert told(Holding(credential, date(2023, 3, 15), expires), state=state)


def test_a_renewal_that_is_handed_in_presses_no_more():
    filed = replace(CPHT, filed=ON)
    steps = [step for step in steps_of(filed, credits=all_of_cpht()) if step.act == "renew"]
    assert [(step.urgency, step.kind) for step in steps] == [("later", "certification")]
    assert "is handed in" in steps[0].what
    career = Career(holdings=(filed,), credits=all_of_cpht())
    answer = audit(career, PACKS, ON)
    assert "renew" not in headline(career, answer, tuple(steps), PACKS)[1].lower()


def test_what_is_only_planned_stands_among_the_steps_until_it_is_done():
    done, planned = all_of_cpht()[:2], replace(all_of_cpht()[2], date=date(2027, 4, 1), status="planned")
    steps = steps_of(CPHT, credits=(*done, planned))
    take = next(step for step in steps if step.act == "take")
    assert take.what == "Take what you booked or planned for your CPhT"
    assert take.why.startswith(
        "2 of 20 hours count. What is booked or planned in your log will fill the rest"
    )
    assert take.by == date(2027, 5, 1)
    assert steps.index(take) < min(n for n, step in enumerate(steps) if step.act == "renew")
    gone_by = steps_of(CPHT, credits=(*done, planned), on=date(2027, 5, 30))
    assert any(step.act == "take" for step in gone_by), "its day is over, and nobody said that it was taken"
    assert not any(step.act == "take" for step in steps_of(CPHT, credits=all_of_cpht()))


def test_it_stands_there_too_where_something_that_is_not_told_might_fill_the_rest():
    untold = Credit(date(2026, 3, 2), Fraction(1), title="A course, nobody says for whom")
    steps = steps_of(CPHT, credits=(*(replace(one, status="planned") for one in all_of_cpht()), untold))
    assert any(step.act == "take" for step in steps)
    assert not any(step.act == "add-credit" for step in steps)


def test_what_is_only_planned_is_not_called_done_where_a_board_has_to_be_asked():
    ohio = Holding("us-oh-certified-technician", None, date(2027, 3, 31))
    planned = tuple(replace(one, status="planned", date=date(2027, 4, 1)) for one in all_of_cpht())
    assert told(ohio, CPHT, credits=planned, state="us-oh") == (
        "Do what you booked or planned; the rest is up to your board."
    )


def test_where_no_source_tells_what_a_trainee_goes_on_to_it_is_what_else_lets_one_work_there():
    trainee = Holding("us-tx-technician-trainee", date(2025, 10, 16), date(2027, 10, 15))
    (step,) = steps_of(trainee, state="us-tx")
    assert step.why == (
        "To keep working, you need this in its place, ahead of time: Registered pharmacy technician, Texas."
    )
    assert (step.act, step.goal) == ("follow", "credential:us-tx-technician")
    (over,) = steps_of(trainee, state="us-tx", on=date(2027, 10, 16))
    assert over.why == "Before you go on, you need this in its place: Registered pharmacy technician, Texas."
    assert (over.act, over.goal) == ("follow", "credential:us-tx-technician")
