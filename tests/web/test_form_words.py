"""What forms say of fields that are empty or not understood: in the house's voice, by the field's name."""

from __future__ import annotations

import re

import django.core.validators
import pytest
from django import forms
from django.db import transaction
from django.forms import fields, models
from django.urls import resolve
from django.utils.translation import override

from rxladder.web.site.form_words import HouseWords
from rxladder.web.site.forms import DayField, HouseForm
from rxladder.web.site.pages_above import methods_of
from tests.web.addresses import addresses, names
from tests.web.pages import errors_of, page_of


def djangos_own() -> re.Pattern[str]:
    """What Django would say by itself in the language spoken, whatever is put in."""
    kinds = [one for module in (fields, models) for one in vars(module).values() if isinstance(one, type)]
    said = [str(text) for one in kinds for text in getattr(one, "default_error_messages", {}).values()]
    checks = [one for one in vars(django.core.validators).values() if hasattr(one, "message")]
    said += [str(one.message) for one in checks]
    parts = [re.escape(re.sub(r"%\(\w+\)s.*", "", text)) for text in said if isinstance(text, str)]
    return re.compile("|".join(part for part in set(parts) if len(part) > 10))


def told_by(form: forms.BaseForm) -> dict[str, str]:
    return {name: str(errors[0]) for name, errors in form.errors.items()}


class Every(HouseForm):
    """A field of each kind."""

    name = forms.CharField(label="Your name")
    whom = forms.CharField(label="Who with?")
    day = DayField(label="Day it expires")
    other_day = forms.DateField(label="Other day")
    n = forms.IntegerField(label="Posts", min_value=1, max_value=9)
    share = forms.FloatField(label="Share")
    price = forms.DecimalField(label="Price", max_digits=4, decimal_places=2)
    at = forms.TimeField(label="Hour")
    mail = forms.EmailField(label="E-mail")
    site = forms.URLField(label="Page", assume_scheme="https")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")])
    some = forms.MultipleChoiceField(label="Some", choices=[("a", "A")])
    sure = forms.BooleanField(label="I am sure")
    file = forms.FileField(label="Certificate")
    own = forms.CharField(label="Own", error_messages={"required": "Tell it."})


EMPTY = {
    "name": "Fill in: Your name", "whom": "Answer this: Who with?", "day": "Enter the day: Day it expires",
    "other_day": "Enter the day: Other day", "n": "Fill in: Posts", "share": "Fill in: Share",
    "price": "Fill in: Price", "at": "Fill in: Hour", "mail": "Fill in: E-mail", "site": "Fill in: Page",
    "kind": "Choose: Kind", "some": "Choose: Some", "sure": "Check this box: I am sure",
    "file": "Choose a file: Certificate", "own": "Tell it.",
}  # fmt: skip
WRONG = {
    "name": "ab\x00", "whom": "x", "day": "soon", "other_day": "soon", "n": "x", "share": "x",
    "price": "1.234", "at": "x", "mail": "x", "site": "x y", "kind": "z", "some": ["z"],
}  # fmt: skip


def test_an_empty_field_is_named():
    with override("en"):
        assert told_by(Every({})) == EMPTY


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_said_as_django_says_it(language):
    with override(language):
        own = djangos_own()
        for sent in ({}, WRONG, {"n": "0"}, {"n": "10"}, {"price": "12345"}, {"price": "x"}):
            for name, text in told_by(Every(sent)).items():
                assert not own.match(text), (name, text)


def test_in_spanish_it_speaks_spanish():
    with override("es"):
        told = told_by(Every({}))
        assert (told["name"], told["kind"]) == ("Completa: Your name", "Elige: Kind")
        assert told_by(Every({"n": "0"}))["n"] == "Escribe 1 o más."


def test_a_field_that_a_form_puts_in_place_of_another_speaks_so_too():
    class Late(HouseForm):
        kind = forms.CharField()

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["kind"] = forms.ChoiceField(label="Kind of place", choices=[("a", "A")])

    with override("en"):
        assert told_by(Late({})) == {"kind": "Choose: Kind of place"}
        assert told_by(Late({"kind": "z"})) == {"kind": "Choose one from the list."}


def test_every_form_of_the_site_is_one_that_speaks_so():
    assert names(), "every chapter is loaded"

    def below(kind: type) -> set[type]:
        return {kind}.union(*(below(one) for one in kind.__subclasses__()))

    ours = {one for one in below(forms.BaseForm) if one.__module__.startswith("rxladder.web")}
    ours -= {one for one in ours if one.__subclasses__()}
    assert len(ours) > 80
    assert not {one.__qualname__ for one in ours if not issubclass(one, HouseWords)}


@pytest.mark.once
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_with_a_form_that_is_sent_empty(as_owner, owner, language):
    sent, asked, wrong = {"accept-language": language}, set(), []
    with override(language):
        own = djangos_own()
    for one in addresses(owner.records):
        if one.secret or not methods_of(resolve(one.url).func) >= {"GET", "POST"}:
            continue
        with transaction.atomic():
            answer = as_owner.post(one.url, {}, headers=sent)
            transaction.set_rollback(True)
        if answer.status_code == 422:
            asked.add(one.name)
            at_fields = [text.get_text() for text in page_of(answer).select(".wrong")]
            lines = [line for line in errors_of(answer) if own.search(line)]
            wrong += [(one.name, text) for text in [*at_fields, *lines] if own.search(text)]
    assert len(asked) >= 30, asked
    assert not wrong
