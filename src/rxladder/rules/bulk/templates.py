"""What all holdings of one profile are asked, in the numbers of the query.

The reference engine lays one holding of a profile open, without its credits; what it finds is what the whole
profile is asked. A `Template` is that without dates and persons: many profiles share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import combinations
from math import gcd, lcm
from typing import NamedTuple

from rxladder.career.record import Career, Credit, Holding
from rxladder.facts import conditions as c
from rxladder.rules.audit import audit_case, kept_clauses
from rxladder.rules.bulk.records import clause_of
from rxladder.rules.bulk.slots import Slots
from rxladder.rules.carried import asked_before
from rxladder.rules.case import Case, case_of
from rxladder.rules.judged import is_over, nothing_owed
from rxladder.rules.output import nearest
from rxladder.rules.rulebook import Rulebook
from rxladder.rules.sheets import Instance
from rxladder.rules.wants import Reading, Want

PARTS = 100
"""Hours are counted in hundredths, or in a finer unit where a rule asks for one."""
MOST_COVERS = 8


class Entry(NamedTuple):
    """What one leaf asks of a clause: parts (None where it asks nothing), or what cannot be computed."""

    group: int
    need: int | None
    uncomputed: bool


class ClauseRow(NamedTuple):
    """A clause as it stands in the result. `fixed`: its state whatever the credits are."""

    clause: str
    unit: str
    needed: float | None
    slot: int
    asked: int
    is_cap: bool
    fixed: str | None
    entries: tuple[Entry, ...]


class Leaf(NamedTuple):
    """One leaf of the demands: parts by slot. `covers`: sets of slots of which each new hour serves one.

    None where the hours to go have no such form. `group` is the same for leaves that only an authority
    tells apart. `spent`: the slot that asks for an activity whose hours serve nothing else (-1: none does);
    `hours` are the slots of all that it could serve.
    """

    group: int
    fails: bool
    uncomputed: bool
    needs: tuple[tuple[int, int], ...]
    separate: tuple[tuple[int, int], ...]
    open: int
    covers: tuple[int, ...] | None
    spent: int
    hours: int


class StaticRow(NamedTuple):
    """A clause whose result no credit changes."""

    clause: str | None
    unit: str | None
    needed: float | None
    counted: float | None
    missing: float | None
    state: str | None


NOTHING = StaticRow(None, None, None, None, None, None)
"""Stands for the clauses of a holding of which nothing is asked."""


class Carry(NamedTuple):
    """Hours of the term before that may count, if the board says so: beyond `asked`, at most `most` parts."""

    slot: int
    total: int
    asked: int
    most: int


class Template(NamedTuple):
    """What a profile is asked. `unit`: how many parts a hundredth of an hour has.

    `status`: the status where no credit changes it. `base`: that where all clauses are met (`met`, `check`
    or `not-required`). `lapsed`: the term is over.
    """

    code: int
    status: str | None
    lapsed: bool
    base: str
    unit: int
    caps: tuple[tuple[int, int], ...]
    daily: tuple[tuple[int, int], ...]
    leaves: tuple[Leaf, ...]
    clauses: tuple[ClauseRow, ...]
    static: tuple[StaticRow, ...]
    carry: Carry | None = None


class TooHardError(Exception):
    """A profile that the query does not decide; the text says why."""


@dataclass(frozen=True)
class Example:
    """One holding of a profile, with its person's record and those of its courses that conditions ask of."""

    holding: Holding
    career: Career
    courses: tuple[Credit, ...] = ()


def template_of(
    example: Example, slots: Slots, book: Rulebook, on: date, settled: Mapping[int, bool] | None = None
) -> Template:
    """What a profile is asked, by one example; `settled` are the states of some conditions.

    Raises TooHardError where the query cannot follow.
    """
    career = replace(example.career, credits=example.courses)
    case = case_of(example.holding, career, book, on, settled or {})
    if case.ledger is None or not slots.slots:
        return _without_credits(case, slots.code, book)
    return _with_credits(case, slots, book, on)


def _without_credits(case: Case, code: int, book: Rulebook) -> Template:
    found = audit_case(case, book)
    if found.hours_to_go:
        raise TooHardError("hours to go without a clause")
    static = tuple(StaticRow(*clause_of(clause)) for clause in found.clauses)
    return Template(code, found.status, False, "met", 1, (), (), (), (), static or (NOTHING,))


def _with_credits(case: Case, slots: Slots, book: Rulebook, on: date) -> Template:
    assert case.ledger is not None
    work = _Work(case, slots, book, on)
    caps = work.caps()
    static = tuple(StaticRow(*clause_of(clause)) for clause in kept_clauses(case))
    return Template(
        code=slots.code,
        status=None,
        lapsed=is_over(case),
        base=work.base(),
        unit=work.unit,
        caps=caps,
        daily=work.daily(),
        leaves=work.leaves(),
        clauses=work.clauses(),
        static=static,
        carry=work.carry(),
    )


class _Work:
    """One case turned into numbers."""

    def __init__(self, case: Case, slots: Slots, book: Rulebook, on: date) -> None:
        assert case.ledger is not None
        self.case, self.slots, self.book, self.on = case, slots, book, on
        self.sheet = case.ledger.sheet
        self.slot = slots.of_bits(self.sheet)
        amounts = {want.amount.denominator for demand in case.demands for want in demand.wants.values()}
        self.unit = lcm(*(below // gcd(below, PARTS) for below in amounts))
        groups: dict[object, int] = {}
        self.groups = [groups.setdefault(demand.sure(), len(groups)) for demand in case.demands]
        if self.unit > 1_000_000:
            raise TooHardError("an amount that needs too fine a unit")

    def parts(self, amount: Fraction) -> int:
        """An amount in the template's unit."""
        return amount.numerator * PARTS * self.unit // amount.denominator

    def base(self) -> str:
        """The status where nothing is missing, as the reference engine has it."""
        case = self.case
        if case.requirement.ce.duty == "not-found" or (case.term and case.term.doubt):
            return "check"
        return "not-required" if nothing_owed(case) else "met"

    def caps(self) -> tuple[tuple[int, int], ...]:
        """The caps, by slot; all leaves have the same."""
        found = {tuple(self._by_slot(reading.caps)) for reading in self.case.readings}
        if len(found) > 1:
            raise TooHardError("readings with different caps")
        closed = any(
            one.is_cap and not one.clause.per_day and one.closed(self.on) for one in self.sheet.instances
        )
        if closed and any(reading.minimums or reading.separate for reading in self.case.open_readings):
            raise TooHardError("a cap of days gone by")
        return found.pop()

    def daily(self) -> tuple[tuple[int, int], ...]:
        """The caps by the day, by slot."""
        return tuple(
            (self.slot[instance.bit], self.parts(self.case.demands[0].wants[instance.position].amount))
            for instance in self.sheet.instances
            if instance.clause.per_day and instance.position in self.case.demands[0].wants
        )

    def carry(self) -> Carry | None:
        """What may carry over from the term before; only what no source surely allows is compiled."""
        slots, case = self.slots, self.case
        rule, found = case.requirement.ce.carry_over, asked_before(case.requirement, case.context)
        if rule is None or found is None:
            return None
        plain = (c.All, c.AnyOf, c.FirstTerm, c.Answer, c.Trained)
        conditions = [one.when for one in case.requirement.ce.exceptions.values() if one.when]
        nodes = [node for when in conditions for node in c.walk(when)]
        simple = all(isinstance(node, plain) and not node.from_ and not node.until for node in nodes)
        if rule.confidence != "low" or not simple:
            raise TooHardError("hours carried over")
        if (found * PARTS * self.unit).denominator > 1:
            raise TooHardError("hours carried over beyond an odd amount")
        total = [k for k, (at, _) in enumerate(slots.slots) if slots.requirement.ids[at] == "total"]
        if len(total) != 2:
            raise TooHardError("hours carried over to a total in several windows")
        most = 10**12 if rule.max_hours is None else self.parts(rule.max_hours)
        return Carry(slots.carry_slot, total[0], self.parts(found), most)

    def _by_slot(self, amounts: dict[int, Fraction]) -> list[tuple[int, int]]:
        return sorted((self.slot[bit], self.parts(amount)) for bit, amount in amounts.items())

    def leaves(self) -> tuple[Leaf, ...]:
        """Every leaf of the demands; those that are alike once."""
        case = self.case
        found = (
            self._leaf(group, reading, still_open)
            for group, reading, still_open in zip(self.groups, case.readings, case.open_readings, strict=True)
        )
        return tuple(dict.fromkeys(found))

    def _leaf(self, group: int, reading: Reading, still_open: Reading) -> Leaf:
        spent = [(self.slot[bit], amount) for bit, amount in reading.on_top.items() if amount]
        if len(spent) > 1 or any(amount > 1 for _, amount in spent):
            raise TooHardError("activities whose hours serve nothing else")
        separate = {bit: amount for bit, amount in reading.separate.items() if amount}
        needs = {**reading.minimums, **reading.activities}
        serve = {bit for bit in still_open.minimums if still_open.minimums[bit]}
        on_top = {bit for bit in still_open.separate if still_open.separate[bit]}
        return Leaf(
            group,
            reading.demand.keeps is False,
            reading.uncomputed,
            tuple(one for one in self._by_slot(needs) if one[1]),
            tuple(self._by_slot(separate)),
            sum(1 << self.slot[bit] for bit in (serve | on_top) & self._served),
            self._covers(serve, sum(still_open.caps)),
            spent[0][0] if spent else -1,
            sum(1 << self.slot[bit] for bit in (*reading.minimums, *reading.caps, *separate)),
        )

    @cached_property
    def _columns(self) -> tuple[int, ...]:
        layouts = (self.sheet.layout,)
        return tuple(column for (column,) in self.book.columns((self.case.ref.id,), layouts))

    @cached_property
    def _served(self) -> set[int]:
        served = 0
        for column in self._columns:
            served |= column
        return {instance.bit for instance in self.sheet.instances if instance.bit & served}

    def _covers(self, wanted: set[int], caps: int) -> tuple[int, ...] | None:
        """The sets of clauses of which no new hour serves two, as masks of slots."""
        sets = _covering(tuple(sorted(wanted & self._served)), caps, self._columns)
        return None if sets is None else tuple(sum(1 << self.slot[bit] for bit in one) for one in sets)

    def clauses(self) -> tuple[ClauseRow, ...]:
        """The clauses that hang on credits, in their order."""
        found = []
        for instance in self.sheet.instances:
            wants = [demand.wants.get(instance.position) for demand in self.case.demands]
            asked = [want for want in wants if want is not None]
            if asked:
                found.append(self._clause(instance, max(asked, key=lambda want: want.amount), wants))
        return tuple(found)

    def _clause(self, instance: Instance, asked: Want, wants: Sequence[Want | None]) -> ClauseRow:
        unknown = instance.clause.hours_unknown and not asked.waived_by
        fixed = "met" if instance.is_cap else "not-yet" if instance.opens_later(self.on) else None
        entries = (
            Entry(group, None if want is None else self.parts(want.amount), bool(want and want.uncomputed))
            for group, want in zip(self.groups, wants, strict=True)
        )
        return ClauseRow(
            instance.id,
            instance.clause.unit,
            None if unknown else float(nearest(asked.amount)),
            self.slot[instance.bit],
            self.parts(asked.amount),
            instance.is_cap,
            fixed,
            tuple(dict.fromkeys(entries)),
        )


@lru_cache(maxsize=4096)
def _covering(
    bits: tuple[int, ...], caps: int, columns: tuple[int, ...]
) -> tuple[tuple[int, ...], ...] | None:
    """The sets of clauses of which no new hour serves two, where these tell the hours to go."""
    mask = sum(bits)
    free = {column & mask for column in columns if not column & caps}
    for column in columns:
        if column & caps and not any((column & mask) & ~one == 0 for one in free):
            return None
    sets = independent_sets(bits, free)
    return None if sets is None or len(sets) > MOST_COVERS else tuple(sets)


def independent_sets(bits: Sequence[int], columns: Iterable[int]) -> list[tuple[int, ...]] | None:
    """The largest sets of clauses of which no new hour serves two; None where they do not tell the cover.

    The least number of hours that gives each clause what it lacks is the most that such a set lacks, if the
    graph of clauses that share an hour has no long ring without a chord, and if clauses that share hours two
    by two share one all together.
    """
    kinds = [column for column in columns if column]
    near = {bit: sum(other for other in bits if any(k & bit and k & other for k in kinds)) for bit in bits}
    if not _chordal(near) or not _conformal(bits, near, kinds):
        return None
    free: list[int] = []
    for size in range(len(bits), 0, -1):
        for chosen in combinations(bits, size):
            mask = sum(chosen)
            apart = all(near[bit] & mask == bit for bit in chosen)
            if apart and not any(mask & ~one == 0 for one in free):
                free.append(mask)
    return [tuple(bit for bit in bits if bit & mask) for mask in free]


def _chordal(near: dict[int, int]) -> bool:
    """Whether clauses can be taken away one by one, each when all its neighbours are neighbours."""
    left = dict(near)
    while left:
        for bit, others in left.items():
            around = [other for other in left if other & others and other != bit]
            if all(near[one] & other for one, other in combinations(around, 2)):
                del left[bit]
                break
        else:
            return False
        mask = sum(left)
        left = {bit: others & mask for bit, others in left.items()}
    return True


def _conformal(bits: Sequence[int], near: dict[int, int], kinds: Sequence[int]) -> bool:
    """Whether some hour serves each set of clauses that share hours two by two."""
    for size in range(3, len(bits) + 1):
        for chosen in combinations(bits, size):
            mask = sum(chosen)
            if all(near[bit] & mask == mask for bit in chosen) and not any(k & mask == mask for k in kinds):
                return False
    return True
