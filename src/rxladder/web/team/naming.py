"""A team's people know each other by name: who has told none yet is asked for it on the way in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from rxladder.web.accounts.models import Person
from rxladder.web.site.fields import LONGEST_TEXT

FIELD = "own_name"


def ask_for_name(form: forms.Form, person: Person, *, required: bool = True) -> None:
    """Put the question first in a form, where the record has no name.

    Not `required` where something can be switched off: nothing may stand before that.
    """
    if person.name:
        return
    asked = forms.CharField(
        label=_("What is your name?"),
        required=required,
        max_length=LONGEST_TEXT,
        help_text=_("Your team sees it, whatever else you share."),
        error_messages={"required": _("Write your name.")},
    )
    form.fields = {FIELD: asked} | form.fields


def keep_name(form: forms.Form, person: Person) -> None:
    """Keep the answer, where there was a question."""
    if form.cleaned_data.get(FIELD):
        person.name = form.cleaned_data[FIELD]
        person.save(update_fields=["name"])
