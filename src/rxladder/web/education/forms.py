"""What is asked about a credit: one line first, its parts to confirm after."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.career.credit_line import LONGEST_LINE, CreditLine, read_credit_line
from rxladder.web.education.axes import NOT_TOLD, choose_axes, uan_field
from rxladder.web.education.models import Credit
from rxladder.web.site.forms import HouseForm, HouseModelForm
from rxladder.web.site.rules import packs

LATER = (
    "topic",
    "format",
    "audience",
    "accreditation",
    "jurisdiction",
    "course",
    "activity",
    "provider",
    "cost_usd",
)


class LineForm(HouseForm):
    """The one field: paste what you have."""

    line = forms.CharField(
        label=gettext_lazy("Paste an activity number (UAN) or a line of your certificate"),
        max_length=LONGEST_LINE,
        error_messages={
            "required": gettext_lazy("Paste a number or a line, or fill in the fields one by one."),
            "max_length": gettext_lazy("That is too long for one line."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def read(self) -> CreditLine:
        """What the line told."""
        return read_credit_line(self.cleaned_data["line"])


def initial_of(line: CreditLine) -> dict:
    """A line's parts as the first values of a `CreditForm`; what the UAN settles stays with the UAN."""
    return {
        "title": line.title,
        "date": line.date,
        "hours": line.hours,
        "uan": line.uan.text if line.uan else line.wrong_uan,
        "format": "" if line.uan else line.format or "",
    }


class CreditForm(HouseModelForm):
    """A credit, field by field."""

    folded = LATER
    sometimes = ("hours",)
    uan = uan_field()

    class Meta:
        model = Credit
        fields = ["title", "date", "hours", "uan", "status", *LATER]
        help_texts = {
            "hours": gettext_lazy("Contact hours, such as 1.5."),
            "cost_usd": gettext_lazy("In US dollars; 0 if it was free."),
        }

    def __init__(self, *args, today, held=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.activities = _activities(held)
        self.fields["title"].required = True
        self.fields["title"].error_messages["required"] = _("Write what it was called.")
        self.fields["date"].error_messages["required"] = _("Enter the day you took it.")
        self.fields["hours"].required = False
        self.dollars("cost_usd")
        choose_axes(self)
        self.choose("activity", [(id_, value.says) for id_, value in self.activities.items()], NOT_TOLD)
        self.fields["activity"].label = _("Counts as a fixed number of hours")
        if not self.activities and not self.instance.activity:
            del self.fields["activity"]

    def clean(self):
        """A fixed value brings its own hours; what lies ahead cannot be done yet."""
        super().clean()
        cleaned = self.cleaned_data
        fixed = self.activities.get(cleaned.get("activity", ""))
        if not cleaned.get("hours") and "hours" not in self.errors:
            if fixed:
                cleaned["hours"] = fixed.hours
            else:
                self.add_error("hours", _("Write how many hours it was."))
        day = cleaned.get("date")
        if day and day > self.today and cleaned.get("status") == Credit.Status.DONE:
            self.add_error(
                "date", _("That day has not come yet. If you signed up for it, choose Booked below.")
            )
        return cleaned


def _activities(held):
    """The activities of fixed value that the person's own credentials know."""
    refs = (packs().credentials.get(credential) for credential in held)
    return {id_: value for ref in refs if ref for id_, value in ref.credential.ce.fixed_values.items()}
