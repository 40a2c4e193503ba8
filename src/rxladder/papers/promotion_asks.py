"""How a record stands to a role, in a promotion packet: what it asks and is there, and what is to come."""

from __future__ import annotations

from collections.abc import Collection

from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.phrases import say_date, say_number
from rxladder.papers.promotion_sections import Line, Section, section_title
from rxladder.rules.promotion import Ask, RoleCase

_CHIPS = {"met": "met", "to-come": "planned", "planned": "planned", "open": "not-yet", "not-known": "unknown"}


def headline(found: RoleCase, wanted: Collection[str]) -> str:
    """How the record stands to the role; it gives away no more than the sections do."""
    total, met = len(found.asks), len(found.met)
    if not total:
        return _("No source says what this role typically asks for.")
    if not {"met", "gaps"} & set(wanted):
        return ""
    if met == total:
        return _("Everything this role typically asks for is in place.")
    said = ngettext(
        "In place: {met} of {n} thing this role typically asks for.",
        "In place: {met} of {n} things this role typically asks for.",
        total,
    ).format(met=met, n=total)
    days = [ask.day for ask in found.gaps]
    if "gaps" in wanted and all(days):
        last = max(day for day in days if day is not None)
        said += " " + _("The rest is planned to be in place by {day}.").format(day=say_date(last))
    return said


def met(found: RoleCase) -> Section:
    """What the role asks, and is there."""
    lines = [Line(ask.says, about=_noted(ask.shown, ask), state=_("met"), look="met") for ask in found.met]
    return Section("met", section_title("met"), tuple(lines), _what_asks_are(found))


def gaps(found: RoleCase) -> Section:
    """What is still to come."""
    lines = [
        Line(
            title=ask.says,
            about=_noted(tuple(filter(None, [_progress(ask)])), ask),
            state=_state(ask),
            look=_CHIPS[ask.state],
        )
        for ask in found.gaps
    ]
    return Section("gaps", section_title("gaps"), tuple(lines), "" if found.met else _what_asks_are(found))


def _noted(about: tuple[str, ...], ask: Ask) -> tuple[str, ...]:
    return (*about, _("Note from the source: {note}").format(note=ask.note)) if ask.note else about


def _what_asks_are(found: RoleCase) -> str:
    said = _("What is typical for this role according to published sources, not an employer's own list.")
    if not found.doubts:
        return said
    return said + " " + _("Not confirmed by a source: {what}.").format(what="; ".join(found.doubts))


def _state(ask: Ask) -> str:
    if ask.state == "to-come" and ask.day:
        return _("by {day}, if work goes on").format(day=say_date(ask.day))
    if ask.state == "planned" and ask.day:
        return _("planned by {day}").format(day=say_date(ask.day))
    return _("not known") if ask.state == "not-known" else _("no date yet")


def _progress(ask: Ask) -> str:
    if ask.progress is None or not 0 < ask.progress.have < ask.progress.want:
        return ""
    have, want = say_number(ask.progress.have), say_number(ask.progress.want)
    if ask.progress.unit == "months":
        return _("{have} of {want} months so far").format(have=have, want=want)
    if ask.progress.unit == "hours":
        return _("{have} of {want} hours so far").format(have=have, want=want)
    return _("{have} of {want} so far").format(have=have, want=want)
