"""Memberships, events that one goes to, and letters that others write: what comes of knowing people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Going = Literal["yes", "maybe", "no"]
LetterState = Literal["to-ask", "asked", "received", "declined"]


@dataclass(frozen=True, slots=True)
class Membership:
    """Belonging to an organisation: its id of the facts, or its name. `renews` is when dues are owed next."""

    organisation: str
    since: date | None = None
    renews: date | None = None
    dues_usd: Decimal | None = None
    number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something to do before an event, or after it."""

    what: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Gathering:
    """A conference, a meeting or a webinar; `ends` is inclusive and may be the first day.

    `uid` is the id of the calendar entry that it came from. `ce_hours` are the hours of CE on offer.
    `people` are the names of those who will be there.
    """

    name: str
    starts: date
    ends: date | None = None
    uid: str = ""
    organisation: str = ""
    where: str = ""
    url: str = ""
    going: Going = "maybe"
    cost_usd: Decimal | None = None
    ce_hours: Fraction | None = None
    people: tuple[str, ...] = ()
    before: tuple[ToDo, ...] = ()
    after: tuple[ToDo, ...] = ()
    note: str = ""

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return self.ends or self.starts


@dataclass(frozen=True, slots=True)
class Letter:
    """A recommendation: who writes it, for what, and when it was asked for, reminded of and received.

    `evidence` is the fingerprint of the letter that is kept as a file.
    """

    writer: str
    about: str = ""
    needed_by: date | None = None
    asked: date | None = None
    reminded: tuple[date, ...] = ()
    received: date | None = None
    declined: date | None = None
    evidence: str = ""
    note: str = ""

    @property
    def state(self) -> LetterState:
        """How far it is."""
        if self.received:
            return "received"
        if self.declined:
            return "declined"
        return "asked" if self.asked else "to-ask"
