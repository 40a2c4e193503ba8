"""What the engines answer: frozen results that carry their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from rxladder.career.record import Credit, Holding, Override

Status = Literal["lapsed", "short", "unknown", "check", "planned", "met", "not-required"]
Unit = Literal["hours", "activities"]
ClauseState = Literal["met", "short", "not-yet", "unknown", "check"]
Truth = bool | None
Operator = Literal["all", "any", "at_least", "not", "leaf"]


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where a claim comes from: the address, the section, the day it was read, and how far to trust it."""

    url: str
    section: str | None
    read: date
    confidence: str
    kind: str
    dated: str | None = None
    for_: str | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Because:
    """A node of an explanation. `state` is None where it is unknown; `n` is given with `at_least`."""

    op: Operator
    says: str
    state: Truth
    n: int | None = None
    source: SourceNote | None = None
    of: tuple[Because, ...] = ()
    question: str | None = None
    open: str | None = None


@dataclass(frozen=True, slots=True)
class TermDates:
    """One term; both ends inclusive. `starts` is None where the length of the term was not read.

    `printed` tells whether the end is the date printed on the certificate or a computed one; `doubt` is
    what a source leaves open about a computed end.
    """

    starts: date | None
    ends: date
    renew_from: date | None = None
    apply_by: date | None = None
    printed: bool = True
    first: bool = False
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class HoursRange:
    """Hours that depend on an answer nobody has given yet."""

    min: Fraction
    max: Fraction


HoursToGo = Fraction | HoursRange


class ClauseResult(NamedTuple):
    """One clause, judged. `kind` tells a minimum from a cap and from what must be kept (`keeps`).

    `counted` is the most that it could count by itself after caps; `planned` what booked and planned
    credits would add; `window` the days it looks at, which `runs_on` lets go on after the term. `open_until`
    is the last day for something to keep that is not there yet, and is met for this time alone; `asked` is
    what to keep asks of this person, without a case that is surely theirs nor a deadline.
    """

    id: str
    says: str
    unit: Unit
    needed: Fraction | None
    counted: Fraction
    missing: Fraction
    state: ClauseState
    source: SourceNote | None
    kind: Literal["at-least", "at-most", "keeps"] = "at-least"
    planned: Fraction = Fraction(0)
    window: tuple[date | None, date | None] | None = None
    separate: bool = False
    note: str | None = None
    because: Because | None = None
    override: Override | None = None
    runs_on: bool = False
    open_until: date | None = None
    asked: str = ""

    @property
    def is_total(self) -> bool:
        """Whether it asks for hours in all; there are several where years are judged apart."""
        return self.id == "total" or self.id.startswith("total-")

    @property
    def explanation(self) -> Because:
        """The clause as a leaf of an explanation; why it is asked at all stands under it."""
        state = True if self.state in ("met", "not-yet") else False if self.state == "short" else None
        return Because(
            "leaf", self.says, state, source=self.source, of=(self.because,) if self.because else ()
        )


class CreditResult(NamedTuple):
    """A credit and its hours toward the total, with why it counts or not.

    `serves`: it counts toward something, be it the total or a clause beside it.
    """

    credit: Credit
    counted: Fraction
    why: str
    serves: bool = False


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question whose answer can change the status. With `ask_authority`, only the board can answer it."""

    id: str
    asks: str
    answer: Literal["yes-no", "choice", "date", "text"]
    choices: tuple[str, ...] = ()
    sensitive: bool = False
    ask_authority: bool = False
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excluded:
    """A clause left out of the hours to go, and why."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class HoldingAudit:
    """What one holding's term asks, what counts toward it, and what is missing.

    `hours_needed` is None where the total is not known or nothing is asked; `hours_to_go` the least number
    of new hours that would meet every clause still open.
    """

    holding: Holding
    title: str
    authority: str
    status: Status
    term: TermDates | None
    hours_needed: Fraction | None
    hours_counted: Fraction
    hours_to_go: HoursToGo
    clauses: tuple[ClauseResult, ...]
    excluded: tuple[Excluded, ...]
    credits: tuple[CreditResult, ...]
    questions: tuple[AskedQuestion, ...]
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    renewable: bool = True

    @property
    def only_ends(self) -> bool:
        """Whether it is `check` only since it ends for good: there is no renewal to ask anything about."""
        if self.status != "check" or self.renewable or self.term is None or self.term.doubt:
            return False
        asks = any(asked.ask_authority for asked in self.questions)
        return not asks and not any(clause.state == "check" for clause in self.clauses)

    @property
    def end_wanted(self) -> bool:
        """Whether no date tells when it ends, so that the printed one is asked for."""
        return self.term is None and any(asked.id == "expires" for asked in self.questions)

    @property
    def ends_for_good(self) -> bool:
        """Whether its last day tells all: nothing is asked, and it cannot be renewed."""
        if self.status != "not-required" or self.renewable:
            return self.only_ends
        return self.term is not None and not self.term.doubt

    @property
    def asks_later(self) -> bool:
        """Whether something is asked whose time has not begun, so that nothing of it can be missing yet."""
        return any(clause.state == "not-yet" and clause.kind != "at-most" for clause in self.clauses)

    @property
    def because(self) -> Because:
        """Why the status is what it is: each clause with its state and source."""
        leaves = tuple(clause.explanation for clause in self.clauses if clause.kind != "at-most")
        states = [leaf.state for leaf in leaves]
        state = False if False in states else None if None in states else True
        return Because("all", self.title, state, of=leaves)


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole answer for one person on one day. `packs` is the hash of the rules that it rests on."""

    on: date
    holdings: tuple[HoldingAudit, ...]
    together_hours_to_go: HoursToGo
    packs: str


@dataclass(frozen=True, slots=True)
class Retry:
    """An exam failed so far. `next`: the first day for another attempt, None where waiting is not enough."""

    exam: str
    failed: int
    next: date | None
    says: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether a credential can be had, why, and the first day on which it can if work goes on as now."""

    credential: str
    eligible: Truth
    because: Because
    earliest: date | None
    questions: tuple[AskedQuestion, ...] = ()
    retries: tuple[Retry, ...] = ()
