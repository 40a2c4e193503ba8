"""Cross-training: what one can do and who signed for it, and how far that is from each role."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rxladder.career.duties import Skill as SkillRecord
from rxladder.facts.plain_text import plain
from rxladder.facts.roles import role_name, roles
from rxladder.facts.skills import area_name, skill_id, skill_name, skills_of
from rxladder.facts.skills import skills as known_skills
from rxladder.rules.cross_training import RoleSkills, Task, role_skills
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.ladder_pages import ladder_of
from rxladder.web.responsibilities.duty_forms import SignOffForm, SkillForm
from rxladder.web.responsibilities.duty_rows import skills_with_sign_offs
from rxladder.web.responsibilities.models import Skill, SkillSignOff
from rxladder.web.site.kept import kept
from rxladder.web.site.plain_text import containing
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, posted, say, status_of

A_PAGE = 50
NOT_LATELY = 365
"""Days after which a skill is marked as not done for long. No rule: only a reminder to look."""
CRUMB = gettext_lazy("Skills")


SKILLS = RecordPages(
    kind="skill",
    listed="duties:skills",
    crumb=CRUMB,
    model=Skill,
    form=SkillForm,
    title=gettext_lazy("What can you do, or what are you learning?"),
    named=lambda row: skill_name(row.name),
    help=gettext_lazy("One thing at a time, small enough that someone can watch you do it."),
)
SIGN_OFFS = RecordPages(
    kind="signoff",
    listed="duties:skills",
    crumb=CRUMB,
    model=SkillSignOff,
    form=SignOffForm,
    title=gettext_lazy("Sign-off"),
    named=lambda row: _("The sign-off by %(name)s") % {"name": row.by},
    home=lambda row: reverse("duties:skill", args=[row.skill_id]),
)


@of_person
@require_safe
def skills(request):
    """Every skill by its area."""
    words = request.GET.get("q", "").strip()[:200]
    page = Paginator(_rows(request, words), A_PAGE).get_page(request.GET.get("page"))
    signed = _signed(request, [row.id for row in page])
    context = {
        "page": page,
        "rows": [_shown(row, request.on) | {"signed": signed.get(row.id)} for row in page],
        "words": words,
        "anything": bool(words) or page.paginator.count > 0,
    }
    return render(request, "responsibilities/skills.html", context)


def _rows(request, words: str):
    rows = Skill.objects.visible_to(request.person)
    for word in words.split():
        known = [id_ for id_ in known_skills() if plain(word) in plain(skill_name(id_))]
        rows = rows.filter(containing(word, "name", "area") | Q(name__in=known))
    return rows.order_by("area", "name", "created_at", "place")


def _signed(request, ids: list[UUID]) -> dict[UUID, bool]:
    """Which of some skills were ever signed off, and whether that counts today."""
    rows = SkillSignOff.objects.visible_to(request.person).filter(skill__in=ids).order_by()
    given = Count("pk", filter=Q(on__lte=request.on))
    counting = Count("pk", filter=Q(on__lte=request.on) & (Q(until=None) | Q(until__gte=request.on)))
    found = rows.values_list("skill").annotate(given=given, counting=counting)
    return {skill: counting > 0 for skill, given, counting in found if given}


def _shown(row: Skill, on: date) -> dict[str, object]:
    quiet = row.last_done is not None and (on - row.last_done).days > NOT_LATELY
    return {
        "row": row,
        "name": skill_name(row.name),
        "area": area_name(row.area) or _("Other"),
        "quiet": quiet,
    }


@of_person
def skill(request, id):
    """One skill: how well, when last, who can teach it, who signed; and a sign-off to note."""
    row = get_object_or_404(Skill.objects.visible_to(request.person), id=id)
    first = {"on": request.on}
    form = SignOffForm(posted(request), person=request.person, today=request.on, skill=row, initial=first)
    if form.is_valid():
        signed = form.save()
        undo = reverse("duties:delete-signoff", args=[signed.id])
        say(request, _("Signed off by %(name)s.") % {"name": signed.by}, undo=undo)
        return redirect("duties:skill", row.id)
    sign_offs = (
        SkillSignOff.objects.visible_to(request.person).filter(skill=row).order_by("-on", "-created_at")
    )
    id_ = skill_id(row.name)
    context = {
        **_shown(row, request.on),
        "form": form,
        "sign_offs": [
            {"row": one, "over": bool(one.until and one.until < request.on)} for one in sign_offs[:A_PAGE]
        ],
        "roles": [{"id": role, "name": role_name(role)} for role in roles() if id_ in skills_of(role)],
    }
    return render(request, "responsibilities/skill.html", context, status=status_of(form))


@of_person
@require_POST
def did(request, id):
    """Done today."""
    with one_at_a_time(request.person.id):
        row = get_object_or_404(Skill.objects.visible_to(request.person), id=id)
        before, row.last_done = row.last_done, request.on
        row.save()
    undo = reverse("duties:undo-did", args=[row.id, before.isoformat() if before else "never"])
    say(request, _("Noted: you did it today."), undo=undo)
    return redirect("duties:skill", row.id)


@of_person
@require_POST
def undo_did(request, id, what):
    """Done last when it was before."""
    try:
        before = None if what == "never" else date.fromisoformat(what)
    except ValueError:
        raise Http404 from None
    with one_at_a_time(request.person.id):
        row = get_object_or_404(Skill.objects.visible_to(request.person), id=id)
        row.last_done = before
        row.save()
    say(request, _("Undone."))
    return redirect("duties:skill", row.id)


# --- How far each role is


@of_person
@require_safe
def by_role(request):
    """What is one sign-off away, and what else lacks how much."""
    found = kept(request, "role-skills", lambda: _role_lines(request))
    context = {
        "near": [one for one in found if one["one_away"]],
        "begun": [one for one in found if one["begun"] and not one["one_away"]],
        "rest": [one for one in found if not one["begun"]],
    }
    return render(request, "responsibilities/by_role.html", context)


def _role_lines(request) -> list[dict[str, object]]:
    return [_role_line(one) for one in role_skills(_of_roles(request.person), ladder_of(request))]


def _of_roles(person: Person) -> tuple[SkillRecord, ...]:
    """The skills that roles ask for, by id or words, out of all that a person has."""
    words = [one.name.lower() for one in known_skills().values()]
    rows = Skill.objects.visible_to(person).annotate(words=Lower("name"))
    return skills_with_sign_offs(person, rows.filter(Q(name__in=list(known_skills())) | Q(words__in=words)))


def _role_line(one: RoleSkills) -> dict[str, object]:
    return {
        "id": one.role,
        "name": role_name(one.role),
        "one_away": one.one_away,
        "begun": one.begun,
        "met": one.standing.met,
        "earliest": one.standing.earliest,
        "signed": len(one.tasks) - len(one.missing),
        "of": len(one.tasks),
        "tasks": [_task_line(task) for task in one.tasks],
    }


def _task_line(task: Task) -> dict[str, object]:
    return {
        "name": skill_name(task.skill),
        "state": task.state,
        "level": Skill.Level(task.level).label if task.level else "",
        "teachers": task.teachers,
        "by": task.sign_off.by if task.sign_off else "",
        "on": task.sign_off.on if task.sign_off else None,
        "until": task.sign_off.until if task.sign_off else None,
    }
