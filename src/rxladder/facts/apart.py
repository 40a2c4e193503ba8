"""A process of its own for what strangers' files may do to a library in C, with bounds on time and memory."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from threading import BoundedSemaphore

SECONDS = 20
MEMORY = 2 * 1024**3
"""What one process may take: seconds of the processor, and bytes of addresses (most of them never used)."""
AT_ONCE = 4
"""So many of them run for one process of ours; the others wait. Many files at once must not add up."""
_free = BoundedSemaphore(AT_ONCE)


def bound(seconds: int = SECONDS, memory: int = MEMORY) -> None:
    """Take no more than this from now on; where a system knows no such bounds, go without."""
    import resource

    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


def told_by(command: Sequence[str], sent: bytes, seconds: float) -> bytes:
    """What a process wrote that got `sent`, also where it died or was stopped after so many seconds.

    Nothing where for as long as that none was free: who sends many bad files must not hold up everybody.
    """
    if not _free.acquire(timeout=seconds):
        return b""
    try:
        return _run(command, sent, seconds)
    finally:
        _free.release()


def _run(command: Sequence[str], sent: bytes, seconds: float) -> bytes:
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        try:
            return process.communicate(sent, timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            return process.communicate()[0]
