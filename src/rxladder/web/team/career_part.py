"""Memberships in the career file: the person's own, and those that a file told of.

A file makes nobody a member. What it tells is kept beside the memberships of this site and written again,
unless it is one of them.
"""

from __future__ import annotations

from typing import cast

from rxladder.career.teams import Team, TeamRole
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.career_parts import CareerPart
from rxladder.web.site.records import Record
from rxladder.web.team.models import TeamMember, ToldTeam


def _stored(person: Person) -> tuple[Team, ...]:
    told = tuple(
        Team(row.organisation, cast(TeamRole, row.role), row.joined, row.site, row.left, tuple(row.shares))
        for row in ToldTeam.objects.visible_to(person)
    )
    here = TeamMember.objects.visible_to(person).filter(organisation__example_of=None)
    own = tuple(_team(row) for row in here.select_related("organisation", "site"))
    known = {(team.organisation, team.joined) for team in own}
    return own + tuple(team for team in told if (team.organisation, team.joined) not in known)


def _team(row: TeamMember) -> Team:
    site = row.site.name if row.site else ""
    left = clock.local_time(row.person, row.left_at).date() if row.left_at else None
    shares = () if row.left_at else tuple(row.shares)
    return Team(row.organisation.name, cast(TeamRole, row.role), row.joined_on, site, left, shares)


def _rows(told: tuple[Team, ...]) -> list[list[Record]]:
    return [
        [
            ToldTeam(
                organisation=team.organisation,
                site=team.site,
                role=team.role,
                joined=team.joined,
                left=team.left,
                shares=list(team.shares),
            )
            for team in told
        ]
    ]


TEAMS = CareerPart("teams", (ToldTeam,), _stored, _rows)
