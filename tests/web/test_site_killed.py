"""The site killed in the middle of random writes: what it said yes to is there, and nothing is half."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.web.killed_site.hands import write_and_kill
from tests.web.own_site import OwnSite
from tests.web.processes import environment

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")

# What no page shows: receipts, answers kept for keys, memories of cards, files beside their rows.
LOOK = """
import django
django.setup()
from rxladder.career.dump import write_career
from rxladder.career.file import read_career
from rxladder.web.accounts.models import Person
from rxladder.web.api.models import StoredAnswer, TokenAct
from rxladder.web.certifications.models import EarlierTerm
from rxladder.web.education import evidence_keeping, evidence_store
from rxladder.web.education.models import Credit, Evidence, Import
from rxladder.web.site.career_io import export_career
from rxladder.web.site.rules import packs
from rxladder.web.study.models import CardMemory, FormPace, Review
me = Person.objects.local()
for row in Evidence.objects.kept_of(me):
    assert len(evidence_keeping.content_of(row)) == row.size
assert all(row.receipt for row in EarlierTerm.objects.visible_to(me))
reviewed = set(Review.objects.visible_to(me).values_list("card", flat=True))
assert reviewed == set(CardMemory.objects.visible_to(me).values_list("card", flat=True))
assert sum(row.answers for row in FormPace.objects.visible_to(me)) == Review.objects.visible_to(me).count()
for row in Import.objects.kept_of(me):
    assert Credit.objects.kept_of(me).filter(brought_by=row).exists() == (row.state == "saved"), row.state
# A file has each list in its own order.
text = write_career(export_career(me))
again = write_career(read_career(text.encode(), packs(), "it"))
assert sorted(again.splitlines()) == sorted(text.splitlines())
print(StoredAnswer.objects.count(), TokenAct.objects.filter(what="wrote").count(),
      EarlierTerm.objects.visible_to(me).count(), evidence_keeping.sweep_store(me.id))
"""


def write_kill_and_look(data, seed: int, writes: int, kills: int, database: str | None = None) -> None:
    place, hands = write_and_kill(lambda: OwnSite(data, database), seed, writes, kills)
    assert place.acknowledged >= writes
    told = environment(data) | ({"DATABASE_URL": database} if database else {})
    looked = subprocess.run([sys.executable, "-c", LOOK], env=told, capture_output=True, text=True)
    assert looked.returncode == 0, looked.stderr
    answers, acts, terms, waste = map(int, looked.stdout.split())
    assert answers == acts == sum(hand.calls for hand in hands)
    assert terms == sum(hand.renewals for hand in hands)
    # A kill may leave the files that were on their way, one of each hand; the daily sweep takes them.
    assert waste <= kills * len(hands)
    if database is None:
        with closing(sqlite3.connect(data / "rxladder.sqlite3")) as base:
            assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert base.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_kill_between_writes_loses_nothing_and_leaves_nothing_half(own_folder):
    write_kill_and_look(own_folder, 1, 30, 1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
def test_ten_kills_during_two_hundred_writes(own_folder, seed):
    write_kill_and_look(own_folder, seed, 200, 10)


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(5, 7))
def test_ten_kills_during_two_hundred_writes_on_postgresql(server, tmp_path, seed):
    name = f"killed_{seed}"
    server.psql(f"CREATE DATABASE {name}")
    write_kill_and_look(tmp_path / "site", seed, 200, 10, server.get_uri(database=name))
