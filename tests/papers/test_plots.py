"""Plots: what is drawn is valid, holds no style of its own, and stands in a table as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from xml.etree import ElementTree

import altair
import pytest

from rxladder.career.demo import demo_career
from rxladder.career.record import Career, Holding
from rxladder.facts.load import load_packs
from rxladder.papers import plots
from rxladder.papers.forecast_plot import forecast_plot
from rxladder.rules.audit import audit
from rxladder.rules.forecast import forecast

PACKS = load_packs()
ON = date(2026, 11, 22)


def drawn(on: date = ON) -> list[plots.Plot]:
    career = demo_career(ON, PACKS)
    found = [forecast_plot(one) for one in forecast(career, PACKS, audit(career, PACKS, on))]
    assert None not in found
    return found


def svg(plot: plots.Plot) -> ElementTree.Element:
    return ElementTree.fromstring(f"<svg>{plot.drawing.marks}</svg>")


def test_a_drawing_is_what_vega_lite_takes(monkeypatch):
    specs = []
    monkeypatch.setattr(plots, "_drawn", lambda spec: specs.append(spec))
    drawn()
    assert len(specs) == 2
    for spec in specs:
        altair.LayerChart.from_json(spec).to_dict(validate=True)


def test_a_drawing_holds_no_style_no_script_and_no_id():
    for plot in drawn():
        for element in svg(plot).iter():
            assert element.tag not in ("style", "script", "image", "a")
            assert not {"style", "id", "clip-path", "role", "font-family"} & set(element.attrib)
            assert not [name for name in element.attrib if name.startswith("on")]


def test_every_colour_is_one_of_the_pages_own():
    for plot in drawn():
        colours = re.findall(r'(?:fill|stroke)="([^"]*)"', plot.drawing.marks)
        assert colours
        assert {colour for colour in colours if colour not in ("none", "transparent")} <= {
            f"var(--{name})" for name in ("ink", "quiet", "line", "green", "green-soft", "amber", "red")
        }


def test_letters_are_large_enough_on_a_phone():
    for plot in drawn():
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', plot.drawing.marks)]
        assert len(sizes) > 8
        assert min(sizes) * 358 / plot.drawing.width >= 12


@pytest.mark.parametrize("on", [date(2025, 7, 2), ON, date(2027, 4, 29), date(2027, 5, 1)])
def test_nothing_lies_outside_of_the_drawing(on):
    for plot in drawn(on):
        for text, x, y in placed(svg(plot)):
            width = 6.4 * len(text.text)
            left = x - {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
            assert left >= -4, text.text
            assert left + width <= plot.drawing.width + 4, text.text
            assert 0 <= y <= plot.drawing.height + 2, text.text


def placed(element: ElementTree.Element, x: float = 0, y: float = 0) -> Iterator[tuple]:
    """Every text, and where the moves of all groups around it put it."""
    move = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", ""))
    if move:
        x, y = x + float(move[1]), y + float(move[2])
    if element.tag == "text":
        yield element, x, y
    for child in element:
        yield from placed(child, x, y)


def test_the_table_tells_every_point():
    texas = drawn()[0]
    assert texas.head == ("Day", "Hours that count", "What")
    assert ("22 November 2026", "18.5", "today") in texas.rows
    assert texas.rows[0] == ("1 July 2025", "0", "counted")
    assert texas.rows[-1] == ("30 June 2027", "20", "needed by this day")
    assert ("20 April 2027", "19.5", "with what is booked or planned") in texas.rows


def test_the_label_says_what_is_seen():
    assert drawn()[0].label == (
        "Registered pharmacy technician, Texas: hours over time. "
        "On 22 November 2026, 18.5 of 20 hours count. "
        "1.5 hours within 7 months, by 30 June 2027, keep you on time."
    )


def test_the_key_names_only_what_is_drawn():
    assert [look for look, _ in drawn()[0].key] == ["counted", "booked", "pace"]
    career = Career(holdings=(Holding("ptcb-cpht", date(2021, 5, 10), date(2027, 5, 31)),))
    plain = forecast_plot(forecast(career, PACKS, audit(career, PACKS, ON))[0])
    assert [look for look, _ in plain.key] == ["counted", "pace"]


def test_without_hours_there_is_no_plot():
    career = Career(holdings=(Holding("ptcb-cpht"),))
    assert forecast_plot(forecast(career, PACKS, audit(career, PACKS, ON))[0]) is None


def test_months_stand_evenly_and_only_as_many_as_there_is_room_for():
    for starts, ends in [
        (date(2025, 6, 1), date(2027, 5, 31)),
        (date(2024, 2, 29), date(2024, 3, 2)),
        (date(2026, 11, 15), date(2026, 12, 31)),
        (date(2020, 1, 1), date(2040, 12, 31)),
    ]:
        axis = plots.day_axis(starts, ends)["axis"]
        assert len(axis["values"]) <= 4
        assert all(0 <= at <= (ends - starts).days for at in axis["values"])
    assert "Jun 2025" in plots.day_axis(date(2025, 6, 1), date(2027, 5, 31))["axis"]["labelExpr"]


def test_a_month_at_the_right_end_stands_whole():
    x = {"field": "at", **plots.day_axis(date(2026, 1, 5), date(2026, 6, 8))}
    data = {"values": [{"at": 0, "n": 1}, {"at": 100, "n": 2}]}
    y = {"field": "n", "type": "quantitative"}
    marks = plots.draw([{"data": data, "mark": "line", "encoding": {"x": x, "y": y}}]).marks
    found = re.findall(r'text-anchor="(\w+)"[^>]*>(\w+) 2026', marks)
    assert found == [("middle", "Feb"), ("middle", "Apr"), ("end", "Jun")]


def test_many_draw_at_once():
    plots._drawn.cache_clear()
    days = [date(2026, 11, day) for day in range(1, 13)]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(drawn, days))
    plots._drawn.cache_clear()
    assert together == [drawn(day) for day in days]
