"""`rxladder packs` and `packs show`: every rule beside its source; corrections of an installation."""

from __future__ import annotations

import json

import pytest

from tests.cli.runs import ON, run


def test_packs_are_listed_with_their_state():
    document = json.loads(run("packs", "--json").stdout)
    texas = next(pack for pack in document["packs"] if pack["id"] == "us-tx")
    assert texas["hours"] == 20
    assert "us-tx-technician" in texas["credentials"]
    assert texas["confidence"] == "medium"
    assert texas["oldest_source"] == "2020"
    assert any("human trafficking" in text for text in texas["not_computed"])
    assert len(document["packs"]) >= 69


def test_not_found_is_listed_and_never_shown_as_nothing():
    packs = {pack["id"]: pack for pack in json.loads(run("packs", "--json").stdout)["packs"]}
    for state in ("us-hi", "us-id", "us-wi"):
        assert packs[state]["hours"] is None
        assert packs[state]["not_computed"]


def test_packs_for_people_fit_in_80_columns():
    result = run("packs")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_pack_can_be_read_beside_the_rule():
    result = run("packs", "show", "us-tx")
    assert result.exit_code == 0
    for words in (
        "Texas State Board of Pharmacy",
        "20 contact hours",
        "├──",
        "22 TAC 297.8",
        "Doubts",
        "Term",
    ):
        assert words in result.stdout


def test_a_pack_can_be_shown():
    """What is shown of every pack, `test_shown.py` looks at."""
    for pack in json.loads(run("packs", "--json").stdout)["packs"][::20]:
        assert run("packs", "show", pack["id"]).exit_code == 0
        assert json.loads(run("packs", "show", pack["id"], "--json").stdout)["id"] == pack["id"]


def test_a_credential_finds_its_pack():
    assert json.loads(run("packs", "show", "ptcb-cspt", "--json").stdout)["id"] == "ptcb"


@pytest.mark.parametrize("said", ["texas", "TX", "tx", "US-TX"])
def test_a_state_is_known_by_its_name(said):
    assert json.loads(run("packs", "show", said, "--json").stdout)["id"] == "us-tx"


def test_what_is_said_before_a_subcommand_holds_for_it():
    assert json.loads(run("packs", "--json", "show", "us-tx").stdout)["id"] == "us-tx"


def test_a_bad_correction_of_this_installation_is_named(tmp_path, sam):
    rules = tmp_path / "data" / "rules"
    rules.mkdir(parents=True)
    (rules / "mine.yaml").write_text("pack: us-zz\n", encoding="utf-8")
    result = run("audit", sam)
    assert result.exit_code == 2
    assert "mine.yaml:1: " in result.stderr


def test_an_installations_correction_counts(tmp_path, sam):
    rules = tmp_path / "data" / "rules"
    rules.mkdir(parents=True)
    correction = "pack: us-tx\ncredentials: {us-tx-technician: {ce: {clauses: {total: {at_least: 22}}}}}\n"
    (rules / "mine.yaml").write_text(correction, encoding="utf-8")
    corrected = json.loads(run("audit", sam, "--on", ON, "--json").stdout)
    assert corrected["holdings"][0]["hours_needed"] == 22
    (rules / "mine.yaml").unlink()
    built_in = json.loads(run("audit", sam, "--on", ON, "--json").stdout)
    assert built_in["holdings"][0]["hours_needed"] == 20
    assert built_in["packs"] != corrected["packs"]
