"""Certificates: what is kept, what each proves, and the certificates of one credit."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education.evidence_forms import ChooseForm, UploadForm
from rxladder.web.education.models import Credit, Evidence, Proof
from rxladder.web.site.deleting import deleting
from rxladder.web.site.letting_go import UNDO_DAYS
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.templatetags.words import day_there, short_day
from rxladder.web.site.views import of_person, posted, say, status_of


def _upload_form(request) -> UploadForm:
    return UploadForm(posted(request), request.FILES if request.method == "POST" else None)


@of_person
def evidence(request):
    """Every certificate, those first that prove nothing yet; one that is sent here leads to its credit."""
    form = _upload_form(request)
    if form.is_valid() and (kept := form.keep(request.person)):
        return _after_upload(request, kept)
    proved = _proved(request.person)
    rows = Evidence.objects.visible_to(request.person).order_by("-created_at", "name")
    told = keeping.told_of(request.person)
    shown = [{"row": row, "credits": proved.get(row.id, []), "told": told.get(row.id, [])} for row in rows]
    context = {
        "form": form,
        "loose": [item for item in shown if not item["credits"] and not item["told"]],
        "attached": [item for item in shown if item["credits"]],
        "letters": [item for item in shown if item["told"] and not item["credits"]],
        "without": _without(request.person),
        "undo_days": UNDO_DAYS,
    }
    return render(request, "education/evidence.html", context, status=status_of(form))


def _after_upload(request, kept: list[Evidence]):
    """One new file: to the credit that it proves. Several, or one that is known already: to the list."""
    proved = _proved(request.person)
    loose = [row for row in kept if row.id not in proved]
    if len(kept) == len(loose) == 1 and _without(request.person).exists():
        return redirect("education:evidence-one", kept[0].id)
    if len(kept) == len(loose) == 1:
        return redirect(f"{reverse('education:add')}?certificate={kept[0].id}")
    n = len(kept)
    say(request, ngettext("%(n)d file is here.", "%(n)d files are here.", n) % {"n": n})
    return redirect("education:evidence")


@of_person
def one(request, id):
    """One certificate: what it proves, and what else it might."""
    row = get_object_or_404(Evidence.objects.visible_to(request.person), id=id)
    proofs = keeping.proofs_of(request.person).filter(evidence=row).select_related("credit")
    proved = [proof.credit_id for proof in proofs]
    others = Credit.objects.visible_to(request.person).exclude(id__in=proved).order_by("-date", "-place")
    form = ChooseForm(posted(request), rows=others, label=_("A credit in your log"), words=_credit_words)
    if form.is_valid():
        proof = keeping.attach(row, [form.row()])[0]
        text = _("The certificate is with %(title)s.") % {"title": form.row()}
        say(request, text, undo=reverse("education:proof-delete", args=[proof.id]))
        return redirect("education:credit-evidence", form.row().id)
    context = {"row": row, "proofs": proofs, "form": form, "others": others, "undo_days": UNDO_DAYS}
    context["told"] = keeping.told_of(request.person).get(row.id, [])
    return render(request, "education/evidence_one.html", context, status=status_of(form))


@of_person
def of_credit(request, id):
    """The certificates of one credit: see, add and remove them."""
    credit = get_object_or_404(Credit.objects.visible_to(request.person), id=id)
    choosing = "row_id" in request.POST
    form = UploadForm() if choosing else _upload_form(request)
    proofs = keeping.proofs_of(request.person).filter(credit=credit)
    others = Evidence.objects.visible_to(request.person).exclude(id__in=[p.evidence_id for p in proofs])
    choose = ChooseForm(
        request.POST if choosing else None,
        rows=others.order_by("-created_at"),
        label=_("A certificate that is already here"),
        words=lambda row: f"{row.name}, {day_there(row.created_at, request.person)}",
    )
    wrong = choose if choosing else form
    if wrong.is_valid() and _attached(request.person, credit, wrong):
        say(request, _("The certificate is with %(title)s.") % {"title": credit})
        return redirect("education:credit-evidence", id)
    context = {"credit": credit, "proofs": proofs, "form": form, "choose": choose, "others": others}
    return render(request, "education/credit_evidence.html", context, status=status_of(wrong))


def _attached(person, credit: Credit, sent: UploadForm | ChooseForm) -> list[Evidence]:
    """The files that were sent or chosen, kept and with the credit: both or neither."""
    with one_at_a_time(person.id):
        kept = [sent.row()] if isinstance(sent, ChooseForm) else sent.keep(person)
        for row in kept:
            keeping.attach(row, [credit])
    return kept


@of_person
@require_POST
def remove_proof(request, id):
    """Take a certificate off a credit."""
    proof = get_object_or_404(Proof.objects.kept_of(request.person), id=id)
    if keeping.proofs_of(request.person).filter(id=id).exists():
        keeping.remove_proof(proof)
    text = _("%(name)s was removed.") % {"name": proof.evidence}
    say(request, text, undo=reverse("education:proof-restore", args=[id]))
    return redirect("education:credit-evidence", proof.credit_id)


@of_person
@require_POST
def restore_proof(request, id):
    """Undo `remove_proof`."""
    proof = get_object_or_404(Proof.objects.kept_of(request.person), id=id)
    if proof.deleted_at is not None:
        keeping.restore_proof(proof)
    say(request, _("%(name)s is back.") % {"name": proof.evidence})
    return redirect("education:credit-evidence", proof.credit_id)


# Whatever a certificate proves, it can be deleted.
delete, restore = deleting(
    Evidence, "education:evidence-restore", "education:evidence", "education:evidence-one"
)


def _proved(person) -> dict:
    """The credits that each file proves."""
    found: dict = {}
    for proof in keeping.proofs_of(person).select_related("credit"):
        found.setdefault(proof.evidence_id, []).append(proof.credit)
    return found


def _without(person):
    """What is done and has no certificate, the newest first."""
    proved = keeping.proofs_of(person).values("credit")
    done = Credit.objects.visible_to(person).filter(status=Credit.Status.DONE)
    return done.exclude(id__in=proved).order_by("-date", "-place")


def _credit_words(row: Credit) -> str:
    return f"{short_day(row.date)}: {row}"[:90]
