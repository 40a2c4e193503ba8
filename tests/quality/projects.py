"""A whole project, as a technician would keep it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from rxladder.career.projects import Change, Cycle, Measure, Project
from tests.quality.series import day, weekly

BEFORE = [13, 15, 11, 14, 16, 12, 13, 15, 14, 12, 13, 14]
AFTER = [9, 8, 6, 7, 5, 6, 4, 5, 4, 6]
OF = [96, 104, 88, 110, 97, 92, 101, 99, 105, 90, 94, 98, 103, 99, 95, 100, 102, 97, 93, 108, 99, 96]

LATE_DOSES = Project(
    title="Fewer late first doses",
    aim="First doses of antibiotics that come late: from 14 % to under 5 % by 30 June 2026.",
    started=date(2026, 1, 5),
    learned="A second delivery run at 14:00 brought late doses from 14 % to 6 %. It is now the rule.",
    measure=Measure("Late first doses", "share", of="first doses", better="lower", goal=Fraction(5)),
    points=tuple(weekly([*BEFORE, *AFTER], OF)),
    changes=(
        Change(day(6), "A poster beside the pneumatic tube"),
        Change(day(12), "Second delivery run at 14:00", new_limits=True),
    ),
    cycles=(
        Cycle(
            title="A second delivery run",
            plan="One week on 3 West: an extra cart at 14:00. We expect half as many late doses.",
            planned=date(2026, 3, 16),
            do="Ran it five days; one day without a technician.",
            done=date(2026, 3, 30),
            study="8 late of 99, against 14 a week before.",
            studied=date(2026, 4, 6),
            act="Keep it, with a named backup.",
            acted=date(2026, 4, 8),
            decision="adopt",
        ),
    ),
)
