"""Whether a record tells that what a team asked for is done."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rxladder.career.duties import SignOff, Skill
from rxladder.career.record import Credit
from rxladder.facts.load import load_packs
from rxladder.rules.team_asks import Ask, ask_event, ask_step, done_on, nudge_event, told_by_record

PACKS = load_packs()
ON, ASKED = date(2026, 11, 22), date(2026, 11, 2)
EDUCATION = Ask("1", "education", "A course", ASKED, "Dana", "Lakeside")
UAN = replace(EDUCATION, uan="0384-0000-26-012-H07-T")
SAFETY = replace(EDUCATION, topic="patient-safety", hours=Fraction(2))
SKILL = replace(EDUCATION, kind="skill", skill="aseptic-mixing")


def credit(day, hours=1, uan=None, topic=None, status="done") -> Credit:
    return Credit(date.fromisoformat(day), Fraction(hours), "A course", uan, topic, status=status)


def skill(*sign_offs: SignOff, name="aseptic-mixing") -> Skill:
    return Skill(name, sign_offs=sign_offs)


SIGNED = SignOff(date(2026, 11, 10), "Ana")
SAFE = "0384-0000-26-009-L05-T"
CASES = {
    "nothing": (UAN, [], [], None),
    "the course, though taken before": (
        UAN,
        [credit("2026-03-02", uan=UAN.uan)],
        [],
        "2026-03-02",
    ),
    "its recording": (UAN, [credit("2026-11-03", uan="0384-0000-26-012-L07-T")], [], "2026-11-03"),
    "another course": (UAN, [credit("2026-11-03", uan="0384-0000-26-013-H07-T")], [], None),
    "only booked": (UAN, [credit("2026-12-03", uan=UAN.uan, status="booked")], [], None),
    "hours enough, a number telling the topic": (
        SAFETY,
        [credit("2026-11-04", 1, SAFE), credit("2026-11-09", 1, topic="medication-errors")],
        [],
        "2026-11-09",
    ),
    "hours of before do not count": (SAFETY, [credit("2026-11-01", 2, SAFE)], [], None),
    "hours on something else": (SAFETY, [credit("2026-11-04", 2, topic="law")], [], None),
    "any hours": (replace(SAFETY, topic=None), [credit("2026-11-04", 2, topic="law")], [], "2026-11-04"),
    "no hours were asked": (EDUCATION, [credit("2026-11-04", 2)], [], None),
    "a skill signed off": (SKILL, [], [skill(SIGNED)], "2026-11-10"),
    "a skill by its words": (SKILL, [], [skill(SIGNED, name="Aseptic mixing")], "2026-11-10"),
    "a skill that nobody signed": (SKILL, [], [skill()], None),
    "a sign-off that is over": (SKILL, [], [skill(replace(SIGNED, until=date(2026, 11, 20)))], None),
    "a list": (replace(EDUCATION, kind="list", items=2, ticked=2), [credit("2026-11-04", 9)], [], None),
}


@pytest.mark.parametrize("case", CASES)
def test_what_the_record_tells(case):
    ask, credits, skills, day = CASES[case]
    found = told_by_record(ask, credits, skills, PACKS.vocabulary.courses, ON)
    assert found == (date.fromisoformat(day) if day else None)


def test_a_persons_word_counts_where_the_record_is_silent():
    assert done_on(UAN, None) is None
    assert done_on(replace(UAN, said_done=ON), None) == ON
    assert done_on(replace(UAN, said_done=ON), ASKED) == ASKED


def test_it_is_a_step_with_who_asked_and_a_date_where_there_is_one():
    step = ask_step(replace(UAN, due=date(2026, 12, 1), why="For the survey."), ON)
    assert (step.by, step.urgency, step.asked) == (date(2026, 12, 1), "now", "1")
    assert step.why == "Asked by Dana, Lakeside. For the survey."
    assert ask_event(UAN, None, ON) is None
    event = ask_event(replace(UAN, due=date(2026, 12, 1)), None, ON)
    assert (event.kind, event.state) == ("asked", "open")
    assert ask_event(replace(UAN, due=date(2026, 12, 1)), ON, ON).state == "done"


def test_a_word_to_look_at_something_is_due_at_once():
    event = nudge_event("7", "Your CPhT ends soon", "Dana", "Lakeside", ON, ON)
    assert (event.day, event.state, event.uid) == (date(2026, 11, 23), "open", "nudge/7")
    assert "Dana from Lakeside" in event.why
