"""Recommendations: asking for one, reminding, and keeping it when it comes."""

from __future__ import annotations

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rxladder.papers.certificates import BadCertificate
from rxladder.papers.letter_brief import LetterBrief, letter_brief
from rxladder.web.education.evidence_keeping import keep_with
from rxladder.web.relationships.gathering_forms import LetterForm
from rxladder.web.relationships.gathering_parts import letter_of
from rxladder.web.relationships.models import Letter
from rxladder.web.responsibilities.packet_made import packet_career
from rxladder.web.site.downloads import PDF, download
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.rules import packs
from rxladder.web.site.second_taps import MARK
from rxladder.web.site.uploads import whole
from rxladder.web.site.views import of_person, posted, say, say_saved, status_of
from rxladder.web.trash.former import change

CRUMB = gettext_lazy("Recommendations")

LETTERS = RecordPages(
    kind="letter",
    listed="people:letters",
    crumb=CRUMB,
    model=Letter,
    form=LetterForm,
    title=gettext_lazy("Who would write for you?"),
    named=lambda row: row.writer,
    help=gettext_lazy("Ask early: four weeks before you need it is kind."),
)


class LetterFileForm(HouseForm):
    """The letter itself."""

    letter = forms.FileField(
        label=gettext_lazy("The letter"),
        help_text=gettext_lazy("PDF or a photo (JPEG, PNG, WebP). At most 10 MB."),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )


@of_person
@require_safe
def letters(request):
    """Every letter and how far it is."""
    rows = Letter.objects.visible_to(request.person).select_related("evidence")
    return render(request, "relationships/letters.html", {"rows": [_shown(row, request.on) for row in rows]})


def _shown(row: Letter, on) -> dict[str, object]:
    one = letter_of(row)
    left = (row.needed_by - on).days if row.needed_by and one.state in ("to-ask", "asked") else None
    return {"row": row, "one": one, "left": left, "late": left is not None and left < 0}


@of_person
def letter(request, id):
    """One letter: what is next, and the file when it has come."""
    row = get_object_or_404(Letter.objects.visible_to(request.person), id=id)
    form = LetterFileForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        try:
            content = whole(form.cleaned_data["letter"])
            if content is None:
                raise BadCertificate(_("The file is too large."))
            received = row.received or request.on
            keep_with(row, form.cleaned_data["letter"].name, content, received=received)
        except BadCertificate as error:
            form.add_error("letter", str(error))
        else:
            say(request, _("The letter is kept."))
            return redirect("people:letter", row.id)
    context = {"row": row, "title": row.writer, "form": form, **_shown(row, request.on)}
    return render(request, "relationships/letter.html", context, status=status_of(form))


@of_person
@require_POST
def step(request, id):
    """Asked today, or reminded today."""
    with one_at_a_time(request.person.id):
        row = get_object_or_404(Letter.objects.visible_to(request.person), id=id)
        if row.asked is None:
            row.asked = request.on
        elif request.on.isoformat() not in row.reminded:
            row.reminded = [*row.reminded, request.on.isoformat()]
        former = change(row, row.save, request.POST.get(MARK))
    say_saved(request, _("Noted with today's date."), former)
    return redirect("people:letter", row.id)


@of_person
@require_safe
def brief(request, id):
    """What the writer needs at hand, on a page: made from the record, for the person to look at and send."""
    row = get_object_or_404(Letter.objects.visible_to(request.person), id=id)
    made = LetterBrief(letter_of(row), packet_career(request), request.on)
    return download(letter_brief(made, packs()), PDF, "brief-for-a-letter.pdf")
