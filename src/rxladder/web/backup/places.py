"""How a folder that was restored takes the place of the one that is there, which is kept aside.

Where the folder can be renamed, it is: one step, that a kill leaves undone or done. A service's own folder
often cannot (`/var/lib/rxladder`, whose parent is root's; a disk of its own): there what is in it moves into
a folder within, piece by piece. A kill between two pieces leaves each of them in one of the two.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput
from rxladder.web.backup.archive import ASIDE


class Place(Protocol):
    """A data folder that is to get what a backup holds. `work` is where the backup may be unpacked."""

    data: Path
    work: Path

    def put(self, new: Path, now: datetime) -> Path | None:
        """Move what is there aside and the new into its place; where the old is now, if there was any."""

    def take_back(self, aside: Path | None) -> None:
        """Undo `put`."""


def place_of(data: Path) -> Place:
    """The way that this folder allows."""
    fixed = data.is_dir() and (data.is_mount() or not os.access(data.parent, os.W_OK | os.X_OK))
    return _Inside(data) if fixed else _Beside(data)


class _Beside:
    def __init__(self, data: Path) -> None:
        self.data, self.work = data, data.parent

    def put(self, new: Path, now: datetime) -> Path | None:
        data, aside = self.data, None
        if data.is_dir():
            if any(data.iterdir()):
                aside = _free(data.with_name(f"{data.name}.{ASIDE}{now:%Y%m%d-%H%M%S}"))
                data.rename(aside)
            else:
                data.rmdir()
        try:
            new.rename(data)
        except OSError:
            self.take_back(aside)
            raise
        return aside

    def take_back(self, aside: Path | None) -> None:
        if self.data.is_dir():
            shutil.rmtree(self.data, ignore_errors=True)
        if aside is not None:
            aside.rename(self.data)


class _Inside:
    def __init__(self, data: Path) -> None:
        self.data = self.work = data
        self._came: list[Path] = []

    def put(self, new: Path, now: datetime) -> Path | None:
        old = [each for each in self.data.iterdir() if each != new.parent and not each.name.startswith(ASIDE)]
        aside = None
        try:
            if old:
                aside = _free(self.data / f"{ASIDE}{now:%Y%m%d-%H%M%S}")
                aside.mkdir(mode=0o700)
                _move(old, aside)
            for piece in sorted(new.iterdir()):
                self._came.append(piece.rename(self.data / piece.name))
        except OSError:
            self.take_back(aside)
            raise
        return aside

    def take_back(self, aside: Path | None) -> None:
        for each in self._came:
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        if aside is not None:
            _move(aside.iterdir(), self.data)
            aside.rmdir()


def _free(path: Path) -> Path:
    if path.exists():
        raise BadInput(_("already exists; move it away first"), str(path))
    return path


def _move(pieces: Iterable[Path], into: Path) -> None:
    for piece in sorted(pieces):
        piece.rename(into / piece.name)
