"""The tests run on the database that they were asked to run on, set up as for a real person."""

import os

from django.db import connection


def test_the_database_is_the_one_that_was_asked_for(db):
    assert connection.vendor == ("postgresql" if "DATABASE_URL" in os.environ else "sqlite")


def test_sqlite_writes_ahead_and_waits_its_turn(transactional_db):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
            # 2 is FULL: each commit is on the disk before anybody is told of it.
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone() == (20_000,)
        assert connection.transaction_mode == "IMMEDIATE"
