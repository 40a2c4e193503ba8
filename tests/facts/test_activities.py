"""A catalogue of activities is read strictly; whatever is wrong is one line that names its place."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from rxladder.facts.activities import Activity, read_catalogue
from rxladder.facts.load import load_packs
from rxladder.facts.yaml_text import BadInput

WHOLE = """\
activities:
  - {id: usp-795, title: Chapter 795, hours: 1.5, cost_usd: 19.50, uan: 0384 0000 26 012 h07 t,
     provider: Example, url: 'https://example.org', available_from: 2026-01-01, available_until: 2026-12-31}
  - {title: Law night, hours: 10/3, topic: state-law, jurisdiction: us-tx, format: live, audience: technician,
     accreditation: board-approved, live_on: 2026-05-01, price_usd: {member: 0, other: 25}}
"""


def read(text: str) -> tuple[Activity, ...]:
    return read_catalogue(text, load_packs(), "mine.yaml")


def test_everything_written_is_read():
    first, second = read(WHOLE)
    assert first == Activity(
        "usp-795", "Chapter 795", Fraction(3, 2), Decimal("19.50"), "0384-0000-26-012-H07-T",
        provider="Example", url="https://example.org",
        available_from=date(2026, 1, 1), available_until=date(2026, 12, 31),
    )  # fmt: skip
    assert (second.hours, second.cost_usd, second.jurisdiction) == (Fraction(10, 3), None, "us-tx")
    assert second.price_usd == {"member": Decimal(0), "other": Decimal(25)}
    assert (second.live_on, second.id) == (date(2026, 5, 1), "law-night")


def test_json_is_read_too():
    assert read('{"activities": [{"title": "A", "hours": 1, "cost_usd": 0}]}')[0].cost_usd == 0


def test_the_same_activity_may_be_listed_twice_each_under_its_own_name():
    twice = "activities:\n" + "  - {title: A talk, hours: 1}\n" * 2
    assert [one.id for one in read(twice)] == ["a-talk", "a-talk-2"]


def test_hours_that_nobody_knows_are_said_to_be_unknown():
    assert read("activities: [{title: A, hours: null}]")[0].hours is None


ON = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("window", "days"),
    [
        ({}, (ON, None)),
        ({"available_from": date(2026, 4, 1)}, (date(2026, 4, 1), None)),
        ({"available_until": date(2026, 2, 28)}, None),
        ({"available_until": ON}, (ON, ON)),
        ({"live_on": date(2026, 5, 1)}, (date(2026, 5, 1), date(2026, 5, 1))),
        ({"live_on": date(2026, 2, 1)}, None),
    ],
)
def test_an_activity_can_be_taken_on_its_days(window, days):
    assert Activity("a", "A", Fraction(1), **window).days(ON) == days


@pytest.mark.parametrize(
    ("entry", "line", "words"),
    [
        ("{title: A}", 3, "`hours` is missing"),
        ("{hours: 1}", 3, "`title` is missing"),
        ("{title: A, hours: -1}", 3, "hours must be from 0"),
        ("{title: A, hours: one}", 3, "`one` is not a number"),
        ("{title: A, hours: 1, costs_usd: 3}", 3, "`costs_usd` is not known here; did you mean cost_usd?"),
        ("{title: A, hours: 1, cost_usd: -3}", 3, "dollars must be from 0"),
        ("{title: A, hours: 1, cost_usd: free}", 3, "`free` is not a number"),
        ("{title: A, hours: 1, uan: 0384-0000-26-012-H09-T}", 3, "There is no topic 09"),
        ("{title: A, hours: 1, topic: laws}", 3, "`laws` is not known here; did you mean law?"),
        ("{title: A, hours: 1, format: Live}", 3, "`Live` is not known here"),
        ("{title: A, hours: 1, jurisdiction: texas}", 3, "the state `texas` is not known"),
        ("{title: A, hours: 1, course: nothing}", 3, "the course `nothing` is not known"),
        ("{title: A, hours: 1, url: 'javascript:alert(1)'}", 3, "url: `javascript:alert(1)` is not written"),
        ("{title: A, hours: 1, live_on: 2026-02-30}", 3, "a date that does not exist"),
        (
            "{title: A, hours: 1,\n     available_from: 2026-02-03,\n     available_until: 2026-02-02}",
            5,
            "before",
        ),
        ("{title: A, hours: 1, id: a}\n  - {title: B, hours: 1, id: a}", 4, "the id `a` appears twice"),
        ("just text", 3, "keys with values are expected here"),
    ],
)
def test_a_mistake_is_one_line_that_names_its_place(entry, line, words):
    with pytest.raises(BadInput) as caught:
        read(f"activities:\n  - {{title: Fine, hours: 1}}\n  - {entry}\n")
    assert str(caught.value).startswith(f"mine.yaml:{line}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not a catalog"),
        ("[]", "is not a catalog"),
        ("activities: {}", "a list is expected here"),
        ("activites: []", "did you mean activities?"),
        ("{}", "`activities` is missing"),
        ("activities: [}", "is not valid YAML"),
        ("rxladder: 1", "is this a catalog?"),
    ],
)
def test_what_is_no_catalogue_is_told_so(text, words):
    with pytest.raises(BadInput) as caught:
        read(text)
    assert str(caught.value).startswith("mine.yaml:1: ")
    assert words in str(caught.value)
