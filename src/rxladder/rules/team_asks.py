"""What a team asks of a person: whether the record tells that it is done; it as a step and as a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from rxladder.career.duties import Skill
from rxladder.career.record import Credit
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date
from rxladder.facts.skills import skill_id
from rxladder.facts.topics import lies_under
from rxladder.facts.vocabulary import Course
from rxladder.rules.agenda import Event, event_state
from rxladder.rules.places import activity_key, place_of
from rxladder.rules.steps import Step, Urgency

AskKind = Literal["education", "skill", "list"]
_NEAR, _SOON = timedelta(days=14), timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked on a day, by someone for a team.

    Education is asked by its number (`uan`), else by hours, of a topic where one is named; a skill by its id;
    a list is done when all its items are ticked. `said_done` is the day on which the person said so.
    """

    id: str
    kind: AskKind
    what: str
    asked_on: date
    by: str
    team: str
    why: str = ""
    due: date | None = None
    uan: str | None = None
    topic: str | None = None
    hours: Fraction | None = None
    skill: str = ""
    items: int = 0
    ticked: int = 0
    said_done: date | None = None

    @property
    def from_record(self) -> bool:
        """Whether the record can tell that it is done."""
        if self.kind == "education":
            return self.uan is not None or self.hours is not None
        return self.kind == "skill" and bool(self.skill)


def told_by_record(
    ask: Ask, credits: Iterable[Credit], skills: Iterable[Skill], courses: Mapping[str, Course], on: date
) -> date | None:
    """The day since which the record shows it as done; None where it does not, or cannot."""
    if ask.kind == "skill" and ask.skill:
        signed = [one.signed(on) for one in skills if skill_id(one.name) == ask.skill]
        return min((one.on for one in signed if one is not None), default=None)
    if ask.kind != "education":
        return None
    done = sorted(
        (one for one in credits if one.status == "done" and one.date <= on), key=lambda one: one.date
    )
    if ask.uan is not None:
        key = activity_key(ask.uan)
        return next((one.date for one in done if one.uan and activity_key(one.uan) == key), None)
    return _once_enough(ask, done, courses)


def _once_enough(ask: Ask, done: Iterable[Credit], courses: Mapping[str, Course]) -> date | None:
    """The day on which the hours that were asked for were reached, counted from the day of asking."""
    if ask.hours is None:
        return None
    found = Fraction(0)
    for credit in done:
        if credit.date < ask.asked_on or not _on_topic(ask, credit, courses):
            continue
        found += credit.hours
        if found >= ask.hours:
            return credit.date
    return None


def _on_topic(ask: Ask, credit: Credit, courses: Mapping[str, Course]) -> bool:
    if ask.topic is None:
        return True
    topic = place_of(credit, courses).topic
    return topic is not None and lies_under(topic, ask.topic)


def done_on(ask: Ask, recorded: date | None) -> date | None:
    """The day on which it was done, by the record or by the person's word."""
    return min((day for day in (recorded, ask.said_done) if day is not None), default=None)


def ask_step(ask: Ask, on: date) -> Step:
    """An open ask as a next step, with who asked."""
    why = _who(ask)
    if ask.kind == "list" and ask.items:
        told = _("{ticked} of {items} checked off.").format(ticked=ask.ticked, items=ask.items)
        why = f"{why} {told}"
    return Step(
        kind="money",
        act="team",
        what=ask.what,
        why=why,
        urgency=_urgency(ask.due, on),
        by=ask.due,
        asked=ask.id,
    )


def _who(ask: Ask) -> str:
    by = _("Asked by {name}, {team}.") if ask.by else _("Asked by {team}.")
    said = by.format(name=ask.by, team=ask.team)
    return f"{said} {ask.why}" if ask.why else said


def _urgency(due: date | None, on: date) -> Urgency:
    if due is None:
        return "later"
    return "now" if due - on <= _NEAR else "soon" if due - on <= _SOON else "later"


def ask_event(ask: Ask, done: date | None, on: date) -> Event | None:
    """The day by which something is asked; None where no day was named."""
    if ask.due is None:
        return None
    state = event_state(done is not None, ask.due, on)
    return Event(f"asked/{ask.id}", ask.due, "asked", ask.what, _who(ask), "money", state)


def nudge_step(id_: str, what: str, by: str, team: str, asked_on: date) -> Step:
    """A team's word to look at something, as a next step."""
    why = _nudged(by, team, asked_on)
    return Step(kind="money", act="team", what=what, why=why, urgency="soon", by=None, asked=id_)


def _nudged(by: str, team: str, asked_on: date) -> str:
    told = _("{name} from {team} asked you on {day} to look at it.")
    return told.format(name=by or _("Someone"), team=team, day=say_date(asked_on))


def nudge_event(id_: str, what: str, by: str, team: str, asked_on: date, on: date) -> Event:
    """A team's word to look at something: it stands on the day after, for reminders to tell of it."""
    why = _nudged(by, team, asked_on)
    day = asked_on + timedelta(days=1)
    return Event(f"nudge/{id_}", day, "asked", what, why, "money", event_state(False, day, on))
