"""A new kind of condition cannot be forgotten: each table by kinds of condition has them all."""

import ast
from pathlib import Path
from typing import get_args

import pytest

from rxladder.facts import check_packs, says_condition
from rxladder.facts import conditions as c
from rxladder.rules import conditions, eligibility, explain, record_tests, term_tests
from tests.rules import strategies_nearly

LEAVES, BRANCHES = set(c.LEAVES), set(c.BRANCHES)
OF_A_TERM = {c.FirstTerm, c.Issued, c.TermEnds, c.TermStarts, c.CountedHours}
"""Leaves about a holding's term: whoever asks whether a credential can be had has none."""
NAMES_NOTHING = {c.CreditHours, c.Age, c.Education, c.RegisteredElsewhere, c.AskAuthority, *OF_A_TERM}
"""Leaves without an id that a pack or the vocabulary must have."""
STANDS_STILL = {
    c.AcceptedCertification, c.Education, c.Employed, c.RegisteredElsewhere, c.AskAuthority, *OF_A_TERM,
}  # fmt: skip
"""Leaves that turn on no other days than those that the record names."""
REMEMBERED = {c.Passed, c.Trained, c.Course, c.CreditHours}
"""Leaves that look back for so many months at most."""


def kinds_of_node(kind: type = c.Node) -> set[type]:
    """Every kind of condition there is, by its class."""
    below = kind.__subclasses__()
    return {*below, *(one for each in below for one in kinds_of_node(each))}


def told_apart(module: object, function: str) -> set[type]:
    """The kinds of condition that a function tells apart, in patterns or by `isinstance`."""
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    (found,) = (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == function)
    names = {
        one.attr
        for one in ast.walk(found)
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == "c"
    }
    return {kind for kind in LEAVES | BRANCHES if kind.__name__ in names}


def test_every_kind_is_a_leaf_or_a_branch():
    assert kinds_of_node() == LEAVES | BRANCHES
    assert not LEAVES & BRANCHES
    union, *_ = get_args(c.Condition)
    assert {get_args(member)[0] for member in get_args(union)} == LEAVES | BRANCHES


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        pytest.param(conditions._TESTS, LEAVES | BRANCHES, id="judged"),
        pytest.param(record_tests.TESTS | term_tests.TESTS, LEAVES, id="leaves judged"),
        pytest.param(term_tests.TESTS, OF_A_TERM, id="judged by the term"),
        pytest.param(explain._OPERATORS, BRANCHES, id="explained"),
        pytest.param(says_condition._SAYS, LEAVES | BRANCHES, id="said"),
    ],
)
def test_a_table_has_every_kind(table, kinds):
    assert set(table) == kinds


def test_what_names_something_is_checked_when_packs_are_loaded():
    checked = set(check_packs._CHECKS) & LEAVES
    assert checked | NAMES_NOTHING == LEAVES
    assert not checked & NAMES_NOTHING


def test_what_turns_by_itself_is_looked_at_for_the_earliest_day():
    turning = told_apart(eligibility, "_turns") & LEAVES
    assert turning | REMEMBERED | STANDS_STILL == LEAVES
    assert not turning & STANDS_STILL
    assert told_apart(eligibility, "_forgotten") & LEAVES == REMEMBERED
    assert {kind for kind in LEAVES if "within_months" in kind.model_fields} - turning == REMEMBERED


def test_careers_are_drawn_for_every_leaf_that_one_can_meet():
    drawn = (told_apart(strategies_nearly, "_meet") | told_apart(strategies_nearly, "nearly")) & LEAVES
    assert drawn == LEAVES - OF_A_TERM - {c.AskAuthority}
