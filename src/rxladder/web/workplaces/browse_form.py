"""What is asked about workplaces: which to list, and in which order."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from rxladder.facts.language import gettext as spoken
from rxladder.facts.plain_text import has_words, plain
from rxladder.facts.roles import Workplace
from rxladder.facts.workplace_traits import trait_of
from rxladder.rules.fit import TRAITS, main_industry
from rxladder.web.site.searches import SearchForm

# Of each trait: what is asked, and the words for wanting it and for not wanting it.
ASKED = {
    "shifts": (_("Shifts"), _("shifts, nights or weekends"), _("none of these")),
    "patients": (_("Patients"), _("with patients"), _("without patients")),
    "sterile": (_("Sterile work"), _("sterile work"), _("no sterile work")),
    "remote": (_("Remote"), _("from home or from far away"), _("on site")),
}


class BrowseForm(SearchForm):
    """Which kinds of workplaces to list. Everything may be left open."""

    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("in the original order")),
            ("pay", _("highest median wage first")),
            ("name", _("by name")),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, yes, no) in ASKED.items():
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", _("doesn’t matter")), ("yes", yes), ("no", no)]
            )

    def sought(self, places: Iterable[Workplace]) -> list[Workplace]:
        """The workplaces that answer; a trait that nothing tells is left out where it is asked for."""
        found = [place for place in places if self._fits(place)]
        order = self.cleaned_data.get("order")
        if order == "pay":
            found.sort(key=lambda place: -(((row := main_industry(place)) and row.p50) or 0))
        elif order == "name":
            found.sort(key=lambda place: plain(spoken(place.name)))
        return found

    def _fits(self, place: Workplace) -> bool:
        lines = (place.name, *place.also, *place.tasks, *place.skills, *place.rules, *place.physical)
        text = " ".join(spoken(line) for line in lines)
        words = self.cleaned_data.get("words") or ""
        return has_words(text, words) and all(self._has(place, name) for name in TRAITS)

    def _has(self, place: Workplace, name) -> bool:
        wanted = self.cleaned_data.get(name)
        if not wanted:
            return True
        trait = trait_of(place, name)
        return trait is not None and trait.is_ in (wanted, "some")
