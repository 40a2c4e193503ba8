"""The closed language of exact formulas: `R(dose_mg/have_mg*per_mL, 2)`.

A formula is data. It is read by Python's grammar and nothing else of Python: only the nodes, names and
functions below exist, their kinds are checked when the formula is read, and numbers are exact fractions.

`F(x)` is a number as written (`F("2.2")`); `R(x, n)` rounds half up to n decimals; `CE` and `FL` round up and
down to a whole number; `x.denominator` is 1 where x is whole. The rest is told where it is defined.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from rxladder.facts import exact_functions as functions

Kind = Literal["number", "text", "truth"]
Value = Fraction | str
Values = Mapping[str, Value]
Run = Callable[[Values], Any]

LONGEST = 400
DEEPEST = 40
_WRITTEN = re.compile(r"-?\d{1,12}(\.\d{1,12}|/[1-9]\d{0,5})?", re.ASCII)


class FormulaError(ValueError):
    """A formula that is not of this language; the message says what in it is not."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read: call it with the values of its names.

    `rounds_to` are the decimals of a formula that is all in `R(…, n)`, and `unrounded` what stands inside.
    Calling it raises ZeroDivisionError or ValueError for values that it is not defined for.
    """

    text: str
    gives: Kind
    names: frozenset[str]
    run: Run
    rounds_to: int | None = None
    unrounded: Formula | None = None

    def __call__(self, values: Values) -> Any:
        return self.run(values)

    def number(self, values: Values) -> Fraction:
        """Its value, of a formula that gives a number."""
        found = self.run(values)
        return found if isinstance(found, Fraction) else Fraction(found)


def read_formula(text: str, kinds: Mapping[str, Kind], gives: tuple[Kind, ...] = ("number",)) -> Formula:
    """The formula of a text over names of known kinds, or a FormulaError that says what is wrong."""
    if len(text) > LONGEST:
        raise FormulaError(f"a formula has no more than {LONGEST} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(f"{text!r} is not a formula") from None
    formula = _formula(tree, text, kinds)
    if formula.gives not in gives:
        raise FormulaError(f"{text!r} gives a {formula.gives}, where a {' or '.join(gives)} is wanted")
    return formula


def _formula(tree: ast.expr, text: str, kinds: Mapping[str, Kind]) -> Formula:
    reader = _Reader(kinds)
    kind, run = reader.read(tree, 0)
    rounds_to, unrounded = None, None
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id == "R":
        rounds_to = int(_literal(tree.args[1]))
        unrounded = _formula(tree.args[0], ast.unparse(tree.args[0]), kinds)
    return Formula(text, kind, frozenset(reader.used), run, rounds_to, unrounded)


_ARITHMETIC: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISONS: dict[type, Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class _Reader:
    """Turns a tree into a function, node by node; what has no method here does not exist."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self.used: set[str] = set()

    def read(self, node: ast.expr, depth: int) -> tuple[Kind, Run]:
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None or depth > DEEPEST:
            raise FormulaError(f"{ast.unparse(node)!r} is not part of a formula")
        found: tuple[Kind, Run] = method(node, depth + 1)
        return found

    def _of(self, kind: Kind, node: ast.expr, depth: int) -> Run:
        got, run = self.read(node, depth)
        if got != kind:
            raise FormulaError(f"{ast.unparse(node)!r} is a {got}, where a {kind} is wanted")
        return run

    def _condition(self, node: ast.expr, depth: int) -> Run:
        """A truth, or a number that is true where it is not 0."""
        kind, run = self.read(node, depth)
        if kind == "text":
            raise FormulaError(f"{ast.unparse(node)!r} is neither true nor false")
        return run

    def _constant(self, node: ast.Constant, depth: int) -> tuple[Kind, Run]:
        if type(node.value) is not int:
            raise FormulaError(f'{node.value!r} is not a whole number; write others as F("2.2")')
        value = Fraction(node.value)
        return "number", lambda _values: value

    def _name(self, node: ast.Name, depth: int) -> tuple[Kind, Run]:
        if node.id not in self.kinds:
            raise FormulaError(f"the name {node.id!r} is not known")
        self.used.add(node.id)
        return self.kinds[node.id], operator.itemgetter(node.id)

    def _unaryop(self, node: ast.UnaryOp, depth: int) -> tuple[Kind, Run]:
        if not isinstance(node.op, ast.USub):
            raise FormulaError(f"{ast.unparse(node)!r} is not part of a formula")
        run = self._of("number", node.operand, depth)
        return "number", lambda values: -run(values)

    def _binop(self, node: ast.BinOp, depth: int) -> tuple[Kind, Run]:
        do = _ARITHMETIC.get(type(node.op))
        if do is None:
            raise FormulaError(f"{ast.unparse(node)!r} is not part of a formula")
        left, right = self._of("number", node.left, depth), self._of("number", node.right, depth)
        return "number", lambda values: do(left(values), right(values))

    def _compare(self, node: ast.Compare, depth: int) -> tuple[Kind, Run]:
        do = _COMPARISONS.get(type(node.ops[0]))
        if do is None or len(node.ops) > 1:
            raise FormulaError(f"{ast.unparse(node)!r} is not part of a formula")
        left, right = self._of("number", node.left, depth), self._of("number", node.comparators[0], depth)
        return "truth", lambda values: do(left(values), right(values))

    def _boolop(self, node: ast.BoolOp, depth: int) -> tuple[Kind, Run]:
        runs = [self._condition(value, depth) for value in node.values]
        many = all if isinstance(node.op, ast.And) else any
        return "truth", lambda values: many(run(values) for run in runs)

    def _ifexp(self, node: ast.IfExp, depth: int) -> tuple[Kind, Run]:
        test = self._condition(node.test, depth)
        kind, then = self.read(node.body, depth)
        otherwise = self._of(kind, node.orelse, depth)
        return kind, lambda values: then(values) if test(values) else otherwise(values)

    def _attribute(self, node: ast.Attribute, depth: int) -> tuple[Kind, Run]:
        if node.attr != "denominator":
            raise FormulaError(f"{ast.unparse(node)!r} is not part of a formula")
        run = self._of("number", node.value, depth)
        return "number", lambda values: Fraction(run(values).denominator)

    def _call(self, node: ast.Call, depth: int) -> tuple[Kind, Run]:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in SIGNATURES or node.keywords:
            raise FormulaError(f"the function {ast.unparse(node.func)!r} is not known")
        takes, gives, do = SIGNATURES[name]
        if len(node.args) != len(takes):
            raise FormulaError(f"{name} takes {len(takes)} values, not {len(node.args)}")
        if name == "F":
            value = _literal(node.args[0])
            return "number", lambda _values: value
        if name == "R":
            return "number", self._rounding(node, depth)
        runs = [self._of(kind, argument, depth) for kind, argument in zip(takes, node.args, strict=True)]
        if len(runs) == 1:
            (only,) = runs
            return gives, lambda values: do(only(values))
        return gives, lambda values: do(*(run(values) for run in runs))

    def _rounding(self, node: ast.Call, depth: int) -> Run:
        run, places = self._of("number", node.args[0], depth), _literal(node.args[1])
        if places.denominator != 1 or not 0 <= places <= 9:
            raise FormulaError("R rounds to 0 to 9 decimals")
        whole = int(places)
        return lambda values: functions.half_up(run(values), whole)


def _literal(node: ast.expr) -> Fraction:
    """A number as written: 5, "2.2", "1/150"."""
    written = node.value if isinstance(node, ast.Constant) else None
    if type(written) in (int, str) and _WRITTEN.fullmatch(str(written)):
        return Fraction(str(written))
    raise FormulaError(f"{ast.unparse(node)!r} is not a number as written")


_N: Kind = "number"
_T: Kind = "text"
SIGNATURES: Mapping[str, tuple[tuple[Kind, ...], Kind, Callable[..., Any]]] = {
    "F": ((_N,), _N, Fraction),
    "R": ((_N, _N), _N, functions.half_up),
    "CE": ((_N,), _N, lambda x: Fraction(math.ceil(x))),
    "FL": ((_N,), _N, lambda x: Fraction(math.floor(x))),
    "MIN": ((_N, _N), _N, min),
    "MAX": ((_N, _N), _N, max),
    "ABS": ((_N,), _N, abs),
    "SQRT": ((_N,), _N, functions.root),
    "TAPER": ((_N, _N, _N), _N, functions.taper),
    "DEA": ((_T,), _N, functions.check_digit),
    "DEAODD": ((_T,), _N, functions.check_digit_of_odd),
    "NDC": ((_T,), _T, functions.eleven_digits),
    "PADL": ((_T,), _T, functions.padded_left),
    "PADR": ((_T,), _T, functions.padded_right),
    "ADDD": ((_T, _N), _T, functions.days_later),
    "MINDATE": ((_T, _T), _T, functions.earlier),
    "LASTDAY": ((_N, _N), _T, functions.last_day),
    "FIRSTDAY": ((_N, _N), _T, functions.first_day),
    "TO24": ((_T,), _T, functions.hours_24),
    "TO24BAD": ((_T,), _T, functions.hours_24_always_12_more),
    "ROMAN": ((_T,), _N, functions.roman),
    "ROMANADD": ((_T,), _N, functions.roman_all_added),
}
"""Each function: the kinds that it takes, the kind that it gives, and what it does."""
