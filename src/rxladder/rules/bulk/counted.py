"""Credits laid against the windows of all holdings at once, and their hours added up by slot.

What a credit is (the end of its UAN and its own axes) has few distinct combinations. For each of these and
each credential the reference engine tells under which clauses it falls; that is joined back, so that one pass
over the credits serves every credential.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, reduce
from operator import add, and_, or_
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import BooleanValue, IntegerValue

from rxladder.career.record import Credit
from rxladder.rules.bulk.compiled import Compiled, table
from rxladder.rules.bulk.day_math import is_so
from rxladder.rules.bulk.fingerprints import of_activity, of_pair, of_seven
from rxladder.rules.bulk.kept import listed
from rxladder.rules.bulk.slots import Slots
from rxladder.rules.bulk.templates import PARTS

AXES = ("topic", "format", "audience", "accreditation", "jurisdiction", "course")
_CODE_BITS = 10
"""A place and a credential go by one number, the credential's in so many bits."""
KIND = ("sure", "told", "open", "best_sure", "best_open", "torn", "unread", "singly")
"""What is known of a kind of credits. `singly`: whether it matters how many they are, beside their hours."""
_DAY, _HOUR = date(2000, 1, 1), Fraction(1)


@dataclass(frozen=True)
class Places:
    """What credits can be: the end of a UAN and the other axes, None where not told; by number.

    `keys` are the numbers by which the database finds them, each with its place's; where two places would
    share one, even with that of a credential in it, `by_text`.
    """

    rows: tuple[tuple[str | None, ...], ...]
    keys: tuple[tuple[int, int], ...]

    @cached_property
    def by_text(self) -> bool:
        """Whether texts have to be compared."""
        return len({key >> _CODE_BITS for key, _ in self.keys}) < len(set(self.keys))

    @property
    def kind_of_key(self) -> pa.DataType:
        """What keys are in tables."""
        return pa.string() if self.by_text else pa.int64()

    def key(self, credits: ibis.Table) -> ibis.expr.types.Value:
        """What tells a credit's place."""
        return _text_key(credits) if self.by_text else _number_key(credits)

    def key_with_code(self, pairs: ibis.Table) -> ibis.expr.types.Value:
        """What tells a credit's place and the credential (`code`) that it is laid against."""
        if self.by_text:
            return _text_key(pairs) + "|" + pairs.code.cast("string")
        return _number_key(pairs) ^ pairs.code.cast("int64")

    def by_key(self) -> list[tuple[int | str, int]]:
        """Each key with the number of its place."""
        if self.by_text:
            return [("|".join(part or "" for part in row), number) for number, row in enumerate(self.rows)]
        return [*dict.fromkeys(self.keys)]

    def numbered(self) -> ibis.Table:
        """The places by their key."""
        rows = [{"k_place": key, "place_number": number} for key, number in self.by_key()]
        return table(rows, pa.schema([("k_place", self.kind_of_key), ("place_number", pa.int64())]))


def _text_key(credits: ibis.Table) -> ibis.expr.types.StringValue:
    tail = ibis.coalesce(credits.uan.right(5), "")
    return reduce(add, [tail, *(ibis.literal("|") + ibis.coalesce(credits[axis], "") for axis in AXES)])


def _number_key(credits: ibis.Table) -> ibis.expr.types.Value:
    return of_seven(credits, [credits.uan.right(5), *(credits[axis] for axis in AXES)])


def places_of(credits: ibis.Table) -> Places:
    """The places of all credits."""
    whole = credits.select(uan=credits.uan.right(5), **{axis: credits[axis] for axis in AXES}).distinct()
    found = listed(whole.mutate(key=_number_key(whole)))
    rows = sorted(found, key=lambda row: str([row[name] or "" for name in ("uan", *AXES)]))
    # An empty text says no more than none.
    numbers: dict[tuple[str | None, ...], int] = {}
    keys = [
        (row["key"], numbers.setdefault(tuple(row[name] or None for name in ("uan", *AXES)), len(numbers)))
        for row in rows
    ]
    return Places(tuple(numbers), tuple(keys))


def measured(credits: ibis.Table) -> dict[str, ibis.expr.types.Value]:
    """The hours of credits in hundredths, whether these are exact, and their status."""
    hours = credits.hours.cast("float64")
    parts = (hours * PARTS).round().cast("int64")
    return {
        "parts": parts,
        "inexact": ibis.ifelse(is_so(parts.cast("float64") / float(PARTS) == hours), 0, 1).cast("int8"),
        "status": ibis.coalesce(credits.status, "done"),
    }


def placed(credits: ibis.Table, places: Places) -> ibis.Table:
    """Credits with the number of their place, and `measured`."""
    ready = credits.select("person", "date", place=places.key(credits), **measured(credits))
    known = places.numbered()
    return ready.inner_join(known, ready.place == known.k_place).drop("k_place", "place")


def _identity(pairs: ibis.Table) -> ibis.expr.types.Value:
    """What credits of one activity have in common: most of the number, else day, hours and status."""
    activity, topic = of_activity(pairs, pairs.uan)
    day = pairs.date.cast("string") + "|" + pairs.parts.cast("string")
    no_number = pairs.uan.isnull()
    return of_pair(pairs, ibis.ifelse(no_number, day, activity), ibis.ifelse(no_number, pairs.status, topic))


# --- Kinds of credits


def kinds(places: Places, codes: Sequence[int], compiled: Compiled) -> ibis.Table:
    """For each credential and place of a credit: the slots under which it falls surely, or may.

    `told` are those that the person could tell, `open` those that no source read tells. Where a credit may
    have several places and one of these is the best, `best_sure` and `best_open` are its slots; where none
    is, the kind is `torn` (2 where caps may bind it), and these are the slots of all. `unread`: its place
    cannot be told at all.
    `singly`: clauses of the credential count activities.
    `m0`…: the slots that look at each window of the credential.
    """
    rows: list[dict[str, Any]] = []
    masks = {code: _window_masks(compiled.slots[code], compiled.windows) for code in codes}
    known: dict[tuple[int, ...], int] = {}
    for key, place in places.by_key():
        tail, *axes = places.rows[place]
        credit = example(tail, *axes)
        for code in codes:
            kind = _kind_of(compiled.slots[code], credit)
            if kind is not None:
                whole = f"{key}|{code}" if isinstance(key, str) else key ^ code
                number = known.setdefault(tuple(kind.values()), len(known))
                rows.append(kind | masks[code] | {"k_key": whole, "kind": number})
    columns = ["kind", *KIND, *(f"m{at}" for at in range(compiled.windows))]
    return table(rows, pa.schema([("k_key", places.kind_of_key), *((name, pa.int64()) for name in columns)]))


def example(tail: str | None, *axes: str | None) -> Credit:
    """An hour at a place: the end of its UAN, and its other axes."""
    uan = f"0000-0000-00-000-{tail}" if tail else None
    topic, format_, audience, accreditation, jurisdiction, course = axes
    return Credit(_DAY, _HOUR, "", uan, topic, format_, audience, accreditation, jurisdiction, course)


def _window_masks(slots: Slots, windows: int) -> dict[str, int]:
    """For each window the slots that look at it; `m0` is the first one's."""
    masks = [*slots.window_masks, *[0] * windows]
    return {f"m{at}": masks[at] for at in range(windows)}


def _kind_of(slots: Slots, credit: Credit) -> dict[str, int] | None:
    try:
        kind = _kind(slots, credit)
    except KeyError:
        kind = _unread(slots)
    return kind and kind | {"singly": int(slots.activity_mask != 0)}


def _kind(slots: Slots, credit: Credit) -> dict[str, int] | None:
    stands = slots.requirement.standing(credit)
    if not stands.sure | stands.asked | stands.open:
        return None
    sure, asked, open_ = (slots.spread(mask) for mask in stands[:3])
    best: tuple[int, int] | None = None
    torn = 0
    caps = slots.cap_mask
    if (asked & ~caps).bit_count() > 1:
        ways = [(slots.spread(one), slots.spread(other)) for one, other in slots.requirement.ways(credit)]
        best = next((one for one in ways if all(_serves_all(one, other, caps) for other in ways)), None)
        torn = 0 if best else 2 if (sure | asked | open_) & caps else 1
        best = best or _at_best(ways, caps)
    return {
        "sure": sure,
        "told": asked,
        "open": open_,
        "best_sure": best[0] if best else -1,
        "best_open": best[1] if best else 0,
        "torn": torn,
        "unread": 0,
    }


def _at_best(ways: Sequence[tuple[int, int]], caps: int) -> tuple[int, int]:
    """The slots of a credit that may be at any of several places, as if it were at all of them at once."""
    under = reduce(or_, (sure | open_ for sure, open_ in ways)) & ~caps
    return under | (reduce(and_, (sure for sure, _ in ways)) & caps), 0


def _unread(slots: Slots) -> dict[str, int]:
    """A credit that names what no rule knows: nothing can be told where it falls."""
    every = (1 << len(slots.slots)) - 1
    return {"sure": every, "told": 0, "open": 0, "best_sure": -1, "best_open": 0, "torn": 0, "unread": 1}


def _serves_all(one: tuple[int, int], other: tuple[int, int], caps: int) -> bool:
    """Whether a place serves all that another does, and is capped by no more."""
    return all(
        not (theirs & ~caps & ~mine) and not (mine & caps & ~theirs)
        for mine, theirs in zip((one[0], one[0] | one[1]), (other[0], other[0] | other[1]), strict=True)
    )


# --- Credits against windows


def laid(
    credits: ibis.Table, holders: ibis.Table, places: Places, kinds_: ibis.Table, compiled: Compiled
) -> ibis.Table:
    """Each credit against each holding of its person in whose windows its day lies.

    `kind` tells under which slots it may fall, `within` which of all slots look at its day.
    """
    windows = [f"w{at}_{end}" for at in range(compiled.windows) for end in ("starts", "ends")]
    pairs = credits.inner_join(holders.select("hid", "person", "code", "opens", "closes", *windows), "person")
    pairs = pairs.filter((pairs.opens <= pairs.date) & (pairs.date <= pairs.closes))
    # One key of both, so that no plan crosses holders with kinds before it looks at persons.
    pairs = pairs.mutate(key=places.key_with_code(pairs), **measured(pairs))
    pairs = pairs.inner_join(kinds_, pairs.key == kinds_.k_key)
    within: IntegerValue = ibis.literal(0)
    for at in range(compiled.windows):
        within = within | ibis.ifelse(holds(pairs, at), pairs[f"m{at}"], 0)
    done = (pairs.status == "done") & (pairs.date <= ibis.literal(compiled.on))
    pairs = pairs.mutate(within=within, done=ibis.ifelse(done, 1, 0).cast("int8"))
    possible = pairs.sure | pairs.told | pairs.open
    pairs = pairs.filter((possible & pairs.within) != 0)
    # Narrow, since it is by far the longest of the steps that are kept.
    narrow = {name: pairs[name].cast("int32") for name in ("kind", "within", "parts")}
    return pairs.select("hid", "done", "inexact", "date", **narrow, identity=_identity(pairs))


def holds(pairs: ibis.Table, at: int) -> BooleanValue:
    """Whether a credit's day lies in a window of the holding."""
    starts = pairs[f"w{at}_starts"]
    return (pairs.date <= pairs[f"w{at}_ends"]) & (starts.isnull() | (starts <= pairs.date))


def classes(pairs: ibis.Table) -> ibis.Table:
    """The hours and the number of credits of each kind in the same windows, by holding."""
    return pairs.group_by("hid", "kind", "within", "done").agg(
        parts=pairs.parts.sum(),
        number=pairs.count(),
        inexact=pairs.inexact.max(),
        least=pairs.parts.min(),
    )


# --- Views


def with_views(g: ibis.Table) -> ibis.Table:
    """The classes with the slots under which they fall in each view, and what their credits leave open."""
    unsure = ((g.told | g.open) & g.within) != 0
    several = g.told & ~g.all_caps & g.within
    torn = ibis.ifelse((several & (several - 1)) != 0, g.torn, 0)
    return g.select(
        "hid", "template", "unit", "activities", "done", "parts", "inexact", "unread", "least",
        hundreds=g.number * PARTS,
        strict=view_mask(g, False, False),
        opened=view_mask(g, False, True),
        every=view_mask(g, True, True),
        unsure=ibis.ifelse(unsure, 1, 0),
        torn=torn,
    )  # fmt: skip


def view_mask(g: ibis.Table, told_: bool, open_: bool) -> IntegerValue:
    """The slots under which a class falls, read more or less generously; see `rules.problems.View`.

    Where unsure, caps bind when minimums do not count.
    """
    none = ibis.literal(0)
    unsure = (g.told if told_ else none) | (g.open if open_ else none)
    missed = (none if told_ else g.told) | (none if open_ else g.open)
    plain = g.sure | (unsure & ~g.caps) | (missed & g.caps)
    if told_:
        opened = g.best_open & ~g.caps if open_ else g.best_open & g.caps
        best = g.best_sure | opened
        several = g.told & ~g.all_caps & g.within
        chosen = (g.best_sure >= 0) & ((several & (several - 1)) != 0)
        plain = ibis.ifelse(chosen, (best & ~g.activities) | (plain & g.activities), plain)
    return plain & g.within


def sums(g: ibis.Table, mask: IntegerValue, width: int, counts: BooleanValue | None = None) -> dict[str, Any]:
    """By slot, the hundredths of hours under it, or of activities their number in hundreds."""
    found = {}
    for slot in range(width):
        bit = 1 << slot
        amount = ibis.ifelse((g.activities & bit) != 0, g.hundreds, g.parts)
        under = (mask & bit) != 0
        if counts is not None:
            under = under & counts
        found[f"c{slot}"] = ibis.ifelse(under, amount, 0).sum()
    return found
