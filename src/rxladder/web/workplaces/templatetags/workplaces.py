"""Filters for kinds of workplaces."""

from __future__ import annotations

from fractions import Fraction

from django import template
from django.utils.translation import gettext as _

from rxladder.facts.language import gettext as spoken
from rxladder.facts.phrases import say_dollars
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


@register.filter
def score(fit) -> str:
    """How well a workplace fits, of 100; a range where something is not known."""
    least, most = percent(fit.least), percent(fit.most)
    if least is None:
        return _("nothing to weigh")
    if least == most:
        return _("%(n)d of 100") % {"n": least}
    return _("%(least)d to %(most)d of 100") % {"least": least, "most": most}


@register.filter
def stands(one) -> str:
    """Between which published percentiles a pay stands."""
    words = {
        "usd": say_dollars(one.usd),
        "name": spoken(one.row.name),
        "low": one.at_least,
        "high": one.below,
    }
    if one.at_least is None:
        return _("%(usd)s is below the %(high)sth percentile of %(name)s") % words
    if one.below is None:
        return _("%(usd)s is at or above the %(low)sth percentile of %(name)s") % words
    return _("%(usd)s is between the %(low)sth and the %(high)sth percentile of %(name)s") % words


@register.filter
def more(usd: Fraction) -> str:
    """A difference in dollars an hour: "$2.37 more", "$1 less", "as much"."""
    if not usd:
        return _("as much")
    amount = say_dollars(abs(usd))
    return (_("%(usd)s more") if usd > 0 else _("%(usd)s less")) % {"usd": amount}
