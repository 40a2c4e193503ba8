"""Bringing in a record: choose files or paste, look at every line, save, undo, redo."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from rxladder.career.transcripts.apart import read_files
from rxladder.career.transcripts.read import MOST_BYTES, read_pasted
from rxladder.career.transcripts.result import Reading
from rxladder.facts.yaml_text import BadInput
from rxladder.papers.certificates import BadCertificate
from rxladder.web.accounts.models import Person
from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education import import_proofs
from rxladder.web.education import import_steps as steps
from rxladder.web.education.import_forms import BringForm, DecisionsForm
from rxladder.web.education.models import Credit, Import
from rxladder.web.site.deleting import delete_row
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.uploads import whole
from rxladder.web.site.views import of_person, posted, say, status_of

KEPT = gettext_lazy("It is kept with your certificates.")


@of_person
def bring(request):
    """Choose files or paste; below it, what was brought before."""
    form = BringForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        read, refused = _read(form, request.person)
        if read:
            readings, contents = zip(*read, strict=True)
            if not refused and all(str(KEPT) in one.notes for one in readings):
                return _to_certificates(request, len(readings))
            made = steps.start(request.person, readings, refused, contents)
            return redirect("education:import", id=made.id)
        for message in refused:
            form.add_error("documents" if form.cleaned_data["documents"] else "text", message)
    context = {"form": form, "imports": _past(request)}
    return render(request, "education/bring.html", context, status=status_of(form))


def _read(form: BringForm, person: Person) -> tuple[list[tuple[Reading, bytes | None]], list[str]]:
    """What could be read with its file, if it is one; and what could not and why."""
    sent = [(keeping.plain_name(upload.name), whole(upload)) for upload in form.cleaned_data["documents"]]
    small = [(name, data) for name, data in sent if data is not None and len(data) <= MOST_BYTES]
    refused = [_("%(name)s: it is larger than 10 MB.") % {"name": name}
               for name, data in sent if data is None or len(data) > MOST_BYTES]  # fmt: skip
    found: list[tuple[Reading | BadInput, bytes | None]] = [
        (one if isinstance(one, BadInput) else _kept_picture(one, data, person), data)
        for one, (_name, data) in zip(read_files(small), small, strict=True)
    ]
    if form.cleaned_data["text"].strip():
        try:
            found.append((read_pasted(form.cleaned_data["text"]), None))
        except BadInput as error:
            found.append((error, None))
    refused += [f"{one}." for one, _data in found if isinstance(one, BadInput)]
    return [(one, data) for one, data in found if isinstance(one, Reading)], refused


def _to_certificates(request: PersonRequest, n: int) -> HttpResponse:
    """Pictures alone hold no line to look at, and they are kept: what is left is to say what they prove."""
    text = ngettext(
        "%(n)d picture is kept with your certificates. We do not guess what it shows: say what it proves.",
        "%(n)d pictures are kept with your certificates. We do not guess what they show: say what they "
        "prove.",
        n,
    )
    say(request, text % {"n": n})
    return redirect("education:evidence")


def _kept_picture(reading: Reading, data: bytes, person: Person) -> Reading:
    """A picture goes to the certificates: there it is safe, and its credit can be typed in beside it."""
    if reading.kind not in ("picture", "scan"):
        return reading
    try:
        keeping.keep(person, [(reading.file, data)])
    except BadCertificate as error:
        return reading.with_notes(str(error))
    return reading.with_notes(str(KEPT))


def _past(request: PersonRequest) -> list[Import]:
    rows = list(Import.objects.visible_to(request.person).order_by("-created_at").defer("changes"))
    counts: dict[object, int] = {}
    for made in Credit.objects.visible_to(request.person).exclude(brought_by=None).values_list("brought_by"):
        counts[made[0]] = counts.get(made[0], 0) + 1
    for row in rows:
        row.count = counts.get(row.id, 0)
        row.moment = steps.moment(row)
    return rows


@of_person
def look(request, id):
    """Every line with its decision; once saved, what came of it."""
    made = get_object_or_404(Import.objects.visible_to(request.person), id=id)
    context = {"made": made, "readings": steps.readings_of(made), "moment": steps.moment(made)}
    if made.state != Import.State.PREVIEW:
        context["rows"] = Credit.objects.visible_to(request.person).filter(brought_by=made).order_by("-date")
        context["proofs"] = import_proofs.count(made)
        return render(request, "education/import_done.html", context)
    form = DecisionsForm(posted(request), lines=steps.preview(made), today=request.on)
    if form.is_valid():
        outcome = steps.save(made, form.decisions())
        if outcome:
            say(request, _saved(outcome), undo=reverse("education:undo-import", args=[made.id]))
        return redirect("education:import", id=made.id)
    context["form"] = form
    return render(request, "education/import.html", context, status=status_of(form))


def _saved(outcome: steps.Outcome) -> str:
    told = []
    if outcome.credits or not (outcome.seen or outcome.proofs):
        text = ngettext("%(n)d credit is in your log.", "%(n)d credits are in your log.", outcome.credits)
        told.append(text % {"n": outcome.credits})
    if outcome.changed:
        text = ngettext("%(n)d was changed.", "%(n)d were changed.", outcome.changed)
        told.append(text % {"n": outcome.changed})
    if outcome.seen:
        text = ngettext(
            "%(n)d you already had is now marked as in your transcript.",
            "%(n)d you already had are now marked as in your transcript.",
            outcome.seen,
        )
        told.append(text % {"n": outcome.seen})
    if outcome.proofs:
        text = ngettext(
            "%(n)d certificate is with its credit.",
            "%(n)d certificates are with their credits.",
            outcome.proofs,
        )
        told.append(text % {"n": outcome.proofs})
    return " ".join(told)


@of_person
@require_POST
def undo(request, id):
    """Take an import back whole."""
    made = get_object_or_404(Import.objects.visible_to(request.person), id=id)
    outcome = steps.undo(made)
    if outcome:
        text = ngettext("%(n)d credit was removed.", "%(n)d credits were removed.", outcome.credits)
        if outcome.left:
            text += " " + _("What you have changed yourself since then stays as you changed it.")
        text %= {"n": outcome.credits}
        if outcome.proofs:
            more = ngettext(
                "%(n)d certificate was removed.", "%(n)d certificates were removed.", outcome.proofs
            )
            text += " " + more % {"n": outcome.proofs}
        say(request, text, undo=reverse("education:restore-import", args=[made.id]))
    return redirect("education:bring")


@of_person
@require_POST
def restore(request, id):
    """Bring back an import that was taken back, or a preview that was thrown away."""
    thrown = Import.objects.deleted_by(request.person).filter(state=Import.State.PREVIEW, id=id).first()
    if thrown:
        thrown.restore()
        return redirect("education:import", id=id)
    made = get_object_or_404(Import.objects.visible_to(request.person), id=id)
    outcome = steps.redo(made)
    if outcome:
        text = ngettext("%(n)d credit is back.", "%(n)d credits are back.", outcome.credits)
        say(request, text % {"n": outcome.credits}, undo=reverse("education:undo-import", args=[made.id]))
    return redirect("education:import", id=made.id)


@of_person
@require_POST
def discard(request, id):
    """Throw a preview away; nothing of it was saved."""
    delete_row(Import.objects.kept_of(request.person).filter(state=Import.State.PREVIEW), id)
    say(request, _("Discarded; nothing was saved."), undo=reverse("education:restore-import", args=[id]))
    return redirect("education:bring")
