"""Kinds of pharmacy calculation: what goes in, the formula, and the mistakes that people make.

`data/study/calculations.yaml` holds them. Each formula, constraint and mistake is written in the closed
language of `exact.py` and read when the file is loaded; a name or function not known there is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from rxladder.facts.conditions import Strict
from rxladder.facts.exact import Formula, FormulaError, Kind, Value, read_formula
from rxladder.facts.load import DATA
from rxladder.facts.yaml_text import BadInput, read_yaml_file

FILE = DATA / "study" / "calculations.yaml"


@dataclass(frozen=True, slots=True)
class Input:
    """One of the things that are given: within `low` and `high` on a step, or one of the choices.

    Texts and days have no such range: what draws them knows what they look like.
    """

    name: str
    unit: str
    low: Fraction | None
    high: Fraction | None
    step: Fraction | None
    choices: tuple[Fraction, ...]

    @property
    def kind(self) -> Kind:
        """The kind of its value in a formula."""
        return "text" if self.unit in ("text", "date") else "number"

    def value(self, text: str) -> Value:
        """A value as written in the file."""
        return text if self.kind == "text" else Fraction(text)


@dataclass(frozen=True, slots=True)
class WrongWay:
    """A mistake that people make, as a verb ("forgets the fee"), and the answer that it leads to."""

    mistake: str
    formula: Formula


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: what is given, the answer, and the steps."""

    given: Mapping[str, Value]
    answer: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CalculationKind:
    """One kind of calculation. `domains` are areas of outlines; `source` is `general` where none is named."""

    id: str
    title: str
    group: str
    domains: tuple[str, ...]
    inputs: Mapping[str, Input]
    constraints: tuple[Formula, ...]
    rule: str
    formula: Formula
    rounding: str
    answer_unit: str
    wrong_ways: tuple[WrongWay, ...]
    examples: tuple[Example, ...]
    notes: str
    source: str

    @property
    def kinds(self) -> dict[str, Kind]:
        """The kind of each input, for reading further formulas over them."""
        return {name: entry.kind for name, entry in self.inputs.items()}

    @property
    def basis(self) -> Literal["source", "general"]:
        """`source` where one is named; what is marked general is general."""
        return "general" if "general" in self.source else "source"


# --- The file


class _Input(Strict):
    name: str
    unit: str
    min: str = ""
    max: str = ""
    step: str = ""
    choices: tuple[str, ...] = ()
    note: str = ""

    def read(self) -> Input:
        if self.unit in ("text", "date"):
            return Input(self.name, self.unit, None, None, None, ())
        choices = tuple(map(Fraction, self.choices))
        step = Fraction(self.step) if self.step else None
        return Input(self.name, self.unit, Fraction(self.min), Fraction(self.max), step, choices)


class _WrongWay(Strict):
    mistake: str
    expr: str


class _Example(Strict):
    given: dict[str, str]
    answer: str
    steps: tuple[str, ...]


class _Entry(Strict):
    id: str
    title: str
    group: str
    domains: tuple[str, ...]
    domain_note: str = ""
    inputs: tuple[_Input, ...]
    constraints: tuple[str, ...] = ()
    formula: str
    expr: str
    rounding: str
    answer_unit: str
    distractors: tuple[_WrongWay, ...]
    examples: tuple[_Example, ...]
    notes: str = ""
    source: str

    def read(self) -> CalculationKind:
        inputs = {entry.name: entry.read() for entry in self.inputs}
        kinds = {name: entry.kind for name, entry in inputs.items()}
        either: tuple[Kind, ...] = ("number", "text")
        return CalculationKind(
            id=self.id, title=self.title, group=self.group, domains=self.domains,
            inputs=MappingProxyType(inputs),
            constraints=tuple(read_formula(text, kinds, ("truth",)) for text in self.constraints),
            rule=self.formula, formula=read_formula(self.expr, kinds, either),
            rounding=self.rounding, answer_unit=self.answer_unit,
            wrong_ways=tuple(
                WrongWay(wrong.mistake, read_formula(wrong.expr, kinds, either)) for wrong in self.distractors
            ),
            examples=tuple(_example(example, inputs) for example in self.examples),
            notes=self.notes, source=self.source,
        )  # fmt: skip


class _File(Strict):
    title: str
    compiled: str
    licence: str
    sources: tuple[str, ...]
    kinds: tuple[_Entry, ...]


def _example(entry: _Example, inputs: Mapping[str, Input]) -> Example:
    given = {name: inputs[name].value(text) for name, text in entry.given.items()}
    return Example(MappingProxyType(given), entry.answer, entry.steps)


def read_calculations(path: Path) -> Mapping[str, CalculationKind]:
    """Every kind of a file by its id, in the order of the file; BadInput names the kind that is wrong."""
    found: dict[str, CalculationKind] = {}
    for entry in _File.model_validate(read_yaml_file(path)).kinds:
        try:
            found[entry.id] = entry.read()
        except (FormulaError, ValueError, KeyError) as error:
            raise BadInput(f"the calculation {entry.id}: {error}", str(path)) from None
    return MappingProxyType(found)


@cache
def calculation_kinds() -> Mapping[str, CalculationKind]:
    """Every kind of calculation by its id."""
    return read_calculations(FILE)
