"""The site killed in the middle of saving an import: everything of it is in the log, or nothing."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import threading
import time
import urllib.parse
import urllib.request
from contextlib import suppress
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.web.own_site import PATIENCE, OwnSite

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")

CREDITS = 300
TEXT = "UAN\tTitle\tDate Completed\tHours\n" + "".join(
    f"0384-00{n // 999:02}-26-{n % 999:03}-H07-T\tAbout compounding, part {n}\t03/02/2026\t1\n"
    for n in range(CREDITS)
)


class Site(OwnSite):
    """The site as a process, with a browser's memory for cookies."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        return self.opener.open(self.address + path, timeout=PATIENCE).read().decode()

    def post(self, path: str, page: str, **fields: str):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        request = urllib.request.Request(self.address + path, sent, {"Referer": self.address + path})
        return self.opener.open(request, timeout=PATIENCE)


def preview(site: Site) -> tuple[str, str, dict[str, str]]:
    """Paste the list: the preview's path, its page, and what its form would send."""
    answer = site.post("/ce/import/", site.get("/ce/import/"), text=TEXT)
    page = answer.read().decode()
    ticked = re.findall(r'name="(take-\d+)"', page)
    assert len(ticked) == CREDITS
    return urllib.parse.urlsplit(answer.url).path, page, dict.fromkeys(ticked, "on")


def kept(data: Path) -> tuple[int, list[str]]:
    """How many credits are there, and the states of the imports."""
    with sqlite3.connect(data / "rxladder.sqlite3") as base:
        base.execute("PRAGMA integrity_check").fetchone()
        count = base.execute("SELECT count(*) FROM education_credit").fetchone()[0]
        states = [row[0] for row in base.execute("SELECT state FROM education_import ORDER BY created_at")]
    return count, states


def killed_while_saving(data: Path, after: float) -> tuple[int, list[str]]:
    """Save, and kill the site some seconds after the form was sent."""
    site = Site(data)
    try:
        path, page, fields = preview(site)
        sender = threading.Thread(target=_send, args=(site, path, page, fields))
        sender.start()
        time.sleep(after)
    finally:
        site.kill()
    sender.join()
    return kept(data)


def _send(site: Site, path: str, page: str, fields: dict[str, str]) -> None:
    with suppress(OSError, HTTPException):
        site.post(path, page, **fields).read()


def seconds_to_save(data: Path) -> float:
    """How long it takes undisturbed, from the form to the answer."""
    site = Site(data)
    try:
        path, page, fields = preview(site)
        started = time.monotonic()
        site.post(path, page, **fields).read()
        return time.monotonic() - started
    finally:
        site.kill()


def kill_often(started: Path, folder: Path, times: int) -> None:
    whole = seconds_to_save(shutil.copytree(started, folder / "undisturbed"))
    assert kept(folder / "undisturbed") == (CREDITS, ["saved"])
    for n in range(times):
        data = shutil.copytree(started, folder / str(n))
        count, states = killed_while_saving(data, whole * (n + 0.5) / times)
        assert (count, states) in ((0, ["preview"]), (CREDITS, ["saved"]))
        site = Site(data)
        try:
            found = re.search(r'href="(/ce/import/[-0-9a-f]{36}/)"', site.get("/ce/import/"))[1]
            page = site.get(found)
            if states == ["preview"]:
                site.post(found, page, **dict.fromkeys(re.findall(r'name="(take-\d+)"', page), "on"))
        finally:
            site.kill()
        assert kept(data) == (CREDITS, ["saved"])


@pytest.mark.long
def test_a_kill_while_saving_leaves_all_or_nothing_and_it_can_be_finished(started, tmp_path):
    kill_often(started, tmp_path, 3)


@pytest.mark.long
def test_fifty_kills_leave_all_or_nothing(started, tmp_path):
    kill_often(started, tmp_path, 50)
