"""The rules' questions as a form asks them: which buttons there are, and what an answer must be."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.facts.phrases import say_text
from rxladder.facts.vocabulary import Question
from rxladder.rules.result import AskedQuestion
from rxladder.web.site.forms import DayField, HouseForm
from rxladder.web.site.rules import packs

YES, NO, NOT_SURE = "yes", "no", "not-sure"
CHOICES = {
    "in-high-school": gettext_lazy("Still in high school"),
    "high-school": gettext_lazy("High school or GED"),
    "some-college": gettext_lazy("Some college"),
    "associate": gettext_lazy("Associate degree"),
    "bachelor": gettext_lazy("Bachelor's degree or higher"),
    "none": gettext_lazy("None"),
    "drug-felony": gettext_lazy("A drug-related felony"),
    "other-felony": gettext_lazy("Another felony"),
    "drug-misdemeanor": gettext_lazy("A drug-related misdemeanor"),
    "other-misdemeanor": gettext_lazy("Another misdemeanor"),
}

AnsweredAt = Literal["here", "profile", "holding", "credits", "background", "told"]
# What the record itself tells is entered with what it belongs to; the vocabulary has no such question.
_ENTERED_AT: dict[str, AnsweredAt] = {
    "birthday": "profile",
    "expires": "holding",
    "issued": "holding",
    "extension": "told",
    "credit-details": "credits",
    "hours-per-week": "background",
    "training-hours": "background",
}
_PAGES: dict[AnsweredAt, str] = {
    "profile": "accounts:profile",
    "holding": "certifications:holdings",
    "credits": "education:credits",
    "background": "background:all",
}


def answered_at(asked: AskedQuestion) -> AnsweredAt:
    """Where a question is answered: `here`, in a form of its own, or where the record has what it asks.

    `told`: among what the board told the person about a holding.
    """
    return _ENTERED_AT.get(asked.id, "here")


def page_to_answer(asked: AskedQuestion) -> str:
    """The page on which the record takes an answer that is neither given `here` nor `told`."""
    return reverse(_PAGES[answered_at(asked)])


def question(question_id: str) -> Question | None:
    """A question of the vocabulary."""
    return packs().vocabulary.questions.get(question_id)


def choice_words(choice: str) -> str:
    """A choice in words."""
    return str(CHOICES.get(choice, choice.replace("-", " ").capitalize()))


def answer_words(value) -> str:
    """An answer in words, as a person gave it."""
    match value:
        case None:
            return _("Not sure")
        case bool():
            return _("Yes") if value else _("No")
        case date():
            return date_format(value, "DATE_FORMAT")
        case tuple() | list():
            return ", ".join(choice_words(choice) for choice in value)
        case _:
            return choice_words(value)


def answer_field(asked: Question) -> forms.Field:
    """The field that takes an answer; "not sure" is one that may always be given."""
    unsure = (NOT_SURE, _("Not sure"))
    if asked.answer == "date":
        return DayField(label=say_text(asked.asks), required=False)
    if asked.answer == "yes-no":
        choices = [(YES, _("Yes")), (NO, _("No")), unsure]
        return forms.ChoiceField(label=say_text(asked.asks), choices=choices)
    choices = [(choice, choice_words(choice)) for choice in asked.choices]
    if asked.many:
        return forms.MultipleChoiceField(label=say_text(asked.asks), choices=choices, required=False)
    return forms.ChoiceField(label=say_text(asked.asks), choices=[*choices, unsure])


class AnswerForm(HouseForm):
    """One question, answered in place."""

    authority = forms.CharField(required=False, max_length=32)

    def __init__(self, *args, asked: Question, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.fields["value"] = answer_field(asked)

    def clean_authority(self):
        """Only where the question is put by each authority anew."""
        authority = self.cleaned_data["authority"]
        if self.asked.scope != "authority":
            return ""
        if authority not in packs().packs:
            raise forms.ValidationError(_("Choose who the answer is for."))
        return authority

    def given(self):
        """The answer as the record keeps it; None where the person is not sure."""
        value = self.cleaned_data["value"]
        if value in (NOT_SURE, "", None, []):
            return None
        if self.asked.answer == "yes-no":
            return value == YES
        return tuple(value) if isinstance(value, list) else value
