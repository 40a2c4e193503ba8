"""What is asked about activities: which to look for, and the parts of one that a person adds."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.planning.search import Wanted
from rxladder.web.education.axes import choose_axes, topic_choices, uan_field
from rxladder.web.education.models import OwnActivity
from rxladder.web.site.fields import DollarsField, ExactFormField
from rxladder.web.site.forms import DayField, HouseModelForm
from rxladder.web.site.searches import SearchForm

FOLDED = (
    "topic",
    "format",
    "audience",
    "accreditation",
    "jurisdiction",
    "course",
    "available_from",
    "available_until",
    "live_on",
    "url",
    "note",
)


class ActivitySearch(SearchForm):
    """What to look for. Everything may be left open."""

    topic = forms.ChoiceField(
        label=gettext_lazy("Topic"), required=False, choices=lambda: [("", _("Any topic")), *topic_choices()]
    )
    least_hours = ExactFormField(label=gettext_lazy("At least this many hours"), required=False)
    most_usd = DollarsField(
        label=gettext_lazy("Costs at most"),
        help_text=gettext_lazy("In US dollars; 0 for free. Anything with no known price is then left out."),
    )
    until = DayField(label=gettext_lazy("Still available on"), required=False)
    live = forms.BooleanField(label=gettext_lazy("Live only"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("Only what counts for me"), required=False)
    over = forms.BooleanField(label=gettext_lazy("Also show what is over"), required=False)

    def wanted(self) -> Wanted:
        """The search as the engine knows it; a field that does not hold leaves everything in."""
        given = self.cleaned_data
        return Wanted(
            words=given.get("words") or "",
            topic=given.get("topic") or None,
            live=bool(given.get("live")),
            least_hours=given.get("least_hours"),
            most_usd=given.get("most_usd"),
            until=given.get("until"),
            over=bool(given.get("over")),
        )


class OwnActivityForm(HouseModelForm):
    """An activity that a person adds, field by field."""

    folded = FOLDED
    uan = uan_field()
    url = forms.URLField(
        label=gettext_lazy("Address"), required=False, max_length=2_000, assume_scheme="https"
    )

    class Meta:
        model = OwnActivity
        fields = ["title", "provider", "hours", "cost_usd", "uan", *FOLDED]
        help_texts = {
            "hours": gettext_lazy("Contact hours, such as 1.5. Leave it blank if you do not know."),
            "cost_usd": gettext_lazy("In US dollars; 0 if it is free. Leave it blank if you do not know."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = _("Write what it is called.")
        self.dollars("cost_usd")
        choose_axes(self)

    def clean(self):
        """The days are in their order."""
        super().clean()
        too_early = _("That is before the first day it is available.")
        self.in_order("available_from", "available_until", too_early)
        return self.cleaned_data
