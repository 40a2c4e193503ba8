"""What a person is asked about themselves, and the first visit's two questions."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from rxladder.career.file import MOST_BYTES
from rxladder.web.accounts.models import PROFILE, Person
from rxladder.web.site.fields import HOURS_OF_A_WEEK, DollarsField, ExactFormField
from rxladder.web.site.forms import HouseForm, PersonForm
from rxladder.web.site.rules import state_choices
from rxladder.web.site.uploads import MOST_BYTES_TOGETHER

ZONES = (
    ("America/New_York", _("Eastern time")),
    ("America/Chicago", _("Central time")),
    ("America/Denver", _("Mountain time")),
    ("America/Phoenix", _("Arizona")),
    ("America/Los_Angeles", _("Pacific time")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
    ("America/Puerto_Rico", _("Puerto Rico")),
)


class StateForm(HouseForm):
    """The first question of the first visit."""

    state = forms.ChoiceField(
        label=_("Which state do you work in?"),
        choices=lambda: [("", _("Choose your state")), *state_choices()],
        error_messages={
            "required": _("Choose your state."),
            "invalid_choice": _("Choose a state from the list."),
        },
    )


class ProfileForm(PersonForm):
    """Who a person is, as far as the rules ask."""

    study_hours_per_week = ExactFormField(
        label=_("Hours a week you can study"),
        help_text=_("Plans then stay within them. Without a number, plans have no limit."),
        required=False,
        most=HOURS_OF_A_WEEK,
    )
    budget_usd_per_month = DollarsField(
        label=_("Dollars a month you can spend on it"),
        help_text=_("What you do not spend in one month carries over to the next."),
    )

    class Meta:
        model = Person
        fields = PROFILE
        help_texts = {
            "name": _("Shown to you, and on what you share."),
            "birthday": _("Some states count a renewal from your birthday."),
            "time_zone": _("Decides when your day begins. Without it, this computer's own time counts."),
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        if not settings.LOCAL:
            self.fields["name"].help_text = _("Shown to you and to your teams, and on what you share.")
            self.fields["time_zone"].help_text = _(
                "Decides when your day begins. Without it, the site's own time counts."
            )
        self.fields["state"] = forms.ChoiceField(
            label=self.fields["state"].label,
            required=False,
            choices=[("", _("Not stated")), *state_choices()],
        )
        self.fields["time_zone"] = forms.ChoiceField(
            label=self.fields["time_zone"].label,
            required=False,
            help_text=self.fields["time_zone"].help_text,
            choices=[("", _("This computer's") if settings.LOCAL else _("The site's")), *self._zones()],
        )

    def clean_birthday(self):
        """Nobody is born tomorrow."""
        birthday = self.cleaned_data["birthday"]
        if birthday and birthday > self.today:
            raise forms.ValidationError(_("That day is still in the future."))
        return birthday

    def _zones(self):
        """The usual zones, and the person's own where it is another one."""
        own = self.instance.time_zone
        usual = {name for name, _words in ZONES}
        return [*ZONES, (own, own)] if own in available_timezones() - usual else ZONES


class CareerFileForm(HouseForm):
    """A career file to take over, or the ZIP with everything."""

    is_archive = False
    file = forms.FileField(
        label=_("Your career file, or the ZIP with everything"),
        help_text=_(
            "A YAML or JSON file up to 12 MB, or a ZIP up to 60 MB. First you see what is in it; then it "
            "replaces what is here, and you can undo that."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("That file is empty."),
            "missing": _("Choose a file."),
        },
    )

    def clean_file(self):
        """Refuse what is far too large before reading it, and see which of the two it is."""
        upload = self.cleaned_data["file"]
        self.is_archive = upload.read(4) == b"PK\x03\x04"
        upload.seek(0)
        if upload.size > (MOST_BYTES_TOGETHER if self.is_archive else MOST_BYTES):
            raise forms.ValidationError(
                _(
                    "That file is too large. A career file can be up to 12 MB, a ZIP with everything up "
                    "to 60 MB; below the button it says how to import a larger one."
                )
            )
        return upload
