"""A real disk with little room on it, where the tests may mount one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, kilobytes: int = 1_000) -> Iterator[Path]:
    """A file system of its own at a folder. With 0 kilobytes it has no room at all."""
    there = folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    size = f"size={max(kilobytes, 4)}k"
    if sys.platform != "linux" or not _done("mount", "-t", "tmpfs", "-o", size, "rxladder", folder):
        pytest.skip("a disk can be mounted by root on Linux only")
    try:
        if not kilobytes:
            fill(folder)
        yield folder
    finally:
        # What a process that is ending still holds goes with it.
        assert _done("umount", folder) or _done("umount", "--lazy", folder)
        if not there:
            folder.rmdir()


@contextmanager
def breakable_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk that `stop_writing` breaks: an image with a file system that locks itself on an error."""
    folder.mkdir()
    image = folder.with_suffix(".img")
    with image.open("wb") as file:
        file.truncate(megabytes * 1_000_000)
    if not (_done("mkfs.ext4", "-q", "-F", image) and _done("mount", "-o", "loop", image, folder)):
        pytest.skip("a disk can be mounted by root on Linux only")
    try:
        yield folder
    finally:
        assert _done("umount", folder) or _done("umount", "--lazy", folder)


def stop_writing(folder: Path) -> None:
    """Let a breakable disk take nothing more, also from who is writing to it."""
    assert _done("mount", "-o", "remount,abort", folder)


def fill(folder: Path) -> Path:
    """Take all the room that is left, by a file; its path."""
    path = folder / "all-the-room"
    with path.open("wb", buffering=0) as file:
        for size in (1_000_000, 4_096, 1):
            try:
                while file.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue
    return path


def lock(folder: Path) -> None:
    """Make a disk that nobody is writing to read-only."""
    assert _done("mount", "-o", "remount,ro", folder)


def unlock(folder: Path) -> None:
    """Undo `lock`."""
    assert _done("mount", "-o", "remount,rw", folder)


def _done(*command: str | Path) -> bool:
    try:
        return subprocess.run([str(part) for part in command], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False
