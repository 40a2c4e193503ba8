"""What technicians and their neighbours earn: the tables of the US Bureau of Labor Statistics (BLS).

The Occupational Employment and Wage Statistics of May 2025, published on 15 May 2026, for pharmacy
technicians (SOC 29-2052) by area and by industry, and for related occupations in the nation. They are in the
public domain; BLS asks to be named as the source, and cannot vouch for data after it has left its site.

Amounts are exact, in dollars an hour (`mean_hourly`, `p10` to `p90`) or a year (`mean_annual`,
`median_annual`); what BLS did not release is None. Benefits, shift pay, years of experience and certification
are not in them; an industry is not a setting.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

DATA = Path(__file__).resolve().parent / "data"
NATION = "00"
TECHNICIANS = "29-2052"


@dataclass(frozen=True, slots=True)
class Wages:
    """One row: the wages of an area, an industry or an occupation.

    `employment` counts jobs, rounded to 10, without the self-employed; `employment_rse_pct` is its relative
    standard error in percent. `year` is the month that the numbers are of; `source` where they were read.
    """

    code: str
    name: str
    employment: int | None
    mean_hourly: Fraction | None
    p10: Fraction | None
    p25: Fraction | None
    p50: Fraction | None
    p75: Fraction | None
    p90: Fraction | None
    mean_annual: Fraction | None
    median_annual: Fraction | None
    employment_rse_pct: Fraction | None
    year: str
    source: str


@dataclass(frozen=True, slots=True)
class AreaWages(Wages):
    """A state's or the nation's row.

    `jobs_per_1000` are of all jobs there; `location_quotient` compares that with the nation (1: alike).
    """

    abbreviation: str
    kind: str
    jobs_per_1000: Fraction | None
    location_quotient: Fraction | None


@dataclass(frozen=True, slots=True)
class IndustryWages(Wages):
    """An industry's row; `depth` is how far down it stands in the tree of industries (0: all)."""

    depth: int


@cache
def areas() -> Mapping[str, AreaWages]:
    """Technicians' wages by FIPS code: "00" the nation, "48" Texas."""
    rows = _rows("wages")
    return MappingProxyType({row["area_code"]: _area(row) for row in rows})


@cache
def parts_of_states() -> Mapping[str, AreaWages]:
    """Technicians' wages by the code of a metropolitan area (`kind` "metro") or of what lies between them.

    `abbreviation` is the first state that an area lies in.
    """
    rows = _rows("wages_metro")
    return MappingProxyType({row["area_code"]: _area(row) for row in rows})


@cache
def industries() -> Mapping[str, IndustryWages]:
    """Technicians' wages in the nation by industry (NAICS code, or a group of BLS)."""
    rows = _rows("wages_by_industry")
    return MappingProxyType({row["naics"]: _industry(row) for row in rows})


@cache
def occupations() -> Mapping[str, Wages]:
    """Wages in the nation of technicians and of occupations near theirs, by SOC code."""
    rows = _rows("wages_related")
    return MappingProxyType(
        {row["soc"]: Wages(code=row["soc"], name=row["occupation"], **_common(row)) for row in rows}
    )


def _rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _area(row: dict[str, str]) -> AreaWages:
    return AreaWages(
        code=row["area_code"],
        name=row["area"],
        abbreviation=row["area_abbr"],
        kind=row["area_type"],
        jobs_per_1000=_amount(row["jobs_per_1000"]),
        location_quotient=_amount(row["location_quotient"]),
        **_common(row),
    )


def _industry(row: dict[str, str]) -> IndustryWages:
    return IndustryWages(
        code=row["naics"], name=row["industry"], depth=int(row["display_level"]), **_common(row)
    )


_AMOUNTS = ("mean_hourly", "p10", "p25", "p50", "p75", "p90", "mean_annual", "median_annual")


def _common(row: dict[str, str]) -> dict[str, Any]:
    """What stands in every table; the one of occupations has no errors of estimate."""
    amounts: dict[str, Any] = {column: _amount(row[column]) for column in _AMOUNTS}
    jobs, error = row["employment"], row.get("employment_rse_pct", "")
    told = {"employment": int(jobs) if jobs else None, "employment_rse_pct": _amount(error)}
    return amounts | told | {"year": row["year"], "source": row["source"]}


def _amount(cell: str) -> Fraction | None:
    return Fraction(cell) if cell else None
