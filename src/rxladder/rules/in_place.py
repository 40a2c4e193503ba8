"""Whether what has lapsed, or ends for good, is missed: another may let a person work just as well."""

from __future__ import annotations

from collections.abc import Sequence

from rxladder.facts.load import Packs
from rxladder.rules.result import HoldingAudit


def in_place(found: HoldingAudit, holdings: Sequence[HoldingAudit], packs: Packs) -> bool:
    """Whether another of those of which any one lets a person work is held, not lapsed, or the same anew."""
    ref = packs.credentials[found.holding.credential]
    others = {
        other.holding.credential for other in holdings if other is not found and other.status != "lapsed"
    }
    return ref.id in others or any(
        ref.id in group.any_of and others & set(group.any_of) for group in ref.pack.to_work
    )


def follows(found: HoldingAudit, holdings: Sequence[HoldingAudit], packs: Packs) -> bool:
    """Whether this one ends for good, and one that can be renewed lets the person work as well."""
    ref = packs.credentials[found.holding.credential]
    if ref.credential.term.renewable is not False:
        return False
    others = {
        other.holding.credential
        for other in holdings
        if other is not found
        and other.status != "lapsed"
        and packs.credentials[other.holding.credential].credential.term.renewable is not False
    }
    return any(ref.id in group.any_of and others & set(group.any_of) for group in ref.pack.to_work)
