"""What a term's hours against time cost: the figures against one audit, and the drawing against the figures.

A forecast asks the audit again for every day on which hours changed, so it is measured in audits. A drawing
is made once and kept by its content: it is measured new, and once more when nothing has changed.
"""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from fractions import Fraction

from benchmarks.rounds import medians, table, timed
from rxladder.career.demo import demo_career
from rxladder.career.record import Career, Credit, Holding
from rxladder.facts.load import load_packs
from rxladder.papers.forecast_plot import forecast_plot
from rxladder.rules.audit import audit
from rxladder.rules.forecast import Forecast, forecast

PACKS = load_packs()
ON = date(2026, 11, 22)
MANY = 200


def many_credits() -> Career:
    """A person with two holdings and more credits than anyone has in a term, each on a day of its own."""
    return Career(
        holdings=(
            Holding("us-tx-technician", date(2021, 7, 1), date(2027, 6, 30)),
            Holding("ptcb-cpht", date(2021, 5, 10), date(2027, 5, 31)),
        ),
        credits=tuple(
            Credit(
                date(2025, 7, 2) + timedelta(days=2 * n),
                Fraction(1, 4),
                title=f"No. {n}",
                uan=f"0384-{n:04}-26-{n:03}-H0{1 + n % 8}-T",
            )
            for n in range(MANY)
        ),
    )


def figures(career: Career) -> dict[str, float]:
    """The seconds of one audit and of a whole forecast."""
    now = audit(career, PACKS, ON)
    return medians(
        {
            "audit": lambda: timed(lambda: audit(career, PACKS, ON), 5),
            "forecast": lambda: timed(lambda: forecast(career, PACKS, now)),
        }
    )


def drawings() -> dict[str, float]:
    """The seconds of a drawing never made before, and of one that was."""
    days = itertools.count()
    career = demo_career(ON, PACKS)
    again = forecast(career, PACKS, audit(career, PACKS, ON))[0]

    def another() -> Forecast:
        on = ON - timedelta(days=next(days))
        return forecast(career, PACKS, audit(career, PACKS, on))[0]

    def new() -> float:
        found = another()
        return timed(lambda: forecast_plot(found))

    # The first drawing starts the engine that draws; this one is kept from then on.
    forecast_plot(again)
    return medians({"new": new, "again": lambda: timed(lambda: forecast_plot(again), 5)})


def main() -> None:
    """Measure and print."""
    rows = []
    for name, career in (("demo", demo_career(ON, PACKS)), (f"{MANY} credits", many_credits())):
        found = figures(career)
        ratio = found["forecast"] / found["audit"]
        rows.append([name, f"{found['audit'] * 1e3:.2f}", f"{found['forecast'] * 1e3:.1f}", f"{ratio:.0f}"])
    table("figures, both holdings", ["", "audit ms", "forecast ms", "audits"], rows)
    found = drawings()
    ratio = found["new"] / found["again"]
    row = ["one plot", f"{found['new'] * 1e3:.1f}", f"{found['again'] * 1e3:.2f}", f"{ratio:.0f}"]
    table("drawing", ["", "new ms", "again ms", "times"], [row])


main()
