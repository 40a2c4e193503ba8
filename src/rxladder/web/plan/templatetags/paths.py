"""Words and numbers of a path for its page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rxladder.career.record import AcceptedPath, PlannedStep
from rxladder.facts.phrases import say_date, say_dollars, say_hours
from rxladder.planning.path_accepted import say_planned
from rxladder.planning.path_progress import StepProgress
from rxladder.planning.path_result import Path, Step
from rxladder.planning.path_todo import how_far
from rxladder.planning.path_words import say_step
from rxladder.web.accounts.questions import question
from rxladder.web.site.answer import career_of
from rxladder.web.site.rules import packs

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
    proof = (
        _("proven to be the best")
        if not path.gap
        else _("within %(n).0f%% of the best") % {"n": path.gap * 100}
    )
    return f"{short_line(path)} · {proof}"


@register.filter
def short_line(path: Path) -> str:
    """A path in one line: the day, the money, the study."""
    return _line(path.finish, path.known_cost_usd, path.unknown_prices, path.study_hours)


def _line(finish: date, known: Decimal, unknown: int, hours: Fraction) -> str:
    money = say_dollars(Fraction(known))
    if unknown:
        rest = ngettext("%(n)d price not known", "%(n)d prices not known", unknown)
        money = _("%(money)s and %(rest)s") % {"money": money, "rest": rest % {"n": unknown}}
    study = _("%(hours)s of study") % {"hours": say_hours(hours)}
    return " · ".join([_("reached on %(day)s") % {"day": say_date(finish)}, money, study])


@register.filter
def planned_words(step: PlannedStep) -> str:
    """A step of an accepted path as a line."""
    return say_planned(step, packs())


@register.filter
def stands(one: StepProgress) -> str:
    """How a step of an accepted path stands, in a word or two."""
    if one.state == "done" and one.done_on:
        return _("done on %(day)s") % {"day": say_date(one.done_on)}
    return {
        "done": _("done"),
        "running": _("in progress"),
        "open": _("can start"),
        "waiting": _("to come"),
        "late": _("late"),
        "untold": _("assumed done"),
    }[one.state]


@register.filter
def stands_look(one: StepProgress) -> str:
    """The look of the chip that says it."""
    looks = {"done": "met", "untold": "planned", "late": "short", "open": "here", "running": "here"}
    return looks.get(one.state, "not-yet")


@register.simple_tag(takes_context=True)
def about_step(context, one: StepProgress) -> str:
    """A step's days, its price, and how far it has come."""
    request, step = context["request"], one.step
    days = (
        say_date(one.begins)
        if one.begins == one.ready or step.kind == "work"
        else _("%(first)s to %(last)s") % {"first": say_date(one.begins), "last": say_date(one.ready)}
    )
    said = [] if one.state == "done" else [days]
    if not one.over:
        said += [_("price not known")] if step.cost_usd is None else []
        said += [say_dollars(Fraction(step.cost_usd))] if step.cost_usd else []
    if one.state == "untold":
        said.append(_("only you know"))
    return " · ".join([*said, *how_far(one, career_of(request), packs(), request.on)])


_ENTERED = {"exam": "background:add-exam", "work": "background:add-work"}


@register.simple_tag(takes_context=True)
def step_url(context, one: StepProgress) -> str:
    """Where it is entered that a step is done, or where it is done; empty where nothing could tell."""
    step, back = one.step, context["request"].get_full_path()
    if one.state == "done":
        return ""
    if step.kind == "ask":
        if step.what == "birthday":
            return reverse("accounts:profile")
        if question(step.what) is None:
            return ""
        more = {"authority": step.authority, "next": back}
        return f"{reverse('accounts:answer', args=[step.what])}?{urlencode(more)}"
    if step.kind == "holding":
        return f"{reverse('certifications:add')}?{urlencode({'next': back})}"
    if step.kind == "renewal":
        return reverse("certifications:holdings")
    if step.kind == "study":
        more = {"exam": step.what, "day": step.study_until or step.ends}
        return f"{reverse('study:prepare')}?{urlencode(more)}"
    if step.kind == "training":
        of_programme = step.id.startswith("training:")
        page = "background:add-training" if of_programme else "education:credits"
        return reverse(page) + (f"?{urlencode({'next': back})}" if of_programme else "")
    return f"{reverse(_ENTERED[step.kind])}?{urlencode({'next': back})}" if step.kind in _ENTERED else ""


@register.filter
def planned_line(path: AcceptedPath) -> str:
    """An accepted path in one line: the day, the money, the study."""
    known = sum((step.cost_usd or Decimal(0) for step in path.steps), Decimal(0))
    unknown = sum(step.cost_usd is None for step in path.steps)
    return _line(path.finish, known, unknown, sum((step.study_hours for step in path.steps), Fraction(0)))
