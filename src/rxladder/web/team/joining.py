"""A place in a team, offered by an invitation of the site's, and taken by whom it was accepted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rxladder.web.accounts.invitation_models import Invitation
from rxladder.web.accounts.invitations import Purpose, end, invite, link_of, send
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.languages import keep_language_for_mails
from rxladder.web.site.views import of_person, posted, say, status_of
from rxladder.web.team import log, membership
from rxladder.web.team.models import Offer, Role, Site, TeamMember
from rxladder.web.team.naming import ask_for_name, keep_name
from rxladder.web.team.own_pages import SharingForm
from rxladder.web.team.roles import AT_FIRST, EVERY_PART, MAY, ROLE_WORDS
from rxladder.web.team.sharing import own_memberships, viewer_in

DAYS = 14
MOST_A_DAY = 50
PURPOSE = "team"


class Open(NamedTuple):
    """A place that is offered, with the invitation to it and its address."""

    row: Offer
    invitation: Invitation
    address: str
    over: bool


class InviteForm(HouseForm):
    """Whom to invite, as what and where."""

    name = forms.CharField(
        label=gettext_lazy("Who is it for?"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Only for you, so you know who has not joined yet."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Their email address"),
        required=False,
        help_text=gettext_lazy(
            "The invitation goes there. If you leave it empty, you get a link to pass on."
        ),
    )
    role = forms.ChoiceField(label=gettext_lazy("In what role?"))
    site: Any = forms.ModelChoiceField(
        label=gettext_lazy("At which site?"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("None, or all"),
    )

    def __init__(self, *args, viewer: TeamMember, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer
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

    def clean_email(self):
        """An address that is written to."""
        if self.cleaned_data["email"]:
            may_be_sent(self.viewer, 1)
        return self.cleaned_data["email"]


def may_be_sent(viewer: TeamMember, number: int) -> None:
    """ValidationError where it would be too many mails: no team has the site write to the world."""
    # Invitations rather than places, since each place may be offered again.
    lately = Invitation.objects.filter(
        purpose=PURPOSE, by=viewer.person_id, created_at__gt=clock.now() - timedelta(days=1)
    )
    if lately.count() + number > MOST_A_DAY:
        said = _(
            "At most %(n)d invitations a day are sent. Make one without an address and pass it on yourself."
        )
        raise forms.ValidationError(said % {"n": MOST_A_DAY})


def sites_for(viewer: TeamMember) -> QuerySet[Site]:
    """The sites at which somebody may place others: their own where they have one."""
    sites = Site.objects.filter(organisation=viewer.organisation_id)
    if viewer.site_id is not None and viewer.role != Role.OWNER:
        return sites.filter(id=viewer.site_id)
    return sites


def offers_of(viewer: TeamMember) -> list[Open]:
    """The places that are offered and not taken yet, as far as the viewer may offer such."""
    rows = Offer.objects.filter(organisation=viewer.organisation_id, joined_at=None, withdrawn_at=None)
    if viewer.site_id is not None and viewer.role != Role.OWNER:
        rows = rows.filter(site=viewer.site_id)
    if "change-owners" not in MAY[viewer.role]:
        rows = rows.exclude(role=Role.OWNER)
    rows = rows.select_related("site", "taken_by")
    known = Invitation.objects.in_bulk([row.invitation for row in rows if row.invitation])
    now = clock.now()
    return [
        Open(row, found, link_of(found), found.until <= now)
        for row in rows
        if (found := known.get(row.invitation)) is not None
    ]


def offers_at(site: Site) -> QuerySet[Offer]:
    """The places at a site that are offered and not taken yet."""
    return Offer.objects.filter(site=site, joined_at=None, withdrawn_at=None)


def offer_place(viewer: TeamMember, by: Person, told: dict[str, Any]) -> Offer:
    """Offer a place as an `InviteForm` told it; the invitation goes out where there is an address."""
    with membership.team_locked(viewer.organisation_id):
        membership.is_still_there(told.get("site"))
        row = Offer.objects.create(
            organisation=viewer.organisation,
            role=told["role"],
            site=told.get("site"),
            name=told["name"],
            made_by=by,
        )
        _invite_to(row, told["email"], by)
        log.note(viewer.organisation, by, "invited", row.id, row.role)
    return row


def _invite_to(row: Offer, email: str, by: Person) -> None:
    """Make the invitation to a place; it goes out where there is an address."""
    made = invite(PURPOSE, about=str(row.id), email=email, by=by, days=DAYS)
    row.invitation = made.id
    row.save(update_fields=["invitation", "taken_by"])
    if email:
        send(made)


@of_person
@require_POST
def again(request, id):
    """Offer a place again: a new address, and the old one no longer works."""
    row = get_object_or_404(Offer, id=id)
    viewer = viewer_in(request.person, row.organisation_id, "invite")
    try:
        email = offer_again(viewer, row.id, request.person)
    except forms.ValidationError as error:
        say(request, error.messages[0])
    else:
        sent = _("A new invitation is on its way to %(email)s. The old one no longer works.")
        passed_on = _("The invitation has a new address, which is below. The old one no longer works.")
        say(request, sent % {"email": email} if email else passed_on)
    return redirect(reverse("team:people", args=[viewer.organisation_id]) + "#invitations")


def offer_again(viewer: TeamMember, id: UUID, by: Person) -> str:
    """Invite anew to a place that waits, also one whose days are over: the address that is written to.

    Whoever accepted the old one and did not join needs the new one, too.
    """
    with membership.team_locked(viewer.organisation_id):
        waiting = _waiting(viewer, id)
        email = waiting.invitation.email
        if email:
            may_be_sent(viewer, 1)
        end(waiting.invitation)
        waiting.row.taken_by = None
        _invite_to(waiting.row, email, by)
        log.note(viewer.organisation, by, "invited-again", id, waiting.row.role)
    return email


@of_person
@require_POST
def withdraw(request, id):
    """Take an invitation back: its address no longer works."""
    row = get_object_or_404(Offer, id=id)
    viewer = viewer_in(request.person, row.organisation_id, "invite")
    take_offer_back(viewer, row.id, request.person)
    say(request, _("The invitation no longer works."))
    return redirect("team:people", viewer.organisation_id)


def take_offer_back(viewer: TeamMember, id: UUID, by: Person) -> None:
    """Let a place that a viewer may offer be offered no longer; 404 where there is none."""
    waiting = _waiting(viewer, id)
    with transaction.atomic():
        Offer.objects.filter(id=id).update(withdrawn_at=clock.now())
        end(waiting.invitation)
        log.note(viewer.organisation, by, "uninvited", id, waiting.row.role)


def _waiting(viewer: TeamMember, id: UUID) -> Open:
    """A place that a viewer may offer and nobody has taken; 404 where there is none."""
    found = next((one for one in offers_of(viewer) if one.row.id == id), None)
    if found is None:
        raise Http404
    return found


# --- Accepting one


def offered(invitation: Invitation) -> str:
    """What an invitation to a team is to, in words."""
    row = Offer.objects.filter(invitation=invitation.id).select_related("organisation").first()
    team = row.organisation.name if row else ""
    return _("Join the team at %(team)s") % {"team": team}


def taken(invitation: Invitation, person: Person) -> str:
    """Keep the place for who accepted the invitation; they join on the next page, or do not."""
    rows = Offer.objects.filter(invitation=invitation.id, withdrawn_at=None, joined_at=None)
    row = rows.first()
    if row is None:
        return reverse("team:home")
    rows.update(taken_by=person)
    return reverse("team:join", args=[row.id])


TEAM = Purpose(says=offered, accept=taken)


def waiting_for(person: Person) -> QuerySet[Offer]:
    """The places that a person accepted an invitation to and has not taken yet."""
    rows = Offer.objects.filter(taken_by=person, joined_at=None, withdrawn_at=None)
    return rows.select_related("organisation", "site", "made_by")


@of_person
def join(request, id):
    """Before one joins: what the team is, and what it would see."""
    row = get_object_or_404(waiting_for(request.person), id=id)
    here = own_memberships(request.person).filter(organisation=row.organisation_id).first()
    if here is not None:
        say(request, _("You already belong to this team."))
        return redirect("team:mine", here.id)
    first = {part: part in AT_FIRST for part in EVERY_PART} | {"may_remind": True}
    form = SharingForm(posted(request), initial=first)
    ask_for_name(form, request.person)
    if form.is_valid():
        keep_name(form, request.person)
        keep_language_for_mails(request.person)
        made = take_place(request.person, row, form.shares, form.cleaned_data["may_remind"], request.on)
        say(request, _("You now belong to %(team)s.") % {"team": row.organisation.name})
        return redirect("team:mine", made.id)
    inviter = row.made_by.name if row.made_by else ""
    context = {"row": row, "role_words": ROLE_WORDS[row.role], "inviter": inviter, "form": form}
    return render(request, "team/join.html", context, status=status_of(form))


def take_place(person: Person, row: Offer, shares: list[str], may_remind: bool, on: date) -> TeamMember:
    """Take a place and join, together, so that of two requests one does; 404 for the other."""
    with membership.team_locked(row.organisation_id, person.id):
        if not waiting_for(person).filter(id=row.id).update(joined_at=clock.now()):
            raise Http404
        return membership.join(
            person, row.organisation, row.role, shares, on, site=row.site, may_remind=may_remind
        )
