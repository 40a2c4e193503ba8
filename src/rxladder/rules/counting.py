"""Counting hours exactly: is there one way to count the credits that satisfies every clause at once?

Each kind of hour may count up to its hours, and any may be left out. A minimum wants so many counted hours
of the kinds under it, a cap allows at most so many. All amounts are integers in one common unit.

Without a cap that binds, every hour counts and each minimum stands alone. With caps that are nested or
disjoint (laminar) there is a closed form; where sets overlap, or an hour must choose between the total and a
clause on top of it, an exact linear program decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from rxladder.rules.laminar import Tree, tree_of
from rxladder.rules.simplex import least
from rxladder.rules.smaller import Bits, Column, Rest, columns_of, settled, union

Amount = int | Fraction


@lru_cache(maxsize=4096)
def in_hours(amount: Amount, unit: int) -> Fraction:
    """An amount in a unit as hours: 3 in half hours is 3/2."""
    return Fraction(amount) / unit


@dataclass(slots=True)
class Asked:
    """What is asked of one holding: minimums, caps and clauses on top, by bit; and the hours there are.

    `hours` maps a kind of hour (the mask of the clauses that it falls under) to its amount. `either` are
    hours of which each falls under one of several masks.
    """

    hours: Mapping[int, int]
    minimums: Mapping[int, int]
    caps: Mapping[int, int] = field(default_factory=dict)
    separate: Mapping[int, int] = field(default_factory=dict)
    either: Mapping[tuple[int, ...], int] = field(default_factory=dict)

    def kinds(self) -> Iterator[tuple[tuple[int, ...], int]]:
        """All hours by the masks of which each falls under one."""
        yield from (((mask,), amount) for mask, amount in self.hours.items())
        yield from self.either.items()


@dataclass(slots=True)
class Counted:
    """The most that each clause could count by itself, and what each lacks.

    `independent` tells that all clauses can reach what they count at once, so that `lacking` is exact for
    all of them together.
    """

    counted: Mapping[int, Amount]
    lacking: Mapping[int, Amount]
    independent: bool

    @property
    def short_alone(self) -> bool:
        """Whether a clause is short whatever is done about the others."""
        return max(self.lacking.values(), default=0) > 0


def count(asked: Asked) -> Counted:
    """What each clause could count by itself after caps, and whether all can at once."""
    if asked.either:
        alone = count(_at_best(asked))
        return Counted(alone.counted, alone.lacking, independent=False)
    sums = _sums(asked)
    binding = {bit: cap for bit, cap in asked.caps.items() if sums[bit] > cap}
    most: Mapping[int, Amount] = sums
    independent = not asked.separate or (not binding and _spared(asked, sums))
    if binding:
        most, independent = _capped(asked, binding)
        most.update((bit, min(most[bit], cap)) for bit, cap in asked.caps.items())
    needs = {**asked.minimums, **asked.separate} if asked.separate else asked.minimums
    lacking = {bit: need - most[bit] if need > most[bit] else 0 for bit, need in needs.items()}
    return Counted(most, lacking, independent)


def _at_best(asked: Asked) -> Asked:
    """The question with hours that fall under all of which they fall under one, and only under sure caps."""
    hours, caps = dict(asked.hours), union(asked.caps)
    for masks, amount in asked.either.items():
        mask = union(masks) & ~(caps & union(~each for each in masks))
        hours[mask] = hours.get(mask, 0) + amount
    return Asked(hours, asked.minimums, asked.caps, asked.separate)


def _sums(asked: Asked) -> dict[int, int]:
    sums = dict.fromkeys([*asked.minimums, *asked.caps, *asked.separate], 0)
    for mask, amount in asked.hours.items():
        for bit in sums:
            if mask & bit:
                sums[bit] += amount
    return sums


def _spared(asked: Asked, sums: Mapping[int, int]) -> bool:
    """Whether the clauses on top can take their hours and still leave each minimum its need, or all it has.

    They take first what no minimum looks at; of the rest that they take, each minimum is charged as much as
    it could lose. So a False only says that a linear program must decide.
    """
    main, on_top = union(asked.minimums), union(asked.separate)
    if any((mask & on_top).bit_count() > 1 for mask in asked.hours):
        return False
    lost = dict.fromkeys(asked.minimums, 0)
    for bit, need in asked.separate.items():
        kinds = [(mask, amount) for mask, amount in asked.hours.items() if mask & bit]
        taken = min(need, sums[bit]) - sum(amount for mask, amount in kinds if not mask & main)
        for minimum in asked.minimums:
            shared = sum(amount for mask, amount in kinds if mask & minimum)
            lost[minimum] += max(0, min(taken, shared))
    return all(loss == 0 or sums[bit] - loss >= asked.minimums[bit] for bit, loss in lost.items())


def _capped(asked: Asked, binding: Mapping[int, int]) -> tuple[dict[int, Amount], bool]:
    """The most by clause under caps that bind, and whether all those can be had at once."""
    kinds = list(asked.hours.items())
    bits = [*binding, *(bit for bit in asked.minimums if bit not in binding)]
    tree = tree_of(tuple(_members(kinds, bit) for bit in bits))
    if tree is None or asked.separate:
        every = (*asked.minimums, *asked.caps, *asked.separate)
        return {bit: _most_alone(kinds, bit, binding) for bit in every}, False
    upper = _upper(tree, kinds, [binding.get(bit) for bit in bits])
    independent = _at_once(tree, [asked.minimums.get(bit, 0) for bit in bits], upper)
    most: dict[int, Amount] = dict(zip(bits, upper, strict=True))
    slack = {bit: _most_alone(kinds, bit, binding) for bit in asked.caps if bit not in most}
    return most | slack, independent


def _upper(tree: Tree, kinds: Sequence[tuple[int, int]], caps: Sequence[int | None]) -> list[int]:
    """The most of each set by itself: its hours under the caps within it, then under those around it."""
    upper = [0] * len(caps)
    for k in tree.order:
        own = sum(amount for place, (_, amount) in enumerate(kinds) if tree.own[k] >> place & 1)
        amount = own + sum(upper[child] for child in tree.children[k])
        cap = caps[k]
        upper[k] = amount if cap is None else min(amount, cap)
    for k in reversed(tree.order):
        for child in tree.children[k]:
            upper[child] = min(upper[child], upper[k])
    return upper


def _at_once(tree: Tree, needs: Sequence[int], upper: Sequence[int]) -> bool:
    """Whether every set can reach what it needs (or the most that it can) in one count."""
    lower = [0] * len(needs)
    for k in tree.order:
        lower[k] = max(min(needs[k], upper[k]), sum(lower[child] for child in tree.children[k]))
        if lower[k] > upper[k]:
            return False
    return True


def _members(kinds: Sequence[tuple[int, int]], bit: int) -> int:
    return sum(1 << place for place, (mask, _) in enumerate(kinds) if mask & bit)


def _most_alone(kinds: Sequence[tuple[int, int]], bit: int, caps: Mapping[int, int]) -> Amount:
    """The most of one clause under caps that bind: as few hours as can be are left out."""
    most = sum(amount for mask, amount in kinds if mask & bit)
    if any((mask & union(caps)).bit_count() > 1 for mask, _ in kinds):
        return most - _left_out(kinds, bit, caps)
    # Where no hour is under two caps, each leaves out what is not under the clause first.
    for cap_bit, cap in caps.items():
        under = [(mask, amount) for mask, amount in kinds if mask & cap_bit]
        beside = sum(amount for mask, amount in under if not mask & bit)
        most -= max(0, sum(amount for _, amount in under) - cap - beside)
    return most


def _left_out(kinds: Sequence[tuple[int, int]], bit: int, caps: Mapping[int, int]) -> Amount:
    """The least hours of one clause that must be left out under caps that overlap."""
    rows: list[tuple[list[int], int]] = []
    for cap_bit, cap in caps.items():
        under = [int(bool(mask & cap_bit)) for mask, _ in kinds]
        rows.append((under, sum(a for (mask, a) in kinds if mask & cap_bit) - cap))
    rows += [([-int(k == j) for j in range(len(kinds))], -amount) for k, (_, amount) in enumerate(kinds)]
    found = least([int(bool(mask & bit)) for mask, _ in kinds], rows)
    assert found is not None, "leaving everything out obeys every cap"
    return int(found[0]) if found[0].denominator == 1 else found[0]


# --- The least number of new hours


@dataclass(slots=True)
class Open:
    """One holding's share in the question how few new hours would do."""

    asked: Asked
    counted: Counted


def least_new(parts: Sequence[Open], ideals: Iterable[Sequence[int]]) -> Amount | None:
    """The least amount of new hours that satisfies every part at once; None where none does.

    An ideal is a kind of new hour: for each part, the mask of the clauses that it falls under there. One new
    hour serves every part. It obeys caps, and serves either the total or one clause on top of it.
    """
    sure = [_settled(part.asked, ~0) for part in parts]
    if not any(asked.minimums or asked.separate for asked in sure):
        return 0
    columns = columns_of(tuple(map(tuple, ideals)), tuple(map(_bits, sure)))
    open_ = [_settled(asked, union(column[k] for column in columns)) for k, asked in enumerate(sure)]
    return _least_joint(open_, columns)


def _settled(asked: Asked, new: int) -> Asked:
    """A question without what is sure about it; `new` are the clauses that new hours may fall under."""
    rest = Rest(asked.hours, asked.either, asked.minimums, asked.caps)
    rest = settled(rest, union(asked.separate), new)
    return Asked(rest.hours, rest.minimums, rest.caps, asked.separate, rest.either)


def _bits(asked: Asked) -> Bits:
    return Bits(union(asked.minimums), union(asked.caps), tuple(asked.separate))


def cover_tree(
    columns: Sequence[Sequence[int]], lacking: Sequence[tuple[int, ...]], capped: Sequence[int]
) -> Tree | None:
    """How the clauses that lack hours nest over the kinds of new hours that no cap touches.

    `lacking` lists the bits by part, `capped` the mask of capped clauses by part. None where clauses
    overlap, or where a capped kind serves what no other serves; then only the linear program decides.
    """
    wanted = tuple(union(bits) for bits in lacking)
    free = [column for column in columns if not _touches(column, capped)]
    serving = {_served(column, wanted) for column in free}
    for column in columns:
        if _touches(column, capped) and not any(_within(_served(column, wanted), one) for one in serving):
            return None
    members = tuple(
        sum(1 << place for place, column in enumerate(free) if column[k] & bit)
        for k, bits in enumerate(lacking)
        for bit in bits
    )
    return tree_of(members) if all(members) else None


def _touches(column: Sequence[int], masks: Sequence[int]) -> bool:
    return any(mask & other for mask, other in zip(column, masks, strict=True))


def _served(column: Sequence[int], wanted: Sequence[int]) -> tuple[int, ...]:
    return tuple(mask & bits for mask, bits in zip(column, wanted, strict=True))


def _within(inner: Sequence[int], outer: Sequence[int]) -> bool:
    return all(one & ~other == 0 for one, other in zip(inner, outer, strict=True))


def _least_joint(parts: Sequence[Asked], columns: Sequence[Column]) -> Amount | None:
    """The linear program over what is counted of the hours there are and the new hours of each kind."""
    program = _Program(parts, columns)
    found = least(program.cost, program.rows)
    if found is None:
        return None
    return int(found[0]) if found[0].denominator == 1 else found[0]


class _Program:
    """Variables: per part, counted hours of each kind, then hours moved on top; last, new hours by column."""

    def __init__(self, parts: Sequence[Asked], columns: Sequence[Column]) -> None:
        self.columns = columns
        self.places: list[dict[tuple[int, int, int], int]] = []
        size = 0
        for asked in parts:
            keys = [
                (kind, mask, on_top)
                for kind, (masks, _) in enumerate(asked.kinds())
                for mask in masks
                for on_top in self._uses(asked, mask)
            ]
            self.places.append({key: size + k for k, key in enumerate(keys)})
            size += len(keys)
        self.first_new, self.size = size, size + len(columns)
        self.cost = [0] * size + [1] * len(columns)
        self.rows: list[tuple[list[int], int]] = []
        for k, asked in enumerate(parts):
            self._constrain(k, asked)

    @staticmethod
    def _uses(asked: Asked, mask: int) -> list[int]:
        """0 for the main clauses, else the bit of the clause on top that an hour is used for."""
        return [0, *(bit for bit in asked.separate if mask & bit)]

    def _constrain(self, k: int, asked: Asked) -> None:
        for bit, need in asked.minimums.items():
            self.rows.append((self._row(k, bit, 0, 1), need))
        for bit, need in asked.separate.items():
            self.rows.append((self._row(k, bit, bit, 1), need))
        for bit, cap in asked.caps.items():
            self.rows.append((self._row(k, bit, 0, -1), -cap))
        for kind, (masks, amount) in enumerate(asked.kinds()):
            row = [0] * self.size
            for mask in masks:
                for on_top in self._uses(asked, mask):
                    row[self.places[k][kind, mask, on_top]] = -1
            self.rows.append((row, -amount))

    def _row(self, k: int, bit: int, use: int, sign: int) -> list[int]:
        row = [0] * self.size
        for (_kind, mask, on_top), place in self.places[k].items():
            if on_top == use and mask & bit:
                row[place] = sign
        for place, column in enumerate(self.columns):
            if column[k] & bit:
                row[self.first_new + place] = sign
        return row
