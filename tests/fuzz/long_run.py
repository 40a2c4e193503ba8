"""Many cases one after another, in a process that a case may end: then the run goes on behind that case."""

from __future__ import annotations

import json
import mmap
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.fuzz.judged import drawn, judge
from tests.fuzz.targets import Target


class EndedError(Exception):
    """What a case did to its process."""


@dataclass
class Told:
    """How a run went. `slowest` and `grown`: of one case, seconds of the processor and megabytes."""

    target: str
    cases: int = 0
    refused: int = 0
    slowest: tuple[float, int] = (0.0, -1)
    grown: tuple[int, int] = (0, -1)
    seconds: float = 0.0
    failed: dict[str, int] = field(default_factory=dict)
    stopped: bool = False

    def add(self, part: Told) -> None:
        """Another part of the same run."""
        self.cases += part.cases
        self.refused += part.refused
        self.stopped = part.stopped
        self.seconds += part.seconds
        self.slowest, self.grown = max(self.slowest, part.slowest), max(self.grown, part.grown)
        for why, times in part.failed.items():
            self.fail(why, times)

    def fail(self, why: str, times: int = 1) -> None:
        """Count a way to fail."""
        self.failed[why] = self.failed.get(why, 0) + times

    def document(self, took: float) -> dict[str, Any]:
        """As JSON, with what a case took of the processor, its drawing included."""
        each = round(1000 * self.seconds / max(1, self.cases), 2)
        return {**asdict(self), "seconds": round(self.seconds), "ms a case": each, "took": round(took)}


def in_a_process(
    target: Target, seeds: Sequence[bytes], numbers: Sequence[int], out: Path
) -> tuple[Told, EndedError | None]:
    """Judge cases in a process of their own: how it went up to the case that ended it, if one did."""
    shown = mmap.mmap(-1, 1 << 16)
    process = os.fork()
    if not process:
        code = 1
        try:
            _judge_all(target, seeds, numbers, out, shown)
            code = 0
        finally:
            os._exit(code)
    stopped, status = _waited_for(process)
    size = int.from_bytes(shown[:8])
    found = json.loads(shown[8 : 8 + size]) if size else {"target": target.name}
    for name in ("slowest", "grown"):
        found[name] = tuple(found.get(name, (0, -1)))
    told = Told(**found | {"stopped": stopped})
    if stopped or not status:
        return told, None
    return told, EndedError(f"the process ended: {_word(os.waitstatus_to_exitcode(status))}")


def _waited_for(process: int) -> tuple[bool, int]:
    """Whether somebody stopped the run, and how the process ended."""
    try:
        return False, os.waitpid(process, 0)[1]
    except KeyboardInterrupt:
        os.kill(process, signal.SIGKILL)
        return True, os.waitpid(process, 0)[1]


def _word(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"code {code}"


def _judge_all(
    target: Target, seeds: Sequence[bytes], numbers: Sequence[int], out: Path, shown: mmap.mmap
) -> None:
    from tests.fuzz.__main__ import kept

    told = Told(target.name)
    started = time.process_time()
    for number in numbers:
        data = drawn(target, seeds, number)
        try:
            found = judge(target, data)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            told.fail(kept(out, target.name, data, error))
        else:
            told.refused += found.refused
            told.slowest = max(told.slowest, (round(found.seconds, 3), number))
            told.grown = max(told.grown, (found.grown >> 20, number))
        told.cases, told.seconds = told.cases + 1, time.process_time() - started
        _show(told, shown)


def _show(told: Told, shown: mmap.mmap) -> None:
    """Put it where the process that waits sees it, whatever happens to this one in the next case."""
    text = json.dumps(asdict(told)).encode()
    shown[8 : 8 + len(text)] = text
    shown[:8] = len(text).to_bytes(8)
