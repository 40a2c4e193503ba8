"""What an audit costs, explained and written to JSON, against a bare loop that only sums the same hours.

The bare loop knows nothing: no rules, no terms, no caps, no words. It adds up hours by topic between two
days. No career is audited twice: dates, hours, topics and numbers of all credits are drawn anew for each.
"""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from itertools import count
from typing import Any

from benchmarks.rounds import medians, table, timed
from rxladder.career.file import read_career
from rxladder.career.record import Career
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.output import audit_json

GOAL = 60
CAREERS, CREDITS = 100, 30
ON = date(2026, 11, 25)
STARTS, ENDS = date(2025, 7, 1), date(2027, 6, 30)
TEXAS = {"credential": "us-tx-technician", "issued": "2021-07-01", "expires": ENDS.isoformat()}
PTCB = {"credential": "ptcb-cpht", "issued": "2021-05-10", "expires": "2027-05-31"}
TOPICS = ("general-pharmacy", "patient-safety", "law", "state-law", "immunizations", "compounding")
PACKS = load_packs()
_seeds = count()

Sums = list[tuple[date, str, float]]


def career(holdings: list[dict[str, Any]], in_service: bool) -> Career:
    """A person with thirty credits around the term; a third of them in service where the cap is to bind."""
    draw = random.Random(next(_seeds))
    credits = [_credit(draw, number, in_service and number % 3 == 0) for number in range(CREDITS)]
    facts = {"direct-patient-care": True, "discloses-record": True}
    document = {"rxladder": 1, "facts": facts, "holdings": holdings, "credits": credits}
    return read_career(json.dumps(document), PACKS)


def _credit(draw: random.Random, number: int, in_service: bool) -> dict[str, Any]:
    day = STARTS - timedelta(days=60) + timedelta(days=draw.randrange((ON - STARTS).days + 60))
    found: dict[str, Any] = {"date": day.isoformat(), "hours": draw.randrange(1, 9) / 4}
    found["title"] = f"Activity {number}"
    if in_service:
        return found | {
            "hours": 1,
            "topic": "general-pharmacy",
            "format": "in-service",
            "accreditation": "other",
        }
    if draw.random() < 0.5:
        area, activity = f"{draw.randrange(1, 9):02}", f"{draw.randrange(1, 1000):03}"
        release = str(day.year)[2:]
        return found | {
            "uan": f"0384-0000-{release}-{activity}-{draw.choice('LH')}{area}-{draw.choice('TTTP')}"
        }
    topic = draw.choice(TOPICS)
    found |= {"topic": topic, "format": draw.choice(("live", "home-study")), "accreditation": "acpe"}
    return found | ({"jurisdiction": "us-tx"} if topic == "state-law" else {"audience": "technician"})


def answer(one: Career) -> bytes:
    """The whole answer, as a program gets it."""
    return audit_json(audit(one, PACKS, ON))


def bare(credits: Sums) -> dict[str, float]:
    """Hours by topic between two days."""
    sums: dict[str, float] = {}
    for day, topic, hours in credits:
        if STARTS <= day <= ENDS:
            sums[topic] = sums.get(topic, 0.0) + hours
    return sums


def for_bare(one: Career) -> Sums:
    """A career's credits as the bare loop wants them."""
    return [(credit.date, credit.topic or "", float(credit.hours)) for credit in one.credits]


def main() -> None:
    """Measure and print."""
    kinds = {
        "one holding": ([TEXAS], False),
        "one holding, a cap binds": ([TEXAS], True),
        "one holding, clauses overlap": ([PTCB], False),
        "two holdings": ([TEXAS, PTCB], False),
    }
    contestants = {}
    for name, kind in kinds.items():

        def audited(kind: Any = kind) -> float:
            fresh = iter([career(*kind) for _ in range(CAREERS)])
            return timed(lambda: answer(next(fresh)), CAREERS)

        def summed(kind: Any = kind) -> float:
            fresh = [for_bare(career(*kind)) for _ in range(CAREERS)]
            return timed(lambda: [bare(credits) for credits in fresh], 20) / CAREERS

        contestants |= {name: audited, f"bare: {name}": summed}
    found = medians(contestants)
    rows = []
    for name in kinds:
        mine, theirs = found[name], found[f"bare: {name}"]
        goal = f"{GOAL} or less" if name == "one holding" else ""
        rows.append([name, f"{mine * 1e6:.0f} µs", f"{theirs * 1e6:.2f} µs", f"{mine / theirs:.0f}", goal])
    head = ["", "audit", "bare loop", "ratio", "goal"]
    table(f"An audit with {CREDITS} credits, explained, as JSON, against summing the hours", head, rows)


main()
