"""Fewer offers with the same best plan: what others do at least as well, and cheaper, is left out.

An offer is left out only where others that stay would do for it even if all of them were taken already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from rxladder.planning.board import Board, Question
from rxladder.planning.offers import Offer, Option

Kind = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Care:
    """What matters between two offers: `days` with hours a week, `each_day` with caps by the day."""

    days: bool = False
    each_day: bool = False


def reduced(board: Board, offers: Sequence[Offer], care: Care) -> list[Offer]:
    """The offers that some best plan may need, each with the days that it may need, best ones first."""
    ready = sorted((_cut(board, offer, care) for offer in offers), key=lambda offer: offer.order)
    ready = list(_best_of_same(ready, care))
    alone = Counter(offer.same for offer in ready)
    keeper = _Keeper(board, care)
    return [offer for offer in ready if offer.pinned or keeper.keeps(offer, alone)]


def _cut(board: Board, offer: Offer, care: Care) -> Offer:
    """An offer with only the bits and the days that can matter."""
    found: list[Option] = []
    for day, sure, possible in reversed(offer.options):
        option = Option(day, sure & board.open_bits, possible & board.cap_bits)
        if not any(_does_for(other, option, care) for other in found):
            found.append(option)
    return Offer(
        offer.activity, offer.parts, offer.cents, offer.same, offer.days,
        tuple(one for one in reversed(found)), offer.pinned,
    )  # fmt: skip


def _does_for(one: Option, other: Option, care: Care) -> bool:
    """Whether one option is as good as another in every way."""
    if care.each_day and one.day != other.day:
        return False
    if care.days and one.day < other.day:
        return False
    return other.sure & ~one.sure == 0 and one.possible & ~other.possible == 0


def _kind_does_for(one: Kind, other: Kind, care: Care) -> bool:
    return all(any(_does_for(mine, theirs, care) for mine in one) for theirs in other)


def _cheaper(one: Offer, other: Offer, care: Care) -> bool:
    """Whether one offer in the place of another, of the same kind or better, makes no plan worse."""
    if one.parts == other.parts:
        return True
    strictly = other.cents is None if one.cents is not None else False
    if one.cents is not None and other.cents is not None:
        strictly = one.cents < other.cents
    return strictly and one.parts > other.parts and not care.days


def _best_of_same(offers: Sequence[Offer], care: Care) -> Iterator[Offer]:
    """Of listings of one activity only those that none before does for."""
    kept: dict[Hashable, list[Offer]] = {}
    for offer in offers:
        before = kept.setdefault(offer.same, [])
        if not offer.pinned and any(
            _cheaper(one, offer, care) and _kind_does_for(one.options, offer.options, care) for one in before
        ):
            continue
        before.append(offer)
        yield offer


@dataclass(slots=True)
class _Keeper:
    """Keeps offers in their order, with the kinds of those that were kept."""

    board: Board
    care: Care
    kept: dict[Kind, list[Offer]] = field(default_factory=dict)
    better: dict[tuple[Kind, Kind], bool] = field(default_factory=dict)
    needs: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    longest: int = 0

    def keeps(self, offer: Offer, alone: Counter[Hashable]) -> bool:
        """Whether those kept so far could not do for this one; it is kept then."""
        hours, number, chosen = 0, 0, dict.fromkeys(offer.options)
        for kind, members in self.kept.items():
            if not self._does_for(kind, offer.options):
                continue
            doing = [one for one in members if _cheaper(one, offer, self.care)]
            if doing:
                chosen.update(dict.fromkeys(kind))
                hours += sum(one.parts for one in doing)
                number += len(doing)
                if self._enough(hours, number, tuple(chosen) if len(kind) > 1 else offer.options):
                    return False
        if alone[offer.same] == 1:
            self.longest = max(self.longest, offer.parts)
            self.kept.setdefault(offer.options, []).append(offer)
        return True

    def _enough(self, hours: int, number: int, options: Kind) -> bool:
        """Whether so many hours of so many offers leave nothing to do on the days of some options.

        An offer is taken on one day alone, and the last one of a day may be longer than what lacks there.
        """
        needs = [self._need(option.sure) for option in options]
        spare = (len(options) - 1 + sum(each[2] for each in needs)) * self.longest
        return hours >= sum(each[0] for each in needs) + spare and number >= sum(each[1] for each in needs)

    def _does_for(self, one: Kind, other: Kind) -> bool:
        found = self.better.get((one, other))
        if found is None:
            found = self.better[one, other] = _kind_does_for(one, other, self.care)
        return found

    def _need(self, bits: int) -> tuple[int, int, int]:
        """The hours and the number of offers with which nothing under some clauses lacks any more.

        Last, how many of them may give their hours to nothing else.
        """
        found = self.needs.get(bits)
        if found is None:
            each = [_most_needed(q, self.board.own(bits, q.term)) for q in self.board.questions]
            hours, numbers, spent = zip(*each, strict=True)
            found = self.needs[bits] = max(hours), max(numbers), max(spent)
        return found


def _most_needed(question: Question, bits: int) -> tuple[int, int, int]:
    asked = question.asked
    amounts = question.lacking if question.independent else {**asked.minimums, **asked.separate}
    main = max((amounts.get(bit, 0) for bit in asked.minimums if bit & bits), default=0)
    on_top = sum(amounts.get(bit, 0) for bit in asked.separate if bit & bits)
    number = sum(wanted for bit, wanted in question.activities.items() if bit & bits)
    return ceil(main + on_top), number, sum(question.on_top.values())
