"""What is told of a clause beside its hours: its words, its number, its source and its days."""

from __future__ import annotations

from rxladder.facts.language import language
from rxladder.facts.load import Packs
from rxladder.facts.says import say_clause
from rxladder.rules.sheets import Instance, Sheet, Told
from rxladder.rules.wants import Want


def told_of(instance: Instance, asked: Want, sheet: Sheet, packs: Packs) -> Told:
    """What is told of a clause: made once for all of whom it asks what the pack has."""
    if asked is not sheet.requirement.wants[instance.position]:
        return _tell(instance, asked, sheet, packs)
    key = instance.bit, language()
    found = sheet.told.get(key)
    if found is None:
        found = sheet.told[key] = _tell(instance, asked, sheet, packs)
    return found


def _tell(instance: Instance, asked: Want, sheet: Sheet, packs: Packs) -> Told:
    clause = instance.clause
    unknown = clause.hours_unknown and asked.uncomputed is not None
    no_number = unknown or (instance.is_cap and asked.waived_by is not None)
    return Told(
        say_clause(instance.id, clause, None if no_number else asked.at(instance.span), packs),
        None if no_number else asked.at(instance.span),
        sheet.requirement.source(instance.position),
        "at-most" if instance.is_cap else "at-least",
        (instance.span.starts, instance.span.ends),
        clause.note or clause.contradicts,
    )
