"""Wages as a plot: every figure as in the tables, in the page's own colours, and nothing drawn of nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import altair

from rxladder.facts.phrases import say_dollars
from rxladder.facts.wages import areas, industries
from rxladder.papers import plots
from rxladder.papers.wage_plot import WageLine, wage_plot

STATES = [WageLine(row.name, row, own=row.abbreviation == "TX") for row in areas().values()]


def test_the_table_has_every_row_the_highest_median_first_and_as_it_was_published():
    plot = wage_plot(STATES, "Wages by state")
    medians = [areas()[code].p50 for code in areas()]
    assert [row[4] for row in plot.rows] == [say_dollars(usd) for usd in sorted(medians, reverse=True)]
    by_name = {row.name: row for row in areas().values()}
    for name, _jobs, *amounts in plot.rows:
        row = by_name[name]
        assert amounts == [say_dollars(usd) for usd in (row.p10, row.p25, row.p50, row.p75, row.p90)]
    assert len(plot.rows) == len(STATES)


def test_the_month_is_told_only_where_rows_are_of_different_ones():
    row = areas()["48"]
    of_two = [WageLine("New", row), WageLine("Old", replace(row, year="2024-05"))]
    assert wage_plot(of_two[:1], "Wages").head[-1] != "Month"
    plot = wage_plot(of_two, "Wages")
    assert plot.head[-1] == "Month"
    assert {told[-1] for told in plot.rows} == {"2025-05", "2024-05"}


def test_a_setting_is_told_with_the_industry_that_its_figures_are_of():
    row = industries()["622100"]
    (told,) = wage_plot([WageLine("Hospital, inpatient", row)], "Wages").rows
    assert told[0] == f"Hospital, inpatient: {row.name}"


def test_what_was_not_released_is_said_and_a_row_without_a_median_is_not_drawn():
    row = areas()["48"]
    half = WageLine("Half", replace(row, p10=None, employment=None))
    none = WageLine("None", replace(row, p50=None))
    plot = wage_plot([half, none], "Wages")
    assert [told[1:3] for told in plot.rows] == [("not released", "not released")]
    assert wage_plot([none], "Wages") is None


def test_the_drawing_is_what_vega_lite_takes_and_names_the_pages_colours(monkeypatch):
    plot = wage_plot(STATES[:5], "Wages", Decimal("21.50"))
    colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', plot.drawing.marks)) - {"none", "transparent"}
    assert colours <= {f"var(--{name})" for name in ("ink", "quiet", "line", "green", "amber")}
    assert "style=" not in plot.drawing.marks
    specs = []
    monkeypatch.setattr(plots, "_drawn", specs.append)
    wage_plot(STATES, "Wages", Decimal("21.50"))
    altair.LayerChart.from_json(specs[0]).to_dict(validate=True)


def test_ones_own_row_and_pay_have_a_look_of_their_own_in_the_key():
    assert {look for look, _words in wage_plot(STATES, "Wages", Decimal(20)).key} == {
        "done",
        "span",
        "own",
        "pace",
    }
    assert {look for look, _words in wage_plot(STATES[:1], "Wages").key} == {"done", "span"}
