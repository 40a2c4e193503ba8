"""When a team's credentials are due, and which of them somebody has to act on."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from rxladder.career.demo import demo_career
from rxladder.career.record import Career, Holding, Override, Person
from rxladder.facts.load import load_packs
from rxladder.facts.of_them import speaking_of_them
from rxladder.rules.audit import audit
from rxladder.rules.next_steps import next_steps
from rxladder.rules.team_compliance import CredentialStanding, counted, credential_standings, span_of

PACKS = load_packs()
ON = date(2026, 11, 22)
ORDER = ("over", "30", "60", "90", "no-date", "later", "done")


def standing(days: int | None, status: str = "met", **more) -> CredentialStanding:
    due = None if days is None else ON + timedelta(days=days)
    return CredentialStanding(0, "us-tx-technician", status, due, due, **more)


@pytest.mark.parametrize(
    ("one", "span"),
    [
        (standing(-1), "over"),
        (standing(200, "lapsed"), "over"),
        (standing(0), "30"),
        (standing(30), "30"),
        (standing(31), "60"),
        (standing(60), "60"),
        (standing(61), "90"),
        (standing(90), "90"),
        (standing(91), "later"),
        (standing(None, "unknown"), "no-date"),
        (standing(None, "not-required"), "done"),
        (standing(None, "met", filed=True), "done"),
    ],
)
def test_the_span_of_days_in_which_it_is_due(one, span):
    assert span_of(one, ON) == span


def standings_of(career, on=ON):
    with speaking_of_them():
        found = audit(career, PACKS, on)
        return credential_standings(found, next_steps(career, found, PACKS, on), on)


def test_the_demo_persons_credentials_with_what_is_missing():
    found = {one.credential: one for one in standings_of(demo_career(ON, PACKS))}
    texas, cpht = found["us-tx-technician"], found["ptcb-cpht"]
    assert (texas.status, texas.ends, texas.due) == ("short", date(2027, 6, 30), date(2027, 6, 30))
    assert (cpht.ends, cpht.due) == (date(2027, 5, 31), date(2027, 5, 1)), "PTCB is to be applied to before"
    assert texas.steps[0].what == "They need 1.5 more hours of CE for their Texas registration"
    assert not any("000000" in step.what + step.why for one in found.values() for step in one.steps)


def test_a_team_does_not_read_what_a_board_ordered():
    holding = Holding("us-ms-technician", issued=date(2018, 1, 1))
    order = Override("us-ms-technician", date(2026, 5, 1), "the order", extra_hours=Fraction(5))
    career = Career(Person(state="us-ms"), holdings=(holding,), overrides=(order,))
    assert any("ordered" in step.what for step in next_steps(career, audit(career, PACKS, ON), PACKS, ON))
    (found,) = standings_of(career)
    (step,) = found.steps
    assert (found.status, found.concern, step.by) == ("check", "ask", date(2027, 3, 31))
    assert "ordered" not in step.what + step.why
    assert "Mississippi Board of Pharmacy" in step.what


def test_a_renewal_that_is_handed_in_is_due_no_more():
    career = demo_career(ON, PACKS)
    filed = tuple(replace(held, filed=date(2026, 11, 1)) for held in career.holdings)
    found = standings_of(replace(career, holdings=filed))
    assert {(one.filed, one.due, one.steps) for one in found} == {(True, None, ())}
    assert {span_of(one, ON) for one in found} == {"done"}


def test_who_has_to_act_first_stands_on_top():
    days = [ON + timedelta(days=days) for days in range(0, 900, 60)]
    career = demo_career(ON, PACKS)
    for on in days:
        found = standings_of(career, on)
        assert sorted(one.position for one in found) == [0, 1]
        counts = counted(found, on)
        assert sum(sum(of.values()) for of in counts.values()) == 2
        spans = [ORDER.index(span_of(one, on)) for one in found]
        assert spans == sorted(spans)


def test_of_what_ends_for_good_nobody_is_to_be_asked():
    """Ohio's trainee registration is for a year and cannot be renewed; nothing else is to be asked of it."""
    trainee = Holding("us-oh-trainee", issued=date(2026, 1, 10))
    (found,) = standings_of(Career(Person(state="us-oh"), holdings=(trainee,)))
    assert (found.status, found.only_ends, found.concern) == ("check", True, "fine")
    assert counted([found], ON)["60"] == {"act": 0, "ask": 0, "fine": 1}
    assert (
        found.steps[0].what == "Their Ohio trainee registration ends on 10 January 2027 and cannot be renewed"
    )
    assert "they need this in its place" in found.steps[0].why
