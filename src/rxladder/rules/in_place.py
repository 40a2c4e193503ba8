"""Whether what has lapsed is missed: another credential may let a person work just as well."""

from __future__ import annotations

from rxladder.facts.load import Packs
from rxladder.rules.result import Audit, HoldingAudit


def in_place(found: HoldingAudit, audit: Audit, packs: Packs) -> bool:
    """Whether another of those of which any one lets a person work is held, not lapsed, or the same anew."""
    ref = packs.credentials[found.holding.credential]
    others = {
        other.holding.credential
        for other in audit.holdings
        if other is not found and other.status != "lapsed"
    }
    return ref.id in others or any(
        ref.id in group.any_of and others & set(group.any_of) for group in ref.pack.to_work
    )
