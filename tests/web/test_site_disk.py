"""The running site on a real disk that fills up or breaks: it says so, stays readable, goes on afterwards."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.certificates import certificate_pdf
from tests.full_disk import breakable_disk, fill, lock, small_disk, stop_writing, unlock
from tests.web.killed_site.visitor import Place, Visitor
from tests.web.own_site import OwnSite
from tests.web.processes import environment

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database"),
]
PAGES = ("/more/", "/ce/", "/study/", "/people/", "/ladder/", "/holdings/")
LONG = "\n".join(["A long note."] * 150)


class Writer(Visitor):
    """Sends forms whose page it has seen before, and tells what came back."""

    def __init__(self, site: OwnSite) -> None:
        place = Place()
        place.address = site.address
        super().__init__(place)
        page = self.get("/ce/new/").text
        self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

    def send(self, path: str, files=None, **fields):
        sent = {"csrfmiddlewaretoken": self.token, **fields}
        return self.browser.post(self.place.address + path, data=sent, files=files)

    def credit(self, title: str):
        return self.send("/ce/new/", title=title, date="2026-03-02", hours="1", status="done")

    def titles(self) -> list[str]:
        return sorted(one["title"] for one in self.all_of("credits"))


def refuses_everything(writer: Writer, status: int) -> None:
    """Every kind of write is refused with a page or a problem; every page can still be read."""
    assert [writer.get(path).status_code for path in PAGES] == [200] * len(PAGES)
    contact = {"name": "Maria", "note": LONG}
    # What SQLite has set aside for itself is used up first.
    answers = [writer.send("/people/acquaintance/new/", **contact) for _ in range(300)]
    assert answers[-1].status_code == status
    assert "What was saved before is safe." in answers[-1].text
    assert "A long note." in answers[-1].text
    law = certificate_pdf("Law")
    assert writer.send("/ce/certificates/", files={"chosen": ("law.pdf", law)}).status_code == status
    text = "UAN\tTitle\tDate Completed\tHours\n0384-0001-26-001-H07-T\tPasted\t03/02/2026\t1\n" * 200
    assert writer.send("/ce/import/", text=text).status_code == status
    answer = writer.program.post(f"{writer.place.address}/api/v1/duties", json={"what": LONG})
    assert (answer.status_code, "Nothing was changed" in answer.json()["detail"]) == (status, True)
    backup = writer.send("/me/backups/now/")
    assert (backup.status_code, "The backup was not made." in backup.text) == (507, True)


def _until_the_worker_lives(data) -> str:
    """Wait for the next beat of the jobs beside the site."""
    before, until = datetime.now(UTC).replace(tzinfo=None).isoformat(" "), time.monotonic() + 120
    while time.monotonic() < until:
        with closing(sqlite3.connect(data / "rxladder.sqlite3")) as base:
            [beat] = base.execute("SELECT max(at) FROM plan_workerbeat").fetchone()
        if beat and beat > before:
            return beat
        time.sleep(1)
    return "Nobody beats"


def is_whole(data) -> None:
    with closing(sqlite3.connect(data / "rxladder.sqlite3")) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_disk_that_fills_up(started, tmp_path):
    with small_disk(tmp_path / "disk", 24_000) as disk:
        data = shutil.copytree(started, disk / "site")
        with OwnSite(data) as site:
            writer = Writer(site)
            assert writer.credit("before").status_code == 302
            room = fill(disk)
            refuses_everything(writer, 507)
            room.unlink()
            assert writer.credit("after").status_code == 302
            assert writer.titles() == ["after", "before"]
            assert writer.send("/me/backups/now/").headers["Location"] == "/me/backups/"
            assert "Nobody beats" not in _until_the_worker_lives(data)
        is_whole(data)
        assert len(list((data / "backups").glob("*.zip"))) == 1


def test_a_disk_that_breaks(started, tmp_path):
    with breakable_disk(tmp_path / "disk", 24) as disk:
        data = shutil.copytree(started, disk / "site")
        with OwnSite(data) as site:
            writer = Writer(site)
            assert writer.credit("before").status_code == 302
            stop_writing(disk)
            refuses_everything(writer, 503)
            assert "before" in writer.get("/ce/").text
        saved = shutil.copytree(data, tmp_path / "saved")
        is_whole(saved)
        with OwnSite(saved) as site:
            writer = Writer(site)
            assert writer.credit("after").status_code == 302
            assert writer.titles() == ["after", "before"]


def test_commands_on_a_disk_that_takes_nothing(started, tmp_path):
    run = [sys.executable, "-c", "from rxladder.cli import app; app()"]

    def said(*command: object) -> str:
        told = [*run, *map(str, command)]
        done = subprocess.run(told, env=environment(), capture_output=True, text=True, timeout=300)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
        return done.stderr

    away, mine = shutil.copytree(started, tmp_path / "away"), tmp_path / "me.yaml"
    mine.write_text("rxladder: 1\n")
    subprocess.run([*run, "import", mine, "--data", away], env=environment(), check=True)
    with small_disk(tmp_path / "disk", 24_000) as disk:
        data = shutil.copytree(started, disk / "site")
        lock(disk)
        for command in (("serve", "--port", "8779"), ("export", tmp_path / "x.yaml"), ("backup",)):
            assert "name it with --data" in said(*command, "--data", data)
        assert "Read-only file system" in said("backup", disk, "--data", away)
        unlock(disk)
        fill(disk)
        assert "not made" in said("backup", "--data", data)
        assert "not made" in said("backup", disk / "b", "--data", away)
        fill(disk)  # also what a backup that was given up let go of at its end
        assert "cannot be written" in said("export", disk / "x.zip", "--data", away)
        assert not list((data / "backups").glob("*"))
        assert not list(disk.glob("*.zip"))
        is_whole(data)
