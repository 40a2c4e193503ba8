"""Credits judged one by one: the hours that each gives toward the total, and why not more."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rxladder.facts.load import Packs
from rxladder.rules.ledger import Ledger, Row
from rxladder.rules.problems import Reading
from rxladder.rules.reasons import why
from rxladder.rules.result import CreditResult

_NONE = Fraction(0)


def credit_results(ledger: Ledger, readings: Sequence[Reading], packs: Packs) -> tuple[CreditResult, ...]:
    """Every credit with its hours toward the total: a valid count that gives the most, early credits first."""
    total = ledger.total_bits
    caps = _binding_caps(ledger, readings[0], total) if readings else {}
    counted = _allotted(ledger, readings[0], total, caps) if caps else None
    return tuple(
        CreditResult(row.credit, hours, why(row, hours, ledger, packs))
        for k, row in enumerate(ledger.rows)
        for hours in (_hours(row, total) if counted is None else counted[k],)
    )


def _hours(row: Row, total: int) -> Fraction:
    return row.hours if row.done and row.sure & total else _NONE


def _binding_caps(ledger: Ledger, reading: Reading, total: int) -> dict[object, Fraction]:
    """The caps that leave something out: by instance bit, or by instance and day for a daily cap."""
    found: dict[object, Fraction] = dict(reading.caps.items())
    for instance in ledger.instances:
        want = reading.demand.wants.get(instance.position)
        if instance.clause.per_day and want is not None:
            found.update({(instance.bit, row.credit.date): want.amount for row in ledger.rows})
    sums: dict[object, Fraction] = dict.fromkeys(found, _NONE)
    for row in ledger.rows:
        if row.done and row.sure & total:
            for key in found:
                if _under(row, key):
                    sums[key] += row.hours
    return {key: cap for key, cap in found.items() if sums[key] > cap}


def _under(row: Row, key: object) -> bool:
    if isinstance(key, tuple):
        return bool(row.sure & key[0]) and row.credit.date == key[1]
    assert isinstance(key, int)
    return bool(row.sure & key)


def _allotted(ledger: Ledger, reading: Reading, total: int, caps: dict[object, Fraction]) -> list[Fraction]:
    """Hours by row under caps that bind: rows that a clause needs go first, then by date."""
    needed = sum(bit for bit in reading.minimums if not bit & total)
    order = sorted(range(len(ledger.rows)), key=lambda k: (not ledger.rows[k].sure & needed, k))
    room = dict(caps)
    found = [_NONE] * len(ledger.rows)
    for k in order:
        row = ledger.rows[k]
        if not (row.done and row.sure & total):
            continue
        keys = [key for key in room if _under(row, key)]
        found[k] = min([row.hours, *(room[key] for key in keys)])
        for key in keys:
            room[key] -= found[k]
    return found
