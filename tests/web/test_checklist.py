"""The checklist's page: worked out where the record tells, ticked where only the person knows."""

from __future__ import annotations

from datetime import date

import pytest

from rxladder.web.certifications.models import Holding, Tick
from rxladder.web.education.models import Credit, Evidence, Proof
from rxladder.web.plan.dates import asked_for, events_of
from tests.web.pages import page_of, text_of


@pytest.fixture
def cpht(local):
    return Holding.objects.create(person=local.person, credential="ptcb-cpht", expires=date(2027, 5, 31))


def done(response) -> set[str]:
    entries = page_of(response).find_all(class_="entry")
    names = {entry.find(class_="name").get_text(): entry.find(class_="chip") for entry in entries}
    return {name for name, chip in names.items() if chip and chip.get_text() == "done"}


def test_it_is_reached_from_the_holding_and_from_the_step(demo):
    held = Holding.objects.visible_to(demo.person).get(credential="ptcb-cpht")
    address = f'/holdings/{held.id}/checklist/"'
    assert address in demo.client.get(f"/holdings/{held.id}/").content.decode()
    shown = text_of(demo.client.get(address[:-1]))
    for part in (
        "17 of 20 hours count",
        "Opens 1 April 2027",
        "Apply by 1 May 2027",
        "$55",
        "Not known here",
    ):
        assert part in shown


def test_a_tick_is_kept_for_this_term_and_can_be_taken_back(local, cpht):
    page = f"/holdings/{cpht.id}/checklist/"
    assert "Pay the fee" not in done(local.client.get(page))
    for _ in range(2):
        local.client.post(f"{page}fee/", {"done": "1"})
    assert "Pay the fee" in done(local.client.get(page))
    assert Tick.objects.visible_to(local.person).count() == 1
    local.client.post(f"/holdings/{cpht.id}/renewed/", {"expires": "2029-05-31"})
    assert "Pay the fee" not in done(local.client.get(page))
    local.client.post(f"/holdings/{cpht.id}/renewed/undo/")
    assert "Pay the fee" in done(local.client.get(page))
    local.client.post(f"{page}fee/")
    assert "Pay the fee" not in done(local.client.get(page))


@pytest.mark.parametrize("item", ["hours", "filed", "certificates", "nonsense", "x" * 300])
def test_what_is_worked_out_cannot_be_ticked(local, cpht, item):
    assert local.client.post(f"/holdings/{cpht.id}/checklist/{item}/", {"done": "1"}).status_code == 404
    assert not Tick.objects.exists()


def test_handing_it_in_stops_the_reminders_and_can_be_taken_back(local, cpht):
    page = f"/holdings/{cpht.id}/checklist/"
    response = local.client.post(
        f"/holdings/{cpht.id}/filed/day/", {"day": "2026-11-20", "next": page}, follow=True
    )
    assert "You handed it in on 20 November 2026" in text_of(response)
    assert {event.state for event in events_of(asked_for(local.person, date(2026, 11, 22)))} >= {"done"}
    response = local.client.post(f"/holdings/{cpht.id}/filed/day/", {"next": page}, follow=True)
    assert "left to do" in text_of(response)
    cpht.refresh_from_db()
    assert (cpht.filed, cpht.expires) == (None, date(2027, 5, 31))


def test_a_day_that_cannot_be_is_told(local, cpht):
    response = local.client.post(f"/holdings/{cpht.id}/filed/day/", {"day": "2026-02-31"})
    assert response.status_code == 422


def test_what_has_no_list_says_why(local):
    rows = [
        Holding.objects.create(person=local.person, credential="us-tx-technician"),
        Holding.objects.create(
            person=local.person, credential="us-tx-technician-trainee", expires=date(2027, 1, 31)
        ),
    ]
    told = [text_of(local.client.get(f"/holdings/{row.id}/checklist/")) for row in rows]
    assert "One date is missing" in told[0]
    assert "It cannot be renewed" in told[1]


def test_ticks_are_each_persons_own(owner, as_owner, as_another, as_stranger):
    page = f"/holdings/{owner.records.cpht.id}/checklist/"
    as_owner.post(f"{page}fee/", {"done": "1"})
    for client, expected in ((as_another, 404), (as_stranger, 403)):
        assert client.get(page).status_code == expected
        assert client.post(f"{page}fee/").status_code == expected
    assert Tick.objects.visible_to(owner.person).count() == 1


def test_certificates_are_counted_for_what_counts(owner, as_owner):
    page = f"/holdings/{owner.records.holding.id}/checklist/"
    assert "Certificates" not in text_of(as_owner.get(page))
    row = Credit.objects.create(
        person=owner.person, date=date(2026, 4, 1), hours=2, uan="0384-0000-26-001-H04-T", title="Law"
    )
    assert "Certificates: 0 of 1 credit that counts has one" in text_of(as_owner.get(page))
    file = Evidence.objects.create(
        person=owner.person, sha256="0" * 64, name="a.pdf", kind="pdf", size=1, pages=1
    )
    Proof.objects.create(person=owner.person, evidence=file, credit=row)
    assert "Certificates: 1 of 1 credit that counts has one" in text_of(as_owner.get(page))
    file.delete_softly()
    assert "Certificates: 0 of 1" in text_of(as_owner.get(page))
