"""A change that a form saved is taken back from the page that says so, unless something changed since."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction

import pytest

from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Holding
from rxladder.web.education.models import Credit
from rxladder.web.site import clock
from rxladder.web.site.career_io import export_career
from rxladder.web.site.records import Record
from rxladder.web.trash import acting, former
from rxladder.web.trash.models import Former
from tests.web.addresses import addresses
from tests.web.pages import page_of, text_of, undo_of

ELSEWHERE = ("duties:achievement", "stock:show", "trends:note", "resume:show", "study:prepare")
"""Pages that change a row and are not called so."""
NEW = {"note": "Not so", "title": "Another", "what": "Something else", "number": "77", "hours": "7"}
NEW |= {"score": "1500", "name": "Nobody", "about": "A role", "where": "There", "employer": "The Owl"}
NEW |= {"institution": "A college", "trainee": "Nora", "dues_usd": "44", "amount": "5", "by": "2027-05-01"}
NEW |= {"summary": "In short", "hours_per_week": "9"}
"""What is written into a form, into the first of these fields that it has."""


def sent_by(response) -> dict[str, list[str]]:
    """What a page's form, the first with fields, sends as it stands."""
    told: dict[str, list[str]] = {}
    for one in page_of(response).main.find("form", class_="form").find_all(["input", "textarea", "select"]):
        if one.name == "select":
            values = [each["value"] for each in one.find_all("option", selected=True)]
        elif one.get("type") in ("checkbox", "radio"):
            values = [one["value"]] if one.has_attr("checked") else []
        else:
            values = [one.get_text().lstrip("\n") if one.name == "textarea" else one.get("value", "")]
        if one.get("name"):
            told.setdefault(one["name"], []).extend(values)
    return told


def saved(client, address: str, **new):
    """The page after its form was sent with something new in it."""
    return client.post(address, sent_by(client.get(address)) | new, follow=True)


def told_by(row: Record) -> dict[str, object]:
    """All that the database has of a row but when it changed."""
    [values] = type(row).objects.kept_of(row.person).filter(id=row.id).values()
    return values | {"changed_at": None}


@pytest.mark.once
def test_whatever_a_form_changes_is_taken_back_at_once(owner, as_owner):
    """At any address of the URL table that changes a row."""
    rows = {str(row.id): row for row in vars(owner.records).values() if isinstance(row, Record)}
    alone = {"resume:show": owner.records.about, "study:prepare": owner.records.preparation}
    kinds = []
    for one in addresses(owner.records):
        if one.name in ELSEWHERE or one.name.partition(":")[2].partition("-")[0] == "edit":
            row = alone.get(one.name) or next(row for id_, row in rows.items() if id_ in one.url)
            before = told_by(row)
            told = sent_by(as_owner.get(one.url))
            field = next(name for name in NEW if name in told)
            page = as_owner.post(one.url, told | {field: NEW[field]}, follow=True)
            assert told_by(row) != before, one.name
            as_owner.post(undo_of(page))
            assert told_by(row) == before, one.name
            kinds.append(type(row))
    assert len(kinds) > 25, kinds


@pytest.fixture
def credit(owner):
    """A credit of an hour and a half."""
    return owner.records.credit


def test_a_second_tap_on_saving_or_on_undo_finds_done_what_the_first_did(credit, as_owner):
    told = sent_by(as_owner.get(f"/ce/{credit.id}/")) | {"hours": "2"}
    undos = [undo_of(as_owner.post(f"/ce/{credit.id}/", told, follow=True)) for _tap in range(2)]
    assert undos[0] == undos[1]
    for _tap in range(2):
        page = as_owner.post(undos[0], {"next": "/ce/"}, follow=True)
        assert page.request["PATH_INFO"] == "/ce/"
        assert "It is back to the way it was." in text_of(page)
        assert Credit.objects.get(id=credit.id).hours == Fraction(3, 2)
    again = undo_of(as_owner.post(f"/ce/{credit.id}/", told, follow=True))
    assert Credit.objects.get(id=credit.id).hours == 2
    as_owner.post(again)
    assert Credit.objects.get(id=credit.id).hours == Fraction(3, 2)


def test_the_page_that_says_so_has_the_button_and_stays(credit, as_owner):
    page = page_of(saved(as_owner, f"/ce/{credit.id}/", hours="2"))
    said = page.find_all(class_="said")[-1]
    assert said.form.button.get_text() == "Undo"
    assert said.form.find("input", attrs={"name": "next"})["value"] == "/ce/"
    page = page_of(saved(as_owner, f"/ce/{credit.id}/"))
    assert page.find_all(class_="said")[-1].form is None, "nothing changed"


def test_a_later_change_is_never_lost(credit, as_owner):
    first = undo_of(saved(as_owner, f"/ce/{credit.id}/", hours="2"))
    second = undo_of(saved(as_owner, f"/ce/{credit.id}/", title="Another"))
    assert "It was changed or deleted since" in text_of(as_owner.post(first, follow=True))
    assert Credit.objects.get(id=credit.id).hours == 2
    as_owner.post(second)
    as_owner.post(first)
    assert Credit.objects.get(id=credit.id).hours == Fraction(3, 2), "the last first"
    third = undo_of(saved(as_owner, f"/ce/{credit.id}/", hours="3"))
    credit.refresh_from_db()
    credit.delete_softly()
    assert "It was changed or deleted since" in text_of(as_owner.post(third, follow=True))
    assert Credit.objects.get(id=credit.id).hours == 3


def test_what_would_not_fit_any_more_does_not_come_back(owner, as_owner):
    """The same credential is held at the time of before."""
    held = owner.records.holding
    address = f"/holdings/{held.id}/edit/"
    undo = undo_of(saved(as_owner, address, issued="2027-01-01", expires="2028-06-30"))
    days = {"issued": date(2022, 1, 1), "expires": date(2026, 12, 30)}
    Holding(person=owner.person, credential=held.credential, **days).save()
    assert "no longer fits the rest of your record" in text_of(as_owner.post(undo, follow=True))
    assert Holding.objects.get(id=held.id).expires == date(2028, 6, 30)


def test_it_is_nobody_elses_and_in_no_file_and_forgotten_after_a_day(owner, as_owner, as_another):
    before = export_career(owner.person)
    undo = undo_of(saved(as_owner, f"/people/acquaintance/{owner.records.twin.id}/", name="Nobody"))
    assert as_another.post(undo).status_code == 404
    owner.records.twin.refresh_from_db()
    assert owner.records.twin.name == "Nobody"
    as_owner.post(undo)
    assert export_career(owner.person) == before
    assert Former.objects.filter(person=owner.person).exists()
    acting.look(clock.now() + timedelta(hours=23))
    assert Former.objects.filter(person=owner.person).exists()
    Former.objects.update(at=clock.now() - timedelta(hours=25))
    assert as_owner.post(undo).status_code == 404
    acting.look()
    assert not Former.objects.exists()


def test_what_one_lets_go_of_for_good_is_not_kept_as_what_it_said_before(owner, as_owner, credit):
    saved(as_owner, f"/ce/{credit.id}/", title="Another")
    as_owner.post(f"/ce/{credit.id}/delete/")
    as_owner.post("/me/deleted/empty/")
    assert not Former.objects.filter(person=owner.person).exists()


def test_every_value_of_every_kind_of_row_is_read_as_it_was_written(owner):
    for row in vars(owner.records).values():
        if isinstance(row, Record):
            row.refresh_from_db()
            told = json.loads(json.dumps(former.told_by(row)))
            assert {name: former.read(type(row), name, value) for name, value in told.items()} == {
                name: getattr(row, name) for name in told
            }, row


def test_a_profile_an_answer_and_a_day_that_was_noted_are_taken_back(owner, as_owner):
    answer, letter = owner.records.answer, owner.records.letter
    at = f"/me/answers/{answer.question}/"
    undos = [
        undo_of(saved(as_owner, "/me/", state="us-fl", birthday="1995-02-03")),
        undo_of(as_owner.post(at, {"value": "yes"}, follow=True)),
        undo_of(as_owner.post(f"/people/letters/{letter.id}/step/", follow=True)),
    ]
    Person.objects.get(id=owner.person.id).save()
    for undo in undos:
        assert "It is back to the way it was." in text_of(as_owner.post(undo, follow=True))
    person = Person.objects.get(id=owner.person.id)
    assert (person.state, person.birthday) == ("us-tx", None)
    answer.refresh_from_db()
    letter.refresh_from_db()
    assert (answer.value, letter.asked) == (False, None)
    assert person.revision > owner.person.revision, "what was worked out before holds no more"
    undo = undo_of(saved(as_owner, "/me/", state="us-fl"))
    Person.objects.filter(id=person.id).update(name="Nobody")
    assert "It was changed or deleted since" in text_of(as_owner.post(undo, follow=True))
