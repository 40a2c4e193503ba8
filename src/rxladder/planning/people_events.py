"""What knowing people adds to a calendar: whom to be in touch with, events, dues, letters waited for.

A person has one entry, whose day moves with each contact, and which says what was talked about last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from rxladder.career.gatherings import Gathering, Letter, Membership
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date
from rxladder.planning.reaching_out import Reaching
from rxladder.rules.agenda import Event, event_state

LONGEST_NOTE = 300


class Waiting(NamedTuple):
    """Somebody to reach: the id of their entry, their name, why and when, and what was said last."""

    id: str
    name: str
    reaching: Reaching
    note: str


def person_events(waiting: Iterable[Waiting], on: date) -> Iterator[Event]:
    """The day on which it is time to be in touch with each."""
    for one in waiting:
        day = one.reaching.due
        yield Event(
            uid=f"person/{one.id}",
            day=day,
            kind="person",
            what=_what(one),
            why=_last_time(one),
            weight="goal",
            state=event_state(False, day, on),
        )


def _what(one: Waiting) -> str:
    if one.reaching.cause == "birthday":
        return _("Birthday: {name}").format(name=one.name)
    return _("Get in touch with {name}").format(name=one.name)


def _last_time(one: Waiting) -> str:
    last = one.reaching.last
    if last is None:
        return _("You have not been in touch yet.")
    note = one.note if len(one.note) <= LONGEST_NOTE else f"{one.note[:LONGEST_NOTE]}…"
    told = _("Last time, on {day}: {note}") if note else _("Last time: {day}.")
    return told.format(day=say_date(last.on), note=note)


def membership_event(id_: str, name: str, one: Membership, on: date) -> Event | None:
    """The day on which dues are owed; None where nobody told it."""
    if one.renews is None:
        return None
    cost = (
        _("Dues: ${dues}.").format(dues=one.dues_usd) if one.dues_usd is not None else _("Dues: not known.")
    )
    what = _("Dues for {name}").format(name=name)
    return Event(f"dues/{id_}", one.renews, "meeting", what, cost, "goal", event_state(False, one.renews, on))


def gathering_event(id_: str, one: Gathering, on: date) -> Event | None:
    """The first day of an event, with what is still to prepare; None where the person does not go."""
    if one.going == "no":
        return None
    open_ = [item.what for item in one.before if not item.done]
    parts = [
        one.where,
        _("Until {day}").format(day=say_date(one.ends)) if one.ends else "",
        _("To prepare: {list}").format(list="; ".join(open_)) if open_ else "",
        _("People there: {names}").format(names=", ".join(one.people)) if one.people else "",
    ]
    why = ". ".join(part for part in parts if part)
    state = event_state(False, one.starts, on)
    return Event(f"event/{id_}", one.starts, "meeting", one.name, why, "goal", state)


def letter_event(id_: str, one: Letter, on: date) -> Event | None:
    """The day by which a letter is needed; None where nobody told it, or the writer declined."""
    if one.needed_by is None or one.state == "declined":
        return None
    what = _("Letter needed from {name}").format(name=one.writer)
    why = one.about
    if one.asked:
        why = ". ".join(filter(None, (why, _("Asked on {day}").format(day=say_date(one.asked)))))
    done = one.state == "received"
    state = event_state(done, one.needed_by, on)
    return Event(f"letter/{id_}", one.needed_by, "meeting", what, why, "goal", state)
