"""A record in which every part of a JSON Resume has something."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from rxladder.career.achievements import Achievement
from rxladder.career.duties import Duty, Responsibilities, Skill
from rxladder.career.projects import Project
from rxladder.career.record import Career, Holding, Person, Training, Work
from rxladder.career.resume import Profile, Resume, School, Spoken

RESUME = Resume(
    label="Certified pharmacy technician",
    summary="Six years behind the counter and in the IV room.",
    email="sam@example.org",
    phone="512 555 0101",
    url="https://example.org/sam",
    city="Austin",
    region="Texas",
    country="US",
    profiles=(Profile("LinkedIn", "sam", "https://example.org/in/sam"),),
    languages=(Spoken("Spanish", "Fluent"),),
    education=(School("Austin College", "Biology", "Associate", "2018", "2020-05", courses=("Chemistry",)),),
)
FULL = Career(
    Person("Sam Example", state="us-tx"),
    holdings=(
        Holding("ptcb-cpht", issued=date(2023, 5, 10), expires=date(2027, 5, 31), number="0451"),
        Holding("us-fl-technician", issued=date(2018, 1, 1), expires=date(2020, 12, 31)),
    ),
    trainings=(Training("ashp-acpe-accredited", completed=date(2023, 4, 1)),),
    experience=(
        Work(
            "technician",
            date(2020, 6, 1),
            date(2024, 2, 29),
            "community-chain",
            Fraction(32),
            employer="Chain",
        ),
        Work(
            "sterile-compounding", date(2024, 3, 4), None, "hospital-inpatient", employer="Example Hospital"
        ),
    ),
    responsibilities=Responsibilities((Duty("Batch the morning's IVs", date(2024, 6, 1), note="private"),)),
    skills=(Skill("Aseptic mixing of fine things", level="teaches"),),
    projects=(
        Project("Fewer late doses", "From 14 % to 5 %", date(2026, 1, 5), learned="Twice a day is enough"),
    ),
    achievements=(Achievement(date(2022, 2, 1), "Moved the stock", "1,200 items", "No day was lost."),),
    resume=RESUME,
)
