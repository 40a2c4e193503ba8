"""The days of planned visits to workplaces, for calendar and reminders."""

from __future__ import annotations

from datetime import date

from rxladder.career.workplaces import Visit
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date
from rxladder.facts.roles import workplaces
from rxladder.rules.agenda import Event, event_state


def visit_event(id_: str, visit: Visit, on: date) -> Event:
    """The first day of a rotation, or of shadowing somebody, with where and with whom."""
    place = workplaces().get(visit.workplace)
    name = _(place.name) if place else visit.workplace
    what = _("Rotation: {place}") if visit.kind == "rotation" else _("Shadowing: {place}")
    parts = [
        visit.where,
        _("With {people}").format(people=visit.people) if visit.people else "",
        _("Until {day}").format(day=say_date(visit.ends)) if visit.ends else "",
    ]
    why = ". ".join(part for part in parts if part)
    state = event_state(visit.done, visit.starts, on)
    return Event(f"visit/{id_}", visit.starts, "meeting", what.format(place=name), why, "goal", state)
