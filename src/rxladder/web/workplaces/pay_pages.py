"""Pay: where one's own stands in the tables, and what a move, a step or another kind of place changes."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.facts.language import gettext as spoken
from rxladder.facts.roles import ladder_evidence, roles, workplaces
from rxladder.facts.wages import NATION, AreaWages, Wages, areas, parts_of_states
from rxladder.papers.wage_plot import WageLine, wage_plot
from rxladder.rules.answers import present_work
from rxladder.rules.fit import main_industry
from rxladder.rules.getting_cost import say_cost
from rxladder.rules.relocation import all_places
from rxladder.rules.role_wages import state_wage
from rxladder.rules.wage_standing import WageStanding, wage_standing
from rxladder.web.certifications.ladder_pages import ladder_of, step_line
from rxladder.web.site.answer import career_of
from rxladder.web.site.fields import DollarsField
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person, posted, say, status_of
from rxladder.web.workplaces.keeping import change_wishes, wishes_row
from rxladder.web.workplaces.reaching import Looks

_ABOUT_PAY = ("pay", "wage", "earn")


class PayForm(HouseForm):
    """What one earns."""

    usd_per_hour = DollarsField(
        label=gettext_lazy("How much do you earn an hour?"),
        help_text=gettext_lazy("Dollars, before taxes. Leave it empty to delete it."),
    )


class Moved(NamedTuple):
    """A row of wages beside where one is: `more` than there in the middle, and what the change costs."""

    id: str
    name: str
    row: Wages
    more: Fraction | None
    cost: str


@of_person
def pay(request):
    """My percentile, wages by state and by setting, and what a change would bring and cost."""
    row = wishes_row(request.person)
    usd = row.usd_per_hour if row else None
    form = PayForm(posted(request), initial={"usd_per_hour": usd})
    if form.is_valid():
        return _kept(request, form.cleaned_data["usd_per_hour"])
    mine, looks = state_wage(request.person.state), Looks(request)
    settings = _settings(request, looks)
    context = {
        "form": form,
        "usd": usd,
        "standings": [] if usd is None else _standings(request, Fraction(usd)),
        "mine": mine,
        "parts": _parts_of(mine),
        "states_plot": _states_plot(mine, usd),
        "settings_plot": _settings_plot(request, usd),
        "states": _states(request, mine),
        "settings": settings,
        "again": looks.again if request.method == "GET" else "",
        "steps": _steps(request),
        "premium": roles()["certified-technician"].pay,
        "evidence": [one for one in ladder_evidence() if any(word in one.fact for word in _ABOUT_PAY)],
        "wage_row": areas()[NATION],
    }
    return render(request, "workplaces/pay.html", context, status=status_of(form))


def _kept(request: PersonRequest, usd):
    at = change_wishes(request.person, lambda row: setattr(row, "usd_per_hour", usd))
    text = _("What you earn has been saved.") if usd is not None else _("What you earn has been deleted.")
    say(request, text, undo=reverse("workplaces:undo-wishes", args=[at]))
    return redirect("workplaces:pay")


def _here(request: PersonRequest) -> set[str]:
    """The kinds of workplaces where the person works now."""
    return {work.workplace for work in present_work(career_of(request), request.on) if work.workplace}


def _standings(request: PersonRequest, usd: Fraction) -> list[WageStanding]:
    """Where a pay stands: in the own state, in the nation, in the industry of each present post."""
    mine = state_wage(request.person.state)
    places = [workplaces()[id_] for id_ in sorted(_here(request)) if id_ in workplaces()]
    rows = [mine, areas()[NATION], *(main_industry(place) for place in places)]
    known = dict.fromkeys(row.code for row in rows if row is not None)
    by_code = {row.code: row for row in rows if row is not None}
    return [found for code in known if (found := wage_standing(by_code[code], usd))]


def _parts_of(mine: Wages | None) -> list[AreaWages]:
    """The areas that a state has a part in, by name."""
    if not isinstance(mine, AreaWages):
        return []
    rows = (row for row in parts_of_states().values() if mine.abbreviation in row.abbreviation.split("-"))
    return sorted(rows, key=lambda row: row.name)


def _states_plot(mine: Wages | None, usd):
    lines = [WageLine(spoken(row.name), row, own=row is mine) for row in areas().values()]
    return wage_plot(
        lines, spoken("Hourly wages of pharmacy technicians by state, the highest median first."), usd
    )


def _settings_plot(request: PersonRequest, usd):
    here = _here(request)
    lines = [
        WageLine(spoken(place.name), row, own=place.id in here)
        for place in workplaces().values()
        if (row := main_industry(place)) is not None
    ]
    label = spoken("Hourly wages of pharmacy technicians by kind of workplace: each by the nearest industry.")
    return wage_plot(lines, label, usd)


def _states(request: PersonRequest, mine: Wages | None) -> list[Moved]:
    """Every state beside the own one, the highest median first."""
    places = kept(request, "places", lambda: all_places(career_of(request), packs(), request.on))
    found = []
    for place in places:
        row, best = state_wage(place.pack.id), place.best
        if row is None or row is mine or row.p50 is None:
            continue
        cost = _("you hold it") if best and best.held else say_cost(best.cost) if best else _("not read")
        more = row.p50 - mine.p50 if mine and mine.p50 is not None else None
        found.append(Moved(place.pack.id, spoken(row.name), row, more, cost))
    return sorted(found, key=lambda one: -(one.row.p50 or 0))


def _settings(request: PersonRequest, looks: Looks) -> list[Moved]:
    """Every setting with a wage beside the one where one works now, the highest median first."""
    here = _here(request)
    own = [row.p50 for id_ in here if id_ in workplaces() and (row := main_industry(workplaces()[id_]))]
    base = own[0] if len(own) == 1 else None
    found = []
    for place in workplaces().values():
        row = main_industry(place)
        if row is None or row.p50 is None or place.id in here:
            continue
        reach = looks.reach("workplace", place.id)
        cost = reach.in_a_line if reach else _("It was not worked out here. See its own page.")
        more = row.p50 - base if base is not None else None
        found.append(Moved(place.id, spoken(place.name), row, more, cost))
    return sorted(found, key=lambda one: -(one.row.p50 or 0))


def _steps(request: PersonRequest) -> list:
    """The steps one away for which a source tells a wage."""
    found = ladder_of(request)
    lines = [step_line(found, step) for step in found.steps]
    return [line for line in lines if line.wage and line.wage.against is not None]
