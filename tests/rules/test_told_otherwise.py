"""What a board told of a rule that its pack has no more, or that it judges otherwise since, is not lost."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from rxladder.career.record import Career, HeldTerm, Holding, Override, Person
from rxladder.facts.load import load_packs
from rxladder.facts.of_them import speaking_of_them
from rxladder.planning.to_ask import orders_ahead
from rxladder.rules.agenda import agenda
from rxladder.rules.audit import audit
from rxladder.rules.next_steps import next_steps
from rxladder.rules.result import Audit, HoldingAudit
from rxladder.rules.told_otherwise import kept_until

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
    assert (
        "(a rule that no longer exists) names a part of the rules that cannot be corrected on its own" in said
    )
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
    assert "only the board can say which ones count" in ask.why
    assert not [
        *orders_ahead(["us-tx-technician"], Career(overrides=(told("total", needed=Fraction(3)),)), PACKS, ON)
    ]


FIRST = HeldTerm(date(2023, 12, 4), date(2025, 10, 31))
KANSAS = Holding("us-ks-technician", FIRST.starts, date(2027, 10, 31), terms=(FIRST,))


def more_time(until: date) -> tuple[Career, Audit]:
    told = Override(KANSAS.credential, date(2025, 9, 1), "a letter", clause="keeps", extended_to=until)
    facts = {"first-registered-on": date(2023, 12, 4)}
    career = Career(Person(state="us-ks"), facts=facts, holdings=(KANSAS,), overrides=(told,))
    return career, audit(career, PACKS, date(2026, 3, 1))


def test_a_step_and_the_calendar_have_the_day_that_the_board_gave_with_its_reason():
    career, found = more_time(date(2026, 4, 30))
    steps = next_steps(career, found, PACKS, found.on)
    (step,) = [one for one in steps if one.by == date(2026, 4, 30)]
    assert "There is time until 30 April 2026, as the board said on 1 September 2025." in step.why
    (event,) = [one for one in agenda(career, found, steps, PACKS, found.on) if one.day == date(2026, 4, 30)]
    assert event.why.startswith("There is time until 30 April 2026, as the board said on 1 September 2025.")
    assert (event.what, event.clause) == ("Kansas registration: do what it depends on", "keeps")
    with speaking_of_them():
        (shown,) = [one for one in next_steps(career, found, PACKS, found.on) if one.by == date(2026, 4, 30)]
    assert "the board said" not in shown.why


def test_a_day_that_gives_no_more_time_than_the_rule_changes_nothing_and_that_is_said():
    career, _ = more_time(date(2025, 10, 31))
    (found,) = audit(career, PACKS, date(2025, 10, 1)).holdings
    assert any(
        "is no later than the one in the rule itself (31 October 2025)" in note for note in found.notes
    )
    assert kept_until(found, career, PACKS, date(2025, 10, 1)) == date(2025, 10, 31)
