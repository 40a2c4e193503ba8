"""One member as a manager or educator sees them: each part that is shared, and what the team asks of them."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rxladder.facts.states import state_name
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.rules import short_name
from rxladder.web.site.views import say
from rxladder.web.team import log, sharing
from rxladder.web.team.asked import asked_of_member
from rxladder.web.team.doors import for_member, rooms
from rxladder.web.team.matrix import row_of
from rxladder.web.team.membership import team_locked
from rxladder.web.team.models import Assignment, Nudge, TeamMember
from rxladder.web.team.roles import MAY, PART_NAMES
from rxladder.web.team.sign_offs import SignForm, may_sign_for, sign_for, skill_lines
from rxladder.web.team.standing import stand_of

SHOWN = 100
NO_REMINDERS = gettext_lazy("This member does not want reminders from the team.")


class NudgeForm(HouseForm):
    """A manager's word to look at something."""

    what = forms.CharField(
        label=gettext_lazy("What should they look at?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@for_member("see-people")
@require_safe
def member(request, viewer: TeamMember, member: TeamMember):
    """Everything that a member shares with the viewer, and no more."""
    return _page(request, viewer, member)


def _page(request, viewer: TeamMember, member: TeamMember, sign_form: SignForm | None = None) -> HttpResponse:
    """The page, with a sign-off as it was sent where something in it is wrong."""
    parts = sharing.parts_seen(viewer, member)
    log.note_look(viewer, request.person, "saw-person", member.person_id)
    may = MAY[viewer.role]
    context = {
        "viewer": viewer,
        "member": member,
        "rooms": rooms(viewer),
        "parts": parts,
        "silent": [words for part, words in PART_NAMES.items() if part not in parts],
        "may": may,
        "itself": viewer.id == member.id,
        "tells_all": all(sharing.tells_done(viewer, member, kind) for kind in Assignment.Kind.values),
        **_shared(request, viewer, member, parts),
    }
    if sign_form is not None:
        context["sign_form"] = sign_form
    if "remind" in may and member.may_remind:
        context["nudge"] = NudgeForm(initial={"what": _to_look_at(context.get("row"))})
    return render(request, "team/member.html", context, status=422 if sign_form else 200)


@for_member("sign-off")
@require_POST
def sign_off(request, viewer: TeamMember, member: TeamMember):
    """Sign off a skill in the record of a member who shares their skills. Nobody signs for themselves."""
    may_sign_for(viewer, member)
    form = SignForm(request.POST, today=request.on)
    if not form.is_valid():
        return _page(request, viewer, member, form)
    made = sign_for(viewer, member, form.cleaned_data, request.person)
    undo = reverse("team:unsign", args=[made.id])
    say(request, _("Signed off. It is in their record now."), undo=undo)
    return redirect("team:member", member.id)


def _shared(request, viewer: TeamMember, member: TeamMember, parts) -> dict[str, object]:
    rows = [row for row in sharing.asked_of(viewer, [member]) if sharing.tells_done(viewer, member, row.kind)]
    asked = asked_of_member(rows, member.person, viewer.organisation.name, request.on)
    found: dict[str, object] = {"asked": asked}
    if "compliance" in parts:
        found["stand"] = stand = stand_of(viewer, member)
        found["row"] = row_of(stand)
    if "credits" in parts:
        found["credits"] = sharing.credits_of(viewer, member)[:SHOWN]
    if "skills" in parts:
        found["skills"] = skill_lines(viewer, member, request.on)
        found["sign_form"] = SignForm(today=request.on)
    if "training" in parts:
        found["trainings"], found["exams"] = sharing.trainings_of(viewer, member)
    if "achievements" in parts:
        found["achievements"] = sharing.achievements_of(viewer, member)[:SHOWN]
    return found


def _to_look_at(row) -> str:
    """What somebody has to act on first, in words for them: the steps shown here speak of them to others."""
    if row is None:
        return ""
    if row.empty:
        return _("What you hold, and where you work")
    if row.lacking:
        state = state_name(row.member.person.state)
        return _("What you need to work in %(state)s") % {"state": state}
    return next((capfirst(short_name(cell.credential)) for cell in row.cells if cell.step), "")


@for_member("remind")
@require_POST
def nudge(request, viewer: TeamMember, member: TeamMember):
    """Put a word to look at something among a member's dates, from where their own reminders take it."""
    form = NudgeForm(request.POST)
    if not member.may_remind:
        say(request, str(NO_REMINDERS))
    elif form.is_valid():
        remind(viewer, member, form.cleaned_data["what"], request.person)
        say(request, _("It is among their dates now. Whether they also get an email is up to them."))
    else:
        say(request, _("Nothing was sent. Write what they should look at."))
    return redirect("team:member", member.id)


def remind(viewer: TeamMember, member: TeamMember, what: str, by: Person) -> Nudge:
    """Put a word to look at something among a member's dates; the same word of one day stands once."""
    with team_locked(viewer.organisation_id, member.person_id):
        about = {"member": member, "asked_on": clock.today(member.person), "asked_by_name": by.name}
        row = Nudge.objects.visible_to(member.person).filter(what=what, **about).first()
        if row is None:
            row = Nudge(person=member.person, what=what, **about)
            row.save()
            log.note(viewer.organisation, by, "reminded", member.person_id, what)
    return row
