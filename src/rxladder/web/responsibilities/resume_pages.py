"""The résumé: seen as text, taken as PDF, text or JSON Resume; what only it tells is asked below."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rxladder.career.gatherings import Membership
from rxladder.career.json_resume import write_json_resume
from rxladder.career.record import Career
from rxladder.papers.resume import DESIGNS, resume_pdf
from rxladder.papers.resume_parts import LaidResume, lay_out_resume
from rxladder.papers.resume_text import resume_text
from rxladder.web.relationships.models import Membership as MembershipRow
from rxladder.web.responsibilities.models import ResumeAbout, School
from rxladder.web.responsibilities.packet_made import packet_career
from rxladder.web.responsibilities.resume_forms import AboutForm, SchoolForm
from rxladder.web.responsibilities.resume_rows import stored_resume
from rxladder.web.site.career_rows import stored_parts
from rxladder.web.site.downloads import PDF, download
from rxladder.web.site.languages import for_who_reads_it
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person, posted, say_saved, status_of

SCHOOLS = RecordPages(
    kind="school",
    listed="resume:show",
    crumb=gettext_lazy("Résumé"),
    model=School,
    form=SchoolForm,
    title=gettext_lazy("Which school or college?"),
    named=lambda row: row.institution,
)


def resume_career(request: PersonRequest) -> Career:
    """The record of the request's person with all that a résumé tells."""
    return replace(
        packet_career(request),
        organisations=stored_parts(Membership, MembershipRow.objects.visible_to(request.person)),
        resume=stored_resume(request.person),
    )


def _laid(request: PersonRequest) -> LaidResume:
    return lay_out_resume(resume_career(request), packs(), request.on)


@of_person
def show(request):
    """The résumé as it stands, and what only it tells."""
    # There is one row of it: who saves looks for it and writes it without another in between.
    with one_at_a_time(request.person.id) if request.method == "POST" else nullcontext():
        about = ResumeAbout.objects.visible_to(request.person).first()
        form = AboutForm(posted(request), instance=about, person=request.person)
        if form.is_valid():
            form.save()
            say_saved(request, _("Your changes are saved."), form.former)
            return redirect("resume:show")
    context = {
        "form": form,
        "laid": _laid(request),
        "designs": [(_("PDF, classic"), "classic"), (_("PDF, with a margin"), "margin")],
        "schools": School.objects.visible_to(request.person),
    }
    return render(request, "responsibilities/resume.html", context, status=status_of(form))


@of_person
@require_safe
def paper(request, design):
    """The résumé as a PDF in one of the designs."""
    if design not in DESIGNS:
        raise Http404
    with for_who_reads_it(request):
        made = resume_pdf(_laid(request), design)
    return download(made, PDF, "resume.pdf")


@of_person
@require_safe
def text(request):
    """The résumé as plain text."""
    with for_who_reads_it(request):
        made = resume_text(_laid(request))
    return download(made.encode(), "text/plain; charset=utf-8", "resume.txt")


@of_person
@require_safe
def as_json(request):
    """The résumé as a JSON Resume."""
    told = write_json_resume(resume_career(request), packs(), request.on)
    return download(told.encode(), "application/json", "resume.json")
