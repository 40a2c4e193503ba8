"""Fuzzing that learns: atheris keeps whatever reaches new code and changes that further.

A process for each target, since libFuzzer ends the one in which it runs. It goes on behind what fails, and
keeps its corpus, so that the next run begins where this one ended.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import warnings
from pathlib import Path
from random import Random

LIBRARIES = (
    "rxladder",
    "vobject",
    "icalendar",
    "fastfeedparser",
    "openbadgeslib",
    "yaml",
    "zipfile",
    "csv",
    "email",
)
LONGEST = 20_000


def guide(name: str, seconds: int, out: Path) -> int:
    """Look for so many seconds; 1 if anything failed. A line of JSON tells how it went."""
    before = {path.name for path in (out / name).glob("*.txt")}
    command = [sys.executable, "-m", "tests.fuzz.guided", name, str(seconds), str(out)]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
    units = re.findall(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    edges = re.findall(r"cov: (\d+)", done.stderr)
    found = sorted({path.name for path in (out / name).glob("*.txt")} - before)
    told = {
        "target": name,
        "guided": int(units[-1]) if units else None,
        "reached": [int(edges[0]), int(edges[-1])] if edges else [],
        "failed": found,
    }
    if not units:
        told["said"] = done.stderr[-400:]
    print(json.dumps(told), flush=True)
    return bool(found) or not units


def main(name: str, seconds: str, out: str) -> None:
    """Run in a process of one's own; it does not come back."""
    import atheris

    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=list(LIBRARIES), enable_loader_override=False):
        import tests.conftest  # noqa: F401 - it sets Django up
        from tests.fuzz.targets import BY_NAME
    from tests.fuzz.__main__ import database_of, kept
    from tests.fuzz.changes import changed
    from tests.fuzz.judged import judge

    target = BY_NAME[name]
    seeds = list(target.seeds())
    corpus = Path(out) / name / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)

    def one(data: bytes) -> None:
        try:
            judge(target, data)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            kept(Path(out), name, data, error)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)
        if random.random() < 0.5:
            return atheris.Mutate(data, most)
        numbers = [random.getrandbits(48) for _time in range(random.choice((1, 1, 2, 4)))]
        return changed(data, numbers, target.inside, (seeds, target.words))[:most]

    longest = max(LONGEST, *(2 * len(seed) for seed in seeds))
    flags = [
        f"-max_total_time={seconds}",
        f"-max_len={longest}",
        "-rss_limit_mb=4000",
        "-timeout=60",
        "-print_final_stats=1",
        f"-artifact_prefix={Path(out) / name}/",
    ]
    atheris.Setup([sys.argv[0], *flags, str(corpus)], one, custom_mutator=mutate)
    with database_of(target):
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:4])
