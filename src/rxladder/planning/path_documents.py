"""The shape of the JSON that paths are given as; the published schema is made from here."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from rxladder.career.record import PathName, StepKind
from rxladder.planning.path_result import Constraint
from rxladder.planning.to_ask import ToAskDocument
from rxladder.rules.documents import Day, Number


class StepDocument(TypedDict):
    """One step of a path."""

    id: Annotated[str, Field(description="Its kind and what it is about: exam:ptce, holding:ptcb-cpht.")]
    kind: StepKind
    says: str
    starts: Day
    ends: Annotated[Day, Field(description="The day it is done; of work, the day it is left or the finish.")]
    cost_usd: Annotated[Number | None, Field(description="Paid on the first day. null: no price was read.")]
    study_hours: Number
    study_from: Day | None
    study_until: Annotated[Day | None, Field(description="The day after the last one of study.")]
    needs: Annotated[list[str], Field(description="The steps that come before it.")]
    depends_on_answer: Annotated[bool, Field(description="Only an authority, or an answer, settles it.")]
    assumes: Annotated[list[str], Field(description="The ids of assumptions that it rests on.")]


class PathDocument(TypedDict):
    """One way to the goal."""

    name: PathName
    finish: Day
    cost_usd: Annotated[Number | None, Field(description="null: the price of a step is not known.")]
    known_cost_usd: Annotated[Number, Field(description="The sum of the prices that are known.")]
    unknown_prices: int
    study_hours: Number
    gap: Annotated[float, Field(description="How far from the best it may be, as a share; 0: proven.")]
    sure: Annotated[bool, Field(description="false: it hangs on an open question, see its steps.")]
    steps: list[StepDocument]


class RelaxDocument(TypedDict):
    """A limit that is too tight, and what it would have to be."""

    constraint: Constraint
    now: Number
    needed: Number
    more: Number
    says: str


class WhyNotDocument(TypedDict):
    """Why there is no path."""

    says: str
    blockers: Annotated[list[str], Field(description="What no step that is known here brings about.")]
    relax: list[RelaxDocument]
    together: Annotated[bool, Field(description="true: all of `relax` must change; false: any one.")]


class AssumptionDocument(TypedDict):
    """Something taken to be so for want of a source."""

    id: str
    says: str
    why: str


class GoalDocument(TypedDict):
    """What the paths lead to."""

    id: str
    says: str


class PathsDocument(TypedDict):
    """What `rxladder path --json` prints."""

    on: Day
    goal: GoalDocument
    status: Literal["found", "infeasible"]
    alternatives: list[PathDocument]
    why_infeasible: WhyNotDocument | None
    assumptions: list[AssumptionDocument]
    to_ask: list[ToAskDocument]
    notes: list[str]
    packs: Annotated[str, Field(description="The hash of the rules that it rests on.")]
