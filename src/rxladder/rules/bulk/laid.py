"""The credits of a workforce against the windows of its holdings: the one pass over all of them."""

from __future__ import annotations

from dataclasses import dataclass

import ibis

from rxladder.rules.bulk import counted
from rxladder.rules.bulk.compiled import Compiled
from rxladder.rules.bulk.kept import kept, listed


@dataclass(frozen=True)
class Laid:
    """Credits against the windows of holdings: the pairs, and what is known of each kind of credits."""

    pairs: ibis.Table
    by_kind: ibis.Table


def laid_against(h: ibis.Table, credits: ibis.Table, places: counted.Places, compiled: Compiled) -> Laid:
    """Lay all credits against the holdings that ask for any."""
    asked = [code for code, slots in enumerate(compiled.slots) if slots.slots]
    holders = h.filter((h.why == "") & h.code.isin(asked))
    codes = sorted(one["code"] for one in listed(holders.select("code").distinct()))
    kinds = counted.kinds(places, codes, compiled)
    pairs = counted.laid(counted.prepared(credits, places), holders, kinds, compiled)
    return Laid(pairs.pipe(kept), kinds.select("kind", *counted.KIND).distinct())
