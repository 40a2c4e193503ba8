"""Clauses on top of the total: the closed form, where it applies, gives what the linear program gives."""

from hypothesis import given
from hypothesis import strategies as st

from rxladder.rules.counting import Asked, Open, count, least_new

MAIN, ON_TOP = (1, 2, 4), (8, 16)
ALL = sum(MAIN) + sum(ON_TOP)
amounts = st.integers(0, 12)


@st.composite
def questions(draw):
    hours = draw(st.dictionaries(st.integers(1, ALL), st.integers(1, 8), max_size=6))
    minimums = draw(st.dictionaries(st.sampled_from(MAIN), amounts, min_size=1))
    separate = draw(st.dictionaries(st.sampled_from(ON_TOP), st.integers(1, 6), min_size=1))
    return Asked(hours, minimums, {}, separate)


def least(asked, ideals):
    return least_new([Open(asked, count(asked))], [(mask,) for mask in ideals])


@given(questions())
def test_clauses_that_stand_alone_are_met_exactly_where_none_lacks(asked):
    found = count(asked)
    if found.independent:
        assert (least(asked, ()) == 0) == (not found.short_alone)


@given(questions(), st.sets(st.integers(1, ALL), min_size=1, max_size=4))
def test_where_clauses_stand_alone_only_what_lacks_must_be_made_up(asked, ideals):
    found = count(asked)
    if not found.independent:
        return
    main = Asked({}, {bit: found.lacking[bit] for bit in asked.minimums})
    new_main = least(main, ideals)
    served = all(found.lacking[bit] == 0 or any(mask & bit for mask in ideals) for bit in asked.separate)
    new_on_top = sum(found.lacking[bit] for bit in asked.separate)
    expected = new_main + new_on_top if new_main is not None and served else None
    assert least(asked, ideals) == expected


def test_hours_that_only_the_clause_on_top_can_use_leave_the_rest_alone():
    found = count(Asked({1: 20, 8: 3}, {1: 20}, {}, {8: 3}))
    assert found.independent
    assert not found.short_alone


def test_hours_that_the_total_can_spare_serve_the_clause_on_top():
    found = count(Asked({1: 18, 9: 5}, {1: 20}, {}, {8: 3}))
    assert found.independent
    assert not found.short_alone


def test_hours_that_both_need_are_left_to_the_linear_program():
    asked = Asked({1: 16, 9: 5}, {1: 20}, {}, {8: 3})
    assert not count(asked).independent
    assert least(asked, (1,)) == 2
