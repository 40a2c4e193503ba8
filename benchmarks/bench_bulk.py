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
from rounds import table

from rxladder.facts.load import load_packs
from rxladder.workforce.example import write_workforce
from rxladder.workforce.example_shares import NATION

ON = date(2026, 11, 25)
SIZES = (10_000, 100_000, NATION, 1_000_000)
LARGER = (2_000_000, 5_000_000)
SAMPLE = 2_000
ROUNDS = 3
BY_HAND = ("ptcb-cpht", "nha-cpht")
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
# What somebody who knows the two certifications would write, with nothing checked, explained or left open.
HAND = f"""
import sys
import duckdb
folder, out = sys.argv[1:3]
duckdb.sql(f'''
COPY (
WITH held AS (
    SELECT person, credential, expires AS term_ends,
        CASE WHEN issued > expires + INTERVAL 1 DAY - INTERVAL 24 MONTH
                OR date_trunc('month', issued + INTERVAL 24 MONTH) = date_trunc('month', expires) THEN issued
            ELSE (expires + INTERVAL 1 DAY - INTERVAL 24 MONTH)::DATE END AS term_starts
    FROM '{{folder}}/holdings.parquet'
    WHERE credential IN {BY_HAND} AND expires IS NOT NULL
), taken AS (
    SELECT person, date, hours, coalesce(status, 'done') = 'done' AS done,
        coalesce(substr(uan, -4, 2), topic) AS about, right(uan, 1) AS whom,
        format = 'college-course' AS college,
        coalesce(left(uan, 16) || substr(uan, -4, 2), concat(date, hours, status)) AS activity,
        uan IS NOT NULL OR accreditation = 'acpe' AS acpe
    FROM '{{folder}}/credits.parquet' WHERE hours BETWEEN 0 AND 1000
), once AS (
    SELECT person, credential, term_starts, term_ends, activity,
        max(hours) AS hours, bool_or(done) AS done, any_value(about) AS about, any_value(whom) AS whom,
        bool_or(college) AS college, bool_or(acpe) AS acpe
    FROM held JOIN taken USING (person) WHERE date BETWEEN term_starts AND term_ends GROUP BY ALL
), summed AS (
    SELECT held.*,
        coalesce(sum(hours) FILTER (done AND coalesce(whom, 'T') = 'T' AND NOT coalesce(college, false)), 0)
            AS free,
        coalesce(sum(hours) FILTER (done AND whom = 'P'), 0) AS pharmacist,
        coalesce(sum(hours) FILTER (done AND college), 0) AS college,
        coalesce(sum(hours) FILTER (done AND about IN ('03', 'law', 'state-law')), 0) AS law,
        coalesce(sum(hours) FILTER (done AND about IN ('05', 'patient-safety', 'medication-errors')), 0)
            AS safety,
        coalesce(sum(hours) FILTER (done AND whom = 'T'), 0) AS technician,
        coalesce(sum(hours) FILTER (done AND NOT acpe), 0) AS other,
        coalesce(sum(hours) FILTER (NOT done), 0) AS planned
    FROM held LEFT JOIN once USING (person, credential, term_starts, term_ends) GROUP BY ALL
), judged AS (
    SELECT *, credential = 'ptcb-cpht' AS ptcb,
        CASE WHEN ptcb THEN free + least(pharmacist, 5) + least(college, 10)
            ELSE free + pharmacist + college END AS total
    FROM summed
), clauses AS (
    SELECT *, unnest([
        {{{{'clause': 'total', 'needed': 20.0, 'counted': total}}}},
        {{{{'clause': 'law', 'needed': 1.0, 'counted': law}}}},
        {{{{'clause': 'patient-safety', 'needed': 1.0, 'counted': safety}}}}
    ] || CASE WHEN ptcb THEN [
        {{{{'clause': 'technician', 'needed': 15.0, 'counted': technician + other}}}},
        {{{{'clause': 'pharmacist-cap', 'needed': 5.0, 'counted': least(pharmacist, 5)}}}},
        {{{{'clause': 'college-course-cap', 'needed': 10.0, 'counted': least(college, 10)}}}}
    ] ELSE [] END) AS one,
    greatest(20 - total, greatest(1 - law, 0) + greatest(1 - safety, 0),
        CASE WHEN ptcb THEN 15 - technician - other ELSE 0 END, 0) AS hours_to_go
    FROM judged
)
SELECT person, credential, term_starts, term_ends,
    CASE WHEN term_ends < DATE '{ON}' THEN 'lapsed' WHEN hours_to_go = 0 THEN 'met'
        WHEN hours_to_go <= planned THEN 'planned' ELSE 'short' END AS status,
    hours_to_go, one.clause AS clause, 'hours' AS unit, one.needed AS needed,
    one.counted AS counted,
    CASE WHEN one.clause LIKE '%-cap' THEN 0 ELSE greatest(one.needed - one.counted, 0) END AS missing,
    CASE WHEN missing = 0 THEN 'met' ELSE 'short' END AS state
FROM clauses ORDER BY person, credential, term_starts, term_ends, clause
) TO '{{out}}' (FORMAT parquet, COMPRESSION zstd)
''')
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


def against_hand(folder: Path) -> list[str]:
    """The same certifications by the packs and by a query of hand, taking turns."""
    costs: dict[str, list[Cost]] = {AUDIT: [], HAND: []}
    outs = {AUDIT: folder / "packs.out", HAND: folder / "hand.out"}
    for _ in range(ROUNDS):
        for code, found in costs.items():
            found.append(run(code, folder, outs[code])[0])
    mine, theirs = (median(cost.clock for cost in found) for found in costs.values())
    mine_p, theirs_p = (median(cost.processor for cost in found) for found in costs.values())
    what = ("person", "credential", "clause", "counted", "missing")
    same, rows = duckdb.sql(
        f"SELECT count(h.person), count(*) FROM (SELECT {', '.join(what)} FROM '{outs[AUDIT]}') a"
        f" LEFT JOIN (SELECT DISTINCT {', '.join(what)} FROM '{outs[HAND]}') h"
        f" ON {' AND '.join(f'a.{one} = h.{one}' for one in what)}"
    ).fetchall()[0]
    said = f"{mine:.1f} s against {theirs:.1f} s ({mine_p:.1f} and {theirs_p:.1f} of the processor)"
    return [
        f"two certifications, {rows:,} rows ({same / rows:.1%} alike), by hand",
        said,
        f"{mine / theirs:.2f}",
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
            against_hand(workforce(base, NATION, BY_HAND)),
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
