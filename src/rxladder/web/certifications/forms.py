"""What is asked about a holding, its renewal, and what a board said."""

from __future__ import annotations

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.career.model import KEPT
from rxladder.facts.phrases import say_date
from rxladder.web.certifications.models import Holding, Override
from rxladder.web.education.evidence_forms import TAKEN
from rxladder.web.site.forms import DayField, HouseForm, HouseModelForm
from rxladder.web.site.rules import credential_choices

OPTIONAL_DAYS = ("filed", "held_without_break_since", "probation_until", "not_renewing")


class HoldingForm(HouseModelForm):
    """A credential that the person has."""

    folded = OPTIONAL_DAYS

    class Meta:
        model = Holding
        fields = ["credential", "expires", "issued", "number", *OPTIONAL_DAYS]
        help_texts = {
            "expires": gettext_lazy("The date printed on it. It is valid through that day."),
            "issued": gettext_lazy("The day you first got it. It shows whether this is your first term."),
            "filed": gettext_lazy("Only if you have already sent in this renewal."),
            "not_renewing": gettext_lazy(
                "Only if you are letting it expire. After that, nothing reminds you of it."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.fields["credential"] = forms.ChoiceField(
                label=_("What do you hold?"),
                choices=self._choices,
                error_messages={
                    "required": _("Choose what you hold."),
                    "invalid_choice": _("Choose one from the list."),
                },
            )
        else:
            del self.fields["credential"]

    def _choices(self):
        """Everything that can be held and is not yet, the own state's first."""
        held = set(Holding.objects.visible_to(self.person).values_list("credential", flat=True))
        return [("", _("Choose what you hold")), *credential_choices(self.person.state, held)]

    def clean(self):
        """Days must come in an order that can be."""
        super().clean()
        cleaned = self.cleaned_data
        issued, expires = cleaned.get("issued"), cleaned.get("expires")
        if issued and expires and expires < issued:
            self.add_error("expires", _("It cannot expire before it was issued."))
        for name in ("filed", "probation_until", "not_renewing"):
            if issued and cleaned.get(name) and cleaned[name] < issued:
                self.add_error(name, _("That is before it was issued."))
        since = cleaned.get("held_without_break_since")
        if since and expires and since > expires:
            self.add_error("held_without_break_since", _("That is after it expires."))
        if expires:
            self._after_the_last_term(expires)
        return cleaned

    def _after_the_last_term(self, expires):
        last = self.instance.last_term()
        if last is not None and expires <= last.ends:
            ended = date_format(last.ends, "DATE_FORMAT")
            self.add_error("expires", _("The previous term already ended on %(day)s.") % {"day": ended})


def kept_of(row: Holding) -> dict:
    """What a holding says already, as a form's data."""
    return {name: getattr(row, name) or "" for name in ("number", *OPTIONAL_DAYS)}


class RenewedForm(HouseForm):
    """The date on the renewed certificate."""

    expires = DayField(
        label=gettext_lazy("New expiry date"),
        help_text=gettext_lazy("As printed on the new certificate."),
        error_messages={"required": gettext_lazy("Enter the new expiry date.")},
    )

    def __init__(self, *args, old_end=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.old_end = old_end

    def clean_expires(self):
        """A renewal runs longer than what it renews."""
        expires = self.cleaned_data["expires"]
        if self.old_end and expires <= self.old_end:
            raise forms.ValidationError(_("The new date must be later than the old one."))
        return expires


def told_file_field(*, required: bool) -> forms.FileField:
    """What a board's letter is sent in."""
    return forms.FileField(
        label=gettext_lazy("The letter or email itself"),
        help_text=gettext_lazy(
            "A photo or PDF (JPEG, PNG, WebP), 20 MB at most. It is kept with your certificates."
        ),
        required=required,
        widget=forms.FileInput(attrs={"accept": TAKEN}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "missing": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("That file is empty."),
        },
    )


class ToldFileForm(HouseForm):
    """The letter behind what a board said."""

    file = told_file_field(required=True)


class ToldForm(HouseModelForm):
    """My board told me otherwise: about one clause or all of it, dated and with evidence."""

    sometimes = ("clause", "needed", "extended_to")
    WAIVED, OTHER, MORE, LONGER = "waived", "other", "more", "longer"
    SAID = (
        (WAIVED, gettext_lazy("I do not have to do this")),
        (OTHER, gettext_lazy("I need a different number")),
        (MORE, gettext_lazy("A board’s order adds hours on top of everything else")),
        (LONGER, gettext_lazy("They gave me more time")),
    )
    what = forms.ChoiceField(
        label=gettext_lazy("What did they say?"),
        widget=forms.RadioSelect,
        choices=SAID,
        error_messages={"required": gettext_lazy("Choose what they said.")},
    )

    file = told_file_field(required=False)

    class Meta:
        model = Override
        fields = ["clause", "needed", "extended_to", "told_on", "evidence", "until"]
        widgets = {"evidence": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "evidence": gettext_lazy("A name, a letter, an email. You may need it if you are audited."),
            "until": gettext_lazy("Leave empty to keep it until you delete it here."),
        }

    field_order = ["clause", "what", "needed", "extended_to", "told_on", "evidence", "file", "until"]

    def __init__(self, *args, clauses, kept_until, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.kept_until = kept_until
        self.fields["clause"] = forms.ChoiceField(
            label=_("Which rule is it about?"), choices=clauses, required=False
        )
        self.fields["needed"].label = _("How many hours?")
        self.fields["needed"].help_text = _("For a different number, or for extra hours.")
        self.fields["told_on"].error_messages["required"] = _("Enter the day they said it.")
        self.fields["evidence"].error_messages["required"] = _(
            "Write who it was and what you have from them."
        )
        if KEPT not in dict(clauses):
            self._ask_of_no_more_time()
        self.order_fields(self.field_order)

    def _ask_of_no_more_time(self):
        """Nothing that it rests on has a last day."""
        del self.fields["extended_to"]
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        what.choices = [one for one in self.SAID if one[0] != self.LONGER]

    def clean_told_on(self):
        """Nobody has been told anything tomorrow."""
        told_on = self.cleaned_data["told_on"]
        if told_on > self.today:
            raise forms.ValidationError(_("That day is still in the future."))
        return told_on

    def clean(self):
        """What was said decides which of the other fields must be there."""
        super().clean()
        cleaned = self.cleaned_data
        what, needed = cleaned.get("what"), cleaned.get("needed")
        if what in (self.OTHER, self.MORE) and not needed and "needed" not in self.errors:
            self.add_error("needed", _("Enter how many hours."))
        if what in (self.WAIVED, self.OTHER) and not cleaned.get("clause"):
            self.add_error("clause", _("Choose the rule it is about."))
        self._clean_more_time(what, cleaned)
        return cleaned

    def _clean_more_time(self, what, cleaned):
        """More time is told of what must stay true, which can be changed in no other way."""
        kept = cleaned.get("clause") == KEPT
        if what in (self.WAIVED, self.OTHER) and kept:
            self.add_error("what", _("For this rule, you can note only more time."))
        if what != self.LONGER:
            return
        if not kept:
            self.add_error("clause", _("You can note more time only for what must stay true besides CE."))
        day = cleaned.get("extended_to")
        if day is None and "extended_to" not in self.errors:
            self.add_error("extended_to", _("Enter the day they gave you until."))
        elif day and self.kept_until and day <= self.kept_until:
            told = _("The rule itself gives you until %(day)s. Enter a later day.")
            self.add_error("extended_to", told % {"day": say_date(self.kept_until)})

    def save(self, commit=True):
        """Put the number where it belongs."""
        what, needed = self.cleaned_data["what"], self.cleaned_data["needed"]
        self.instance.waived = what == self.WAIVED
        self.instance.needed = needed if what == self.OTHER else None
        self.instance.extra_hours = needed if what == self.MORE else None
        if what == self.MORE:
            self.instance.clause = ""
        self.instance.extended_to = self.cleaned_data["extended_to"] if what == self.LONGER else None
        if what == self.LONGER:
            self.instance.until = None
        return super().save(commit)
