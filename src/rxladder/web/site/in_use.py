"""Whether a site or a worker runs on a data folder: nobody may put another folder in its place meanwhile.

A process that has the database open goes on writing into it wherever it was moved. What somebody was told is
saved would lie in the folder that was kept aside.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

FILE = "in-use.lock"
_held: list[IO[str]] = []


def hold(folder: Path) -> None:
    """Say that this process runs on a folder, for as long as it lives. A disk without locks goes without."""
    with suppress(OSError):
        file = (folder / FILE).open("a")
        _held.append(file)
        fcntl.flock(file, fcntl.LOCK_SH)


@contextmanager
def unused(folder: Path) -> Iterator[bool]:
    """Whether no such process runs on a folder; while this lasts, none begins to."""
    try:
        file = (folder / FILE).open("r+")
    except OSError:  # nobody ever ran on it, or its disk takes nothing
        yield True
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        except OSError:
            pass
        yield True
