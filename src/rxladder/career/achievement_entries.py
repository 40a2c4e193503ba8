"""The career file's shape of achievements."""

from __future__ import annotations

from typing import Annotated

from pydantic import FailFast, Field

from rxladder.career.achievements import Achievement
from rxladder.facts.entries import Day, Entry, Text


class AchievementEntry(Entry):
    """Something that one did and can show. No patient data has a place in it."""

    on: Day
    what: Annotated[Text, Field(min_length=1)]
    figure: Text = Field("", description="How much: 120 first doses a day.")
    result: Text = Field("", description="What came of it.")
    evidence: Text = Field(
        "", pattern=r"^([0-9a-f]{64})?$", description="The fingerprint (SHA-256) of a file that proves it."
    )
    topics: Annotated[list[Text], FailFast()] = []
    of: Text = Field("", description="What in the record it came of: holding:ptcb-cspt.")
    note: Text = ""

    def record(self) -> Achievement:
        """The record that this entry writes down."""
        return Achievement(**self.plain() | {"topics": tuple(self.topics)})
