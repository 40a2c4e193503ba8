"""What a form says of a field that is empty or not understood, in the house's voice and by the field's name.

A form may say it better (`error_messages`); what Django would say by itself is never shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

TOO_LONG = _("Write at most %(limit_value)d characters; this has %(show_value)d.")
NO_DATE = _("That is not a date. Write it like 2027-06-30 or 30 June 2027.")
FROM_LIST = _("Choose one from the list.")

_INVALID: dict[type[forms.Field], Mapping[str, Any]] = {
    forms.IntegerField: {"invalid": _("Write a whole number, such as 12.")},
    forms.FloatField: {"invalid": _("Write a number, such as 1.5.")},
    forms.DecimalField: {
        "invalid": _("Write a number, such as 1.5."),
        "max_digits": _("That is too large a number."),
        "max_whole_digits": _("That is too large a number."),
        "max_decimal_places": _("Write at most %(max)s digits after the point."),
    },
    forms.DateField: {"invalid": NO_DATE},
    forms.TimeField: {"invalid": _("That is not a time. Write it like 14:30.")},
    forms.DateTimeField: {"invalid": _("That is not a day with a time. Write it like 2027-06-30 14:30.")},
    forms.EmailField: {"invalid": _("That is not an e-mail address. Write it like name@example.org.")},
    forms.URLField: {"invalid": _("That is not the address of a page. Write it like https://example.org.")},
    forms.ChoiceField: {"invalid_choice": FROM_LIST},
    forms.MultipleChoiceField: {"invalid_choice": FROM_LIST, "invalid_list": FROM_LIST},
    forms.ModelChoiceField: {"invalid_choice": FROM_LIST},
    forms.FileField: {
        "invalid": _("That file did not arrive. Choose it once more."),
        "missing": _("That file did not arrive. Choose it once more."),
        "empty": _("That file is empty. Choose another."),
    },
    forms.ImageField: {"invalid_image": _("That is no picture that can be read. Choose another.")},
}
_OF_ANY: Mapping[str, Any] = {
    "max_length": TOO_LONG,
    "min_length": _("Write at least %(limit_value)d characters; this has %(show_value)d."),
    "min_value": _("Write %(limit_value)s or more."),
    "max_value": _("Write %(limit_value)s or less."),
    "null_characters_not_allowed": _("There is a sign in it that cannot be kept. Write it anew."),
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
        said = _("Tick this: %(label)s")
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        said = _("Choose: %(label)s")
    elif isinstance(field, forms.DateField):
        said = _("Type the day: %(label)s")
    else:
        said = _("Fill in: %(label)s")
    return str(said) % {"label": label}
