"""A step: one thing to do, by when and why, and which of several comes first.

The order: what is near before what is far (`_NEAR`, `_YEAR`); within that the right to work, then a
certification, then money, then goals; within that by date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rxladder.rules.result import AskedQuestion, SourceNote

Kind = Literal["right-to-work", "certification", "money", "goal"]
Act = Literal[
    "add-credit", "answer", "ask", "take", "renew", "get", "follow", "read", "transcript", "path", "team"
]
Urgency = Literal["now", "soon", "later"]
_RANK: dict[Kind, int] = {"right-to-work": 0, "certification": 1, "money": 2, "goal": 3}
_NEAR, _YEAR = timedelta(days=60), timedelta(days=365)
# What ends the right to work is red for longer: there is more to lose.
_RED: dict[Kind, timedelta] = {"right-to-work": timedelta(days=240), "certification": timedelta(days=90)}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `by` is its last day, `from_` the first on which it can be done.

    `holding` is the position of the holding in the audit; `clause` the clause that it is about; `act` what a
    page can offer to do about it. `goal` names what a path leads to (`credential:ptcb-cspt`), be it accepted
    or to what takes the place of a credential that ends; `asked` is the id of what a team asks.
    """

    kind: Kind
    act: Act
    what: str
    why: str
    urgency: Urgency
    by: date | None = None
    from_: date | None = None
    source: SourceNote | None = None
    authority: str | None = None
    credential: str | None = None
    holding: int | None = None
    clause: str | None = None
    questions: tuple[AskedQuestion, ...] = ()
    goal: str | None = None
    asked: str | None = None


def in_order(steps: Iterable[Step], on: date) -> tuple[Step, ...]:
    """Steps with what would be regretted most first."""
    return tuple(sorted(steps, key=lambda step: _order(step, on)))


def _order(step: Step, on: date) -> tuple[int, int, int, date]:
    day = step.by or step.from_ or on
    if step.urgency == "now" and step.by is None:
        near = 0
    else:
        near = 0 if day - on <= _NEAR else 1 if day - on <= _YEAR else 2
    if step.act == "path":
        near = max(near, 1)  # a step up can wait a week; what one must not lose cannot
    waits = step.from_ is not None and step.from_ > on
    return near, _RANK[step.kind], int(waits), day


def urgency_of(kind: Kind, by: date | None, on: date) -> Urgency:
    """How urgent something of a kind is by its last day; without one it can wait."""
    if by is None:
        return "later"
    if by - on <= _RED.get(kind, _NEAR):
        return "now"
    return "soon" if by - on <= _YEAR else "later"
