"""The forms about people: one person, one contact, and the line that tells of one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.career.contact_line import LONGEST_LINE
from rxladder.career.relationships import Rhythm
from rxladder.career.vcard_lines import is_name
from rxladder.web.relationships.models import Acquaintance, Contact
from rxladder.web.site.forms import DayField, HouseForm, HouseModelForm, LinesField

MENTORING = (("mentor", gettext_lazy("My mentor")), ("mentee", gettext_lazy("I am their mentor")))
DAYS_OF_A_YEAR = ("%m-%d", "%m/%d", "%B %d", "%b %d", "%d %B", "%d %b")
RHYTHMS = ("2 weeks", "1 month", "2 months", "3 months", "6 months", "1 year")


def rhythm_words(rhythm: Rhythm) -> str:
    """A rhythm as a person says it."""
    words = {
        "days": _("every %(n)d days"),
        "weeks": _("every %(n)d weeks"),
        "months": _("every %(n)d months"),
        "years": _("every %(n)d years"),
    }
    single = {
        "days": _("every day"),
        "weeks": _("every week"),
        "months": _("every month"),
        "years": _("every year"),
    }
    return single[rhythm.unit] if rhythm.count == 1 else words[rhythm.unit] % {"n": rhythm.count}


def read_birthday(text: str) -> str:
    """A birthday in any usual way of writing, as the record keeps it: 06-15, or 1990-06-15 with its year."""
    # In a leap year, so that 29 February is a day.
    days = forms.DateField(input_formats=[f"{each} %Y" for each in DAYS_OF_A_YEAR])
    try:
        return f"{days.clean(f'{text} 2000'):%m-%d}"
    except forms.ValidationError:
        return DayField().clean(text).isoformat()


class AcquaintanceForm(HouseModelForm):
    """Somebody one knows. Only the name has to be told."""

    folded = ("mentoring", "mentoring_goals", "introduced_by", "emails", "phones", "birthday", "note")

    class Meta:
        model = Acquaintance
        fields = [
            "name", "known_from", "employer", "role", "rhythm", "topics",
            "mentoring", "mentoring_goals", "introduced_by", "emails", "phones", "birthday", "note",
        ]  # fmt: skip

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        for name, labelled in (
            ("topics", False),
            ("mentoring_goals", False),
            ("emails", True),
            ("phones", True),
        ):
            old = self.fields[name]
            self.fields[name] = LinesField(label=old.label, labelled=labelled, help_text=_("One per line."))
        self.fields["note"].widget.attrs["rows"] = 3
        self.fields["birthday"] = forms.CharField(
            label=self.fields["birthday"].label,
            help_text=_("Such as June 15, 6/15, or 6/15/1990 with the year."),
            required=False,
        )
        self.choose("mentoring", MENTORING, _("No"))
        rhythms = [(text, rhythm_words(Rhythm.parse(text))) for text in RHYTHMS]
        own = self.instance.rhythm
        if own and own not in RHYTHMS:
            rhythms.append((own, rhythm_words(Rhythm.parse(own))))
        self.choose("rhythm", rhythms, _("No reminder"))

    def clean_birthday(self):
        """A day with or without its year."""
        text = self.cleaned_data["birthday"].strip()
        try:
            return read_birthday(text) if text else ""
        except forms.ValidationError:
            raise forms.ValidationError(_("Write it like June 15, 6/15 or 6/15/1990.")) from None

    def save(self, commit=True):
        """A new person is known from today on: their rhythm counts from then."""
        if self.instance.added is None:
            self.instance.added = self.today
        if "name" in self.changed_data:
            # The parts of the name that a card told are those of the old one.
            self.instance.card = [line for line in self.instance.card if not is_name(line)]
        return super().save(commit)


class ContactForm(HouseModelForm):
    """One time of being in touch."""

    class Meta:
        model = Contact
        fields = ["on", "note", "follow_up"]

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["note"].widget.attrs["rows"] = 3

    def clean_on(self):
        """What is still to come is no contact yet."""
        day = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("That day is still in the future."))
        return day

    def clean(self):
        """A promise is for later."""
        super().clean()
        self.in_order("on", "follow_up", _("That is before the day of the contact."))
        return self.cleaned_data


class LogLineForm(HouseForm):
    """A contact in one line."""

    line = forms.CharField(
        label=gettext_lazy("Who were you in touch with?"),
        max_length=LONGEST_LINE,
        help_text=gettext_lazy(
            "In one line: coffee with my mentor, offered to review my résumé; follow up in 3 weeks"
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write who it was with, and what about.")},
    )


class WhoForm(HouseForm):
    """Whom a line is about, where it does not tell."""

    name = forms.CharField(
        label=gettext_lazy("Someone new"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Their name"),
    )
    on = DayField(label=gettext_lazy("When"))
    note = forms.CharField(
        label=gettext_lazy("What about"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    follow_up = DayField(label=gettext_lazy("Follow up on"), required=False)
    sometimes = ("who", "name")

    def __init__(self, *args, people, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        if people:
            who = forms.ChoiceField(
                label=_("Who is it?"),
                widget=forms.RadioSelect,
                required=False,
                choices=[(str(one.id), one.name) for one in people],
            )
            self.fields = {"who": who, **self.fields}

    def clean(self):
        """One of the two tells who it is; the day is not to come, and the promise is after it."""
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors and not cleaned.get("who") and not cleaned.get("name", "").strip():
            self.add_error("name", _("Choose who it is, or write a name."))
        if cleaned.get("on") and cleaned["on"] > self.today:
            self.add_error("on", _("That day is still in the future."))
        if cleaned.get("on") and cleaned.get("follow_up") and cleaned["follow_up"] < cleaned["on"]:
            self.add_error("follow_up", _("That is before the day of the contact."))
        return cleaned
