"""What exams ask about: weights as they were read, ids that agree, and what nobody read left open."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from pydantic import ValidationError

from rxladder.facts.exam_outlines import Outline, domain_of, outline_in_force, outlines

# As read: the percent of the domains, in order.
WEIGHTS = {
    "ptce-2026": ["35", "18.75", "23.75", "22.5"],
    "ptce-2020": ["40", "12.5", "26.25", "21.25"],
    "excpt": ["15", "15", "13", "43", "14"],
    "excpt-2016": ["25", "15", "45", "15"],
    "cspt": ["17", "22", "53", "8"],
}


@pytest.mark.parametrize("id_", WEIGHTS)
def test_weights_are_those_that_were_read(id_):
    assert [Fraction(weight) / 100 for weight in WEIGHTS[id_]] == list(outlines()[id_].weights.values())


def test_every_outline_is_known_by_the_id_that_its_domains_begin_with():
    assert {id_: outline.id for id_, outline in outlines().items()} == {id_: id_ for id_ in WEIGHTS}


@pytest.mark.parametrize(
    ("exam", "on", "outline"),
    [
        ("ptce", date(2026, 1, 5), "ptce-2020"),
        ("ptce", date(2026, 1, 6), "ptce-2026"),
        ("ptce", date(2019, 12, 31), None),
        ("excpt", date(2026, 11, 22), "excpt"),
    ],
)
def test_the_outline_in_force_on_a_day(exam, on, outline):
    found = outline_in_force(exam, on)
    assert (found and found.id) == outline


def test_an_area_lies_in_one_domain_of_each_outline():
    areas = ("ptce-2020:1.10", "ptce-2026:1.8", "excpt:3")
    assert [domain_of(area) for area in areas] == ["ptce-2020:1", "ptce-2026:1", "excpt:3"]
    assert outlines()["ptce-2026"].domain(areas) == "ptce-2026:1"
    assert outlines()["cspt"].domain(areas) is None


def test_how_long_the_cspt_is_was_not_read():
    assert outlines()["cspt"].items is None
    assert "how many questions" in (outlines()["cspt"].not_read or "")


@pytest.mark.parametrize(
    ("domains", "complaint"),
    [
        ([{"id": "x:1", "name": "One", "weight": 99}], "add up to 99"),
        ([{"id": "x:1", "name": "One", "weight": 100, "areas": [{"id": "x:2.1", "name": "a"}]}], "x:2.1"),
    ],
)
def test_an_outline_that_does_not_add_up_is_refused(domains, complaint):
    with pytest.raises(ValidationError, match=complaint):
        Outline.model_validate({"exam": "x", "name": "X", "sources": [], "basis": "", "domains": domains})
