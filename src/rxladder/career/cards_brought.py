"""What address cards change among the people one knows: who is new, whose entry they fill.

Bringing the same cards again changes nothing. Who is surely known is filled in, never overwritten; who only
looks alike comes in as somebody new, and stands among the likely duplicates until a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rxladder.career.relationships import Acquaintance, Contact
from rxladder.career.same_person import changes, marks, merged, same_person


@dataclass(frozen=True, slots=True)
class Filled:
    """Somebody known, by their place among the people, and what a card makes of them."""

    at: int
    before: Acquaintance
    after: Acquaintance

    @property
    def new_contacts(self) -> tuple[Contact, ...]:
        """The contacts that only the card tells."""
        known = set(self.before.contacts)
        return tuple(one for one in self.after.contacts if one not in known)

    @property
    def fields(self) -> list[str]:
        """The names of the fields that change."""
        return [change.field for change in changes(self.before, self.after)]


@dataclass(frozen=True, slots=True)
class Brought:
    """What some cards change. `same` counts those that change nothing."""

    new: tuple[Acquaintance, ...]
    filled: tuple[Filled, ...]
    same: int

    @property
    def anything(self) -> bool:
        """Whether anything changes at all."""
        return bool(self.new or self.filled)


def bring_cards(people: Sequence[Acquaintance], cards: Sequence[Acquaintance]) -> Brought:
    """What `cards` change among `people`; cards of one person within the file become one."""
    everyone = list(people)
    known = len(everyone)
    by_mark: dict[str, list[int]] = {}
    for at, person in enumerate(everyone):
        _enter(by_mark, at, person)
    same = 0
    for card in cards:
        place = next(_known_as(card, everyone, by_mark), len(everyone))
        if place == len(everyone):
            everyone.append(card)
        else:
            before = everyone[place]
            everyone[place] = merged(before, card)
            same += everyone[place] == before
        _enter(by_mark, place, card)
    filled = [Filled(at, people[at], everyone[at]) for at in range(known) if everyone[at] != people[at]]
    return Brought(tuple(everyone[known:]), tuple(filled), same)


def _known_as(
    card: Acquaintance, everyone: list[Acquaintance], by_mark: dict[str, list[int]]
) -> Iterator[int]:
    """The places of those who surely are the person of a card, or to whom it adds nothing."""
    places = dict.fromkeys(at for mark in marks(card) for at in by_mark.get(mark, ()))
    for at in places:
        found = same_person(card, everyone[at])
        if found and (found[0] == "sure" or merged(everyone[at], card) == everyone[at]):
            yield at


def _enter(by_mark: dict[str, list[int]], at: int, person: Acquaintance) -> None:
    for mark in marks(person):
        places = by_mark.setdefault(mark, [])
        if at not in places:
            places.append(at)
