"""The site speaks the language that a person chose, or that their browser asks for; mails do so too."""

from __future__ import annotations

import html
import re

import polib
import pytest
from django.utils.translation import get_language

from rxladder.facts.language import LOCALE, language
from rxladder.web.accounts.models import Person
from rxladder.web.site.languages import in_language_of
from tests.web.addresses import addresses

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


# A badge's check is kept in the words of its day, the interface for programs is described in English,
# and a pack's own word for a fee is its source's.
IN_ENGLISH = ("badges:show", "programs:reference")
OF_SOURCES = {"late renewal"}
# A résumé is English, as those who read it are.
OF_RESUME = {("resume:show", "Pharmacy technician")}


def sentences() -> dict[str, str]:
    """English texts that would be noticed on a Spanish page: whole ones, with nothing put in."""
    found = {}
    for domain in ("rxladder", "django"):
        for entry in polib.pofile(str(LOCALE / "es" / "LC_MESSAGES" / f"{domain}.po")):
            if " " in entry.msgid and len(entry.msgid) > 6 and not set("%{") & set(entry.msgid):
                found[entry.msgid] = entry.msgstr
    return {text: translated for text, translated in found.items() if text != translated}


@pytest.mark.once
def test_every_page_speaks_spanish(as_owner, owner):
    """Each page, asked for in Spanish, answers as it does in English and says no English sentence."""
    english, left = sentences(), set()
    for address in addresses(owner.records):
        if "restore" in address.name or address.secret or address.name in IN_ENGLISH:
            continue
        response = as_owner.get(address.url, headers={"accept-language": "es"})
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            assert response.status_code in (200, 302, 405), address
            continue
        text = html.unescape(" ".join(re.sub(r"<[^>]+>", "\n", response.content.decode()).split(" ")))
        assert lang_of(response) == "es", address
        lines = {" ".join(line.split()) for line in text.splitlines()}
        left |= {(address.name, line) for line in (lines & english.keys()) - OF_SOURCES}
    assert not left - OF_RESUME
