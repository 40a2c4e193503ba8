"""How a form looks and speaks: one field template, errors at the field and in a summary above."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from rxladder.web.site.fields import DollarsField, ExactFormField
from rxladder.web.site.form_words import NO_DATE, HouseWords
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.second_taps import MARK, added_before, id_by_mark
from rxladder.web.trash.former import change

Choices = Iterable[tuple[str, Any]]
"""What can be chosen: pairs of value and words, or of a heading and such pairs."""


class HouseRenderer(TemplatesSetting):
    """Fields in the house's own template; widgets in Django's."""

    form_template_name = "site/parts/form.html"
    field_template_name = "site/parts/field.html"

    def get_template(self, template_name):
        """Widgets come from Django's own folder, all else from the site's templates."""
        if template_name.startswith("django/"):
            return _DJANGO.get_template(template_name)
        return super().get_template(template_name)


_DJANGO = DjangoTemplates()


class DayInput(forms.DateInput):
    """A day, as the browser's own picker asks it."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day within reason, written in any usual way."""

    widget = DayInput
    default_error_messages = {
        "invalid": NO_DATE,
        "year": _("Check the year: it must be between 1900 and 2100."),
    }

    def clean(self, value):
        day = super().clean(value)
        if day and not 1900 <= day.year <= 2100:
            raise forms.ValidationError(self.error_messages["year"], code="year")
        return day


class OfferedInput(forms.TextInput):
    """A line to type into, with words that are offered while one types."""

    def __init__(self, offered: Iterable[str], attrs=None):
        super().__init__(attrs)
        self.offered = list(offered)

    def render(self, name, value, attrs=None, renderer=None):
        """The line, and the list behind it."""
        list_id = f"{name}-offered"
        line = super().render(name, value, (attrs or {}) | {"list": list_id}, renderer)
        words = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.offered))
        return format_html('{}<datalist id="{}">{}</datalist>', line, list_id, words)


class LinesField(forms.CharField):
    """A list as lines of a text: topics, or addresses with their label before a colon."""

    def __init__(self, *, labelled: bool = False, **kwargs):
        self.labelled = labelled
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        if not self.labelled:
            return "\n".join(value)
        return "\n".join(f"{label}: {address}" if label else address for address, label in value)

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines() if line.strip()]
        return [self._pair(line) for line in lines] if self.labelled else lines

    @staticmethod
    def _pair(line: str) -> list[str]:
        label, colon, address = line.partition(":")
        return [address.strip(), label.strip()] if colon and address.strip() else [line, ""]


def days_for(form: forms.BaseForm) -> None:
    """Give every date field of a model form the house's way of asking for a day."""
    for name, field in form.fields.items():
        if type(field) is forms.DateField:
            form.fields[name] = DayField(
                label=field.label, required=field.required, help_text=field.help_text, initial=field.initial
            )


class _House(HouseWords):
    """What every form of the house has. A field of `sometimes` may have to be filled in, or not."""

    use_required_attribute = False
    sometimes: tuple[str, ...] = ()


class HouseForm(_House, forms.Form):
    """A form of the house."""


class PersonForm(_House, forms.ModelForm):
    """A form for a person's own row."""

    former: UUID | None = None
    """As of a `HouseModelForm`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        days_for(self)

    def save(self, commit=True):
        """Store what the form asks for, and nothing else of the row: a password may be another one by now."""
        if commit and not self.errors:
            own = {field.name for field in self.instance._meta.concrete_fields}
            save = partial(self.instance.save, update_fields=own & {*self.fields})
            self.former = change(self.instance, save, self.data.get(MARK))
            return self.instance
        return super().save(commit)


class HouseModelForm(_House, forms.ModelForm):
    """A form for a record of the house; `person` owns what it saves.

    The fields of `folded` matter only at times; the page keeps them behind a fold.
    """

    folded: tuple[str, ...] = ()
    unfolded = False
    """Whether the page opens the fold whatever is in it."""
    former: UUID | None = None
    """By which id a change that was saved can be taken back; None where nothing changed."""

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.instance.person = person
        days_for(self)

    def save(self, commit=True):
        """Store it. What is sent twice by one page is added once, and both times given back."""
        mark = self.data.get(MARK)
        if commit and not self.instance._state.adding and not self.errors:
            return self._change()
        if not (commit and mark) or self.errors:
            return super().save(commit)
        with one_at_a_time(self.person.id):
            self.instance.id = id_by_mark(self.instance, mark)
            before = added_before(self.instance)
            if before is None:
                return super().save()
        self.instance = before
        return before

    def _change(self):
        """Store the change of a row, and what it said before."""
        self.former = change(self.instance, super().save, self.data.get(MARK))
        return self.instance

    def choose(self, name: str, choices: Choices, empty: Any) -> None:
        """Let a text field be picked from a list; `empty` are the words for nothing.

        What is stored already stays to be picked, though the list may no longer have it.
        """
        old, own = self.fields[name], getattr(self.instance, name)
        choices = list(choices)
        if own and own not in _values(choices):
            choices.append((own, own))
        self.fields[name] = forms.ChoiceField(
            label=old.label,
            help_text=old.help_text,
            required=old.required,
            choices=[("", empty), *choices],
        )

    def amount(self, name: str, most: int) -> None:
        """Let a field ask for an amount of at most so much."""
        old = self.fields[name]
        self.fields[name] = ExactFormField(
            label=old.label,
            help_text=old.help_text,
            required=old.required,
            most=most,
        )

    def dollars(self, name: str) -> None:
        """Let a field ask for an amount of money."""
        old = self.fields[name]
        self.fields[name] = DollarsField(label=old.label, help_text=old.help_text)

    def in_order(self, first: str, last: str, otherwise: Any) -> None:
        """Mark the later of two days that come in the wrong order."""
        began, ended = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if began and ended and ended < began:
            self.add_error(last, otherwise)

    @property
    def first(self):
        """The fields that everyone fills in."""
        return [self[name] for name in self.fields if name not in self.folded]

    @property
    def later(self):
        """The fields that matter only at times."""
        return [self[name] for name in self.fields if name in self.folded]

    @property
    def later_matters(self) -> bool:
        """Whether one of the later fields has something to show."""
        return self.unfolded or any(field.errors or field.value() for field in self.later)


def _values(choices: Choices) -> set[str]:
    """Everything that can be picked, groups opened."""
    found: set[str] = set()
    for value, words in choices:
        found |= _values(words) if isinstance(words, list | tuple) else {value}
    return found
