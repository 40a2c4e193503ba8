"""The catalogues of translations: whole, true to the code, and compiled from what one can read."""

from __future__ import annotations

import ast
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import polib
import pytest

from rxladder.facts.language import speaking
from rxladder.facts.phrases import all_of, one_of, say_date, say_day_of_year, say_dollars, say_hours
from tests.texts import TOOL, said

DOMAINS = ("rxladder", "django")
PLACES = re.compile(r"%\(\w+\)(?:\.\d)?[sdf]|\{[^{}]*\}|%[sd]|%%|</?\w+")

each_catalogue = pytest.mark.parametrize(
    ("language", "domain"), [(language, domain) for language in TOOL["LANGUAGES"] for domain in DOMAINS]
)


def read(language: str, domain: str) -> polib.POFile:
    return polib.pofile(str(TOOL["catalogue"](language, domain)))


@each_catalogue
def test_it_has_every_text_of_the_code_and_no_other(language, domain):
    now = TOOL["updated"](language, domain, said())
    assert [(e.msgctxt, e.msgid, e.msgid_plural) for e in read(language, domain)] == [
        (e.msgctxt, e.msgid, e.msgid_plural) for e in now
    ], "bring it up to date: .venv/bin/python tools/messages"


def test_what_is_wrong_in_a_career_file_is_never_said_in_english_alone():
    """What `career` refuses comes back to its writer: no words are raised that a catalogue has not seen."""
    career = Path(__file__).parent.parent / "src/rxladder/career"
    raised = [
        (path.name, node.lineno, argument)
        for path in career.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and not _is_for_us(node.exc)
        for argument in node.exc.args
    ]
    assert len(raised) > 40
    assert not [(name, line) for name, line, argument in raised if _has_words(argument)]


def _is_for_us(error: ast.Call) -> bool:
    return isinstance(error.func, ast.Name) and error.func.id == "TypeError"


def _has_words(node: ast.expr) -> bool:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
    return any(isinstance(text, str) and re.search(r"[a-z]+ [a-z]+", text) for text in texts)


@each_catalogue
def test_every_text_is_translated(language, domain):
    catalogue = read(language, domain)
    assert not catalogue.fuzzy_entries()
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []


def texts(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each text beside its translation."""
    if entry.msgid_plural:
        return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]
    return [(entry.msgid, entry.msgstr)]


@each_catalogue
def test_a_translation_names_the_same_things(language, domain):
    """What is put in stands in both; in a text for one, a number may be left out ("one credit")."""
    for entry in read(language, domain):
        for text, translated in texts(entry):
            wanted, there = set(PLACES.findall(text)), set(PLACES.findall(translated))
            allowed = set(PLACES.findall(entry.msgid_plural)) if entry.msgid_plural else wanted
            assert wanted == there or (entry.msgid_plural and there <= allowed), (text, translated)
            assert text[:1].isspace() == translated[:1].isspace(), text
            assert text[-1:].isspace() == translated[-1:].isspace(), text


@each_catalogue
def test_the_compiled_one_is_made_of_it(language, domain):
    path = TOOL["catalogue"](language, domain)
    assert path.with_suffix(".mo").read_bytes() == read(language, domain).to_binary()


def test_spanish_and_and_or_change_before_their_own_sound():
    with speaking("es"):
        assert all_of(["Utah", "Idaho"]) == "Utah e Idaho"
        assert all_of(["agua", "hielo"]) == "agua y hielo"
        assert one_of(["Texas", "“Ohio”"]) == "Texas u “Ohio”"
        assert one_of(["una", "la hora", "hora"]) == "una, la hora u hora"
    assert (all_of(["Utah", "Idaho"]), one_of(["Texas", "Ohio"])) == ("Utah and Idaho", "Texas or Ohio")


def test_dates_numbers_and_plurals_are_spanish():
    with speaking("es"):
        assert say_date(date(2026, 6, 30)) == "30 de junio de 2026"
        assert say_day_of_year((2, 29)) == "el último día de febrero"
        assert say_hours(Fraction(1)) == "1 hora"
        assert say_hours(Fraction(3, 2)) == "1.5 horas"
        assert say_dollars(Fraction(4200)) == "$4,200"
    assert say_date(date(2026, 6, 30)) == "30 June 2026"
