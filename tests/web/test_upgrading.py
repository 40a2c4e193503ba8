"""An update of the program brings the record up to date, whole or not at all, with a backup of before."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from rxladder.web.accounts.models import Person
from rxladder.web.backup import archive
from rxladder.web.site import upgrading
from tests.web.processes import Programs

own_database = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")

BEFORE = """
from datetime import date
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from rxladder.career.demo import demo_career
from rxladder.web.accounts.models import Person
from rxladder.web.education.models import Credit
from rxladder.web.site import upgrading
from rxladder.web.site.career_io import import_career
from rxladder.web.site.rules import packs
from rxladder.web.site.upgrading import migrate
import os, signal
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
"""
# The record as a program of some time ago kept it.
OLD = """
import_career(Person.objects.local(), demo_career(date(2026, 11, 22), packs()))
for app, name in (("study", "0001"), ("responsibilities", "0004"), ("plan", "0004")):
    call_command("migrate", app, name, verbosity=0)
print(Credit.objects.count())
"""
RUN = "print(migrate(), Credit.objects.count())"
REFUSED = """
try:
    migrate()
except upgrading.NotUpToDate as error:
    print(error)
MigrationRecorder(connection).record_unapplied("study", "9999_later")
"""
NEWER = 'MigrationRecorder(connection).record_applied("study", "9999_later")'
KILLS = {
    "before the first is noted": "MigrationRecorder.record_applied = die",
    "before the third is noted": """
noted = []
def record(self, app, name, usual=MigrationRecorder.record_applied):
    usual(self, app, name)
    noted.append(name)
    if len(noted) == 3:
        die()
MigrationRecorder.record_applied = record
""",
    "before the commit": "connection.ensure_connection(); connection._commit = die",
    "while it is backed up": "from rxladder.web.backup import making; making._tried_out = die",
}


def applied(folder) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "rxladder.sqlite3")) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return base.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()


@own_database
def test_an_update_is_whole_or_not_at_all_with_a_backup_of_before(own_folder):
    with Programs(own_folder, BEFORE) as programs:

        def run(program: str) -> tuple[int, str]:
            return programs.run(BEFORE + program)

        code, credits = run(OLD)
        assert code == 0, credits
        before = applied(own_folder)
        # No room for the backup: no update.
        (own_folder / "backups").write_text("in the way")
        assert "backed up before an update, and that failed" in run(REFUSED)[1]
        (own_folder / "backups").unlink()
        # What a newer program kept is left alone.
        assert "a newer version of this program saved it (study.9999_later)" in run(NEWER + REFUSED)[1]
        for point, kill in KILLS.items():
            code, said = run(f"{kill}\n{RUN}")
            assert code == -signal.SIGKILL, (point, said)
            assert applied(own_folder) == before, point
        code, said = run(RUN)
        assert (code, said.split()[1:]) == (0, [credits.strip()]), said
        # Those of the kills were backed up, too; no more than two stay.
        kept = sorted(path.name for path in (own_folder / "backups").glob("rxladder-before-update-*"))
        assert (len(kept), kept[-1]) == (2, said.split()[0].rpartition("/")[2])
        assert len(applied(own_folder)) > len(before)
        assert run(RUN) == (0, f"None {credits}")


@pytest.fixture
def older(transactional_db, settings, tmp_path):
    """Somebody's record in a database as an earlier version made it."""
    settings.DATA = tmp_path
    Person.objects.local()
    call_command("migrate", "plan", "0004", verbosity=0)
    yield tmp_path / "backups"
    call_command("migrate", verbosity=0)


def test_whatever_the_database_an_update_needs_its_backup(older, settings):
    older.write_text("in the way")
    with pytest.raises(upgrading.NotUpToDate, match=r"failed: .*cannot be written to"):
        upgrading.migrate()
    settings.LOCAL = False
    with pytest.raises(upgrading.NotUpToDate, match="RXLADDER_BACKUP_BEFORE_UPDATE=no goes ahead without"):
        upgrading.migrate()
    assert not upgrading._has_all_by_name()
    older.unlink()
    made = upgrading.migrate()
    assert made
    assert (made.parent, upgrading._has_all_by_name()) == (older, True)
    told = archive.unpack(made, older / "unpacked")
    assert (told.database, told.rows["accounts_person"]) == (connection.vendor, 1)
    assert told.migrations["plan"][-1].startswith("0004_")


def test_without_a_backup_only_where_that_was_chosen(older, settings):
    settings.BACKUP_BEFORE_UPDATE = False
    assert upgrading.migrate() is None
    assert (upgrading._has_all_by_name(), older.exists()) == (True, False)


def test_every_migration_of_ours_may_be_part_of_one_transaction():
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("rxladder.")}
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        assert app not in ours or migration.atomic, (app, name)
