"""Limits and signals of control charts are those of published worked examples.

NIST/SEMATECH e-Handbook of Statistical Methods, a work of the US government: 6.3.2.2 (flow of a liquid,
individuals), 6.3.3.1 (defects on wafers, counts), 6.3.3.2 (chips on wafers, proportions). Montgomery,
Introduction to Statistical Quality Control: purchase orders (p chart, varying samples) and defects in dyed
cloth (u chart, the set `dyedcloth` of R's package qcc).
"""

import pytest

from rxladder.quality.charts import make_chart
from rxladder.quality.signals import signals_of
from tests.quality.series import COUNT, RATE, SHARE, SINGLE, weekly

FLOW = ["49.6", "47.6", "49.9", "51.3", "47.8", "51.2", "52.6", "52.4", "53.6", "52.1"]
WAFERS = [16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19, 16, 31, 13]
CHIPS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11]
CHIPS += [20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
ORDERS = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9]
ORDERS_OF = [100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100]
ORDERS_OF += [100, 100, 100, 90, 90]
CLOTH = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
CLOTH_OF = [10, 8, 13, 10, "9.5", 10, 12, "10.5", 12, "12.5"]


def places(chart, rule: str) -> list[tuple[int, ...]]:
    """Where a rule is met, points counted from 1 as the examples count them."""
    return [tuple(at + 1 for at in one.places) for one in signals_of(chart) if one.rule == rule]


def test_individuals_of_the_nist_handbook():
    chart = make_chart(SINGLE, weekly(FLOW), kind="xmr")
    spot = chart.spots[0]
    assert float(spot.centre) == pytest.approx(50.81)
    assert sum(chart.moving_ranges) / 9 == pytest.approx(1.8778, abs=5e-5)
    assert (spot.lower, spot.upper) == pytest.approx((45.8159, 55.8041), abs=5e-5)
    assert signals_of(chart) == ()


def test_counts_of_the_nist_handbook():
    chart = make_chart(COUNT, weekly(WAFERS))
    assert chart.kind == "c"
    assert (chart.spots[0].lower, float(chart.spots[0].centre), chart.spots[0].upper) == (4, 16, 28)
    # The third wafer has 28 and lies on the limit, not outside.
    assert places(chart, "beyond") == [(24,)]


def test_proportions_of_the_nist_handbook():
    chart = make_chart(SHARE, weekly(CHIPS, [50] * 30))
    assert chart.kind == "p"
    spot = chart.spots[0]
    assert float(spot.centre) / 100 == pytest.approx(0.2313, abs=5e-5)
    assert (spot.lower / 100, spot.upper / 100) == pytest.approx((0.0524, 0.4102), abs=5e-5)
    assert places(chart, "beyond") == [(15,), (23,)]


def test_proportions_of_varying_samples():
    chart = make_chart(SHARE, weekly(ORDERS, ORDERS_OF))
    assert float(chart.phases[0].centre) / 100 == pytest.approx(0.0955, abs=5e-5)
    upper = {size: spot.upper / 100 for size, spot in zip(ORDERS_OF, chart.spots, strict=True)}
    assert upper[100] == pytest.approx(0.184, abs=5e-4)
    assert chart.spots[0].lower / 100 == pytest.approx(0.007, abs=5e-4)
    assert upper[80] > upper[90] > upper[100] > upper[110] > upper[120]
    assert places(chart, "beyond") == [(11,)]


def test_rates_over_varying_areas():
    chart = make_chart(RATE, weekly(CLOTH, CLOTH_OF), kind="u")
    assert float(chart.phases[0].centre) == pytest.approx(1.42, abs=5e-3)
    found = {float(spot.point.of): (spot.lower, spot.upper) for spot in chart.spots}
    assert found == {
        size: pytest.approx(limits, abs=0.01)  # printed from a centre rounded to 1.42
        for size, limits in {
            8: (0.16, 2.68),
            9.5: (0.26, 2.58),
            10: (0.29, 2.55),
            10.5: (0.32, 2.52),
            12: (0.39, 2.45),
            12.5: (0.41, 2.43),
            13: (0.43, 2.41),
        }.items()
    }
    assert signals_of(chart) == ()


def test_nothing_below_zero_has_a_lower_limit_and_no_share_an_upper_one_above_all():
    low = make_chart(COUNT, weekly([1, 2, 0, 3, 1, 2, 4, 1, 0, 2, 1, 3]))
    assert low.spots[0].lower is None
    high = make_chart(SHARE, weekly([9, 10, 8, 10, 9, 10, 10, 9, 8, 10, 9, 10], [10] * 12))
    assert high.spots[0].upper is None
    cold = make_chart(SINGLE, weekly(["-18.2", "-19", "-17.5", "-18", "-18.4", "-18.1"] * 2))
    assert cold.spots[0].lower < -18
