"""What is written reads back to the same record, as YAML and as JSON."""

import json
from datetime import date
from fractions import Fraction

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rxladder.career.dump import write_career
from rxladder.career.file import read_career
from rxladder.career.record import Availability, Career, Credit, Holding, Person
from rxladder.facts.load import load_packs
from tests.strategies import any_careers, careers

FORMATS = ["yaml", "json"]


@st.composite
def records(draw: st.DrawFn) -> Career:
    packs = load_packs()
    return draw(any_careers(packs) | careers(packs))


@pytest.mark.parametrize("format", FORMATS)
@given(career=records())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_record_survives(format, career):
    assert read_career(write_career(career, format), load_packs()) == career


@given(career=records())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_writing_is_stable(career):
    once = write_career(career)
    assert write_career(read_career(once, load_packs())) == once


@pytest.mark.parametrize("format", FORMATS)
def test_the_empty_record_survives(packs, format):
    assert read_career(write_career(Career(), format), packs) == Career()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "mark", ["\x85", "\u2028", "\u2029", "\n", "\r", "\t", "\xa0", "\ufeff", "'", '"', ": #"]
)
def test_a_text_of_any_marks_survives(packs, format, mark):
    career = Career(person=Person(name=mark), holdings=(Holding("ptcb-cpht", number=f"a{mark}b {mark} c"),))
    assert read_career(write_career(career, format), packs) == career


def test_defaults_are_left_out():
    career = Career(
        person=Person(state="us-tx"),
        holdings=(Holding("us-tx-technician", expires=date(2027, 6, 30)),),
        credits=(Credit(date(2026, 3, 2), Fraction(3, 2)),),
    )
    assert write_career(career) == (
        "rxladder: 1\n"
        "person: {state: us-tx}\n"
        "holdings:\n"
        "- {credential: us-tx-technician, expires: 2027-06-30}\n"
        "credits:\n"
        "- {date: 2026-03-02, hours: 1.5}\n"
    )


def test_other_readers_of_yaml_see_the_same_words(packs):
    career = Career(
        person=Person(name="no"), reserved={"reading": ["on", "1e5", "0123", "2026-01-31", None, True]}
    )
    seen = yaml.safe_load(write_career(career))
    assert seen["person"]["name"] == "no"
    assert seen["reading"] == ["on", "1e5", "0123", "2026-01-31", None, True]


def test_an_amount_without_end_is_written_as_a_fraction():
    written = write_career(Career(availability=Availability(study_hours_per_week=Fraction(10, 3))), "json")
    assert json.loads(written) == {"rxladder": 1, "availability": {"study_hours_per_week": "10/3"}}
