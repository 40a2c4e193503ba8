"""A corrected rule: in force at once, and told to those whose answers it changed."""

from __future__ import annotations

import os
from datetime import date

import pytest
from django.test import Client

from rxladder.facts.in_force import look
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Holding
from rxladder.web.site import rules
from rxladder.web.upkeep import corrections_job
from rxladder.web.upkeep.models import ChangedAnswer, RuleChange
from tests.web.pages import text_of

TOTAL = "pack: us-tx\ncredentials: {us-tx-technician: {ce: {clauses: {total: {at_least: %d}}}}}\n"
WRONG = "pack: us-tx\ncredentials:\n  us-tx-technician: {ce: {clauses: {total: {at_lest: 9}}}}\n"
TRY = "/upkeep/corrections/try/"


class Installation:
    """A data folder of its own, whose corrections are written as by a person a while ago."""

    def __init__(self, data):
        self.data, self.written = data, 0

    def correct(self, text: str) -> None:
        path = self.data / "rules" / "a.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        self.written += 1
        at = path.stat().st_mtime_ns - 60_000_000_000 + self.written
        os.utime(path, ns=(at, at))
        self.wait()

    def wait(self) -> None:
        """As if a second had gone by since the last look at the files."""
        rules._known[:] = [(found, -1e9) for found, _at in rules._known]


@pytest.fixture
def installation(tmp_path, settings, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setattr(rules, "_known", [])
    rules.in_force()
    return Installation(tmp_path)


def holder(person: Person, credential: str = "us-tx-technician") -> None:
    Holding.objects.create(person=person, credential=credential, expires=date(2027, 6, 30))


def test_a_correction_is_in_force_and_told_to_those_whom_it_touches(installation, local):
    local.person.state = "us-tx"
    local.person.save()
    holder(local.person)
    other = Person.objects.create(name="Nell")
    holder(other, "us-nm-technician")
    assert corrections_job.look() == "nothing new", "the first rules are nobody's news"
    assert "20 contact hours" in text_of(local.client.get("/rules/us-tx/"))
    installation.correct(TOTAL % 22)
    assert "22 contact hours" in text_of(local.client.get("/rules/us-tx/")), "at once, by no new start"
    assert corrections_job.look() == "1 of 1"
    assert corrections_job.look() == "nothing new"
    home = text_of(local.client.get("/"))
    assert "A rule that affects you was corrected" in home
    assert "Was: 20 contact hours. Now: 22 contact hours." in home
    page = text_of(local.client.get("/upkeep/corrections/"))
    assert "It changed the answers of 1 person; 1 in all hold" in page
    assert "22 contact hours" in page.split("What changed in the rules")[1]
    assert not ChangedAnswer.objects.visible_to(other).exists()
    spanish = Client(headers={"accept-language": "es"})
    assert "Antes: 20 horas de contacto" in text_of(spanish.get("/"))
    row = ChangedAnswer.objects.get()
    local.client.post(f"/upkeep/corrections/{row.id}/seen/")
    assert "A rule that affects you was corrected" not in text_of(local.client.get("/"))
    assert "Was: 20 contact hours" in text_of(local.client.get("/upkeep/corrections/"))


def test_two_corrections_are_told_as_one_and_one_that_is_taken_back_as_none(installation, local):
    holder(local.person)
    corrections_job.look()
    for hours in (22, 24):
        installation.correct(TOTAL % hours)
        corrections_job.look()
    row = ChangedAnswer.objects.visible_to(local.person).get()
    total = next(part for part in row.clauses["en"] if part["id"] == "total")
    assert (total["was"], total["now"]) == ("20 contact hours", "24 contact hours")
    (installation.data / "rules" / "a.yaml").unlink()
    installation.wait()
    assert corrections_job.look() == "1 of 1"
    assert not ChangedAnswer.objects.visible_to(local.person).exists()


def test_a_mistake_leaves_the_rules_of_before_and_the_keeper_sees_its_line(installation, local):
    installation.correct(TOTAL % 22)
    assert "22 contact hours" in text_of(local.client.get("/rules/us-tx/"))
    installation.correct(WRONG)
    assert "22 contact hours" in text_of(local.client.get("/rules/us-tx/"))
    told = text_of(local.client.get("/upkeep/corrections/"))
    assert "a.yaml:3: credentials/us-tx-technician/ce/clauses/total/at_lest" in told
    assert str(installation.data) not in told
    rules._known.clear()  # a process that starts now
    assert "22 contact hours" in text_of(local.client.get("/rules/us-tx/"))


def test_rules_that_can_no_longer_be_read_are_told_as_that(installation, local):
    holder(local.person)
    corrections_job.look()
    for path in (installation.data / "rules-before").glob("*.zip"):
        path.write_bytes(b"damaged")
    installation.correct(TOTAL % 22)
    assert corrections_job.look() == "not to be compared"
    assert "could no longer be read" in text_of(local.client.get("/upkeep/corrections/"))
    assert not ChangedAnswer.objects.exists()


def test_a_look_goes_on_where_the_last_one_ended(installation, local, monkeypatch):
    for n in range(3):
        holder(Person.objects.create(name=f"No. {n}"))
    corrections_job.look()
    installation.correct(TOTAL % 22)
    monkeypatch.setattr(corrections_job, "SECONDS", -1.0)
    assert [corrections_job.look() for _n in range(2)] == ["0 of 0", "0 of 0"]
    monkeypatch.setattr(corrections_job, "SECONDS", 60.0)
    change = RuleChange.objects.get(ended=None)
    change.reached = Person.objects.filter(name__startswith="No. ").order_by("id")[0].id
    change.people = change.affected = 1
    change.save()
    assert corrections_job.look() == "3 of 3"
    assert ChangedAnswer.objects.count() == 2


def test_a_correction_is_tried_and_put_in_force_on_ones_own_machine(installation, local):
    holder(local.person)
    told = local.client.post(TRY, {"text": WRONG, "do": "try"})
    assert (told.status_code, "Line 3:" in text_of(told)) == (422, True)
    told = text_of(local.client.post(TRY, {"text": TOTAL % 22, "do": "try"}))
    assert "The answers of 1 person would change." in told
    assert "20 contact hours" in text_of(local.client.get("/rules/us-tx/"))
    (installation.data / "rules").mkdir()
    older = installation.data / "rules" / "zz.yaml"
    older.write_text(TOTAL % 21)
    assert "22 contact hours" in text_of(local.client.post(TRY, {"text": TOTAL % 22, "do": "try"}))
    local.client.post(TRY, {"text": TOTAL % 22, "do": "force"})
    (file,) = set((installation.data / "rules").iterdir()) - {older}
    assert file.read_text() == TOTAL % 22
    found = look(installation.data).packs.credentials["us-tx-technician"]
    assert found.credential.ce.clauses["total"].at_least == 22


def test_where_many_share_a_site_only_keepers_try_and_nobody_puts_in_force(
    installation, as_owner, as_another, owner, settings
):
    from allauth.account.models import EmailAddress

    settings.KEEPERS = frozenset({"owner@example.org"})
    EmailAddress.objects.create(user=owner.person, email="owner@example.org", verified=True)
    refused = as_another.post(TRY, {"text": TOTAL % 22, "do": "try"})
    assert (refused.status_code, refused["location"]) == (302, "/upkeep/corrections/")
    assert "What changed in the rules" not in text_of(as_another.get("/upkeep/corrections/"))
    told = as_owner.post(TRY, {"text": TOTAL % 22, "do": "force"})
    assert "whoever runs this site puts it as a file" in text_of(told)
    assert not (installation.data / "rules").exists()
