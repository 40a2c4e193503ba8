"""Receipts: an audit kept with its inputs and its rules, so that it can be made again years later.

A receipt holds the career, the day, the answer, the hash of the packs, and the packs of every authority that
the person held something of, as they were. It is plain JSON and needs no installation of that time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from rxladder.career.dump import write_career
from rxladder.career.file import read_career
from rxladder.career.record import Career
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.pack import Pack
from rxladder.facts.vocabulary import Vocabulary
from rxladder.facts.yaml_text import BadInput
from rxladder.rules.audit import audit
from rxladder.rules.output import audit_json
from rxladder.rules.result import Audit

FORMAT = 1


class _Receipt(BaseModel):
    """The receipt's outermost keys, checked when it comes back."""

    model_config = ConfigDict(extra="forbid")

    receipt: int
    on: date
    packs: str
    career: dict[str, Any]
    rules: dict[str, Any]
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Replay:
    """A receipt's audit made again: `same` tells whether the answer is the one that was kept."""

    answer: dict[str, Any]
    same: bool


def make_receipt(career: Career, found: Audit, packs: Packs) -> dict[str, Any]:
    """A receipt of an audit, as a JSON document."""
    used = {packs.credential(held.credential).pack.id for held in career.holdings}
    return {
        "receipt": FORMAT,
        "on": found.on.isoformat(),
        "packs": found.packs,
        "career": json.loads(write_career(career, "json")),
        "rules": {
            "vocabulary": packs.vocabulary.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "packs": {id_: _plain(packs.packs[id_]) for id_ in sorted(_with_named(used, packs))},
        },
        "answer": orjson.loads(audit_json(found)),
    }


def _plain(pack: Pack) -> dict[str, Any]:
    return pack.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _with_named(used: set[str], packs: Packs) -> set[str]:
    """The packs used, those of the credentials they name, and those whose credentials count as theirs."""
    named = {
        packs.credential(id_).pack.id
        for pack in used
        for id_ in _strings(_plain(packs.packs[pack]))
        if id_ in packs.credentials
    }
    counting = {
        ref.pack.id
        for ref in packs.credentials.values()
        if any(packs.credentials[other].pack.id in used | named for other in ref.credential.counts_as)
    }
    return used | named | counting


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def replay(receipt: dict[str, Any]) -> Replay:
    """Make a receipt's audit again from nothing but the receipt. BadInput where it is not a whole one."""
    try:
        kept = _Receipt.model_validate(receipt)
        if kept.receipt != FORMAT:
            said = _("this receipt has the format {format}, which is not known here")
            raise BadInput(said.format(format=kept.receipt), "receipt")
        packs = _packs(kept)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        said = _("not a complete receipt: something is wrong at {place}")
        raise BadInput(said.format(place=place), "receipt") from None
    except KeyError as error:
        said = _("not a complete receipt: {what} is missing from its rules")
        raise BadInput(said.format(what=error), "receipt") from None
    career = read_career(json.dumps(kept.career), packs, "receipt")
    answer = orjson.loads(audit_json(audit(career, packs, kept.on)))
    return Replay(answer, answer == kept.answer)


def _packs(kept: _Receipt) -> Packs:
    packs = {id_: Pack.model_validate(plain) for id_, plain in kept.rules["packs"].items()}
    return Packs(
        packs=packs,
        vocabulary=Vocabulary.model_validate(kept.rules["vocabulary"]),
        hash=kept.packs,
    )
