"""Of one activity that was taken more than once in a window only one counts: which it may be.

Twins may differ in form, audience, length, day and state of doing, so each may serve what another does not.
Those that another one equals in everything are left out at once; between the rest the audit takes, for each
question, the choice that answers it best.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product
from math import prod
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar

from rxladder.career.record import Credit, Holding
from rxladder.rules.ledger import Ledger, Row, laid, main_span, planned_apart, rows_of
from rxladder.rules.places import activity_key
from rxladder.rules.result import TermDates
from rxladder.rules.sheets import OUTSIDE, REPEAT, Sheet, Sheets

MOST_CHOICES = 64
"""So many choices are all tried; of more, one twin at a time is exchanged as long as that helps."""


class Option(NamedTuple):
    """One way to count an activity: the row (by number) that counts for now, if one is done, and at last."""

    for_now: int | None
    at_last: int


@dataclass(frozen=True, slots=True)
class Twins:
    """The rows (by number) of one activity in one window, and the ways to count it that may be the best."""

    members: tuple[int, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Credits laid against a term, of which it is open which twins count."""

    sheet: Sheet
    rows: Sequence[Row]
    twins: tuple[Twins, ...]

    @property
    def options(self) -> list[tuple[Option, ...]]:
        """For each activity the ways to count it, the likeliest first."""
        return [one.options for one in self.twins]

    def ledger(self, chosen: Sequence[Option]) -> Ledger:
        """The ledger in which each activity counts in the way chosen."""
        rows = [replace(row) for row in self.rows]
        for one, counts in zip(self.twins, chosen, strict=True):
            for k in one.members:
                if k == counts.for_now != counts.at_last:
                    rows[k].replaced = True
                elif k != counts.at_last:
                    rows[k].spot, rows[k].twin = REPEAT, rows[counts.at_last].credit
        return planned_apart(laid(self.sheet, rows))


def ledger(
    sheets: Sheets, holding: Holding, term: TermDates, credits: Sequence[Credit], on: date
) -> tuple[Ledger, Choices | None]:
    """Lay credits against a term, by date, then as given; and which twins else may count, where that is open.

    In the ledger the likeliest count: done before planned, then the longer, then what serves more clauses.
    """
    sheet = sheets.of(holding, term, on)
    rows = rows_of(sheet, credits, on)
    if sheets.requirement.ce.repeats_count is True or not _may_repeat(credits):
        return laid(sheet, rows), None
    found = _twins(sheet, rows)
    if not found:
        return laid(sheet, rows), None
    choices = Choices(sheet, rows, found)
    first = choices.ledger([options[0] for options in choices.options])
    return first, choices if any(len(options) > 1 for options in choices.options) else None


def most_total(book: Ledger, choices: Choices | None) -> Fraction:
    """The most hours done toward the total, before caps, whichever twins count."""
    if choices is None:
        return _total(book)
    return -least_cost(choices.options, lambda chosen: -_total(choices.ledger(chosen)), lambda _: False)


def _total(book: Ledger) -> Fraction:
    bits = book.sheet.total_bits
    return sum((row.hours for row in book.done if row.spot.sure & bits), Fraction(0))


def _may_repeat(credits: Sequence[Credit]) -> bool:
    """Whether two credits agree in what repeats have in common: most of the UAN, else the title."""
    starts = {credit.uan[:-6] if credit.uan else credit.title.casefold() for credit in credits}
    return len(starts) < len(credits)


def _twins(sheet: Sheet, rows: Sequence[Row]) -> tuple[Twins, ...]:
    groups: dict[tuple[Hashable, int], list[int]] = {}
    for k, row in enumerate(rows):
        if row.spot is not OUTSIDE:
            key = (_identity(row.credit), main_span(sheet, row.credit.date))
            groups.setdefault(key, []).append(k)
    # In an order of their own, so that the order of credits never matters.
    keys = sorted((key for key, members in groups.items() if len(members) > 1), key=str)
    return tuple(Twins(tuple(groups[key]), _options(sheet, rows, groups[key])) for key in keys)


def _identity(credit: Credit) -> Hashable:
    if credit.uan:
        return activity_key(credit.uan)
    return (credit.title.casefold(), credit.provider.casefold(), credit.date, credit.hours, credit.status)


# --- Which twins may be the best


def _options(sheet: Sheet, rows: Sequence[Row], members: Sequence[int]) -> tuple[Option, ...]:
    """The ways to count an activity; what is done counts until a twin that is planned is done instead."""
    best = _best(sheet, rows, members)
    done = [k for k in best if rows[k].done]
    found = [Option(k, k) for k in done]
    found += [Option(now, k) for k in best[len(done) :] for now in done or (None,)]
    return tuple(found)


def _best(sheet: Sheet, rows: Sequence[Row], members: Sequence[int]) -> list[int]:
    """The twins of which no other is as good in everything, the likeliest first."""
    kept: list[int] = []
    for k in sorted(members, key=lambda k: _turn(rows[k], sheet)):
        if not any(_as_good(rows[other], rows[k], sheet) for other in kept):
            kept = [other for other in kept if not _as_good(rows[k], rows[other], sheet)]
            kept.append(k)
    return kept


_TOLD = attrgetter("date", "uan", "title", "topic", "format", "audience", "accreditation", "jurisdiction")


def _turn(row: Row, sheet: Sheet) -> tuple[bool, Fraction, int, str]:
    """Done before planned, then the longer, then what serves more clauses; then in an order of their own."""
    serves = row.spot.possible & ~sheet.cap_bits
    return not row.done, -row.hours, -serves.bit_count(), str(_TOLD(row.credit))


def _as_good(one: Row, other: Row, sheet: Sheet) -> bool:
    """Whether counting one twin never gives less than counting the other."""
    caps, mine, its = sheet.cap_bits, one.spot, other.spot
    if not its.possible & ~caps:
        return True
    if (other.done and not one.done) or one.hours < other.hours:
        return False
    if sheet.daily and one.credit.date != other.credit.date:
        return False
    if one.credit.activity != other.credit.activity and sheet.requirement.fixed(one.credit):
        return False
    spent = sheet.spent_bits
    if mine.ways != its.ways and its.asked & ~mine.sure:
        return False
    return all(
        not (its_mask & ~mine_mask & ~caps) and not (mine_mask & ~its_mask & (caps | spent))
        for its_mask, mine_mask in (
            (its.sure, mine.sure),
            (its.sure | its.asked, mine.sure | mine.asked),
            (its.sure | its.open, mine.sure | mine.open),
            (its.possible, mine.possible),
        )
    )


# --- Searching among choices


class _Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


_Option = TypeVar("_Option")
_Cost = TypeVar("_Cost", bound=_Ordered)


def least_cost(
    options: Sequence[Sequence[_Option]],
    cost: Callable[[Sequence[_Option]], _Cost],
    enough: Callable[[_Cost], bool],
) -> _Cost:
    """The least cost of taking one option of each; looked for until it is `enough`.

    All are tried where they are few (`MOST_CHOICES`), the first options first. Of more, the first options are
    taken and exchanged one by one for what costs less, so that the least of all may be missed.
    """
    if prod(map(len, options)) > MOST_CHOICES:
        return _improved(options, cost, enough)
    every = product(*options)
    best = cost(next(every))
    for chosen in every:
        if enough(best):
            break
        best = min(best, cost(chosen))
    return best


def _improved(
    options: Sequence[Sequence[_Option]],
    cost: Callable[[Sequence[_Option]], _Cost],
    enough: Callable[[_Cost], bool],
) -> _Cost:
    chosen = [each[0] for each in options]
    best, improving = cost(chosen), True
    while improving:
        improving = False
        for k, each in enumerate(options):
            for option in each:
                if enough(best):
                    return best
                other = [*chosen[:k], option, *chosen[k + 1 :]]
                found = cost(other) if option != chosen[k] else best
                if found < best:
                    chosen, best, improving = other, found, True
    return best
