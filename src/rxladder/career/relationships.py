"""The people of a career: how one knows them, how often to be in touch, and what was said when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rxladder.career.day_steps import moved
from rxladder.facts.days import MonthDay
from rxladder.facts.language import gettext as _

Mentoring = Literal["mentor", "mentee"]
RhythmUnit = Literal["days", "weeks", "months", "years"]
_Day = date  # where a field is called `date`

_RHYTHM = re.compile(r"(?:every )?(\d{1,3}) (day|week|month|year)s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often to be in touch: every so many days, weeks, months or years."""

    count: int
    unit: RhythmUnit

    @classmethod
    def parse(cls, text: str) -> Rhythm:
        """Read "2 months" or "every 6 weeks"; a ValueError for anything else."""
        found = _RHYTHM.fullmatch(" ".join(text.split()))
        if found is None or int(found[1]) == 0:
            said = _('"{text}" is not a rhythm; write it like "2 months" or "6 weeks"')
            raise ValueError(said.format(text=text))
        return cls(int(found[1]), f"{found[2].lower()}s")  # type: ignore[arg-type]

    def after(self, day: date) -> date:
        """The day on which it is time again."""
        return moved(day, self.count, self.unit.removesuffix("s"))

    def __str__(self) -> str:
        return f"{self.count} {self.unit if self.count != 1 else self.unit.removesuffix('s')}"


@dataclass(frozen=True, slots=True)
class Reach:
    """An e-mail address or a telephone number, and what the card calls it (`work`)."""

    address: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """One time that two people were in touch; `follow_up` is a day that was promised then."""

    on: date
    note: str = ""
    follow_up: date | None = None


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody one knows.

    `uid` is the address card's own, by which the same card is known again; `known_from` tells how one knows
    them; `card` holds the lines of their card that have no place here, so that nothing is lost on the way
    back. A birthday may have no year. `contacts` stand oldest first.
    """

    name: str
    uid: str = ""
    known_from: str = ""
    employer: str = ""
    role: str = ""
    topics: tuple[str, ...] = ()
    emails: tuple[Reach, ...] = ()
    phones: tuple[Reach, ...] = ()
    birthday: date | MonthDay | None = None
    rhythm: Rhythm | None = None
    mentoring: Mentoring | None = None
    mentoring_goals: tuple[str, ...] = ()
    introduced_by: str = ""
    added: _Day | None = None
    note: str = ""
    card: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()

    @property
    def last(self) -> Contact | None:
        """The latest contact."""
        return max(self.contacts, key=lambda one: one.on, default=None)
