"""The career file's shape of memberships in teams."""

from __future__ import annotations

from typing import Annotated, Self, get_args

from pydantic import Field, model_validator

from rxladder.career.teams import Shared, Team, TeamRole
from rxladder.facts.entries import Day, Entry, Text, one_of

RoleName = Annotated[TeamRole, one_of(get_args(TeamRole))]
SharedName = Annotated[Shared, one_of(get_args(Shared))]


class TeamEntry(Entry):
    """One membership in a team. It is only told: bringing a file makes nobody a member."""

    organisation: Annotated[Text, Field(min_length=1)] = Field(description="Its name.")
    role: RoleName
    joined: Day
    site: Text = ""
    left: Day | None = Field(None, description="The day on which it ended.")
    shares: list[SharedName] = Field([], description="What of the record the team may see.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("joined", "left")
        return self

    def record(self) -> Team:
        """The record that this entry writes down."""
        return Team(self.organisation, self.role, self.joined, self.site, self.left, tuple(self.shares))
