"""Moving in words: how easy a state is in one line, and its continuing education in another."""

from __future__ import annotations

from fractions import Fraction

from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, noop
from rxladder.facts.phrases import all_of, inside, say_date, say_hours, say_months
from rxladder.facts.topics import PARENTS, topic_name
from rxladder.rules.education_compared import EducationRule
from rxladder.rules.lacking import weight
from rxladder.rules.relocation import Ease, Needed, Place

EASE_WORDS: dict[Ease, str] = {
    "at-once": noop("You may work there now"),
    "ready": noop("Nothing is missing: apply"),
    "questions": noop("It depends on answers"),
    "missing": noop("Something is missing"),
    "not-read": noop("Its rules were not read"),
}


def say_place(place: Place) -> str:
    """How a state stands to a person, in a sentence."""
    best = place.best
    if place.registers is False:
        return _("{state} does not register technicians, so nothing is needed to work there.").format(
            state=place.name
        )
    if best is None or place.ease == "not-read":
        return _("No source that was read says what it takes to work in {state}. Ask its board.").format(
            state=place.name
        )
    if place.ease == "at-once":
        return _("You hold what you need to work in {state}.").format(state=place.name)
    if place.ease == "ready" and best.trainee:
        return _("You can start there as a trainee: nothing is missing for that.")
    if place.ease == "ready":
        return _("Nothing is missing for this: {title}.").format(title=best.title)
    return _("To work in {state}: {counts}.").format(state=place.name, counts=say_counts(best))


def say_counts(needed: Needed) -> str:
    """How many things are missing, and how many are not known."""
    if not needed.read:
        return _("not read")
    never, not_yet, not_known = weight(needed.lacks)
    said = []
    if never + not_yet:
        said.append(ngettext("{n} thing is missing", "{n} things are missing", never + not_yet))
        said[-1] = said[-1].format(n=never + not_yet)
    if not_known:
        said.append(ngettext("{n} answer is open", "{n} answers are open", not_known).format(n=not_known))
    return all_of(said) or _("nothing is missing")


def say_earliest(needed: Needed) -> str:
    """From when on it could be had."""
    if needed.held or needed.eligible is True:
        return _("now")
    if needed.earliest is None:
        return _("the day depends on what is missing or open")
    return _("from {day} on, if your work continues as it is now").format(day=say_date(needed.earliest))


def say_education(rule: EducationRule) -> str:
    """The hours that are asked, in few words: "20 hours every 2 years"."""
    if rule.duty == "none":
        return _("none required")
    if rule.duty == "not-found":
        return _("no rule found: ask the board")
    if rule.hours is None:
        by_kind = rule.duty == "hours" and rule.ref.credential.ce.clauses
        return _("by kind of hour") if by_kind else _("required, hours not found")
    if rule.months is None:
        return say_hours(rule.hours)
    return _("{hours} every {time}").format(hours=say_hours(rule.hours), time=_every(rule.months))


def _every(months: int) -> str:
    return _("year") if months == 12 else say_months(months)


def say_kinds(rule: EducationRule) -> str:
    """What kinds of hours are asked by themselves: live ones, and those of a topic."""
    parts = [_("{hours} live").format(hours=say_hours(rule.live))] if rule.live else []
    parts += [
        _("{hours} on {topic}").format(hours=say_hours(hours), topic=inside(topic_name(topic)))
        for topic, hours in rule.topics.items()
    ]
    return "; ".join(parts)


def say_difference(here: EducationRule, there: EducationRule) -> tuple[str, ...]:
    """How what is asked there differs from what is asked here, as far as both are known."""
    if here.ref.pack.id == there.ref.pack.id:
        return ()
    said = []
    if here.hours_a_year is not None and there.hours_a_year is not None:
        said.append(_say_more(there.hours_a_year - here.hours_a_year))
    else:
        said.append(_("The hours cannot be compared: one state’s are not known."))
    new = [topic_name(topic) for topic in there.topics if not _is_asked(topic, here)]
    if new:
        said.append(
            _("Required there and not here: {topics}.").format(topics=all_of([inside(one) for one in new]))
        )
    if there.live and not here.live:
        said.append(_("Some of the hours there must be live."))
    return tuple(said)


def _is_asked(topic: str, here: EducationRule) -> bool:
    """Whether hours of a topic are asked here; an hour of a topic under it is one of it."""
    return any(topic in (one, PARENTS.get(one)) for one in here.topics)


def _say_more(hours: Fraction) -> str:
    if not hours:
        return _("The same number of hours a year as here.")
    if hours > 0:
        return _("Each year, {hours} more than here.").format(hours=say_hours(hours))
    return _("Each year, {hours} less than here.").format(hours=say_hours(-hours))
