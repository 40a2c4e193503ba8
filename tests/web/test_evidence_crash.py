"""A process killed while it keeps a certificate leaves no record without its file, and no waste for long."""

import os
import signal

import pytest

from tests.certificates import certificate_pdf
from tests.web.processes import Programs

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")

BEFORE = """
from rxladder.web.accounts.models import Person
from rxladder.web.education import evidence_keeping as keeping, evidence_store as store
from rxladder.web.education.models import Evidence
"""
SETUP = (
    BEFORE
    + """
import os, signal, stat
from pathlib import Path
person = Person.objects.local()
content = Path("PAPER").read_bytes()
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
"""
)
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


@pytest.fixture
def run(own_folder, tmp_path):
    """Runs a program on a data folder, with a certificate beside it: its exit code, and what it said."""
    paper = tmp_path / "law.pdf"
    paper.write_bytes(certificate_pdf("Law"))
    with Programs(own_folder, BEFORE) as programs:
        yield lambda program: programs.run(SETUP.replace("PAPER", str(paper)) + program)


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_leaves_no_record_without_a_file_and_what_is_left_is_swept(run, point):
    code, said = run(POINTS[point] + KEEP)
    assert code == -signal.SIGKILL, said
    assert run(COUNT) == (0, "0 1 1\n")
    assert run(KEEP + COUNT) == (0, "1 1 0\n")


def test_a_kill_after_the_commit_loses_nothing(run):
    code, _said = run(KEEP + "\ndie()")
    assert code == -signal.SIGKILL
    assert run(COUNT) == (0, "1 1 0\n")
