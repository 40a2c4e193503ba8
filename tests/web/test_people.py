"""The people one knows: logging in one line, whom to reach, address cards, duplicates and their undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rxladder.career.vcards_in import read_cards
from rxladder.web.accounts.models import Person
from rxladder.web.relationships.career_part import stored_people
from rxladder.web.relationships.models import Acquaintance, Contact
from rxladder.web.site.fields import LONGEST_TEXT
from tests.web.pages import errors_of, text_of, undo_of
from tests.web.settings import TODAY

CARDS = b"""BEGIN:VCARD
VERSION:3.0
UID:1
FN:Maria Lopez
EMAIL:maria@example.org
TEL:512 555 0101
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ben Cho
END:VCARD
"""


def somebody(person: Person, name: str, **more) -> Acquaintance:
    return Acquaintance.objects.create(person=person, name=name, **more)


def log(local, line: str):
    return local.client.post("/people/log/", {"line": line}, follow=True)


def cards_file(content: bytes = CARDS):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("people.vcf", content, content_type="text/vcard")


def bring(local, content: bytes = CARDS, **more):
    return local.client.post("/people/cards/", {"cards": cards_file(content), **more}, follow=True)


@pytest.fixture
def maria(local):
    return somebody(local.person, "Maria Lopez", mentoring="mentor", rhythm="2 months")


def test_a_line_is_logged_and_taken_back(local, maria):
    page = log(local, "coffee with my mentor, offered to review my résumé; follow up in 3 weeks")
    assert "Logged: contact with Maria Lopez." in text_of(page)
    contact = Contact.objects.visible_to(local.person).get()
    assert (contact.acquaintance, contact.on) == (maria, TODAY)
    assert (contact.follow_up - TODAY).days == 21
    local.client.post(undo_of(page))
    assert not Contact.objects.visible_to(local.person).exists()


def test_a_line_that_names_two_is_asked_and_then_logged(local):
    lee = somebody(local.person, "Sam Lee")
    ortiz = somebody(local.person, "Sam Ortiz")
    page = log(local, "coffee with Sam")
    assert "Who is it?" in text_of(page)
    told = {"offered": [str(lee.id), str(ortiz.id)], "on": TODAY.isoformat(), "note": "coffee"}
    wrong = local.client.post("/people/log/who/", told)
    assert wrong.status_code == 422
    assert errors_of(wrong)
    local.client.post("/people/log/who/", told | {"who": str(ortiz.id)})
    assert Contact.objects.visible_to(local.person).get().acquaintance == ortiz


def test_a_line_about_a_stranger_adds_them(local):
    assert 'value="Jo Rivera"' in log(local, "Met Jo Rivera at the booth").content.decode()
    local.client.post(
        "/people/log/who/", {"name": "Jo Rivera", "on": TODAY.isoformat(), "note": "Met at the booth"}
    )
    [jo] = stored_people(local.person)
    assert (jo.name, jo.added, jo.contacts[0].note) == ("Jo Rivera", TODAY, "Met at the booth")


def test_somebody_elses_person_cannot_be_logged(local, another):
    theirs = somebody(another.person, "Theirs")
    told = {"offered": str(theirs.id), "who": str(theirs.id), "on": TODAY.isoformat()}
    assert local.client.post("/people/log/who/", told).status_code == 422
    assert not Contact.objects.exists()


def test_whom_to_reach_this_week_is_said_with_the_last_note(local, maria):
    Contact.objects.create(
        person=local.person, acquaintance=maria, on=date(2026, 9, 1), note="She lent me the IV manual"
    )
    page = text_of(local.client.get("/people/"))
    assert "Last in touch on" in page
    assert "every 2 months" in page
    assert "She lent me the IV manual" in page
    log(local, "called Maria Lopez")
    assert "Nobody is waiting" in text_of(local.client.get("/people/"))


def test_a_promise_is_kept_in_mind_with_what_was_promised(local, maria):
    log(local, "coffee with Maria Lopez, will send my résumé; follow up in 3 weeks")
    log(local, "thanked Maria Lopez by mail")
    calendar = local.client.get("/calendar/rxladder.ics").content.decode().replace("\r\n ", "")
    assert (TODAY + timedelta(days=21)).strftime("%Y%m%d") in calendar
    assert "will send my résumé" in calendar


def test_whom_to_reach_stands_in_the_calendar_with_its_context_and_moves(local, maria):
    Contact.objects.create(
        person=local.person, acquaintance=maria, on=date(2026, 10, 1), note="Lent me a book"
    )
    page = text_of(local.client.get("/calendar/"))
    assert "Get in touch with Maria Lopez" in page
    before = local.client.get("/calendar/rxladder.ics").content.decode()
    assert "20261201" in before
    assert "Lent me a book" in before.replace("\r\n ", "")
    log(local, "called Maria Lopez")
    assert "20261201" not in local.client.get("/calendar/rxladder.ics").content.decode()


def test_the_same_file_three_times_changes_nothing_after_the_first(local):
    bring(local)
    first = stored_people(local.person)
    assert [one.name for one in first] == ["Maria Lopez", "Ben Cho"]
    for _again in range(2):
        assert "2 unchanged" in text_of(bring(local))
        assert stored_people(local.person) == first


def test_what_cards_would_change_is_shown_before(local):
    somebody(local.person, "Maria L", emails=[["maria@example.org", ""]])
    page = text_of(bring(local, look="on"))
    assert "1 filled in" in page
    assert "Phone" in page
    assert len(stored_people(local.person)) == 1


def test_cards_fill_in_what_is_known_and_can_be_taken_back(local):
    somebody(local.person, "Maria L", emails=[["maria@example.org", ""]], role="Lead", added=date(2026, 1, 1))
    before = stored_people(local.person)
    page = bring(local)
    maria = stored_people(local.person)[0]
    assert (maria.name, maria.role, maria.phones[0].address) == ("Maria L", "Lead", "512 555 0101")
    local.client.post(undo_of(page))
    assert stored_people(local.person) == before


def test_a_file_that_is_none_is_told_at_its_field(local):
    page = bring(local, b"name;phone")
    assert page.status_code == 422
    assert "BEGIN:VCARD" in errors_of(page)[0]


def test_the_cards_taken_away_read_back_to_the_same_people(local):
    bring(local)
    for version in ("3.0", "4.0"):
        content = local.client.get(f"/people/cards/{version}.vcf").content
        assert read_cards(content).people == stored_people(local.person)


def test_a_new_name_leaves_the_parts_of_the_old_one_behind(local):
    told = {"person": local.person, "name": "Linh Nguyen", "birthday": "07-31"}
    row = Acquaintance.objects.create(**told, card=["N:Nguyen;Linh;Thi;;", "LANG:vi"])
    assert "31 July" in text_of(local.client.get(f"/people/{row.id}/"))
    local.client.post(f"/people/acquaintance/{row.id}/", {"name": "Linh Nguyen", "employer": "CVS"})
    assert "N:Nguyen;Linh;Thi;;" in local.client.get("/people/cards/3.0.vcf").content.decode()
    local.client.post(f"/people/acquaintance/{row.id}/", {"name": "Linh Nguyen Smith"})
    cards = local.client.get("/people/cards/3.0.vcf").content.decode()
    assert "N:Smith;Linh Nguyen;;;" in cards
    assert "LANG:vi" in cards


def test_two_entries_become_one_and_two_again(local):
    kept = somebody(local.person, "Maria Lopez", role="Lead")
    other = somebody(local.person, "Lopez, Maria", phones=[["512 555 0101", ""]])
    Contact.objects.create(person=local.person, acquaintance=other, on=TODAY, note="tea")
    before = stored_people(local.person)
    assert "Maria Lopez · Lopez, Maria" in text_of(local.client.get("/people/duplicates/"))
    look = text_of(local.client.get(f"/people/duplicates/{kept.id}/{other.id}/"))
    assert "512 555 0101" in look
    assert "1 contact moves over" in look
    page = local.client.post(f"/people/duplicates/{kept.id}/{other.id}/merge/", follow=True)
    [one] = stored_people(local.person)
    assert (one.name, one.role, one.phones[0].address, len(one.contacts)) == (
        "Maria Lopez", "Lead", "512 555 0101", 1,
    )  # fmt: skip
    local.client.post(undo_of(page))
    assert stored_people(local.person) == before


def test_a_person_is_not_merged_with_themselves_or_with_anothers(local, another, maria):
    theirs = somebody(another.person, "Maria Lopez")
    for with_id in (maria.id, theirs.id):
        assert local.client.get(f"/people/duplicates/{maria.id}/{with_id}/").status_code == 404
        assert local.client.post(f"/people/duplicates/{maria.id}/{with_id}/merge/").status_code == 404


def test_a_rhythm_of_a_new_person_counts_from_today(local):
    local.client.post("/people/acquaintance/new/", {"name": "Ana", "rhythm": "2 weeks"})
    assert Acquaintance.objects.visible_to(local.person).get().added == TODAY


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [("name", "", "Fill in: Name"), ("birthday", "31 June", "June 15"), ("birthday", "02-31", "June 15")],
)
def test_a_form_that_does_not_hold_says_where(local, field, value, error):
    page = local.client.post("/people/acquaintance/new/", {"name": "Ana", field: value})
    assert page.status_code == 422
    assert errors_of(page)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("6/15", "06-15"), ("June 15", "06-15"), ("02-29", "02-29"), ("6/15/1990", "1990-06-15"), ("", "")],
)
def test_a_birthday_is_read_as_people_write_it(local, typed, kept):
    local.client.post("/people/acquaintance/new/", {"name": "Ana", "birthday": typed})
    assert Acquaintance.objects.visible_to(local.person).get().birthday == kept


def test_what_is_too_long_is_told_in_the_words_of_the_house(local):
    page = local.client.post("/people/acquaintance/new/", {"name": "A" * (LONGEST_TEXT + 1)})
    assert errors_of(page) == [f"Name: Enter at most {LONGEST_TEXT} characters; this has {LONGEST_TEXT + 1}."]


def test_a_contact_to_come_is_refused(local, maria):
    page = local.client.post(f"/people/{maria.id}/contact/", {"on": "2027-01-01", "note": "x"})
    assert page.status_code == 422
