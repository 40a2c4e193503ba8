"""Charts against an independent computation; phases, baselines, and which chart suits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.career.projects import Change
from rxladder.quality.charts import make_chart
from rxladder.quality.signals import signals_of
from rxladder.quality.words import cautions, say_phase, why_this_chart
from tests.quality.series import COUNT, RATE, SHARE, SINGLE, day, weekly

SIZES = st.integers(1, 400)


@given(st.lists(st.tuples(SIZES, st.floats(0, 1)), min_size=2, max_size=40))
def test_a_p_chart_is_what_numpy_computes(drawn):
    of = np.array([size for size, _share in drawn])
    amounts = np.array([int(size * share) for size, share in drawn])
    chart = make_chart(SHARE, weekly(amounts.tolist(), of.tolist()), kind="p")
    mean = amounts.sum() / of.sum()
    sigma = np.sqrt(mean * (1 - mean) / of)
    for spot, low, high in zip(chart.spots, mean - 3 * sigma, mean + 3 * sigma, strict=True):
        assert spot.lower == (pytest.approx(low * 100) if low > 1e-12 else None)
        assert spot.upper == (pytest.approx(high * 100) if high < 1 - 1e-12 else None)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5_000)), min_size=2, max_size=40))
def test_a_u_chart_is_what_numpy_computes(drawn):
    counts, areas = np.array([one[0] for one in drawn]), np.array([one[1] for one in drawn]) / 10
    chart = make_chart(RATE, weekly(counts.tolist(), areas.tolist()), kind="u")
    mean = counts.sum() / areas.sum()
    uppers = mean + 3 * np.sqrt(mean / areas)
    assert [spot.upper for spot in chart.spots] == pytest.approx(uppers.tolist())


@given(st.lists(st.integers(-5_000, 5_000), min_size=2, max_size=40))
def test_an_xmr_chart_is_what_numpy_computes(drawn):
    values = np.array(drawn) / 10
    chart = make_chart(SINGLE, weekly(values.tolist()), kind="xmr")
    reach = 3 * np.abs(np.diff(values)).mean() / 1.128
    assert float(chart.spots[0].centre) == pytest.approx(values.mean(), abs=1e-9)
    assert chart.spots[0].upper == pytest.approx(values.mean() + reach, abs=1e-9)
    assert [float(one) for one in chart.moving_ranges] == pytest.approx(np.abs(np.diff(values)).tolist())
    assert float(chart.range_limits[0]) == pytest.approx(3.267 * np.abs(np.diff(values)).mean())


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30))
def test_a_run_chart_has_the_median_for_its_line(drawn):
    chart = make_chart(COUNT, weekly(drawn), kind="run")
    assert float(chart.phases[0].centre) == float(np.median(drawn))
    assert all(spot.lower is spot.upper is None for spot in chart.spots)


@pytest.mark.parametrize(
    ("measure", "points", "kind"),
    [
        (SHARE, weekly([1] * 12, [9] * 12), "p"),
        (RATE, weekly([1] * 12, [9] * 12), "u"),
        (COUNT, weekly([1] * 12), "c"),
        (SINGLE, weekly([1] * 12), "xmr"),
        (SINGLE, weekly([1] * 11), "run"),
    ],
)
def test_the_data_choose_the_chart_and_the_choice_is_explained(measure, points, kind):
    chart = make_chart(measure, points)
    assert chart.kind == kind
    words = {"p": "share", "u": "differs", "c": "always the same", "xmr": "one measurement", "run": "11"}
    assert words[kind] in why_this_chart(chart)


def test_another_control_chart_than_that_of_the_data_is_refused():
    with pytest.raises(ValueError, match="no p chart of single data"):
        make_chart(SINGLE, weekly([1, 2]), kind="p")


def test_without_points_there_is_no_chart():
    assert make_chart(COUNT, []) is None


def test_a_baseline_freezes_the_limits():
    points = weekly([10, 12, 9, 11, 10, 8, 10, 12, 9, 9, 11, 9, 30, 31, 29])
    frozen = make_chart(COUNT, points, baseline_until=day(11))
    assert frozen.phases[0].basis == 12
    assert float(frozen.spots[-1].centre) == 10
    assert {one.places for one in signals_of(frozen) if one.rule == "beyond"} == {(12,), (13,), (14,)}
    free = make_chart(COUNT, points)
    assert float(free.spots[0].centre) == 14
    assert free.phases[0].basis == 15


def test_a_change_with_new_limits_begins_a_phase_and_others_do_not():
    points = weekly([20, 22, 19, 21, 20, 18, 21, 20, 8, 9, 7, 8, 10, 8, 9, 9])
    changes = [Change(day(3), "A poster"), Change(day(8), "A second run", new_limits=True)]
    chart = make_chart(COUNT, points, changes)
    assert [(one.first, one.end) for one in chart.phases] == [(0, 8), (8, 16)]
    assert float(chart.phases[1].centre) == pytest.approx(68 / 8)
    assert signals_of(chart) == ()
    assert "A second run" in say_phase(chart, chart.phases[1])
    # As one phase it is a shift.
    assert signals_of(make_chart(COUNT, points)) != ()


def test_moving_ranges_do_not_span_two_phases():
    points = weekly([1, 2, 1, 2, 101, 102, 101])
    chart = make_chart(SINGLE, points, [Change(day(4), "Moved", new_limits=True)], kind="xmr")
    assert [int(one) for one in chart.moving_ranges] == [1, 1, 1, 1, 1]


def test_points_come_in_the_order_of_their_days():
    points = weekly([1, 2, 3])
    assert make_chart(COUNT, points[::-1]) == make_chart(COUNT, points)


def test_a_change_after_the_last_point_is_no_phase_yet():
    chart = make_chart(COUNT, weekly([1, 2, 3]), [Change(day(9), "Later", new_limits=True)])
    assert len(chart.phases) == 1


@pytest.mark.parametrize(
    ("points", "says"),
    [
        (weekly([3] * 12, [50] * 12), "Trial limits"),
        (weekly([0] * 11 + [1], [50] * 12), "More than half of the points are 0"),
        (weekly([90] * 12, [2_000] * 12), "many cases"),
    ],
)
def test_what_to_bear_in_mind_is_said(points, says):
    assert any(says in one for one in cautions(make_chart(SHARE, points)))


def test_limits_on_twenty_points_are_no_trial():
    assert not any("Trial" in one for one in cautions(make_chart(COUNT, weekly([3, 4] * 10))))
