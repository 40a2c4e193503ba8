"""The career file's shape of wishes, pay and visits to workplaces."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Self, get_args

from pydantic import FailFast, Field, model_validator

from rxladder.career.ids import id_of
from rxladder.career.workplaces import Exploring, Visit, VisitKind, Weights, Wish, Wishes
from rxladder.facts.entries import Day, Dollars, Entry, Flag, Hours, Text, one_of

WishName = Annotated[Wish, one_of(get_args(Wish))]
Kind = Annotated[VisitKind, one_of(get_args(VisitKind))]
Weight = Annotated[int, Field(strict=True, ge=0, le=3)]


class WeightsEntry(Entry):
    """How much each part of a fit counts, from 0 to 3; 1 where it is left out."""

    skills: Weight = 1
    credentials: Weight = 1
    experience: Weight = 1
    shifts: Weight = 1
    patients: Weight = 1
    sterile: Weight = 1
    remote: Weight = 1
    pay: Weight = 1


class WishesEntry(Entry):
    """What is wanted of a place of work; what is left out is all the same."""

    shifts: WishName | None = None
    patients: WishName | None = None
    sterile: WishName | None = None
    remote: WishName | None = None
    least_usd: Dollars | None = Field(None, description="The least pay wanted, in dollars an hour.")
    weights: WeightsEntry = WeightsEntry()


class VisitEntry(Entry):
    """A rotation, or a day beside somebody."""

    kind: Kind
    workplace: Annotated[Text, id_of("workplace")]
    starts: Day
    ends: Day | None = Field(None, description="The last day, inclusive.")
    hours: Hours | None = None
    where: Text = ""
    people: Text = Field("", description="With whom.")
    done: Flag = False
    learned: Text = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("starts", "ends")
        return self


class ExploringEntry(Entry):
    """Workplaces explored."""

    wishes: WishesEntry = WishesEntry()
    usd_per_hour: Dollars | None = Field(None, description="What is earned, in dollars an hour.")
    visits: Annotated[list[VisitEntry], FailFast()] = []

    def record(self) -> Exploring:
        """The record that this entry writes down."""
        plain = {one.name: getattr(self.wishes, one.name) for one in fields(Wishes)}
        weights = Weights(**self.wishes.weights.plain())
        visits = tuple(Visit(**visit.plain()) for visit in self.visits)
        return Exploring(Wishes(**plain | {"weights": weights}), self.usd_per_hour, visits)
