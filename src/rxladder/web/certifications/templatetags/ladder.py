"""Filters and parts for the ladder and for what can be earned."""

from __future__ import annotations

from datetime import date

from django import template

from rxladder.facts.chapters import chapter_name
from rxladder.facts.phrases import say_dollars
from rxladder.web.certifications import ladder_words
from rxladder.web.site.templatetags.words import month_and_year

register = template.Library()

for _name in (
    "can_words",
    "can_look",
    "chip_look",
    "cost_words",
    "ease_chip",
    "in_a_word",
    "progress_words",
    "standing_words",
    "wage_against",
    "work_words",
):
    register.filter(_name, getattr(ladder_words, _name))


@register.filter
def usd(amount) -> str:
    """An amount of dollars; nothing where it is not known."""
    return "" if amount is None else say_dollars(amount)


@register.filter
def month_year(text: str) -> str:
    """A month of the tables of wages: "2025-05" is May 2025."""
    return month_and_year(date.fromisoformat(f"{text}-01"))


@register.filter
def chapter(id_: str) -> str:
    """A chapter's name."""
    return chapter_name(id_)


@register.filter
def price(need) -> str:
    """What a thing that is needed costs."""
    return ladder_words.price_words(need.least, need.most)


@register.filter
def paid(way) -> list:
    """What of a way is paid for, or may be."""
    return [need for need in way.needs if need.kind in ("credential", "training") or need.least]


@register.filter
def unpaid(way) -> list:
    """What a way asks besides money."""
    return [need for need in way.needs if need not in paid(way)]


@register.filter
def total(way) -> str:
    """What all of a way costs."""
    return ladder_words.price_words(way.least, way.most)


@register.filter
def percent(share) -> int:
    """A share as whole percent, rounded down."""
    return int(share * 100)
