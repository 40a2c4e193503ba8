"""A process killed while it keeps a certificate leaves no record without its file, and no waste for long."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.certificates import certificate_pdf
from tests.web.processes import environment

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")

SETUP = """
import os, signal, stat, sys
from pathlib import Path
import django
django.setup()
from rxladder.web.accounts.models import Person
from rxladder.web.education import evidence_keeping as keeping, evidence_store as store
from rxladder.web.education.models import Evidence
person = Person.objects.local()
content = Path(sys.argv[1]).read_bytes()
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
"""
KEEP = "\nkeeping.keep(person, [('law.pdf', content)])\n"
POINTS = {
    "while the file is written": "os.fsync = lambda file: stat.S_ISREG(os.fstat(file).st_mode) and die()",
    "before the file has its name": "Path.replace = die",
    "before the record": "Evidence.save = die",
    "before the commit": """
from django.db import connection
connection.ensure_connection()
connection._commit = die
""",
}
COUNT = """
rows = list(Evidence.objects.filter(person=person))
for row in rows:
    assert keeping.content_of(row) == content
print(len(rows), sum(1 for _ in store._root().rglob('*') if _.is_file()), keeping.sweep())
"""


def run(folder: Path, program: str, paper: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", SETUP + program, str(paper)]
    return subprocess.run(command, env=environment(folder), capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """A data folder with its database, and a certificate beside it."""
    folder = tmp_path_factory.mktemp("installation")
    paper = tmp_path_factory.mktemp("papers") / "law.pdf"
    paper.write_bytes(certificate_pdf("Law"))
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity=0"],
        env=environment(folder), check=True, timeout=60,
    )  # fmt: skip
    return folder, paper


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_leaves_no_record_without_a_file_and_what_is_left_is_swept(installation, tmp_path, point):
    folder, paper = installation
    data = tmp_path / "data"
    shutil.copytree(folder, data)
    killed = run(data, POINTS[point] + KEEP, paper)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    seen = run(data, COUNT, paper)
    assert seen.stdout.split() == ["0", "1", "1"], seen.stdout + seen.stderr
    again = run(data, KEEP + COUNT, paper)
    assert again.stdout.split() == ["1", "1", "0"], again.stdout + again.stderr


def test_a_kill_after_the_commit_loses_nothing(installation, tmp_path):
    folder, paper = installation
    data = tmp_path / "data"
    shutil.copytree(folder, data)
    killed = run(data, KEEP + "\ndie()", paper)
    assert killed.returncode == -signal.SIGKILL
    seen = run(data, COUNT, paper)
    assert seen.stdout.split() == ["1", "1", "0"], seen.stdout + seen.stderr
