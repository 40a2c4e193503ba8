"""Fewer offers with the same best plan: what others do at least as well, and cheaper, is left out.

An offer is left out only where others that stay would do for it even if all of them were taken already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from rxladder.planning.board import Board, Question
from rxladder.planning.ce_rows import Taken
from rxladder.planning.offers import Offer
from rxladder.planning.options import Care, Kind, kind_does_for


def reduced(board: Board, offers: Sequence[Offer], care: Care) -> list[Offer]:
    """The offers that some best plan may need, best ones first."""
    ready = list(_best_of_same(sorted(offers, key=_order), care))
    alone = Counter(offer.same for offer in ready)
    keeper = _Keeper(board, care)
    return [offer for offer in ready if offer.pinned or keeper.keeps(offer, alone)]


def first_of_alike(offers: Sequence[Offer], chosen: Sequence[Taken]) -> list[Taken]:
    """The same choice with the first in order of those alike in price, length and all that matters."""
    listings = Counter(offer.same for offer in offers)
    alike: dict[object, list[Offer]] = {}
    for offer in offers:
        if listings[offer.same] == 1 and not offer.pinned:
            alike.setdefault((offer.cents, offer.parts, offer.kind), []).append(offer)
    found = []
    for one in chosen:
        offer = one.offer
        others = alike.get((offer.cents, offer.parts, offer.kind)) if listings[offer.same] == 1 else None
        if others and not offer.pinned:
            first = others.pop(0)
            one = Taken(first, first.options[offer.options.index(one.option)])
        found.append(one)
    return found


def _order(offer: Offer) -> tuple[object, ...]:
    return offer.order


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
    for one in offers:
        before = kept.setdefault(one.same, [])
        if not one.pinned and any(
            _cheaper(other, one, care) and kind_does_for(other.kind, one.kind, care) for other in before
        ):
            continue
        before.append(one)
        yield one


@dataclass(slots=True)
class _Tally:
    """How many offers of one kind and length were kept: all, and those cheaper than the last price."""

    all: int = 0
    cheaper: int = 0
    price: int | None = -1

    def add(self, price: int | None) -> None:
        """One more, no cheaper than those before."""
        if price != self.price:
            self.price, self.cheaper = price, self.all
        self.all += 1

    def below(self, price: int | None) -> int:
        """How many are cheaper than a price, which is no lower than the last."""
        return self.cheaper if price == self.price else self.all


@dataclass(slots=True)
class _Keeper:
    """Keeps offers in their order, with tallies of those that were kept, by kind and length."""

    board: Board
    care: Care
    kept: dict[Kind, dict[int, _Tally]] = field(default_factory=dict)
    better: dict[Kind, list[Kind]] = field(default_factory=dict)
    needs: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    needs_of: dict[Kind, tuple[int, int, int]] = field(default_factory=dict)
    longest: int = 0

    def keeps(self, offer: Offer, alone: Counter[Hashable]) -> bool:
        """Whether those kept so far could not do for this one; it is kept then."""
        kind = offer.kind
        hours, number, chosen = 0, 0, dict.fromkeys(kind)
        for other in self._better(kind):
            more_hours, more = self._doing(offer, self.kept[other])
            if more:
                hours, number = hours + more_hours, number + more
                if len(other) > 1:
                    chosen.update(dict.fromkeys(other))
                if self._enough(hours, number, tuple(chosen) if len(chosen) > 1 else kind):
                    return False
        if alone[offer.same] == 1:
            self._keep(offer, kind)
        return True

    def _doing(self, offer: Offer, tallies: dict[int, _Tally]) -> tuple[int, int]:
        """The hours and the number of offers of one kind that make no plan worse in the place of this one."""
        hours = number = 0
        for parts, tally in tallies.items():
            if parts == offer.parts:
                count = tally.all
            elif parts > offer.parts and not self.care.days:
                count = tally.below(offer.cents)
            else:
                continue
            hours += self._counting(parts) * count
            number += count
        return hours, number

    def _counting(self, parts: int) -> int:
        """What surely counts of an offer's hours, wherever a cap by the day takes some of them."""
        return min((question.worth(parts) for question in self.board.questions), default=parts)

    def _keep(self, offer: Offer, kind: Kind) -> None:
        self.longest = max(self.longest, offer.parts)
        if kind not in self.kept:
            self.kept[kind] = {}
            for other, those in self.better.items():
                if kind_does_for(kind, other, self.care):
                    those.append(kind)
        self.kept[kind].setdefault(offer.parts, _Tally()).add(offer.cents)

    def _better(self, kind: Kind) -> list[Kind]:
        """The kinds kept so far that do for a kind."""
        found = self.better.get(kind)
        if found is None:
            found = [other for other in self.kept if kind_does_for(other, kind, self.care)]
            self.better[kind] = found
        return found

    def _enough(self, hours: int, number: int, options: Kind) -> bool:
        """Whether so many hours of so many offers leave nothing to do on the days of some options.

        An offer is taken on one day alone, and the last one of a day may be longer than what lacks there.
        """
        wanted = self.needs_of.get(options)
        if wanted is None:
            needs = [self._need(option.sure) for option in options]
            spare = len(options) - 1 + sum(each[2] for each in needs)
            wanted = sum(each[0] for each in needs), sum(each[1] for each in needs), spare
            self.needs_of[options] = wanted
        return hours >= wanted[0] + wanted[2] * self.longest and number >= wanted[1]

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
