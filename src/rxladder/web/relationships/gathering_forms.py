"""The forms of memberships, events and letters, and of a calendar to take events from."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.facts.organisations import organisations
from rxladder.web.relationships.models import Gathering, Letter, Membership
from rxladder.web.site.forms import HouseForm, HouseModelForm, LinesField, OfferedInput


class MembershipForm(HouseModelForm):
    """Belonging to an organisation."""

    folded = ("number", "note")

    class Meta:
        model = Membership
        fields = ["organisation", "since", "renews", "dues_usd", "number", "note"]

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.dollars("dues_usd")
        self.fields["note"].widget.attrs["rows"] = 3
        self.fields["organisation"].widget = OfferedInput(one.name for one in organisations().values())
        self.fields["organisation"].help_text = _(
            "Its name. Those we have read about are suggested as you type."
        )
        self.initial["organisation"] = organisation_name(self.instance.organisation)

    def clean_organisation(self):
        """A name that was read about becomes its id."""
        name = " ".join(self.cleaned_data["organisation"].split())
        known = {one.name.casefold(): id_ for id_, one in organisations().items()}
        return known.get(name.casefold(), name)

    def clean(self):
        """Dues come after joining."""
        super().clean()
        self.in_order("since", "renews", _("That is before the day you joined."))
        return self.cleaned_data


def organisation_name(text: str) -> str:
    """The name of an organisation of the facts; any other is its own name."""
    known = organisations().get(text)
    return known.name if known else text


class TodoField(LinesField):
    """Things to do, one a line; what is done stays done while its line stays as it is."""

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(what for what, _done in value)
        return value


class GatheringForm(HouseModelForm):
    """An event."""

    folded = ("organisation", "url", "cost_usd", "ce_hours", "people", "before", "after", "note")

    class Meta:
        model = Gathering
        fields = ["name", "starts", "ends", "where", "going", *(
            "organisation", "url", "cost_usd", "ce_hours", "people", "before", "after", "note"
        )]  # fmt: skip
        help_texts = {"ends": gettext_lazy("If it lasts more than a day.")}

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.dollars("cost_usd")
        self.fields["note"].widget.attrs["rows"] = 3
        one_a_line = _("One per line.")
        self.fields["people"] = LinesField(label=self.fields["people"].label, help_text=one_a_line)
        for name in ("before", "after"):
            self.fields[name] = TodoField(label=self.fields[name].label, help_text=one_a_line)

    def clean_url(self):
        """An address that a browser may open."""
        text = self.cleaned_data["url"].strip()
        if text and not text.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Write the whole address, starting with https://."))
        return text

    def clean(self):
        """The last day is not before the first; what is done stays done."""
        super().clean()
        self.in_order("starts", "ends", _("The last day is before the first."))
        for name in ("before", "after"):
            done = {what for what, is_done in getattr(self.instance, name) if is_done}
            self.cleaned_data[name] = [[what, what in done] for what in self.cleaned_data.get(name, [])]
        return self.cleaned_data


class LetterForm(HouseModelForm):
    """A recommendation."""

    folded = ("asked", "received", "declined", "note")

    class Meta:
        model = Letter
        fields = ["writer", "about", "needed_by", "asked", "received", "declined", "note"]
        help_texts = {
            "about": gettext_lazy("A promotion, a job, a certification: the writer writes with it in mind.")
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs["rows"] = 3

    def clean(self):
        """Nothing comes before it was asked for."""
        super().clean()
        for name in ("received", "declined"):
            self.in_order("asked", name, _("That is before the day you asked."))
        return self.cleaned_data


class CalendarForm(HouseForm):
    """A calendar of events, as a file or at its address."""

    calendar = forms.FileField(
        label=gettext_lazy("A calendar file"),
        required=False,
        help_text=gettext_lazy("An .ics file, the kind societies offer. At most 5 MB."),
    )
    address = forms.CharField(
        label=gettext_lazy("Or the calendar's address"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy("It is read once, now, and only because you press the button."),
    )
    sometimes = ("calendar", "address")

    def clean(self):
        """One of the two is there."""
        super().clean()
        told = self.cleaned_data
        if not self.errors and not told.get("calendar") and not told.get("address", "").strip():
            self.add_error("calendar", _("Choose a file, or write an address below."))
        return told
