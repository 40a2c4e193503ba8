"""What is asked of somebody: each clause with its number, or why not, and all clauses together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from rxladder.facts.education_rules import Clause, ContinuingEducation
from rxladder.rules.context import Atom
from rxladder.rules.result import Truth
from rxladder.rules.windows import Span

_UNITS_KEPT = 200
OVERRIDE = "override"
"""Stands for an exception's id where a person's own correction made the change."""


@dataclass(frozen=True, slots=True)
class Want:
    """One clause as it is asked: its number, or why it is not asked.

    `waived_by` names the exception that took it away, `lowered_by` the one that set another number;
    `uncomputed` is what cannot be computed about it, so that it is never surely met. `more` are hours that an
    order puts on top, each with the last day of the window in which it asks them.
    """

    amount: Fraction
    separate: bool = False
    reading: str | None = None
    waived_by: str | None = None
    lowered_by: str | None = None
    uncomputed: str | None = None
    more: tuple[tuple[date, Fraction], ...] = ()

    def at(self, span: Span) -> Fraction:
        """The number in one of the clause's windows."""
        if not self.more:
            return self.amount
        return self.amount + sum((hours for ends, hours in self.more if ends == span.ends), Fraction(0))

    @property
    def most(self) -> Fraction:
        """The number with all that an order puts on top, in whichever window."""
        return self.amount + sum((hours for _, hours in self.more), Fraction(0))

    @property
    def is_corrected(self) -> bool:
        """Whether the person was told something else than the pack has."""
        return OVERRIDE in (self.waived_by, self.lowered_by)

    @property
    def is_told(self) -> bool:
        """Whether the person was told the number itself, or that there is none."""
        return self.is_corrected and self.uncomputed is None


@dataclass(frozen=True)
class Demand:
    """A leaf of what the term asks, by the position of the clause, if the `assumed` answers hold.

    `keeps` tells whether what must go on being true is; None where nothing must. `readings` are those made
    of it so far, by the layout of the sheet and the mask of instances left out: one demand can be of many
    people.
    """

    wants: Mapping[int, Want]
    keeps: Truth
    assumed: Mapping[Atom, bool]
    applied: tuple[str, ...] = ()
    readings: dict[tuple[tuple[int, ...], int], Reading] = field(default_factory=dict, compare=False)

    def sure(self) -> frozenset[tuple[Atom, bool]]:
        """The assumptions that persons or readings settle, as a key; those of authorities are left out."""
        return frozenset((atom, yes) for atom, yes in self.assumed.items() if atom.kind != "authority")

    @cached_property
    def denominators(self) -> frozenset[int]:
        """Those of all amounts asked."""
        wants = self.wants.values()
        more = {hours.denominator for want in wants for _, hours in want.more}
        return frozenset(more.union(want.amount.denominator for want in wants))


class Amounts(NamedTuple):
    """What a reading asks, in whole parts of a unit, with the bits of its caps and of all that it asks."""

    minimums: Mapping[int, int]
    caps: Mapping[int, int]
    separate: Mapping[int, int]
    cap_bits: int
    bits: int


@dataclass(slots=True)
class Reading:
    """What one leaf of the demands asks: the amount by instance bit, in hours or activities.

    `on_top` are those activities whose hours serve nothing else.
    """

    demand: Demand
    minimums: dict[int, Fraction]
    caps: dict[int, Fraction]
    separate: dict[int, Fraction]
    activities: dict[int, Fraction]
    on_top: dict[int, Fraction]
    uncomputed: bool
    _amounts: dict[int, Amounts] = field(default_factory=dict)

    def in_unit(self, unit: int) -> Amounts:
        """The hours asked in a unit in which all are whole; clauses on top that ask none are left out."""
        found = self._amounts.get(unit)
        if found is None:
            if len(self._amounts) > _UNITS_KEPT:
                self._amounts.clear()
            caps = _whole(self.caps, unit)
            minimums = _whole(self.minimums, unit)
            separate = {bit: parts for bit, parts in _whole(self.separate, unit).items() if parts}
            bits = sum({*caps, *minimums, *separate})
            found = self._amounts[unit] = Amounts(minimums, caps, separate, sum(caps), bits)
        return found


def _whole(amounts: Mapping[int, Fraction], unit: int) -> dict[int, int]:
    return {bit: int(amount * unit) for bit, amount in amounts.items()}


def plain_want(clause: Clause, ce: ContinuingEducation) -> Want:
    """A clause as the pack has it, before exceptions and readings."""
    uncomputed = clause.check or ("hours-unknown" if clause.hours_unknown else None)
    return Want(_number(clause, ce), separate=clause.separate, uncomputed=uncomputed)


def _number(clause: Clause, ce: ContinuingEducation) -> Fraction:
    if clause.at_most_share is not None:
        total = ce.clauses.get("total")
        return clause.at_most_share * (total.at_least if total and total.at_least else Fraction(0))
    amount = clause.at_least if clause.at_most is None else clause.at_most
    return amount if amount is not None else Fraction(0)
