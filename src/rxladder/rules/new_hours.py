"""The least number of new hours that would satisfy one holding, or several at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from rxladder.rules.counting import Amount, Asked, Open, in_hours, least_new
from rxladder.rules.laminar import least_cover
from rxladder.rules.ledger import Ledger
from rxladder.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Share:
    """One holding's part in the question: its credential, its ledger, and what its credits leave open."""

    credential: str
    ledger: Ledger
    open: Open

    @property
    def lacking(self) -> bool:
        """Whether something is missing, or may be since clauses compete for the same hours."""
        return self.open.counted.short_alone or not self.open.counted.independent


def least_hours(shares: Sequence[Share], book: Rulebook) -> Fraction:
    """The least new hours that satisfy all shares at once; what no kind of hour can serve is left out."""
    lacking = [share for share in shares if share.lacking]
    if not lacking:
        return Fraction(0)
    unit = lcm(*(share.ledger.unit for share in lacking))
    closed = _closed_form(lacking, unit, book)
    if closed is not None:
        return in_hours(closed, unit)
    columns = book.columns(tuple(share.credential for share in lacking), _layouts(lacking))
    parts = [_in_unit(share, unit, _served(columns, k)) for k, share in enumerate(lacking)]
    least = least_new(parts, columns)
    return Fraction(0) if least is None else Fraction(least) / unit


def _closed_form(shares: Sequence[Share], unit: int, book: Rulebook) -> int | None:
    """The least new hours where each clause stands alone and what lacks is nested; None where not.

    What lacks on top is hours of its own; with several holdings those may serve others, which is not nested.
    """
    needs: list[int] = []
    on_top: list[int] = []
    bits: list[tuple[int, ...]] = []
    for share in shares:
        if not share.open.counted.independent:
            return None
        factor = unit // share.ledger.unit
        short = [(bit, amount) for bit, amount in share.open.counted.lacking.items() if amount > 0]
        if any(not isinstance(amount, int) for _, amount in short):
            return None
        separate = share.open.asked.separate
        bits.append(tuple(bit for bit, _ in short if bit not in separate))
        needs += [int(amount) * factor for bit, amount in short if bit not in separate]
        on_top += [int(amount) * factor for bit, amount in short if bit in separate]
    if on_top and not _simply_on_top(shares, book):
        return None
    capped = tuple(sum(share.open.asked.caps) for share in shares)
    tree = book.cover(tuple(share.credential for share in shares), _layouts(shares), tuple(bits), capped)
    return least_cover(needs, tree) + sum(on_top) if tree else None


def _simply_on_top(shares: Sequence[Share], book: Rulebook) -> bool:
    """Whether one holding alone asks for hours on top, and there are new hours for all that lacks there."""
    if len(shares) > 1:
        return False
    (share,) = shares
    served = _served(book.columns((share.credential,), _layouts(shares)), 0)
    lacking = share.open.counted.lacking
    return all(bit & served or not lacking[bit] for bit in share.open.asked.separate)


def _layouts(shares: Sequence[Share]) -> tuple[tuple[int, ...], ...]:
    return tuple(share.ledger.sheet.layout for share in shares)


def _served(columns: Sequence[Sequence[int]], k: int) -> int:
    served = 0
    for column in columns:
        served |= column[k]
    return served


def _in_unit(share: Share, unit: int, served: int) -> Open:
    """A share in a common unit, without the minimums that no new hour can serve."""
    factor = unit // share.ledger.unit
    asked, counted = _what_lacks(share.open), share.open.counted
    smaller = Asked(
        {mask: amount * factor for mask, amount in asked.hours.items()},
        {bit: amount * factor for bit, amount in asked.minimums.items() if bit & served},
        {bit: cap * factor for bit, cap in asked.caps.items()},
        {bit: amount * factor for bit, amount in asked.separate.items() if bit & served},
        {masks: amount * factor for masks, amount in asked.either.items()},
    )
    lacking: dict[int, Amount] = {
        bit: amount * factor for bit, amount in counted.lacking.items() if bit & served
    }
    most: dict[int, Amount] = {bit: amount * factor for bit, amount in counted.counted.items()}
    return Open(smaller, type(counted)(most, lacking, counted.independent))


def _what_lacks(part: Open) -> Asked:
    """The question without the hours there are, where no cap binds new hours and what lacks is exact."""
    asked, counted = part.asked, part.counted
    if asked.caps or not counted.independent:
        return asked
    return Asked(
        {},
        {bit: int(counted.lacking[bit]) for bit in asked.minimums if counted.lacking[bit]},
        {},
        {bit: int(counted.lacking[bit]) for bit in asked.separate if counted.lacking[bit]},
    )
