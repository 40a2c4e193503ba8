"""What a team asks of members, written by a manager or educator; `asked_pages.py` is their side of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from rxladder.facts.skills import skill_name
from rxladder.web.accounts.models import Person
from rxladder.web.education.axes import UanField, topic_choices
from rxladder.web.site.fields import ExactFormField
from rxladder.web.site.forms import DayField, HouseForm, LinesField
from rxladder.web.site.views import of_person, posted, say, status_of
from rxladder.web.team import log
from rxladder.web.team.asked import asked_of_member
from rxladder.web.team.doors import for_team, rooms
from rxladder.web.team.joining import sites_for
from rxladder.web.team.membership import team_locked
from rxladder.web.team.models import Assignment, TeamMember
from rxladder.web.team.sharing import (
    ask_by_id,
    asked_of,
    member_in_sight,
    members_of,
    tells_done,
)
from rxladder.web.team.sign_offs import SkillField

A_PAGE = 50
MOST_ITEMS = 60
OF_KIND = {
    Assignment.Kind.EDUCATION: ("uan", "topic", "hours"),
    Assignment.Kind.SKILL: ("skill",),
    Assignment.Kind.LIST: ("items",),
}
"""What tells of each kind of thing that it is done."""


class AskForm(HouseForm):
    """What is asked, of whom, and by when."""

    sometimes = ("uan", "topic", "hours", "skill", "items", "everyone", "sites", "members")
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of thing is it?"),
        choices=Assignment.Kind.choices,
        widget=forms.RadioSelect,
    )
    what = forms.CharField(
        label=gettext_lazy("What needs to be done?"),
        max_length=200,
        help_text=gettext_lazy("In one line, as it should appear among their next steps."),
        error_messages={"required": gettext_lazy("Write what needs to be done.")},
    )
    uan = UanField(help_text=gettext_lazy("For a course with a number: done once it is in their CE log."))
    topic = forms.ChoiceField(label=gettext_lazy("Or about which topic?"), required=False)
    hours = ExactFormField(
        label=gettext_lazy("Hours"),
        required=False,
        most=100,
        help_text=gettext_lazy("Without a number: done once this many hours have been taken from today on."),
    )
    skill = SkillField(
        label=gettext_lazy("Which skill?"),
        required=False,
        help_text=gettext_lazy("Done once someone has signed it off."),
    )
    items = LinesField(label=gettext_lazy("The list, one item per line"))
    due = DayField(label=gettext_lazy("By when?"), required=False)
    why = forms.CharField(label=gettext_lazy("Why?"), required=False, max_length=500)
    everyone = forms.BooleanField(label=gettext_lazy("Ask everyone below"), required=False)
    sites: Any = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Or everyone at"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    members: Any = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who do you want to ask?"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, viewer: TeamMember, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        topic: Any = self.fields["topic"]
        topic.choices = [("", gettext_lazy("Any topic")), *topic_choices()]
        field: Any = self.fields["members"]
        field.queryset = members_of(viewer).order_by("person__name__plain", "created_at")
        field.label_from_instance = lambda row: str(row.person)
        sites: Any = self.fields["sites"]
        sites.queryset = sites_for(viewer)
        if len(field.choices) < 2:
            del self.fields["everyone"]
        if len(sites.choices) < 2:
            del self.fields["sites"]

    def clean(self):
        """Each kind of thing needs what tells that it is done, and a day that is to come."""
        super().clean()
        told = self.cleaned_data
        kind = told.get("kind")
        if told.get("everyone"):
            members: Any = self.fields["members"]
            told["members"] = members.queryset
        elif told.get("sites"):
            members = self.fields["members"]
            ticked = [row.id for row in told.get("members") or ()]
            told["members"] = members.queryset.filter(Q(site__in=told["sites"]) | Q(id__in=ticked))
        elif not told.get("members") and "members" not in self.errors:
            self.add_error("members", _("Choose at least one person."))
        if kind == Assignment.Kind.SKILL and not told.get("skill"):
            self.add_error("skill", _("Choose the skill."))
        if kind == Assignment.Kind.LIST and not told.get("items"):
            self.add_error("items", _("Write at least one line."))
        if len(told.get("items") or []) > MOST_ITEMS:
            self.add_error("items", _("At most 60 lines."))
        if told.get("due") and told["due"] < self.today:
            self.add_error("due", _("That day has passed."))
        return told

    @property
    def by_kind(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields that belong to one kind only: a page shows those of the kind that is chosen."""
        return [(str(kind), [self[name] for name in names]) for kind, names in OF_KIND.items()]

    def values(self) -> dict[str, Any]:
        """What a row keeps; only what belongs to the kind."""
        told, kind = self.cleaned_data, self.cleaned_data["kind"]
        found = {name: told[name] for name in ("what", "kind", "due", "why")}
        found |= {name: told[name] for name in OF_KIND[Assignment.Kind(kind)]}
        if "items" in found:
            found["items"] = list(dict.fromkeys(told["items"]))
        return found


@for_team("assign")
def asks(request, viewer: TeamMember):
    """What the team asks, newest first, with how many have done it; and a form to ask for more."""
    form = AskForm(_sent(request), viewer=viewer, today=request.on, initial=_first(request, viewer))
    if form.is_valid():
        return _ask(request, viewer, form)
    rows = asked_of(viewer, members_of(viewer)).select_related("person").order_by("-created_at", "id")
    page = Paginator(_pages(rows), 1).get_page(request.GET.get("page"))
    shown = rows.filter(created_at__in=[moment for moments in page for moment in moments])
    context = {
        "viewer": viewer,
        "rooms": rooms(viewer),
        "form": form,
        "page": page,
        "groups": _groups([line_of(row, viewer, request.on) for row in shown]),
    }
    return render(request, "team/asks.html", context, status=status_of(form))


def _pages(rows: QuerySet[Assignment]) -> list[list[datetime]]:
    """When what stands on each page was asked; never a part of what was asked of many at once."""
    pages: list[list[datetime]] = []
    room = 0
    moments = rows.order_by("-created_at").values("created_at").annotate(n=Count("id"))
    for at, number in moments.values_list("created_at", "n"):
        if number > room:
            pages.append([])
            room = A_PAGE
        pages[-1].append(at)
        room -= number
    return pages


def _sent(request) -> QueryDict | None:
    """What was sent, without what belongs to another kind: no browser shows it, so nobody can mend it."""
    if (told := posted(request)) is None:
        return None
    told = told.copy()
    others = (names for kind, names in OF_KIND.items() if kind != told.get("kind"))
    for name in chain.from_iterable(others):
        told.pop(name, None)
    return told


def _first(request, viewer: TeamMember) -> dict[str, Any]:
    """What is filled in already: of whom, and which skill, as the page that one comes from tells."""
    skill = request.GET.get("skill", "")[:200]
    kind = Assignment.Kind.SKILL if skill else Assignment.Kind.EDUCATION
    what = _("Learn: %(skill)s") % {"skill": skill_name(skill)} if skill else ""
    return {"members": request.GET.getlist("of"), "skill": skill_name(skill), "kind": kind, "what": what}


def _groups(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was asked of several at once stands once, with how many of them have done it."""
    groups: dict[tuple, list[dict[str, Any]]] = {}
    for line in lines:
        row = line["row"]
        groups.setdefault((row.created_at, row.what, row.kind), []).append(line)
    return [
        {
            "row": found[0]["row"],
            "lines": found,
            "done": sum(bool(line["told"] and line["told"].done) for line in found),
            "late": sum(line["late"] for line in found),
        }
        for found in groups.values()
    ]


def line_of(row: Assignment, viewer: TeamMember, on) -> dict[str, Any]:
    """One ask of one member. Whether it is done is told where the member shares what tells it."""
    shows = tells_done(viewer, row.member, row.kind)
    told = asked_of_member([row], row.person, viewer.organisation.name, on)[0] if shows else None
    return {"row": row, "person": row.person, "told": told, "late": bool(told and told.late(on))}


def ask(
    viewer: TeamMember, members: Iterable[TeamMember], values: dict[str, Any], by: Person, on: date
) -> list[Assignment]:
    """Ask something of some members in sight, as `AskForm.values` tells it; all of them or none."""
    at, about = timezone.now(), {"asked_on": on, "asked_by": by.id, "asked_by_name": by.name}
    with team_locked(viewer.organisation_id, *(member.person_id for member in members)):
        rows = [
            Assignment(person=member.person, member=member, created_at=at, **about, **values)
            for member in members
        ]
        Assignment.objects.bulk_create(rows)
        for member in members:
            log.note(viewer.organisation, by, "assigned", member.person_id, values["what"])
    return rows


def _ask(request, viewer: TeamMember, form: AskForm):
    members = form.cleaned_data["members"]
    ask(viewer, members, form.values(), request.person, request.on)
    text = ngettext("Asked of %(n)d person.", "Asked of %(n)d people.", len(members)) % {"n": len(members)}
    say(request, text)
    return redirect("team:asks", viewer.organisation_id)


@of_person
@require_POST
def unask(request, id):
    """Take back what was asked of one member."""
    row, viewer = asked_by_team(request.person, id, deleted=False)
    take_ask_back(row, viewer, request.person)
    undo = _address("team:ask-again", row)
    say(request, _("This is no longer asked for."), undo=undo)
    return redirect("team:asks", viewer.organisation_id)


@of_person
@require_POST
def ask_again(request, id):
    """Undo `unask`."""
    row, viewer = asked_by_team(request.person, id, deleted=True)
    bring_ask_back(row, viewer, request.person)
    say(request, _("This is asked for again."))
    return redirect("team:asks", viewer.organisation_id)


def _address(name: str, row: Assignment) -> str:
    return reverse(name, args=[row.id])


def take_ask_back(row: Assignment, viewer: TeamMember, by: Person) -> None:
    """Let something be asked of one member no longer."""
    with team_locked(viewer.organisation_id, row.person_id):
        row.delete_softly()
        log.note(viewer.organisation, by, "unassigned", row.person_id, row.what)


def bring_ask_back(row: Assignment, viewer: TeamMember, by: Person) -> None:
    """Undo `take_ask_back`."""
    with team_locked(viewer.organisation_id, row.person_id):
        row.restore()
        log.note(viewer.organisation, by, "assigned", row.person_id, row.what)


def asked_by_team(person: Person, id: UUID, *, deleted: bool) -> tuple[Assignment, TeamMember]:
    """An ask of a team in which somebody may ask, and them as its member; 404 for others."""
    row = ask_by_id(id)
    if row is None or (row.deleted_at is not None) is not deleted:
        raise Http404
    viewer, _member = member_in_sight(person, row.member_id, "assign")
    return row, viewer
