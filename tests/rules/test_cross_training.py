"""What is one sign-off away from a role: by what the role does, who signed until when, and what it asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rxladder.career.duties import SignOff, Skill
from rxladder.career.record import Career, Holding, Person, Work
from rxladder.facts.language import speaking
from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles
from rxladder.facts.skills import area_name, areas, skill_id, skill_name, skills, skills_of
from rxladder.rules.cross_training import role_skills
from rxladder.rules.ladder import ladder

PACKS = load_packs()
ON = date(2026, 11, 26)
CAREER = Career(
    person=Person(state="us-tx"),
    holdings=(Holding("ptcb-cpht", date(2023, 5, 10), date(2027, 5, 31)),),
    experience=(Work("technician", date(2023, 5, 15), workplace="hospital-inpatient", hours_per_week=40),),
)
SIGNED = SignOff(date(2026, 9, 15), "Ana Ruiz")
HISTORY = "medication-history"


def stand(*found: Skill, career: Career = CAREER, on: date = ON):
    """How far the medication history technician's role is, and its place in the order."""
    lines = role_skills(found, ladder(career, PACKS, on))
    at = next(place for place, one in enumerate(lines) if one.role == HISTORY)
    return lines[at], at


def signed(name: str, **more) -> Skill:
    return Skill(name, level="alone", sign_offs=(replace(SIGNED, **more),))


def test_one_that_lacks_makes_it_one_sign_off_away_and_first():
    learning = Skill("history-interview", level="helped", teachers=("Ana Ruiz",))
    line, place = stand(learning, signed("best-possible-list"), signed("flagging-gaps"))
    assert line.one_away
    assert place == 0
    (lacking,) = line.missing
    assert (lacking.skill, lacking.state) == ("history-interview", "unsigned")
    assert lacking.teachers == ("Ana Ruiz",)


@pytest.mark.parametrize(
    "found",
    [
        (),
        (signed("best-possible-list"),),
        (signed("history-interview"), signed("best-possible-list"), signed("flagging-gaps")),
        (signed("best-possible-list"), signed("flagging-gaps", on=ON + timedelta(days=1))),
    ],
    ids=["nothing", "two lack", "all signed", "signed tomorrow"],
)
def test_otherwise_it_is_not(found):
    line, _place = stand(*found)
    assert not line.one_away


def test_what_the_role_asks_must_be_met():
    known = (signed("best-possible-list"), signed("flagging-gaps"))
    line, place = stand(*known, career=replace(CAREER, holdings=()))
    assert not line.one_away
    assert place == 0, "what is begun comes before what is not"


def test_a_sign_off_counts_through_its_last_day():
    known = [signed(name, until=ON) for name in skills_of(HISTORY)]
    assert stand(*known)[0].missing == ()
    line, _place = stand(*known, on=ON + timedelta(days=1))
    assert {task.state for task in line.tasks} == {"over"}
    assert line.tasks[0].sign_off.until == ON


def test_an_older_sign_off_that_counts_goes_before_a_newer_one_that_is_over():
    newer = SignOff(date(2026, 10, 1), "Ben Cho", until=date(2026, 10, 31))
    both = Skill("flagging-gaps", sign_offs=(SIGNED, newer))
    task = stand(both)[0].tasks[2]
    assert (task.state, task.sign_off) == ("signed", SIGNED)


def test_of_two_entries_for_one_skill_the_one_that_says_more_counts():
    twice = (Skill("flagging-gaps", level="teaches"), signed("Flagging gaps to the  pharmacist"))
    for order in (twice, twice[::-1]):
        assert stand(*order)[0].tasks[2].state == "signed"


def test_roles_that_the_person_is_in_or_above_are_left_out():
    lines = role_skills((), ladder(CAREER, PACKS, ON))
    assert {"technician", "certified-technician"}.isdisjoint(one.role for one in lines)


# --- The skills of the facts


def test_every_role_that_is_done_by_technicians_is_told_by_skills():
    without = {id_ for id_ in roles() if not skills_of(id_)}
    assert without == {"trainee", "industry", "health-services-manager", "pharmacist", "lateral-health"}


def test_every_skill_belongs_to_a_role_and_an_area_and_is_found_by_its_words():
    used = {skill for role in roles() for skill in skills_of(role)}
    assert used == set(skills())
    assert {one.area for one in skills().values()} == set(areas())
    for id_, one in skills().items():
        assert skill_id(f" {one.name.upper()} ") == id_
        with speaking("es"):
            spanish = skill_name(id_)
        assert (spanish != one.name, skill_id(spanish)) == (True, id_)
        assert skill_name(id_) == one.name
    assert skill_name("Blister cards") == skill_id("Blister  cards") == "Blister cards"
    assert area_name("my own") == "my own"
