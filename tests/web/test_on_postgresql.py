"""All tests of the web once more, on a real PostgreSQL that this test starts and stops."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.processes import Programs

ROOT = Path(__file__).parent.parent.parent


FILL = """
from datetime import date
from pathlib import Path
from django.core.management import call_command
from rxladder.career.demo import demo_career
from rxladder.facts.yaml_text import BadInput
from rxladder.web.accounts.models import Person
from rxladder.web.backup.making import make_backup
from rxladder.web.education.evidence_keeping import keep
from rxladder.web.site.career_io import export_career, import_career
from rxladder.web.site.rules import packs
from tests.certificates import certificate_pdf
call_command("migrate", verbosity=0)
me = Person.objects.local()
import_career(me, demo_career(date(2026, 11, 22), packs()))
me.name = "Back\\\\slash, tab\\t and línea\\nnew"
me.save()
keep(me, [("law.pdf", certificate_pdf("Law"))])
make_backup(Path("TO"))
"""
AGAIN = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from rxladder.web.accounts.models import Person
from rxladder.web.education.models import Evidence
from rxladder.web.education.evidence_keeping import content_of
from rxladder.web.site.career_io import export_career
from django.contrib.contenttypes.models import ContentType
ContentType.objects.create(app_label="a", model="b")  # counters go on after the last
me = Person.objects.get()
print(repr(me.name), len(content_of(Evidence.objects.get(person=me))) > 0, hash(repr(export_career(me))))
"""


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")
def test_a_backup_of_one_database_comes_back_in_another_and_the_old_is_kept_aside(
    server, tmp_path, monkeypatch
):
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setenv("PYTHONHASHSEED", "0")
    uris = {}
    for name in ("first", "second"):
        server.psql(f"CREATE DATABASE {name}")
        uris[name] = server.get_uri(database=name)
    backup = tmp_path / "a.zip"

    def run(base: str, program: str) -> str:
        monkeypatch.setenv("DATABASE_URL", uris[base])
        with Programs(tmp_path / base) as programs:
            code, said = programs.run(program)
        assert code == 0, said
        return said

    def back(*more: str) -> subprocess.CompletedProcess:
        monkeypatch.setenv("DATABASE_URL", uris["second"])
        command = [sys.executable, "-c", "from rxladder.cli import app; app()", "restore", str(backup)]
        return subprocess.run(
            [*command, "--data", str(tmp_path / "second"), *more], capture_output=True, text=True
        )

    (tmp_path / "first").mkdir()
    run("first", FILL.replace("TO", str(backup)))
    assert back().returncode == 0
    assert run("second", AGAIN) == run("first", AGAIN)
    shutil.rmtree(tmp_path / "second")
    again = back()
    assert (again.returncode, "DATABASE_URL: holds a record already" in again.stderr) == (2, True)
    assert not (tmp_path / "second").exists()
    assert back("--replace").returncode == 0
    assert "before_2" in server.psql("\\c second \n SELECT nspname FROM pg_namespace;")


@pytest.mark.postgres
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="this is the run on PostgreSQL itself")
def test_the_web_passes_on_postgresql(server):
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"),
        *("tests/web", "-m", "not browser and not postgres and not long"),
    ]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    environment["DATABASE_URL"] = server.get_uri()
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    said = result.stdout[-8000:] + result.stderr[-2000:]
    assert result.returncode == 0, said
    assert "Error when trying to teardown" not in result.stdout, said
    assert " passed" in result.stdout
