"""What one wishes for, and how much each part of a fit is to count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rxladder.career.workplaces import Weights, Wishes
from rxladder.rules.fit import TRAITS
from rxladder.web.site.fields import DollarsField
from rxladder.web.site.forms import HouseForm
from rxladder.web.workplaces.browse_form import ASKED

TERM_NAMES = {
    "skills": _("Skills"),
    "credentials": _("Credentials"),
    "experience": _("Experience there"),
    **{name: label for name, (label, _yes, _no) in ASKED.items()},
    "pay": _("Pay"),
}
HOW_MUCH = [("0", _("not at all")), ("1", _("as usual")), ("2", _("twice")), ("3", _("three times"))]


class FitForm(HouseForm):
    """Wishes and weights."""

    least_usd = DollarsField(
        label=_("Pay, at least"),
        help_text=_("Dollars an hour. If empty, pay does not count."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        least = self.fields.pop("least_usd")
        for name, (label, yes, no) in ASKED.items():
            choices = [("", _("doesn’t matter")), ("yes", yes), ("no", no)]
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)
        self.fields["least_usd"] = least
        for name, label in TERM_NAMES.items():
            self.fields[f"weigh_{name}"] = forms.ChoiceField(label=label, choices=HOW_MUCH, required=False)

    @property
    def wished(self):
        """The fields of what is wished for."""
        return [self[name] for name in (*TRAITS, "least_usd")]

    @property
    def weighed(self):
        """The fields of how much each part counts."""
        return [self[f"weigh_{name}"] for name in TERM_NAMES]

    def wishes(self) -> Wishes:
        """What a whole form says; a weight that is not told counts as usual."""
        told = self.cleaned_data
        weights = {name: int(told[f"weigh_{name}"] or 1) for name in TERM_NAMES}
        plain: dict[str, Any] = {name: told[name] or None for name in TRAITS}
        return Wishes(**plain, least_usd=told["least_usd"], weights=Weights(**weights))


def written(wishes: Wishes) -> Mapping[str, str]:
    """Wishes as the form is filled with them."""
    plain: dict[str, str] = {name: getattr(wishes, name) or "" for name in TRAITS}
    weights = {f"weigh_{one.name}": str(getattr(wishes.weights, one.name)) for one in fields(Weights)}
    least = "" if wishes.least_usd is None else f"{wishes.least_usd:f}"
    return {**plain, "least_usd": least, **weights}
