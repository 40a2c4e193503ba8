"""One at a time through what every start does: migrations, static files, the plan of the jobs.

Several web processes and workers may start at the same moment, on one machine or on several with one
database.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

# Any number will do, as long as nothing else in the database locks by it.
_KEY = 7_395_230_411


@contextmanager
def alone() -> Iterator[None]:
    """Wait until nobody else on this data folder or this database is in here."""
    with alone_in_the_folder(), _alone_in_the_database():
        yield


@contextmanager
def alone_in_the_folder() -> Iterator[None]:
    """Wait until nobody else on this data folder is in here."""
    with (settings.DATA / "starting.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _alone_in_the_database() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_KEY])
    try:
        yield
    finally:
        # Where the connection was lost the lock went with it.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_KEY])
