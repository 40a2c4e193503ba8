"""A scene read once: its formulas compiled, its ways of drawing values made ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import chain

from rxladder.facts.calculations import CalculationKind, Input
from rxladder.facts.exact import Formula, FormulaError, Kind, Value, read_formula
from rxladder.learning.calculations import (
    scenes_codes,
    scenes_doses,
    scenes_infusions,
    scenes_measures,
    scenes_mixtures,
    scenes_money,
    scenes_preparations,
    scenes_supply,
)
from rxladder.learning.calculations.dice import Dice
from rxladder.learning.calculations.scene import Row, Scene, When

_MODULES = (
    scenes_doses, scenes_supply, scenes_infusions, scenes_mixtures, scenes_preparations, scenes_money,
    scenes_measures, scenes_codes,
)  # fmt: skip
SCENES: Mapping[str, Scene] = {
    scene.kind: scene for scene in chain.from_iterable(module.SCENES for module in _MODULES)
}

Draw = Callable[[Dice], Value]
Text = tuple[Formula | None, str]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A kind and its scene, ready to be drawn; `exact` is the answer before rounding to `decimals`."""

    kind: CalculationKind
    scene: Scene
    rows: tuple[Mapping[str, Value], ...]
    draws: tuple[tuple[str, Draw], ...]
    derived: tuple[tuple[str, Formula], ...]
    checks: tuple[Formula, ...]
    bounds: tuple[tuple[str, Fraction, Fraction], ...]
    parts: tuple[tuple[str, Formula], ...]
    exact: Formula
    decimals: int | None
    wrong: tuple[tuple[str, Formula], ...]
    stems: tuple[Text, ...]
    steps: tuple[Text, ...]


@cache
def prepared(kind: CalculationKind) -> Prepared:
    """The scene of a kind; a FormulaError that names the kind where its scene is wrong."""
    scene = SCENES[kind.id]
    try:
        return _prepare(kind, scene)
    except FormulaError as error:
        raise FormulaError(f"the scene of {kind.id}: {error}") from None


def _prepare(kind: CalculationKind, scene: Scene) -> Prepared:
    rows = tuple(_row(row, kind) for row in scene.rows)
    special = scene.special(Dice(kind.id)) if scene.special else {}
    drawn: dict[str, Kind] = kind.kinds
    for known in (*rows, special):
        drawn |= {name: _kind_of(value) for name, value in known.items()}
    drawn |= dict.fromkeys((*scene.draws, *scene.derived), "number")
    given = {*special, *chain.from_iterable(rows), *scene.derived}
    draws = tuple(
        (name, _draw(scene.draws.get(name), kind.inputs.get(name)))
        for name in dict.fromkeys((*kind.inputs, *scene.draws))
        if name not in given
    )
    either: tuple[Kind, ...] = ("number", "text")
    kinds = dict(drawn)
    parts = []
    for name, text in scene.parts.items():
        formula = read_formula(text, kinds, either)
        parts.append((name, formula))
        kinds[name] = formula.gives
    exact = dict(parts).get("exact", kind.formula.unrounded or kind.formula)
    kinds["exact"] = exact.gives
    decimals = kind.formula.rounds_to if scene.rounded is None else scene.rounded
    ours = ((mistake, read_formula(text, kinds, either)) for mistake, text in scene.mistakes)
    return Prepared(
        kind=kind, scene=scene, rows=rows, draws=draws,
        derived=tuple((name, read_formula(text, drawn)) for name, text in scene.derived.items()),
        checks=(*kind.constraints, *(read_formula(text, drawn, ("truth",)) for text in scene.keep)),
        bounds=tuple(
            (entry.name, entry.low, entry.high)
            for entry in kind.inputs.values()
            if entry.low is not None and entry.high is not None
        ),
        parts=tuple(parts), exact=exact, decimals=decimals,
        wrong=(*((way.mistake, way.formula) for way in kind.wrong_ways), *ours),
        stems=_texts(scene.stems, kinds), steps=_texts(scene.steps, kinds),
    )  # fmt: skip


def _texts(texts: Sequence[str | When], kinds: Mapping[str, Kind]) -> tuple[Text, ...]:
    truth: tuple[Kind, ...] = ("truth", "number")
    return tuple(
        (read_formula(text.condition, kinds, truth), text.text) if isinstance(text, When) else (None, text)
        for text in texts
    )


def _kind_of(value: Value) -> Kind:
    return "text" if isinstance(value, str) else "number"


def _row(row: Row, kind: CalculationKind) -> Mapping[str, Value]:
    """What belongs together: a number is written as one, all else is a word."""
    return {name: Fraction(text) if text[:1].isdigit() else text for name, text in row.items()}


def _draw(spec: str | None, entry: Input | None) -> Draw:
    if spec is None:
        assert entry is not None
        if entry.choices:
            return _from_list(entry.choices)
        if entry.low is None or entry.high is None or entry.step is None:
            raise FormulaError(f"nothing says how {entry.name} is drawn")
        return _from_range(entry.low, entry.high, entry.step)
    ends, _, step = spec.partition(" by ")
    if step:
        low, high = ends.split("..")
        return _from_range(Fraction(low), Fraction(high), Fraction(step))
    return _from_list(tuple(map(Fraction, spec.split())))


def _from_list(values: tuple[Fraction, ...]) -> Draw:
    return lambda dice: dice.pick(values)


def _from_range(low: Fraction, high: Fraction, step: Fraction) -> Draw:
    count = int((high - low) / step) + 1
    return lambda dice: low + dice.below(count) * step
