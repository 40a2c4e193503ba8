"""How each kind of workplace fits: the score with its reasons, what is missing, and weights to try."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.career.duties import Skill
from rxladder.career.workplaces import Wishes
from rxladder.facts.roles import Workplace, workplaces
from rxladder.facts.skills import skill_name
from rxladder.facts.workplace_traits import skills_used
from rxladder.rules.fit import FULL_VALUED, Fit, fits
from rxladder.web.responsibilities.duty_rows import stored_skills
from rxladder.web.site.answer import career_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.views import of_person, say, status_of
from rxladder.web.workplaces.career_part import wishes_of, write_wishes
from rxladder.web.workplaces.fit_form import TERM_NAMES, FitForm, written
from rxladder.web.workplaces.keeping import change_wishes, undo_change, wishes_row
from rxladder.web.workplaces.reaching import Looks, whole_address


def fits_of(request: PersonRequest, wishes: Wishes) -> tuple[Fit, ...]:
    """How each kind of workplace fits the request's person with these wishes."""

    def look() -> tuple[Fit, ...]:
        return fits(career_of(request), _skills_of(request), wishes, request.on)

    return kept(request, f"fits {wishes}", look)


def _skills_of(request: PersonRequest) -> tuple[Skill, ...]:
    return kept(request, "skills", lambda: stored_skills(request.person))


@of_person
@require_safe
def fit(request):
    """Every kind of workplace by how it fits; as kept, or as asked here and now."""
    asked = "asked" in request.GET
    stored = wishes_of(wishes_row(request.person))
    form = FitForm(request.GET if asked else written(stored))
    return _page(request, form, stored)


def _page(request: PersonRequest, form: FitForm, stored: Wishes):
    wishes = form.wishes() if form.is_valid() else stored
    looks, goals = Looks(request), {goal.workplace for goal in career_of(request).goals}
    skills = {one.name for one in _skills_of(request) if one.level != "learning"}
    found = fits_of(request, wishes)
    shown = [_shown(one, looks, goals, skills) for one in found]
    context = {
        "form": form,
        "found": shown,
        "best": _ahead_of_all(found),
        "again": looks.again if request.method == "GET" else "",
        "here": whole_address(request),
        "differs": form.is_valid() and wishes != stored,
        "wished": wishes != Wishes(),
        "kept": written(wishes),
    }
    return render(request, "workplaces/fit.html", context, status=status_of(form))


def _ahead_of_all(found: Sequence[Fit]) -> str | None:
    """The name of the one that fits best; None where another fits as well."""
    first, *others = found
    alike = any((one.least, one.most) == (first.least, first.most) for one in others)
    return None if alike else workplaces()[first.workplace].name


def _shown(one: Fit, looks: Looks, goals: set[str | None], skills: set[str]) -> dict:
    place = workplaces()[one.workplace]
    return {
        "place": place,
        "fit": one,
        "terms": [{"name": TERM_NAMES[term.name], "term": term} for term in one.terms],
        "reach": looks.reach("workplace", one.workplace),
        "gaps": [
            {"id": id_, "held": False, "reach": looks.reach("credential", id_)}
            for id_ in credentials_lacking(looks.request, place)
        ],
        "lacking": [skill_name(id_) for id_ in skills_used(place.id) if id_ not in skills],
        "goal": one.workplace in goals,
    }


def credentials_lacking(request: PersonRequest, place: Workplace) -> list[str]:
    """What would fill the term of credentials: one that is often held, and the first of those valued."""
    held = {one.credential for one in career_of(request).holdings}
    often = [] if held & {*place.often} else list(place.often[:1])
    wanted = FULL_VALUED - len(held & {*place.valued})
    return often + [id_ for id_ in place.valued if id_ not in held][: max(wanted, 0)]


@of_person
@require_POST
def keep(request):
    """Keep wishes and weights as they were tried."""
    form = FitForm(request.POST)
    if not form.is_valid():
        return _page(request, form, wishes_of(wishes_row(request.person)))
    at = change_wishes(request.person, lambda row: write_wishes(row, form.wishes()))
    say(request, _("Your wishes are saved."), undo=reverse("workplaces:undo-wishes", args=[at]))
    return redirect("workplaces:fit")


@of_person
@require_POST
def undo_wishes(request, at):
    """Bring back what was kept before."""
    if not undo_change(request.person, at):
        raise Http404
    say(request, _("It is back to the way it was."))
    return redirect("workplaces:fit")
