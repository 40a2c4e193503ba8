"""What every search form has: words to look for, and whether anything else narrows it down."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from rxladder.web.site.forms import HouseForm


class SearchForm(HouseForm):
    """Words to look for, and what a kind of search asks beside them. Everything may be left open."""

    words = forms.CharField(
        label=gettext_lazy("Search for"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    @property
    def narrows(self) -> bool:
        """Whether something besides the words is looked for."""
        asked = (self.cleaned_data.get(name) for name in self.fields if name != "words")
        return any(value not in (None, "", False) for value in asked)
