"""A trainee's skill signed off by whoever teaches or manages them: it stands in their own record at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django import forms
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rxladder.facts.skills import areas, skill_id, skill_name, skills
from rxladder.rules.cross_training import Task, best_tasks
from rxladder.web.accounts.models import Person
from rxladder.web.responsibilities.models import Skill, SkillSignOff
from rxladder.web.site import clock
from rxladder.web.site.forms import DayField, HouseForm, OfferedInput
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, say
from rxladder.web.team import log, sharing
from rxladder.web.team.membership import Refused, team_locked
from rxladder.web.team.models import IssuedBadge, SignedHere, TeamMember
from rxladder.web.team.sharing import person_who_shares


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A member's skill for a page; `signed_here` is the team's own newest sign-off, `badge` given for it."""

    name: str
    task: Task
    signed_here: SignedHere | None
    badge: IssuedBadge | None


def skill_lines(viewer: TeamMember, member: TeamMember, on: date) -> list[SkillLine]:
    """The skills of a member who shares them, with what this team signed and gave."""
    tasks = best_tasks(sharing.skills_of(viewer, member), on)
    signed = {
        row.skill: row
        for row in SignedHere.objects.filter(
            organisation=viewer.organisation_id, member=member.id, taken_back_at=None
        ).order_by("signed_on", "created_at")
    }
    badges = _badges(row.sign_off for row in signed.values())
    lines = [
        SkillLine(
            skill_name(name),
            task,
            signed.get(name),
            badges.get(signed[name].sign_off) if name in signed else None,
        )
        for name, task in tasks.items()
    ]
    return sorted(lines, key=lambda line: line.name.casefold())


def _badges(sign_offs: Iterable[UUID]) -> dict[UUID, IssuedBadge]:
    rows = IssuedBadge.objects.filter(sign_off__in=list(sign_offs), revoked_at=None)
    return {row.sign_off: row for row in rows}


def signed_for(member: TeamMember) -> list[tuple[str, SignedHere, IssuedBadge | None]]:
    """What a member's team signed for them, by name, the newest first, with the badges."""
    rows = SignedHere.objects.filter(member=member.id, taken_back_at=None)
    rows = rows.order_by("-signed_on", "-created_at")
    badges = _badges(row.sign_off for row in rows)
    return [(skill_name(row.skill), row, badges.get(row.sign_off)) for row in rows]


def signed_in_sight(viewer: TeamMember) -> list[tuple[SignedHere, IssuedBadge | None]]:
    """The team's sign-offs that stand, of all who share their skills with the viewer, with the badges."""
    rows = SignedHere.objects.filter(
        organisation=viewer.organisation_id,
        member__in=[row.id for row in sharing.sharing(viewer, "skills")],
        taken_back_at=None,
    )
    badges = _badges(row.sign_off for row in rows)
    return [(row, badges.get(row.sign_off)) for row in rows]


class SkillField(forms.CharField):
    """A skill of the facts by its words, or any other."""

    def __init__(self, **kwargs):
        names = [skill_name(id_) for id_ in skills()]
        super().__init__(widget=OfferedInput(names), max_length=200, **kwargs)

    def clean(self, value):
        return skill_id(super().clean(value))


class SignForm(HouseForm):
    """What was seen done well, when, and until when that counts."""

    skill = SkillField(label=gettext_lazy("Which skill did you see done well?"))
    on = DayField(label=gettext_lazy("Which day?"))
    until = DayField(
        label=gettext_lazy("Counts until"),
        required=False,
        help_text=gettext_lazy("Only if your rules set an end date, such as a yearly check."),
    )
    note = forms.CharField(label=gettext_lazy("Note to them"), required=False, max_length=500)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = today

    def clean(self):
        """Nobody signs ahead, and an end lies behind its beginning."""
        super().clean()
        on, until = self.cleaned_data.get("on"), self.cleaned_data.get("until")
        if on and on > self.today:
            self.add_error("on", _("That day is still in the future."))
        if on and until and until < on:
            self.add_error("until", _("The end date is before the day of signing."))
        return self.cleaned_data


def may_sign_for(viewer: TeamMember, member: TeamMember) -> Person:
    """Whose record is signed in; 404 for who does not share their skills, and for oneself."""
    person = person_who_shares(viewer, member, "skills")
    if member.id == viewer.id:
        raise Http404
    return person


def sign_for(viewer: TeamMember, member: TeamMember, told: dict, by: Person) -> SignedHere:
    """Sign a skill off as a `SignForm` told it; what the same person signed word for word stands once."""
    person = may_sign_for(viewer, member)
    with one_at_a_time(person.id):
        there = _signed_already(viewer, member, told)
        if there is not None:
            return there
        made = _sign(viewer, member, told, by.name)
        log.note(viewer.organisation, by, "signed-off", person.id, made.skill)
    return made


def _signed_already(viewer: TeamMember, member: TeamMember, told: dict) -> SignedHere | None:
    """The same sign-off by the same person, where it stands still: a button pressed twice."""
    same = SkillSignOff.objects.visible_to(member.person).filter(
        on=told["on"], until=told["until"], note=told["note"]
    )
    rows = SignedHere.objects.filter(member=member, signed_by=viewer.person_id, taken_back_at=None)
    return rows.filter(skill=told["skill"], sign_off__in=same.values("id")).first()


def _sign(viewer: TeamMember, member: TeamMember, told: dict, name: str) -> SignedHere:
    """The sign-off in the member's record, the skill where it is not there, and the team's note."""
    id_ = told["skill"]
    rows = Skill.objects.visible_to(member.person)
    skill = next((row for row in rows if skill_id(row.name) == id_), None)
    if skill is None:
        area = skills()[id_].area if id_ in skills() else ""
        skill = Skill(person=member.person, name=id_, area=area if area in areas() else "")
    if skill._state.adding or skill.level in (Skill.Level.LEARNING, Skill.Level.HELPED):
        skill.level = Skill.Level.ALONE
    if skill.last_done is None or skill.last_done < told["on"]:
        skill.last_done = told["on"]
    skill.save()
    by = f"{name or _('Someone')}, {viewer.organisation.name}"
    signed = SkillSignOff(
        person=member.person, skill=skill, on=told["on"], by=by, until=told["until"], note=told["note"]
    )
    signed.save()
    return SignedHere.objects.create(
        organisation=viewer.organisation,
        member=member,
        skill=id_,
        sign_off=signed.id,
        signed_on=told["on"],
        signed_by=viewer.person_id,
    )


@of_person
@require_POST
def unsign(request, id):
    """Take one's own sign-off back, as long as no badge was given for it. The skill itself stays."""
    row, viewer, member = own_signature(request.person, id)
    try:
        take_signature_back(row, viewer, member, request.person)
    except Refused as error:
        say(request, str(error))
    else:
        say(request, _("The sign-off has been taken back."))
    return redirect("team:member", member.id)


def own_signature(person: Person, id: UUID) -> tuple[SignedHere, TeamMember, TeamMember]:
    """A sign-off that stands and that a person made, with both who belong to it; 404 for all others."""
    row = SignedHere.objects.filter(id=id, signed_by=person.id, taken_back_at=None).first()
    if row is None:
        raise Http404
    viewer, member = sharing.member_in_sight(person, row.member_id, "sign-off")
    person_who_shares(viewer, member, "skills")
    return row, viewer, member


def take_signature_back(row: SignedHere, viewer: TeamMember, member: TeamMember, by: Person) -> None:
    """Take a sign-off back. Refused where a badge was given for it."""
    with team_locked(viewer.organisation_id, member.person_id):
        person = person_who_shares(viewer, member, "skills")
        if _badges([row.sign_off]):
            raise Refused(_("A badge was given for it. Take the badge back first."))
        SkillSignOff.objects.visible_to(person).filter(id=row.sign_off).delete_softly(clock.now())
        row.taken_back_at = clock.now()
        row.save(update_fields=["taken_back_at"])
        log.note(viewer.organisation, by, "unsigned", person.id, row.skill)
