"""Forms that take no patient data: what looks like it is an error at its field, and nothing is stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from rxladder.quality.patient_data import say_patient_data
from rxladder.web.site.forms import HouseForm, HouseModelForm


class Guarded(forms.BaseForm):
    """Looks through every text of a form; `today` is the person's day."""

    today: date

    def _guard(self) -> None:
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and (warning := say_patient_data(value, self.today)):
                self.add_error(name, warning)


class GuardedForm(Guarded, HouseForm):
    """A form of the house that takes no patient data."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        """No text looks like patient data."""
        cleaned = super().clean()
        self._guard()
        return cleaned


class GuardedModelForm(Guarded, HouseModelForm):
    """A form for a record that takes no patient data."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        """No text looks like patient data."""
        cleaned = super().clean()
        self._guard()
        return cleaned
