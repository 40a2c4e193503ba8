"""More time that a board gave one person: what must be kept, due on a later day than the rule's own."""

from __future__ import annotations

from datetime import date

from rxladder.career.record import Override
from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.language import speaks_of_them
from rxladder.facts.phrases import say_date
from rxladder.rules.context import Context
from rxladder.rules.result import ClauseResult


def time_until(day: date, told_on: date | None = None) -> str:
    """Until when there is time, in words, and since when by the board's word."""
    if told_on is None:
        return _("There is time until {day}").format(day=say_date(day))
    return _("There is time until {day}, as the board said on {told}").format(
        day=say_date(day), told=say_date(told_on)
    )


def time_left(clause: ClauseResult) -> str:
    """Until when there is time for what must be kept, to the person, or said of them."""
    assert clause.open_until is not None
    told = None if speaks_of_them() else clause.override
    return time_until(clause.open_until, told.told_on if told else None)


def moved_by(due: c.Deadline, day: date | None, context: Context) -> Override | None:
    """The board's word that moves a deadline of what must be kept, whose day by the rule is `day`.

    Of several the one told last holds, though it gave less time than one before. A day that is not later than
    the rule's own moves nothing.
    """
    one = extension_of(context)
    if one is None or one.extended_to is None or not _is_kept(due, context):
        return None
    return one if day is None or one.extended_to > day else None


def extension_of(context: Context) -> Override | None:
    """What the board told last of more time for what must be kept."""
    told = [
        one
        for one in context.career.overrides
        if one.extended_to is not None and one.credential == context.credential and one.told_on <= context.on
    ]
    return sorted(told, key=lambda one: one.told_on)[-1] if told else None


def kept_deadlines(context: Context) -> list[c.Deadline]:
    """The deadlines of what must be kept."""
    return context.packs.credentials[context.credential].credential.deadlines()


def _is_kept(due: c.Deadline, context: Context) -> bool:
    return any(one is due for one in kept_deadlines(context))
