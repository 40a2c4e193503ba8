"""What the types of a pack cannot see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from rxladder.facts.education_rules import ContinuingEducation
from rxladder.facts.pack import Pack
from rxladder.facts.vocabulary import Vocabulary
from rxladder.facts.yaml_text import Path_

CountingKind = Literal["laminar", "overlapping"]


class Problem(NamedTuple):
    """Something wrong in a pack, and the keys that lead to it."""

    pack: str
    path: Path_
    message: str


def problems(packs: Mapping[str, Pack], vocabulary: Vocabulary) -> list[Problem]:
    """Everything that is wrong with the packs."""
    return []


def vocabulary_problems(vocabulary: Vocabulary) -> list[Problem]:
    """Everything that is wrong with the vocabulary."""
    return []


def counting_kind(ce: ContinuingEducation) -> CountingKind:
    """How a clause set is to be counted."""
    return "overlapping"
