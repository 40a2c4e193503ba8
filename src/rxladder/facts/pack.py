"""A pack: one authority's rules, as typed data."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from rxladder.facts.conditions import Condition, Confidence, Deadline, Due, Strict, walk
from rxladder.facts.days import Hours
from rxladder.facts.education_rules import ContinuingEducation
from rxladder.facts.term_rules import TermRule


class Source(Strict):
    """Where something was read."""

    url: str = Field(pattern=r"^https?://")
    section: str | None = None
    for_: str = Field(alias="for", description="What it was read for.")
    dated: str | None = Field(None, description="The text's own date, where it tells.")
    kind: Literal["rule", "statute", "board-page", "certifier-page", "association-page", "secondary"]


class Fee(Strict):
    """An amount of money, and whom or when it is for."""

    usd: Hours
    says: str | None = None
    sources: tuple[str, ...] = ()


Fees = dict[
    str,
    Annotated[
        Fee,
        BeforeValidator(
            lambda v: v if isinstance(v, (dict, Fee)) else {"usd": v},
            json_schema_input_type=int | float | Fee,
        ),
    ],
]


class Domain(Strict):
    """A part of an exam's outline; the weight is in percent of the scored questions."""

    domain: str
    weight: Hours | None = None
    topics: tuple[str, ...] = ()


class Wait(Strict):
    """How long to wait before an attempt."""

    before_attempt: int
    days: int = 0
    months: int = 0


class Attempts(Strict):
    """How often and how soon an exam may be tried again."""

    waits: tuple[Wait, ...] = ()
    most: int | None = Field(None, description="After so many, more is asked than waiting.")
    unlimited: bool = False
    says: str


class Exam(Strict):
    """The exam behind a credential."""

    id: str | None = Field(None, description="Its id in the vocabulary.")
    questions: int | None = None
    scored: int | None = None
    minutes: int | None = None
    passing: str | None = None
    pass_rate: str | None = None
    attempts: Attempts | None = None
    fee_usd: Hours | None = None
    outline: tuple[Domain, ...] = ()
    outline_effective: str | None = None
    note: str | None = None


class Duty(Strict):
    """A duty between renewals: what to report, and within how many days of which change."""

    says: str
    on: tuple[Literal["address", "employer", "name", "loss-of-certification", "other"], ...]
    within_days: int | None = None
    sources: tuple[str, ...] = ()


def _opens(value: Any) -> Any:
    return {"says": value} if isinstance(value, str) else value


class Opens(Strict):
    """What a credential lets its holder do or try for: another credential, or words."""

    credential: str | None = None
    says: str | None = None


class Credential(Strict):
    """What an authority gives, what it takes to get it, and what it takes to keep it."""

    title: str
    abbreviation: str | None = None
    kind: Literal[
        "licence",
        "registration",
        "permit",
        "certification",
        "certificate",
        "trainee-registration",
        "training",
    ]
    required_to_practise: bool
    status: Literal["current", "retired", "announced"] = "current"
    from_: date | None = Field(None, alias="from")
    until: date | None = None
    effective: str | None = Field(
        None, description="The source's words on since when, where a date is not all."
    )
    parent: str | None = Field(None, description="The credential at whose renewal this one is checked.")
    counts_as: tuple[str, ...] = Field((), description="Credentials that its holder holds with it.")
    issued_by_nobody: bool = Field(False, description="A status shown by papers; nobody issues it.")
    eligibility: Condition | None = None
    keeps: Condition | None = Field(None, description="What must go on being true, CE aside.")
    term: TermRule = TermRule()
    ce: ContinuingEducation = ContinuingEducation(duty="not-found")
    exam: Exam | None = None
    fees: Fees = {}
    opens: tuple[Annotated[Opens, BeforeValidator(_opens, json_schema_input_type=str | Opens)], ...] = ()
    duties: dict[str, Duty] = {}
    notes: tuple[str, ...] = ()
    settings: str | None = Field(None, description="Where it holds, if not everywhere.")
    sources: tuple[str, ...] = ()
    confidence: Confidence | None = None

    def deadlines(self) -> list[Deadline]:
        """The last days of what must be kept."""
        return [node.due for node in walk(self.keeps) if isinstance(node, Due)] if self.keeps else []


class WorkGroup(Strict):
    """Credentials of which any one lets a person work, and where that is so."""

    any_of: tuple[str, ...]
    where: str | None = Field(None, description="Only in such a place; left out: in all.")
    except_: tuple[str, ...] = Field(
        (), alias="except", description="Who may work without: students, first days."
    )
    note: str | None = None


class Pack(Strict):
    """One authority's rules."""

    pack: Literal[1] = Field(description="The version of this format.")
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    kind: Literal[
        "state-board",
        "state-agency",
        "certifying-body",
        "accreditor",
        "association",
        "employer",
        "vendor",
        "none",
    ]
    website: str | None = None
    read: date = Field(description="The day the sources were read.")
    regulates_technicians: bool | None = None
    regulation: Literal["none", "training-duty", "registration"] | None = None
    confidence: Confidence
    to_work: tuple[WorkGroup, ...] = ()
    credentials: dict[str, Credential]
    practice: dict[str, str | bool | int | float] = {}
    sources: dict[str, Source]
    doubts: tuple[str, ...] = ()

    @property
    def asked_of_all(self) -> tuple[tuple[str, ...], ...]:
        """Groups of which each technician holds one, wherever the work is.

        What is asked in one kind of place alone (New York's hospitals) is not asked of all. Where each kind
        of place has a group of its own (Nevada's pharmacies and offices), one of any of them is.
        """
        places = [group for group in self.to_work if group.where]
        if len(places) > 1 and len(places) == len(self.to_work):
            return (tuple(id_ for group in places for id_ in group.any_of),)
        return tuple(group.any_of for group in self.to_work if not group.where)

    @property
    def is_board(self) -> bool:
        """Whether it is a state's: what it asks is law, and its fees are a state's fees."""
        return self.kind in ("state-board", "state-agency")
