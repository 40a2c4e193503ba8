"""The shape of the JSON that the engines' answers are given as; the published schemas are made from here.

Hours have two decimals: what counts is rounded down, what is missing or to go up, what is needed to the
nearest; whole numbers are integers. Days are ISO dates.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from rxladder.rules.result import ClauseState, Operator, Status

Number = Annotated[int | float, WithJsonSchema({"type": "number", "minimum": 0})]
Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]


class SourceDocument(TypedDict):
    """Where a claim comes from."""

    url: str
    section: str | None
    read: Annotated[Day, Field(description="The day on which it was read.")]
    confidence: str
    kind: str
    dated: Annotated[str | None, Field(description="The text's own date, in the source's words.")]
    read_for: str | None


class BecauseDocument(TypedDict):
    """A node of an explanation."""

    op: Operator
    n: Annotated[int | None, Field(description="With `at_least`: how many of `of`.")]
    says: str
    state: Annotated[bool | None, Field(description="null: unknown.")]
    source: Annotated[
        SourceDocument | None,
        Field(description="null: that of the node around it; at the top, that of the clause."),
    ]
    of: list[BecauseDocument]
    question: Annotated[str | None, Field(description="The question that would settle it.")]
    open: Annotated[str | None, Field(description="What the sources leave open.")]


class RangeDocument(TypedDict):
    """Hours that depend on an answer not given yet."""

    min: Number
    max: Number


class WindowDocument(TypedDict):
    """The days that a clause looks at, both inclusive."""

    starts: Day | None
    ends: Day | None


class OverrideDocument(TypedDict):
    """What the person's own board said to them."""

    told_on: Day
    evidence: str
    until: Day | None
    extended_to: NotRequired[
        Annotated[Day, Field(description="The last day that it gave for what must be kept.")]
    ]


class ClauseDocument(TypedDict):
    """One thing that the renewal asks, or allows at most."""

    id: str
    says: str
    unit: Literal["hours", "activities"]
    needed: Annotated[
        Number | None,
        Field(description="With `at-most`, the cap; null: not known, or lifted for this person."),
    ]
    counted: Annotated[Number, Field(description="The most that it could count by itself after caps.")]
    missing: Number
    state: ClauseState
    source: SourceDocument | None
    kind: Literal["at-least", "at-most", "keeps"]
    planned: Annotated[Number, Field(description="What booked and planned credits would add.")]
    separate: Annotated[bool, Field(description="On top of the total.")]
    note: str | None
    window: WindowDocument | None
    because: BecauseDocument | None
    override: OverrideDocument | None


class CreditDocument(TypedDict):
    """A credit, and the hours of it that count toward the total."""

    title: str
    date: Day
    counted: Number
    why: str


class QuestionDocument(TypedDict):
    """A question whose answer can change the status."""

    id: str
    asks: str
    answer: Literal["yes-no", "choice", "date", "text"]
    choices: list[str]
    sensitive: bool
    ask_authority: Annotated[bool, Field(description="Only the authority can answer it.")]
    clauses: list[str]


class ExcludedDocument(TypedDict):
    """A clause left out of the hours to go, and why."""

    id: str
    why: str


class TermDocument(TypedDict):
    """The renewal period; both ends inclusive."""

    starts: Day | None
    ends: Day
    renew_from: Day | None
    apply_by: Day | None
    printed: Annotated[bool, Field(description="The end is printed on the certificate, not computed.")]
    first: bool
    doubt: str | None


class HoldingDocument(TypedDict):
    """The audit of one holding."""

    credential: str
    title: str
    authority: str
    status: Status
    term: TermDocument | None
    hours_needed: Number | None
    hours_counted: Number
    hours_to_go: Number | RangeDocument
    clauses: list[ClauseDocument]
    excluded: list[ExcludedDocument]
    credits: list[CreditDocument]
    questions: list[QuestionDocument]
    notes: list[str]
    doubts: list[str]
    not_renewing: NotRequired[
        Annotated[Day, Field(description="Since when its person has decided to let it run out.")]
    ]


class TogetherDocument(TypedDict):
    """All open terms at once."""

    hours_to_go: Number | RangeDocument


class AuditDocument(TypedDict):
    """What `rxladder audit --json` prints."""

    on: Day
    holdings: list[HoldingDocument]
    together: TogetherDocument
    packs: Annotated[str, Field(description="The hash of the rules that it rests on.")]


class RetryDocument(TypedDict):
    """An exam failed so far; `next` is null where waiting alone is not enough."""

    exam: str
    failed: int
    next: Day | None
    says: str


class EligibilityDocument(TypedDict):
    """What `rxladder eligible --json` prints."""

    credential: str
    eligible: Annotated[bool | None, Field(description="null: unknown.")]
    because: BecauseDocument
    earliest: Annotated[
        Day | None, Field(description="The first day on which it is true if work goes on as now.")
    ]
    questions: list[QuestionDocument]
    retries: list[RetryDocument]
