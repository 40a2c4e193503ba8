"""The site speaks the language that a person chose, or that their browser asks for; mails do so too."""

from __future__ import annotations

import pytest
from django.utils.translation import get_language

from rxladder.facts.language import language
from rxladder.web.accounts.models import Person
from rxladder.web.site.languages import in_language_of

pytestmark = pytest.mark.django_db


def lang_of(response) -> str:
    return response.content.decode().partition('<html lang="')[2].partition('"')[0]


def test_a_browser_that_asks_for_spanish_gets_it(client):
    assert lang_of(client.get("/more/")) == "en"
    assert lang_of(client.get("/more/", headers={"accept-language": "es-MX,es;q=0.9"})) == "es"
    assert lang_of(client.get("/more/", headers={"accept-language": "fr"})) == "en"


def test_what_one_chose_holds_whatever_the_browser_asks_for(client):
    answer = client.post("/more/language/", {"language": "es"})
    assert answer.url == "/more/"
    assert lang_of(client.get("/more/", headers={"accept-language": "en"})) == "es"
    person = Person.objects.local()
    assert person.language == "es"
    with in_language_of(person):
        assert (get_language(), language()) == ("es", "es")
    assert language() == "en"


def test_only_languages_that_are_there_are_taken(client):
    assert client.post("/more/language/", {"language": "xx"}).status_code == 400
    assert client.get("/more/language/").status_code == 405
    assert Person.objects.local().language == ""
