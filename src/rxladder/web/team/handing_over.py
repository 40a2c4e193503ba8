"""A team whose last owner deleted their account: it goes to whoever manages it longest."""

from __future__ import annotations

from typing import Any

from rxladder.web.team import log
from rxladder.web.team.membership import team_locked
from rxladder.web.team.models import Role, TeamMember
from rxladder.web.team.sharing import others_in_team


def hand_over(instance: TeamMember, **_signal: Any) -> None:
    """After a membership went with its account: see to it that the team has an owner, if it has anybody."""
    with team_locked(instance.organisation_id):
        _hand_over(instance)


def _hand_over(instance: TeamMember) -> None:
    left = others_in_team(instance)
    if instance.role != Role.OWNER or left.filter(role=Role.OWNER).exists():
        return
    rows = list(left.select_related("organisation", "person").order_by("joined_on", "created_at"))
    by_rank = (Role.MANAGER, Role.EDUCATOR, Role.MEMBER)
    heir = next((row for role in by_rank for row in rows if row.role == role), None)
    if heir is not None and heir.organisation.example_of_id is None:
        heir.role, heir.site = Role.OWNER, None
        heir.save(update_fields=["role", "site", "changed_at"])
        log.note(heir.organisation, heir.person, "role", heir.person_id, Role.OWNER)
