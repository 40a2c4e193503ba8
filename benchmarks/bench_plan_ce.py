"""What a proven plan of continuing education costs, beside a plan made greedily over the same activities.

Random people hold four credentials each, with some credits done; the catalogue has a thousand activities. The
greedy plan takes, again and again, the activity that gives the most missing hours for its price, until the
audit's count is met. `model` is all work on our side: what each activity would count for, leaving out what
others do at least as well, and building the programs; `solver` is HiGHS by its own account.
"""

from __future__ import annotations

import gc
import random
import sys
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from time import perf_counter

from benchmarks.rounds import table
from rxladder.career.record import Availability, Career, Credit, Holding, Person, Training
from rxladder.facts.activities import Activity
from rxladder.facts.load import load_packs
from rxladder.planning.board import Board, board_of
from rxladder.planning.ce import plan_ce
from rxladder.planning.ce_model import Clock
from rxladder.planning.offers import Offer, offers_of
from rxladder.planning.open_terms import open_terms
from rxladder.planning.options import Care, Option
from rxladder.rules.rulebook import rulebook

PEOPLE, ACTIVITIES, CREDENTIALS = 200, 1_000, 4
GOAL_MS, GOAL_RATIO = 150, 2
ON = date(2027, 6, 1)
PACKS = load_packs()
HELD = (
    "ptcb-cpht", "nha-cpht", "us-al-technician", "us-fl-technician", "us-ga-technician",
    "us-il-certified-technician", "us-mi-technician", "us-mn-technician", "us-nv-technician",
    "us-oh-registered-technician", "us-or-certified-technician", "us-ri-technician-2",
    "us-sc-registered-technician", "us-tx-technician", "us-ut-technician", "us-va-technician",
    "us-vt-technician", "us-wa-technician", "us-wy-technician",
)  # fmt: skip
ANSWERS = {"administers-vaccines": True, "direct-patient-care": True, "discloses-record": True,
           "enrolled-in-programme": False}  # fmt: skip


def catalogue(draw: random.Random) -> tuple[Activity, ...]:
    """A thousand activities: most by UAN, some of the boards' own; many end some day."""
    return tuple(_activity(draw, number) for number in range(ACTIVITIES))


def _activity(draw: random.Random, number: int) -> Activity:
    day = ON + timedelta(days=draw.randrange(30, 700))
    live = draw.random() < 0.1
    axes: dict[str, str] = {}
    if draw.random() < 0.7:
        area = draw.choice((1, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 8))
        axes["uan"] = f"0384-{number // 100:04}-26-{number % 1000:03}-{'L' if live else 'H'}{area:02}-T"
    else:
        axes = {axis: value for axis, value in draw.choice(PLACES)._asdict().items() if value}
    return Activity(
        id=f"a{number}",
        title=f"Activity {number}",
        hours=Fraction(draw.choice((2, 4, 4, 4, 5, 6, 8, 8, 12, 20)), 4),
        cost_usd=None
        if draw.random() < 0.05
        else Decimal(draw.choice((0, 5, 9, 10, 15, 19, 20, 25, 35, 49))),
        available_until=day if draw.random() < 0.5 else None,
        live_on=day if live else None,
        **axes,  # type: ignore[arg-type]
    )


PLACES = [ideal.place for id_ in HELD for ideal in rulebook(PACKS).ideals((id_,))]
"""Every kind of hour that some clause of some credential tells from others."""


def person(draw: random.Random) -> Career:
    """Somebody with four credentials and up to fifteen hours done."""
    holdings = tuple(
        Holding(id_, issued=date(2013, 5, 17), expires=ON + timedelta(days=draw.randrange(60, 360)))
        for id_ in draw.sample(HELD, CREDENTIALS)
    )
    credits = tuple(
        Credit(
            ON - timedelta(days=draw.randrange(1, 200)),
            Fraction(draw.choice((1, 2, 3))),
            f"Credit {number}",
            uan=f"0999-0000-25-{number:03}-{draw.choice('LH')}{draw.randrange(1, 9):02}-T",
        )
        for number in range(draw.randrange(0, 6))
    )
    rate = Fraction(draw.choice((2, 4, 6))) if draw.random() < 0.5 else None
    return Career(
        person=Person(birthday=date(1990, 2, 28)),
        facts=ANSWERS,
        holdings=holdings,
        credits=credits,
        trainings=(Training("ashp-acpe-accredited", completed=date(2012, 6, 1), hours=Fraction(600)),),
        availability=Availability(study_hours_per_week=rate),
    )


# --- Greedily


def greedy(career: Career, shelf: tuple[Activity, ...]) -> Decimal | None:
    """The cost of a plan made greedily; None where it fails. It knows no limits of time but the days."""
    board = board_of(open_terms(career, PACKS, ON), (one.hours for one in shelf if one.hours))
    offers = [offer for offer in offers_of(board, shelf, Care()) if offer.cents is not None]
    chosen: list[tuple[Offer, Option]] = []
    left = {offer.activity.id: offer for offer in offers}
    while not _met(board, chosen):
        lacking = _lacking(board, chosen)
        best = max(
            ((_gain(board, lacking, offer, option), offer, option)
             for offer in left.values() for option in offer.options),
            key=lambda each: (each[0] / ((each[1].cents or 0) + 1), -each[1].parts, each[1].activity.id),
            default=None,
        )  # fmt: skip
        if best is None or best[0] <= 0:
            return None
        chosen.append(best[1:])
        del left[best[1].activity.id]
    return Decimal(sum(offer.cents or 0 for offer, _ in chosen)) / 100


def _rows(board: Board, chosen: list[tuple[Offer, Option]], term: int) -> list[tuple[int, int, int]]:
    own = board.own
    return [(own(o.sure, term), own(o.possible, term), offer.parts) for offer, o in chosen]


def _met(board: Board, chosen: list[tuple[Offer, Option]]) -> bool:
    return all(q.met_with(_rows(board, chosen, q.term)) for q in board.questions)


def _lacking(board: Board, chosen: list[tuple[Offer, Option]]) -> list[tuple[int, int, float]]:
    found = []
    for question in board.questions:
        rows = _rows(board, chosen, question.term)
        for bit, amount in question.lacking.items():
            short = float(amount) - sum(parts for sure, _, parts in rows if sure & bit)
            if short > 0:
                found.append((question.term, bit, short))
        for bit, number in question.activities.items():
            short = number - sum(bool(sure & bit) for sure, _, _ in rows)
            if short > 0:
                found.append((question.term, bit, float(short * board.unit)))
    return found


def _gain(board: Board, lacking: list[tuple[int, int, float]], offer: Offer, option: Option) -> float:
    return sum(min(offer.parts, short) for term, bit, short in lacking if board.own(option.sure, term) & bit)


# --- Measuring


def main() -> None:
    """Measure and print."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    draw = random.Random(2027)
    plan_ce(person(draw), PACKS, ON, catalogue(draw))
    times: dict[str, list[tuple[float, float, int]]] = {"optimal": [], "infeasible": []}
    dearer, failed, over = [], 0, 0
    for _ in range(people):
        career, shelf = person(draw), catalogue(draw)
        gc.collect()
        clock, started = Clock(), perf_counter()
        plan = plan_ce(career, PACKS, ON, shelf, clock=clock)
        times[plan.status].append((perf_counter() - started, clock.solving, clock.programs))
        if plan.status == "optimal" and plan.activities:
            cost = greedy(career, shelf)
            if cost is None:
                failed += 1
            elif plan.cost_usd is not None:
                over += cost > plan.cost_usd
                dearer.append((cost, plan.cost_usd))
    _print(times, dearer, failed, over)


def _print(
    times: dict[str, list[tuple[float, float, int]]],
    dearer: list[tuple[Decimal, Decimal]],
    failed: int,
    over: int,
) -> None:
    rows = []
    for status, found in times.items():
        if not found:
            continue
        totals, solving = [total for total, _, _ in found], [solver for _, solver, _ in found]
        ours = [total - solver for total, solver, _ in found]
        goal = f"{GOAL_MS} ms or less at 95%" if status == "optimal" else ""
        for name, of, aim in (("whole plan", totals, goal), ("model", ours, ""), ("solver", solving, "")):
            shown = (f"{_at(of, share) * 1e3:.0f} ms" for share in (0.5, 0.95, 1.0))
            rows.append([f"{status}: {name}", *shown, aim])
        aim = f"{GOAL_RATIO} or less" if status == "optimal" else ""
        rows.append([f"{status}: model over solver", f"{sum(ours) / sum(solving):.2f}", "", "", aim])
    people = sum(map(len, times.values()))
    head = ["", "median", "95%", "most", "goal"]
    table(f"{people} people, {CREDENTIALS} credentials, {ACTIVITIES} activities", head, rows)
    each = sum(programs for found in times.values() for _, _, programs in found) / people
    counts = f"proven optimal {len(times['optimal'])}, infeasible {len(times['infeasible'])}"
    print(f"  {counts}; {each:.1f} programs each")
    by = float(sum(cost for cost, _ in dearer) / sum(cost for _, cost in dearer) - 1)
    print(f"  greedy: fails {failed} times; dearer {over} times of {len(dearer)}, by {by:.0%} in all")
    print()


def _at(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


if __name__ == "__main__":
    main()
