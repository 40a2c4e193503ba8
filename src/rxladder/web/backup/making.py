"""Making a backup: the database, then the files, packed, tried out by a restore, closed, and only then there.

Whatever happens in between, a kill or a full disk, leaves no half backup under a backup's name, and takes
nothing from those that are there.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from rxladder import __version__
from rxladder.facts.language import gettext as _
from rxladder.facts.whole_file import name_new, sync_folder
from rxladder.facts.yaml_text import BadInput
from rxladder.web.backup import archive, database, sealing
from rxladder.web.backup.archive import Manifest
from rxladder.web.backup.waiting import FOLDER

PASSING = ".backup-"
NAME = re.compile(r"rxladder-\d{8}-\d{6}\.zip(\.age)?")
# What is made anew by every start, what others keep, what waits for a yes, and the backups themselves.
LEFT_OUT = {
    "static",
    "cache",
    "icons",
    "figures",
    FOLDER,
    "backups",
    "starting.lock",
    "in-use.lock",
    "last-backup.json",
}
_TRIES = 3
_OLD = 86_400.0


@dataclass(frozen=True)
class Made:
    """A backup that was tried out: where it lies, its size in bytes, and how much it holds.

    `missing` counts certificates whose file was lost before; `closed`: nobody reads it without its key.
    """

    path: Path
    size: int
    people: int
    files: int
    missing: int
    closed: bool


def usual_folder() -> Path:
    """Where backups lie unless somebody names another folder."""
    return Path(settings.DATA) / "backups"


def make_backup(
    to: Path | None = None, seal: sealing.Seal | None = None, now: datetime | None = None
) -> Made:
    """Make a backup of this installation, in a folder or under a name of one's own that is not taken.

    Raises BadInput in one line where it cannot be made; then nothing of it is left.
    """
    seal = seal or sealing.Seal()
    path = _path(to, seal, now or datetime.now(UTC))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(path.parent)
        passing = Path(tempfile.mkdtemp(prefix=PASSING, dir=path.parent))
    except OSError as error:
        raise BadInput(
            _("cannot be written to ({why})").format(why=error.strerror or error), str(path.parent)
        ) from None
    try:
        return _made(path, passing, seal, now or datetime.now(UTC))
    except (OSError, sqlite3.Error, DatabaseError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise BadInput(
            _("the backup was not made ({why}); what was there has not changed").format(why=said), str(path)
        ) from None
    finally:
        shutil.rmtree(passing, ignore_errors=True)


def _path(to: Path | None, seal: sealing.Seal, now: datetime) -> Path:
    to = (to or usual_folder()).expanduser().absolute()
    if not to.suffix or to.is_dir():
        to = to / f"rxladder-{now:%Y%m%d-%H%M%S}.zip{'.age' if seal else ''}"
    if to.exists():
        raise BadInput(_("already exists; name another file"), str(to))
    return to


def _sweep(folder: Path) -> None:
    """Remove what a killed run has left, once it is surely no run of now."""
    for old in folder.glob(f"{PASSING}*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > _OLD:
                shutil.rmtree(old, ignore_errors=True)


def _made(path: Path, passing: Path, seal: sealing.Seal, now: datetime) -> Made:
    plain = passing / "plain.zip"
    manifest, missing = _packed(passing, plain, now)
    _tried_out(plain, passing / "trial", manifest)
    ready = plain
    if seal:
        ready = passing / "closed.age"
        sealing.close(plain, ready, seal)
    _keep(ready, path)
    people = manifest.rows.get("accounts_person", 0)
    files = sum(name.startswith("evidence/") for name in manifest.files)
    return Made(path, path.stat().st_size, people, files, missing, bool(seal))


def _packed(passing: Path, plain: Path, now: datetime) -> tuple[Manifest, int]:
    """Take all of one moment. A certificate that went for good in between has its row taken once more."""
    data = Path(settings.DATA)
    for left in reversed(range(_TRIES)):
        parts = passing / "parts"
        parts.mkdir(mode=0o700)
        names, about, wanted = database.take(parts)
        for name in _of_data(data, passing.parent):
            (parts / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                _near(data / name, parts / name)
        about |= {"made": now.isoformat(timespec="seconds"), "program": __version__}
        there = [*names, *_files(parts)]
        missing = {name for name in wanted if not (parts / name).is_file()}
        # What is gone from the store while its row stays is a loss of before: it is told, the rest kept.
        if not missing or not left:
            manifest = archive.pack(parts, dict.fromkeys(there), plain, about)
            shutil.rmtree(parts)
            return manifest, len(missing)
        shutil.rmtree(parts)
    raise AssertionError


def _near(source: Path, to: Path) -> None:
    """A second name for a file that nobody writes to again, or a copy where the disk knows no such names."""
    try:
        if source.parent.parent.name != "evidence":
            raise OSError
        os.link(source, to)
    except OSError:
        shutil.copyfile(source, to)
        to.chmod(0o600)


def _of_data(data: Path, without: Path) -> Iterator[str]:
    """The files of the data folder that belong into a backup; `without` is where backups are put."""
    base = Path(connection.settings_dict["NAME"]).name if connection.vendor == "sqlite" else None
    for name in _files(data, without):
        top, *below = name.split("/")
        made_anew = top in LEFT_OUT or (base is not None and top.startswith(base))
        aside = top.startswith((".", archive.ASIDE))
        passing = below and below[-1][0] == "."
        if not (made_anew or aside or passing or NAME.fullmatch(name.rpartition("/")[2])):
            yield name


def _files(folder: Path, without: Path | None = None) -> Iterator[str]:
    """Every plain file of a folder by its name in it."""
    for at, folders, files in os.walk(folder):
        here = Path(at)
        folders[:] = sorted(each for each in folders if here / each != without)
        for name in sorted(files):
            path = here / name
            told = path.relative_to(folder).as_posix()
            if path.is_file() and not path.is_symlink() and archive.is_plain(told):
                yield told


def _tried_out(plain: Path, trial: Path, packed: Manifest) -> None:
    """Restore it beside, and see that all is there."""
    found = archive.unpack(plain, trial)
    if found != packed:
        raise BadInput(_("does not come back the way it was packed"), plain.name)
    database.try_out(found, trial)
    if found.database == "postgresql":
        database.try_rows(found, trial)
    shutil.rmtree(trial)


def _keep(ready: Path, path: Path) -> None:
    """Give it its name once it is on the disk. A name that was taken meanwhile stays whose it is."""
    with ready.open("rb") as file:
        os.fsync(file.fileno())
    try:
        name_new(ready, path)
    except FileExistsError:
        raise BadInput(_("already exists; name another file"), str(path)) from None
    sync_folder(path.parent)
