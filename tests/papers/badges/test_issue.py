"""A badge that a team gives: anyone can judge it by the issuer's file, without a network."""

import json
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from typer.testing import CliRunner

from rxladder.cli import app
from rxladder.facts.phrases import say_date
from rxladder.papers.badges.check import check
from rxladder.papers.badges.issue import (
    Given,
    IssuerSite,
    badge_picture,
    badge_text,
    new_keys,
    offline_file,
    status_list,
    words_for,
)
from rxladder.papers.badges.issuer_file import read_issuer_file

AT, ON = datetime(2026, 11, 22, 15, tzinfo=UTC), date(2026, 11, 22)
ADDRESS = "https://rx.example.org/team/issuer/7a"


@cache
def keys(name="team"):
    return new_keys()


def site(name="team", address=ADDRESS) -> IssuerSite:
    return IssuerSite("Lakeside Pharmacy", keys(name).public, address)


@cache
def picture(number=7, by="team", address=ADDRESS) -> bytes:
    described, took = words_for("Aseptic mixing", "Ana Ruiz, Lakeside Pharmacy")
    whom = {"to_name": "Ben Okafor", "to_email": "ben@example.org", "salt": "pepper"}
    given = Given("urn:uuid:1", number, "Aseptic mixing", described, took, at=AT, **whom)
    text = badge_text(site(by, address), given, keys(by))
    return badge_picture(text, "Aseptic mixing", "Lakeside Pharmacy", "Ben Okafor")


def issuer_file(*withdrawn: int, by="team", at: datetime | None = None) -> bytes:
    listed = status_list(site(by), withdrawn, keys(by), at or datetime.now(UTC))
    return offline_file(site(by), listed).encode()


def judged(content: bytes, found: bytes | None, email="Ben@Example.org"):
    checked = check(content, ON, [email], read_issuer_file(found) if found else None)
    return checked, {one.kind: one.state for one in checked.findings}


def test_it_is_genuine_by_the_issuers_file_alone():
    checked, states = judged(picture(), issuer_file(3))
    assert checked.verdict == "genuine"
    assert states == dict.fromkeys(("signature", "issuer", "days", "withdrawn", "recipient"), "good")
    assert (checked.said.name, checked.said.issuer) == ("Aseptic mixing", "Lakeside Pharmacy")
    assert checked.said.host == "rx.example.org"
    assert b"ben@example.org" not in picture(), "the address stands in it as a hash"


def test_one_that_was_taken_back_is_refused_and_no_other():
    assert judged(picture(), issuer_file(3, 7, 9))[1]["withdrawn"] == "bad"
    assert judged(picture(), issuer_file(6, 8))[0].verdict == "genuine"


def test_without_the_file_nothing_is_claimed_and_by_anothers_it_is_not_genuine():
    assert judged(picture(), None)[0].verdict == "open"
    checked, states = judged(picture(), issuer_file(by="someone else"))
    assert checked.verdict == "refused"
    assert states["signature"] == "bad"
    assert judged(picture(), issuer_file(), email="other@example.org")[1]["recipient"] == "bad"


def test_a_team_without_a_public_site_is_known_by_its_key_alone():
    checked, states = judged(picture(address=""), None)
    assert (checked.verdict, states["signature"], states["issuer"]) == ("open", "good", "unknown")


def test_the_picture_is_one_that_people_can_look_at():
    from io import BytesIO

    from PIL import Image

    found = Image.open(BytesIO(picture()))
    assert (found.format, found.size) == ("PNG", (480, 480))
    colours = {colour for _count, colour in found.convert("RGB").getcolors(100_000)}
    assert (28, 90, 72) in colours


def test_a_copy_of_the_list_tells_its_day():
    at = datetime.now(UTC) - timedelta(days=20)
    checked = judged(picture(), issuer_file(at=at))[0]
    said = f"The issuer’s list of {say_date(at.date())} says that it was not taken back."
    assert said in [one.says for one in checked.findings]


def test_a_copy_of_the_list_that_is_too_old_is_not_believed():
    at = datetime.now(UTC) - timedelta(days=40)
    found = next(one for one in judged(picture(), issuer_file(at=at))[0].findings if one.kind == "withdrawn")
    assert (found.state, found.says) == (
        "unknown", "Whether it was taken back could not be checked. The issuer’s list is too old to rely on."
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "{}", '{"rxladder_issuer": 1}', '{"rxladder_issuer": 2, "documents": {}}']
)
def test_what_is_no_issuers_file_is_told_so(text):
    with pytest.raises(ValueError, match="not an issuer file"):
        read_issuer_file(text.encode())


def test_on_the_command_line(tmp_path, monkeypatch):
    monkeypatch.setenv("RXLADDER_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "badge.png").write_bytes(picture())
    (tmp_path / "issuer.json").write_bytes(issuer_file())
    (tmp_path / "other.json").write_bytes(b"[]")
    run = CliRunner().invoke(app, ["badge", "badge.png", "--issuer", "issuer.json", "--on", "2026-11-22"])
    assert run.exit_code == 0, run.output
    assert "Verdict: genuine" in run.output
    told = CliRunner().invoke(app, ["badge", "badge.png", "--json", "--on", "2026-11-22"])
    assert (told.exit_code, json.loads(told.output)["verdict"]) == (1, "open")
    wrong = CliRunner().invoke(app, ["badge", "badge.png", "--issuer", "other.json"])
    assert wrong.exit_code == 2
    assert "other.json" in wrong.output
