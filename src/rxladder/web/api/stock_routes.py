"""The figures of a stock review, exact where they can be."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Router
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.quality.inventory import Class, Inventory, ItemFigures
from rxladder.web.api import bodies
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.lists import Day, Part
from rxladder.web.responsibilities.models import StockReview
from rxladder.web.responsibilities.stock_pages import figures_of

router = Router()
FIGURES = Part(router, "stock-reviews", "read:record", "write:record")
Figure = Annotated[float | None, Field(description="To four decimals; null: not known.")]


class ItemFiguresDocument(TypedDict):
    """The figures of one item, in units and dollars."""

    item: str
    abc: Class | None
    used: Figure
    on_hand: Figure
    days_on_hand: Figure
    par_least: int
    par_most: int
    cost_of_use: Figure
    turnover: Figure
    expired_value: Figure
    raised: Figure


class FiguresDocument(TypedDict):
    """What movements of stock come to. Items without a cost are in no sum; `unpriced` names them."""

    first: Day
    last: Day
    cost_of_use: Figure
    mean_value: Figure
    end_value: Figure
    expired_value: Figure
    turnover: Figure
    turnover_a_year: Figure
    days_on_hand: Figure
    unpriced: list[str]
    items: list[ItemFiguresDocument]


def _figure(amount: Fraction | None) -> float | None:
    return None if amount is None else float(round(amount, 4))


@FIGURES.reads(
    "/stock-reviews/{uuid:id}/figures", "stock-reviews-figures", "What it comes to", FiguresDocument, cost=5
)
def figures(request: TokenRequest, id: UUID) -> HttpResponse:
    row = StockReview.objects.visible_to(request.person).filter(id=id).first()
    found = figures_of(request, row) if row else None
    if found is None:
        raise Http404
    return bodies.answer(_document(found))


def _document(found: Inventory) -> FiguresDocument:
    return {
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "cost_of_use": _figure(found.cost_of_use),
        "mean_value": _figure(found.mean_value),
        "end_value": _figure(found.end_value),
        "expired_value": _figure(found.expired_value),
        "turnover": _figure(found.turnover),
        "turnover_a_year": _figure(found.turnover_a_year),
        "days_on_hand": _figure(found.days_on_hand),
        "unpriced": list(found.unpriced),
        "items": [_item(one) for one in found.items],
    }


def _item(one: ItemFigures) -> ItemFiguresDocument:
    return {
        "item": one.item,
        "abc": one.abc,
        "used": _figure(one.used),
        "on_hand": _figure(one.on_hand),
        "days_on_hand": _figure(one.days_on_hand),
        "par_least": one.par_least,
        "par_most": one.par_most,
        "cost_of_use": _figure(one.cost_of_use),
        "turnover": _figure(one.turnover),
        "expired_value": _figure(one.expired_value),
        "raised": _figure(one.raised),
    }
