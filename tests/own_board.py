"""A small pack of an installation's own, for tests that look at its sources again."""

from __future__ import annotations

_PACK = """\
pack: 1
id: own-board
name: A board of one's own
kind: association
read: 2026-11-22
confidence: low
regulation: none
credentials:
  own-card:
    title: Card
    kind: certificate
    required_to_practise: false
    eligibility: {age: 18}
    term: {months: 24, anchor: issue-anniversary, sources: [rule]}
    ce: {duty: none, sources: [rule]}
"""


def own_board(*sources: str, fees: str = "") -> str:
    """The pack with these sources, one of which is `rule`, on which all but the fees rests."""
    more = [f"    fees: {fees}"] if fees else []
    return "\n".join([_PACK.rstrip(), *more, "sources:", *(f"  {source}" for source in sources), ""])
