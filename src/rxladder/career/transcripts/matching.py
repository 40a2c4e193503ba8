"""What was read, beside the record: new, already there, or there with something different.

One activity is known by its number without the letters for form and audience, as the rules know it, else by
its title. So one entry serves every holding, and the same file brings nothing a second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Literal

from rxladder.career.record import Credit
from rxladder.career.transcripts.result import FoundCredit
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date
from rxladder.facts.uan import parse_uan

State = Literal["new", "there", "differs", "repeat"]
Difference = Literal["date", "hours", "uan"]


@dataclass(frozen=True, slots=True)
class Match:
    """How a credit that was read stands to the record.

    `credit` is the place in the record of what it was compared with, `differences` what is not the same.
    `repeat` is a credit that stands in what was brought more than once.
    """

    state: State
    credit: int | None = None
    differences: tuple[Difference, ...] = ()
    why: str = ""


def fingerprint(credit: FoundCredit) -> str:
    """The same for what was read from the same words, whatever a person makes of it later."""
    told = (credit.uan, _plain(credit.title), _plain(credit.provider), str(credit.date), str(credit.hours))
    return sha256("\n".join(told).encode()).hexdigest()[:32]


def match_all(
    found: Sequence[FoundCredit], record: Sequence[Credit], came_as: Sequence[str] = ()
) -> list[Match]:
    """The match of each, in order.

    `came_as` has the fingerprints with which the record's credits were brought, so that one that was changed
    since is known again.
    """
    own, brought = _Known(record), _Known([])
    prints = {print_: place for place, print_ in enumerate(came_as) if print_}
    matches = []
    for credit in found:
        match = own.match(credit)
        if match.state != "there" and (place := prints.get(fingerprint(credit))) is not None:
            match = Match("there", place, why=_("You imported it before, and changed it since."))
        twin = brought.match(credit) if match.state == "new" else match
        if match.state == "new" and twin.state != "new" and "date" not in twin.differences:
            match = Match("repeat", why=_("Appears more than once in what you imported."))
        elif match.state == "new":
            brought.add(credit)
        matches.append(match)
    return matches


@dataclass(frozen=True, slots=True)
class _Facts:
    """What tells one credit from another."""

    place: int
    uan: str
    title: str
    date: date | None
    hours: object
    shown: str


class _Known:
    """Credits by what one finds them by."""

    def __init__(self, credits: Iterable[Credit]) -> None:
        self.by_number: dict[str, list[_Facts]] = defaultdict(list)
        self.by_title: dict[str, list[_Facts]] = defaultdict(list)
        self.without_number: list[_Facts] = []
        self.count = 0
        for credit in credits:
            self.add(credit)

    def add(self, credit: Credit | FoundCredit) -> None:
        facts = _Facts(
            self.count, credit.uan or "", _plain(credit.title), credit.date, credit.hours, credit.title
        )
        self.count += 1
        if facts.uan:
            self.by_number[_key(facts.uan)].append(facts)
        else:
            self.without_number.append(facts)
        if facts.title:
            self.by_title[facts.title].append(facts)

    def match(self, credit: FoundCredit) -> Match:
        """The nearest of the same activity: the same day first, then the same hours."""
        same = self._same(credit)
        if not same:
            return Match("new", why=self._alike(credit))
        best = min(same, key=lambda facts: _distance(credit, facts))
        differences = tuple(_differences(credit, best))
        if not differences:
            return Match("there", best.place, why=_why(best))
        if differences != ("date",) or credit.uan:
            return Match("differs", best.place, differences)
        # Without a number, the same title on another day is as likely another time.
        return Match("new")

    def _alike(self, credit: FoundCredit) -> str:
        """Another credit of that day that may be the same, under a title of the person's own."""
        alike = [facts for facts in self.without_number if credit.uan and facts.date == credit.date
                 and facts.hours == credit.hours]  # fmt: skip
        if not alike:
            return ""
        return _(
            "On that day you have “{title}” with the same number of hours. Leave this out if it is the same."
        ).format(title=alike[0].shown)

    def _same(self, credit: FoundCredit) -> list[_Facts]:
        title = _plain(credit.title)
        named = self.by_title.get(title, []) if title else []
        if not credit.uan:
            return named
        numbered = self.by_number.get(_key(credit.uan), [])
        return numbered or [facts for facts in named if not facts.uan and facts.date == credit.date]


def _distance(credit: FoundCredit, facts: _Facts) -> tuple[int, bool, bool]:
    days = abs((credit.date - facts.date).days) if credit.date and facts.date else 0
    return days, credit.hours not in (None, facts.hours), credit.uan != facts.uan


def _differences(credit: FoundCredit, facts: _Facts) -> Iterable[Difference]:
    """What the two tell differently; what one of them does not tell is no difference, but a number gained."""
    if credit.date and facts.date and credit.date != facts.date:
        yield "date"
    if credit.hours is not None and facts.hours is not None and credit.hours != facts.hours:
        yield "hours"
    if credit.uan and not facts.uan:
        yield "uan"


def _why(facts: _Facts) -> str:
    return _("You already have it, taken on {day}.").format(day=say_date(facts.date)) if facts.date else ""


@lru_cache(maxsize=8_192)
def _key(uan: str) -> str:
    return parse_uan(uan).activity_key


def _plain(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum())
