"""The closed language of conditions: an expression tree that packs are written in.

Every node is one of the classes below, told apart by its first key. Trees are evaluated by
`rxladder.rules.conditions` to true, false or unknown, and put into words by `rxladder.facts.says`.
"""

from __future__ import annotations

import datetime as dt
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from rxladder.facts.days import DayOfYear, Hours
from rxladder.facts.language import gettext as _
from rxladder.facts.matches import Match

Confidence = Literal["high", "medium", "low"]


class Strict(BaseModel):
    """A frozen model that refuses keys it does not know."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, arbitrary_types_allowed=True
    )


class Node(Strict):
    """What every condition may carry besides its test."""

    note: str | None = None
    open: str | None = Field(
        None, description="What the sources leave open: the test can turn false, but never surely true."
    )
    sources: tuple[str, ...] = ()
    confidence: Confidence | None = None
    from_: date | None = Field(None, alias="from", description="In force from this day; before it, true.")
    until: date | None = Field(None, description="In force up to and with this day; after it, true.")


class All(Node):
    """Every one of these."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Node):
    """At least one of these."""

    any: tuple[Condition, ...] = Field(min_length=1)


class AtLeast(Node):
    """At least n of these."""

    at_least: int = Field(ge=1)
    of: tuple[Condition, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _enough(self) -> AtLeast:
        if self.at_least > len(self.of):
            raise ValueError(_("asks for {n} of only {all}").format(n=self.at_least, all=len(self.of)))
        return self


class Not(Node):
    """The opposite."""

    not_: Condition = Field(alias="not")


class If(Node):
    """Asked only in a case: true where `if` is false."""

    if_: Condition = Field(alias="if")
    then: Condition


class Deadline(Strict):
    """A day counted from an event, or a fixed one."""

    event: Literal["first-registered", "issued", "reinstated", "hired", "first-term-end"] | None = None
    months: int = 0
    days: int = 0
    date: dt.date | None = None
    extension_months: int | None = Field(None, description="Longest extension that may be asked for.")

    @model_validator(mode="after")
    def _one(self) -> Deadline:
        if (self.event is None) == (self.date is None):
            raise ValueError(_("a deadline needs either an event or a date, not both"))
        return self


class Due(Node):
    """A duty with a deadline: true until it has passed, then as `then` is; unknown where that came late."""

    due: Deadline
    then: Condition


class Holds(Node):
    """Holds a credential on the day, not lapsed."""

    holds: str
    for_months: int | None = Field(None, description="Held without a break for so many months up to the day.")


class EverHeld(Node):
    """Ever held a credential; with `ended_months_ago`, it ended at least so long ago."""

    ever_held: str
    ended_months_ago: int | None = None


class AcceptedCertification(Node):
    """Holds a certification that the authority accepts, where no source names the bodies.

    The value lists credentials that are likely accepted; holding one leaves the test unknown ("ask the
    board") until the person answers the question `certification-accepted`.
    """

    accepted_certification: tuple[str, ...]


class Passed(Node):
    """Passed an exam of the vocabulary; with `within_months`, no longer ago than that."""

    passed: str
    score: int | None = None
    within_months: int | None = None
    in_term: bool = Field(False, description="Passed within the term that is audited.")


class Trained(Node):
    """Completed a programme of the vocabulary (or one that it includes)."""

    trained: str
    hours: Hours | None = Field(None, description="The training's hours are at least this many.")
    within_months: int | None = None
    in_term: bool = Field(False, description="Completed within the term that is audited.")


class Course(Node):
    """Took a course of the vocabulary, as a credit or as a training."""

    course: str
    within_months: int | None = None
    in_term: bool = Field(False, description="Taken within the term that is audited.")
    hours_each_year: Hours | None = Field(None, description="So many hours of it for each year of the term.")


class CreditHours(Node):
    """Has so many hours of a kind in the whole record (or within so many months)."""

    credit_hours: Hours
    of: Match
    within_months: int | None = None


class Experience(Node):
    """Has worked in a kind of experience of the vocabulary for so many hours or months."""

    experience: str
    hours: Hours | None = None
    months: int | None = None
    within_months: int | None = None

    @model_validator(mode="after")
    def _amount(self) -> Experience:
        if (self.hours is None) == (self.months is None):
            raise ValueError(_("experience asks for either hours or months"))
        return self


class Age(Node):
    """Is at least so many years old on the day."""

    age: int


class Education(Node):
    """Has at least this schooling. `in-high-school` is met by being in school, or by having finished."""

    education: Literal["in-high-school", "high-school", "some-college", "associate", "bachelor"]


class Employed(Node):
    """Has a job now, of a kind of experience of the vocabulary."""

    employed: str


class RegisteredElsewhere(Node):
    """Is registered or licensed in another jurisdiction."""

    registered_elsewhere: Literal["technician", "pharmacist-or-intern"]


class Answer(Node):
    """An answer to a question of the vocabulary, and how it must lie.

    Without further keys the answer must be `true`. Dates are tested with `before`, `on_or_after`,
    `months_at_least` or `months_below` (whole months from the date answered to the day); choices with
    `false_if` (these make it false) and `ask_if` (these leave it to the board).
    """

    answer: str
    before: date | None = None
    on_or_after: date | None = None
    months_at_least: int | None = None
    months_below: int | None = None
    false_if: tuple[str, ...] = ()
    ask_if: tuple[str, ...] = ()


class FirstTerm(Node):
    """The term audited is the holding's first."""

    first_term: Literal[True]


class Moment(Strict):
    """A day told from the term's last day: so many months before it, or a day in a year counted from it."""

    end_less_months: int | None = None
    plus_days: int = Field(0, description="With `end_less_months`: so many days after that.")
    day: DayOfYear | None = None
    year: int = Field(0, le=0, description="0: the year of the term's last day; -1: the year before.")

    @model_validator(mode="after")
    def _one(self) -> Moment:
        if (self.end_less_months is None) == (self.day is None):
            raise ValueError(_("a moment needs either end_less_months or day, not both"))
        return self


class IssuedTest(Strict):
    """Where the first issue lies; every bound given must hold."""

    on_or_after: Moment | None = None
    after: Moment | None = None
    before: Moment | None = None
    on_or_before: Moment | None = None


class Issued(Node):
    """The credential was first issued within these bounds, told from the end of the term audited."""

    issued: IssuedTest


class TermEnds(Node):
    """The term audited ends on or after a day ("applies from the renewal of ...")."""

    term_ends_from: date


class TermStarts(Node):
    """The term audited starts on or after a day."""

    term_starts_from: date


class CountedHours(Node):
    """So many hours count toward this credential's total in the term."""

    counted_hours: Hours


class AskAuthority(Node):
    """Nothing here can compute it: unknown, and the authority must be asked. The value says what."""

    ask_authority: str


LEAVES: tuple[type[Node], ...] = (
    Holds, EverHeld, AcceptedCertification, Passed, Trained, Course, CreditHours, Experience, Age, Education,
    Employed, RegisteredElsewhere, Answer, FirstTerm, Issued, TermEnds, TermStarts, CountedHours,
    AskAuthority,
)  # fmt: skip
BRANCHES: tuple[type[Node], ...] = (All, AnyOf, AtLeast, Not, If, Due)


def _key(kind: type[Node]) -> str:
    own = next(name for name in kind.model_fields if name not in Node.model_fields)
    return kind.model_fields[own].alias or own


KEYS = {_key(kind): kind for kind in BRANCHES + LEAVES}


def _kind(value: Any) -> str | None:
    if isinstance(value, Node):
        return _key(type(value))
    if isinstance(value, dict):
        return next((key for key in value if key in KEYS), None)
    return None


# The members are spelled out so that type checkers see them; `KEYS` above holds the same classes.
Condition = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[AtLeast, Tag("at_least")]
    | Annotated[Not, Tag("not")]
    | Annotated[If, Tag("if")]
    | Annotated[Due, Tag("due")]
    | Annotated[Holds, Tag("holds")]
    | Annotated[EverHeld, Tag("ever_held")]
    | Annotated[AcceptedCertification, Tag("accepted_certification")]
    | Annotated[Passed, Tag("passed")]
    | Annotated[Trained, Tag("trained")]
    | Annotated[Course, Tag("course")]
    | Annotated[CreditHours, Tag("credit_hours")]
    | Annotated[Experience, Tag("experience")]
    | Annotated[Age, Tag("age")]
    | Annotated[Education, Tag("education")]
    | Annotated[Employed, Tag("employed")]
    | Annotated[RegisteredElsewhere, Tag("registered_elsewhere")]
    | Annotated[Answer, Tag("answer")]
    | Annotated[FirstTerm, Tag("first_term")]
    | Annotated[Issued, Tag("issued")]
    | Annotated[TermEnds, Tag("term_ends_from")]
    | Annotated[TermStarts, Tag("term_starts_from")]
    | Annotated[CountedHours, Tag("counted_hours")]
    | Annotated[AskAuthority, Tag("ask_authority")],
    Discriminator(
        _kind,
        custom_error_type="condition",
        custom_error_message="not a condition: its first key must be one of " + ", ".join(KEYS),
    ),
]

for _model in (All, AnyOf, AtLeast, Not, If, Due):
    _model.model_rebuild()


def children(node: Node) -> tuple[Node, ...]:
    """The conditions directly under a node, in the order written."""
    match node:
        case All():
            return node.all
        case AnyOf():
            return node.any
        case AtLeast():
            return node.of
        case Not():
            return (node.not_,)
        case If():
            return (node.if_, node.then)
        case Due():
            return (node.then,)
        case _:
            return ()


def alternatives(node: Node) -> tuple[Node, ...]:
    """The conditions of which one is enough, where a node asks for one of several."""
    return node.any if isinstance(node, AnyOf) else ()


def walk(node: Node) -> list[Node]:
    """A node and every node under it, parents first."""
    found = [node]
    for child in children(node):
        found += walk(child)
    return found
