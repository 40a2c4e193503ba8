"""An update of the program brings the record up to date, whole or not at all, with a backup of before."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from contextlib import closing

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.web.processes import Programs

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")

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
from rxladder.web.site.starting import migrate
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


@pytest.fixture(scope="module")
def old(started, tmp_path_factory):
    """The data folder of a program of some time ago, with a record, and how many credits it has."""
    folder = shutil.copytree(started, tmp_path_factory.mktemp("old") / "site")
    with Programs(folder, BEFORE) as programs:
        code, said = programs.run(BEFORE + OLD)
    assert code == 0, said
    return folder, said.split()[-1]


@pytest.fixture
def run(old, tmp_path):
    """Runs a program on a copy of that folder: its exit code, and what it said."""
    folder = shutil.copytree(old[0], tmp_path / "site")
    with Programs(folder, BEFORE) as programs:
        run = lambda program: programs.run(BEFORE + program)  # noqa: E731
        run.folder, run.credits = folder, old[1]
        yield run


def applied(folder) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "rxladder.sqlite3")) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return base.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()


def test_a_kill_in_an_update_leaves_what_was_and_the_next_start_does_it_all(run):
    before = applied(run.folder)
    for point, kill in KILLS.items():
        code, said = run(f"{kill}\n{RUN}")
        assert code == -signal.SIGKILL, (point, said)
        assert applied(run.folder) == before, point
    code, said = run(RUN)
    assert code == 0, said
    path, credits = said.split()
    assert credits == run.credits
    kept = sorted(path.name for path in (run.folder / "backups").glob("rxladder-before-update-*"))
    # Those of the kills after it are there, too, but no more than two.
    assert (len(kept), path.rpartition("/")[2]) == (2, kept[-1])
    assert len(applied(run.folder)) > len(before)
    assert run(RUN) == (0, f"None {run.credits}\n")


def test_no_room_for_the_backup_means_no_update(run):
    before = applied(run.folder)
    (run.folder / "backups").rmdir() if (run.folder / "backups").is_dir() else None
    (run.folder / "backups").write_text("in the way")
    code, said = run("try:\n    migrate()\nexcept upgrading.NotUpToDate as error:\n    print(error)")
    assert (code, "that failed" in said) == (0, True), said
    assert applied(run.folder) == before


def test_what_a_newer_program_kept_is_left_alone(run):
    newer = "MigrationRecorder(connection).record_applied('study', '9999_later')\n"
    code, said = run(f"{newer}try:\n    migrate()\nexcept upgrading.NotUpToDate as error:\n    print(error)")
    assert (code, "a newer version of this program kept it (study.9999_later)" in said) == (0, True), said


def test_every_migration_of_ours_may_be_part_of_one_transaction():
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("rxladder.")}
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        assert app not in ours or migration.atomic, (app, name)
