"""Problems of pharmacy calculation: each a question made from a kind in the facts and a seed, exactly.

The same card and seed give the same question, always. Numbers are fractions from first to last and rounded
once, as the question says; the worked solution is made from the values drawn, and each wrong answer comes
from a mistake that people make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rxladder.facts.calculations import CalculationKind, calculation_kinds
from rxladder.facts.exact import Formula, Value
from rxladder.facts.exact_functions import half_up
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.learning.calculations.dice import Dice
from rxladder.learning.calculations.prepared import Prepared, Text, prepared
from rxladder.learning.calculations.shown import ShownNumber, ShownText
from rxladder.learning.question import Answer, Card, Mistake, Number, Question, Source, Typed
from rxladder.learning.typed_days import spellings_of_day
from rxladder.learning.units import say_amount

FORM = "calc"
Kinds = Mapping[str, CalculationKind]
Shown = Mapping[str, ShownNumber | ShownText]

_MOST_TRIES = 5_000
_ROUND = (
    noop("Round to a whole number."), noop("Round to one decimal place."),
    noop("Round to two decimal places."), noop("Round to three decimal places."),
    noop("Round to four decimal places."),
)  # fmt: skip
# Where the answer after a part was rounded is one of the mistakes, the question says when to round.
_ROUND_LATE = (
    noop("Round only at the end, to a whole number."), noop("Round only at the end, to one decimal place."),
    noop("Round only at the end, to two decimal places."),
    noop("Round only at the end, to three decimal places."),
    noop("Round only at the end, to four decimal places."),
)  # fmt: skip
_TIMES = re.compile(r" x (?!=)")  # not the unknown of `so x = b x c / a`
_WHOLE = {"down": noop("Give a whole number, rounded down."), "up": noop("Give a whole number, rounded up.")}


@dataclass(frozen=True, slots=True)
class Problem:
    """What was drawn for a kind: the values with those on the way, the answer before and after rounding."""

    prepared: Prepared
    values: Mapping[str, Value]
    exact: Value
    answer: Value
    mistakes: tuple[tuple[str, Value], ...]
    dice: Dice


def cards(kinds: Kinds | None = None) -> tuple[Card, ...]:
    """A card for each kind of calculation."""
    found = calculation_kinds() if kinds is None else kinds
    return tuple(Card(FORM, kind.id, kind.domains, kind.basis, kind.group) for kind in found.values())


def question(kinds: Kinds, card: Card, seed: int) -> Question:
    """The problem of a card and a seed."""
    return said(draw(kinds[card.fact], seed), card, seed)


def said(problem: Problem, card: Card, seed: int) -> Question:
    """A drawn problem as a question; once for each drawing, since its wording is drawn too."""
    scene, shown = problem.prepared.scene, _shown(problem)
    wordings = list(_that_hold(problem.prepared.stems, problem.values))
    stem = _(problem.dice.pick(wordings)).format_map(shown)
    rounding = _rounding(problem.prepared)
    return Question(
        card=card,
        seed=seed,
        stem=f"{stem} {rounding}".rstrip(),
        answer=_answer(problem, scene.unit.format_map(shown)),
        explanation=_explanation(problem.prepared.kind),
        sources=(_source(problem.prepared.kind),),
        steps=_steps(problem, shown),
    )


# --- Drawing


def draw(kind: CalculationKind, seed: int) -> Problem:
    """The values of a kind for a seed: such as a pharmacy would see, with at least one telling mistake."""
    ready = prepared(kind)
    dice = Dice(f"{FORM}/{kind.id}/{seed}")
    for _try in range(_MOST_TRIES):
        values = _values(ready, dice)
        if _holds(ready, values):
            problem = _solve(ready, values, dice)
            if problem is not None:
                return problem
    raise RuntimeError(f"no values for {kind.id} in {_MOST_TRIES} tries")


def _values(ready: Prepared, dice: Dice) -> dict[str, Value]:
    values: dict[str, Value] = dict(dice.pick(ready.rows)) if ready.rows else {}
    if ready.scene.special:
        values |= ready.scene.special(dice)
    for name, thrown in ready.draws:
        values[name] = thrown(dice)
    for name, formula in ready.derived:
        values[name] = formula(values)
    return values


def _holds(ready: Prepared, values: Mapping[str, Value]) -> bool:
    for name, low, high in ready.bounds:
        value = values[name]
        if isinstance(value, Fraction) and not low <= value <= high:
            return False
    return all(check(values) for check in ready.checks)


def _solve(ready: Prepared, values: dict[str, Value], dice: Dice) -> Problem | None:
    """The drawn problem; None where no mistake would show in its answer."""
    drawn = dict(values)
    for name, formula in ready.parts:
        values[name] = formula(values)
    exact = ready.exact(values)
    values["exact"] = exact
    values["answer"] = answer = rounded(exact, ready.decimals)
    found: dict[Value, str] = {}
    for mistake, value in _astray(ready, drawn, values):
        if value != answer and value not in found and (isinstance(value, str) or _plausible(ready, value)):
            found[value] = mistake
    if not found:
        return None
    return Problem(ready, values, exact, answer, tuple((name, value) for value, name in found.items()), dice)


def rounded(value: Value, decimals: int | None) -> Value:
    """An answer as it is given: rounded half up where so many decimals are asked."""
    return value if decimals is None or isinstance(value, str) else half_up(value, decimals)


def _plausible(ready: Prepared, value: Fraction) -> bool:
    return value > 0 or ready.kind.group == "temperature"


def _astray(
    ready: Prepared, drawn: Mapping[str, Value], values: Mapping[str, Value]
) -> Iterator[tuple[str, Value]]:
    """What each mistake leads to, rounded as the answer is."""
    decimals = ready.decimals
    for early in ready.scene.early:
        yield early.mistake, rounded(_too_early(ready, drawn, early.part, early.places), decimals)
    for mistake, formula in ready.wrong:
        value = _value(formula, values)
        if value is not None:
            yield mistake, _short(value, decimals)


def _short(value: Value, decimals: int | None) -> Value:
    """A wrong answer as a person would write it: one that goes on forever is cut to two decimals."""
    if isinstance(value, str) or decimals is not None:
        return rounded(value, decimals)
    return value if (10_000 * value).denominator == 1 else half_up(value, 2)


def _value(formula: Formula, values: Mapping[str, Value]) -> Value | None:
    try:
        found: Value = formula(values)
    except (ZeroDivisionError, ValueError):
        return None
    return found


def _too_early(ready: Prepared, drawn: Mapping[str, Value], part: str, places: int) -> Value:
    values = dict(drawn)
    for name, formula in ready.parts:
        values[name] = formula(values)
        if name == part:
            values[name] = rounded(values[name], places)
    exact: Value = ready.exact(values)
    return exact


# --- Saying


def _shown(problem: Problem) -> Shown:
    return {
        name: ShownText(_(value)) if isinstance(value, str) else ShownNumber(value)
        for name, value in problem.values.items()
    }


def _that_hold(texts: tuple[Text, ...], values: Mapping[str, Value]) -> Iterator[str]:
    return (text for condition, text in texts if condition is None or condition(values))


def _rounding(ready: Prepared) -> str:
    if ready.scene.says:
        return _(_WHOLE[ready.scene.says])
    if ready.decimals is None:
        return ""
    late = bool(ready.scene.early)
    if ready.scene.unit == "$":
        return _("Round only at the end, to the cent.") if late else _("Round to the cent.")
    return _((_ROUND_LATE if late else _ROUND)[ready.decimals])


def _steps(problem: Problem, shown: Shown) -> tuple[str, ...]:
    texts = (_(text).format_map(shown) for text in _that_hold(problem.prepared.steps, problem.values))
    if problem.exact == problem.answer:
        return tuple(texts)
    unit = problem.prepared.scene.unit
    assert isinstance(problem.answer, Fraction)
    last = _("Rounded as asked: {answer}").format(answer=say_amount(problem.answer, unit.format_map(shown)))
    return (*texts, last)


def _explanation(kind: CalculationKind) -> str:
    rule = _TIMES.sub(" × ", kind.rule).replace(" / ", " ÷ ")
    said = f"{_(kind.title)}: {_(rule)}."
    return f"{said} {_(kind.notes)}" if kind.notes else said


def _source(kind: CalculationKind) -> Source:
    if kind.source == "general":
        return Source(_("general pharmacy mathematics"), kind.basis)
    return Source(_(kind.source), kind.basis)


def _answer(problem: Problem, unit: str) -> Answer:
    how = problem.prepared.scene.answer
    if how == "number":
        assert isinstance(problem.exact, Fraction)
        wrong = tuple(
            Mistake(_(name), value) for name, value in problem.mistakes if isinstance(value, Fraction)
        )
        asked = problem.prepared.scene.unit_asked
        return Number(problem.exact, unit, problem.prepared.decimals, wrong, asked)
    spell = _SPELLINGS[how]
    accepted = spell(str(problem.answer))
    wrong_texts = tuple((text, _(name)) for name, value in problem.mistakes for text in spell(str(value)))
    return Typed(accepted, wrong_texts)


def _ndc(digits: str) -> tuple[str, ...]:
    return (digits, f"{digits[:5]}-{digits[5:9]}-{digits[9:]}")


def _clock(digits: str) -> tuple[str, ...]:
    return (digits, f"{digits[:2]}:{digits[2:]}", f"{digits} h", f"{digits} hrs", f"{digits} hours")


def _day(text: str) -> tuple[str, ...]:
    return spellings_of_day(date.fromisoformat(text))


_SPELLINGS = {"ndc": _ndc, "clock": _clock, "day": _day}
