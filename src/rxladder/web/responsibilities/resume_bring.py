"""Bringing a JSON Resume: what it holds is looked at, then saved as a whole, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rxladder.career.json_resume import role_title
from rxladder.career.json_resume_in import MOST_BYTES, Brought, read_json_resume
from rxladder.career.json_resume_joined import what_is_new
from rxladder.facts.phrases import say_date
from rxladder.facts.says_names import credential_name, name_in
from rxladder.facts.skills import skill_name
from rxladder.facts.yaml_text import BadInput
from rxladder.quality.patient_data import say_patient_data
from rxladder.web.accounts.models import Work
from rxladder.web.certifications.models import Holding, Training
from rxladder.web.education.evidence_keeping import plain_name
from rxladder.web.responsibilities.duty_rows import skill_rows
from rxladder.web.responsibilities.guarded import texts_in
from rxladder.web.responsibilities.models import QualityProject, ResumeAbout, School, Skill
from rxladder.web.responsibilities.project_rows import row_of_project
from rxladder.web.responsibilities.resume_forms import BringResumeForm
from rxladder.web.responsibilities.resume_pages import resume_career
from rxladder.web.responsibilities.resume_rows import about_row, school_rows
from rxladder.web.site.career_rows import row_of
from rxladder.web.site.records import Record, one_at_a_time
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.uploads import whole
from rxladder.web.site.views import of_person, posted, say, status_of

MODELS: tuple[type[Record], ...] = (Work, Holding, Training, Skill, QualityProject, ResumeAbout, School)


@of_person
def bring(request):
    """Choose a file; then what is in it, before anything is saved."""
    form = BringResumeForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        upload = form.cleaned_data["document"]
        content = whole(upload)
        try:
            if content is None or len(content) > MOST_BYTES:
                raise BadInput(_("is larger than 1 MB"), plain_name(upload.name))
            return _look(request, content, plain_name(upload.name))
        except BadInput as error:
            form.add_error("document", f"{error}.")
    return render(request, "responsibilities/resume_bring.html", {"form": form}, status=status_of(form))


def _new(request: PersonRequest, content: bytes | str, file: str) -> Brought:
    """What is new of a file. BadInput where it is none, or where a text looks like patient data."""
    brought = what_is_new(resume_career(request), read_json_resume(content, packs(), file))
    for part in (*brought.skills, *brought.projects):
        for name, text in texts_in(part):
            if warning := say_patient_data(text, request.on):
                raise BadInput(f"{name}: {warning}", file)
    return brought


def _look(request: PersonRequest, content: bytes, file: str):
    brought = _new(request, content, file)
    context = {
        "lines": list(_lines(brought)),
        "told": brought.told,
        "text": content.decode("utf-8-sig", errors="replace"),
        "file": file,
        "resume": brought.resume,
    }
    return render(request, "responsibilities/resume_look.html", context)


def _lines(brought: Brought) -> Iterator[tuple[str, str]]:
    """What is new, each with its kind."""
    for work in brought.works:
        days = say_date(work.from_) if work.to is None else f"{say_date(work.from_)} – {say_date(work.to)}"
        yield _("Work"), ", ".join(filter(None, [role_title(work.role), work.employer, days]))
    for held in brought.holdings:
        yield _("Credential"), credential_name(held.credential, packs())
    for training in brought.trainings:
        yield _("Training"), name_in(packs().vocabulary.programmes, training.programme)
    for skill in brought.skills:
        yield _("Skill"), skill_name(skill.name)
    for project in brought.projects:
        yield _("Project"), project.title
    for school in brought.resume.education:
        yield _("School"), ", ".join(filter(None, [school.institution, school.area]))


@of_person
@require_POST
def save(request):
    """Store what is new, all of it or nothing."""
    at = timezone.now()
    try:
        with one_at_a_time(request.person.id):
            brought = _new(request, request.POST.get("text", ""), _("the file"))
            _store(request, brought, at)
    except BadInput as error:
        say(request, _("Nothing was saved: %(problem)s.") % {"problem": error})
        return redirect("resume:bring")
    count = sum(1 for _line in _lines(brought)) - len(brought.resume.education)
    text = ngettext(
        "Your résumé was imported, and %(n)d new entry was added to your record.",
        "Your résumé was imported, and %(n)d new entries were added to your record.",
        count,
    )
    say(request, text % {"n": count}, undo=reverse("resume:undo-brought", args=[at]))
    return redirect("resume:show")


def _store(request: PersonRequest, brought: Brought, at: datetime) -> None:
    person = request.person
    for model in (ResumeAbout, School):
        model.objects.visible_to(person).delete_softly(at)
    tables: list[list[Record]] = [
        [row_of(Work, one) for one in brought.works],
        [row_of(Holding, one) for one in brought.holdings],
        [row_of(Training, one) for one in brought.trainings],
        [*skill_rows(brought.skills)[0]],
        [row_of_project(one) for one in brought.projects],
        [about_row(brought.resume)],
        [*school_rows(brought.resume)],
    ]
    for rows in tables:
        for place, row in enumerate(rows):
            row.person, row.place, row.created_at = person, place, at
        if rows:
            type(rows[0]).objects.bulk_create(rows)
    if brought.name and not person.name:
        person.name = brought.name[:200]
        person.save(update_fields=["name"])


@of_person
@require_POST
@transaction.atomic
def undo(request, at):
    """Take out what was brought at one moment; the résumé is as it was before."""
    now = timezone.now()
    brought = ResumeAbout.objects.visible_to(request.person).filter(created_at=at)
    if not brought.exists():
        say(request, _("Nothing was changed: the import was already undone."))
        return redirect("resume:show")
    for model in MODELS:
        model.objects.visible_to(request.person).filter(created_at=at).delete_softly(now)
    for table in (ResumeAbout, School):
        table.objects.deleted_by(request.person).filter(deleted_at=at).update(deleted_at=None)
    say(request, _("The import was undone, and your résumé is as it was."))
    return redirect("resume:show")
