"""How certificates are sent, and how one is matched with a credit."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.papers.certificates import BadCertificate
from rxladder.web.education.evidence_keeping import keep
from rxladder.web.education.evidence_models import Evidence
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.uploads import whole

MOST_AT_ONCE = 10
# Without HEIC in the list an iPhone turns its photos into JPEG by itself.
TAKEN = "application/pdf,image/jpeg,image/png,image/webp"


class FilesInput(forms.FileInput):
    """Takes several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        """Every file that was sent under this name."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.Field):
    """Some files, or none."""

    widget = FilesInput

    def clean(self, value):
        """A list in any case."""
        return [upload for upload in value or [] if upload]


class UploadForm(HouseForm):
    """Certificates as photos or files; `keep` stores them, all or none."""

    sometimes = ("photo", "chosen")
    photo = FilesField(
        label=gettext_lazy("Take a photo"),
        help_text=gettext_lazy("The whole certificate, flat, in good light."),
        required=False,
        widget=FilesInput(attrs={"accept": "image/*", "capture": "environment", "multiple": False}),
    )
    chosen = FilesField(
        label=gettext_lazy("Or choose files"),
        help_text=gettext_lazy("PDF, JPEG, PNG or WebP; at most 10 files of at most 20 MB."),
        required=False,
        widget=FilesInput(attrs={"accept": TAKEN}),
    )

    def clean(self):
        """Something must be there, and not too much of it."""
        super().clean()
        cleaned = self.cleaned_data
        uploads = [*cleaned.get("photo", ()), *cleaned.get("chosen", ())]
        if not uploads:
            self.add_error("chosen", _("Choose a file, or take a photo."))
        elif len(uploads) > MOST_AT_ONCE:
            self.add_error("chosen", _("Choose at most 10 files at a time."))
        return cleaned

    def keep(self, person) -> list[Evidence]:
        """Store what was sent; empty, and the form in error, where one of the files cannot be kept."""
        uploads = [*self.cleaned_data["photo"], *self.cleaned_data["chosen"]]
        try:
            return keep(person, [(upload.name, _content(upload)) for upload in uploads])
        except BadCertificate as error:
            self.add_error("photo" if self.cleaned_data["photo"] else "chosen", str(error))
            return []


def _content(upload) -> bytes:
    content = whole(upload)
    if content is None:
        raise BadCertificate(
            _("%(name)s is too large. A file is at most 20 MB, all together at most 60 MB.")
            % {"name": upload.name}
        )
    return content


class ChooseForm(HouseForm):
    """One of the person's own records, chosen from a list."""

    def __init__(self, *args, rows, label, words=str, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {str(row.id): row for row in rows}
        choices = [("", _("Choose")), *((id_, words(row)) for id_, row in self.rows.items())]
        told = {"required": _("Choose one from the list."), "invalid_choice": _("Choose one from the list.")}
        self.fields["row_id"] = forms.ChoiceField(label=label, choices=choices, error_messages=told)

    def row(self):
        """What was chosen."""
        return self.rows[self.cleaned_data["row_id"]]
