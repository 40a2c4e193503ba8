"""The words behind a drug's name that are no part of it: salts, esters, hydrates, and kinds of release."""

from __future__ import annotations

from functools import cache

from rxladder.facts.conditions import Strict
from rxladder.facts.study_tables import DATA
from rxladder.facts.yaml_text import read_yaml_file


class _Words(Strict):
    salts: tuple[str, ...]
    releases: tuple[str, ...]


@cache
def name_endings() -> tuple[str, ...]:
    """Those words, salts first."""
    words = _Words.model_validate(read_yaml_file(DATA / "salts.yaml"))
    return words.salts + words.releases
