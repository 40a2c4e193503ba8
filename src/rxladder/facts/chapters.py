"""What credentials are about, in a few chapters: an arrangement of ours, for finding them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from rxladder.facts.conditions import Strict
from rxladder.facts.language import gettext as _
from rxladder.facts.load import DATA
from rxladder.facts.yaml_text import read_yaml_file

STATE = "state"


class Chapter(Strict):
    """One chapter and the credentials that belong to it."""

    name: str
    credentials: tuple[str, ...]


class _ChaptersFile(Strict):
    chapters: dict[str, Chapter]


@cache
def chapters() -> Mapping[str, Chapter]:
    """Every chapter by its id, in the order of the file."""
    found = _ChaptersFile.model_validate(read_yaml_file(DATA / "chapters.yaml"))
    return MappingProxyType(found.chapters)


def chapter_of(credential: str) -> str:
    """The id of a credential's chapter; what is in none is about working in a state."""
    return _by_credential().get(credential, STATE)


def chapter_name(chapter: str) -> str:
    """A chapter in words; an unknown id as it is."""
    found = chapters().get(chapter)
    return _(found.name) if found else chapter


@cache
def _by_credential() -> Mapping[str, str]:
    return {id_: chapter for chapter, entry in chapters().items() for id_ in entry.credentials}
