"""A made-up workforce as large as the nation's, audited from Parquet to Parquet.

It takes sizes up to a million people; `bench_bulk.py --growth FILE.svg` goes on to five million and draws how
the cost grows. Times of the processors stand beside those of the clock, which a busy machine spoils.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.rounds import table
from rxladder.facts.load import load_packs
from rxladder.workforce.example import write_workforce
from rxladder.workforce.example_shares import NATION

ON = date(2026, 11, 25)
SIZES = (10_000, 100_000, NATION, 1_000_000)
LARGER = (2_000_000, 5_000_000)
SAMPLE = 10_000
ROUNDS = 3
TWO = ("ptcb-cpht", "nha-cpht")
GOALS = {"seconds": "10 or less", "by hand": "2 or less", "one by one": "10 or more"}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program took: seconds of the clock and of the processors, and its largest memory in MB."""

    clock: float
    processor: float
    memory: float


def run(code: str, *args: object) -> tuple[Cost, str]:
    """Run a program in a process of its own; its cost, and what it printed."""
    started = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, args)], check=True, capture_output=True, text=True
    )
    clock, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(clock, processor, float(done.stdout.split()[-1]) / 1024), done.stdout


PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
AUDIT = f"""
import sys
from rxladder.cli import app
if __name__ == "__main__":
    app(["bulk", sys.argv[1], "--out", sys.argv[2], "--on", "{ON}", "--json"], standalone_mode=False)
    {PEAK}
"""
ONE_BY_ONE = f"""
import sys
from datetime import date
from pathlib import Path
import duckdb
from rxladder.career.ids import ids_of
from rxladder.facts.load import load_packs
from rxladder.workforce import checks
from rxladder.workforce.origins import InFolder
from rxladder.workforce.reference import audit_undecided, referees
if __name__ == "__main__":
    packs = load_packs()
    with referees(packs, date.fromisoformat("{ON}"), {os.cpu_count()}) as others:
        con = duckdb.connect()
        checks.prepare(con)
        for raw in InFolder(Path(sys.argv[1])).tables(con, Path(sys.argv[1])):
            checks.check(con, raw, ids_of(packs))
        con.execute("CREATE TABLE undecided AS SELECT person, credential, 'asked' AS reason FROM holdings")
        audit_undecided(con, others, lambda _: None)
    con.execute("COPY (SELECT * FROM referred ORDER BY ALL) TO '" + sys.argv[2] + "' (FORMAT parquet)")
    {PEAK}
"""
HAND = f"""
import sys
import duckdb
folder, out, query = sys.argv[1:4]
duckdb.sql(open(query, encoding="utf-8").read().format(folder=folder, out=out, on="{ON}"))
{PEAK}
"""


@contextmanager
def workforces() -> Iterator[Path]:
    """A folder for workforces; one that RXLADDER_BENCH names is kept and used again."""
    kept = os.environ.get("RXLADDER_BENCH")
    with tempfile.TemporaryDirectory() as name:
        yield Path(kept or name)


def workforce(base: Path, people: int, credentials: Sequence[str] = ()) -> Path:
    """A folder with a made-up workforce, of some credentials alone if they are named."""
    folder = base / f"{people}{'-'.join(('', *credentials))}"
    if not (folder / "credits.parquet").exists():
        write_workforce(folder, load_packs(), ON, people)
        if credentials:
            path = folder / "holdings.parquet"
            some = f"SELECT * FROM '{path}' WHERE credential IN {tuple(credentials)}"
            duckdb.sql(f"COPY ({some}) TO '{path}.some' (FORMAT parquet)")
            path.with_name("holdings.parquet.some").replace(path)
    return folder


def alike(mine: Path, theirs: Path) -> tuple[int, int, int]:
    """How many rows of a result there are, how many another tells alike, and how many with the status."""
    key, told = ("person", "credential", "clause"), ("counted", "missing")
    same = " AND ".join(f"a.{one} IS NOT DISTINCT FROM h.{one}" for one in ("clause", *told))
    rows, found, status = duckdb.sql(
        f"SELECT count(*), count(h.person), count(*) FILTER (a.status = h.status)"
        f" FROM '{mine}' a LEFT JOIN (SELECT DISTINCT ON ({', '.join(key)}) * FROM '{theirs}') h"
        f" ON a.person = h.person AND a.credential = h.credential AND {same}"
    ).fetchall()[0]
    return int(rows), int(found), int(status)


def against_hand(folder: Path, query: str, what: str) -> list[str]:
    """A workforce by the packs and by a query of hand, taking turns."""
    mine, theirs, outs = [], [], (folder / "packs.parquet", folder / "hand.parquet")
    for _ in range(ROUNDS):
        mine.append(run(AUDIT, folder, outs[0])[0])
        theirs.append(run(HAND, folder, outs[1], Path(__file__).with_name(query))[0])
    clock = [median(cost.clock for cost in found) for found in (mine, theirs)]
    processor = [median(cost.processor for cost in found) for found in (mine, theirs)]
    rows, same, status = alike(*outs)
    processors = f"{processor[0]:.1f} and {processor[1]:.1f} of the processor"
    return [
        f"{what}, {rows:,} rows ({same / rows:.1%} alike, {status / rows:.1%} in the status, too), by hand",
        f"{clock[0]:.1f} s against {clock[1]:.1f} s ({processors})",
        f"{clock[0] / clock[1]:.2f}",
        GOALS["by hand"],
    ]


def main() -> None:
    """Measure and print."""
    with workforces() as base:
        sizes = [*SIZES, *(LARGER if "--growth" in sys.argv else ())]
        costs = {}
        rows = []
        for people in sizes:
            folder = workforce(base, people)
            cost, printed = run(AUDIT, folder, folder / "out")
            costs[people] = cost
            said = json.loads(printed[: printed.rindex("}") + 1])
            per_million = cost.processor / people * 1e6
            rows.append(
                [f"{people:,}", f"{said['rows']:,}", f"{cost.clock:.1f} s", f"{cost.processor:.1f} s",
                 f"{per_million:.0f} s", f"{cost.memory:,.0f} MB", f"{said['referred']['share']:.2%}"]
            )  # fmt: skip
        head = ["people", "rows", "clock", "processors", "a million people", "peak memory", "left open"]
        table("A workforce from Parquet to Parquet under all packs (the nation: 10 s or less)", head, rows)
        few = workforce(base, SAMPLE)
        by_one, _ = run(ONE_BY_ONE, few, few / "referred.out")
        nation = costs[NATION]
        faster = (by_one.clock / SAMPLE) / (nation.clock / NATION)
        compared = [
            against_hand(workforce(base, NATION), "workforce_by_hand.sql", "all rules"),
            against_hand(workforce(base, NATION, TWO), "certifications_by_hand.sql", "two certifications"),
            [f"{SAMPLE:,} people one by one, on the same processors",
             f"{by_one.clock / SAMPLE * 1e6:,.0f} µs against {nation.clock / NATION * 1e6:,.0f} µs a person",
             f"{faster:.0f}", GOALS["one by one"]],
        ]  # fmt: skip
        table("Against other ways", ["", "", "ratio", "goal"], compared)
        if "--growth" in sys.argv:
            draw(Path(sys.argv[sys.argv.index("--growth") + 1]), costs)


def draw(path: Path, costs: dict[int, Cost]) -> None:
    """Draw how the processors' time grows with the people, both axes by powers of ten."""
    import vl_convert

    values = [{"people": people, "seconds": cost.processor} for people, cost in costs.items()]
    scale = {"type": "log"}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": values},
        "width": 480,
        "height": 280,
        "title": "A workforce's audit: cost by size",
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "people", "type": "quantitative", "scale": scale, "title": "people"},
            "y": {
                "field": "seconds", "type": "quantitative", "scale": scale,
                "title": "seconds of two processors, added up",
            },
        },
    }  # fmt: skip
    path.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")


if __name__ == "__main__":
    main()
