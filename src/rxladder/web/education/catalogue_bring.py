"""Bringing many activities into the catalogue: paste a page or choose a file, look at each, save."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from rxladder.career.transcripts.apart import read_files
from rxladder.career.transcripts.read import LONGEST_PASTE, MOST_BYTES, read_pasted
from rxladder.career.transcripts.result import Reading
from rxladder.facts.activities import Activity, read_catalogue
from rxladder.facts.yaml_text import BadInput
from rxladder.planning.brought import Brought, activities_in
from rxladder.web.education.axes import NOT_TOLD, UanField, topic_choices
from rxladder.web.education.evidence_keeping import plain_name
from rxladder.web.education.models import OwnActivity
from rxladder.web.education.own_catalogue import COLUMNS, row_of
from rxladder.web.education.words import ACCREDITATIONS, AUDIENCES, FORMATS
from rxladder.web.site.fields import LONGEST_TEXT, DollarsField, ExactFormField
from rxladder.web.site.forms import DayField, HouseForm
from rxladder.web.site.rules import packs
from rxladder.web.site.uploads import whole
from rxladder.web.site.views import of_person, posted, say, status_of

MOST = 200
PREFIX = "activity"


class BringActivitiesForm(HouseForm):
    """A file or a text that tells of activities."""

    document = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        help_text=gettext_lazy("PDF, Excel (XLSX), CSV, or a catalog file (YAML). At most 10 MB."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste a provider's page"),
        required=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    sometimes = ("document", "text")

    def clean(self):
        """One of the two is there."""
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors and not cleaned.get("document") and not cleaned.get("text", "").strip():
            self.add_error("document", _("Choose a file, or paste a text below."))
        return cleaned


class FoundActivityForm(HouseForm):
    """One activity that was read: to be taken or left, with what can be mended at once."""

    take = forms.BooleanField(label=gettext_lazy("Take it"), required=False, initial=True)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TEXT, required=False)
    provider = forms.CharField(label=gettext_lazy("Provider"), max_length=LONGEST_TEXT, required=False)
    hours = ExactFormField(label=gettext_lazy("Hours"), required=False)
    cost_usd = DollarsField(label=gettext_lazy("What it costs, in US dollars"))
    uan = UanField()
    topic = forms.ChoiceField(
        label=gettext_lazy("Topic"), required=False, choices=lambda: [("", NOT_TOLD), *topic_choices()]
    )
    format = forms.ChoiceField(
        label=gettext_lazy("How it is taken"), required=False, choices=[("", NOT_TOLD), *FORMATS]
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Made for"), required=False, choices=[("", NOT_TOLD), *AUDIENCES]
    )
    accreditation = forms.ChoiceField(
        label=gettext_lazy("Accepted by"), required=False, choices=[("", NOT_TOLD), *ACCREDITATIONS]
    )
    available_from = DayField(label=gettext_lazy("Available from"), required=False)
    available_until = DayField(label=gettext_lazy("Available until"), required=False)
    live_on = DayField(label=gettext_lazy("Only on this day"), required=False)
    url = forms.URLField(
        label=gettext_lazy("Address"), required=False, max_length=2_000, assume_scheme="https"
    )
    sometimes = ("title",)
    folded = (
        "uan", "provider", "topic", "format", "audience", "accreditation", "available_from",
        "available_until", "live_on", "url",
    )  # fmt: skip

    def clean(self):
        """What is taken has a title."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("take") and not cleaned.get("title"):
            self.add_error("title", _("Write what it is called."))
        began, ends = cleaned.get("available_from"), cleaned.get("available_until")
        if began and ends and ends < began:
            self.add_error("available_until", _("That is before the first day it is available."))
        return cleaned

    def behind_the_fold(self):
        """The fields that matter only at times."""
        return [self[name] for name in self.folded]

    @property
    def unfolded(self) -> bool:
        """Whether something behind the fold is to be mended."""
        return any(name in self.errors for name in self.folded)

    def row(self) -> OwnActivity:
        """The activity as it is stored, not saved yet."""
        return OwnActivity(**{name: value for name, value in self.cleaned_data.items() if name in COLUMNS})


FoundFormSet = forms.formset_factory(FoundActivityForm, extra=0, max_num=MOST, absolute_max=MOST)


@of_person
def bring(request):
    """Choose or paste; a catalogue file is taken over whole, all else is looked at first."""
    form = BringActivitiesForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        try:
            upload = form.cleaned_data["document"]
            if upload and upload.name.lower().endswith((".yaml", ".yml", ".json")):
                listed = read_catalogue(_content(upload), packs(), plain_name(upload.name))
                return _store(request, [row_of(activity) for activity in listed])
            return _look(request, _activities_brought(form))
        except BadInput as error:
            form.add_error("document" if form.cleaned_data["document"] else "text", f"{error}.")
    return render(request, "education/catalogue_bring.html", {"form": form}, status=status_of(form))


def _activities_brought(form: BringActivitiesForm) -> tuple[Brought, ...]:
    upload = form.cleaned_data["document"]
    reading = _read(upload) if upload else read_pasted(form.cleaned_data["text"])
    found = activities_in(reading)
    if not found:
        raise BadInput(_("has no activity in it: neither a number nor a title with hours"), reading.file)
    if len(found) > MOST:
        raise BadInput(
            _("has {n} activities; add at most {most} at a time").format(n=len(found), most=MOST),
            reading.file,
        )
    return found


def _read(upload: UploadedFile) -> Reading:
    (found,) = read_files([(plain_name(upload.name or ""), _content(upload))])
    if isinstance(found, BadInput):
        raise found
    return found


def _content(upload: UploadedFile) -> bytes:
    content = whole(upload)
    if content is None or len(content) > MOST_BYTES:
        raise BadInput(_("is larger than 10 MB"), plain_name(upload.name or ""))
    return content


def _look(request, found: tuple[Brought, ...]):
    initial = [_first_values(one.activity) for one in found]
    forms_ = FoundFormSet(initial=initial, prefix=PREFIX)
    rows = [{"form": form, "doubts": one.doubts} for form, one in zip(forms_, found, strict=True)]
    return render(request, "education/catalogue_look.html", {"forms": forms_, "rows": rows})


def _first_values(activity: Activity) -> dict[str, object]:
    return {name: getattr(activity, name) for name in FoundActivityForm.base_fields if name in COLUMNS}


@of_person
@require_POST
def save(request):
    """Store what is ticked, all of it or nothing."""
    forms_ = FoundFormSet(request.POST, prefix=PREFIX)
    if forms_.is_valid():
        return _store(request, [form.row() for form in forms_ if form.cleaned_data.get("take")])
    rows = [{"form": form, "doubts": ()} for form in forms_]
    return render(request, "education/catalogue_look.html", {"forms": forms_, "rows": rows}, status=422)


def _store(request, rows: list[OwnActivity]):
    at = timezone.now()
    for place, row in enumerate(rows):
        row.person, row.created_at, row.place = request.person, at, place
    OwnActivity.objects.bulk_create(rows)
    text = ngettext(
        "%(n)d activity is in your catalog.", "%(n)d activities are in your catalog.", len(rows)
    ) % {"n": len(rows)}
    say(request, text, undo=reverse("catalogue:undo-brought", args=[at]) if rows else None)
    return redirect("catalogue:find")


@of_person
@require_POST
@transaction.atomic
def undo(request, at):
    """Take out what was brought at one moment."""
    OwnActivity.objects.visible_to(request.person).filter(created_at=at).delete_softly(timezone.now())
    say(request, _("They are no longer in your catalog."))
    return redirect("catalogue:find")
