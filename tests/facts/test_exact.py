"""The closed language of exact formulas: what it computes, and all that it refuses."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.facts.calculations import calculation_kinds, read_calculations
from rxladder.facts.exact import FormulaError, read_formula
from rxladder.facts.yaml_text import BadInput

EITHER = ("number", "text", "truth")


@pytest.mark.parametrize(
    ("text", "values", "wanted"),
    [
        ("a/3", {"a": Fraction(1)}, Fraction(1, 3)),
        ('F("2.2")*a', {"a": Fraction(10)}, Fraction(22)),
        ("R(a, 1)", {"a": Fraction("0.25")}, Fraction("0.3")),
        ("R(a, 1)", {"a": Fraction("-0.25")}, Fraction("-0.3")),
        ("R(a, 0)", {"a": Fraction("2.4999")}, Fraction(2)),
        ("SQRT(a)", {"a": Fraction("2.25")}, Fraction("1.5")),
        ("CE(a) - FL(a)", {"a": Fraction("1.5")}, Fraction(1)),
        ("TAPER(a, 2, 3)", {"a": Fraction(5)}, Fraction(27)),
        ("a if a > 3 else -a", {"a": Fraction(2)}, Fraction(-2)),
        ("a >= 1 and (2*a).denominator == 1", {"a": Fraction(3, 2)}, True),
        ("a == 1 or a == 2", {"a": Fraction(3)}, False),
    ],
)
def test_a_formula_is_exact(text: str, values: dict[str, Fraction], wanted: Any):
    assert read_formula(text, {"a": "number"}, EITHER)(values) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__.__bases__[0].__subclasses__()",
        "a.__class__",
        "a.numerator",
        "open('x')",
        "eval('1')",
        "F.__globals__",
        "F(a)",
        "F('1e999999')  ",
        "F('nan')",
        "F(True)",
        "[x for x in (1, 2)]",
        "(lambda: 1)()",
        "a ** 99999999",
        "a // 2",
        "a % 2",
        "1 << 99",
        "2.2 * a",
        "'a' * 99",
        "f'{a}'",
        "{1: 2}",
        "(b := 1)",
        "a < 1 < 2",
        "b + 1",
        "UNKNOWN(a)",
        "R(a)",
        "R(a, a)",
        "R(a, 99)",
        "R(a, n=1)",
        "R(*a)",
        "CE(t)",
        "DEA(a)",
        "t + 1",
        "a if t else 1",
        "a == t",
        "not a",
        "+a",
        "a; a",
        "import os",
        "",
        "a" + "+a" * 300,
        "-" * 100 + "a",
        "(" * 300 + "a" + ")" * 300,
        "\0",
    ],
)
def test_what_is_not_of_the_language_is_refused(text: str):
    with pytest.raises(FormulaError):
        read_formula(text, {"a": "number", "t": "text"}, EITHER)


@given(st.text(max_size=60))
def test_any_text_is_a_formula_or_is_refused(text: str):
    try:
        formula = read_formula(text, {"a": "number", "t": "text"}, EITHER)
    except FormulaError:
        return
    assert formula.names <= {"a", "t"}


@pytest.mark.parametrize("kind", calculation_kinds().values(), ids=calculation_kinds())
def test_every_worked_example_is_reproduced(kind):
    assert len(kind.examples) >= 2
    for example in kind.examples:
        found = kind.formula(example.given)
        assert found == (example.answer if isinstance(found, str) else Fraction(example.answer))
        assert all(rule(example.given) for rule in kind.constraints)


def test_every_mistake_leads_astray_in_some_example():
    for kind in calculation_kinds().values():
        for wrong in kind.wrong_ways:
            assert any(wrong.formula(e.given) != kind.formula(e.given) for e in kind.examples), kind.id


def test_a_file_with_an_unknown_function_names_the_calculation(tmp_path):
    text = (
        "title: t\ncompiled: c\nlicence: l\nsources: []\nkinds:\n- id: odd\n  title: t\n  group: g\n"
        "  domains: [d]\n  inputs: [{name: a, unit: mg, min: '1', max: '2', step: '1'}]\n"
        "  formula: f\n  expr: HACK(a)\n"
        "  rounding: r\n  answer_unit: mg\n  distractors: []\n  examples: []\n  source: general\n"
    )
    path = tmp_path / "calculations.yaml"
    path.write_text(text)
    with pytest.raises(BadInput, match="the calculation odd: the function 'HACK' is not known"):
        read_calculations(path)
