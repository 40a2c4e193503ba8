"""The packs at a glance: the hours they ask, how far to trust them, and what they cannot compute."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from rxladder.facts.days import number
from rxladder.facts.education_rules import ContinuingEducation
from rxladder.facts.load import Packs
from rxladder.facts.not_computed import not_computed
from rxladder.facts.pack import Credential, Pack

Number = Annotated[int | float, WithJsonSchema({"type": "number", "minimum": 0})]

_DATE = re.compile(r"\b(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)?(?!\d)")


class PackSummary(TypedDict):
    """One pack's state."""

    id: str
    name: str
    credentials: list[str]
    hours: Annotated[
        Number | None,
        Field(description="Of the first credential that asks any; 0: none is owed; null: not known."),
    ]
    hours_by_credential: Annotated[
        dict[str, Number | None], Field(description="0: a source says that none are owed; null: not known.")
    ]
    confidence: str
    oldest_source: Annotated[str, Field(description="A date, or as much of one as the source tells.")]
    not_computed: Annotated[list[str], Field(description="What hangs on words that nothing here computes.")]


class PacksDocument(TypedDict):
    """What `rxladder packs --json` prints."""

    packs: list[PackSummary]


def packs_document(packs: Packs, on: date) -> PacksDocument:
    """Every pack's state, by id; credentials that do not exist on the day are left out."""
    return {"packs": [_summary(pack, packs, on) for _id, pack in sorted(packs.packs.items())]}


def _summary(pack: Pack, packs: Packs, on: date) -> PackSummary:
    credentials = {id_: held for id_, held in pack.credentials.items() if _exists(held, on)}
    hours = {id_: _hours(held.ce) for id_, held in credentials.items()}
    return {
        "id": pack.id,
        "name": pack.name,
        "credentials": list(credentials),
        "hours": _main(list(hours.values())),
        "hours_by_credential": hours,
        "confidence": pack.confidence,
        "oldest_source": oldest_source(pack),
        "not_computed": list(dict.fromkeys(not_computed(pack, packs))),
    }


def _main(hours: list[Number | None]) -> Number | None:
    asked = [number for number in hours if number]
    return asked[0] if asked else None if None in hours else 0


def _exists(credential: Credential, on: date) -> bool:
    return (credential.from_ is None or credential.from_ <= on) and (
        credential.until is None or credential.until >= on
    )


def _hours(ce: ContinuingEducation) -> Number | None:
    """The total asked, 0 where a source says that nothing is, None where it is not known."""
    if ce.duty == "none":
        return 0
    total = ce.clauses.get("total") or next((one for one in ce.clauses.values() if one.at_least), None)
    if total is None or total.at_least is None:
        return None
    asked = number(total.at_least)
    return round(float(total.at_least), 2) if isinstance(asked, str) else asked


def oldest_source(pack: Pack) -> str:
    """The oldest date that a source of the pack bears, else the day on which they were read."""
    dated = (found for source in pack.sources.values() for found in _DATE.findall(source.dated or ""))
    return min(dated, default=pack.read.isoformat())
