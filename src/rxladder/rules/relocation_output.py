"""Moving as the documents that the command line gives; the published schemas are made from here."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from rxladder.rules.accepted import Accepted, Kind
from rxladder.rules.documents import BecauseDocument, Day, Number, QuestionDocument, SourceDocument
from rxladder.rules.education_compared import Duty, EducationRule, Said
from rxladder.rules.getting_cost import Cost
from rxladder.rules.output import because_document, nearest, question_document, source_document
from rxladder.rules.relocation import Ease, Move, Needed, Place


class FeeDocument(TypedDict):
    """One fee that is part of a cost."""

    says: str
    usd: Number
    source: SourceDocument | None


class NeededDocument(TypedDict):
    """A credential that lets one work there. Of a group in which one is held, only that one is listed."""

    credential: str
    held: bool
    missing: Annotated[
        list[str],
        Field(description="In words: what is not met, not known, or the board's to say; empty: nothing."),
    ]
    cost_usd: Annotated[Number | None, Field(description="To be given it; null: no source tells. Held: 0.")]
    earliest: Annotated[
        Day | None,
        Field(description="The first day on which it is surely met if work goes on as now; held: today."),
    ]
    title: str
    eligible: Annotated[bool | None, Field(description="null: unknown, or held.")]
    ease: Ease
    trainee: bool
    group: Annotated[int, Field(description="Its place in `groups`.")]
    cost_at_least: Annotated[bool, Field(description="The sum lacks a part whose price was not read.")]
    cost_unknown: Annotated[list[str], Field(description="What has no known price.")]
    fees: list[FeeDocument]
    first_usd: Annotated[
        Number | None, Field(description="The least known price of certifications to be got before.")
    ]
    ended: Annotated[Day | None, Field(description="It was held until then.")]
    because: BecauseDocument | None
    source: SourceDocument | None
    questions: list[QuestionDocument]


class GroupDocument(TypedDict):
    """Credentials of which any one lets a person work, and where that is so."""

    any_of: list[str]
    where: Annotated[str | None, Field(description="null: everywhere in the state.")]
    without: Annotated[list[str], Field(description="Who may work without.")]
    note: str | None


class AcceptedDocument(TypedDict):
    """A part of the record that the state's conditions accept."""

    kind: Kind
    id: str
    name: str
    serves: Annotated[str, Field(description="What it meets, in words.")]
    credentials: list[str]
    sure: Annotated[bool, Field(description="False: only if the board agrees.")]


class SaidDocument(TypedDict):
    """One thing that a rule says."""

    id: str
    says: str
    source: SourceDocument | None


class EducationDocument(TypedDict):
    """The continuing education of one credential, for a full term."""

    credential: str
    title: str
    duty: Duty
    hours: Annotated[Number | None, Field(description="In all; 0 only where a source says none.")]
    months: Annotated[int | None, Field(description="For so many months.")]
    hours_a_year: Number | None
    live: Annotated[Number | None, Field(description="At least so many of them live.")]
    topics: Annotated[dict[str, Number], Field(description="At least so many hours of a topic.")]
    clauses: list[SaidDocument]
    exceptions: list[SaidDocument]
    confidence: str


class EducationPairDocument(TypedDict):
    """Continuing education in the person's own state and in the other."""

    here: Annotated[EducationDocument | None, Field(description="null: the record names no state.")]
    there: EducationDocument | None


class MoveDocument(TypedDict):
    """What `rxladder move FILE STATE --json` prints."""

    on: Day
    state: str
    needed: list[NeededDocument]
    accepted: Annotated[list[str], Field(description="Ids of what is surely accepted; details beside it.")]
    ce: EducationPairDocument
    name: str
    ease: Ease
    can_move: Annotated[bool, Field(description="Nothing is missing; false: exit code 1.")]
    registers: Annotated[
        bool | None, Field(description="Whether anything is asked of technicians; null: not read.")
    ]
    groups: list[GroupDocument]
    accepted_details: list[AcceptedDocument]
    confidence: str
    read: Annotated[Day, Field(description="The day on which the state's rules were read.")]
    notes: list[str]
    doubts: list[str]


class PlaceDocument(TypedDict):
    """One state in the list of all."""

    state: str
    name: str
    ease: Ease
    can_move: bool
    credential: Annotated[str | None, Field(description="The easiest one that lets this person work.")]
    missing: list[str]
    cost_usd: Number | None
    cost_at_least: bool
    earliest: Day | None
    confidence: str


class PlacesDocument(TypedDict):
    """What `rxladder move FILE all --json` prints: every state, the easiest first."""

    on: Day
    states: list[PlaceDocument]


def move_document(found: Move) -> MoveDocument:
    """A move as section 5 of the contract has it."""
    place = found.place
    return {
        "on": place.on.isoformat(),
        "state": place.pack.id,
        "needed": [_needed(one) for one in place.needed],
        "accepted": list(dict.fromkeys(one.id for one in found.accepted if one.sure)),
        "ce": {"here": _education(found.here), "there": _education(found.there)},
        "name": place.name,
        "ease": place.ease,
        "can_move": place.can_move,
        "registers": place.registers,
        "groups": [
            {
                "any_of": list(group.any_of),
                "where": group.where,
                "without": list(group.except_),
                "note": group.note,
            }
            for group in place.pack.to_work
        ],
        "accepted_details": [_accepted(one) for one in found.accepted],
        "confidence": place.pack.confidence,
        "read": place.pack.read.isoformat(),
        "notes": list(found.notes),
        "doubts": list(place.pack.doubts),
    }


def places_document(found: tuple[Place, ...], on: date) -> PlacesDocument:
    """Every state in the order given."""
    return {"on": on.isoformat(), "states": [_place(place) for place in found]}


def _place(place: Place) -> PlaceDocument:
    best = place.best
    return {
        "state": place.pack.id,
        "name": place.name,
        "ease": place.ease,
        "can_move": place.can_move,
        "credential": best.ref.id if best else None,
        "missing": list(best.missing) if best else [],
        "cost_usd": _usd(best.cost) if best else None,
        "cost_at_least": bool(best and best.cost.at_least),
        "earliest": _day(best.earliest) if best else None,
        "confidence": place.pack.confidence,
    }


def _needed(one: Needed) -> NeededDocument:
    questions = {asked.asks: asked for lack in one.lacks for asked in lack.questions}
    return {
        "credential": one.ref.id,
        "held": one.held,
        "missing": list(one.missing),
        "cost_usd": _usd(one.cost),
        "earliest": _day(one.earliest),
        "title": one.title,
        "eligible": one.eligible,
        "ease": one.ease,
        "trainee": one.trainee,
        "group": one.group,
        "cost_at_least": one.cost.at_least,
        "cost_unknown": list(one.cost.unknown),
        "fees": [
            {"says": line.says, "usd": nearest(line.fee.usd), "source": source_document(line.source)}
            for line in one.cost.lines
        ],
        "first_usd": None if one.first_usd is None else nearest(one.first_usd),
        "ended": _day(one.ended),
        "because": None if one.because is None else because_document(one.because),
        "source": source_document(one.source),
        "questions": [question_document(asked) for asked in questions.values()],
    }


def _usd(cost: Cost) -> Number | None:
    return None if cost.usd is None else nearest(cost.usd)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _accepted(one: Accepted) -> AcceptedDocument:
    return {
        "kind": one.kind,
        "id": one.id,
        "name": one.name,
        "serves": one.serves,
        "credentials": list(one.for_),
        "sure": one.sure,
    }


def _education(rule: EducationRule | None) -> EducationDocument | None:
    if rule is None:
        return None
    return {
        "credential": rule.ref.id,
        "title": rule.title,
        "duty": rule.duty,
        "hours": None if rule.hours is None else nearest(rule.hours),
        "months": rule.months,
        "hours_a_year": None if rule.hours_a_year is None else nearest(rule.hours_a_year),
        "live": None if rule.live is None else nearest(rule.live),
        "topics": {topic: nearest(hours) for topic, hours in rule.topics.items()},
        "clauses": [_said_document(one) for one in rule.clauses],
        "exceptions": [_said_document(one) for one in rule.exceptions],
        "confidence": rule.confidence,
    }


def _said_document(one: Said) -> SaidDocument:
    return {"id": one.id, "says": one.says, "source": source_document(one.source)}
