"""What people kept with any release comes through to the present, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from rxladder.web.backup.restoring import restore_backup
from tests.web.processes import Programs
from tests.web.releases import POSTGRESQL, RELEASED, ROOT, SQLITE, hashes, released_hashes

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own databases")
RELEASES = sorted(path for path in RELEASED.iterdir() if path.is_dir())

# Brought up to date, each person's record is the one of then, no table has lost a row, each file is whole.
LOOK = """
import json, zipfile
from pathlib import Path
from django.apps import apps
from django.db import connection
from rxladder.career.file import read_career
from rxladder.web.accounts.models import Person
from rxladder.web.education.evidence_keeping import content_of
from rxladder.web.education.models import Evidence
from rxladder.web.site.career_io import export_career
from rxladder.web.site.health import is_up_to_date
from rxladder.web.site.rules import packs
from rxladder.web.site.upgrading import migrate
made = migrate()
assert is_up_to_date()
release = Path("RELEASE")
people = {"local": Person.objects.get(kind="local")}
people |= {name: Person.objects.get(email=f"{name}@example.org") for name in ("owner", "another")}
for name, person in people.items():
    path = release / f"KIND-{name}.yaml"
    then = read_career(path.read_bytes(), packs(), path.name)
    assert export_career(person) == then, path.name
for row in Evidence.objects.all():
    assert len(content_of(row)) == row.size
with zipfile.ZipFile(release / "KIND.zip") as archive:
    told = json.loads(archive.read("manifest.json"))
models = {one._meta.db_table: one for one in apps.get_models() if one.__module__.startswith("rxladder.")}
for table, rows in told["rows"].items():
    if table in models:
        assert models[table]._base_manager.count() == rows, table
print(made is not None, len(told["rows"]))
"""


def look(data, release, kind: str) -> str:
    with Programs(data) as programs:
        code, said = programs.run(LOOK.replace("RELEASE", str(release)).replace("KIND", kind))
    assert code == 0, said
    return said


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_record_of_each_release_comes_through(release, tmp_path):
    restore_backup(release / f"{SQLITE}.zip", tmp_path / "site", datetime(2026, 11, 26, tzinfo=UTC))
    assert int(look(tmp_path / "site", release, SQLITE).split()[-1]) > 50


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_record_of_each_release_comes_through_on_postgresql(server, release, tmp_path, monkeypatch):
    server.psql("CREATE DATABASE released")
    monkeypatch.setenv("DATABASE_URL", server.get_uri(database="released"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, (ROOT, ROOT / "src"))))
    command = [sys.executable, "-c", "from rxladder.cli import app; app()", "restore"]
    command += [str(release / f"{POSTGRESQL}.zip"), "--data", str(tmp_path / "site")]
    told = subprocess.run(command, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert int(look(tmp_path / "site", release, POSTGRESQL).split()[-1]) > 50


def test_no_released_migration_ever_changes():
    now = hashes()
    assert len(released_hashes()) > 30
    for name, told in released_hashes().items():
        assert now.get(name) == told, f"{name} has been run by people; what is to change goes into a new one"
