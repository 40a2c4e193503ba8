"""The calendar's page, its file, and its secret address: who may read it, and that it says what changed."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest
from django.test import Client

from rxladder.web.certifications.models import Holding
from rxladder.web.education.models import Credit
from rxladder.web.plan.models import FeedAddress
from tests.web.pages import page_of, text_of, undo_of
from tests.web.records import SECRET


def entries(content: bytes) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return {str(entry["UID"]): entry for entry in found}


def address_of(client) -> str:
    field = page_of(client.get("/calendar/")).find(id="address")
    return field["value"] if field else ""


@pytest.fixture
def feed(owner, as_owner) -> str:
    return address_of(as_owner).removeprefix("https://testserver").removeprefix("http://testserver")


def test_the_page_shows_every_date_and_teaches_when_there_is_none(local):
    assert "No dates yet" in text_of(local.client.get("/calendar/"))
    Holding.objects.create(person=local.person, credential="ptcb-cpht", expires=date(2027, 5, 31))
    shown = text_of(local.client.get("/calendar/"))
    for part in ("renewal opens", "apply by this day", "last day", "your phone cannot"):
        assert part in shown


def test_the_file_holds_the_dates(owner, as_owner):
    response = as_owner.get("/calendar/rxladder.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="rxladder-2026-11-22.ics"'
    days = {entry["DTSTART"].dt for entry in entries(response.content).values()}
    assert {date(2027, 5, 31), date(2027, 6, 30)} <= days


def test_what_tells_of_others_is_in_the_owners_file_only(owner, as_owner):
    assert SECRET in as_owner.get("/calendar/rxladder.ics").content.decode().replace("\r\n ", "")


def test_whoever_has_the_address_reads_the_dates_and_no_one_else(feed, as_stranger, as_another):
    for client in (as_stranger, as_another):
        response = client.get(feed)
        assert response.status_code == 200
        assert len(entries(response.content)) >= 4
        assert SECRET not in response.content.decode()
    head, _slash, token = feed.removesuffix(".ics").rpartition("/")
    for wrong in ("x", token[:-1], token + "A", token.swapcase(), "x" * len(token), "ü"):
        assert as_stranger.get(f"{head}/{wrong}.ics").status_code == 404
    assert as_stranger.post(feed).status_code in (403, 405)


def test_the_token_of_one_address_opens_no_other(owner, another, feed, as_stranger):
    other = FeedAddress.objects.create(person=another.person)
    token = feed.rpartition("/")[2]
    assert as_stranger.get(f"/calendar/{other.id}/{token}").status_code == 404


def test_who_reads_the_database_alone_has_no_address(owner, feed):
    assert owner.records.feed.seed not in feed


def test_a_new_address_ends_the_old_one_and_can_be_undone(feed, as_owner, as_stranger):
    response = as_owner.post("/calendar/address/new/", follow=True)
    new = address_of(as_owner)
    assert as_stranger.get(feed).status_code == 404
    assert as_stranger.get(new, secure=True).status_code == 200
    as_owner.post(undo_of(response))
    assert as_stranger.get(feed).status_code == 200
    assert as_stranger.get(new).status_code == 404


def test_an_address_that_is_turned_off_is_gone_and_can_be_undone(owner, feed, as_owner, as_stranger):
    response = as_owner.post(f"/calendar/address/{owner.records.feed.id}/revoke/", follow=True)
    assert as_stranger.get(feed).status_code == 404
    assert address_of(as_owner) == ""
    as_owner.post(undo_of(response))
    assert as_stranger.get(feed).status_code == 200


def test_the_address_of_someone_who_is_gone_ends(owner, feed, as_stranger):
    owner.person.is_active = False
    owner.person.save()
    assert as_stranger.get(feed).status_code == 404


def test_what_has_not_changed_is_not_sent_again(owner, feed):
    client = Client()
    first = client.get(feed)
    assert client.get(feed).content == first.content
    again = client.get(feed, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "private" in first["Cache-Control"]
    Credit.objects.create(
        person=owner.person, date=date(2027, 1, 5), hours=1, title="A talk", status="booked"
    )
    changed = client.get(feed, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert "Booked: A talk" in changed.content.decode()


def test_an_event_that_changes_keeps_its_name_and_counts_its_versions(owner, feed):
    client = Client()
    before = entries(client.get(feed).content)
    owner.records.cpht.expires = date(2027, 4, 30)
    owner.records.cpht.save()
    after = entries(client.get(feed).content)
    assert set(before) == set(after)
    moved = [uid for uid in before if before[uid]["DTSTART"].dt != after[uid]["DTSTART"].dt]
    assert len(moved) == 3
    for uid in before:
        changed = before[uid].to_ical() != after[uid].to_ical()
        assert after[uid]["SEQUENCE"] == before[uid]["SEQUENCE"] + changed
        assert after[uid]["LAST-MODIFIED"].dt >= before[uid]["LAST-MODIFIED"].dt


def test_texts_that_people_type_cannot_break_the_calendar(owner, feed):
    title = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged\x01\u2028;,\\n"
    Credit.objects.create(person=owner.person, date=date(2027, 1, 5), hours=1, title=title, status="booked")
    found = entries(Client().get(feed).content)
    assert not any(str(entry["SUMMARY"]) == "forged" for entry in found.values())


def test_two_people_with_the_same_holding_have_events_of_their_own(owner, another, as_owner, as_another):
    Holding.objects.create(person=another.person, credential="ptcb-cpht", expires=date(2027, 5, 31))
    mine = entries(as_owner.get("/calendar/rxladder.ics").content)
    theirs = entries(as_another.get("/calendar/rxladder.ics").content)
    assert not set(mine) & set(theirs)
