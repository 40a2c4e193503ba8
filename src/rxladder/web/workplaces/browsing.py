"""Kinds of workplaces: all of them, one with what was read of it, and up to four side by side."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rxladder.facts.language import gettext as spoken
from rxladder.facts.outlook import earlier_growth, growth_in, nations_growth, states_growth
from rxladder.facts.roles import EVERYWHERE, Workplace, read_on, roles, workplaces
from rxladder.facts.skills import skill_name
from rxladder.facts.states import state_name
from rxladder.facts.wages import NATION, Wages, areas, industries
from rxladder.facts.workplace_traits import skills_used, trait_of
from rxladder.papers.wage_plot import WageLine, wage_plot
from rxladder.rules.fit import TRAITS, main_industry
from rxladder.rules.questions_to_ask import questions_to_ask
from rxladder.rules.role_wages import state_wage
from rxladder.web.certifications.ladder_pages import ladder_of
from rxladder.web.site.answer import career_of
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person, status_of
from rxladder.web.workplaces.browse_form import ASKED, BrowseForm
from rxladder.web.workplaces.reaching import Looks, reach

AT_MOST = 4


@of_person
@require_safe
def all_workplaces(request):
    """Every kind of workplace, by what is asked of it."""
    form = BrowseForm(request.GET)
    form.is_valid()
    found = form.sought(workplaces().values())
    context = {"form": form, "found": [_line(place) for place in found], "at_most": AT_MOST}
    context["of"] = len(workplaces())
    return render(request, "workplaces/all.html", context, status=status_of(form))


def _line(place: Workplace) -> dict:
    return {"place": place, "row": main_industry(place), "traits": traits_of(place)}


def traits_of(place: Workplace) -> list[dict]:
    """What can be wished for, as it was read; what nothing tells stays in the list as not known."""
    return [{"label": ASKED[name][0], "trait": trait_of(place, name)} for name in TRAITS]


@of_person
@require_safe
def show(request, setting):
    """One kind of workplace: the day, what it asks, pay and growth, what it leads to, what to ask there."""
    place = workplace_named(setting)
    looks = Looks(request)
    context = {
        "place": place,
        "title": spoken(place.name),
        "traits": traits_of(place),
        "uses": [skill_name(id_) for id_ in skills_used(place.id)],
        "reach": reach(request, "workplace", place.id),
        "often": [_credential(request, looks, id_) for id_ in place.often],
        "valued": [_credential(request, looks, id_) for id_ in place.valued],
        "leads_to": [_role(request, id_) for id_ in place.advances_to],
        "at_home": [_role(request, id_) for id_, role in roles().items() if place.id in role.workplaces],
        "questions": questions_to_ask(place, packs()),
        "goal": next((goal for goal in career_of(request).goals if goal.workplace == place.id), None),
        "pack": packs().packs.get(request.person.state or ""),
        "compiled": read_on(),
        **wages_of(request, place),
        **growth_of(request),
    }
    return render(request, "workplaces/workplace.html", context)


def workplace_named(id_: str) -> Workplace:
    """A kind of workplace by its id; 404 where there is none."""
    place = workplaces().get(id_)
    if place is None:
        raise Http404
    return place


def _credential(request: PersonRequest, looks: Looks, id_: str) -> dict:
    held = any(one.credential == id_ for one in career_of(request).holdings)
    return {"id": id_, "held": held, "reach": None if held else looks.reach("credential", id_)}


def _role(request: PersonRequest, id_: str) -> dict:
    return {"role": roles()[id_], "standing": ladder_of(request).standings[id_]}


def wages_of(request: PersonRequest, place: Workplace) -> dict:
    """The rows of wages that matter to a kind of workplace, and their plot."""
    rows = [industries()[code] for code in place.industries]
    mine = state_wage(request.person.state)
    lines = [WageLine(spoken(row.name), row) for row in rows]
    around: list[Wages] = [areas()[NATION], *([mine] if mine else [])]
    lines += [WageLine(spoken(row.name), row, own=row is mine) for row in around]
    label = spoken(
        "Hourly wages of pharmacy technicians: the industries near this setting, the nation, your state."
    )
    return {"plot": wage_plot(lines, label) if rows else None, "rows": rows, "wage_row": areas()[NATION]}


def growth_of(request: PersonRequest) -> dict:
    """How many technicians will be needed, in the nation and in the own state as far as it was read."""
    state = request.person.state or ""
    return {
        "growth": nations_growth(),
        "earlier_growth": earlier_growth(),
        "state_growth": growth_in(state),
        "states_growth": states_growth(),
        "state": state_name(state) if state else "",
    }


@of_person
@require_safe
def compare(request):
    """Up to four kinds of workplaces side by side."""
    wanted = [workplaces()[id_] for id_ in dict.fromkeys(request.GET.getlist("w")) if id_ in workplaces()]
    looks = Looks(request)
    found = [_compared(request, looks, place) for place in wanted[:AT_MOST]]
    lines = [WageLine(spoken(item["place"].name), item["row"]) for item in found if item["row"] is not None]
    nation = areas()[NATION]
    label = spoken("Hourly wages of pharmacy technicians in the nearest industry of each, and in the nation.")
    context = {
        "found": found,
        "left_out": wanted[AT_MOST:],
        "at_most": AT_MOST,
        "plot": wage_plot([*lines, WageLine(spoken(nation.name), nation)], label) if lines else None,
        "wage_row": nation,
        "labels": [ASKED[name][0] for name in TRAITS],
    }
    return render(request, "workplaces/compare.html", context)


def _compared(request: PersonRequest, looks: Looks, place: Workplace) -> dict:
    everywhere = [role for role in roles().values() if role.workplaces != (EVERYWHERE,)]
    return {
        **_line(place),
        "uses": [skill_name(id_) for id_ in skills_used(place.id)],
        "reach": looks.reach("workplace", place.id),
        "at_home": [role for role in everywhere if place.id in role.workplaces],
        "leads_to": [roles()[id_] for id_ in place.advances_to],
    }
