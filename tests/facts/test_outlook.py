"""Growth as it was read: every figure, and by name what was left out because something newer is here."""

from __future__ import annotations

from typing import Any

from rxladder.facts.outlook import earlier_growth, growth_in, nations_growth, states_growth
from rxladder.facts.yaml_text import read_yaml_file
from tests.facts.accounting import FACTS

RAW: dict[str, Any] = read_yaml_file(FACTS / "outlook.yaml")
NAMES = {
    "projection": "projection",
    "employment_2024": "employment_start",
    "employment_2034": "employment_end",
    "change_number": "change",
    "change_percent": "change_percent",
    "all_occupations_percent": "all_occupations_percent",
    "openings_per_year": "openings_per_year",
    "employers_percent_2024": "employers_percent",
}
NEWER = ("median_annual_may_2024", "median_hourly_may_2024", "p10_annual_may_2024", "p90_annual_may_2024")
ELSEWHERE = (
    "soc",
    "occupation",
    "entry_education",
    "on_the_job_training",
    "experience_in_related_job",
    "work",
)


def test_the_nations_growth_is_as_it_was_read():
    raw, own = RAW["national"][0], nations_growth()
    assert {key: raw[key] for key in NAMES} == {key: getattr(own, name) for key, name in NAMES.items()}
    assert list(own.drivers) == raw["drivers"]
    assert (own.source.url, own.source.dated) == (raw["source"]["url"], raw["source"]["dated"])
    left = raw.keys() - NAMES.keys() - {*NEWER, *ELSEWHERE, "drivers", "source"}
    assert left == {"median_annual_by_industry_may_2024"}


def test_earlier_projections_are_as_they_were_read():
    told = [
        {"soc": "29-2052", "source": one.source.url, **one.model_dump(exclude_none=True, exclude={"source"})}
        for one in earlier_growth()
    ]
    assert told == RAW["earlier"]


def test_the_states_growth_is_as_it_was_read_and_no_other_state_has_one():
    raw, own = RAW["states"], states_growth()
    told = [
        [
            id_.upper(),
            row.employment_start,
            row.employment_end,
            row.change_percent,
            row.openings_per_year,
        ]
        for id_, row in own.rows.items()
    ]
    assert told == raw["rows"]
    assert (own.projection, own.source.url, list(own.doubts)) == (
        raw["projection"],
        raw["source"]["url"],
        raw["doubts"],
    )
    assert growth_in("us-ny") is None
    assert growth_in(None) is None
