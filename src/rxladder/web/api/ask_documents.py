"""What a team asks of somebody, as the team and as the one who is asked read it."""

from __future__ import annotations

from typing_extensions import TypedDict

from rxladder.career.dump import plain_part
from rxladder.web.api.lists import Day, Id
from rxladder.web.team.models import Assignment


class AnyAskDocument(TypedDict):
    """What both read of it."""

    id: Id
    what: str
    kind: str
    why: str
    due: Day | None
    uan: str
    topic: str
    hours: float | None
    skill: str
    items: list[str]
    asked: Day
    by: str


def ask_document(row: Assignment) -> AnyAskDocument:
    """What both read of a row."""
    return {
        "id": str(row.id),
        "what": row.what,
        "kind": row.kind,
        "why": row.why,
        "due": row.due.isoformat() if row.due else None,
        "uan": row.uan,
        "topic": row.topic,
        "hours": plain_part(row.hours),
        "skill": row.skill,
        "items": row.items,
        "asked": row.asked_on.isoformat(),
        "by": row.asked_by_name,
    }
