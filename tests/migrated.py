"""A database with all tables, kept between test runs: to migrate one anew takes longer than most tests."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".pytest_cache" / "migrated"


def _all_that_makes_it() -> Iterator[Path]:
    """Our migrations, and the versions of whoever else has some."""
    import rxladder

    yield ROOT / "requirements" / "dev.txt"
    yield from sorted(Path(rxladder.__file__).parent.glob("web/*/migrations/*.py"))


def _kept() -> Path:
    digest = sha256()
    for path in _all_that_makes_it():
        digest.update(path.name.encode() + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()}.sqlite3"


def bring(target: Path) -> bool:
    """Put a copy of the database where tests look for it, if one is kept that these migrations made."""
    with suppress(OSError):
        shutil.copyfile(_kept(), target)
        return True
    return False


def keep(source: Path) -> None:
    """Keep a database that was just migrated, in the place of those that other migrations made."""
    kept = _kept()
    mine = kept.with_suffix(f".{os.getpid()}")
    kept.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as made, closing(sqlite3.connect(mine)) as copy:
        made.backup(copy)
    for old in kept.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    mine.rename(kept)
