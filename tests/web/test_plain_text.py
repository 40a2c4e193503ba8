"""What is looked for is found whatever case and accents it is written with, on either database."""

import pytest

from rxladder.facts.plain_text import has_words, plain
from rxladder.web.relationships.models import Acquaintance
from rxladder.web.responsibilities.models import Achievement, Skill
from rxladder.web.site.plain_text import containing
from tests.web.pages import text_of
from tests.web.settings import TODAY


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ángela", True),
        ("ANGELA o’brien", True),
        ("nuñez", True),
        ("nunez clínica", True),
        ("ångela", True),
        ("angela maria", False),
        ("%", False),
        ("_", False),
    ],
)
def test_a_person_is_found_by_their_name_or_employer_however_it_is_typed(local, words, found):
    person = {"person": local.person, "name": "Ángela O'Brien Núñez", "employer": "CLÍNICA ÚNICA"}
    row = Acquaintance.objects.create(**person)
    nobody = Acquaintance.objects.create(**person | {"name": "Ben", "employer": ""})
    rows = Acquaintance.objects.filter(containing(words, "name", "employer"))
    assert [one.id for one in rows] == ([row.id] if found else [])
    assert ("O'Brien" in text_of(local.client.get("/people/", {"q": words}))) == found
    assert plain(nobody.name) == "ben"


def test_so_are_achievements_and_skills(local):
    Achievement.objects.create(person=local.person, on=TODAY, what="ÜBUNG geleitet", result="")
    Skill.objects.create(person=local.person, name="Übergabe")
    assert "geleitet" in text_of(local.client.get("/responsibilities/achievements/", {"q": "übung"}))
    assert "bergabe" in text_of(local.client.get("/responsibilities/skills/", {"q": "ubergabe"}))


def test_every_word_is_looked_for_wherever_it_stands():
    assert has_words("Farmacia oncológica, quimioterapia", "QUIMIO oncologica")
    assert not has_words("Farmacia oncológica", "oncologica nuclear")


def test_names_stand_in_their_order_whatever_they_begin_with(local):
    for name in ("Zoe", "Ángela", "ben"):
        Acquaintance.objects.create(person=local.person, name=name)
    said = text_of(local.client.get("/people/"))
    assert said.index("Ángela") < said.index("ben") < said.index("Zoe")
