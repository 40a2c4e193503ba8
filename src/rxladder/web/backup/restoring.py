"""Putting a backup back: into an empty data folder, or in the place of one, which is then kept aside.

It is unpacked and tried out first, beside the folder or in it (`places`); what takes its place is whole.
Django is not started before the folder stands, since starting makes a key and a database of its own.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rxladder.facts.installation import DATABASE
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput
from rxladder.web.backup import archive, sealing
from rxladder.web.backup.archive import Manifest
from rxladder.web.backup.places import Place, place_of
from rxladder.web.site.in_use import unused

PASSING = ".restoring-"


@dataclass(frozen=True)
class Restored:
    """What was put back: of which moment and where; `aside` is where the folder of before was moved to."""

    made: datetime
    folder: Path
    people: int
    files: int
    aside: Path | None


def restore_backup(
    path: Path,
    data: Path,
    now: datetime,
    *,
    passphrase: str = "",
    identities: Path | None = None,
    replace: bool = False,
) -> Restored:
    """Put a backup into a data folder. Raises BadInput in one line, and then all is as it was."""
    data = data.expanduser().absolute()
    check_place(data, replace)
    try:
        data.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = place_of(data)
        passing = Path(tempfile.mkdtemp(prefix=PASSING, dir=place.work))
    except OSError as error:
        raise BadInput(
            _("cannot be written to ({why})").format(why=error.strerror or error), str(error.filename or data)
        ) from None
    try:
        with unused(data) as free:
            if not free:
                raise BadInput(_("is in use: stop RxLadder there first (serve, worker)"), str(data))
            return _restored(path, place, passing, now, passphrase, identities, replace)
    except OSError as error:
        raise BadInput(
            _("the backup was not restored ({why}); what was there has not changed").format(
                why=error.strerror or error
            ),
            str(data),
        ) from None
    finally:
        shutil.rmtree(passing, ignore_errors=True)


def check_place(data: Path, replace: bool) -> None:
    """Refuse a folder in which something is, unless it may be moved aside."""
    if data.exists() and not data.is_dir():
        raise BadInput(_("is not a folder"), str(data))
    try:
        used = data.is_dir() and any(data.iterdir())
    except OSError as error:
        raise BadInput(_("cannot be read ({why})").format(why=error.strerror or error), str(data)) from None
    if used and not replace:
        raise _taken(str(data))


def _taken(where: str) -> BadInput:
    return BadInput(_("already holds a record; --replace sets it aside and takes its place"), where)


def _restored(
    path: Path,
    place: Place,
    passing: Path,
    now: datetime,
    passphrase: str,
    identities: Path | None,
    replace: bool,
) -> Restored:
    plain = path
    if sealing.is_closed(path):
        plain = passing / "plain.zip"
        sealing.open_closed(path, plain, passphrase, identities)
    new = passing / "data"
    manifest = archive.unpack(plain, new)
    rows = _tried_out(manifest, new, path.name, replace)
    aside = place.put(new, now)
    if rows is not None:
        try:
            _put_rows(manifest, rows, now)
        except BaseException:
            place.take_back(aside)
            raise
    files = sum(name.startswith("evidence/") for name in manifest.files)
    made = datetime.fromisoformat(manifest.made)
    return Restored(made, place.data, manifest.rows.get("accounts_person", 0), files, aside)


def _tried_out(manifest: Manifest, new: Path, where: str, replace: bool) -> Path | None:
    """See that the database is whole, of a version that is known, and of the kind that is used here.

    For PostgreSQL: the folder of its rows, which is no part of a data folder.
    """
    _start_django(new)
    from rxladder.web.backup import database

    wanted = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
    if manifest.database != wanted:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL (DATABASE_URL)"}
        said = _("keeps its record in {there}, and this installation in {here}").format(
            there=names[manifest.database], here=names[wanted]
        )
        raise BadInput(said, where)
    try:
        database.try_out(manifest, new)
    except BadInput as error:
        raise BadInput(error.message, where) from None
    database.check_known(manifest, where)
    if wanted == "postgresql" and database.is_used() and not replace:
        raise _taken("DATABASE_URL")
    if wanted == "sqlite":
        (new / database.FILE).rename(new / DATABASE)
        return None
    rows = new.parent / database.ROWS
    (new / database.ROWS).rename(rows)
    return rows


def _put_rows(manifest: Manifest, rows: Path, now: datetime) -> None:
    from django.db import DatabaseError

    from rxladder.web.backup import database

    try:
        database.put_rows(manifest, rows.parent, f"before_{now:%Y%m%d_%H%M%S}")
    except DatabaseError as error:
        raise BadInput(
            _("does not accept the rows ({why}); it has not changed").format(why=error), "DATABASE_URL"
        ) from None


def _start_django(folder: Path) -> None:
    """Start Django on what was unpacked, which has its key already; in the process of a command alone."""
    from django.conf import settings

    if settings.configured:
        return
    import django

    os.environ["RXLADDER_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rxladder.web.site.settings")
    django.setup()
