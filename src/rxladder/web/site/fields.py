"""Model fields for values that must stay exact."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.facts.days import number

if TYPE_CHECKING:
    _Text = models.CharField[Any, Any]
else:
    _Text = models.CharField

# As much as the career file takes for one credit.
MOST_HOURS = 1_000
MOST_DOLLARS = 1_000_000
HOURS_OF_A_WEEK = 168
# As long as a text of the career file may be.
LONGEST_TEXT = 5_000


_AMOUNT = re.compile(r"-?(\d{1,15}([.,]\d{1,15}|/\d{1,9})?|[.,]\d{1,15})", re.ASCII)


def parse_amount(text: str) -> Fraction:
    """Read "1.5", "1,5", ".5" or "10/3" exactly."""
    try:
        if _AMOUNT.fullmatch(text.strip()):
            amount = Fraction(text.strip().replace(",", "."))
            # What is kept must be written in a career file so that it can be read again.
            written = number(amount)
            if not isinstance(written, str) or _AMOUNT.fullmatch(written):
                return amount
    except ZeroDivisionError:
        pass
    raise ValidationError(_("Enter a number, such as 1.5."), code="number")


def amount_text(amount: Fraction) -> str:
    """The shortest exact writing: "1.5" where a decimal will do, else "10/3"."""
    decimal = f"{float(amount):.6f}".rstrip("0").rstrip(".")
    return decimal if Fraction(decimal) == amount else str(amount)


# In little room, with the digits of a phone's keyboard.
_SHORT = {"inputmode": "decimal", "class": "short"}


class DollarsField(forms.DecimalField):
    """Asks for an amount of money, to the cent: none or more."""

    default_error_messages = {
        "min_value": _("Enter how much it is, 0 or more."),
        "max_value": _("That number is too large."),
    }

    def __init__(self, **kwargs):
        kwargs = {"widget": forms.TextInput, "required": False, **kwargs}
        super().__init__(min_value=0, max_value=MOST_DOLLARS, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            # "$1,200": a comma before three digits parts thousands.
            value = re.sub(r",(?=\d{3}(?!\d))", "", value.strip().removeprefix("$"))
        return super().to_python(value)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | _SHORT


class ExactFormField(forms.CharField):
    """Asks for an amount above nothing, and up to `most`."""

    def __init__(self, *args, most: int = MOST_HOURS, **kwargs):
        super().__init__(*args, **kwargs)
        self.most = most

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | _SHORT

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Fraction):
            return value
        text = super().to_python(value)
        if not text:
            return None
        amount = parse_amount(text)
        if amount <= 0:
            raise ValidationError(_("Enter a number above 0."), code="positive")
        if amount > self.most:
            raise ValidationError(_("That number is too large."), code="large")
        return amount

    def prepare_value(self, value):
        return amount_text(value) if isinstance(value, Fraction) else value


class WordsField(_Text):
    """Some ids, in their order: a tuple of texts without spaces."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    description = "A few ids"

    def __init__(self, *args, **kwargs):
        super().__init__(
            *args, **{"max_length": 200, "blank": True, "default": (), "editable": False, **kwargs}
        )

    def from_db_value(self, value, expression, connection):
        return tuple(value.split()) if value else ()

    def to_python(self, value):
        return tuple(value.split()) if isinstance(value, str) else tuple(value or ())

    def get_prep_value(self, value):
        return " ".join(self.to_python(value))

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))


class ExactField(_Text):
    """An exact rational: a third of an hour stays a third."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    description = "An exact rational number"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 40, **kwargs})

    def from_db_value(self, value, expression, connection):
        return None if value in (None, "") else Fraction(value)

    def to_python(self, value):
        return value if value is None or isinstance(value, Fraction) else parse_amount(str(value))

    def get_prep_value(self, value):
        return None if value is None else amount_text(Fraction(value))

    def run_validators(self, value):
        """The form field has judged the amount; a text's length is none of its matter."""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs):
        return super(models.CharField, self).formfield(**{"form_class": ExactFormField, **kwargs})
