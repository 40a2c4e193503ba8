"""Filters that put activities into words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rxladder.facts.activities import Activity
from rxladder.facts.ce_offers import Bundle
from rxladder.planning.ce_result import Plan, PlannedActivity
from rxladder.rules.places import Place, Written, place_of
from rxladder.web.education.words import FORMATS
from rxladder.web.site.rules import packs, short_name
from rxladder.web.site.templatetags.words import dollars, plain_number

register = template.Library()
_HOW = {
    "live": gettext_lazy("live"),
    "home-study": gettext_lazy("home study"),
    "blended": gettext_lazy("partly live"),
}
_BUYERS = {
    "member": gettext_lazy("for members"),
    "technician_member": gettext_lazy("for technicians who are members"),
    "non_member": gettext_lazy("for everyone else"),
    "technician": gettext_lazy("for technicians"),
}


@register.filter
def placed(hours: Written) -> Place:
    """Where an activity stands on each axis, with what its number settles."""
    return place_of(hours, packs().vocabulary.courses)


@register.filter
def not_told(hours: Written, by_name: object = None) -> str:
    """What nobody told of some hours: "not told: topic, form".

    Which course it was is asked only where a rule asks for one `by_name`.
    """
    place = placed(hours)
    axes = {
        gettext_lazy("topic"): place.topic,
        gettext_lazy("format"): place.format,
        gettext_lazy("for whom"): place.audience,
        gettext_lazy("who accepts it"): place.accreditation,
        gettext_lazy("which state’s law"): place.jurisdiction if place.topic == "law" else "",
        gettext_lazy("which course"): place.course if by_name else "",
    }
    what = ", ".join(str(axis) for axis, told in axes.items() if told is None)
    return _("not known: %(what)s") % {"what": what}


@register.filter
def how(form: str) -> str:
    """How an activity is taken, in words."""
    return str(_HOW.get(form) or dict(FORMATS)[form])


@register.filter
def price(one: Activity | Bundle) -> str:
    """What something costs; where it is not known, that is said, and never nothing."""
    cost = one.cost_usd if isinstance(one, Activity) else None
    if cost is not None:
        return dollars(cost) if cost else _("free")
    if one.price_usd:
        return ", ".join(f"{dollars(usd)} {buyer(kind)}" for kind, usd in one.price_usd.items())
    return _("price not known")


@register.filter
def buyer(kind: str) -> str:
    """For whom a price is."""
    return str(_BUYERS.get(kind, kind))


@register.filter
def served(step: PlannedActivity) -> str:
    """Whom an activity of a plan serves, in a few words: "Texas registration, CPhT"."""
    return ", ".join(dict.fromkeys(short_name(one.credential) for one in step.serves))


@register.filter
def reasons(plan: Plan) -> list[dict[str, object]]:
    """Why the plan has what it has: each reason once, with the activities that it is told of."""
    told: dict[str, list[str]] = {}
    for step in plan.activities:
        for says in step.because:
            told.setdefault(says, []).append(step.activity.title)
    every = len(plan.activities)
    return [{"says": says, "titles": titles, "all": len(titles) == every} for says, titles in told.items()]


@register.simple_tag
def plan_headline(plan: Plan, unanswered: object = None) -> str:
    """The answer in one line: how many activities, hours and dollars, or that nothing is missing."""
    if not plan.activities and not plan.still_missing:
        if plan.to_ask:
            return _("Nothing to plan, but something to ask")
        if unanswered:
            return _("Nothing to plan, but something to answer")
        return _("Nothing is missing") if plan.deadlines else _("CE plan")
    if not plan.activities:
        if all(one.unit == "other" for one in plan.still_missing):
            return _("No course covers what is missing")
        return _("Nothing in the catalog helps yet")
    parts = {
        "activities": ngettext("%(n)d activity", "%(n)d activities", len(plan.activities))
        % {"n": len(plan.activities)},
        "hours": ngettext("%(n)s hour", "%(n)s hours", 1 if plan.hours == 1 else 2)
        % {"n": plain_number(plan.hours)},
        "cost": _cost(plan),
    }
    if plan.status == "optimal":
        if plan.to_ask:
            return (
                _("%(activities)s, %(hours)s, %(cost)s: that covers all but what you must ask about") % parts
            )
        return _("%(activities)s, %(hours)s, %(cost)s: that covers everything") % parts
    return _("%(activities)s, %(hours)s, %(cost)s: that covers part of it") % parts


def _cost(plan: Plan) -> str:
    if plan.cost_usd is not None:
        return dollars(plan.cost_usd) if plan.cost_usd else _("free")
    unknown = ngettext("%(n)d price not known", "%(n)d prices not known", plan.unknown_prices) % {
        "n": plan.unknown_prices
    }
    if not plan.known_cost_usd:
        return unknown
    return _("%(known)s and %(unknown)s") % {"known": dollars(plan.known_cost_usd), "unknown": unknown}
