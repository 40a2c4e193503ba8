"""One's own cards gone through by a program: which are due, and whether one was known.

The exam's questions are asked on the site alone: what is reckoned from them rests on the person's answers.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.career.studies import MOST_SECONDS
from rxladder.facts.entries import Entry, Flag
from rxladder.web.api import bodies
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.lists import FIRST, Id, Limit, Moment, Part, Place, entry_sent, some
from rxladder.web.api.paging import USUAL
from rxladder.web.api.writing import changing
from rxladder.web.study.days import this_moment
from rxladder.web.study.keeping import Answered, keep
from rxladder.web.study.models import CardMemory, OwnCard
from rxladder.web.study.own_cards import waiting_cards

router = Router()
CARDS = Part(router, "own-cards", "read:record", "write:record")


class DueCardDocument(TypedDict):
    """A card that waits; `due` is null where it was never asked."""

    id: Id
    deck: str
    front: str
    back: str
    due: Moment | None


class CardAnswerEntry(Entry):
    """Whether a card was known, and in how many seconds where that was measured."""

    knew: Flag
    seconds: Annotated[float, Field(ge=0, le=MOST_SECONDS)] | None = None


class CardComesDocument(TypedDict):
    """When a card comes again."""

    id: Id
    due: Moment


@CARDS.lists(
    "/own-cards/due",
    "own-cards-due",
    "Which of my cards are due, and then those never asked",
    DueCardDocument,
)
def due(request: TokenRequest, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    found = waiting_cards(request.person, this_moment(request.person))
    return some([_document(row, at) for row, at in found], cursor, limit)


def _document(row: OwnCard, at: datetime | None) -> DueCardDocument:
    told = {"deck": row.deck, "front": row.front, "back": row.back}
    return {"id": str(row.id), **told, "due": at.isoformat() if at else None}  # type: ignore[typeddict-item]


@CARDS.changes(
    "post", "/own-cards/{uuid:id}/answers", "add-own-cards-answers", "Say whether I knew one; it comes again",
    gives=CardComesDocument, sent=entry_sent(CardAnswerEntry, {"knew": True, "seconds": 6.5}),
)  # fmt: skip
def answered(request: TokenRequest, id: UUID) -> HttpResponse:
    _card(request, id)
    entry = bodies.entry_of(CardAnswerEntry, bodies.json_of(request), None)

    def act() -> HttpResponse:
        row, at = _card(request, id), this_moment(request.person)
        keep(request.person, [Answered(uuid4(), row.card, 0, at, entry.seconds, entry.knew)])
        memory = CardMemory.objects.visible_to(request.person).get(card=row.card)
        found: CardComesDocument = {"id": str(row.id), "due": memory.due.isoformat()}
        return bodies.answer(found, status=201)

    return changing(request, act)


def _card(request: TokenRequest, id: UUID) -> OwnCard:
    return get_object_or_404(OwnCard.objects.visible_to(request.person), id=id)
