"""What every strategy of a career draws from: odd texts, days, amounts, the ids of the field."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import get_args

from hypothesis import strategies as st

from rxladder.facts.entries import FIRST_DAY, LAST_DAY
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.states import STATES
from rxladder.quality.patient_data import find_patient_data

HOURS = st.sampled_from(
    [Fraction(n, 4) for n in range(1, 25)] + [Fraction(1, 3), Fraction(10, 3), Fraction(0)]
)


def _texts(characters: st.SearchStrategy[str], longest: int) -> st.SearchStrategy[str]:
    """Texts of any characters but those that by chance look like patient data, which is refused."""
    return st.text(characters, max_size=longest).filter(lambda text: not find_patient_data(text, LAST_DAY))


NAMES = _texts(st.characters(exclude_categories=["C"]), 20)
TEXTS = st.one_of(
    NAMES,
    st.sampled_from(["no", "on", "null", "~", "true", "1e5", "0123", "12:30", "2026-01-31", "-", "a: b"]),
    st.sampled_from(["# x", "[", "1_0", "&a", "*a", "!a", "<<", "=", "a\n  b", " a ", "\t"]),
    _texts(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), 12),
)  # fmt: skip


def days(first: date = date(2023, 1, 1), last: date = date(2028, 12, 31)) -> st.SearchStrategy[date]:
    """Days between two, both included."""
    return st.dates(first, last)


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


def literals(of: object) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(of))


ANY_STATE = st.sampled_from(sorted(STATES))
ROLES = st.sampled_from(sorted(roles()))
WORKPLACES = st.sampled_from(sorted(workplaces()))
MONEY = st.integers(0, 1_000_000).map(lambda cents: Decimal(cents) / 100)
AMOUNTS = HOURS | st.fractions(0, 160, max_denominator=1_000)
ANY_DAY = days(FIRST_DAY, LAST_DAY)


def ordered(count: int) -> st.SearchStrategy[list[date]]:
    return st.lists(days(date(2010, 1, 1), date(2027, 1, 1)), min_size=count, max_size=count).map(sorted)


NAMED = TEXTS.filter(bool)
MANY_TEXTS = st.lists(TEXTS, max_size=3).map(tuple)
HASHES = st.sampled_from(["", "0a" * 32])
TEXT_LISTS = st.lists(TEXTS, max_size=2).map(tuple)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(-1e6, 1e6, width=32) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
