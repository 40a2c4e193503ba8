"""The days on which an activity can be taken, as far as they make a difference, and which do for which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Option(NamedTuple):
    """A day on which an activity can be taken, and where it would lie then.

    `sure`: the clauses of all terms under which it surely falls; `possible`: those under which it may.
    `tight`: so few days are left for it that a cap by the day may be in the way.
    """

    day: date
    sure: int
    possible: int
    tight: bool = False


Kind = tuple[Option, ...]
"""All that matters about an activity's days. Where days do not matter they are all `ANY_DAY`."""

ANY_DAY = date.min


@dataclass(frozen=True, slots=True)
class Care:
    """What matters between two offers: `days` with hours a week, `each_day` with caps by the day."""

    days: bool = False
    each_day: bool = False

    @property
    def none(self) -> bool:
        """Only the windows and the ends of terms matter."""
        return not (self.days or self.each_day)


def does_for(one: Option, other: Option, care: Care) -> bool:
    """Whether one option is as good as another in every way."""
    if care.each_day and one.tight and not (other.tight and one.day == other.day):
        return False
    if care.days and one.day < other.day:
        return False
    return other.sure & ~one.sure == 0 and one.possible & ~other.possible == 0


def kind_does_for(one: Kind, other: Kind, care: Care) -> bool:
    """Whether for every day of another kind there is one as good."""
    return all(any(does_for(mine, theirs, care) for mine in one) for theirs in other)


def needed(options: Sequence[Option], care: Care) -> list[int]:
    """The places of the options that no other does for; of those alike the last."""
    found: list[int] = []
    for place in reversed(range(len(options))):
        option = options[place]
        if not any(does_for(options[other], option, care) for other in found):
            found = [other for other in found if not does_for(option, options[other], care)]
            found.append(place)
    return found[::-1]
