"""A record's case for a role: what shows each thing that is asked, and the days of what is to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rxladder.career.record import AcceptedPath, Career, Goal, Holding, Person, PlannedStep, Training, Work
from rxladder.facts.language import speaking
from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles
from rxladder.rules.ladder import ladder
from rxladder.rules.promotion import role_case
from tests.addressing import speaks_to_the_reader

ON = date(2026, 11, 22)
CPHT = Holding("ptcb-cpht", issued=date(2023, 5, 10), expires=date(2027, 5, 31))
WORK = Work("technician", date(2025, 1, 6), hours_per_week=Fraction(40), employer="Central")
TECHNICIAN = Career(Person("Sam", state="us-tx"), holdings=(CPHT,), experience=(WORK,))
SAMPLES = (
    Career(),
    TECHNICIAN,
    replace(TECHNICIAN, holdings=(), facts={"education": "bachelor"}),
    replace(TECHNICIAN, experience=(Work("lead-technician", date(2020, 1, 6)),)),
)


@pytest.fixture(scope="module")
def packs():
    return load_packs()


def asks(career: Career, packs, role: str) -> dict[str, tuple]:
    found = role_case(career, packs, role, ON)
    return {ask.says: (ask.state, ask.day, ask.shown) for ask in found.asks}


def test_what_is_met_is_shown_by_the_record(packs):
    found = asks(TECHNICIAN, packs, "senior-technician")
    assert found["Certified Pharmacy Technician (PTCB)"] == (
        "met",
        None,
        ("Held since 10 May 2023, good until 31 May 2027",),
    )
    year = found["1 year of work as a pharmacy technician"]
    assert year == ("met", None, ("Pharmacy technician, Central, since 6 January 2025, 40 hours a week",))


def test_what_time_brings_has_its_day(packs):
    found = asks(TECHNICIAN, packs, "supervisor")
    assert found["3 years of work as a pharmacy technician"] == ("to-come", date(2028, 1, 5), ())


def test_what_nothing_brings_has_no_day(packs):
    assert asks(TECHNICIAN, packs, "supervisor")["1 year of work as a lead technician"] == ("open", None, ())


def test_an_accepted_path_gives_the_day(packs):
    step = PlannedStep(
        "training:site-usp-797", "training", "site-usp-797", date(2026, 12, 1), date(2027, 1, 31)
    )
    path = AcceptedPath("fastest", ON, date(2027, 1, 31), (step,))
    aimed = replace(TECHNICIAN, goals=(Goal(role="sterile-compounding", path=path),))
    name = "The site's own program for sterile compounding (USP 797)"
    assert asks(aimed, packs, "sterile-compounding")[name] == ("planned", date(2027, 1, 31), ())
    # A step whose day is over, and which is not done, promises nothing.
    late = replace(path, steps=(replace(step, ends=date(2026, 11, 21)),))
    behind = replace(TECHNICIAN, goals=(Goal(role="sterile-compounding", path=late),))
    assert asks(behind, packs, "sterile-compounding")[name] == ("open", None, ())
    # The path to another role says nothing about this one.
    other = replace(TECHNICIAN, goals=(Goal(role="trainer", path=path),))
    assert asks(other, packs, "sterile-compounding")[name][0] == "open"
    done = replace(aimed, trainings=(Training("site-usp-797", completed=date(2026, 11, 1)),))
    assert asks(done, packs, "sterile-compounding")[name] == ("met", None, ("Completed on 1 November 2026",))


def test_one_of_several_ways_that_is_met_speaks_alone(packs):
    assert list(asks(TECHNICIAN, packs, "certified-technician")) == ["Certified Pharmacy Technician (PTCB)"]
    (says,) = asks(replace(TECHNICIAN, holdings=()), packs, "certified-technician")
    assert "(PTCB) or" in says


def test_a_certification_that_is_over_shows_nothing(packs):
    over = replace(TECHNICIAN, holdings=(replace(CPHT, expires=date(2026, 11, 21)),))
    assert asks(over, packs, "trainer")["Certified Pharmacy Technician (PTCB)"] == ("open", None, ())


@pytest.mark.parametrize("role", [id_ for id_, role in roles().items() if role.asks])
@pytest.mark.parametrize("career", SAMPLES, ids=range(len(SAMPLES)))
def test_all_is_met_just_where_the_ladder_says_so(packs, role, career):
    found, standing = role_case(career, packs, role, ON), ladder(career, packs, ON).standings[role]
    assert (not found.gaps) == (standing.met is True)
    days = [ask.day for ask in found.gaps]
    if standing.earliest and standing.met is not True:
        assert max(day for day in days if day) == standing.earliest


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_a_role_asks_speaks_of_the_holder_to_whoever_reads_the_packet(packs, language):
    with speaking(language):
        told = [ask.says for role in roles() for ask in role_case(Career(), packs, role, ON).asks]
    assert len(told) > 30
    assert not [text for text in told if speaks_to_the_reader(text, language)]
