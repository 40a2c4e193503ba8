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


def asked_of(given: ibis.Table, compiled: Compiled) -> list[int]:
    """The credentials of numbered holdings that ask for credits."""
    held = (one["code"] for one in listed(given.select("code").distinct()))
    return sorted(
        code for code in held if code >= 0 and not compiled.why_not[code] and compiled.slots[code].slots
    )


def laid_against(
    h: ibis.Table, credits: ibis.Table, places: counted.Places, kinds: ibis.Table, compiled: Compiled
) -> Laid:
    """Lay all credits against the holdings that ask for any."""
    asked = [code for code, slots in enumerate(compiled.slots) if slots.slots]
    holders = h.filter((h.why == "") & h.code.isin(asked))
    pairs = counted.laid(credits, holders, places, kinds, compiled)
    return Laid(pairs.pipe(kept), kinds.select("kind", *counted.KIND).distinct())
