"""The brief for a letter's writer: one page, the strongest first, and no notes or trainees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings

from rxladder.career.achievements import Achievement
from rxladder.career.demo import demo_career
from rxladder.career.duties import Duty, Responsibilities, TrainingPlan
from rxladder.career.gatherings import Letter
from rxladder.facts.load import load_packs
from rxladder.papers.letter_brief import LetterBrief, letter_brief
from tests.papers.pdf_words import pages_of
from tests.strategies import any_careers

PACKS = load_packs()
ON = date(2026, 11, 22)
LETTER = Letter("Maria Lopez", "Lead technician", date(2026, 12, 20), note="She owes me one")


def brief(career, letter=LETTER) -> list[str]:
    return pages_of(letter_brief(LetterBrief(letter, career, ON), PACKS))


def test_it_says_for_what_by_when_and_the_strongest_first():
    career = replace(
        demo_career(ON, PACKS),
        achievements=(
            Achievement(date(2026, 10, 1), "Came early"),
            Achievement(date(2024, 1, 1), "Moved the stock", "1,200 items", "No day was lost"),
        ),
    )
    (said,) = brief(career)
    for part in ("Maria Lopez", "Lead technician", "20 December 2026", "Sam Example"):
        assert part in said
    assert said.index("Moved the stock") < said.index("Came early")


def test_notes_and_trainees_are_not_in_it():
    told = Responsibilities((Duty("Orders", note="private"),), (TrainingPlan("Jo Trainee", "Garbing"),))
    (said,) = brief(replace(demo_career(ON, PACKS), responsibilities=told))
    assert "Garbing" in said
    for word in ("private", "Jo Trainee", "owes me"):
        assert word not in said


def test_much_still_is_one_page():
    many = tuple(Achievement(date(2026, 1, 1), f"Number {n} " + "long " * 60) for n in range(80))
    duties = tuple(Duty(f"Duty {n} " + "long " * 60) for n in range(40))
    career = replace(demo_career(ON, PACKS), achievements=many, responsibilities=Responsibilities(duties))
    assert len(brief(career)) == 1


@given(any_careers(PACKS))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_record_has_one(career):
    assert brief(career, Letter('*x* #panic("x")'))
