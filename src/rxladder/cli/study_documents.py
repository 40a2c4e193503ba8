"""The JSON of the commands that practise for an exam."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from rxladder.learning.question import Basis


class ItemSource(TypedDict):
    """Where a fact comes from, in words."""

    says: str
    basis: Basis


class OptionDocument(TypedDict):
    """One of several answers to choose from."""

    text: str
    why: str


class ChoiceDocument(TypedDict):
    """`right` is the place of the right option, counted from 0."""

    kind: Literal["choice"]
    options: list[OptionDocument]
    right: int


class TypedDocument(TypedDict):
    """A word or two; any of the spellings counts."""

    kind: Literal["typed"]
    accepted: list[str]


class NumberDocument(TypedDict):
    """A number with its unit; `value` is exact, as a whole number or a fraction."""

    kind: Literal["number"]
    value: str
    unit: str


class OrderingDocument(TypedDict):
    """Things to put in order: places in `shown`, the first to the last."""

    kind: Literal["ordering"]
    shown: list[str]
    order: list[int]


class MatchingDocument(TypedDict):
    """`pairs[i]` is the place in `right` of what belongs to `left[i]`."""

    kind: Literal["matching"]
    left: list[str]
    right: list[str]
    pairs: list[int]


AnswerDocument = ChoiceDocument | TypedDocument | NumberDocument | OrderingDocument | MatchingDocument


class ItemDocument(TypedDict):
    """One question with its answer, reason and sources."""

    card: str
    seed: int
    areas: list[str]
    basis: Basis
    stem: str
    answer: AnswerDocument
    explanation: str
    steps: list[str]
    sources: list[ItemSource]


class ItemsDocument(TypedDict):
    """Questions as an exam's outline weighs them."""

    items: list[ItemDocument]


class SolutionDocument(TypedDict):
    """The way to solve a problem."""

    steps: list[str]
    explanation: str
    sources: list[ItemSource]


class CalculationDocument(TypedDict):
    """A calculation to solve; `right`, `says` and `solution` only where it was answered or asked for.

    `options` stand there with `--choices`: the first is answered with `a`, the second with `b`, and so on.
    """

    kind: str
    seed: int
    stem: str
    options: NotRequired[list[str]]
    right: NotRequired[bool]
    says: NotRequired[str]
    solution: NotRequired[SolutionDocument]


class KindDocument(TypedDict):
    """One kind of calculation."""

    id: str
    title: str


class KindsDocument(TypedDict):
    """The kinds of calculations."""

    kinds: list[KindDocument]
