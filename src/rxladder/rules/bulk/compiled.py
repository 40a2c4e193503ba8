"""A set of packs compiled for one day: what a query must know of each credential."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import ibis
import pyarrow as pa

from rxladder.facts import conditions as c
from rxladder.facts.conditions import Node
from rxladder.facts.term_rules import TermRule
from rxladder.rules.bulk.circumstances import Circumstances, NotCompiledError
from rxladder.rules.bulk.day_math import case_of
from rxladder.rules.bulk.slots import Slots
from rxladder.rules.rulebook import Rulebook

_STEPS = {"every": 12, "odd": 24, "even": 24}
_OTHERS_MOST = 30


def months_of(rule: TermRule) -> int:
    """How many months a term has; 0 where no rule tells."""
    return rule.months or _STEPS.get(rule.years or "") or 0


@dataclass
class Compiled:
    """A set of packs compiled for one day. Credentials go by a number, their `code`."""

    book: Rulebook
    on: date
    ids: tuple[str, ...] = field(init=False)
    slots: list[Slots] = field(init=False)
    circumstances: list[Circumstances | None] = field(init=False)
    why_not: list[str | None] = field(init=False)

    def __post_init__(self) -> None:
        self.ids = tuple(self.book.packs.credentials)
        requirements = [self.book.sheets(id_).requirement for id_ in self.ids]
        self.slots = [Slots(code, one) for code, one in enumerate(requirements)]
        self.circumstances, self.why_not = [], []
        for slots in self.slots:
            why = slots.why_not() or self._ends_early(slots)
            found = None
            try:
                found = Circumstances(slots.requirement, self.book.packs, self.on)
            except NotCompiledError as error:
                why = str(error)
            self.circumstances.append(found)
            self.why_not.append(why)

    def _ends_early(self, slots: Slots) -> str | None:
        """Events that end a term early are followed only as far as nothing held beside it can be one."""
        nodes = self._events(slots.code)
        plain = (c.Experience, c.Holds, c.Trained, c.All, c.AnyOf)
        return (
            None if all(isinstance(node, plain) for node in nodes) else "a term that an event may end early"
        )

    def _events(self, code: int) -> list[Node]:
        return [node for event in self.rule(code).ends_early for node in c.walk(event.when)]

    def ending(self, code: int) -> set[str]:
        """The credentials that may end a term early where they are held beside it."""
        found: set[str] = set()
        for node in self._events(code):
            held = None
            if isinstance(node, c.Holds):
                held = node.holds
            elif isinstance(node, c.Trained):
                held = self.book.packs.vocabulary.programmes[node.trained].credential
            found |= self.book.packs.counting_as(held) if held else set()
        return found

    def rule(self, code: int) -> TermRule:
        """How a credential's terms run."""
        return self.slots[code].requirement.ref.credential.term

    @cached_property
    def width(self) -> int:
        """The most slots that a credential has."""
        return max([len(one.slots) for one in self.slots], default=0)

    @cached_property
    def windows(self) -> int:
        """The most windows that a credential has."""
        return max([len(one.spans) for one in self.slots if one.slots], default=0)

    @cached_property
    def others(self) -> dict[str, int]:
        """The credentials that matter beside another, with their bit in a person's `held`."""
        ids = {id_ for one in self.circumstances if one for id_ in one.others}
        ids |= {id_ for code in range(len(self.ids)) for id_ in self.ending(code)}
        return {id_: 2 * k for k, id_ in enumerate(sorted(ids & {*self.ids})[:_OTHERS_MOST])}

    @cached_property
    def issues(self) -> list[str]:
        """The credentials whose day of issue matters beside another."""
        return sorted({id_ for one in self.circumstances if one for id_ in one.issues} & {*self.ids})

    @cached_property
    def ends(self) -> list[str]:
        """The credentials whose last day matters beside another."""
        return sorted({id_ for one in self.circumstances if one for id_ in one.ends} & {*self.ids})

    @cached_property
    def questions(self) -> list[tuple[str, ...]]:
        """The sets of questions whose answers matter together."""
        found = {tuple(sorted(one.questions)) for one in self.circumstances if one}
        return sorted(found)

    def code(self, credential: str) -> int:
        """The number of a credential."""
        return self._codes[credential]

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {id_: code for code, id_ in enumerate(self.ids)}

    def credentials(self) -> pa.Table:
        """What the query must know of each credential."""
        return self._credentials

    @cached_property
    def _credentials(self) -> pa.Table:
        rows = [self._credential(code) for code in range(len(self.ids))]
        return pa.Table.from_pylist(rows)

    def _credential(self, code: int) -> dict[str, Any]:
        rule, found = self.rule(code), self.circumstances[code]
        months = months_of(rule)
        others = found.others if found else set()
        return {
            "credential": self.ids[code],
            "code": code,
            "months": months,
            "plain": not (rule.versions or rule.one_off),
            "endless": not months and not rule.versions and not rule.one_off,
            "of_birth": rule.anchor in ("birthday", "birth-month-end"),
            "follows": rule.anchor == "credential",
            "renewable": rule.renewable is not False,
            "weight": 1 << self.others[self.ids[code]] if self.ids[code] in self.others else 0,
            "beside": sum(3 << bit for id_, bit in self.others.items() if id_ in others),
            "ending": sum(3 << bit for id_, bit in self.others.items() if id_ in self.ending(code)),
            "asks": self.questions.index(tuple(sorted(found.questions))) if found else 0,
            "why": self.why_not[code] or "",
        }


def table(rows: Sequence[dict[str, Any]], schema: pa.Schema) -> ibis.Table:
    """A small table of what was worked out in Python."""
    return ibis.memtable(pa.Table.from_pylist(list(rows), schema=schema))


def by_code(
    h: ibis.Table, columns: Mapping[str, Mapping[int, Any]], otherwise: Mapping[str, Any]
) -> ibis.Table:
    """Holdings with columns that each credential has its own expression for, and those without one a last.

    Credentials share most expressions: which it is is looked up, so that a row does not pass all credentials.
    """
    rows: dict[int, dict[str, int]] = {}
    chosen: dict[str, dict[int, Any]] = {}
    for name, values in columns.items():
        numbers: dict[Any, int] = {}
        for code, value in values.items():
            number = numbers.setdefault(value.op(), len(numbers))
            rows.setdefault(code, {})[f"by_{name}"] = number
            chosen.setdefault(name, {})[number] = value
    schema = [("by_code", pa.int32()), *((f"by_{name}", pa.int16()) for name in columns)]
    looked_up = table([{"by_code": code, **row} for code, row in rows.items()], pa.schema(schema))
    h = h.left_join(looked_up, h.code == looked_up.by_code)
    found = {name: case_of(h[f"by_{name}"], chosen.get(name, {}), otherwise[name]) for name in columns}
    return h.mutate(**found).drop("by_code", *(f"by_{name}" for name in columns))
