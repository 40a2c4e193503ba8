"""Giving a member a badge for what the team signed off, and taking one back."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rxladder.facts.skills import skill_name
from rxladder.papers.badges.result import BadBadge
from rxladder.web.site import clock
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.views import of_person, posted, say, status_of
from rxladder.web.team import issuing, log
from rxladder.web.team.models import IssuedBadge, SignedHere
from rxladder.web.team.sharing import member_in_sight, person_who_shares, viewer_in


@of_person
@require_POST
def give(request, id):
    """Give a badge for a sign-off of this team's that still stands."""
    signed = get_object_or_404(SignedHere, id=id, taken_back_at=None)
    viewer, member = member_in_sight(request.person, signed.member_id, "issue-badge")
    person_who_shares(viewer, member, "skills")
    if viewer.id == member.id:
        raise Http404
    if IssuedBadge.objects.filter(sign_off=signed.sign_off, revoked_at=None).exists():
        say(request, _("A badge was given for it already."))
        return redirect("team:member", member.id)
    try:
        issuing.give(viewer, member, signed, request.person)
    except BadBadge as error:
        say(request, _("No badge was given. %(why)s") % {"why": error})
    except issuing.NoKey:
        text = _(
            "No badge was given: the team’s key was made by another installation. Ask who runs the site."
        )
        say(request, text)
    else:
        text = _("The badge is among %(name)s’s own. They keep it, also when they leave.")
        say(request, text % {"name": member.person})
    return redirect("team:member", member.id)


class RevokeForm(HouseForm):
    """Why a badge is taken back."""

    why = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=300,
        help_text=gettext_lazy("For the log. The public list tells only that it was taken back."),
    )


@of_person
def revoke(request, id):
    """Take a badge back: it stands on the public list from then on, and that is not undone."""
    row = get_object_or_404(IssuedBadge.objects.select_related("organisation", "given_to"), id=id)
    viewer = viewer_in(request.person, row.organisation_id, "revoke-badge")
    if row.revoked_at is not None:
        raise Http404
    form = RevokeForm(posted(request))
    if form.is_valid():
        with transaction.atomic():
            fresh = IssuedBadge.objects.filter(id=row.id, revoked_at=None)
            fresh.update(revoked_at=clock.now(), why_revoked=form.cleaned_data["why"])
            log.note(
                viewer.organisation, request.person, "revoked", row.given_to_id, form.cleaned_data["why"]
            )
        say(request, _("The badge is taken back. Whoever asks about it is told so."))
        return redirect("team:people", row.organisation_id)
    context = {"form": form, "row": row, "viewer": viewer, "name": skill_name(row.skill)}
    return render(request, "team/revoke.html", context, status=status_of(form))
