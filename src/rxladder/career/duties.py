"""What one does beyond the counter: duties, skills that others signed for, and the training of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

Level = Literal["learning", "helped", "alone", "teaches"]
"""learning: shown how; helped: does it with somebody beside; alone: on one's own; teaches: shows others."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that one is in charge of, or does regularly. `until` is inclusive; without it, it goes on.

    `workplace` is the kind of place by its id (`hospital-inpatient`), `employer` its name.
    """

    what: str
    since: date | None = None
    until: date | None = None
    hours_per_week: Fraction | None = None
    workplace: str | None = None
    employer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """That somebody else (`by`) saw it done well on a day; it counts up to `until`, inclusive, where told."""

    on: date
    by: str
    until: date | None = None
    note: str = ""

    def holds(self, on: date) -> bool:
        """Whether it counts on a day."""
        return self.on <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Skill:
    """Something that one can do, or is learning.

    `name` and `area` are ids of `rxladder.facts.skills`, or words of one's own. `teachers` are the names of
    those who can teach it. `sign_offs`: the oldest first.
    """

    name: str
    area: str = ""
    level: Level = "learning"
    last_done: date | None = None
    teachers: tuple[str, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    note: str = ""

    def signed(self, on: date) -> SignOff | None:
        """The newest sign-off that counts on a day."""
        return next((one for one in reversed(self.sign_offs) if one.holds(on)), None)


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to learn: the day it was shown or practised (`done`), and who signed for it when."""

    what: str
    done: date | None = None
    signed: date | None = None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """The training of somebody else. `due`: when it should be done; `ended`: when it was, or was given up."""

    trainee: str
    what: str = ""
    starts: date | None = None
    due: date | None = None
    ended: date | None = None
    items: tuple[ChecklistItem, ...] = ()
    note: str = ""

    @property
    def signed(self) -> int:
        """How many things are signed off."""
        return sum(item.signed is not None for item in self.items)


@dataclass(frozen=True, slots=True)
class Responsibilities:
    """All duties, and all training of others."""

    duties: tuple[Duty, ...] = ()
    training: tuple[TrainingPlan, ...] = ()
