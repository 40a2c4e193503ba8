"""What a team and its sites are called, from now on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.web.accounts.models import Person
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.views import posted, say, status_of
from rxladder.web.team import log
from rxladder.web.team.doors import for_team
from rxladder.web.team.membership import Refused, is_still_there, team_locked
from rxladder.web.team.models import Organisation, Site, TeamMember


class NamesForm(HouseForm):
    """The names of a team and of its sites."""

    team = forms.CharField(
        label=gettext_lazy("The team"),
        max_length=120,
        help_text=gettext_lazy(
            "New badges and reports use the new name. Those given before keep the old one."
        ),
    )

    def __init__(self, *args, viewer: TeamMember, **kwargs):
        self.sites = {str(site.id): site for site in Site.objects.filter(organisation=viewer.organisation_id)}
        first = {"team": viewer.organisation.name} | {id_: site.name for id_, site in self.sites.items()}
        super().__init__(*args, **kwargs | {"initial": first})
        for id_, site in self.sites.items():
            self.fields[id_] = forms.CharField(
                label=_("Site: %(name)s") % {"name": site.name}, max_length=120
            )

    def clean(self) -> dict[str, Any]:
        """No two sites have one name."""
        told: dict[str, Any] = super().clean() or {}
        names = [told[id_] for id_ in self.sites if id_ in told]
        for id_ in self.sites:
            if names.count(told.get(id_)) > 1:
                self.add_error(id_, _("Another site already has that name."))
        return told


@for_team("change-team")
def names(request, viewer: TeamMember):
    """Call a team and its sites by other names."""
    form = NamesForm(posted(request), viewer=viewer)
    if form.is_valid():
        with team_locked(viewer.organisation_id):
            rename_team(viewer, form.cleaned_data["team"], request.person)
            _rename_sites(viewer, form, request.person)
        say(request, _("The names are saved."))
        return redirect("team:people", viewer.organisation_id)
    return render(request, "team/names.html", {"viewer": viewer, "form": form}, status=status_of(form))


def _rename_sites(viewer: TeamMember, form: NamesForm, by: Person) -> None:
    """Each site by its new name; out of the way first, so that two may take each other's."""
    changed = {id_: form.cleaned_data[id_] for id_ in form.changed_data if id_ in form.sites}
    for id_ in changed:
        Site.objects.filter(id=id_).update(name=id_)
    for id_, name in changed.items():
        _call(viewer, form.sites[id_], name, by)


def rename_team(viewer: TeamMember, name: str, by: Person) -> None:
    """Call a team something else; nothing is written where it is called so."""
    with team_locked(viewer.organisation_id):
        rows = Organisation.objects.filter(id=viewer.organisation_id).exclude(name=name)
        if rows.update(name=name):
            log.note(viewer.organisation, by, "renamed", detail=name)
    viewer.organisation.name = name


def rename_site(viewer: TeamMember, site: Site, name: str, by: Person) -> None:
    """Call a site something else. Refused where another one is called so."""
    with team_locked(viewer.organisation_id):
        others = Site.objects.filter(organisation=viewer.organisation_id).exclude(id=site.id)
        if others.filter(name=name).exists():
            raise Refused(_("Another site already has that name."))
        if name != site.name:
            _call(viewer, site, name, by)


def _call(viewer: TeamMember, site: Site, name: str, by: Person) -> None:
    with transaction.atomic():
        is_still_there(site)
        before, site.name = site.name, name
        site.save(update_fields=["name"])
        log.note(viewer.organisation, by, "renamed-site", detail=f"{before} → {name}")
