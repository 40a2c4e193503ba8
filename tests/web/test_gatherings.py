"""Memberships, events and letters: what they need, what they offer the plan, and their undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rxladder.web.education.models import OwnActivity
from rxladder.web.relationships.models import Gathering, Letter, Membership
from tests.career.published_events import MIDYEAR, WEBINAR, calendar
from tests.certificates import certificate_pdf
from tests.web.pages import errors_of, text_of, undo_of
from tests.web.settings import TODAY


def event(person, **more) -> Gathering:
    return Gathering.objects.create(person=person, **{"name": "Midyear", "starts": date(2026, 12, 6)} | more)


def test_a_membership_is_known_by_its_name_and_owed_in_time(local):
    name = "American Association of Pharmacy Technicians (AAPT)"
    soon = (TODAY + timedelta(days=20)).isoformat()
    local.client.post("/people/membership/new/", {"organisation": name, "renews": soon, "dues_usd": "40"})
    assert Membership.objects.visible_to(local.person).get().organisation == "aapt"
    page = text_of(local.client.get("/people/groups/"))
    assert f"{name} Dues on" in page
    assert "soon" in page


def test_an_organisation_that_nobody_read_about_is_its_own_name(local):
    local.client.post("/people/membership/new/", {"organisation": "Our county's technicians"})
    assert "Our county's technicians" in text_of(local.client.get("/people/groups/"))


def test_no_fee_is_made_up_and_doubts_are_shown(local):
    page = text_of(local.client.get("/people/groups/"))
    assert "What no page said, such as membership fees, is not here." in page
    assert "Membership fees were not on any page read" in page


def test_an_address_that_is_no_page_of_the_web_is_no_link(local):
    row = event(local.person, ce_hours=6, url="javascript:alert(1)")
    page = local.client.get(f"/people/events/{row.id}/")
    assert "javascript:alert(1)" in text_of(page)
    assert 'href="javascript' not in page.content.decode()
    local.client.post(f"/people/events/{row.id}/offer/")
    assert OwnActivity.objects.visible_to(local.person).get().url == ""


def test_the_ce_of_an_event_goes_to_the_catalogue_once_and_comes_out_again(local):
    row = event(local.person, ce_hours=6)
    page = local.client.post(f"/people/events/{row.id}/offer/", follow=True)
    activity = OwnActivity.objects.visible_to(local.person).get()
    assert (activity.title, activity.hours, activity.live_on) == ("Midyear", 6, row.starts)
    assert local.client.post(f"/people/events/{row.id}/offer/").status_code == 404
    local.client.post(undo_of(page))
    assert not OwnActivity.objects.visible_to(local.person).exists()
    assert local.client.post(f"/people/events/{row.id}/offer/").status_code == 302


def test_what_is_done_stays_done_while_its_line_stays(local):
    row = event(local.person, before=[["Print cards", False], ["Pack", False]])
    local.client.post(f"/people/events/{row.id}/tick/", {"item": "before:1"})
    told = {"name": row.name, "starts": row.starts.isoformat(), "going": "yes", "before": "Pack\nBook a room"}
    local.client.post(f"/people/event/{row.id}/", told)
    row.refresh_from_db()
    assert row.before == [["Pack", True], ["Book a room", False]]


@pytest.mark.parametrize("item", ["before:7", "name:0", "before:", ":", ""])
def test_what_is_not_on_the_list_cannot_be_ticked(local, item):
    row = event(local.person, before=[["Pack", False]])
    assert local.client.post(f"/people/events/{row.id}/tick/", {"item": item}).status_code == 404


def bring(local, *events: str):
    file = SimpleUploadedFile("events.ics", calendar(*events))
    return local.client.post("/people/groups/calendar/", {"calendar": file}, follow=True)


def test_a_calendar_brings_what_is_to_come_once_and_is_taken_back(local):
    over = MIDYEAR.replace("2026", "2025").replace("UID:1", "UID:3")
    page = bring(local, MIDYEAR, WEBINAR, over)
    assert "2 events are new." in text_of(page)
    assert "0 events are new." in text_of(bring(local, MIDYEAR, WEBINAR))
    local.client.post(undo_of(page))
    assert not Gathering.objects.visible_to(local.person).exists()


def test_the_next_meeting_comes_in_once_the_one_before_is_over(local, settings):
    monthly = (
        "UID:m@x\r\nSUMMARY:Chapter meeting\r\nDTSTART;VALUE=DATE:20260901\r\nRRULE:FREQ=MONTHLY;BYDAY=1TU"
    )
    for today in (date(2026, 11, 26), date(2026, 12, 1), date(2026, 12, 2)):
        settings.TODAY = today
        bring(local, monthly)
    days = Gathering.objects.visible_to(local.person).order_by("starts").values_list("starts", flat=True)
    assert list(days) == [date(2026, 12, 1), date(2027, 1, 5)]


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({}, "Choose a file"),
        ({"address": "http://127.0.0.1:1/events.ics"}, ""),
        ({"address": "file:///etc/passwd"}, ""),
    ],
)
def test_a_calendar_that_cannot_be_had_is_told(local, told, error):
    page = local.client.post("/people/groups/calendar/", told)
    assert page.status_code == 422
    assert error in errors_of(page)[0]


def test_a_letter_is_asked_for_reminded_of_and_kept(local):
    local.client.post("/people/letter/new/", {"writer": "Maria", "about": "Lead", "needed_by": "2026-12-20"})
    row = Letter.objects.visible_to(local.person).get()
    assert "to ask" in text_of(local.client.get("/people/letters/"))
    for _asked_then_reminded_twice in range(3):
        local.client.post(f"/people/letters/{row.id}/step/")
    row.refresh_from_db()
    assert (row.asked, row.reminded) == (TODAY, [TODAY.isoformat()])
    file = SimpleUploadedFile("letter.pdf", certificate_pdf("She is good"))
    page = local.client.post(f"/people/letters/{row.id}/", {"letter": file}, follow=True)
    assert "The letter: letter.pdf" in text_of(page)
    assert "received" in text_of(local.client.get("/people/letters/"))


def test_what_is_no_letter_is_refused(local):
    row = Letter.objects.create(person=local.person, writer="Maria")
    page = local.client.post(f"/people/letters/{row.id}/", {"letter": SimpleUploadedFile("x.pdf", b"no")})
    assert page.status_code == 422
    assert Letter.objects.get(id=row.id).evidence is None


def test_the_writer_gets_a_brief_of_the_record_and_nobody_else_gets_it(
    owner, as_owner, as_another, as_stranger
):
    address = f"/people/letters/{owner.records.letter.id}/brief/"
    assert address in as_owner.get(f"/people/letters/{owner.records.letter.id}/").content.decode()
    response = as_owner.get(address)
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert as_another.get(address).status_code == 404
    assert as_stranger.get(address).status_code == 403
