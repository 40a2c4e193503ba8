"""What is asked about credentials: which to look for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rxladder.facts.chapters import chapter_name, chapters
from rxladder.rules.credential_catalogue import Sought
from rxladder.web.site.searches import SearchForm


class CredentialSearch(SearchForm):
    """What to look for. Everything may be left open."""

    when = forms.ChoiceField(
        label=gettext_lazy("For me"),
        help_text=gettext_lazy("Have it, or take its exam; within a year if work continues as it is now."),
        required=False,
        choices=[
            ("", gettext_lazy("All, whether I qualify or not")),
            ("now", gettext_lazy("What I can have or test for now")),
            ("soon", gettext_lazy("What I can have or test for within a year")),
        ],
    )
    chapter = forms.ChoiceField(
        label=pgettext_lazy("subject", "About"),
        required=False,
        choices=lambda: [("", _("Everything")), *((id_, chapter_name(id_)) for id_ in chapters())],
    )
    most_usd = forms.DecimalField(
        label=gettext_lazy("Maximum cost over five years"),
        help_text=gettext_lazy("In US dollars. Anything with an unknown price is then left out."),
        required=False,
        min_value=0,
        max_value=Decimal(1_000_000),
        decimal_places=2,
    )
    most_work = forms.IntegerField(
        label=gettext_lazy("Maximum months of work it asks for"),
        help_text=gettext_lazy("Anything we have not read is then left out."),
        required=False,
        min_value=0,
        max_value=600,
    )
    elsewhere = forms.BooleanField(label=gettext_lazy("Include other states’ credentials"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("most_usd", "most_work"):
            self.fields[name].widget.attrs.update({"inputmode": "decimal", "class": "short"})

    def sought(self) -> Sought:
        """The search as the engine knows it; a field that does not hold leaves everything in."""
        given = self.cleaned_data
        usd, work = given.get("most_usd"), given.get("most_work")
        return Sought(
            words=given.get("words") or "",
            chapter=given.get("chapter") or "",
            when=given.get("when") or "",
            most_usd=None if usd is None else Fraction(usd),
            most_work=None if work is None else Fraction(work),
            elsewhere=bool(given.get("elsewhere")),
        )
