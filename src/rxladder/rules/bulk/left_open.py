"""What the query cannot tell, and why: these holdings go to the reference engine."""

from __future__ import annotations

import ibis

from rxladder.rules.bulk.day_math import case_of, plus_days
from rxladder.rules.bulk.laid import Laid
from rxladder.rules.bulk.sheets import Sheets


def why_not_decided(v0: ibis.Table, wanted: ibis.Table, ranks: ibis.Table) -> ibis.Table:
    """The holdings of which the query cannot tell, by what their credits come to, with each reason."""
    # Credits that caps may bind weigh against each other however few clauses are short.
    hanging = ranks.filter(ranks.hanging > 0).select(hid="j_hid", hanging="hanging")
    torn = wanted.inner_join(hanging, "hid")
    torn = torn.filter((torn.w_torn == 2) | ((torn.w_torn == 1) & (torn.hanging == 2)))
    found = [
        _why(v0.filter(v0.unread == 1), "a credit that cannot be read"),
        _why(v0.filter(v0.inexact == 1), "hours finer than hundredths"),
        _why(torn, "a credit that may have several places"),
        _why(ranks.filter(ranks.hard == 1).rename(hid="j_hid"), "clauses that compete for the same hours"),
    ]
    return found[0].union(*found[1:])


def of_all(whys: ibis.Table, alike: ibis.Table) -> ibis.Table:
    """Reasons of those that stand in for others as reasons of all that are alike."""
    members = alike.rename(member="hid")
    return whys.inner_join(members, whys.hid == members.stand_in).select(hid="member", n_why="n_why")


def why_not_alone(open_twins: ibis.Table, crowded: ibis.Table | None) -> list[ibis.Table]:
    """The holdings of which the query cannot tell because of their own credits and days."""
    found = [_why(open_twins, "an activity taken twice in different ways")]
    if crowded is not None:
        found.append(_why(crowded, "more hours on a day than may count"))
    return found


def one_reason(*whys: ibis.Table) -> ibis.Table:
    """One reason for each holding."""
    whole = whys[0].union(*whys[1:])
    return whole.group_by("hid").agg(n_why=whole.n_why.min()).rename(n_hid="hid")


def _why(holdings: ibis.Table, reason: str) -> ibis.Table:
    return holdings.select("hid", n_why=ibis.literal(reason))


def crowded_days(laid: Laid, holders: ibis.Table, sheets: Sheets) -> ibis.Table | None:
    """Holdings with more hours on a day, or on two side by side, than a cap by the day allows."""
    caps: dict[int, int] = {}
    slots: dict[int, int] = {}
    for one in sheets.templates:
        for slot, amount in one.daily:
            hundredths = amount // one.unit
            caps[one.code] = min(hundredths, caps.get(one.code, hundredths))
            slots[one.code] = slots.get(one.code, 0) | 1 << slot
    if not caps:
        return None
    own = holders.filter(holders.code.isin(sorted(caps))).select("hid", "code")
    kinds = laid.by_kind.select("kind", "sure", "told", "open")
    mine = laid.pairs.inner_join(own, "hid").inner_join(kinds, "kind")
    bits = case_of(mine.code, {code: ibis.literal(mask) for code, mask in slots.items()}, ibis.literal(0))
    mine = mine.filter(((mine.sure | mine.told | mine.open) & mine.within & bits) != 0)
    days = mine.group_by("hid", "code", "date").agg(parts=mine.parts.sum())
    by = ibis.window(group_by="hid", order_by="date")
    days = days.mutate(before=days.date.lag().over(by), parts_before=days.parts.lag().over(by))
    beside = plus_days(days.before, 1) == days.date
    both = days.parts + ibis.ifelse(ibis.coalesce(beside, False), days.parts_before, 0)
    cap = case_of(days.code, {code: ibis.literal(cap) for code, cap in caps.items()}, ibis.literal(0))
    return days.filter(both > cap).select("hid").distinct()
