"""Templates as small tables, to be joined with the holdings that have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ibis
import pyarrow as pa

from rxladder.rules.bulk.compiled import Compiled, table
from rxladder.rules.bulk.templates import NOTHING, ClauseRow, StaticRow, Template

OWN = (
    "template",
    "unit",
    "caps",
    "all_caps",
    "activities",
    "spent",
    "daily",
    "carry_slot",
    "carry_total",
    "carry_asked",
    "carry_most",
)
"""What a template tells of each of its holdings."""
_MOST_ROWS = 1 << 10


def _still(one: Template) -> tuple[StaticRow, ...]:
    # Of a holding of which nothing is asked one row tells the status.
    return one.static if one.clauses or one.static else (NOTHING,)


def _numbers(template: int, one: Template) -> list[int]:
    """The numbers of a template's rows, which rise as the rows of a holding stand in the result."""
    rows: list[ClauseRow | StaticRow] = [*one.clauses, *_still(one)]
    assert len(rows) <= _MOST_ROWS
    keys = [(row.clause is None, row.clause or "", row.needed is None, row.needed or 0) for row in rows]
    places = {at: place for place, at in enumerate(sorted(range(len(rows)), key=keys.__getitem__))}
    return [template * _MOST_ROWS + places[at] for at in range(len(rows))]


@dataclass(frozen=True)
class Sheets:
    """The templates as small tables."""

    templates: Sequence[Template]
    compiled: Compiled

    @property
    def width(self) -> int:
        """How many slots there are at most."""
        return self.compiled.width

    @cached_property
    def covers(self) -> int:
        """How many sets of clauses tell the hours to go of one leaf at most: at least one."""
        return max([len(leaf.covers or ()) for one in self.templates for leaf in one.leaves], default=0) or 1

    @cached_property
    def on_top(self) -> tuple[int, ...]:
        """The slots of clauses whose hours come on top of the total."""
        return tuple(
            sorted({slot for one in self.templates for leaf in one.leaves for slot, _ in leaf.separate})
        )

    @cached_property
    def heads(self) -> ibis.Table:
        """Each template by its number."""
        rows = []
        for number, one in enumerate(self.templates):
            slots = self.compiled.slots[one.code]
            rows.append(
                {
                    "t_template": number,
                    "status_told": one.status or "",
                    "lapsed": one.lapsed,
                    "base": one.base,
                    "unit": one.unit,
                    "caps": sum(1 << slot for slot, _ in one.caps),
                    "all_caps": slots.cap_mask,
                    "activities": slots.activity_mask,
                    "counts": bool(one.leaves),
                    "spent": slots.spent_mask,
                    "daily": int(bool(slots.daily_slots)),
                    "carry_slot": one.carry.slot if one.carry else -1,
                    "carry_total": one.carry.total if one.carry else -1,
                    "carry_asked": one.carry.asked if one.carry else 0,
                    "carry_most": one.carry.most if one.carry else 0,
                }
            )
        schema = [("t_template", pa.int32()), ("status_told", pa.string()), ("lapsed", pa.bool_())]
        schema += [
            ("base", pa.string()),
            ("unit", pa.int64()),
            ("caps", pa.int64()),
            ("all_caps", pa.int64()),
        ]
        schema += [("activities", pa.int64()), ("counts", pa.bool_())]
        schema += [("spent", pa.int64()), ("daily", pa.int64()), ("carry_slot", pa.int32())]
        schema += [("carry_total", pa.int32()), ("carry_asked", pa.int64()), ("carry_most", pa.int64())]
        return table(rows, pa.schema(schema))

    @cached_property
    def leaves(self) -> ibis.Table:
        """Every leaf of every template: what it needs by slot, and the sets that tell the hours to go."""
        rows: list[dict[str, Any]] = []
        for number, one in enumerate(self.templates):
            for leaf_number, leaf in enumerate(one.leaves):
                row: dict[str, Any] = {
                    "l_template": number,
                    "leaf": leaf_number,
                    "group": leaf.group,
                    "fails": leaf.fails,
                    "uncomputed": leaf.uncomputed,
                    "open_slots": leaf.open,
                    "has_covers": leaf.covers is not None,
                    "spent": leaf.spent,
                    "hours": leaf.hours,
                    "special": sum(1 << slot for slot, _ in (*one.caps, *leaf.separate)),
                }
                row |= {f"need{slot}": 0 for slot in range(self.width)}
                row |= {f"need{slot}": need for slot, need in leaf.needs}
                row |= {f"top{slot}": 0 for slot in self.on_top}
                row |= {f"top{slot}": need for slot, need in leaf.separate}
                covers = [*(leaf.covers or ()), *[0] * self.covers]
                row |= {f"cover{k}": covers[k] for k in range(self.covers)}
                rows.append(row)
        schema = [("l_template", pa.int32()), ("leaf", pa.int32()), ("group", pa.int32())]
        schema += [("fails", pa.bool_()), ("uncomputed", pa.bool_()), ("open_slots", pa.int64())]
        schema += [("has_covers", pa.bool_()), ("spent", pa.int32()), ("hours", pa.int64())]
        schema += [("special", pa.int64())]
        columns = [f"need{k}" for k in range(self.width)] + [f"top{k}" for k in self.on_top]
        columns += [f"cover{k}" for k in range(self.covers)]
        schema += [(name, pa.int64()) for name in columns]
        return table(rows, pa.schema(schema))

    @cached_property
    def specials(self) -> ibis.Table:
        """Caps (of all leaves: `s_leaf` -1) and clauses on top, with their slot and their number."""
        rows = []
        for number, one in enumerate(self.templates):
            found = [(-1, slot, amount) for slot, amount in one.caps]
            found += [(k, *each) for k, leaf in enumerate(one.leaves) for each in leaf.separate]
            rows += [
                {"s_template": number, "s_leaf": leaf, "s_slot": slot, "s_amount": amount}
                for leaf, slot, amount in found
            ]
        schema = [("s_template", pa.int32()), ("s_leaf", pa.int32()), ("s_slot", pa.int32())]
        return table(rows, pa.schema([*schema, ("s_amount", pa.int64())]))

    @cached_property
    def clauses(self) -> ibis.Table:
        """Every row of the result by template.

        `row` is its number, by which the rows of a holding go in their order; `need` what one entry asks.
        """
        rows: list[dict[str, Any]] = []
        for number, one in enumerate(self.templates):
            credential = self.compiled.ids[one.code]
            numbers = _numbers(number, one)
            for at, clause in enumerate(one.clauses):
                entry = clause.entries[0]
                rows.append(
                    {
                        "row": numbers[at], "r_template": number, "credential": credential,
                        "clause": clause.clause, "c_unit": clause.unit, "needed": clause.needed,
                        "slot": clause.slot, "asked": clause.asked,
                        "is_cap": clause.is_cap, "fixed": clause.fixed or "",
                        "entries": len(clause.entries) if clause.fixed is None else 1,
                        "need": -1 if entry.need is None else entry.need, "unsettled": entry.uncomputed,
                    }
                )  # fmt: skip
            for at, still in enumerate(_still(one), len(one.clauses)):
                rows.append(
                    {
                        "row": numbers[at], "r_template": number, "credential": credential,
                        "clause": still.clause, "c_unit": still.unit, "needed": still.needed,
                        "slot": -1, "asked": 0, "is_cap": False,
                        "fixed": still.state or "", "entries": 1, "need": 0, "unsettled": False,
                        "still_counted": still.counted, "still_missing": still.missing,
                    }
                )  # fmt: skip
        schema = [("row", pa.int32()), ("r_template", pa.int32()), ("credential", pa.string())]
        schema += [("clause", pa.string())]
        schema += [("c_unit", pa.string()), ("needed", pa.float64()), ("slot", pa.int32())]
        schema += [("asked", pa.int64()), ("is_cap", pa.bool_()), ("fixed", pa.string())]
        schema += [("entries", pa.int32()), ("need", pa.int64()), ("unsettled", pa.bool_())]
        schema += [("still_counted", pa.float64()), ("still_missing", pa.float64())]
        return table(rows, pa.schema(schema))

    @cached_property
    def entries(self) -> ibis.Table:
        """What the leaves ask of the clauses that they ask different things of."""
        rows = [
            {
                "e_row": _numbers(number, one)[at], "group": entry.group,
                "e_need": -1 if entry.need is None else entry.need, "e_unsettled": entry.uncomputed,
            }
            for number, one in enumerate(self.templates)
            for at, clause in enumerate(one.clauses)
            if len(clause.entries) > 1 and clause.fixed is None
            for entry in clause.entries
        ]  # fmt: skip
        schema = [("e_row", pa.int32()), ("group", pa.int32())]
        return table(rows, pa.schema([*schema, ("e_need", pa.int64()), ("e_unsettled", pa.bool_())]))
