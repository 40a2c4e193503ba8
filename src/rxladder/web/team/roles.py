"""What each role in a team may do, and which parts of a record each may look at where they are shared."""

from __future__ import annotations

from typing import Any, Literal, get_args

from django.utils.translation import gettext_lazy as _

from rxladder.career.teams import Shared
from rxladder.web.team.models import Role

Act = Literal[
    "see-people",
    "see-log",
    "export",
    "report",
    "assign",
    "remind",
    "sign-off",
    "issue-badge",
    "revoke-badge",
    "invite",
    "change-people",
    "change-team",
    "change-owners",
]

EVERY_PART: tuple[Shared, ...] = get_args(Shared)
AT_FIRST: tuple[Shared, ...] = ("compliance",)
"""What is shared unless the member says otherwise."""

_LEARNING: frozenset[Act] = frozenset({"see-people", "assign", "sign-off", "issue-badge"})
_MANAGING: frozenset[Act] = _LEARNING | {
    *("see-log", "export", "report", "remind", "revoke-badge", "invite", "change-people"),
}
MAY: dict[str, frozenset[Act]] = {
    Role.OWNER: _MANAGING | {"change-team", "change-owners"},
    Role.MANAGER: _MANAGING,
    Role.EDUCATOR: _LEARNING,
    Role.MEMBER: frozenset(),
}
LOOKS_AT: dict[str, frozenset[Shared]] = {
    Role.OWNER: frozenset(EVERY_PART),
    Role.MANAGER: frozenset(EVERY_PART),
    Role.EDUCATOR: frozenset({"credits", "skills", "training"}),
    Role.MEMBER: frozenset(),
}

ROLE_WORDS: dict[str, Any] = {
    Role.OWNER: _("Can do everything a manager can, and decides who belongs to the team and in what role."),
    Role.MANAGER: _("Sees where people stand, asks for things, invites, gets reports."),
    Role.EDUCATOR: _("Teaches: sees the skills, training and CE that people share, and signs off."),
    Role.MEMBER: _("Sees nothing of anyone else’s, and sees who looked at their own."),
}
# What a member shares, as those who look at them say it.
PART_NAMES: dict[Shared, Any] = {
    "compliance": _("where their credentials stand"),
    "credits": _("their CE log"),
    "skills": _("their skills"),
    "training": _("their training and exams"),
    "achievements": _("their achievements"),
}
PART_WORDS: dict[Shared, tuple[Any, Any]] = {
    "compliance": (
        _("Where my credentials stand"),
        _(
            "For each registration and certification: its name, its last day, what is missing, and your "
            "next steps. Also whether what the team asked of you is done. No license number, no course "
            "titles."
        ),
    ),
    "credits": (
        _("My CE log"),
        _(
            "Each credit: title, day, hours, provider and number. Also whether courses that the team "
            "asked for are done. Certificates stay with you."
        ),
    ),
    "skills": (
        _("My skills"),
        _(
            "What you can do, who signed for it, and when. Also whether what the team asked you to learn "
            "is done. Your manager or educator can then sign off a skill, and it goes into your record "
            "right away."
        ),
    ),
    "training": (_("My training and exams"), _("Programs with their days, and exams with their results.")),
    "achievements": (_("My achievements"), _("What you noted as an achievement, in your own words.")),
}
