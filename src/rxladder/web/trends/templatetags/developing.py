"""On the page of an item: the education that it offers, and what came of it."""

from __future__ import annotations

from django import template

from rxladder.web.trends.models import StarredItem
from rxladder.web.trends.offers import offered_by
from rxladder.web.trends.taking import taken_from

register = template.Library()
MOST_STARRED = 200


@register.inclusion_tag("trends/parts/offer.html", takes_context=True)
def education_offer(context, entry, source: str):
    """The education that an entry offers, with what can be done with it; nothing where it offers none."""
    request = context["request"]
    return {"request": request, "csrf_token": context.get("csrf_token")} | {
        "offer": offered_by(request.person, entry, source, request.on)
    }


@register.inclusion_tag("trends/parts/starred_elsewhere.html", takes_context=True)
def starred_elsewhere(context):
    """What a career file brought starred, the last first."""
    person = context["request"].person
    rows = StarredItem.objects.visible_to(person).order_by("-created_at", "-place")[:MOST_STARRED]
    return {"starred": rows, "person": person, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("trends/parts/became.html", takes_context=True)
def became(context, saved):
    """What was made of something saved, and the way to make more of it."""
    person = context["request"].person
    return {"saved": saved, "taken": taken_from(person, saved) if saved else []}
