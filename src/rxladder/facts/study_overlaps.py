"""Which classes and uses of drugs may overlap, so that a wrong answer is wrong beyond doubt.

A table of drugs tells the main uses and one class; that a use is not in a row does not prove it wrong. Two
classes are taken as different only where they share no family, a use as wrong for a drug only where it shares
no system with anything that drugs of its families are used for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from rxladder.facts.conditions import Strict
from rxladder.facts.study_tables import DATA
from rxladder.facts.yaml_text import read_yaml_file


class _Classes(Strict):
    families: dict[str, tuple[str, ...]]
    of: dict[str, frozenset[str]]
    vague: frozenset[str]


class _Uses(Strict):
    systems: dict[str, tuple[str, ...]]
    also: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Overlaps:
    """Families of classes and systems of uses, as patterns; `vague` classes are neither asked nor offered."""

    family_patterns: Mapping[str, re.Pattern[str]]
    system_patterns: Mapping[str, re.Pattern[str]]
    also: Mapping[str, frozenset[str]]
    of: Mapping[str, frozenset[str]]
    vague: frozenset[str]

    def families(self, *classes: str) -> frozenset[str]:
        """The families that the texts of classes belong to."""
        return frozenset().union(*(_families(self, text) for text in classes))

    def systems(self, *uses: str) -> frozenset[str]:
        """The systems that uses belong to."""
        return frozenset().union(*(_systems(self, text) for text in uses))

    def also_in(self, families: frozenset[str]) -> frozenset[str]:
        """The systems in which drugs of some families are used besides what their rows say."""
        return frozenset().union(*(self.also.get(family, frozenset()) for family in families))


@cache
def _families(of: Overlaps, text: str) -> frozenset[str]:
    return _within(text, of.family_patterns)


@cache
def _systems(of: Overlaps, text: str) -> frozenset[str]:
    return _within(text, of.system_patterns)


def _within(text: str, patterns: Mapping[str, re.Pattern[str]]) -> frozenset[str]:
    return frozenset(name for name, pattern in patterns.items() if pattern.search(text))


@cache
def overlaps() -> Overlaps:
    """The overlaps as they are shipped."""
    classes = _Classes.model_validate(read_yaml_file(DATA / "classes.yaml"))
    uses = _Uses.model_validate(read_yaml_file(DATA / "uses.yaml"))
    unknown = [name for name in uses.also if name not in classes.families]
    if unknown:
        raise ValueError(f"uses.yaml names no family of classes.yaml: {', '.join(unknown)}")
    return Overlaps(
        family_patterns=_compiled(classes.families),
        system_patterns=_compiled(uses.systems),
        also=MappingProxyType(uses.also),
        of=MappingProxyType(classes.of),
        vague=classes.vague,
    )


def _compiled(words: Mapping[str, tuple[str, ...]]) -> Mapping[str, re.Pattern[str]]:
    return MappingProxyType(
        {name: re.compile("|".join(patterns), re.IGNORECASE) for name, patterns in words.items()}
    )
