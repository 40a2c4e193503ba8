"""What exams ask about: their domains, each with its weight and areas, and how long the exam is.

A card or a kind of calculation names the areas that it belongs to (`ptce-2026:1.1`), or the domain alone
where an outline was read no finer (`excpt:3`). What no page told stands under `not_read`, never as a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from rxladder.facts.conditions import Strict
from rxladder.facts.roles import Read
from rxladder.facts.yaml_text import read_yaml_file

DATA = Path(__file__).resolve().parent / "data"
Percent = Annotated[Fraction, BeforeValidator(lambda value: Fraction(str(value)))]


class Area(Strict):
    """A part of a domain. `calculations`: calculations may be asked there, too."""

    id: str
    name: str
    calculations: bool = False


class Domain(Strict):
    """A domain of an outline and its share of the scored questions, in percent."""

    id: str
    name: str
    weight: Percent
    areas: tuple[Area, ...] = ()
    not_read: str | None = None


class Length(Strict):
    """How long the exam is: questions that count, questions on trial that do not, and minutes."""

    scored: int = Field(gt=0)
    unscored: int = Field(ge=0)
    minutes: int = Field(gt=0)

    @property
    def questions(self) -> int:
        """All questions that are asked."""
        return self.scored + self.unscored


class Scale(Strict):
    """The scale on which results are told, and the mark that passes.

    How many right answers make that mark is not published.
    """

    from_: int = Field(alias="from")
    to: int
    pass_: int = Field(alias="pass")


class Outline(Strict):
    """An exam's outline. Without `items`, how long the exam is was not read."""

    exam: str
    name: str
    domains: tuple[Domain, ...]
    sources: tuple[Read, ...]
    basis: str
    from_: date | None = Field(default=None, alias="from")
    until: date | None = None
    superseded: bool = False
    items: Length | None = None
    scale: Scale | None = None
    formats: str | None = None
    not_read: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> Outline:
        total = sum(domain.weight for domain in self.domains)
        if total != 100:
            raise ValueError(f"the weights of the domains add up to {float(total)}, not 100")
        areas = [area.id for domain in self.domains for area in domain.areas]
        if strange := [area for area in areas if domain_of(area) not in self.weights]:
            raise ValueError(f"{strange[0]} is in no domain of this outline")
        return self

    @property
    def id(self) -> str:
        """The outline's id, which begins the ids of its domains."""
        return self.domains[0].id.partition(":")[0]

    @property
    def weights(self) -> Mapping[str, Fraction]:
        """Each domain's share of the exam, from 0 to 1, in the order of the outline."""
        return {domain.id: domain.weight / 100 for domain in self.domains}

    def domain(self, areas: Iterable[str]) -> str | None:
        """The first domain of this outline that one of the areas lies in; None where none does."""
        known = {domain.id for domain in self.domains}
        return next((found for area in areas if (found := domain_of(area)) in known), None)

    def in_force(self, on: date) -> bool:
        """Whether the exam follows this outline on a day."""
        begun = self.from_ is None or self.from_ <= on
        return begun and (self.until is None or on <= self.until) and not self.superseded


class _OutlinesFile(Strict):
    outlines: dict[str, Outline]


def domain_of(area: str) -> str:
    """The domain of an area: `ptce-2026:1` of `ptce-2026:1.4`; a domain is its own."""
    outline, _, number = area.partition(":")
    return f"{outline}:{number.partition('.')[0]}"


@cache
def outlines() -> Mapping[str, Outline]:
    """Every outline by its id, those in force and earlier ones."""
    return MappingProxyType(
        _OutlinesFile.model_validate(read_yaml_file(DATA / "exam_outlines.yaml")).outlines
    )


def outline_in_force(exam: str, on: date) -> Outline | None:
    """The outline that an exam of the vocabulary (`ptce`) follows on a day; None where none was read."""
    return next((one for one in outlines().values() if one.exam == exam and one.in_force(on)), None)
