"""The hours to go over several holdings, where only a board can tell how one of their rules is meant."""

from datetime import date
from pathlib import Path

import pytest

from rxladder.career.record import Career, Holding
from rxladder.facts.load import load_packs
from rxladder.rules import together
from rxladder.rules.audit import audit

BOARD = """
pack: 1
id: us-xx
name: Board of Pharmacy of Somewhere
kind: state-board
website: https://example.org
read: 2026-11-22
regulates_technicians: true
regulation: registration
confidence: high
to_work: [{any_of: [us-xx-technician]}]
credentials:
  us-xx-technician:
    title: Registered pharmacy technician
    kind: registration
    required_to_practise: true
    term: {months: 24, anchor: printed}
    ce:
      duty: hours
      clauses:
        law: {at_least: 4, of: {topic: law}, when: {ask_authority: which course it means}}
        safety:
          at_least: 4
          of: {topic: patient-safety}
          when: {not: {ask_authority: which course it means}}
    sources: [rule]
  us-xx-vaccinator:
    title: Vaccinator
    kind: permit
    required_to_practise: false
    term: {months: 24, anchor: printed}
    ce:
      duty: hours
      clauses: {total: {at_least: 3, of: {topic: law}}}
    sources: [rule]
sources:
  rule: {url: "https://example.org/rule", for: hours, kind: rule}
"""


@pytest.mark.parametrize("most", [64, 1])
def test_the_strictest_of_what_only_a_board_can_tell_counts(tmp_path: Path, monkeypatch, most: int):
    # 4 hours of law or 4 of safety, and 3 of law beside it: 4 hours in the one case, 7 in the other. Where
    # there are too many cases to look at, one of those that alone ask as much stands for both.
    (tmp_path / "us-xx.yaml").write_text(BOARD)
    monkeypatch.setattr(together, "_MOST_COMBINED", most)
    packs = load_packs(tmp_path)
    holdings = tuple(
        Holding(id_, issued=date(2019, 5, 1), expires=date(2027, 12, 31))
        for id_ in ("us-xx-technician", "us-xx-vaccinator")
    )
    found = audit(Career(holdings=holdings), packs, date(2027, 6, 1))
    assert [held.hours_to_go for held in found.holdings] == [4, 3]
    assert found.together_hours_to_go == (7 if most > 1 else 4)
