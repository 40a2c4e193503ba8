"""What the activities of a catalogue count for, for the person of a request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rxladder.facts.activities import Activity
from rxladder.planning.ce_result import Serves
from rxladder.planning.counts_for import counts_for
from rxladder.web.certifications.models import Holding
from rxladder.web.site.answer import career_of, holdings_of
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs


class Count(NamedTuple):
    """A clause that an activity serves, with the holding whose it is."""

    serves: Serves
    holding: Holding | None


def counts_of(request: PersonRequest, activities: Sequence[Activity]) -> dict[str, list[Count]]:
    """By the id of every activity given, the clauses that it counts for; none where there are none."""
    held = {row.credential: row for row in holdings_of(request)}
    found = counts_for(career_of(request), packs(), activities, request.on)
    return {
        one.id: [Count(serves, held.get(serves.credential)) for serves in found.get(one.id, ())]
        for one in activities
    }
