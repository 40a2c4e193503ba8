"""What is asked about a credit: one line first, its parts to confirm after."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.career.credit_line import LONGEST_LINE, CreditLine, read_credit_line
from rxladder.facts.topics import TOPICS, topic_name
from rxladder.facts.uan import UanError, parse_uan
from rxladder.web.education.models import Credit
from rxladder.web.education.words import ACCREDITATIONS, AUDIENCES, FORMATS
from rxladder.web.site.forms import HouseForm, HouseModelForm
from rxladder.web.site.rules import packs, state_choices

NOT_TOLD = gettext_lazy("Not told")
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

    class Meta:
        model = Credit
        fields = ["title", "date", "hours", "uan", "status", *LATER]
        help_texts = {
            "hours": gettext_lazy("Contact hours, such as 1.5."),
            "uan": gettext_lazy("It tells topic, form and audience by itself: 0384-0000-26-012-H07-T."),
            "jurisdiction": gettext_lazy("Only for a course on one state's law."),
            "cost_usd": gettext_lazy("In US dollars; 0 if it was free."),
        }

    def __init__(self, *args, today, held=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.activities = _activities(held)
        self.fields["title"].required = True
        self.fields["title"].error_messages["required"] = _("Write what it was called.")
        self.fields["date"].error_messages["required"] = _("Write the day on which you took it.")
        self.fields["hours"].required = False
        self.fields["hours"].widget.attrs.update({"inputmode": "decimal", "class": "short"})
        self._choose("topic", [(topic, topic_name(topic).capitalize()) for topic in TOPICS])
        self._choose("format", FORMATS)
        self._choose("audience", AUDIENCES)
        self._choose("accreditation", ACCREDITATIONS)
        self._choose("jurisdiction", state_choices())
        self._choose("course", [(id_, item.name) for id_, item in packs().vocabulary.courses.items()])
        own = self.instance.activity
        known = [(id_, value.says) for id_, value in self.activities.items()]
        if own and own not in self.activities:
            known.append((own, own))
        self._choose("activity", known)
        self.fields["activity"].label = _("Counts a fixed number of hours")
        if not known:
            del self.fields["activity"]

    def _choose(self, name: str, choices) -> None:
        old = self.fields[name]
        self.fields[name] = forms.ChoiceField(
            label=old.label, help_text=old.help_text, required=False, choices=[("", NOT_TOLD), *choices]
        )

    def clean_uan(self):
        """In its usual spelling, or the reason why it is none."""
        text = self.cleaned_data["uan"]
        try:
            return parse_uan(text).text if text else ""
        except UanError as error:
            raise forms.ValidationError(str(error)) from None

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
