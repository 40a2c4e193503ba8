"""Words and numbers of a path for its page."""

from __future__ import annotations

from fractions import Fraction

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rxladder.facts.phrases import say_date, say_dollars, say_hours
from rxladder.planning.path_result import Path, Step
from rxladder.planning.path_words import say_step

register = template.Library()


@register.filter
def spot(number: float) -> str:
    """A place in a drawing: with a point, whatever the language."""
    return f"{number:g}"


@register.filter
def step_words(step: Step) -> str:
    """A step as a line."""
    return say_step(step)


@register.filter
def step_days(step: Step) -> str:
    """When a step begins and is done."""
    if step.starts == step.ends:
        return say_date(step.starts)
    return _("%(first)s to %(last)s") % {"first": say_date(step.starts), "last": say_date(step.ends)}


@register.filter
def step_more(step: Step) -> str:
    """What a step costs and how much study it takes, where it does."""
    more = [_("price not known")] if step.cost_usd is None else []
    more += [say_dollars(Fraction(step.cost_usd))] if step.cost_usd else []
    more += [_("%(hours)s of study") % {"hours": say_hours(step.study_hours)}] if step.study_hours else []
    return " · ".join(more)


@register.filter
def path_line(path: Path) -> str:
    """A path in one line: the day, the money, the study, and how sure it is the best."""
    money = say_dollars(Fraction(path.known_cost_usd))
    if path.unknown_prices:
        rest = ngettext("%(n)d price not known", "%(n)d prices not known", path.unknown_prices)
        money = _("%(money)s and %(rest)s") % {"money": money, "rest": rest % {"n": path.unknown_prices}}
    study = _("%(hours)s of study") % {"hours": say_hours(path.study_hours)}
    proof = (
        _("proven the best") if not path.gap else _("at most %(n).0f%% from the best") % {"n": path.gap * 100}
    )
    return " · ".join([_("there on %(day)s") % {"day": say_date(path.finish)}, money, study, proof])
