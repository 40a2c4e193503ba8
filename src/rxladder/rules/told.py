"""What is told of a clause beside its hours: its words, its number, its source and its days."""

from __future__ import annotations

from fractions import Fraction

from rxladder.facts.language import gettext as _
from rxladder.facts.language import voice
from rxladder.facts.load import Packs
from rxladder.facts.phrases import say_hours, say_number
from rxladder.facts.says import say_clause
from rxladder.rules.sheets import Instance, Sheet, Told
from rxladder.rules.wants import Want


def told_of(instance: Instance, asked: Want, sheet: Sheet, packs: Packs) -> Told:
    """What is told of a clause: made once for all of whom it asks what the pack has."""
    if asked is not sheet.requirement.wants[instance.position]:
        return _tell(instance, asked, sheet, packs)
    key = instance.bit, voice()
    found = sheet.told.get(key)
    if found is None:
        found = sheet.told[key] = _tell(instance, asked, sheet, packs)
    return found


def say_asked(instance: Instance, asked: Want | None, packs: Packs) -> str:
    """A clause in words with the number that is asked, or its own; its own words may have no place for it."""
    own = say_clause(instance.id, instance.clause, None, packs)
    if asked is None:
        return own
    amount = asked.at(instance.span)
    said = say_clause(instance.id, instance.clause, amount, packs)
    if not asked.is_corrected or asked.waived_by or said != own or amount == _own_number(instance):
        return said
    many = say_number(amount) if instance.of_activities else say_hours(amount)
    return _("{rule}; with what your board told you: {amount}").format(rule=own, amount=many)


def _own_number(instance: Instance) -> Fraction | None:
    """The number that the pack has for a clause, if it has one."""
    clause = instance.clause
    return clause.at_least if clause.at_most is None else clause.at_most


def _tell(instance: Instance, asked: Want, sheet: Sheet, packs: Packs) -> Told:
    clause = instance.clause
    unknown = clause.hours_unknown and asked.uncomputed is not None
    no_number = unknown or (instance.is_cap and asked.waived_by is not None)
    return Told(
        say_asked(instance, None if no_number else asked, packs),
        None if no_number else asked.at(instance.span),
        sheet.requirement.source(instance.position),
        "at-most" if instance.is_cap else "at-least",
        (instance.span.starts, instance.span.ends),
        clause.note or clause.contradicts,
    )
