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
    Role.OWNER: _("May do all that a manager may, and decides who belongs to the team, and as what."),
    Role.MANAGER: _("Sees how people stand, asks for things, invites, takes reports."),
    Role.EDUCATOR: _("Teaches: sees skills, training and CE that are shared, and signs off."),
    Role.MEMBER: _("Sees nothing of others; sees who looked at their own."),
}
# What a member shares, as those who look at them say it.
PART_NAMES: dict[Shared, Any] = {
    "compliance": _("how their credentials stand"),
    "credits": _("their CE log"),
    "skills": _("their skills"),
    "training": _("their training and exams"),
    "achievements": _("their achievements"),
}
PART_WORDS: dict[Shared, tuple[Any, Any]] = {
    "compliance": (
        _("How my credentials stand"),
        _(
            "For each registration and certification: its name, its last day, what is missing, and your next"
            " steps. And whether what the team asked of you is done. No licence number, no titles of courses."
        ),
    ),
    "credits": (
        _("My CE log"),
        _(
            "Each credit: title, day, hours, provider and number; and whether courses that the team asked"
            " for are done. Certificates stay with you."
        ),
    ),
    "skills": (
        _("My skills"),
        _(
            "What you can do and who signed for it, when; and whether what the team asked you to learn is"
            " done. Your manager or educator can then sign off a skill; it stands in your record at once."
        ),
    ),
    "training": (_("My training and exams"), _("Programmes with their days, and exams with their result.")),
    "achievements": (_("My achievements"), _("What you noted as achieved, in your words.")),
}
