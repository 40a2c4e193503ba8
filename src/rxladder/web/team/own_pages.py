"""A member's own side: the teams they belong to, what each may see, who looked, and leaving."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rxladder.web.site.answer import holdings_of
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.views import of_person, posted, say, status_of
from rxladder.web.team import log, membership
from rxladder.web.team.doors import rooms, shared_site
from rxladder.web.team.log_words import names_of, say_line
from rxladder.web.team.models import Offer, TeamMember
from rxladder.web.team.naming import ask_for_name, keep_name
from rxladder.web.team.roles import EVERY_PART, PART_WORDS, ROLE_WORDS
from rxladder.web.team.sharing import is_last_owner, others_in_team, own_memberships, who_sees
from rxladder.web.team.sign_offs import signed_for

LOOKS_SHOWN = 30


@of_person
@require_safe
def home(request):
    """The teams that one belongs to; before there is one, what a team is good for."""
    rows = [{"row": row, "rooms": rooms(row)} for row in own_memberships(request.person)]
    context = {
        "rows": rows,
        "offers": Offer.objects.filter(taken_by=request.person, joined_at=None, withdrawn_at=None),
        "possible": shared_site(request.person),
        "local": settings.LOCAL,
    }
    return render(request, "team/home.html", context)


class StartForm(HouseForm):
    """A new team."""

    name = forms.CharField(
        label=gettext_lazy("What is the team called?"),
        max_length=120,
        help_text=gettext_lazy("The pharmacy, school or association, by the name everyone there knows."),
    )


@of_person
def start(request):
    """Start a team; whoever starts it owns it."""
    if not shared_site(request.person):
        return redirect("team:home")
    form = StartForm(posted(request))
    ask_for_name(form, request.person)
    if form.is_valid():
        keep_name(form, request.person)
        made = membership.start(request.person, form.cleaned_data["name"], request.on)
        say(request, _("Your team is set up. Invite the first person."))
        return redirect("team:people", made.organisation_id)
    return render(request, "team/start.html", {"form": form}, status=status_of(form))


# --- What is shared


class SharingForm(HouseForm):
    """What a team may see, each part explained; and whether it may remind."""

    may_remind = forms.BooleanField(
        label=gettext_lazy("This team may remind me"),
        required=False,
        help_text=gettext_lazy(
            "What a manager asks you to look at shows up here. Whether it also comes by email depends on "
            "your own reminder settings."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parts = {
            part: forms.BooleanField(label=PART_WORDS[part][0], help_text=PART_WORDS[part][1], required=False)
            for part in EVERY_PART
        }
        self.fields = parts | self.fields

    @property
    def shares(self) -> list[str]:
        """The parts that are ticked."""
        return [part for part in EVERY_PART if self.cleaned_data[part]]


def _own(request, id) -> TeamMember:
    return get_object_or_404(own_memberships(request.person), id=id)


@of_person
def mine(request, id):
    """One's own membership: what is shared, with whom, and who looked when."""
    row = _own(request, id)
    first = {part: part in row.shares for part in EVERY_PART} | {"may_remind": row.may_remind}
    form = SharingForm(posted(request), initial=first)
    ask_for_name(form, request.person, required=False)
    if form.is_valid():
        keep_name(form, request.person)
        membership.share(row, form.shares, form.cleaned_data["may_remind"])
        say(request, _("Saved. It applies from now on."))
        return redirect("team:mine", row.id)
    looks = Paginator(log.looks_at(row), LOOKS_SHOWN).get_page(request.GET.get("page"))
    names = names_of(looks)
    context = {
        "row": row,
        "form": form,
        "seen_by": [
            {"member": other, "parts": [PART_WORDS[part][0] for part in parts]}
            for other, parts in who_sees(row)
        ],
        "looks": looks,
        "lines": [say_line(line, names) for line in looks],
        "signed": signed_for(row),
        "rooms": rooms(row),
        "role_words": ROLE_WORDS[row.role],
        "holds": bool(holdings_of(request)),
        "last_owner": is_last_owner(row) and others_in_team(row).exists(),
    }
    return render(request, "team/mine.html", context, status=status_of(form))


# --- Leaving


@of_person
@require_POST
def leave(request, id):
    """Leave a team: from this moment on nobody there sees anything. The last owner hands it over first."""
    row = _own(request, id)
    try:
        membership.leave(row)
    except membership.Refused as error:
        say(request, str(error))
        return redirect("team:mine", row.id)
    undo = reverse("team:rejoin", args=[row.id])
    text = _("You left %(team)s. From now on, no one there sees anything of yours.")
    say(request, text % {"team": row.organisation.name}, undo=undo)
    return redirect("team:home")


@of_person
@require_POST
def rejoin(request, id):
    """Undo one's own leaving on the same day; whom the team removed it must invite again."""
    if membership.rejoin(membership.left_by_self(request.person, id)):
        say(request, _("You are back in the team, and share what you shared before."))
    return redirect("team:home")
