"""Invitations: made for a role and a site, good for one person, once, until a day; and accepting one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.secret_addresses import secret_part
from rxladder.web.site.views import of_person, posted, say, status_of
from rxladder.web.team import log
from rxladder.web.team.doors import for_team, shared_site
from rxladder.web.team.models import Invitation, Organisation, Role, Site, TeamMember
from rxladder.web.team.own_pages import SharingForm, join_as
from rxladder.web.team.roles import AT_FIRST, EVERY_PART, MAY, ROLE_WORDS
from rxladder.web.team.sharing import own_memberships, viewer_in

GOOD_FOR = timedelta(days=14)
_PURPOSE = "rxladder.web.team.invitation"


class Open(NamedTuple):
    """An invitation that waits, with its address."""

    row: Invitation
    address: str
    over: bool


class InviteForm(HouseForm):
    """Whom to invite, as what and where."""

    name = forms.CharField(
        label=gettext_lazy("For whom?"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Only for you, so that you know who has not come yet."),
    )
    role = forms.ChoiceField(label=gettext_lazy("As what?"))
    site: Any = forms.ModelChoiceField(
        label=gettext_lazy("At which site?"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("None, or all"),
    )

    def __init__(self, *args, viewer: TeamMember, **kwargs):
        super().__init__(*args, **kwargs)
        roles = [role for role in Role if role != Role.OWNER or "change-owners" in MAY[viewer.role]]
        role: Any = self.fields["role"]
        role.choices = [(one.value, one.label) for one in reversed(roles)]
        site: Any = self.fields["site"]
        site.queryset = sites_for(viewer)
        if viewer.site_id is not None and viewer.role != Role.OWNER:
            # Who has a site invites to it alone.
            site.required, site.empty_label = True, None
        if not site.queryset:
            del self.fields["site"]


def sites_for(viewer: TeamMember) -> QuerySet[Site]:
    """The sites at which somebody may place others: their own where they have one."""
    sites = Site.objects.filter(organisation=viewer.organisation_id)
    if viewer.site_id is not None and viewer.role != Role.OWNER:
        return sites.filter(id=viewer.site_id)
    return sites


def invitations_of(viewer: TeamMember, request) -> list[Open]:
    """The invitations that wait, as far as the viewer may make such."""
    rows = Invitation.objects.filter(
        organisation=viewer.organisation_id, used_at=None, withdrawn_at=None
    ).select_related("site")
    if viewer.site_id is not None and viewer.role != Role.OWNER:
        rows = rows.filter(site=viewer.site_id)
    if "change-owners" not in MAY[viewer.role]:
        rows = rows.exclude(role=Role.OWNER)
    return [Open(row, request.build_absolute_uri(path_of(row)), row.until < request.on) for row in rows]


def path_of(row: Invitation) -> str:
    """The secret address of an invitation, on this site."""
    return reverse("team:join", args=[row.id, secret_part(_PURPOSE, row.seed)])


@for_team("invite")
@require_POST
def invite(request, viewer: TeamMember):
    """Make an invitation."""
    form = InviteForm(request.POST, viewer=viewer)
    if not form.is_valid():
        say(request, _("Nothing was made: choose a role, and a site where there are sites."))
        return redirect("team:people", viewer.organisation_id)
    with transaction.atomic():
        Invitation.objects.create(
            organisation=viewer.organisation,
            role=form.cleaned_data["role"],
            site=form.cleaned_data.get("site"),
            name=form.cleaned_data["name"],
            invited_by=request.person,
            until=request.on + GOOD_FOR,
        )
        log.note(viewer.organisation, request.person, "invited", detail=form.cleaned_data["role"])
    say(request, _("The invitation is below. Send its address to that person, and to nobody else."))
    return redirect(reverse("team:people", args=[viewer.organisation_id]) + "#invitations")


@of_person
@require_POST
def withdraw(request, id):
    """Take an invitation back: its address no longer works."""
    row = get_object_or_404(Invitation, id=id)
    viewer = viewer_in(request.person, row.organisation_id, "invite")
    if row.id not in {one.row.id for one in invitations_of(viewer, request)}:
        raise Http404
    with transaction.atomic():
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        log.note(viewer.organisation, request.person, "uninvited", detail=row.role)
    say(request, _("The invitation no longer works."))
    return redirect("team:people", viewer.organisation_id)


# --- Accepting one


def join(request, id, token):
    """The page behind an invitation: what the team is, what it would see, and the way in."""
    row = _good(id, token, clock.today(request.person))
    if row is None:
        raise Http404
    person = request.person
    context = {"row": row, "role_words": ROLE_WORDS[row.role], "inviter": _name(row.invited_by)}
    if person is None:
        return render(request, "team/join_sign_in.html", context | {"next": request.path})
    request.on = clock.today(person)
    if not shared_site(person) or person.is_demo:
        raise Http404
    here = own_memberships(person).filter(organisation=row.organisation_id).first()
    if here is not None:
        say(request, _("You belong to this team already."))
        return redirect("team:mine", here.id)
    first = {part: part in AT_FIRST for part in EVERY_PART} | {"may_remind": True}
    form = SharingForm(posted(request), initial=first)
    if form.is_valid():
        return _accept(request, row, form)
    return render(request, "team/join.html", context | {"form": form}, status=status_of(form))


def _name(person: Person | None) -> str:
    return person.name if person is not None else ""


def _good(id: UUID, token: str, on) -> Invitation | None:
    row = Invitation.objects.filter(id=id, used_at=None, withdrawn_at=None)
    found = row.select_related("organisation", "site", "invited_by").first()
    if found is None or not constant_time_compare(token, secret_part(_PURPOSE, found.seed)):
        return None
    return found if on <= found.until else None


def _accept(request, row: Invitation, form: SharingForm):
    """Use it up and join, together: of two who come at once with one address, one gets in."""
    with transaction.atomic():
        Organisation.objects.select_for_update().filter(id=row.organisation_id).first()
        unused = Invitation.objects.filter(id=row.id, used_at=None, withdrawn_at=None)
        if not unused.update(used_at=clock.now()):
            raise Http404
        remind = form.cleaned_data["may_remind"]
        made = join_as(request, row.organisation, row.role, form.shares, row.site, may_remind=remind)
    say(request, _("You belong to %(team)s now.") % {"team": row.organisation.name})
    return redirect("team:mine", made.id)
