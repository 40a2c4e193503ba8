"""Linear programs of counting made smaller before they are solved: what is sure is taken out of them.

Bits stand for clauses, as in `rxladder.rules.counting`; none of this changes the least number of new hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

Column = tuple[int, ...]
"""A kind of new hour: for each holding, the mask of the clauses that it falls under there."""


class Rest(NamedTuple):
    """What is left of one holding's hours, minimums and caps once all that is sure is settled.

    `either` are hours of which each falls under one of several masks.
    """

    hours: Mapping[int, int]
    either: Mapping[tuple[int, ...], int]
    minimums: Mapping[int, int]
    caps: Mapping[int, int]


class Bits(NamedTuple):
    """The clauses that new hours matter to at one holding: which they may serve, the caps, those on top."""

    served: int
    caps: int
    on_top: tuple[int, ...]


def union(bits: Iterable[int]) -> int:
    """One mask of some bits."""
    found = 0
    for bit in bits:
        found |= bit
    return found


def settled(rest: Rest, on_top: int, new: int) -> Rest:
    """The rest without caps that cannot bind, hours that count in full or serve nothing, and minimums filled.

    `on_top` are the clauses between which and the total an hour must choose, `new` all clauses that new hours
    may fall under.
    """
    while True:
        caps = {bit: cap for bit, cap in rest.caps.items() if bit & new or _may_lie_under(rest, bit) > cap}
        bound = union(caps) | on_top
        free = {mask: amount for mask, amount in rest.hours.items() if not mask & bound}
        needs = {bit: need - _under(free, bit) for bit, need in rest.minimums.items()}
        minimums = {bit: need for bit, need in needs.items() if need > 0}
        hours, either = _cut(rest, union(minimums) | on_top, bound)
        before, rest = rest, Rest(hours, either, minimums, caps)
        if (len(before.hours), len(before.either), len(before.caps)) == (len(hours), len(either), len(caps)):
            return rest


def _cut(rest: Rest, serving: int, bound: int) -> tuple[dict[int, int], dict[tuple[int, ...], int]]:
    """The hours that are not free, cut to the clauses left; those that serve none of them fall away."""
    kept = serving | bound
    hours: dict[int, int] = {}
    either: dict[tuple[int, ...], int] = {}
    for mask, amount in rest.hours.items():
        if mask & serving and mask & bound:
            hours[mask & kept] = hours.get(mask & kept, 0) + amount
    for masks, amount in rest.either.items():
        ways = tuple(sorted({mask & kept for mask in masks if mask & serving}))
        if len(ways) > 1:
            either[ways] = either.get(ways, 0) + amount
        elif ways:
            hours[ways[0]] = hours.get(ways[0], 0) + amount
    return hours, either


def _under(hours: Mapping[int, int], bit: int) -> int:
    return sum([amount for mask, amount in hours.items() if mask & bit])


def _may_lie_under(rest: Rest, bit: int) -> int:
    either = sum([amount for masks, amount in rest.either.items() if union(masks) & bit])
    return _under(rest.hours, bit) + either


@lru_cache(maxsize=4096)
def columns_of(ideals: tuple[Column, ...], asked: tuple[Bits, ...]) -> tuple[Column, ...]:
    """The kinds of new hours worth taking, cut to the clauses that matter.

    At each holding an hour chooses the main clauses or one on top; one that caps it may leave it out. A kind
    falls away where another serves all that it serves and falls under no cap but those of the first.
    """
    found: dict[Column, None] = {}
    for under in ideals:
        choices = [_choices(bits, mask) for bits, mask in zip(asked, under, strict=True)]
        found.update(dict.fromkeys(product(*choices)))
    kinds = [column for column in found if any(column)]
    return tuple(one for one in kinds if not any(_outdoes(other, one, asked) for other in kinds))


def _choices(bits: Bits, mask: int) -> list[int]:
    main = mask & (bits.served | bits.caps)
    return [main, *(bit for bit in bits.on_top if mask & bit), *([0] if main & bits.caps else [])]


def _outdoes(other: Column, one: Column, asked: Sequence[Bits]) -> bool:
    if other == one:
        return False
    return all(
        not (its & ~mine & ~bits.caps) and not (mine & ~its & bits.caps)
        for mine, its, bits in zip(other, one, asked, strict=True)
    )
