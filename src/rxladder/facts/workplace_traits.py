"""What can be wished for in a kind of workplace, and the skills that a day's work there uses.

Each trait stands on a line of what was read of its workplace; one that no line tells is None: not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from rxladder.facts.conditions import Strict
from rxladder.facts.roles import DATA, Workplace, workplaces
from rxladder.facts.skills import skills
from rxladder.facts.yaml_text import read_yaml_file

TraitName = Literal["shifts", "patients", "sterile", "remote"]
Extent = Literal["yes", "some", "no"]


class Trait(Strict):
    """How far something is so at a workplace, and the line it stands on.

    `weak`: the line is among what no source confirmed.
    """

    is_: Extent
    line: str
    weak: bool = False


class _Traits(Strict):
    patients: Trait | None = None
    sterile: Trait | None = None
    remote: Trait | None = None
    uses: tuple[str, ...]


@cache
def _file() -> Mapping[str, _Traits]:
    raw = read_yaml_file(DATA / "workplace_traits.yaml")
    for entry in raw.values():
        for trait in entry.values():
            if isinstance(trait, dict):
                trait["is_"] = trait.pop("is")
    found = {id_: _Traits.model_validate(entry) for id_, entry in raw.items()}
    strange = {skill for one in found.values() for skill in one.uses} - skills().keys()
    strange |= found.keys() ^ workplaces().keys()
    if strange:
        raise ValueError(f"nothing is called {', '.join(sorted(strange))}, or it is missing")
    return MappingProxyType(found)


def trait_of(place: Workplace, name: TraitName) -> Trait | None:
    """How far something is so at a workplace; None where nothing that was read tells."""
    if name == "shifts":
        told = ("schedule", "shift", "hours")
        weak = any(word in text for text in place.unconfirmed for word in told)
        return Trait(is_=place.schedule.shifts, line=place.schedule.hours, weak=weak)
    trait: Trait | None = getattr(_file()[place.id], name)
    return trait


def skills_used(workplace: str) -> tuple[str, ...]:
    """The ids of the skills that a day's work uses; empty where no source told the tasks."""
    return _file()[workplace].uses
