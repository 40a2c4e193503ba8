"""Backups: of a site in use, whole or not there at all; and restored, or everything is as it was."""

from __future__ import annotations

import fcntl
import io
import json
import os
import shutil
import signal
import sqlite3
import stat
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from pyrage import x25519
from typer.testing import CliRunner

from rxladder.cli import app
from rxladder.facts.language import speaking
from rxladder.facts.yaml_text import BadInput
from rxladder.web.backup.archive import MANIFEST
from rxladder.web.backup.restoring import restore_backup
from rxladder.web.site import in_use
from tests.certificates import certificate_pdf
from tests.web.processes import Programs

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
BEFORE = """
from pathlib import Path
from rxladder.facts.yaml_text import BadInput
from rxladder.web.backup import archive, database, making, places, restoring
from rxladder.web.backup.making import make_backup
from rxladder.web.backup.sealing import Seal
import os, signal, sys
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
"""
FILL = (
    BEFORE
    + """
from datetime import date
from rxladder.career.demo import demo_career
from rxladder.web.accounts.models import Person
from rxladder.web.education.evidence_keeping import keep
from rxladder.web.site.career_io import import_career
from rxladder.web.site.rules import packs
me = Person.objects.local()
import_career(me, demo_career(date(2026, 11, 22), packs()))
keep(me, [("law.pdf", Path("PAPER").read_bytes())])
Path(sys.modules["django.conf"].settings.DATA, "rules").mkdir()
Path(sys.modules["django.conf"].settings.DATA, "rules", "mine.txt").write_text("a note")
"""
)
# Two credits at a time, as often as it can, while a backup is made.
IN_USE = (
    BEFORE
    + """
import threading
from datetime import date
from fractions import Fraction
from django.db import connection, transaction
from rxladder.web.accounts.models import Person
from rxladder.web.education.models import Credit
me, done, ended = Person.objects.local(), threading.Event(), []
def write():
    while not done.is_set():
        with transaction.atomic():
            for half in "ab":
                told = {"date": date(2026, 1, 2), "hours": Fraction(1), "title": f"pair {half}"}
                Credit.objects.create(person=me, **told)
        ended.append(1)
writer = threading.Thread(target=write)
writer.start()
while not ended:
    pass
made = make_backup(Path("TO"))
done.set()
writer.join()
print(len(ended), made.people, made.files, made.missing)
"""
)
EXPORT = """
from rxladder.career.dump import write_career
from rxladder.web.accounts.models import Person
from rxladder.web.site.career_io import export_career
print(write_career(export_career(Person.objects.local()), "yaml"))
"""
PAPER = certificate_pdf("Law")


@pytest.fixture(scope="module")
def site(started, tmp_path_factory):
    """A filled data folder, and a backup of it that was made while it was in use."""
    top = tmp_path_factory.mktemp("backup")
    (top / "law.pdf").write_bytes(PAPER)
    data = shutil.copytree(started, top / "site")
    with Programs(data, BEFORE) as programs:
        code, said = programs.run(FILL.replace("PAPER", str(top / "law.pdf")))
        assert code == 0, said
        code, said = programs.run(IN_USE.replace("TO", str(top / "kept.zip")))
        assert code == 0, said
    writes, people, files, missing = map(int, said.split())
    assert writes
    assert (people, files, missing) == (1, 1, 0)
    return data, top / "kept.zip"


def back(backup: Path, to: Path, **more):
    return restore_backup(backup, to, NOW, **more)


def refused(backup: Path, to: Path, **more) -> str:
    """Why a backup is refused, in one line; nothing of it is left, and what was there is."""
    before = tree(to.parent)
    with pytest.raises(BadInput) as error:
        back(backup, to, **more)
    assert tree(to.parent) == before
    assert "\n" not in str(error.value)
    return str(error.value)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(base: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(base)) as opened:
        return opened.execute(query).fetchall()


def test_what_comes_back_is_of_one_moment_and_all_is_there(site, tmp_path):
    data, backup = site
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    found = back(backup, tmp_path / "new")
    assert (found.people, found.files, found.aside) == (1, 1, None)
    base = tmp_path / "new" / "rxladder.sqlite3"
    assert rows(base, "PRAGMA integrity_check") == [("ok",)]
    halves = dict(rows(base, "SELECT title, count(*) FROM education_credit GROUP BY title"))
    assert halves.get("pair a", 0) == halves.get("pair b", 0)
    (paper,) = (tmp_path / "new" / "evidence").glob("*/*")
    assert paper.read_bytes() == PAPER
    assert (tmp_path / "new" / "secret-key").read_bytes() == (data / "secret-key").read_bytes()
    assert (tmp_path / "new" / "rules" / "mine.txt").read_text() == "a note"
    assert not (tmp_path / "new" / "cache").exists()
    assert all(stat.S_IMODE(path.stat().st_mode) in (0o600, 0o700) for path in (tmp_path / "new").rglob("*"))


def test_a_site_that_stands_still_comes_back_as_the_same_record(site, tmp_path):
    data, _backup = site
    with Programs(data, BEFORE) as programs:
        code, said = programs.run(BEFORE + f"make_backup(Path({str(tmp_path / 'still.zip')!r}))" + EXPORT)
    assert code == 0, said
    back(tmp_path / "still.zip", tmp_path / "new")
    with Programs(tmp_path / "new") as programs:
        assert programs.run(EXPORT) == (0, said)
    assert "Aseptic technique refresher" in said


def test_what_is_there_stays_unless_one_says_so_and_then_it_is_kept_aside(site, tmp_path):
    _data, backup = site
    place = tmp_path / "mine"
    place.mkdir()
    (place / "note").write_text("mine")
    assert "already holds a record" in refused(backup, place)
    with speaking("es"):
        assert "ya contiene un expediente" in refused(backup, place)
    with (place / in_use.FILE).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        said = refused(backup, place, replace=True)
    assert "is in use: stop RxLadder there first" in said
    found = back(backup, place, replace=True)
    assert (found.aside / "note").read_text() == "mine"
    assert (place / "rxladder.sqlite3").exists()
    assert "is not a folder" in refused(backup, place / "secret-key")


def test_a_folder_that_cannot_be_renamed_gets_the_backup_within(site, tmp_path, monkeypatch):
    _data, backup = site
    place = tmp_path / "disk"
    place.mkdir()
    # A disk of its own, or a service's folder among those of others.
    monkeypatch.setattr(Path, "is_mount", lambda path: path == place)
    assert back(backup, place).aside is None
    (place / "note").write_text("mine")
    assert "already holds a record" in refused(backup, place)
    found = back(backup, place, replace=True)
    assert found.aside.parent == place
    assert (found.aside / "note").read_text() == "mine"
    assert (found.aside / "evidence").is_dir()
    assert {path.name for path in place.iterdir()} == {path.name for path in found.aside.iterdir()} ^ {
        "note",
        found.aside.name,
    }
    # What will not move, of the old or of the new, leaves all as it was.
    real, before = Path.rename, tree(tmp_path)
    for stuck in ("disk/secret-key", "data/secret-key"):
        monkeypatch.setattr(
            Path, "rename", lambda path, to, stuck=stuck: real(path, "/none/x" if path.match(stuck) else to)
        )
        with pytest.raises(BadInput, match="has not changed"):
            restore_backup(backup, place, NOW + timedelta(days=1), replace=True)
        assert tree(tmp_path) == before, stuck
    # What was kept aside is in no backup.
    monkeypatch.undo()
    with Programs(place, BEFORE) as programs:
        code, said = programs.run(BEFORE + f"make_backup(Path({str(tmp_path / 'after.zip')!r}))")
    assert code == 0, said
    with zipfile.ZipFile(tmp_path / "after.zip") as made:
        assert not [name for name in made.namelist() if name.startswith("before-")]


def test_the_command_line_closes_and_opens_with_a_passphrase(site, tmp_path, monkeypatch):
    data, _backup = site
    monkeypatch.setenv("RXLADDER_PASSPHRASE", "correct horse")
    program = Programs(data, BEFORE)
    with program:
        closing_ = f"make_backup(Path({str(tmp_path / 'a.zip.age')!r}), Seal('correct horse'))"
        code, said = program.run(BEFORE + closing_)
    assert code == 0, said
    closed = tmp_path / "a.zip.age"
    assert closed.read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt")
    command = ["restore", str(closed), "--data", str(tmp_path / "new"), "--json"]
    told = json.loads(CliRunner().invoke(app, command).stdout)
    assert (told["people"], told["files"], told["aside"]) == (1, 1, None)
    assert "does not open with this" in refused(closed, tmp_path / "other", passphrase="wrong horse")
    assert "needs its passphrase" in refused(closed, tmp_path / "other")
    result = CliRunner().invoke(app, ["backup", "--data", str(tmp_path / "nowhere")])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "nothing to back up" in result.stderr


def test_who_makes_it_for_a_key_cannot_read_it(site, tmp_path):
    data, _backup = site
    mine, other = x25519.Identity.generate(), x25519.Identity.generate()
    closed = tmp_path / "a.zip.age"
    with Programs(data, BEFORE) as programs:
        code, said = programs.run(
            BEFORE + f"make_backup(Path({str(closed)!r}), Seal(keys=({str(mine.to_public())!r},)))"
        )
    assert code == 0, said
    assert b"education_credit" not in closed.read_bytes()
    for name, key in (("mine", mine), ("other", other)):
        (tmp_path / name).write_text(f"# made by a test\n{key}\n")
    assert back(closed, tmp_path / "new", identities=tmp_path / "mine").files == 1
    assert "does not open with this" in refused(closed, tmp_path / "no", identities=tmp_path / "other")
    assert "holds no secret age key" in refused(
        closed, tmp_path / "no", identities=tmp_path / "new" / "secret-key"
    )
    whole = closed.read_bytes()
    for at in (30, len(whole) // 2, len(whole) - 5):
        (tmp_path / "bad.age").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert refused(tmp_path / "bad.age", tmp_path / "no", identities=tmp_path / "mine")
    (tmp_path / "bad.age").write_bytes(whole[:-9])
    assert refused(tmp_path / "bad.age", tmp_path / "no", identities=tmp_path / "mine")


# --- Damaged and hostile files


def made_of(parts: dict[str, bytes], manifest: dict | bytes, **attributes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            told = zipfile.ZipInfo(name.removesuffix("*"))
            told.filename = name.removesuffix("*")
            told.external_attr = attributes.get(name, 0)
            archive.writestr(told, content, zipfile.ZIP_DEFLATED)
        archive.writestr(MANIFEST, manifest if isinstance(manifest, bytes) else json.dumps(manifest))
    return out.getvalue()


def unlike(good: bytes, **changes) -> bytes:
    """A backup as a good one, with other parts or another manifest."""
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != MANIFEST}
        manifest = json.loads(archive.read(MANIFEST))
    extra = changes.pop("extra", {})
    for name, content in extra.items():
        parts[name] = content
        manifest["files"][name.removesuffix("*")] = {
            "size": len(content),
            "sha256": sha256(content).hexdigest(),
        }
    attributes = changes.pop("attributes", {})
    change = changes.pop("change", None)
    if change:
        change(manifest, parts)
    return made_of(parts, changes.pop("manifest", manifest), **attributes)


def grown(manifest, parts):
    manifest["files"]["secret-key"]["size"] = 10**18


def smaller(manifest, parts):
    parts["bomb"] = bytes(300_000_000)
    manifest["files"]["bomb"] = {"size": 10, "sha256": "0" * 64}


def without(manifest, parts):
    manifest["files"].pop("database.sqlite3")
    parts.pop("database.sqlite3")


def newer(manifest, parts):
    manifest["migrations"]["accounts"].append("9999_not_yet")
    base = Path(os.environ["RXLADDER_DATA"]) / "newer.sqlite3"
    base.write_bytes(parts["database.sqlite3"])
    with closing(sqlite3.connect(base)) as opened:
        row = ("accounts", "9999_not_yet", "2027-01-01")
        opened.execute("INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", row)
        opened.commit()
    parts["database.sqlite3"] = base.read_bytes()
    base.unlink()
    manifest["files"]["database.sqlite3"] = {
        "size": len(parts["database.sqlite3"]),
        "sha256": sha256(parts["database.sqlite3"]).hexdigest(),
    }
    manifest["rows"]["django_migrations"] += 1


HOSTILE = {
    "a name that climbs": ({"extra": {"../out": b"x"}}, "leads elsewhere"),
    "a name from the top": ({"extra": {"/etc/out": b"x"}}, "leads elsewhere"),
    "a name of Windows": ({"extra": {"..\\out": b"x"}}, "leads elsewhere"),
    "a drive": ({"extra": {"C:out": b"x"}}, "leads elsewhere"),
    "a name that hides": ({"extra": {"a/./b": b"x"}}, "leads elsewhere"),
    "a line break": ({"extra": {"a\nb": b"x"}}, "leads elsewhere"),
    "a link": ({"extra": {"link": b"/etc/passwd"}, "attributes": {"link": 0o120777 << 16}}, "not a file"),
    "a folder": ({"extra": {"folder/": b""}}, "leads elsewhere"),
    "a part and a folder of one name": ({"extra": {"secret-key/x": b"x"}}, ""),
    "a part that nobody announced": ({"change": lambda m, p: p.update(more=b"x")}, "not the ones"),
    "a part that is missing": ({"change": lambda m, p: p.pop("secret-key")}, "not the ones"),
    "a part twice": ({"change": lambda m, p: p.update({"secret-key*": b"x"})}, "not the ones"),
    "another content": ({"change": lambda m, p: p.update({"secret-key": b"x"})}, "not what was packed"),
    "larger than any disk": ({"change": grown}, "MB left"),
    "a bomb": ({"change": smaller}, "not what was packed"),
    "a newer database": ({"change": newer}, "newer version"),
    "rows that are not there": ({"change": lambda m, p: m["rows"].update(education_credit=3)}, "rows"),
    "no database": ({"change": without}, ""),
    "of PostgreSQL": ({"change": lambda m, p: m.update(database="postgresql")}, "in PostgreSQL"),
    "a newer format": ({"change": lambda m, p: m.update(rxladder_backup=2)}, "newer version"),
    "a manifest of nothing": ({"manifest": b""}, "manifest"),
    "a deep manifest": ({"manifest": b"[" * 100_000}, "manifest"),
    "a huge manifest": ({"manifest": b" " * 100_000_001}, "far too large"),
    "a size below nothing": ({"change": lambda m, p: m["files"]["secret-key"].update(size=-1)}, "manifest"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_and_leaves_nothing(site, tmp_path, what):
    changes, why = HOSTILE[what]
    (tmp_path / "bad.zip").write_bytes(unlike(site[1].read_bytes(), **changes))
    (tmp_path / "in").mkdir()
    assert why in refused(tmp_path / "bad.zip", tmp_path / "in" / "new")


def test_a_damaged_file_is_refused_wherever_it_is_damaged(site, tmp_path):
    whole = site[1].read_bytes()
    bad = tmp_path / "bad.zip"
    (tmp_path / "in").mkdir()
    steps = range(0, len(whole), max(1, len(whole) // 12))
    for content in (
        *(whole[:at] for at in steps),
        *(_flipped(whole, at) for at in steps),
        b"words",
        b"PK\5\6",
    ):
        bad.write_bytes(content)
        try:
            back(bad, tmp_path / "in" / "new")
        except BadInput:
            assert not list((tmp_path / "in").iterdir())
        else:
            # A bit that nobody reads, such as a time: then all of it came back.
            assert tree(tmp_path / "in" / "new")["secret-key"]
            shutil.rmtree(tmp_path / "in" / "new")


def _flipped(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :]


# --- Killed, and without room

KILLED = {
    "while the database is read": "database.look_into = die",
    "while it is packed": "archive._packed = die",
    "while it is tried out": "archive.unpack = die",
    "before it has its name": "os.link = die",
}


def test_a_killed_backup_is_none_and_harms_no_other(site, tmp_path):
    data, _backup = site
    to = tmp_path / "backups"
    with Programs(data, BEFORE) as programs:
        for point, kill in KILLED.items():
            name = f"rxladder-{len(list(tmp_path.iterdir()))}.zip"
            code, _said = programs.run(BEFORE + kill + f"\nmake_backup(Path({str(to / name)!r}))")
            assert code == -signal.SIGKILL, point
            assert not list(to.glob("*.zip")), point
        assert programs.run(BEFORE + f"make_backup(Path({str(to / 'good.zip')!r}))")[0] == 0
        said = programs.run(BEFORE + _tried(f"make_backup(Path({str(to / 'good.zip')!r}))"))[1]
        assert "already exists" in said
        # No file may grow beyond this: what a full disk says comes in the same way.
        small = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        full = programs.run(BEFORE + small + _tried(f"make_backup(Path({str(to / 'full.zip')!r}))"))[1]
        assert "the backup was not made" in full
        nowhere = programs.run(BEFORE + _tried("make_backup(Path('/proc/nowhere/a.zip'))"))[1]
        assert "cannot be written to" in nowhere
    assert [path.name for path in to.glob("*.zip")] == ["good.zip"]
    assert back(to / "good.zip", tmp_path / "new").files == 1


def _tried(what: str) -> str:
    return f"try:\n    {what}\nexcept BadInput as error:\n    print(error)\n"


RESTORE = (
    BEFORE
    + """
from datetime import UTC, datetime, timedelta
{kill}
restoring.restore_backup(Path({backup!r}), Path({to!r}), datetime(2026, 11, 22, tzinfo=UTC), replace=True)
"""
)
RESTORE_KILLED = {
    "while it is unpacked": "archive._unpack = die",
    "while it is tried out": "database.look_into = die",
    "before the old is moved": "places._Beside.put = die",
    "between the two moves": """
real = Path.rename
Path.rename = lambda path, to: real(path, to) if path.name == 'mine' or path.suffix == '.sqlite3' else die()
""",
}


def test_a_killed_restore_leaves_the_old_whole_and_can_be_done_again(site, tmp_path):
    data, backup = site
    with Programs(data, BEFORE) as programs:
        for number, (point, kill) in enumerate(RESTORE_KILLED.items()):
            mine = tmp_path / str(number) / "mine"
            mine.mkdir(parents=True)
            (mine / "note").write_text("mine")
            program = RESTORE.replace("{kill}", kill).format(backup=str(backup), to=str(mine))
            code, said = programs.run(program)
            assert code == -signal.SIGKILL, (point, said)
            (kept,) = mine.parent.glob("mine*/note")
            assert kept.read_text() == "mine"
            assert not (mine / "secret-key").exists(), point
    again = tmp_path / "3" / "mine"
    assert not again.exists()
    assert back(backup, again).files == 1
