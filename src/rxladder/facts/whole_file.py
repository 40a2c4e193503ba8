"""Writing a file so that it is whole or as it was before, even if the disk is full or the program killed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

USUAL, OWN = 0o666, 0o600
"""Who may read a new file: whoever the system lets by custom, or its owner alone."""


def write_whole(path: Path, content: bytes, mode: int = USUAL, *, new: bool = False) -> None:
    """Put a content in the place of a file, on the disk when this returns. What is there keeps its mode.

    With `new`, FileExistsError where a file is there. OSError where it fails; what was there is as it was.
    """
    with whole_file(path, mode, new=new) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path, mode: int = USUAL, *, new: bool = False) -> Iterator[BinaryIO]:
    """A file to write into, that gets its name only at the end and once it is on the disk.

    Where the writing fails nothing is left of it. Else as `write_whole`.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        # A pipe or a terminal: nothing there to keep.
        with path.open("wb") as file:
            yield file
        return
    if new and path.exists():
        raise FileExistsError(path)
    aside = path.with_name(f".{path.name[-80:]}.{uuid4().hex}")
    try:
        with os.fdopen(os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if new:
            name_new(aside, path)
        else:
            with suppress(OSError):
                aside.chmod(stat.S_IMODE(path.stat().st_mode))
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(path.parent)


def name_new(ready: Path, path: Path) -> None:
    """Give a whole file its name. FileExistsError where it was taken meanwhile: it stays whose it is."""
    try:
        os.link(ready, path)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no second names
        if path.exists():
            raise FileExistsError(path) from None
        ready.rename(path)
    else:
        ready.unlink()


def write_new(path: Path, content: bytes, mode: int = USUAL) -> None:
    """Write a new file. FileExistsError where one is there; OSError where it fails, and nothing is left."""
    write_whole(path, content, mode, new=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last, where the system lets a folder be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
