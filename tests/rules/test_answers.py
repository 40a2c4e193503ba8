"""What the record itself answers, so that nobody is asked what they have told already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rxladder.career.record import Career, Credit, ExamTaken, HeldTerm, Holding, Person, Training, Work
from rxladder.facts.load import load_packs
from rxladder.rules.answers import known_answer
from rxladder.rules.context import Context

ON = date(2026, 11, 25)
PACKS = load_packs()


def work(role="technician", workplace=None, since=date(2020, 1, 1), to=None, state=None) -> Work:
    return Work(role, since, to, workplace, Fraction(40), state)


def credit(course: str, day: date, **more) -> Credit:
    return Credit(day, Fraction(2), course=course, **more)


def answer(question: str, authority="us-oh", credential="us-oh-certified-technician", **record):
    career = Career(**({"person": Person(state=authority)} | record))
    return known_answer(question, Context(career, PACKS, ON, authority, credential))


PERMIT = Holding("us-ga-vaccines", expires=date(2027, 6, 30))
ENDED = Holding("us-ga-vaccines", expires=date(2026, 6, 30))
REMOTE = Holding("us-az-remote-dispensing", issued=date(2025, 1, 5))
CARD = Holding("aha-bls", issued=date(2025, 3, 9))
OLD_CARD = Holding("aha-bls", issued=date(2024, 3, 9))
CPHT = Holding("ptcb-cpht", issued=date(2023, 5, 10), expires=date(2027, 5, 31))
NEW_CPHT = Holding("nha-cpht", issued=date(2025, 5, 10), expires=date(2027, 5, 10))


@pytest.mark.parametrize(
    ("question", "record", "told"),
    [
        ("administers-vaccines", {}, None),
        ("administers-vaccines", {"holdings": (PERMIT,)}, True),
        ("administers-vaccines", {"holdings": (ENDED,)}, None),
        ("administers-vaccines", {"experience": (work("immunizing-technician"),)}, True),
        (
            "administers-vaccines",
            {"experience": (work("immunizing-technician", to=date(2025, 1, 1)), work())},
            None,
        ),
        ("compounds-sterile", {"experience": (work(workplace="home-infusion"),)}, True),
        ("compounds-nonsterile", {"experience": (work(workplace="compounding-nonsterile"),)}, True),
        ("handles-hazardous-drugs", {"experience": (work("hazardous-oncology"),)}, True),
        ("works-at-remote-site", {"holdings": (REMOTE,)}, True),
        ("works-at-remote-site", {"experience": (work(workplace="telepharmacy"),)}, True),
        ("works-at-remote-site", {"experience": (work(),)}, None),
        ("works-in-pharmacy-area", {"experience": (work(),)}, True),
        ("works-in-pharmacy-area", {"experience": (work(state="us-ky"),)}, None),
        ("pharmacy-degree", {"trainings": (Training("pharmd", completed=date(2019, 5, 1)),)}, True),
        ("pharmacy-degree", {"trainings": (Training("pharmd", started=date(2024, 9, 1)),)}, None),
        ("foreign-pharmacy-graduate", {"exams": (ExamTaken("fpgee", date(2021, 4, 1), True),)}, True),
        ("foreign-pharmacy-graduate", {"exams": (ExamTaken("fpgee", date(2021, 4, 1), False),)}, None),
        ("cpr-current", {"holdings": (CARD,)}, True),
        ("cpr-current", {"holdings": (OLD_CARD,)}, None),
        # A course is good for the 24 months of the card that it stands for.
        ("cpr-current", {"credits": (credit("cpr-bls", date(2024, 11, 26)),)}, True),
        ("cpr-current", {"credits": (credit("cpr-bls", date(2024, 11, 25)),)}, None),
        ("cpr-current", {"credits": (credit("cpr-bls", date(2026, 12, 1), status="booked"),)}, None),
        ("cpr-current", {"trainings": (Training("cpr-bls", completed=date(2026, 1, 5)),)}, True),
        ("exam-passed-on", {}, False),
        ("exam-passed-on", {"exams": (ExamTaken("excpt", date(2022, 4, 1), True),)}, date(2022, 4, 1)),
        ("exam-passed-on", {"exams": (ExamTaken("fpgee", date(2022, 4, 1), True),)}, False),
        ("exam-passed-on", {"holdings": (CPHT,)}, date(2023, 5, 10)),
        ("exam-passed-on", {"holdings": (Holding("nha-cpht", expires=date(2027, 1, 1)),)}, None),
        ("trained-by-work-experience", {}, None),
        (
            "trained-by-work-experience",
            {"trainings": (Training("ashp-acpe-accredited", date(2026, 9, 1)),)},
            False,
        ),
        ("technician-without-break-since", {"experience": (work(),)}, date(2020, 1, 1)),
        (
            "technician-without-break-since",
            {"experience": (work(to=date(2022, 3, 31)), work("lead-technician", since=date(2022, 4, 1)))},
            date(2020, 1, 1),
        ),
        (
            "technician-without-break-since",
            {"experience": (work(to=date(2022, 3, 31)), work(since=date(2022, 4, 2)))},
            date(2022, 4, 2),
        ),
        (
            "technician-without-break-since",
            {"experience": (work("trainee", to=date(2022, 3, 31)), work(since=date(2022, 4, 1)))},
            date(2022, 4, 1),
        ),
        ("technician-without-break-since", {"experience": (work(to=date(2026, 10, 1)),)}, None),
        ("applied-for-licence", {"holdings": (Holding("us-oh-registered-technician"),)}, True),
        ("applied-for-licence", {"holdings": (Holding("us-tx-technician"),)}, None),
        (
            "registered-elsewhere",
            {"holdings": (Holding("us-tx-technician", expires=date(2027, 6, 30)),)},
            True,
        ),
        ("registered-elsewhere", {"holdings": (Holding("us-oh-registered-technician"),)}, False),
        (
            "first-registered-on",
            {
                "holdings": (
                    Holding(
                        "us-oh-certified-technician",
                        terms=(HeldTerm(date(2020, 4, 1), date(2022, 3, 31)),),
                    ),
                )
            },
            date(2020, 4, 1),
        ),
        ("employed-in-pharmacy", {"experience": (work(),)}, True),
        ("employed-in-pharmacy", {"experience": (work(to=date(2025, 1, 1)),)}, False),
        ("employed-in-pharmacy", {}, None),
        ("good-character", {}, None),
    ],
)
def test_the_record_tells(question, record, told):
    assert answer(question, **record) == told


@pytest.mark.parametrize(
    ("holding", "experience", "told"),
    [
        (CPHT, (work(state="us-pa", since=date(2024, 11, 25)),), True),
        (CPHT, (work(state="us-pa", since=date(2024, 11, 27)),), None),
        (CPHT, (work(state="us-ky", since=date(2020, 1, 1)),), None),
        # Of the last five years only.
        (
            CPHT,
            (work(state="us-pa", since=date(2015, 1, 1), to=date(2022, 1, 1)), work(state="us-ky")),
            None,
        ),
        (NEW_CPHT, (work(state="us-pa"),), False),
        (None, (work(state="us-pa"),), False),
        (CPHT, (), None),
    ],
)
def test_practice_where_nobody_is_registered(holding, experience, told):
    unregulated = PACKS.packs["us-pa"].model_copy(update={"regulates_technicians": False})
    packs = replace(PACKS, packs={**PACKS.packs, "us-pa": unregulated})
    career = Career(Person(state="us-oh"), holdings=(holding,) if holding else (), experience=experience)
    here = Context(career, packs, ON, "us-oh", "us-oh-certified-technician")
    assert known_answer("practised-in-unregulated-state", here) is told


def test_what_a_person_says_comes_first():
    assert answer("administers-vaccines", facts={"administers-vaccines": False}, holdings=(PERMIT,)) is False


def test_every_sign_that_the_vocabulary_names_is_read():
    for id_, question in PACKS.vocabulary.questions.items():
        signs = question.told_by
        for role in signs.roles if signs else ():
            assert answer(id_, experience=(work(role),)) is True
        for place in signs.workplaces if signs else ():
            assert answer(id_, experience=(work("pharmacist", place),)) is True
        for credential in (*signs.holdings, *signs.ever_held) if signs else ():
            assert answer(id_, holdings=(Holding(credential, issued=ON, expires=ON),)) is True
