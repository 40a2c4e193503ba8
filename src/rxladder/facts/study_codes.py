"""Abbreviations of prescriptions, and the units, constants and formulas of pharmacy arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from rxladder.facts.study_tables import Basis, Doubt, doubts, rows


@dataclass(frozen=True, slots=True, eq=False)
class SigCode:
    """An abbreviation: what it stands for, and whether a list asks not to use it.

    `listed` names that list (`joint-commission`, `ismp`), with "from memory" where it was not read, and
    with "until" and a year where the list has since taken it off.
    """

    text: str
    kind: str
    latin: str
    meaning: str
    error_prone: bool
    safer: str
    listed: str
    source: str
    doubted: Mapping[str, Doubt]

    @property
    def key(self) -> str:
        """Its name among all: text and kind, since `min` is a minute and a minim."""
        return f"{self.kind}:{self.text}"

    @property
    def basis(self) -> Basis:
        """On what the row stands."""
        return "general" if self.source == "general" else "source"


@dataclass(frozen=True, slots=True, eq=False)
class Conversion:
    """A unit in another, a constant, a formula or a range of temperatures; `factor` as the table writes it.

    `exact` is False for a rounded value or a convention of pharmacy, which `note` tells about.
    """

    id: str
    group: str
    from_unit: str
    to_unit: str
    factor: str
    exact: bool
    note: str
    source: str

    @property
    def basis(self) -> Basis:
        """On what the row stands: a named source, or general knowledge and convention."""
        return "general" if "general" in self.source else "source"


@cache
def sig_codes() -> Mapping[str, SigCode]:
    """Every abbreviation by its key, in the order of the file."""
    unsure = doubts("sig_codes.csv")
    codes = [
        SigCode(
            text=row["abbreviation"],
            kind=row["kind"],
            latin=row["latin"],
            meaning=row["meaning"],
            error_prone=row["error_prone"] == "y",
            safer=row["safer_alternative"],
            listed=row["do_not_use_list"],
            source=row["source"],
            doubted={field: doubt for (key, field), doubt in unsure.items() if key == row["abbreviation"]},
        )
        for row in rows("sig_codes.csv")
    ]
    return MappingProxyType({code.key: code for code in codes})


@cache
def conversions() -> Mapping[str, Conversion]:
    """Every unit, constant and formula by its id, in the order of the file."""
    return MappingProxyType(
        {
            row["id"]: Conversion(
                id=row["id"],
                group=row["group"],
                from_unit=row["from_unit"],
                to_unit=row["to_unit"],
                factor=row["factor_or_formula"],
                exact=row["exact"] == "y",
                note=row["note"],
                source=row["source"],
            )
            for row in rows("conversions.csv")
        }
    )
