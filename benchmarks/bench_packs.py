"""What loading all packs takes, cold and from the cache, against only parsing the same YAML with libyaml.

Each measurement is a process of its own, with everything imported before the clock starts. The bare parse
reads the same files with PyYAML's C loader and checks nothing.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from benchmarks.rounds import medians, table
from rxladder.facts.load import DATA, load_packs

GOALS = {"cold": 2.0, "from the cache": 0.15}


def parse(_cache: Path) -> None:
    """Parse the vocabulary and every pack, and nothing else."""
    for path in [DATA / "vocabulary.yaml", *sorted((DATA / "packs").glob("*.yaml"))]:
        yaml.load(path.read_bytes(), yaml.CSafeLoader)


def cold(_cache: Path) -> None:
    """Read, type and check every pack."""
    load_packs()


def cached(cache: Path) -> None:
    """Take the packs from the cache, as long as no file has changed."""
    load_packs(cache_folder=cache)


WORK: dict[str, Callable[[Path], None]] = {"bare parse": parse, "cold": cold, "from the cache": cached}


def in_a_process(name: str, cache: Path) -> float:
    """The seconds that a piece of work takes in a new process."""
    command = [sys.executable, "-m", "benchmarks.bench_packs", name, str(cache)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure(name: str, cache: Path) -> None:
    """Do a piece of work once and print its seconds."""
    started = time.perf_counter()
    WORK[name](cache)
    print(time.perf_counter() - started)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="rxladder-bench-") as folder:
        cache = Path(folder)
        cache.chmod(0o700)
        in_a_process("from the cache", cache)
        found = medians({name: lambda name=name: in_a_process(name, cache) for name in WORK}, rounds=7)
    bare = found["bare parse"]
    rows = [
        [
            name,
            f"{seconds * 1e3:.0f} ms",
            f"{seconds / bare:.2f}",
            f"{GOALS[name] * 1e3:.0f} ms or less" if name in GOALS else "",
        ]
        for name, seconds in found.items()
    ]
    table("Loading all packs, against parsing the same YAML", ["", "time", "ratio", "goal"], rows)


if len(sys.argv) == 3:
    measure(sys.argv[1], Path(sys.argv[2]))
else:
    main()
