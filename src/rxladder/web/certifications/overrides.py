"""'My board told me otherwise': recorded with its day and its evidence, shown wherever it counts."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rxladder.career.model import KEPT
from rxladder.facts.load import CredentialRef
from rxladder.papers.certificates import BadCertificate
from rxladder.rules.result import HoldingAudit
from rxladder.rules.told_otherwise import kept_until
from rxladder.web.certifications.forms import ToldFileForm, ToldForm
from rxladder.web.certifications.models import Holding, Override
from rxladder.web.education.evidence_keeping import keep_with
from rxladder.web.education.rule_words import clause_id
from rxladder.web.site.answer import audited, career_of
from rxladder.web.site.deleting import delete_row, restore_row
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.rules import packs
from rxladder.web.site.uploads import whole
from rxladder.web.site.views import of_person, posted, say, status_of


@of_person
def told(request, id):
    """Record what a board said about one of its rules."""
    holding, found = audited(request, id)
    ref = packs().credentials[holding.credential]
    form = ToldForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        person=request.person,
        clauses=[("", _("Choose the rule")), *_rules(found).items()],
        kept_until=kept_until(found, career_of(request), packs(), request.on),
        today=request.on,
        initial={"clause": _chosen(ref, request.GET.get("clause", ""))},
    )
    if form.is_valid() and _saved(form, holding.credential):
        say(request, _("It counts from now on and is marked as your own."))
        return redirect("audit:holding", id)
    context = {"form": form, "holding": holding, "found": found}
    return render(request, "certifications/told.html", context, status=status_of(form))


def _saved(form: ToldForm, credential: str) -> bool:
    """Keep what was said with its file, both or neither; False, and the form in error, if it cannot be."""
    form.instance.credential = credential
    upload = form.cleaned_data["file"]
    try:
        with one_at_a_time(form.person.id):
            row = form.save()
            if upload is not None:
                _keep_file(row, upload)
    except BadCertificate as error:
        form.add_error("file", str(error))
    return not form.errors


@of_person
def told_file(request, id):
    """The file behind what a board said: see it, or bring one."""
    row = get_object_or_404(Override.objects.visible_to(request.person).select_related("file"), id=id)
    form = ToldFileForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        try:
            _keep_file(row, form.cleaned_data["file"])
        except BadCertificate as error:
            form.add_error("file", str(error))
        else:
            say(request, _("The letter is kept with what they said."))
            return _page_of(request, row)
    context = {"form": form, "row": row, "holding": _holding_of(request, row), "shown": [row]}
    return render(request, "certifications/told_file.html", context, status=status_of(form))


def _keep_file(row: Override, upload: UploadedFile) -> None:
    content = whole(upload)
    if content is None:
        raise BadCertificate(_("The file is too large."))
    keep_with(row, upload.name or "", content, "file")


def _rules(found: HoldingAudit) -> dict[str, str]:
    """The rules that a board can speak about: those of the pack, one of several years once."""
    ref, told = packs().credentials[found.holding.credential], dict[str, str]()
    for clause in found.clauses:
        id_ = clause_id(ref, clause.id)
        if id_ is not None:
            told.setdefault(id_, clause.says)
    if ref.credential.deadlines():
        told[KEPT] = _("What must stay true besides CE")
    return told


def _chosen(ref: CredentialRef, id_: str) -> str:
    """The rule that an id of an audit is about, as the form has it."""
    return id_ if id_ == KEPT else clause_id(ref, id_) or ""


def _holding_of(request, row: Override) -> Holding | None:
    return Holding.objects.visible_to(request.person).filter(credential=row.credential).first()


def _page_of(request, row: Override):
    holding = _holding_of(request, row)
    return redirect("audit:holding", holding.id) if holding else redirect("certifications:holdings")


@of_person
@require_POST
def delete(request, id):
    """The rule counts as written again."""
    row = delete_row(Override.objects.kept_of(request.person), id)
    say(
        request,
        _("The rule counts as written again."),
        undo=reverse("certifications:restore-told", args=[id]),
    )
    return _page_of(request, row)


@of_person
@require_POST
def restore(request, id):
    """Undo `delete`."""
    row = restore_row(Override.objects.kept_of(request.person), id)
    say(request, _("What your board told you counts again."))
    return _page_of(request, row)
