"""Every text and number of every pack can be read: on the command line, and on the authority's page."""

import html
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from rxladder.cli import show_pack as page
from rxladder.facts.language import speaking
from rxladder.facts.load import DATA, load_packs
from rxladder.facts.phrases import say_text
from rxladder.facts.says_more import say_practice
from rxladder.facts.yaml_text import read_yaml_file
from tests.shown_numbers import in_print, lost_numbers, on_the_page

FILES = sorted((DATA / "packs").glob("*.yaml"))


def texts(tree: Any) -> Iterator[str]:
    """Everything in a tree that is words and not an id."""
    if isinstance(tree, dict):
        for value in tree.values():
            yield from texts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from texts(value)
    elif isinstance(tree, str) and " " in tree:
        yield tree


def plain(text: str) -> str:
    """A text in small letters with its white space made single, and no full stop, which sentences bring.

    A day is the same however it is written.
    """
    return " ".join(say_text(text).split()).rstrip(".").lower()


def missing(file: Path, shown: str) -> list[str]:
    seen = plain(shown)
    return [text for text in texts(read_yaml_file(file)) if plain(text) not in seen]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_command_line_shows_every_text_and_number(file, monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr(page, "paper", lambda: Console(file=out, width=10_000))
    packs = load_packs()
    page.show_pack(packs.packs[file.stem], packs, date(2026, 11, 25))
    assert missing(file, out.getvalue()) == []
    assert lost_numbers(file, lambda id_: in_print(out.getvalue(), id_)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_page_shows_every_text_and_number(file, local):
    content = local.client.get(f"/rules/{file.stem}/").content.decode()
    assert missing(file, html.unescape(re.sub(r"<[^>]+>", " ", content))) == []
    assert lost_numbers(file, lambda id_: on_the_page(content, id_)) == []


def test_what_sources_say_of_the_work_is_led_by_words_and_not_by_a_packs_keys():
    with speaking("es"):
        for pack in load_packs().packs.values():
            for name, line in zip(pack.practice, say_practice(pack), strict=True):
                assert not line.startswith(name.replace("_", " ") + ":"), (pack.id, name)
                assert not line.endswith(": conditions"), (pack.id, name)
