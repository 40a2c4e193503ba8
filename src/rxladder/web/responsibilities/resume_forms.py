"""What is asked for a résumé: about oneself, and a school."""

from __future__ import annotations

import re
from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.career.resume_entries import PART_OF_DAY
from rxladder.web.responsibilities.models import ResumeAbout, School
from rxladder.web.site.forms import HouseForm, HouseModelForm

MOST_LINES = 30


class RowsField(forms.CharField):
    """Things, one a line, each of so many parts between commas; the last part takes what is left."""

    widget = forms.Textarea
    default_error_messages: ClassVar = {"most": gettext_lazy("At most 30 lines.")}

    def __init__(self, *, parts: int, **kwargs):
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)
        self.parts = parts

    def prepare_value(self, value):
        """What is stored as lines."""
        if isinstance(value, list):
            return "\n".join(", ".join(part for part in one if part) for one in value)
        return value

    def to_python(self, value):
        """Lists of the parts; a part that is an address goes last."""
        lines = [line.strip() for line in (value or "").splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(self.error_messages["most"], code="most")
        return [self._parts(line) for line in lines]

    def _parts(self, line: str) -> list[str]:
        told = [part.strip() for part in line.split(",", self.parts - 1)]
        if self.parts == 3 and len(told) == 2 and re.match(r"https?://|www\.", told[1]):
            told = [told[0], "", told[1]]
        return [*told, *[""] * (self.parts - len(told))]

    def has_changed(self, initial, data):
        """Compared as lines."""
        return self.prepare_value(initial) != data


class AboutForm(HouseModelForm):
    """About oneself."""

    folded = ("url", "address", "postal_code", "country")
    profiles = RowsField(
        parts=3,
        label=gettext_lazy("Your online profiles"),
        help_text=gettext_lazy("One per line: LinkedIn, sam-example, https://…"),
    )
    languages = RowsField(
        parts=2, label=gettext_lazy("Languages"), help_text=gettext_lazy("One per line: Spanish, fluent")
    )

    class Meta:
        model = ResumeAbout
        fields = (
            *("label", "summary", "email", "phone", "city", "region", "profiles", "languages"),
            *("url", "address", "postal_code", "country"),
        )
        widgets: ClassVar = {"summary": forms.Textarea(attrs={"rows": 4})}


class SchoolForm(HouseModelForm):
    """A school."""

    folded = ("score", "url", "courses")
    courses = RowsField(
        parts=1, label=gettext_lazy("Courses to list"), help_text=gettext_lazy("One per line.")
    )

    class Meta:
        model = School
        fields = ("institution", "study_type", "area", "starts", "ends", "score", "url", "courses")

    def __init__(self, *args, today=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("starts", "ends"):
            self.fields[name].help_text = _("A year or a month: 2019 or 2019-05.")
        if self.instance.courses:
            self.initial["courses"] = [[one] for one in self.instance.courses]

    def clean_courses(self):
        """As plain lines."""
        return [one[0] for one in self.cleaned_data["courses"]]

    def clean(self):
        """The days can be read and come in order."""
        cleaned = super().clean() or {}
        for name in ("starts", "ends"):
            cleaned[name] = (cleaned.get(name) or "").strip()
            if not re.fullmatch(PART_OF_DAY, cleaned[name]):
                self.add_error(name, _("Write a year or a month, such as 2019 or 2019-05."))
        starts, ends = cleaned.get("starts") or "", cleaned.get("ends") or ""
        shorter = min(len(starts), len(ends))
        if starts and ends and ends[:shorter] < starts[:shorter]:
            self.add_error("ends", _("This is before the start."))
        return cleaned


class BringResumeForm(HouseForm):
    """A JSON Resume as a file."""

    document = forms.FileField(
        label=gettext_lazy("Your JSON Resume"),
        help_text=gettext_lazy("A file that ends with .json. At most 1 MB."),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
