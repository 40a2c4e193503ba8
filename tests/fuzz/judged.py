"""One case, judged: the promised error or none, in bounded time and memory."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from tests.fuzz.changes import changed
from tests.fuzz.targets import Target

LONGEST_WORDS = 2_100
"""Letters of what a person is told; a file's own words are quoted in it, and cut."""


class TooLongError(BaseException):
    """The case took far too long; no handler of the program's own may catch it."""


@dataclass(frozen=True)
class Measured:
    """What a case took: seconds of the processor, and by how many bytes the process grew at most."""

    refused: bool
    seconds: float
    grown: int


def judge(target: Target, data: bytes) -> Measured:
    """Run a case. AssertionError, or what the target raised against its promise, where it is not well."""
    _forget_most()
    before, started, refused = most_memory(), time.process_time(), False
    with _no_longer_than(2 * target.seconds):
        try:
            target.run(data)
        except target.promised as error:
            refused = True
            words = str(error)
            assert words.strip(), "the error says nothing"
            assert words.isprintable(), f"the error is more than one plain line: {words[:300]!r}"
            assert len(words) <= LONGEST_WORDS, f"the error is {len(words)} letters long"
    found = Measured(refused, time.process_time() - started, most_memory() - before)
    assert found.seconds <= target.seconds, f"took {found.seconds:.1f} s"
    assert found.grown <= target.megabytes << 20, f"took {found.grown >> 20} MB"
    return found


def _forget_most() -> None:
    """Have the system count anew, so that what an earlier case took hides nothing; not every system can."""
    try:
        os.write(_refs(), b"5")
    except OSError:
        return


@cache
def _refs() -> int:
    return os.open("/proc/self/clear_refs", os.O_WRONLY)


def most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Stop Python after so many seconds of the processor; what hangs in C the process's own limit ends."""

    def over(_number: int, _frame: Any) -> None:
        raise TooLongError(f"more than {seconds} s")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def case(target: Target, seeds: Sequence[bytes], place: int, numbers: Sequence[int]) -> bytes:
    """The case of a seed and some changes."""
    data = seeds[place % len(seeds)]
    return changed(data, numbers, target.inside, (seeds, target.words))


def drawn(target: Target, seeds: Sequence[bytes], number: int) -> bytes:
    """The case of a number; a long run takes them one after another."""
    random = Random(f"{target.name} {number}")
    times = random.choice((1, 1, 2, 2, 3, 5, 8))
    return case(target, seeds, random.randrange(1 << 16), [random.getrandbits(48) for _time in range(times)])
