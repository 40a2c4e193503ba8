"""Skills by area, and which of them each role does: things that another person can watch and sign for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pydantic import model_validator

from rxladder.facts.entries import Entry, Text
from rxladder.facts.language import gettext as _
from rxladder.facts.language import languages, speaking
from rxladder.facts.load import DATA
from rxladder.facts.roles import roles
from rxladder.facts.yaml_text import read_yaml_file


class KnownSkill(Entry):
    """A skill and the area it belongs to."""

    name: Text
    area: Text


class _File(Entry):
    areas: dict[str, Text]
    skills: dict[str, KnownSkill]
    roles: dict[str, list[Text]]

    @model_validator(mode="after")
    def _refers_to_what_there_is(self) -> _File:
        strange = {one.area for one in self.skills.values()} - self.areas.keys()
        strange |= {id_ for found in self.roles.values() for id_ in found} - self.skills.keys()
        strange |= self.roles.keys() - roles().keys()
        if strange:
            raise ValueError(f"nothing is called {', '.join(sorted(strange))}")
        return self


@cache
def _file() -> _File:
    return _File.model_validate(read_yaml_file(DATA / "skills.yaml"))


def skills() -> Mapping[str, KnownSkill]:
    """Every skill by its id, in the order of the file, which is by area."""
    return MappingProxyType(_file().skills)


def areas() -> Mapping[str, str]:
    """The areas by their ids, in the file's order."""
    return MappingProxyType(_file().areas)


@cache
def skills_of(role: str) -> tuple[str, ...]:
    """The ids of what a role does; empty for one that is not told by skills."""
    return tuple(_file().roles.get(role, ()))


def skill_name(name: str) -> str:
    """The words for a skill's id; what is no id is words already."""
    known = skills().get(name)
    return _(known.name) if known else name


def area_name(area: str) -> str:
    """The words for an area's id; what is no id is words already."""
    return _(areas()[area]) if area in areas() else area


@cache
def _ids() -> dict[str, str]:
    """By its words in each language: whoever reads a record may speak another one than who wrote it."""
    ids: dict[str, str] = {}
    for code in languages():
        with speaking(code):
            for id_ in skills():
                ids.setdefault(skill_name(id_).casefold(), id_)
    return ids


def skill_id(name: str) -> str:
    """The id of a skill by its id or its words, in any language, case and spacing; else its words."""
    words = " ".join(name.split())
    return words if words in skills() else _ids().get(words.casefold(), words)
