"""What is asked about a token: what it is for, what it may do, and how long."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from rxladder.web.accounts.models import Person
from rxladder.web.api.models import LONGEST_TOKEN_NAME
from rxladder.web.api.tokens import MOST_TOKENS, SCOPES, living
from rxladder.web.site.forms import HouseForm

FOR_GOOD = ""
TIMES = (
    ("30", _("30 days")),
    ("90", _("90 days")),
    ("365", _("A year")),
    (FOR_GOOD, _("Until I end it")),
)


class TokenForm(HouseForm):
    """A new token."""

    sometimes = ("days",)
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=LONGEST_TOKEN_NAME,
        help_text=_("The program or the device, so that you recognize it later."),
        error_messages={"required": _("Enter what it is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=list(SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    days = forms.ChoiceField(label=_("How long?"), choices=TIMES, initial="90", required=False)

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self):
        """There is room for some."""
        super().clean()
        if living(self.person).count() >= MOST_TOKENS:
            self.add_error("name", _("You have 50 tokens. End some you no longer use."))
        return self.cleaned_data

    @property
    def lasts(self) -> int | None:
        """For how many days; None: until it is ended."""
        return int(self.cleaned_data["days"]) if self.cleaned_data["days"] else None
