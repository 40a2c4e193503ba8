"""The ladder: where the person stands, what is one step away, and each role and step with its reasons."""

from __future__ import annotations

from typing import NamedTuple

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rxladder.facts.language import gettext as spoken
from rxladder.facts.roles import (
    EVERYWHERE,
    Role,
    families,
    ladder_evidence,
    read_on,
    roles,
    workplaces,
)
from rxladder.rules.interview import role_parts
from rxladder.rules.ladder import Ladder, Standing, Step, ladder
from rxladder.rules.role_wages import RoleWage, role_wage, state_wage
from rxladder.web.certifications.ladder_picture import picture
from rxladder.web.certifications.parts_view import parts_view
from rxladder.web.site.answer import career_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person

FEW = 4


def ladder_of(request: PersonRequest) -> Ladder:
    """The ladder as the request's person stands on it."""
    return kept(request, "ladder", lambda: ladder(career_of(request), packs(), request.on))


class StepLine(NamedTuple):
    """A step as the page lists it."""

    step: Step
    role: Role
    standing: Standing
    wage: RoleWage | None


def step_line(found: Ladder, step: Step) -> StepLine:
    """A step with the role that it leads to, how one stands there, and what is paid."""
    role = roles()[step.to]
    return StepLine(step, role, found.standings[step.to], role_wage(role))


@of_person
@require_safe
def all_roles(request):
    """The whole ladder."""
    found = ladder_of(request)
    steps = [step_line(found, step) for step in found.steps]
    context = {
        "found": found,
        "here": [_line(found, id_) for id_ in found.here],
        "steps": steps[:FEW],
        "more": steps[FEW:],
        "open": sum(one.standing.met is True for one in steps),
        "families": _yours_first(_family(found, family) for family in families().values()),
        "evidence": ladder_evidence(),
        "compiled": read_on(),
    }
    return render(request, "certifications/ladder.html", context)


def _yours_first(families) -> list[dict]:
    """The drawings that are open, then the others: side by side none leaves a hole beside a folded one."""
    return sorted(families, key=lambda one: not one["open"])


def _family(found: Ladder, family) -> dict:
    here = any(id_ in found.here for id_ in family.roles)
    drawn = any(roles()[id_].level is not None for id_ in family.roles)
    return {
        "family": family,
        "here": here,
        "open": here or (not found.here and next(iter(families().values())) == family),
        "picture": picture(family, found) if drawn else None,
        "roles": [_line(found, id_) for id_ in family.roles],
    }


def _line(found: Ladder, id_: str) -> dict:
    role = roles()[id_]
    return {"role": role, "standing": found.standings[id_], "leads_to": [roles()[to] for to in role.leads_to]}


@of_person
@require_safe
def role(request, role):
    """One role: what it is, what it asks, what it pays, where it leads."""
    found, one = ladder_of(request), _role(role)
    context = {
        "role": one,
        "title": spoken(one.name),
        "standing": found.standings[one.id],
        "parts": _parts(request, one),
        "wage": role_wage(one),
        "in_state": state_wage(request.person.state) if one.id == "technician" else None,
        "workplaces": _workplaces(one),
        "leads_to": [_line(found, id_) for id_ in one.leads_to],
        "from": [_line(found, id_) for id_, other in roles().items() if one.id in other.leads_to],
        "goal": next((goal for goal in career_of(request).goals if goal.role == one.id), None),
        "compiled": read_on(),
        "pack": packs().packs.get(request.person.state or ""),
    }
    return render(request, "certifications/role.html", context)


@of_person
@require_safe
def step(request, of, to):
    """One step: why it leads on, what it asks, and what a source tells of the wages on both sides."""
    here, there = _role(of), _role(to)
    if there.id not in here.leads_to:
        raise Http404
    found = ladder_of(request)
    context = {
        "of": here,
        "to": there,
        "title": _("From %(of)s to %(to)s") % {"of": spoken(here.name), "to": spoken(there.name)},
        "standing": found.standings[there.id],
        "parts": _parts(request, there),
        "wages": [(one, role_wage(one)) for one in (here, there)],
        "shared": [
            place
            for place in _workplaces(there)
            if here.workplaces == (EVERYWHERE,) or place.id in here.workplaces
        ],
        "compiled": read_on(),
        "pack": packs().packs.get(request.person.state or ""),
    }
    return render(request, "certifications/step.html", context)


def _role(id_: str) -> Role:
    found = roles().get(id_)
    if found is None:
        raise Http404
    return found


def _parts(request: PersonRequest, one: Role):
    if one.asks is None:
        return None
    return parts_view(role_parts(one.asks, career_of(request), packs(), request.on))


def _workplaces(one: Role) -> list:
    ids = list(workplaces()) if one.workplaces == (EVERYWHERE,) else one.workplaces
    return [workplaces()[id_] for id_ in ids]
