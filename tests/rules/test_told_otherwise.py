"""What a board told of a rule that its pack has no more, or that it judges otherwise since, is not lost."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from rxladder.career.record import Career, Holding, Override
from rxladder.facts.load import load_packs
from rxladder.planning.to_ask import orders_ahead
from rxladder.rules.audit import audit
from rxladder.rules.result import HoldingAudit

PACKS = load_packs()
ON = date(2026, 11, 26)
HELD = Holding("us-tx-technician", date(2023, 7, 1), date(2027, 6, 30))


def told(clause: str | None, **what: Fraction) -> Override:
    return Override(HELD.credential, date(2026, 5, 1), "a letter", clause=clause, **what)


def audited(one: Override) -> HoldingAudit:
    return audit(Career(holdings=(HELD,), overrides=(one,)), PACKS, ON).holdings[0]


def asked(found: HoldingAudit) -> dict[str, Fraction | None]:
    return {clause.id: clause.needed for clause in found.clauses if clause.override}


def lost(found: HoldingAudit) -> list[str]:
    return [note for note in found.notes if note.startswith("What your board told you")]


def test_a_number_for_a_rule_that_is_there_no_more_changes_nothing_and_that_is_said():
    found = audited(told("night-shifts", needed=Fraction(3)))
    assert not asked(found)
    (said,) = lost(found)
    assert "(a rule that is no more) names a part of the rules that cannot be corrected by itself" in said
    assert "night-shifts" not in said


def test_an_order_about_a_rule_that_is_there_no_more_is_still_to_ask_about():
    found = audited(told("night-shifts", extra_hours=Fraction(3)))
    assert asked(found) == {"board-order": 3}
    assert not lost(found)


def test_an_order_kept_under_one_year_of_a_rule_that_is_judged_by_the_term_now_goes_on_top_of_it():
    found = audited(told("total-2026", extra_hours=Fraction(3)))
    assert asked(found) == {"total": 23}
    assert not lost(found)


def test_a_number_for_one_year_of_such_a_rule_changes_nothing_and_that_is_said():
    found = audited(told("total-2026", needed=Fraction(3)))
    assert not asked(found)
    assert "(20 contact hours, 2026) names a part of the rules" in lost(found)[0]


def test_of_an_order_about_what_is_not_held_only_the_board_can_tell_which_hours_count():
    (ask,) = orders_ahead(
        ["us-tx-technician"], Career(overrides=(told(None, extra_hours=Fraction(3)),)), PACKS, ON
    )
    assert "which ones count, only the board can tell" in ask.why
    assert not [
        *orders_ahead(["us-tx-technician"], Career(overrides=(told("total", needed=Fraction(3)),)), PACKS, ON)
    ]
