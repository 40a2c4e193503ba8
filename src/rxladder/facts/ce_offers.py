"""What is sold as a whole (bundles of activities), and where to look for more (directories).

An hour is logged, and planned with, activity by activity; a bundle tells what several cost together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from pydantic import Field

from rxladder.facts.activities import ActivityType
from rxladder.facts.entries import Day, Dollars, Entry, Format, Hours, Text
from rxladder.facts.load import DATA
from rxladder.facts.yaml_text import read_yaml_file


class Bundle(Entry):
    """Activities sold as one. What is None was not told; `price_usd` is by kind of buyer."""

    id: Text
    title: Text
    provider: Text
    hours: Hours | None = None
    parts: int | None = None
    price_usd: dict[str, Dollars] = {}
    format: Format | None = None
    activity_type: ActivityType | None = None
    prepares_for: Text | None = Field(None, description="The credential that it leads to.")
    available_from: Day | None = None
    available_until: Day | None = None
    live_on: Day | None = None
    note: Text | None = None
    url: Text

    def is_over(self, on: date) -> bool:
        """Whether its last day has passed."""
        ends = [day for day in (self.available_until, self.live_on) if day is not None]
        return bool(ends) and min(ends) < on


class Directory(Entry):
    """A provider or a finder of activities. `acpe_provider` begins the numbers of its activities."""

    name: Text
    url: Text
    source: Text
    acpe_provider: Text | None = Field(None, pattern=r"^\d{4}$")
    note: Text | None = None


class _OffersFile(Entry):
    bundles: list[Bundle]
    directories: list[Directory]


def bundles() -> Mapping[str, Bundle]:
    """Every bundle by its id, in the order of the file."""
    return {bundle.id: bundle for bundle in _offers().bundles}


def directories() -> tuple[Directory, ...]:
    """Where to look for activities, in the order of the file."""
    return tuple(_offers().directories)


@cache
def _offers() -> _OffersFile:
    return _OffersFile.model_validate(read_yaml_file(DATA / "ce_offers.yaml"))
