"""What is not renewed on purpose is left in peace, and what rests on it is told once."""

from dataclasses import replace
from datetime import date

import pytest

from rxladder.career.file import read_career
from rxladder.facts.load import load_packs
from rxladder.planning.open_terms import open_terms
from rxladder.rules.agenda import agenda
from rxladder.rules.audit import audit
from rxladder.rules.headline import headline
from rxladder.rules.next_steps import next_steps
from rxladder.rules.output import audit_document
from rxladder.rules.team_compliance import credential_standings, span_of

PACKS, ON = load_packs(), date(2026, 11, 27)
ONLY_UNTIL = "You may work in {} only until 30 June 2027, since you are not renewing your {}"


def record(state, *held):
    lines = "".join(f"  - {{{one}}}\n" for one in held)
    return read_career(
        f"rxladder: 1\nperson: {{state: {state}, birthday: 1990-05-05}}\nholdings:\n{lines}", PACKS
    )


LET_GO = "issued: 2021-06-01, expires: 2027-06-30, not_renewing: 2026-11-01"
KEPT = "issued: 2021-06-01, expires: 2027-12-31"
# A state; what else is held; what is let go; what is told of it.
CASES = [
    ("us-tx", ["credential: us-tx-technician, " + KEPT], "nha-cpht", []),
    (
        "us-co",
        ["credential: us-co-technician, " + KEPT],
        "ptcb-cpht",
        [ONLY_UNTIL.format("Colorado", "CPhT")],
    ),
    (
        "us-co",
        ["credential: us-co-technician, " + KEPT, "credential: nha-cpht, " + KEPT],
        "ptcb-cpht",
        [],
    ),
    ("us-tx", [], "us-tx-technician", [ONLY_UNTIL.format("Texas", "Texas registration")]),
    ("us-tx", ["credential: us-tx-technician, " + KEPT], "us-co-technician", []),
]


@pytest.mark.parametrize(("state", "kept", "let_go", "told"), CASES)
def test_it_is_left_in_peace_and_what_rests_on_it_is_told_once(state, kept, let_go, told):
    career = record(state, f"credential: {let_go}, {LET_GO}", *kept)
    found = audit(career, PACKS, ON)
    steps = next_steps(career, found, PACKS, ON)
    assert [step.what for step in steps if step.holding == 0] == told
    days = [(e.kind, e.state) for e in agenda(career, found, steps, PACKS, ON) if e.holding == 0]
    assert days == [("ends", "open" if told else "done")]
    assert [(one.credential, one.why) for one in open_terms(career, PACKS, ON).left_out] == [
        (let_go, "not-renewing")
    ]
    line, below = headline(career, found, steps, PACKS)
    assert line == f"{told[0]}." if told else "2027" not in line and "30 June" not in below


def test_a_decision_of_a_later_day_holds_from_then_on():
    career = record("us-tx", "credential: ptcb-cpht, issued: 2021-06-01, expires: 2027-06-30")
    later = replace(career, holdings=(replace(career.holdings[0], not_renewing=date(2026, 11, 28)),))
    assert audit(later, PACKS, ON).holdings[0].hours_to_go == audit(career, PACKS, ON).holdings[0].hours_to_go
    steps = [next_steps(one, audit(one, PACKS, ON), PACKS, ON) for one in (career, later)]
    assert steps[0] == steps[1]
    told = [audit_document(audit(later, PACKS, on))["holdings"][0] for on in (ON, date(2026, 11, 28))]
    assert [one.get("not_renewing") for one in told] == [None, "2026-11-28"]


def test_once_it_is_over_what_lets_one_work_is_to_be_got():
    career = record("us-tx", f"credential: us-tx-technician, {LET_GO}")
    on = date(2027, 7, 1)
    steps = next_steps(career, audit(career, PACKS, on), PACKS, on)
    assert [step.act for step in steps] == ["get"]


def test_a_team_sees_that_it_is_not_renewed_and_counts_it_as_due_no_more():
    career = record("us-tx", f"credential: nha-cpht, {LET_GO}")
    found = audit(career, PACKS, ON)
    (one,) = credential_standings(found, next_steps(career, found, PACKS, ON), ON)
    assert (one.not_renewing, span_of(one, ON), one.concern) == (True, "done", "fine")
