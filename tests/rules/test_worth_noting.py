"""What is brought up to be noted: what happened lately, once, and not what is noted or left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rxladder.career.achievements import Achievement
from rxladder.career.duties import ChecklistItem, Responsibilities, SignOff, Skill, TrainingPlan
from rxladder.career.projects import Project
from rxladder.career.record import Career, ExamTaken, HeldTerm, Holding, Training
from rxladder.facts.load import load_packs
from rxladder.rules.worth_noting import FRESH, worth_noting

PACKS = load_packs()
ON = date(2026, 11, 26)
DAY = date(2026, 11, 1)
SIGNED = ChecklistItem("Garbing", DAY, DAY)


def keys(career: Career, on: date = ON, left_out=()) -> list[str]:
    return [one.of for one in worth_noting(career, PACKS, on, left_out)]


def training(*items: ChecklistItem, **more) -> Career:
    return Career(responsibilities=Responsibilities(training=(TrainingPlan("Dana", items=items, **more),)))


@pytest.mark.parametrize(
    ("career", "key", "words"),
    [
        (Career(holdings=(Holding("ptcb-cspt", DAY),)), "holding:ptcb-cspt", "Earned: "),
        (Career(exams=(ExamTaken("ptce", DAY, passed=True),)), "exam:ptce", "Passed: "),
        (
            Career(trainings=(Training("ashp-acpe-accredited", completed=DAY),)),
            "training:ashp-acpe-accredited",
            "Completed: ",
        ),
        (Career(projects=(Project("Fewer calls", ended=DAY),)), "project:Fewer calls", "Fewer calls"),
        (training(SIGNED, SIGNED), "plan:Dana/", "Trained Dana"),
        (training(SIGNED, ChecklistItem("B"), ended=DAY), "plan:Dana/", "Trained Dana"),
        (
            Career(skills=(Skill("flagging-gaps", sign_offs=(SignOff(DAY, "Ana"),)),)),
            "skill:flagging-gaps",
            "Flagging gaps to the pharmacist",
        ),
    ],
)
def test_what_happened_is_brought_up_once(career, key, words):
    (one,) = worth_noting(career, PACKS, ON)
    assert (one.of, one.on) == (key, DAY)
    assert words in one.what
    assert keys(career, DAY + timedelta(days=FRESH)) == [key]
    assert keys(career, DAY + timedelta(days=FRESH + 1)) == []
    assert keys(career, DAY - timedelta(days=1)) == []
    assert keys(career, left_out=[key]) == []
    assert keys(replace(career, achievements=(Achievement(DAY, "Mine", of=key),))) == []


@pytest.mark.parametrize(
    "career",
    [
        Career(exams=(ExamTaken("ptce", DAY, passed=False),)),
        Career(projects=(Project("Goes on", started=DAY),)),
        Career(trainings=(Training("ashp-acpe-accredited", started=DAY),)),
        Career(
            holdings=(Holding("ptcb-cpht", DAY, terms=(HeldTerm(date(2022, 1, 1), date(2023, 12, 31)),)),)
        ),
        Career(holdings=(Holding("no-such-credential", DAY),)),
        training(),
        training(SIGNED, ChecklistItem("B")),
        training(ChecklistItem("B"), ended=DAY),
        Career(skills=(Skill("A"),)),
    ],
)
def test_what_did_not_happen_or_is_older_is_not_brought_up(career):
    assert keys(career) == []


def test_an_exam_and_its_certification_are_one_thing():
    career = Career(exams=(ExamTaken("ptce", DAY, passed=True),), holdings=(Holding("ptcb-cpht", DAY),))
    assert keys(career) == ["holding:ptcb-cpht"]
    noted = replace(career, achievements=(Achievement(DAY, "Mine", of="holding:ptcb-cpht"),))
    assert keys(noted) == []
