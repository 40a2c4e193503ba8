"""Filters for kinds of workplaces."""

from __future__ import annotations

from fractions import Fraction

from django import template
from django.utils.translation import gettext as _

from rxladder.rules.fit import percent

register = template.Library()


@register.filter
def extent(trait) -> str:
    """How far something is so: yes, in part, no, or not known."""
    if trait is None:
        return _("not known")
    return {"yes": _("yes"), "some": _("in part"), "no": _("no")}[trait.is_]


@register.filter
def extent_look(trait) -> str:
    """The class of the chip with these words."""
    return "unknown" if trait is None else {"yes": "met", "some": "planned", "no": "not-yet"}[trait.is_]


@register.filter
def points(share: Fraction | None) -> int | None:
    """A share in whole points of 100."""
    return percent(share)
