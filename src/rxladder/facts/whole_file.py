"""Writing a file so that it is whole or as it was before, even if the disk is full or the program killed."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

USUAL, OWN = 0o666, 0o600
"""Who may read a new file: whoever the system lets by custom, or its owner alone."""


def write_whole(path: Path, content: bytes, mode: int = USUAL) -> None:
    """Put a content in the place of a file, on the disk when this returns. What is there keeps its mode.

    OSError where that fails; what was there is then as it was.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        # A pipe or a terminal: nothing there to keep.
        path.write_bytes(content)
        return
    aside = path.with_name(f".{path.name[-80:]}.{uuid4().hex}")
    try:
        write_new(aside, content, mode)
        with suppress(OSError):
            aside.chmod(stat.S_IMODE(path.stat().st_mode))
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(path.parent)


def write_new(path: Path, content: bytes, mode: int = USUAL) -> None:
    """Write a new file. FileExistsError where one is there; OSError where it fails, and nothing is left."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last, where the system lets a folder be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
