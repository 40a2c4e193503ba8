"""The cross-training matrix: skills by people, gaps, what hangs on one person, who could teach whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rxladder.career.duties import Skill
from rxladder.facts.plain_text import plain
from rxladder.facts.skills import area_name, areas, skill_name, skills
from rxladder.papers.table import csv_table
from rxladder.rules.team_skills import TeamSkill, team_skills
from rxladder.web.accounts.models import Person
from rxladder.web.site.downloads import CSV, download
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.views import posted, say, status_of
from rxladder.web.team import log
from rxladder.web.team.doors import for_team, rooms
from rxladder.web.team.joining import sites_for
from rxladder.web.team.models import TeamMember
from rxladder.web.team.roles import MAY
from rxladder.web.team.sharing import members_of, skills_of_team

A_PAGE = 12
Records = Mapping[TeamMember, tuple[Skill, ...]]


@for_team("sign-off")
@require_safe
def matrix(request, viewer: TeamMember):
    """Every skill over everyone who shares theirs, or over those of one site."""
    log.note_look(viewer, request.person, "saw-skills")
    everyone, needs = skills_of_team(viewer), viewer.organisation.needs
    site = request.GET.get("site", "")[:100]
    records = _at(site, everyone)
    whole = team_skills(everyone, needs, request.on)
    found = team_skills(records, needs, request.on) if site else whole
    page = Paginator(_by_name(records), A_PAGE).get_page(request.GET.get("page"))
    seen = members_of(viewer)
    context = {
        "viewer": viewer,
        "rooms": rooms(viewer),
        "may": MAY[viewer.role],
        "gaps": [_named(one) for one in found if one.gap],
        "alone": [_named(one) for one in found if one.coverage == "one"],
        "teaching": _teaching(whole, records),
        "people": page.object_list,
        "page": page,
        "areas": _by_area(found, list(page)),
        "sites": (sites := sites_for(viewer)),
        "at": next((one.name for one in sites if str(one.id) == site), ""),
        "asked": {"site": site},
        "silent": (seen.filter(site=site) if site else seen).count() - len(records),
        "anything": bool(whole),
    }
    return render(request, "team/skills.html", context)


def _at(site: str, records: Records) -> Records:
    """The records of one site's people, or of all."""
    return {member: found for member, found in records.items() if site in ("", str(member.site_id))}


def _by_name(records: Records) -> list[TeamMember]:
    return sorted(records, key=lambda one: plain(one.person.name))


def _named(one: TeamSkill[TeamMember]) -> dict[str, object]:
    return {
        "skill": one.skill,
        "name": skill_name(one.skill),
        "signed": [member.person for member in one.signed],
        "learners": [member.person for member in one.learners],
    }


def _teaching(found: tuple[TeamSkill[TeamMember], ...], here: Records) -> list[dict[str, object]]:
    """Who could teach those who are here, wherever they are, what is being learned; the needed ones first."""
    lines = [
        {
            "name": skill_name(one.skill),
            "teachers": [member.person for member in one.teachers],
            "learners": learners,
            "needed": one.needed,
        }
        for one in found
        if one.teachers and (learners := [member.person for member in one.learners if member in here])
    ]
    return sorted(lines, key=lambda line: not line["needed"])


def _by_area(found: tuple[TeamSkill[TeamMember], ...], people: list[TeamMember]) -> list[dict[str, object]]:
    by_area: dict[str, list[dict[str, object]]] = {}
    for one in found:
        area = skills()[one.skill].area if one.skill in skills() else ""
        line = {
            "name": skill_name(one.skill),
            "needed": one.needed,
            "coverage": one.coverage,
            "signed": len(one.signed),
            "cells": [(member, one.tasks.get(member)) for member in people],
        }
        by_area.setdefault(area, []).append(line)
    return [{"name": area_name(area) or _("Other"), "lines": lines} for area, lines in by_area.items()]


@for_team("export")
@require_safe
def table(request, viewer: TeamMember):
    """The whole matrix, or that of one site, as CSV: a line a skill, a column a person."""
    log.note_look(viewer, request.person, "exported")
    records = _at(request.GET.get("site", ""), skills_of_team(viewer))
    people = _by_name(records)
    words = STATE_WORDS
    head = [_("Skill"), _("Needed"), _("Signed off"), *(str(member.person) for member in people)]
    lines = [
        [
            skill_name(one.skill),
            _("yes") if one.needed else _("no"),
            len(one.signed),
            *(str(words[one.tasks[member].state]) if member in one.tasks else "" for member in people),
        ]
        for one in team_skills(records, viewer.organisation.needs, request.on)
    ]
    return download(csv_table(head, lines), CSV, f"team-skills-{request.on}.csv")


STATE_WORDS = {
    "signed": gettext_lazy("signed off"),
    "over": gettext_lazy("sign-off ended"),
    "unsigned": gettext_lazy("learning"),
    "none": gettext_lazy("no"),
}


class NeedsForm(HouseForm):
    """The skills that a team's work needs."""

    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Which skills does your work need?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["needs"]
        field.choices = [
            (area_name(area), [(id_, skill_name(id_)) for id_, one in skills().items() if one.area == area])
            for area in areas()
        ]


@for_team("change-people")
def needs(request, viewer: TeamMember):
    """Say what the team's work needs; what nobody can do then shows as a gap."""
    form = NeedsForm(posted(request), initial={"needs": viewer.organisation.needs})
    if form.is_valid():
        needs_are(viewer, form.cleaned_data["needs"], request.person)
        say(request, _("The skills that your work needs are saved."))
        return redirect("team:skills", viewer.organisation_id)
    context = {"viewer": viewer, "form": form}
    return render(request, "team/needs.html", context, status=status_of(form))


def needs_are(viewer: TeamMember, needs: list[str], by: Person) -> None:
    """Keep which skills a team's work needs."""
    with transaction.atomic():
        viewer.organisation.needs = needs
        viewer.organisation.save(update_fields=["needs"])
        log.note(viewer.organisation, by, "needs", detail=str(len(needs)))
