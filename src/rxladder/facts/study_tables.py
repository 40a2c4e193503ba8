"""What the tables of the study facts have in common: reading rows, and on what each value stands."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from rxladder.facts.yaml_text import read_yaml_file

DATA = Path(__file__).resolve().parent / "data" / "study"

# `source`: a source was read that says it. `general`: from general knowledge, and shown as such.
Basis = Literal["source", "general"]


class Doubt(NamedTuple):
    """A value that a careful reader was not certain of; it stands, and is never asked."""

    value: str
    doubt: str


@cache
def doubts(file: str) -> Mapping[tuple[str, str], Doubt]:
    """The doubts about a file's values, by key and field."""
    entries = read_yaml_file(DATA / "doubts.yaml")
    return {
        (str(entry["key"]), entry["field"]): Doubt(str(entry["value"]), entry["doubt"])
        for entry in entries
        if entry["file"] == file
    }


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the study facts."""
    with (DATA / file).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def parts(cell: str) -> tuple[str, ...]:
    """What a cell lists, in its order."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
