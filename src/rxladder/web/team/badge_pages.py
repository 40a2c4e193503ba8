"""Giving a member a badge for what the team signed off, and taking one back."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rxladder.facts.skills import skill_name
from rxladder.papers.badges.result import BadBadge
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, posted, say, status_of
from rxladder.web.team import issuing, log
from rxladder.web.team.membership import Refused
from rxladder.web.team.models import IssuedBadge, SignedHere, TeamMember
from rxladder.web.team.sharing import member_in_sight, members_of, person_who_shares, viewer_in


@of_person
@require_POST
def give(request, id):
    """Give a badge for a sign-off of this team's that still stands."""
    signed, viewer, member = signature_for(request.person, id)
    try:
        give_for(signed, viewer, member, request.person)
    except Refused as error:
        say(request, str(error))
    else:
        text = _("The badge is now among %(name)s’s own. They keep it, even if they leave.")
        say(request, text % {"name": member.person})
    return redirect("team:member", member.id)


def signature_for(person: Person, id: UUID) -> tuple[SignedHere, TeamMember, TeamMember]:
    """A sign-off for which a person may give a badge, with both who belong to it; 404 for all others."""
    signed = get_object_or_404(SignedHere, id=id, taken_back_at=None)
    viewer, member = member_in_sight(person, signed.member_id, "issue-badge")
    person_who_shares(viewer, member, "skills")
    if viewer.id == member.id:
        raise Http404
    return signed, viewer, member


def give_for(signed: SignedHere, viewer: TeamMember, member: TeamMember, by: Person) -> IssuedBadge:
    """Give a badge for a sign-off. Refused where there is one, or where none can be made."""
    standing = IssuedBadge.objects.filter(sign_off=signed.sign_off, revoked_at=None)
    if standing.exists():
        raise Refused(_("A badge has already been given for it."))
    try:
        issuing.give(viewer, member, signed, by)
    except BadBadge as error:
        raise Refused(_("No badge was given. %(why)s") % {"why": error}) from None
    except issuing.NoKey:
        text = _(
            "No badge was given: the team’s key was made by another installation. Ask whoever runs the site."
        )
        raise Refused(text) from None
    return standing.get()


def badge_to_revoke(person: Person, id: UUID) -> tuple[IssuedBadge, TeamMember]:
    """A badge that stands and that a person may take back, and the person as a member; 404 for others."""
    row = get_object_or_404(IssuedBadge.objects.select_related("organisation", "given_to"), id=id)
    viewer = viewer_in(person, row.organisation_id, "revoke-badge")
    if row.revoked_at is not None:
        raise Http404
    return row, viewer


def take_badge_back(row: IssuedBadge, why: str, by: Person) -> None:
    """Put a badge on the public list of those taken back, for good."""
    with one_at_a_time(*filter(None, [row.given_to_id])):
        fresh = IssuedBadge.objects.filter(id=row.id, revoked_at=None)
        fresh.update(revoked_at=clock.now(), why_revoked=why)
        issuing.tell_holder(row)
        log.note(row.organisation, by, "revoked", row.given_to_id, why)


class RevokeForm(HouseForm):
    """Why a badge is taken back."""

    why = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=300,
        help_text=gettext_lazy("For the log. The public list says only that it was taken back."),
    )


@of_person
def revoke(request, id):
    """Take a badge back: it stands on the public list from then on, and that is not undone."""
    row, viewer = badge_to_revoke(request.person, id)
    form = RevokeForm(posted(request))
    if form.is_valid():
        take_badge_back(row, form.cleaned_data["why"], request.person)
        say(request, _("The badge has been taken back. Anyone who asks about it will be told."))
        there = members_of(viewer).filter(person=row.given_to_id).first()
        return redirect("team:member", there.id) if there else redirect("team:people", row.organisation_id)
    context = {"form": form, "row": row, "viewer": viewer, "name": skill_name(row.skill)}
    return render(request, "team/revoke.html", context, status=status_of(form))
