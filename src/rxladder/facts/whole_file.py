"""Writing a file so that it is whole or as it was before, even if the disk is full or the program killed."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from uuid import uuid4


def write_whole(path: Path, content: bytes) -> None:
    """Put a content in the place of a file. OSError where that fails; what was there is then as it was."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        # A pipe or a terminal: nothing there to keep.
        path.write_bytes(content)
        return
    aside = path.with_name(f".{path.name[-80:]}.{uuid4().hex}")
    try:
        write_new(aside, content)
        with suppress(OSError):
            aside.chmod(stat.S_IMODE(path.stat().st_mode))
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_new(path: Path, content: bytes) -> None:
    """Write a new file. FileExistsError where one is there; OSError where it fails, and nothing is left."""
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise
