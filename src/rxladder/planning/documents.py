"""The shape of the JSON that a plan is given as; the published schema is made from here."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from rxladder.planning.ce_result import LeftOutWhy, PlanStatus, Unit
from rxladder.planning.to_ask import ToAskDocument
from rxladder.rules.documents import Day, Number


class ServesDocument(TypedDict):
    """What an activity gives to one clause of one holding, in one valid count."""

    credential: str
    clause: str
    hours: Number
    says: str
    unit: Annotated[Unit, Field(description="`activities`: the clause asks for one, of whatever hours.")]


class PlannedDocument(TypedDict):
    """An activity of the plan."""

    id: Annotated[str, Field(description="Its id in the catalogue.")]
    uan: str | None
    title: str
    provider: str
    url: str
    hours: Number
    cost_usd: Annotated[Number | None, Field(description="null: the price is not known.")]
    by: Annotated[Day, Field(description="The last sensible day to take it; of a live one, its day.")]
    live_on: Day | None
    serves: list[ServesDocument]
    because: list[str]
    pinned: bool


class WantedDocument(TypedDict):
    """So much of one kind that the catalogue does not have. What is null does not matter."""

    says: str
    amount: Number
    unit: Literal["hours", "activities", "other"]
    credentials: list[str]
    topic: str | None
    format: str | None
    audience: str | None
    accreditation: str | None
    jurisdiction: str | None
    course: str | None


class ClauseNameDocument(TypedDict):
    """A clause of a holding."""

    credential: str
    clause: str
    says: str


class WhyInfeasibleDocument(TypedDict):
    """The smallest set of clauses that cannot be met together in time, and what would help."""

    clauses: list[ClauseNameDocument]
    says: str
    would_help: list[str]


class DeadlineDocument(TypedDict):
    """A term that is planned for, and the last day for its hours."""

    credential: str
    by: Day
    late: Annotated[bool, Field(description="The day to apply by is over; the end of the term counts.")]


class LeftOutDocument(TypedDict):
    """A holding that no plan is made for."""

    credential: str
    why: LeftOutWhy


class NotPlannedDocument(TypedDict):
    """A clause that the plan leaves out as the audit does."""

    credential: str
    clause: str
    why: str


class DirectoryDocument(TypedDict):
    """A provider, or a finder of activities."""

    name: str
    url: str


class PlanDocument(TypedDict):
    """What `rxladder plan-ce --json` prints."""

    on: Day
    status: PlanStatus
    cost_usd: Annotated[Number | None, Field(description="null: a chosen activity's price is not known.")]
    known_cost_usd: Annotated[Number, Field(description="The sum of the prices that are known.")]
    unknown_prices: int
    hours: Number
    activities: list[PlannedDocument]
    still_missing: Annotated[list[str], Field(description="Kinds of hours in words, with the hours.")]
    shopping: Annotated[list[WantedDocument], Field(description="The same, for programs.")]
    where_to_look: Annotated[
        list[DirectoryDocument],
        Field(description="Who offers such activities; empty where nothing is missing."),
    ]
    why_infeasible: WhyInfeasibleDocument | None
    deadlines: list[DeadlineDocument]
    left_out: list[LeftOutDocument]
    excluded: list[NotPlannedDocument]
    to_ask: list[ToAskDocument]
    notes: list[str]
    packs: Annotated[str, Field(description="The hash of the rules that it rests on.")]
