"""Steps stand in the order of what one would regret missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rxladder.career.record import Career, Holding
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.next_steps import next_steps
from rxladder.rules.steps import Act, Kind, Step, Urgency, in_order

ON = date(2026, 11, 25)


def step(
    name: str,
    by: int | None = None,
    kind: Kind = "certification",
    *,
    opens: int | None = None,
    act: Act = "renew",
    urgency: Urgency = "later",
) -> Step:
    """A step to be done in so many days, or possible only from then on."""
    days = [None if one is None else ON + timedelta(days=one) for one in (by, opens)]
    return Step(kind, act, name, "", urgency, by=days[0], from_=days[1])


@pytest.mark.parametrize(
    "steps",
    [
        # What is near comes before what is far: 60 days, a year, more.
        (step("near", 60, "money"), step("far", 61, "right-to-work")),
        (step("in a year", 365, "money"), step("later", 366, "right-to-work")),
        (step("a day to come", opens=60), step("a later one", 61, "right-to-work")),
        (step("last days", 300), step("opens after a year", opens=366)),
        # Within that the right to work, then a certification, money and goals; then the day.
        tuple(step(kind, 10, kind) for kind in ("right-to-work", "certification", "money", "goal")),
        (step("sooner", 10), step("not so soon", 11)),
        # What presses on no day is near; what has no day and does not press stands as of today.
        (step("now", kind="certification", urgency="now"), step("far", 61, "right-to-work")),
        (step("no day", kind="right-to-work"), step("near", 1)),
        (step("long ago", -10), step("now", urgency="now")),
        (step("near", 60, "money"), step("far", 61, urgency="now")),
        # What cannot be done yet comes after what can.
        (step("can be done", 50), step("opens", 20, opens=1)),
        (step("opens today", 20, opens=0), step("can be done", 50)),
        # A step up can wait a week; what one must not lose cannot.
        (step("near", 60, "money"), step("path", 1, act="path")),
        (step("path", 1, "right-to-work", act="path"), step("in a year", 61)),
        (step("in a year", 365), step("path", 366, "right-to-work", act="path")),
    ],
    ids=lambda steps: ", ".join(one.what for one in steps),
)
def test_the_first_is_regretted_most(steps):
    assert in_order(reversed(steps), ON) == steps
    assert in_order(steps, ON) == steps


@pytest.mark.parametrize(
    ("credential", "days", "urgency"),
    [
        # What ends the right to work is red for longer.
        ("us-tx-technician", 240, "now"),
        ("us-tx-technician", 241, "soon"),
        ("us-tx-technician", 365, "soon"),
        ("us-tx-technician", 366, "later"),
        ("ptcb-cpht", 90, "now"),
        ("ptcb-cpht", 91, "soon"),
    ],
)
def test_what_presses_is_told_by_how_much_would_be_lost_and_when(credential, days, urgency):
    # Texas takes a renewal to the last day, PTCB to the first of that month.
    last = {"us-tx-technician": date(2027, 6, 30), "ptcb-cpht": date(2027, 6, 1)}[credential]
    packs, on = load_packs(), last - timedelta(days=days)
    career = Career(holdings=(Holding(credential, date(2021, 7, 1), date(2027, 6, 30)),))
    steps = next_steps(career, audit(career, packs, on), packs, on)
    hours = [one for one in steps if one.act == "add-credit"]
    assert {(one.by, one.urgency) for one in hours} == {(last, urgency)}
