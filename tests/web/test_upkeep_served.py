"""Corrections put beside a running site, by hand: in force within seconds, in every process, and told."""

from __future__ import annotations

import os
import time
import urllib.request

import pytest

from tests.web.served import serving, until

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database"),
]
TOTAL = "pack: us-tx\ncredentials:\n  us-tx-technician: {ce: {clauses: {total: {at_least: 22}}}}\n"


def says(address: str, path: str) -> str:
    with urllib.request.urlopen(address + path) as answer:
        return answer.read().decode()


def test_a_running_site_takes_up_a_correction_and_survives_a_faulty_one(own_folder):
    rules = own_folder / "rules"
    rules.mkdir()
    with serving(own_folder) as (_first, one), serving(own_folder) as (_second, other):
        for address in (one, other):
            assert "20 contact hours" in says(address, "/rules/us-tx/")
        began = time.monotonic()
        (rules / "tx.yaml").write_text(TOTAL)
        for address in (one, other):
            until(lambda at=address: "22 contact hours" in says(at, "/rules/us-tx/"), "the correction")
        assert time.monotonic() - began < 30
        (rules / "tx.yaml").write_text(TOTAL + "credentials: [\n")
        for address in (one, other):
            until(lambda at=address: "tx.yaml:4:" in says(at, "/upkeep/corrections/"), "the mistake")
            assert "22 contact hours" in says(address, "/rules/us-tx/")
        with serving(own_folder) as (_third, late):
            assert "22 contact hours" in says(late, "/rules/us-tx/"), "as those that ran before"
        (rules / "tx.yaml").unlink()
        for address in (one, other):
            until(lambda at=address: "20 contact hours" in says(at, "/rules/us-tx/"), "taking it back")
