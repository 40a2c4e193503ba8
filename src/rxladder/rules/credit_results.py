"""Credits judged one by one: the hours that each gives toward the total, and why not more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import partial

from rxladder.facts.language import voice
from rxladder.facts.load import Packs
from rxladder.facts.uan import year_doubt
from rxladder.rules.ledger import Ledger, Row
from rxladder.rules.problems import SURE, spent_on_top
from rxladder.rules.reasons import own_words, why, why_apart
from rxladder.rules.result import CreditResult
from rxladder.rules.sheets import Sheet, Spot
from rxladder.rules.smaller import union
from rxladder.rules.wants import Reading

_NONE = Fraction(0)
_REASONS_KEPT = 5_000
_Cap = tuple[int, date | None]
"""The bit of an instance, and the day where the cap is by the day."""


def credit_results(ledger: Ledger, reading: Reading, packs: Packs) -> tuple[CreditResult, ...]:
    """Every credit with its hours toward the total: the most that a valid count gives, early ones first."""
    sheet = ledger.sheet
    reasons = _kept_reasons(ledger, reading)
    serving = {spot for spot in ledger.spots if spot.sure & ~(sheet.total_bits | sheet.cap_bits)}
    full, in_part = _counted(ledger, reading)
    apart = _spent(ledger, reading) if reading.on_top else []
    # Of credits that lie on one spot, all that count in full do so for the same reason.
    whole = {spot: reasons[spot] for spot in full if spot in reasons and not spot.fixed}
    for row in apart:
        whole.pop(row.spot, None)

    def result(k: int, row: Row) -> CreditResult:
        if any(row is one for one in apart):
            return CreditResult(row.credit, _NONE, why_apart(row, ledger, reading, packs), True)
        counted = row.hours if row.done and row.spot in full else in_part.get(k, _NONE)
        key = row.spot if counted is row.credit.hours else _reason_hangs_on(row, counted, sheet)
        reason = reasons.get(key) or reasons.setdefault(key, why(row, counted, ledger, reading, packs))
        return CreditResult(row.credit, counted, reason, bool(counted) or (row.done and row.spot in serving))

    found = [
        _whole((row.credit, row.hours, whole[row.spot], row.parts > 0 or row.spot in serving))
        if row.done and row.spot in whole
        else result(k, row)
        for k, row in enumerate(ledger.rows)
    ]
    for k, row in enumerate(ledger.rows):
        uan = row.credit.uan
        if uan and (doubt := year_doubt(uan, row.credit.date)):
            found[k] = found[k]._replace(why=f"{found[k].why} {doubt}")
    return tuple(found)


def _kept_reasons(ledger: Ledger, reading: Reading) -> dict[object, str]:
    """The reasons that are known already, by what they hang on; new ones are kept here."""
    # What one's board told is in the reasons of nobody else.
    if own_words(reading, ledger):
        return {}
    reasons = ledger.sheet.said.setdefault(voice(), {})
    if len(reasons) > _REASONS_KEPT:
        reasons.clear()
    return reasons


# A named tuple's own way to make one is a function of Python; for every credit of everyone that takes long.
_whole = partial(tuple.__new__, CreditResult)


def _spent(ledger: Ledger, reading: Reading) -> list[Row]:
    """The rows that are spent on activities on top, so that their hours count toward nothing else."""
    spent = spent_on_top(reading, ledger.done, SURE, reading.in_unit(ledger.unit).bits)
    return [row for k, row in enumerate(ledger.done) if k in spent]


def _reason_hangs_on(row: Row, counted: Fraction, sheet: Sheet) -> object:
    """All that the reason of a credit that does not count in full can hang on, as a key."""
    credit = row.credit
    if row.spot.fault:
        return row.spot, sheet.side(credit.date), row.twin and row.twin.date
    if not row.done:
        return row.spot, credit.status
    return row.spot, counted, row.hours, row.hours == credit.hours


def _counted(ledger: Ledger, reading: Reading) -> tuple[set[Spot], dict[int, Fraction]]:
    """The spots whose hours done all count in full toward the total, and the hours of rows where caps bind.

    All other rows count nothing.
    """
    total = ledger.sheet.total_bits
    caps = _binding_caps(ledger, reading, total)
    capped = union(bit for bit, _ in caps)
    full = {spot for spot in ledger.kinds if spot.sure & total and not spot.possible & capped}
    return full, _allotted(ledger, reading, total, caps) if caps else {}


def _binding_caps(ledger: Ledger, reading: Reading, total: int) -> dict[_Cap, int]:
    """The caps that leave something out, in the ledger's unit."""
    found: dict[_Cap, int] = {}
    for bit, amount in reading.caps.items():
        cap = ledger.parts(amount)
        under = [parts for spot, parts in ledger.kinds.items() if spot.sure & total and spot.possible & bit]
        if sum(under) > cap:
            found[bit, None] = cap
    if ledger.sheet.daily:
        found.update(_binding_daily(ledger, reading, total))
    return found


def _binding_daily(ledger: Ledger, reading: Reading, total: int) -> Iterator[tuple[_Cap, int]]:
    for instance in ledger.instances:
        want = reading.demand.wants.get(instance.position)
        if want is None or want.waived_by or not instance.clause.per_day:
            continue
        sums: dict[date, int] = {}
        for row in ledger.done:
            if row.spot.sure & total and row.spot.sure & instance.bit:
                sums[row.credit.date] = sums.get(row.credit.date, 0) + row.parts
        cap = ledger.parts(want.amount)
        yield from (((instance.bit, day), cap) for day, parts in sums.items() if parts > cap)


def _under(row: Row, cap: _Cap) -> bool:
    bit, day = cap
    # Where it is not told whether the cap holds for a credit, it does.
    return bool(row.spot.possible & bit) and (day is None or row.credit.date == day)


def _allotted(ledger: Ledger, reading: Reading, total: int, caps: dict[_Cap, int]) -> dict[int, Fraction]:
    """Hours by row under caps that bind: what the clauses need first, then by date and the file's order.

    Of rows under several caps, those under fewer go first: they take less room for the same hours.
    """
    room, lacking = dict(caps), _lacking(ledger, reading, total, caps)
    under = {
        k: [key for key in caps if _under(row, key)]
        for k, row in enumerate(ledger.rows)
        if row.done and row.spot.sure & total
    }
    taken = dict.fromkeys(under, 0)

    def take(k: int, most: int) -> None:
        parts = min([most, ledger.rows[k].parts - taken[k], *(room[key] for key in under[k])])
        for key in under[k]:
            room[key] -= parts
        for bit in lacking:
            lacking[bit] -= parts if ledger.rows[k].spot.sure & bit else 0
        taken[k] += parts

    for count in sorted({len(keys) for keys in under.values()}):
        here = [k for k in under if len(under[k]) == count]
        for k in here:
            take(k, max([0, *(left for bit, left in lacking.items() if ledger.rows[k].spot.sure & bit)]))
        for k in here:
            take(k, ledger.rows[k].parts)
    return {
        k: ledger.rows[k].hours if parts == ledger.rows[k].parts else ledger.hours(parts)
        for k, parts in taken.items()
    }


def _lacking(ledger: Ledger, reading: Reading, total: int, caps: dict[_Cap, int]) -> dict[int, int]:
    """What each clause within the total still needs of rows under a cap, in the ledger's unit."""
    free = [
        row
        for row in ledger.rows
        if row.done and row.spot.sure & total and not any(_under(row, key) for key in caps)
    ]
    return {
        bit: ledger.parts(amount) - sum(row.parts for row in free if row.spot.sure & bit)
        for bit, amount in reading.minimums.items()
        if not bit & total
    }
