"""What each release kept, to try every later version on: `python -m tests.web.releases NAME` records one.

A release is a folder of `released/`: a backup of a filled record from each database, made by the program of
that day, and the career files of its people. `released/migrations.txt` names each migration that people have
run, with its hash: such a file never changes again.
"""

from __future__ import annotations

import os
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from tests.own_postgresql import own_postgresql
from tests.web.processes import Programs, first_start

ROOT = Path(__file__).parent.parent.parent
WEB = ROOT / "src" / "rxladder" / "web"
RELEASED = Path(__file__).parent / "released"
HASHES = RELEASED / "migrations.txt"
SQLITE, POSTGRESQL = "sqlite", "postgresql"

FILL = """
from datetime import date
from pathlib import Path
from rxladder.career.demo import demo_career
from rxladder.career.dump import write_career
from rxladder.web.accounts.demo import fill_demo
from rxladder.web.accounts.models import Person
from rxladder.web.backup.making import make_backup
from rxladder.web.site.career_io import export_career, import_career
from rxladder.web.site.rules import packs
from rxladder.web.site.upgrading import migrate
from tests.web.records import fill_another, fill_owner
migrate()
me = Person.objects.local()
import_career(me, demo_career(date(2026, 11, 22), packs()))
fill_demo(me, date(2026, 11, 22))
people = {"local": me}
for name, fill in (("owner", fill_owner), ("another", fill_another)):
    people[name] = fill(f"{name}@example.org").person
for name, person in people.items():
    text = write_career(export_career(person))
    Path("TO", f"KIND-{name}.yaml").write_text(text, encoding="utf-8")
make_backup(Path("TO", "KIND.zip"))
"""


def hashes() -> dict[str, str]:
    """The hash of each migration of ours as it is now, by its name in `web/`."""
    files = sorted(WEB.glob("*/migrations/0*.py"))
    return {path.relative_to(WEB).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def released_hashes() -> dict[str, str]:
    """The hash that each migration had when it was released."""
    lines = HASHES.read_text(encoding="ascii").splitlines() if HASHES.exists() else []
    return {name: told for told, name in (line.split() for line in lines)}


def fill(data: Path, to: Path, kind: str, database: str = "") -> None:
    """Fill a new installation and back it up, by processes of their own."""
    os.environ["PYTHONPATH"] = os.pathsep.join(map(str, (ROOT, ROOT / "src")))
    os.environ["DATABASE_URL"] = database
    data.mkdir()
    first_start(data)
    with Programs(data) as programs:
        code, said = programs.run(FILL.replace("TO", str(to)).replace("KIND", kind))
    assert code == 0, said


def record(name: str) -> None:
    """Keep what this version keeps. A release is recorded once."""
    changed = [each for each, told in released_hashes().items() if hashes().get(each) != told]
    if changed:
        raise SystemExit(f"a released migration never changes: {', '.join(changed)}")
    to = RELEASED / name
    to.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder, "sqlite"), to, SQLITE)
        with own_postgresql() as server:
            fill(Path(folder, "postgresql"), to, POSTGRESQL, server.get_uri())
    HASHES.write_text("".join(f"{told}  {each}\n" for each, told in hashes().items()), encoding="ascii")


if __name__ == "__main__":
    record(sys.argv[1])
