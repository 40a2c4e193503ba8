"""All words for people go through gettext: in templates, and where views and forms speak."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import rxladder.web

WEB = Path(rxladder.web.__file__).parent
TEMPLATES = [path for path in WEB.rglob("templates/**/*.*") if path.suffix in (".html", ".txt")]
# Names, which are the same in every language.
NAMES = {"RxLadder", "SHA", "BLS", "CSV", "Excel"}
_TRANSLATED = re.compile(r"{%\s*blocktranslate.*?%}.*?{%\s*endblocktranslate\s*%}", re.DOTALL)
# What is typed into a terminal is the same in every language, too.
_TYPED = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
_ATTRIBUTES = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"]*)"')
_SPOKEN = {"label", "help_text", "title", "heading", "empty"}


def bare_words(template: str) -> set[str]:
    """The words of a template that would be English in every language."""
    plain = _TAGS.sub(" ", _TYPED.sub(" ", _TRANSLATED.sub(" ", template)))
    shown = re.sub(r"<[^>]*>", " ", plain) + " ".join(_ATTRIBUTES.findall(plain))
    return set(re.findall(r"[A-Za-z]{2,}", shown)) - NAMES


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(path):
    assert not bare_words(path.read_text(encoding="utf-8"))


def bare_speech(source: str) -> list[str]:
    """Texts that a program says, shows as an error or gives as a label, without gettext."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="say"), args=[_request, ast.Constant(value=str(text)), *_]):
                found.append(text)
            case ast.Call(
                func=ast.Attribute(attr="ValidationError"), args=[ast.Constant(value=str(text)), *_]
            ):
                found.append(text)
            case ast.Call(func=ast.Attribute(attr="add_error"), args=[_field, ast.Constant(value=str(text))]):
                found.append(text)
            case ast.keyword(arg=name, value=ast.Constant(str(text))) if (
                name in _SPOKEN and text and text not in NAMES
            ):
                found.append(text)
    return found


def test_no_view_speaks_past_gettext():
    found = {path.name: bare_speech(path.read_text(encoding="utf-8")) for path in WEB.rglob("*.py")}
    assert not {name: texts for name, texts in found.items() if texts}


BARE = ['say(request, "Saved.")', 'f(label="A")']
BARE += ['forms.ValidationError("No.")', 'self.add_error("x", "No.")']


@pytest.mark.parametrize("source", BARE)
def test_bare_speech_would_be_found(source):
    assert bare_speech(source)


def test_bare_words_would_be_found():
    assert bare_words('<p>{{ x }}</p><img alt="A picture">{% translate "Yes" %}') == {"picture"}
    assert bare_words("<p>Saved</p>") == {"Saved"}
