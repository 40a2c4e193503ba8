"""What a form says of a field that is empty or not understood, in the house's voice and by the field's name.

A form may say it better (`error_messages`); what Django would say by itself is never shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

TOO_LONG = _("Enter at most %(limit_value)d characters; this has %(show_value)d.")
NO_DATE = _("That is not a date. Write it like 2027-06-30 or June 30, 2027.")
FROM_LIST = _("Choose one from the list.")

_INVALID: dict[type[forms.Field], Mapping[str, Any]] = {
    forms.IntegerField: {"invalid": _("Enter a whole number, such as 12.")},
    forms.FloatField: {"invalid": _("Enter a number, such as 1.5.")},
    forms.DecimalField: {
        "invalid": _("Enter a number, such as 1.5."),
        "max_digits": _("That number is too large."),
        "max_whole_digits": _("That number is too large."),
        "max_decimal_places": _("Enter at most %(max)s digits after the decimal point."),
    },
    forms.DateField: {"invalid": NO_DATE},
    forms.TimeField: {"invalid": _("That is not a time. Write it like 14:30.")},
    forms.DateTimeField: {"invalid": _("That is not a date with a time. Write it like 2027-06-30 14:30.")},
    forms.EmailField: {"invalid": _("That is not an email address. Write it like name@example.org.")},
    forms.URLField: {"invalid": _("That is not a web page address. Write it like https://example.org.")},
    forms.ChoiceField: {"invalid_choice": FROM_LIST},
    forms.MultipleChoiceField: {"invalid_choice": FROM_LIST, "invalid_list": FROM_LIST},
    forms.ModelChoiceField: {"invalid_choice": FROM_LIST},
    forms.FileField: {
        "invalid": _("That file did not arrive. Choose it again."),
        "missing": _("That file did not arrive. Choose it again."),
        "empty": _("That file is empty. Choose another."),
    },
    forms.ImageField: {"invalid_image": _("That is not an image that can be read. Choose another.")},
}
_OF_ANY: Mapping[str, Any] = {
    "max_length": TOO_LONG,
    "min_length": _("Enter at least %(limit_value)d characters; this has %(show_value)d."),
    "min_value": _("Enter %(limit_value)s or more."),
    "max_value": _("Enter %(limit_value)s or less."),
    "null_characters_not_allowed": _("It contains a character that cannot be saved. Type it again."),
}


class HouseWords:
    """A form that says what is wrong in the house's voice, whatever fields it was given until it is read."""

    fields: dict[str, forms.Field]

    def full_clean(self) -> None:
        """Read what was sent."""
        for name in self.fields:
            _give_words(self.fields[name], self[name].label)  # type: ignore[index]
        super().full_clean()  # type: ignore[misc]


def _give_words(field: forms.Field, label: Any) -> None:
    own = field.error_messages
    for code, text in _words_for(field, label):
        if own.get(code) in (None, _django_says(field, code)):
            own[code] = text


def _words_for(field: forms.Field, label: Any) -> Iterator[tuple[str, Any]]:
    yield "required", _missing(field, str(label))
    yield from _OF_ANY.items()
    for kind in reversed(type(field).__mro__):
        yield from _INVALID.get(kind, {}).items()


def _django_says(field: forms.Field, code: str) -> Any:
    """What Django's own class says of it; None where it has no words."""
    for kind in type(field).__mro__:
        if code in kind.__dict__.get("default_error_messages", {}):
            theirs = kind.__module__.startswith("django.")
            return kind.__dict__["default_error_messages"][code] if theirs else None
    return None


def _missing(field: forms.Field, label: str) -> str:
    """What to do about a field that is empty."""
    if label.endswith("?"):
        said = _("Answer this: %(label)s")
    elif isinstance(field, forms.FileField):
        said = _("Choose a file: %(label)s")
    elif isinstance(field, forms.BooleanField):
        said = _("Check this box: %(label)s")
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        said = _("Choose: %(label)s")
    elif isinstance(field, forms.DateField):
        said = _("Enter the day: %(label)s")
    else:
        said = _("Fill in: %(label)s")
    return str(said) % {"label": label}
