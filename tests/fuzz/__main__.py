"""Fuzzing by hand, from the project's folder: `python -m tests.fuzz run`, `... large`, `... guided`.

`run` draws changed files, the same changes every time, and judges each. `large` repeats each part of a real
file until it is large. `guided` lets atheris look for files that reach new code. What fails is written into
a folder, one file for each way to fail.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.targets import Target


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("how", choices=("run", "large", "guided", "list"))
    parser.add_argument("targets", nargs="*", help="by name; none: all")
    parser.add_argument("--cases", type=int, help="of each target (default: what the target asks for)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--seconds", type=int, default=60, help="of each target, for `guided`")
    parser.add_argument("--out", type=Path, default=Path("fuzz-found"), help="where what fails is written")
    asked = parser.parse_args(words)
    warnings.simplefilter("ignore")  # libraries warn of what is damaged
    _start_django()
    from tests.fuzz.targets import BY_NAME

    names = asked.targets or list(BY_NAME)
    if asked.how == "list":
        print("\n".join(names))
        return 0
    if asked.how == "guided":
        from tests.fuzz.guided import guide

        return max(guide(name, asked.seconds, asked.out) for name in names)
    if asked.how == "large":
        return max([_large(name, asked.out) for name in names])
    return max([_run(name, asked.cases, asked.first, asked.out) for name in names])


def _large(name: str, out: Path) -> int:
    """Judge a target's files in which one thing stands very often; a line for each that fails."""
    from dataclasses import replace

    from tests.fuzz.enlarged import enlarged
    from tests.fuzz.judged import judge
    from tests.fuzz.targets import BY_NAME

    target = BY_NAME[name]
    patient = replace(target, seconds=target.large_seconds, megabytes=max(500, target.megabytes))
    count, failed, slowest = 0, 0, (0.0, "")
    with database_of(target):
        for place, seed in enumerate(target.seeds()):
            for what, data in enlarged(seed, target.large, target.words):
                count += 1
                try:
                    found = judge(patient, data)
                except BaseException as error:
                    if isinstance(error, KeyboardInterrupt):
                        raise
                    failed += 1
                    kept(out, name, data, error)
                    print(
                        json.dumps(
                            {
                                "target": name,
                                "seed": place,
                                "what": what,
                                "why": f"{type(error).__name__} {error}"[:200],
                            }
                        ),
                        flush=True,
                    )
                    continue
                slowest = max(slowest, (round(found.seconds, 2), f"{place} {what}"))
    print(json.dumps({"target": name, "large": count, "failed": failed, "slowest": slowest}), flush=True)
    return bool(failed)


def _start_django() -> None:
    """Settings and a database for the targets that write to one, in a folder that goes with the process."""
    import tests.conftest  # noqa: F401 - it sets Django up as for every test


def _run(name: str, cases: int | None, first: int, out: Path) -> int:
    """Judge a target's cases; 1 if any failed. A line of JSON tells how it went."""
    from tests.fuzz.judged import drawn
    from tests.fuzz.long_run import Told, in_a_process
    from tests.fuzz.targets import BY_NAME

    target = BY_NAME[name]
    seeds = list(target.seeds())
    last = first + (target.most if cases is None else cases)
    told, started, place = Told(name), time.monotonic(), first
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a run that is stopped tells how far it came
    while place < last and not told.stopped:
        with database_of(target):
            part, ended = in_a_process(target, seeds, range(place, last), out)
        told.add(part)
        place += part.cases
        if ended:
            told.fail(kept(out, name, drawn(target, seeds, place), ended))
            place, told.cases = place + 1, told.cases + 1
    print(json.dumps(told.document(time.monotonic() - started)), flush=True)
    return bool(told.failed)


def kept(out: Path, name: str, data: bytes, error: BaseException) -> str:
    """Keep the shortest file for each place at which the program failed."""
    frames = [
        one for one in traceback.extract_tb(error.__traceback__) if "/tests/fuzz/judged" not in one.filename
    ]
    where = frames[-1] if frames else None
    words = "" if where else str(error)[:80]
    why = f"{type(error).__name__} {where.name + ':' + str(where.lineno) if where else words}"
    path = out / name / sha256(why.encode()).hexdigest()[:8]
    if not path.exists() or path.stat().st_size > len(data):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        lines = "".join(traceback.format_exception(error))[-6_000:]
        path.with_suffix(".txt").write_text(f"{why}\n{lines}", encoding="utf-8", errors="replace")
    return why


def database_of(target: Target) -> AbstractContextManager[None]:
    """An empty database for a target that writes to one."""

    @contextmanager
    def emptied() -> Iterator[None]:
        from django.test.utils import setup_databases, teardown_databases

        made = setup_databases(verbosity=0, interactive=False)
        try:
            yield
        finally:
            teardown_databases(made, verbosity=0)

    return emptied() if target.database else nullcontext()


if __name__ == "__main__":
    sys.exit(main())
