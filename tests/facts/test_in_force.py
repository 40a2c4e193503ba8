"""Corrections of a running installation: in force at once, and never by half."""

from __future__ import annotations

import os
import time

import pytest

from rxladder.facts.in_force import is_fresh, look, rules_before
from rxladder.facts.load import load_packs

RIGHT = "pack: us-tx\ncredentials: {us-tx-technician: {ce: {clauses: {total: {at_least: %d}}}}}\n"
WRONG = "pack: us-tx\ncredentials:\n  us-tx-technician: {ce: {clauses: {total: {at_lest: 9}}}}\n"


class Corrections:
    """The folder of an installation's corrections, written to as by a person a while ago."""

    def __init__(self, data):
        self.data, self.written = data, 0
        (data / "rules").mkdir()

    def write(self, text: str, name: str = "a.yaml", *, ago: float = 60) -> None:
        path = self.data / "rules" / name
        path.write_text(text)
        self.written += 1
        at = path.stat().st_mtime_ns - int(ago * 1e9) + self.written
        os.utime(path, ns=(at, at))


@pytest.fixture
def corrections(tmp_path):
    return Corrections(tmp_path)


def hours(found) -> int:
    ce = found.packs.credentials["us-tx-technician"].credential.ce
    return int(ce.clauses["total"].at_least)


def test_a_correction_is_seen_and_one_with_a_mistake_leaves_what_was_good(corrections):
    data = corrections.data
    first = look(data)
    assert (hours(first), is_fresh(first, data, time.time())) == (20, True)
    corrections.write(RIGHT % 22)
    assert not is_fresh(first, data, time.time())
    second = look(data, first)
    assert (hours(second), second.problem) == (22, None)
    corrections.write(WRONG)
    third = look(data, second)
    assert (hours(third), is_fresh(third, data, time.time())) == (22, True)
    assert (third.problem.line, "did you mean at_least" in third.problem.message) == (3, True)
    started_meanwhile = look(data)
    assert (started_meanwhile.packs.hash, hours(started_meanwhile)) == (second.packs.hash, 22)
    assert started_meanwhile.problem
    corrections.write(RIGHT % 23)
    assert hours(look(data, third)) == 23
    (data / "rules" / "a.yaml").unlink()
    assert look(data, third).packs.hash == load_packs().hash


def test_what_is_being_written_is_not_read_yet(corrections):
    known = look(corrections.data)
    corrections.write(RIGHT % 22, ago=0)
    written = (corrections.data / "rules" / "a.yaml").stat().st_mtime
    assert is_fresh(known, corrections.data, written + 0.5)
    assert not is_fresh(known, corrections.data, written + 1.5)
    corrections.write(RIGHT % 22, ago=2)
    assert not is_fresh(known, corrections.data, time.time())


def test_what_was_in_force_can_be_read_again(corrections):
    corrections.write(RIGHT % 22)
    before = look(corrections.data).packs
    corrections.write(RIGHT % 24)
    look(corrections.data)
    with rules_before(corrections.data, before.hash) as found:
        assert found == before
    with rules_before(corrections.data, "0" * 64) as found:
        assert found is None


def test_where_the_kept_rules_are_damaged_the_built_in_ones_serve(corrections):
    corrections.write(RIGHT % 22)
    kept = look(corrections.data).packs.hash
    corrections.write(WRONG)
    (corrections.data / "rules-before" / f"{kept}.zip").write_bytes(b"no archive")
    found = look(corrections.data)
    assert (hours(found), found.problem is not None) == (20, True)
