"""Of one activity that was taken more than once in a window only one counts: the better, where one is.

Twins are as in `rules.twins`. One that is as good as the others in everything takes their place; where none
is, the holding is left to the reference engine.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import add, and_

import ibis
from ibis.expr.types import IntegerValue

from rxladder.rules.bulk.compiled import Compiled
from rxladder.rules.bulk.counted import classes, holds
from rxladder.rules.bulk.day_math import NO_DAY
from rxladder.rules.bulk.kept import kept

_GROUP = ["hid", "identity", "number_of_window", "day"]
_KIND_ROOM = 1 << 32
UNKNOWN = -1
"""Stands for the shortest credit of a class from which repeats were taken."""


def without_twins(
    pairs: ibis.Table, holders: ibis.Table, by_kind: ibis.Table, compiled: Compiled
) -> tuple[ibis.Table, ibis.Table]:
    """The classes of credits without repeats, and the holdings of which it is open which twin counts."""
    members = _members(_repeated(pairs), holders, by_kind, compiled).pipe(kept)
    groups = _groups(members, compiled).pipe(kept)
    better = groups.filter(groups.best >= 0)
    removed = members.inner_join(better.select(*_GROUP, "best"), _GROUP)
    change = removed.group_by("hid", "kind", "within", "done").agg(
        parts=-removed.parts.sum(),
        number=-removed.count(),
        inexact=removed.inexact.max(),
        least=ibis.literal(UNKNOWN),
    )
    own = better.select(
        "hid",
        kind=(better.best - better.best % _KIND_ROOM) / _KIND_ROOM,
        within=better.best % _KIND_ROOM,
        done="most_done",
        parts="most_parts",
        number=ibis.literal(1),
        inexact=ibis.literal(0),
        least=ibis.literal(UNKNOWN),
    )
    names = ["hid", "kind", "within", "done", "parts", "number", "inexact", "least"]
    types = dict.fromkeys(names, "int64")
    found = classes(pairs).select(*names).cast(types)
    touched = better.select("hid").distinct()
    changed = found.semi_join(touched, "hid").union(
        change.select(*names).cast(types), own.select(*names).cast(types)
    )
    again = changed.group_by("hid", "kind", "within", "done").agg(
        parts=changed.parts.sum(),
        number=changed.number.sum(),
        inexact=changed.inexact.max(),
        least=changed.least.min(),
    )
    again = again.filter(again.number > 0).select(*names).cast(types)
    open_ = groups.filter(groups.best < 0).select("hid").distinct()
    return found.anti_join(touched, "hid").union(again), open_


def _repeated(pairs: ibis.Table) -> ibis.Table:
    """The credits of activities that count more than once for a holding, whatever their days."""
    times = pairs.group_by("hid", "identity").agg(times=pairs.count())
    # Kept, since a database that does not know how few they are would lay the pairs ready for them.
    several = times.filter(times.times > 1).select("hid", "identity").pipe(kept)
    return pairs.inner_join(several, ["hid", "identity"])


def _members(repeats: ibis.Table, holders: ibis.Table, by_kind: ibis.Table, compiled: Compiled) -> ibis.Table:
    """Credits of repeated activities in the windows of each holding, with the window that they lie in."""
    windows = [f"w{at}_{end}" for at in range(compiled.windows) for end in ("starts", "ends")]
    own = holders.select("hid", "code", "all_caps", "spent", "daily", *windows)
    kinds = by_kind.select("kind", "sure", "told", "open")
    ours = repeats.inner_join(own, "hid").inner_join(kinds, "kind")
    codes = [one.code for one in compiled.slots if one.requirement.ce.repeats_count is True]
    if codes:
        ours = ours.filter(~ours.code.isin(codes))
    number: IntegerValue = ibis.literal(-1)
    for at in reversed(range(compiled.windows)):
        # The term before, from which hours may carry over, has its own repeats.
        codes = [one.code for one in compiled.slots if one.spans[at : at + 1] and one.spans[at][0] <= 0]
        is_main = ours.code.isin(codes or [-1])
        number = ibis.ifelse(is_main & holds(ours, at), at, number)
    ours = ours.mutate(number_of_window=number)
    day = ibis.ifelse(ours.number_of_window < 0, ours.date, ibis.literal(NO_DAY))
    masks = {name: ours[name] & ours.within for name in ("sure", "told", "open")}
    return ours.mutate(day=day, **masks)


def _groups(members: ibis.Table, compiled: Compiled) -> ibis.Table:
    """Each activity that counts once only, with the twin that is as good as all others (-1: none is)."""
    every = members.group_by(*_GROUP).agg(
        members=members.count(),
        most_done=members.done.max(),
        most_parts=members.parts.max(),
        kinds=members.kind.max() - members.kind.min(),
        asked=members.told.max(),
        days=(members.date.max() != members.date.min()),
        **{f"union_{k}": _bits(mask(members), compiled, "max") for k, mask in enumerate(_MASKS)},
        **{f"shared_{k}": _bits(mask(members), compiled, "min") for k, mask in enumerate(_MASKS)},
    )
    every = every.filter(every.members > 1).rename({f"g_{name}": name for name in _GROUP})
    rows = members.inner_join(every, [members[name] == every[f"g_{name}"] for name in _GROUP])
    caps = rows.all_caps
    tests = [rows.done == rows.most_done, rows.parts == rows.most_parts]
    for k, mask in enumerate(_MASKS):
        own = mask(rows)
        tests += [(own & ~caps) == (rows[f"union_{k}"] & ~caps), (own & caps) == (rows[f"shared_{k}"] & caps)]
    # What may fall under a clause, or is bound to its day, must be alike in all to be weighed here.
    alike = (rows.kinds == 0) | ((rows.asked == 0) & (rows.spent == 0))
    tests += [alike, (rows.daily == 0) | ~rows.days, ((rows.sure | rows.told | rows.open) & ~caps) != 0]
    best = ibis.ifelse(reduce(and_, tests), rows.kind * _KIND_ROOM + rows.within, -1)
    return rows.group_by(*_GROUP).agg(
        best=best.max(), most_done=rows.most_done.max(), most_parts=rows.most_parts.max()
    )


_MASKS: list[Callable[[ibis.Table], IntegerValue]] = [
    lambda rows: rows.sure,
    lambda rows: rows.sure | rows.told,
    lambda rows: rows.sure | rows.open,
    lambda rows: rows.sure | rows.told | rows.open,
]


def _bits(mask: IntegerValue, compiled: Compiled, which: str) -> IntegerValue:
    """The slots of any (`max`) or of all (`min`) members; not every database joins bits by itself."""
    return reduce(add, (getattr(mask & (1 << slot), which)() for slot in range(compiled.width)))
