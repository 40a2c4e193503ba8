"""Holdings that are asked the same and whose credits come to the same: one of them stands in for all.

Who takes the same twenty hours a year as others do is judged once.
"""

from __future__ import annotations

import ibis

from rxladder.rules.bulk.fingerprints import is_duckdb, of_numbers

_CLASS = ("kind", "within", "done", "parts", "number", "inexact", "least")


def stand_ins(assigned: ibis.Table, classes: ibis.Table, by_kind: ibis.Table) -> ibis.Table:
    """For each holding that has a template (`hid`), the one that stands in for it (`stand_in`).

    `classes` are its credits, see `counted.classes`, of the kinds `by_kind`. How many they are and the least
    of them tells holdings apart only where activities count. Where a database has no short numbers for them
    to be compared by, each stands for itself.
    """
    h = assigned.filter(assigned.why == "").select("hid", "template")
    if not is_duckdb(assigned):
        return h.mutate(stand_in=h.hid)
    classes = classes.inner_join(by_kind.select("kind", "singly"), "kind")
    classes = classes.mutate(
        number=classes.number * classes.singly, least=ibis.ifelse(classes.singly == 1, classes.least, 0)
    )
    told = classes.group_by("hid").agg(
        print=of_numbers([classes[name] for name in _CLASS]).bit_xor(),
        credits=classes.number.sum(),
        hours=classes.parts.sum(),
    )
    # What prints might confuse, once in a hundred million nations, numbers and hours tell apart.
    seen = h.left_join(told, "hid").drop("hid_right")
    keys = ["template", "print", "credits", "hours"]
    seen = seen.mutate(**{name: ibis.coalesce(seen[name], 0) for name in keys[1:]})
    first = seen.group_by(keys).agg(stand_in=seen.hid.min()).rename({f"s_{name}": name for name in keys})
    return seen.inner_join(first, [seen[name] == first[f"s_{name}"] for name in keys]).select(
        "hid", "stand_in"
    )
