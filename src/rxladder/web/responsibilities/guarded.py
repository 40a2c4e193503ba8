"""Nothing takes patient data: in a form it is an error at its field, in a career file one that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from django import forms

from rxladder.facts.yaml_text import BadInput
from rxladder.quality.patient_data import say_patient_data
from rxladder.web.site.forms import HouseForm, HouseModelForm


class Guarded(forms.BaseForm):
    """Looks through every text of a form; `today` is the person's day."""

    today: date

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        """No text looks like patient data."""
        cleaned = super().clean()
        self._guard()
        return cleaned

    def _guard(self) -> None:
        for name, value in list(self.cleaned_data.items()):
            lines = value if isinstance(value, list) else [value]
            for line in lines:
                if isinstance(line, str) and (warning := say_patient_data(line, self.today)):
                    self.add_error(name, warning)
                    break


class GuardedForm(Guarded, HouseForm):
    """A form of the house that takes no patient data."""


class GuardedModelForm(Guarded, HouseModelForm):
    """A form for a record that takes no patient data."""


def refuse_in(key: str) -> Callable[[Iterable[Any], date], None]:
    """What refuses a part of a career file in which a text looks like patient data.

    It raises BadInput that names the entry by its number and the key of the text.
    """

    def refuse(told: Iterable[Any], on: date) -> None:
        for number, part in enumerate(told, 1):
            for name, text in texts_in(part):
                if warning := say_patient_data(text, on):
                    raise BadInput(f"{key}, no. {number}, `{name}`: {warning}")

    return refuse


def texts_in(part: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record and of what hangs on it, with the key it stands under."""
    if isinstance(part, str):
        yield name, part
    elif isinstance(part, tuple):
        for one in part:
            yield from texts_in(one, name)
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts_in(getattr(part, field.name), field.name)
