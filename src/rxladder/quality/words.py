"""What charts, signals and comparisons say, in plain words and with the source of each rule."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.phrases import say_date
from rxladder.quality.charts import FEWEST_FOR_LIMITS, FIRM_FROM, Chart, ChartKind, Phase
from rxladder.quality.compare import FEWEST_AFTER, FEWEST_BEFORE, Comparison
from rxladder.quality.measure import say_value, unit_words
from rxladder.quality.signals import (
    FEWEST_FOR_RUNS,
    HUGGING,
    SHIFT,
    SHIFT_OF_RUN,
    TREND,
    TREND_OF_RUN,
    Signal,
    runs_of,
)

PERLA = "Perla, Provost, Murray: The run chart. BMJ Quality & Safety 2011;20:46-51"
RUNS = "Swed, Eisenhart: Tables for testing randomness of grouping. Ann. Math. Stat. 1943;14:66-87"
PROVOST = "Provost, Murray: The Health Care Data Guide, 2011; Western Electric 1956; Nelson 1984"
HANDBOOK = "NIST/SEMATECH e-Handbook of Statistical Methods, 6.3"


def chart_name(kind: ChartKind) -> str:
    """What a chart is called."""
    return {
        "run": _("run chart"),
        "p": _("p chart"),
        "u": _("u chart"),
        "c": _("c chart"),
        "xmr": _("XmR chart"),
    }[kind]


def why_this_chart(chart: Chart) -> str:
    """Why the data have this chart, in a sentence or two."""
    why = {
        "run": _(
            "A run chart compares the points with their middle value, the median. It needs no assumptions."
        ),
        "p": _(
            "A p chart, because each point is a share of a total. The limits are narrower where more was "
            "checked."
        ),
        "u": _(
            "A u chart, because events are counted where the amount checked differs. The limits are "
            "narrower where more was checked."
        ),
        "c": _("A c chart, because events are counted where the amount checked is always the same."),
        "xmr": _(
            "An XmR chart, because each point is one measurement. "
            "Its limits come from how much each point differs from the one before."
        ),
    }[chart.kind]
    if chart.kind == "run" and len(chart.spots) < FEWEST_FOR_LIMITS:
        more = _("With {least} points or more, a control chart is possible; there are {n}.")
        return f"{why} {more.format(least=FEWEST_FOR_LIMITS, n=len(chart.spots))}"
    return why


def sources_of(chart: Chart) -> tuple[str, ...]:
    """Where the limits and rules are written."""
    return (PERLA, RUNS) if chart.kind == "run" else (HANDBOOK, PROVOST)


def say_phase(chart: Chart, phase: Phase) -> str:
    """A phase: from when to when, its centre, and what it rests on."""
    spots = chart.phase_spots(phase)
    days = _("{first} to {last}").format(
        first=say_date(spots[0].point.date), last=say_date(spots[-1].point.date)
    )
    centre = say_value(chart.measure, phase.centre)
    line = _("median {value}") if chart.kind == "run" else _("center {value}")
    basis = ngettext("from {n} point", "from {n} points", phase.basis).format(n=phase.basis)
    said = f"{days}: {line.format(value=centre)}, {basis}"
    if phase.change is not None:
        said = f"{said} ({phase.change.what})"
    return said


def cautions(chart: Chart) -> Iterator[str]:
    """What to bear in mind before anything is read out of a chart."""
    if chart.kind == "run":
        if not any(runs_of(chart.phase_spots(phase)) for phase in chart.phases):
            yield _("The number of runs is judged once there are {n} points off the median.").format(
                n=FEWEST_FOR_RUNS
            )
        return
    if any(phase.trial for phase in chart.phases):
        yield _("Trial limits: they are based on fewer than {n} points and may still move.").format(
            n=FIRM_FROM
        )
    if chart.kind in ("p", "u", "c"):
        if sum(not spot.point.amount for spot in chart.spots) * 2 > len(chart.spots):
            yield _(
                "More than half of the points are 0. A chart like this shows little: check more at a "
                "time, or measure the days between events instead."
            )
        elif chart.kind == "p" and _mean_size(chart) >= 1_000:
            yield _(
                "Each point stands for many cases, which makes the limits narrow. If most points fall "
                "outside, the cases differ from week to week by more than chance."
            )


def _mean_size(chart: Chart) -> Fraction:
    return sum((spot.point.of or Fraction(0) for spot in chart.spots), Fraction(0)) / len(chart.spots)


def say_signal(chart: Chart, signal: Signal) -> str:
    """A signal: what was seen, when, and what it means."""
    first, last = (chart.spots[place].point.date for place in (signal.places[0], signal.places[-1]))
    on = say_date(first)
    days = on if first == last else _("{first} to {last}").format(first=on, last=say_date(last))
    return f"{days}: {_signal_words(chart, signal)}"


def _signal_words(chart: Chart, signal: Signal) -> str:
    up, n = signal.side > 0, len(signal.places)
    match signal.rule:
        case "beyond":
            value = say_value(chart.measure, chart.spots[signal.places[0]].value)
            text = _("{value}, above the upper limit.") if up else _("{value}, below the lower limit.")
            return text.format(value=value)
        case "shift":
            text = _("a shift, {n} points in a row above the line.")
            return (text if up else _("a shift, {n} points in a row below the line.")).format(n=n)
        case "trend":
            text = _("a trend, {n} points in a row, each higher than the one before.")
            return (
                text if up else _("a trend, {n} points in a row, each lower than the one before.")
            ).format(n=n)
        case "two-of-three":
            text = _("two of three points in a row close to the upper limit or beyond.")
            return text if up else _("two of three points in a row close to the lower limit or beyond.")
        case "hugging":
            text = _("{n} points in a row close to the center: less spread than before, or limits too wide.")
            return text.format(n=n)
        case _:
            return _runs_seen(chart, signal)


def _runs_seen(chart: Chart, signal: Signal) -> str:
    phase = next(one for one in chart.phases if one.first <= signal.places[0] < one.end)
    runs = runs_of(chart.phase_spots(phase))
    assert runs is not None
    text = _("too few runs: the line crosses the median to make {n} runs; chance makes {least} to {most}.")
    if signal.rule == "too-many-runs":
        text = _(
            "too many runs: the line crosses the median to make {n} runs; chance makes {least} to {most}."
        )
    return text.format(n=runs.found, least=runs.fewest, most=runs.most)


def say_signals(found: tuple[Signal, ...]) -> str:
    """Whether anything but chance shows, in one sentence."""
    if not found:
        return _(
            "No signal: nothing that chance alone would not cause. That does not prove that all is well."
        )
    return ngettext(
        "{n} signal: something that chance alone seldom causes. Ask what was different then.",
        "{n} signals: things that chance alone seldom causes. Ask what was different then.",
        len(found),
    ).format(n=len(found))


def rules_of(chart: Chart) -> tuple[str, ...]:
    """The rules that a chart is looked at by."""
    if chart.kind == "run":
        return (
            _("Shift: {n} or more points in a row on one side of the median.").format(n=SHIFT_OF_RUN),
            _("Trend: {n} or more points in a row, all rising or all falling.").format(n=TREND_OF_RUN),
            _("Too few or too many runs: crossings of the median that chance would cause in 5 of 100 cases."),
            _(
                "Points on the median are skipped. A point far from all the others is left to your own "
                "judgment."
            ),
        )
    return (
        _("A point outside the limits, which are three standard deviations from the center."),
        _("{n} or more points in a row on one side of the center.").format(n=SHIFT),
        _("{n} or more points in a row, all rising or all falling.").format(n=TREND),
        _("Two of three points in a row in the outer third on one side, or beyond."),
        _("{n} or more points in a row in the inner third.").format(n=HUGGING),
    )


# --- Before and after


def say_comparison(measured: Comparison, chart: Chart) -> tuple[str, ...]:
    """Before and after a change: the figures, and what may be said about them."""
    measure = chart.measure
    figures = _("Before: {before} over {n} points. After: {after} over {m} points.").format(
        before=say_value(measure, measured.before.centre),
        n=measured.before.points,
        after=say_value(measure, measured.after.centre),
        m=measured.after.points,
    )
    return figures, _may_be_said(measured), *_no_proof(measured)


def _may_be_said(measured: Comparison) -> str:
    return {
        "better": _("Better, by more than chance would explain, given the points before."),
        "worse": _("Worse, by more than chance would explain, given the points before."),
        "different": _("Different, by more than chance would explain, given the points before."),
        "chance": _(
            "The difference may be chance: the points after it are where those before would lead you to "
            "expect."
        ),
        "too-few": _("Too few points to tell: it takes at least {least} before and {after} after."),
    }[measured.outcome].format(least=FEWEST_BEFORE, after=FEWEST_AFTER)


def _no_proof(measured: Comparison) -> Iterator[str]:
    if measured.outcome in ("better", "worse", "different"):
        yield _(
            "That fits the change. It does not prove that the change did it: ask what else happened then."
        )


def axis_words(chart: Chart) -> str:
    """What the values are, for the head of a column: "Late doses, %"."""
    return ", ".join(filter(None, [chart.measure.what, unit_words(chart.measure)]))
