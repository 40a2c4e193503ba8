"""Filters of a team's pages."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.utils.translation import gettext as _

from rxladder.web.site.rules import exam_name, programme_name
from rxladder.web.team.matrix import SPAN_WORDS
from rxladder.web.team.skill_pages import STATE_WORDS

register = template.Library()
register.filter(exam_name)
register.filter(programme_name)


@register.filter
def span_words(span: str) -> str:
    """When something is due, in words."""
    return str(SPAN_WORDS[span])  # type: ignore[index]


@register.filter
def query(asked: dict[str, str]) -> str:
    """What was asked for as the beginning of an address's query."""
    told = urlencode({key: value for key, value in asked.items() if value})
    return f"{told}&" if told else ""


@register.filter
def skill_words(state: str) -> str:
    """How somebody stands to a skill, in words."""
    return str(STATE_WORDS[state])


@register.filter
def skill_tone(state: str) -> str:
    """The chip's colour for that; it says no more than the words."""
    return {"signed": "met", "over": "short", "unsigned": "planned"}.get(state, "planned")


@register.filter
def skill_mark(state: str) -> str:
    """The same in a table."""
    return {"signed": "mark-yes", "over": "mark-no"}.get(state, "quiet")


@register.filter
def names(people) -> str:
    """Some people by name."""
    return ", ".join(str(one) for one in people)


@register.filter
def first_names(people, most: int = 5) -> str:
    """The first of some people by name, and how many more there are."""
    told, more = names(people[:most]), len(people) - most
    return _("%(names)s and %(n)d more") % {"names": told, "n": more} if more > 0 else told
