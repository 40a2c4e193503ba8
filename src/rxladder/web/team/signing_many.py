"""One skill signed off for several people at once, as after an hour in class or a check of a whole store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext

from rxladder.web.accounts.models import Person
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import posted, say, status_of
from rxladder.web.team.doors import for_team
from rxladder.web.team.models import TeamMember
from rxladder.web.team.sharing import members_of, sharing
from rxladder.web.team.sign_offs import SignForm, sign_for


class ManyForm(SignForm):
    """What was seen done well, and by whom: only who shares their skills, and not oneself."""

    members: Any = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who did it well?"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one person.")},
    )

    def __init__(self, *args, viewer: TeamMember, **kwargs):
        super().__init__(*args, **kwargs)
        there = [row.id for row in sharing(viewer, "skills") if row.id != viewer.id]
        field: Any = self.fields["members"]
        field.queryset = members_of(viewer).filter(id__in=there).order_by("person__name__plain", "created_at")
        field.label_from_instance = _name_and_site


def _name_and_site(row: TeamMember) -> str:
    return f"{row.person} · {row.site.name}" if row.site else str(row.person)


@for_team("sign-off")
def sign_off_many(request, viewer: TeamMember):
    """Sign one skill off in the records of several members."""
    form = ManyForm(posted(request), viewer=viewer, today=request.on)
    if form.is_valid():
        members = form.cleaned_data["members"]
        sign_for_all(viewer, members, form.cleaned_data, request.person)
        said = ngettext("Signed off for %(n)d person.", "Signed off for %(n)d people.", len(members))
        say(request, said % {"n": len(members)})
        return redirect("team:skills", viewer.organisation_id)
    return render(request, "team/sign_many.html", {"viewer": viewer, "form": form}, status=status_of(form))


def sign_for_all(viewer: TeamMember, members: Iterable[TeamMember], told: dict, by: Person) -> None:
    """Sign a skill off for some members, all of them or none."""
    with one_at_a_time(*(member.person_id for member in members)):
        for member in members:
            sign_for(viewer, member, told, by)
