"""Random documents of each kind that the API takes, and whether an answer says all that was sent."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

Document = dict[str, Any]
# By kind: what names one of it, and one of it, with all that hangs on it.
KINDS: dict[str, tuple[str, Callable[[Random, str], Document]]] = {
    "credits": (
        "title",
        lambda r, name: {"date": day_of(r), "title": name, "hours": r.choice((0.5, 1, 1.5))},
    ),
    "experience": (
        "employer",
        lambda r, name: {
            "role": "technician",
            "workplace": "community-chain",
            "from": day_of(r),
            "employer": name,
        },
    ),
    "relationships": (
        "name",
        lambda r, name: {
            "name": name,
            "rhythm": "2 months",
            "contacts": [{"on": day_of(r), "note": f"Talk {n}"} for n in range(r.randrange(4))],
        },
    ),
    "events": (
        "name",
        lambda r, name: {
            "name": name,
            "starts": "2026-12-06",
            "before": [{"what": f"Pack {n}"} for n in range(r.randrange(4))],
        },
    ),
    "letters": ("writer", lambda r, name: {"writer": name, "about": "Promotion", "asked": day_of(r)}),
    "duties": ("what", lambda r, name: {"what": name, "since": day_of(r)}),
    "training-plans": (
        "trainee",
        lambda r, name: {
            "trainee": name,
            "what": "The counter",
            "items": [{"what": f"Step {n}"} for n in range(1 + r.randrange(5))],
        },
    ),
    "skills": (
        "name",
        lambda r, name: {
            "name": name,
            "level": "alone",
            "sign_offs": [{"on": day_of(r), "by": f"Maria {n}"} for n in range(r.randrange(3))],
        },
    ),
    "achievements": ("what", lambda r, name: {"on": day_of(r), "what": name, "figure": "120 doses a day"}),
    "projects": (
        "title",
        lambda r, name: {
            "title": name,
            "measure": {"what": "Late", "data": "share", "of": "orders"},
            "points": [
                {"date": f"2026-09-{n + 1:02}", "amount": r.randrange(90), "of": 96} for n in range(8)
            ],
            "changes": [{"date": "2026-09-04", "what": "A shelf"}],
            "cycles": [{"title": "Try a shelf"}],
        },
    ),
    "visits": (
        "where",
        lambda r, name: {"kind": "shadowing", "workplace": "nuclear", "starts": day_of(r), "where": name},
    ),
    "own-cards": ("card", lambda r, name: {"card": f"own/{name}", "front": name, "back": "By mouth"}),
}


def day_of(r: Random) -> str:
    """A day of 2026 that is over."""
    return f"2026-{r.randrange(1, 10):02}-{r.randrange(1, 29):02}"


def contains(document: Any, part: Any) -> bool:
    """Whether a document says all that a part says; what is empty or usual may be left out."""
    if isinstance(part, dict):
        return all(contains(document.get(key), value) for key, value in part.items())
    if isinstance(part, list):
        document = document or []
        return len(document) == len(part) and all(
            any(contains(one, wanted) for one in document) for wanted in part
        )
    return document == part
