"""Who belongs to a team, as what and where; its sites; and the end of a membership."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from rxladder.web.accounts.models import Person
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.plain_text import containing
from rxladder.web.site.views import posted, say, status_of
from rxladder.web.team import log, membership
from rxladder.web.team.doors import for_member, for_team, rooms
from rxladder.web.team.inviting_many import ManyForm, offer_places
from rxladder.web.team.joining import InviteForm, offer_place, offers_of, sites_for
from rxladder.web.team.models import Role, Site, TeamMember
from rxladder.web.team.roles import MAY, ROLE_WORDS
from rxladder.web.team.sharing import members_of
from rxladder.web.team.site_removing import removed_lately

A_PAGE = 50


class SiteForm(HouseForm):
    """A new site."""

    name = forms.CharField(label=gettext_lazy("What is the site called?"), max_length=120)

    def __init__(self, *args, **kwargs):
        # Beside it on the page somebody is invited, by a name, too.
        super().__init__(*args, **kwargs | {"auto_id": "site_%s"})


@for_team("see-people")
def people(request, viewer: TeamMember):
    """Everyone in sight by name, open invitations, and the sites."""
    return _page(request, viewer)


def _page(
    request,
    viewer: TeamMember,
    *,
    invite: InviteForm | None = None,
    many: InviteForm | None = None,
    site: SiteForm | None = None,
) -> HttpResponse:
    """The page, with a form as it was sent where something in it is wrong."""
    may = MAY[viewer.role]
    rows = members_of(viewer).order_by("person__name__plain", "created_at")
    words = request.GET.get("q", "").strip()[:100]
    if words:
        rows = rows.filter(containing(words, "person__name"))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "viewer": viewer,
        "rooms": rooms(viewer),
        "may": may,
        "page": page,
        "words": words,
        "invite": (invite or InviteForm(viewer=viewer)) if "invite" in may else None,
        "many": (many or ManyForm(viewer=viewer)) if "invite" in may else None,
        "invitations": offers_of(viewer) if "invite" in may else [],
        "site_form": (site or SiteForm()) if "change-team" in may else None,
        "sites": Site.objects.filter(organisation=viewer.organisation_id),
        "removed_sites": removed_lately(viewer.organisation_id) if "change-team" in may else [],
        "roles": [{"name": role.label, "words": ROLE_WORDS[role]} for role in Role],
    }
    return render(request, "team/people.html", context, status=422 if invite or many or site else 200)


@for_team("invite")
@require_POST
def invite(request, viewer: TeamMember):
    """Offer a place, and make the invitation to it; or to everyone on a list."""
    many = "people" in request.POST
    form = ManyForm(request.POST, viewer=viewer) if many else InviteForm(request.POST, viewer=viewer)
    if not form.is_valid():
        return _page(request, viewer, many=form) if many else _page(request, viewer, invite=form)
    if viewer.organisation.example_of_id is not None:
        say(request, _("Nobody can be invited to a made-up team."))
        return redirect("team:people", viewer.organisation_id)
    offered = _offered_to_many if many else _offered_to_one
    say(request, offered(viewer, request.person, form.cleaned_data))
    return redirect(reverse("team:people", args=[viewer.organisation_id]) + "#invitations")


def _offered_to_one(viewer: TeamMember, by: Person, told: dict[str, Any]) -> str:
    offer_place(viewer, by, told)
    if email := told["email"]:
        return _("The invitation is on its way to %(email)s.") % {"email": email}
    return _("The invitation is below. Send its address to that person and to no one else.")


def _offered_to_many(viewer: TeamMember, by: Person, told: dict[str, Any]) -> str:
    sent, waiting = offer_places(viewer, by, told)
    said = []
    if sent:
        text = ngettext("%(n)d invitation is on its way.", "%(n)d invitations are on their way.", sent)
        said.append(text % {"n": sent})
    if waiting:
        text = ngettext("%(n)d was already invited.", "%(n)d were already invited.", waiting)
        said.append(text % {"n": waiting})
    return " ".join(said)


@for_team("change-team")
@require_POST
def add_site(request, viewer: TeamMember):
    """Add a site."""
    form = SiteForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, site=form)
    site_named(viewer, form.cleaned_data["name"], request.person)
    say(request, _("The site was added."))
    return redirect("team:people", viewer.organisation_id)


def site_named(viewer: TeamMember, name: str, by: Person) -> Site:
    """A site of the viewer's team, made where there is none of that name."""
    with transaction.atomic():
        row, made = Site.objects.get_or_create(organisation=viewer.organisation, name=name)
        if made:
            log.note(viewer.organisation, by, "site", detail=name)
    return row


class PlaceForm(HouseForm):
    """A member's role and site. Who is no owner makes no owners and changes none."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)
    site: Any = forms.ModelChoiceField(
        label=gettext_lazy("Site"), queryset=None, required=False, empty_label=gettext_lazy("All, or none")
    )

    def __init__(self, *args, viewer: TeamMember, **kwargs):
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choices = role_choices(viewer)
        site: Any = self.fields["site"]
        site.queryset = sites_for(viewer)


def role_choices(viewer: TeamMember) -> list[tuple[str, str]]:
    """The roles that somebody may give."""
    given = [role for role in Role if role != Role.OWNER or "change-owners" in MAY[viewer.role]]
    return [(role.value, f"{role.label}: {ROLE_WORDS[role]}") for role in given]


@for_member("change-people")
def place(request, viewer: TeamMember, member: TeamMember):
    """Change a member's role and site."""
    membership.may_change(viewer, member)
    first = {"role": member.role, "site": member.site_id}
    form = PlaceForm(posted(request), viewer=viewer, initial=first)
    if form.is_valid():
        told = form.cleaned_data
        try:
            membership.place(viewer, member, told["role"], told["site"], request.person)
        except membership.Refused as error:
            form.add_error("role", str(error))
        else:
            say(request, _("%(name)s is saved.") % {"name": member.person})
            return redirect("team:people", viewer.organisation_id)
    context = {"form": form, "member": member, "viewer": viewer, "itself": member.id == viewer.id}
    return render(request, "team/place.html", context, status=status_of(form))


@for_member("change-people")
@require_POST
def remove(request, viewer: TeamMember, member: TeamMember):
    """End a membership. It is taken back by a new invitation, for the person has to agree."""
    membership.remove(viewer, member, request.person)
    text = _("%(name)s no longer belongs to the team. A new invitation can bring them back.")
    say(request, text % {"name": member.person})
    return redirect("team:people", viewer.organisation_id)
