"""What was sent, judged by the very form of the page that asks for the same."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.translation import gettext_lazy

from rxladder.facts.entries import Entry
from rxladder.facts.hints import quoted
from rxladder.web.api.problems import FaultDocument, Problem, pointer


def form_data(entry: Entry) -> dict[str, Any]:
    """An entry as a form takes it."""
    return {name: value for name in type(entry).model_fields if (value := getattr(entry, name)) is not None}


def checked(form: Form, entry: Entry) -> dict[str, Any]:
    """What a form made of an entry. Raises Problem with all that is wrong, each at its place."""
    faults = [
        FaultDocument(at=pointer(() if name == "__all__" else (name,)), says=_says(error, text))
        for name, errors in form.errors.as_data().items()
        for error in errors
        for text in error.messages
    ]
    faults += [
        FaultDocument(at=pointer((name,)), says=str(NO_PLACE))
        for name in form_data(entry)
        if name in entry.model_fields_set and name not in form.fields
    ]
    if faults:
        raise Problem(422, faults[0]["says"], errors=faults)
    return form.cleaned_data


def _says(error: ValidationError, text: str) -> str:
    """A page shows what was chosen; a program is told which of several it was."""
    meant = (error.params or {}).get("value") if error.code == "invalid_choice" else None
    return text if meant is None else f"{quoted(meant)}: {text}"


NO_PLACE = gettext_lazy("There is nothing to choose here.")
