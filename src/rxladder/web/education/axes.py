"""The number and the axes of CE hours in forms: asked alike of credits and of activities."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from rxladder.facts.topics import TOPICS, topic_name
from rxladder.facts.uan import UanError, parse_uan
from rxladder.facts.vocabulary import NO_COURSE
from rxladder.web.education.words import ACCREDITATIONS, AUDIENCES, FORMATS
from rxladder.web.site.forms import HouseModelForm
from rxladder.web.site.rules import packs, state_choices

NOT_TOLD = _("Not stated")
NONE_OF_THEM = _("None of these courses")


class UanField(forms.CharField):
    """An activity number, given back in its usual spelling; the reason where it is none."""

    def __init__(self, **kwargs):
        kwargs = {"label": _("Activity number (UAN)"), "required": False, "max_length": 40, **kwargs}
        super().__init__(**kwargs)

    def clean(self, value):
        text = super().clean(value)
        try:
            return parse_uan(text).text if text else ""
        except UanError as error:
            raise forms.ValidationError(str(error), code="uan") from None


def uan_field() -> UanField:
    """The field with what it spares one."""
    return UanField(help_text=_("It shows the topic, format and audience by itself: 0384-0000-26-012-H07-T."))


def topic_choices() -> list[tuple[str, str]]:
    """Every topic as a form offers it."""
    return [(topic, capfirst(topic_name(topic))) for topic in TOPICS]


def choose_axes(form: HouseModelForm) -> None:
    """Let topic, form, audience and the like be picked from their lists, or left untold."""
    form.choose("topic", topic_choices(), NOT_TOLD)
    form.choose("format", FORMATS, NOT_TOLD)
    form.choose("audience", AUDIENCES, NOT_TOLD)
    form.choose("accreditation", ACCREDITATIONS, NOT_TOLD)
    form.choose("jurisdiction", state_choices(), NOT_TOLD)
    named = [(id_, item.name) for id_, item in packs().vocabulary.courses.items() if id_ != NO_COURSE]
    form.choose("course", [(NO_COURSE, NONE_OF_THEM), *named], NOT_TOLD)
    form.fields["course"].help_text = _("Some rules ask for one of these, and for no other.")
    form.fields["jurisdiction"].help_text = _("Only for a course on one state's law.")
