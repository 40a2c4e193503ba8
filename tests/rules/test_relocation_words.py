"""Moving in words: the hours of two states, and what tells them apart."""

from __future__ import annotations

from datetime import date

import pytest

from rxladder.facts.load import load_packs
from rxladder.rules.education_compared import education_rule
from rxladder.rules.relocation_words import say_difference, say_education, say_kinds

PACKS, ON = load_packs(), date(2026, 11, 25)


def rule(credential: str):
    return education_rule(PACKS.credentials[credential], PACKS, ON)


@pytest.mark.parametrize(
    ("credential", "said", "kinds"),
    [
        ("us-tx-technician", "20 hours every 2 years", "1 hour on state pharmacy law"),
        ("us-wy-technician", "6 hours every year", ""),  # judged by the calendar year
        ("us-ri-technician-2", "10 hours every year", ""),  # two calendar years in a term, each by itself
        (
            "us-fl-technician",
            "20 hours every 2 years",
            "4 hours live; 2 hours on medication errors",  # human trafficking is once in a career
        ),
        ("us-nc-technician", "none required", ""),
        ("us-ny-registered-technician", "no rule found: ask the board", ""),
        ("us-co-technician", "required, hours not found", ""),
    ],
)
def test_what_a_state_asks_is_one_line(credential, said, kinds):
    found = rule(credential)
    assert say_education(found) == said
    assert say_kinds(found).startswith(kinds)
    assert "trafficking" not in say_kinds(found)


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        ("us-tx-technician", "us-oh-registered-technician", "Each year, 5 hours less than here."),
        ("us-ky-technician", "us-tx-technician", "Each year, 10 hours more than here."),
        ("us-tx-technician", "us-ks-technician", "The same number of hours a year as here."),
        ("us-tx-technician", "us-ny-registered-technician", "cannot be compared"),
    ],
)
def test_the_difference_is_told_by_the_year(here, there, said):
    assert said in say_difference(rule(here), rule(there))[0]


def test_what_is_asked_only_there_is_named():
    told = " ".join(say_difference(rule("us-tx-technician"), rule("us-fl-technician")))
    assert "medication errors" in told
    assert "must be live" in told
    assert "state pharmacy law" not in told


def test_hours_on_a_states_own_law_are_hours_on_law():
    """Who owes Texas an hour on its law meets nothing new where an hour on any pharmacy law is asked."""
    texas, oregon = rule("us-tx-technician"), rule("us-or-certified-technician")
    assert ("state-law" in texas.topics, "law" in oregon.topics) == (True, True)
    assert "Required there and not here: cultural competency." in say_difference(texas, oregon)
    assert "state pharmacy law" in " ".join(say_difference(oregon, texas))


def test_at_home_nothing_differs():
    assert say_difference(rule("us-tx-technician"), rule("us-tx-technician")) == ()
