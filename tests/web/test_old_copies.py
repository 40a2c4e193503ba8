"""What a page read before somebody else wrote is old: it is not written back over what is true now."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from django.http import Http404
from django.test import Client

from rxladder.career.record import Career
from rxladder.web.accounts import deletion
from rxladder.web.accounts.forms import ProfileForm
from rxladder.web.accounts.models import Person
from rxladder.web.api import webhook_job, webhooks
from rxladder.web.api.models import Webhook
from rxladder.web.education.models import Credit
from rxladder.web.plan.models import ReminderMail
from rxladder.web.plan.reminders.delivering import held
from rxladder.web.relationships.models import Acquaintance
from rxladder.web.site import clock
from rxladder.web.site.career_io import import_career, undo_import
from rxladder.web.team import membership
from rxladder.web.team.models import Role, TeamMember
from tests.web.settings import TODAY
from tests.web.teams import Team


@pytest.fixture
def team(db, many_people):
    return Team()


def copy_of(row):
    return type(row).objects.get(id=row.pk)


def test_a_manager_who_places_somebody_leaves_what_they_share_as_they_said_last(team):
    manager, ben = team.rows["owner"], copy_of(team.rows["ben"])
    membership.share(copy_of(ben), [], may_remind=False)
    membership.place(manager, ben, Role.EDUCATOR, team.south, manager.person)
    now = copy_of(ben)
    assert (now.role, now.site, now.shares, now.may_remind) == (Role.EDUCATOR, team.south, [], False)


def test_who_left_meanwhile_is_not_brought_back(team):
    manager, ben = team.rows["owner"], copy_of(team.rows["ben"])
    membership.leave(copy_of(ben))
    for late in (
        lambda: membership.place(manager, ben, Role.EDUCATOR, None, manager.person),
        lambda: membership.share(ben, ["credits"], may_remind=True),
    ):
        with pytest.raises(Http404):
            late()
    assert TeamMember.objects.get(id=ben.id).left_at


def test_who_became_an_owner_meanwhile_is_not_placed_by_a_manager(team):
    manager, ben = team.rows["manager"], copy_of(team.rows["ben"])
    membership.place(team.rows["owner"], copy_of(ben), Role.OWNER, None, team.person("owner"))
    with pytest.raises(Http404):
        membership.place(manager, ben, Role.MEMBER, None, manager.person)


def test_a_profile_that_is_saved_changes_nothing_else_of_the_person(db):
    person = Person.objects.create(email="a@example.org", name="Ann", state="us-tx")
    form = ProfileForm({"name": "Anna", "state": "us-tx"}, instance=copy_of(person), today=TODAY)
    assert form.is_valid(), form.errors
    at = clock.now() + timedelta(days=14)
    Person.objects.filter(id=person.id).update(password="new", delete_at=at, corrected=True, language="es")
    form.save()
    now = copy_of(person)
    assert (now.name, now.password, now.delete_at, now.corrected, now.language) == (
        *("Anna", "new", at, True, "es"),
    )


def test_of_two_files_that_replace_a_record_both_can_be_taken_back(db):
    person = Person.objects.create(email="a@example.org")
    first, second = copy_of(person), copy_of(person)
    ats = [import_career(copy, Career()) for copy in (first, second)]
    Person.objects.filter(id=person.id).update(password="new")
    assert undo_import(second, ats[1])
    assert undo_import(first, ats[0])
    assert not undo_import(second, ats[1]), "a second tap on the undo does nothing"
    assert copy_of(person).password == "new"


def test_a_record_that_was_deleted_meanwhile_stays_deleted(db):
    person = Person.objects.create(email="a@example.org")
    credit = Credit.objects.create(person=person, date=date(2026, 3, 2), hours=Fraction(1), title="Law")
    copy_of(credit).delete_softly()
    credit.title = "Patient safety"
    credit.save()
    assert not Credit.objects.visible_to(person).exists()
    credit.refresh_from_db()
    credit.restore()
    assert Credit.objects.visible_to(person).get().title == "Patient safety"


def test_who_says_while_others_are_deleted_that_they_stay_is_not_deleted(db, monkeypatch):
    due = clock.now() - timedelta(hours=1)
    first, second = (Person.objects.create(email=f"{one}@example.org", delete_at=due) for one in "ab")
    sweep = deletion.evidence_store.keep_only

    def and_the_other_stays(*told):
        for one in Person.objects.filter(id__in=(first.id, second.id)):
            deletion.keep_after_all(one)
        return sweep(*told)

    monkeypatch.setattr(deletion.evidence_store, "keep_only", and_the_other_stays)
    assert deletion.delete_due() == "1 deleted"
    assert Person.objects.filter(id__in=(first.id, second.id)).count() == 1


def test_a_form_sent_again_by_the_same_page_adds_nothing_and_by_another_it_does(local):
    client = Client()
    told = {"date": "2026-03-02", "hours": "1", "title": "Law", "status": "done"}

    def send(mark: str, **more):
        assert client.post("/ce/new/", told | more | {"csrfmiddlewaretoken": mark}).status_code == 302
        return list(Credit.objects.visible_to(local.person).values_list("title", flat=True))

    assert send("a") == send("a") == ["Law"]
    assert len(send("a", title="Patient safety")) == 2, "what was filled in anew is another credit"
    assert len(send("b")) == 3, "so is what another page adds"
    Credit.objects.visible_to(local.person).delete_softly(clock.now())
    assert send("a") == ["Law"], "what was deleted since is meant anew"


def test_a_second_tap_on_delete_or_undo_leads_to_the_same_page(local):
    rows = {
        "/ce": Credit.objects.create(person=local.person, date=date(2026, 3, 2), hours=1, title="Law"),
        "/people/acquaintance": Acquaintance.objects.create(person=local.person, name="Ann", added=TODAY),
    }
    for (page, row), act, gone in product(rows.items(), ("delete", "restore"), (1, 2)):
        assert local.client.post(f"{page}/{row.id}/{act}/").status_code == 302, (page, act, gone)
        assert type(row).objects.visible_to(local.person).exists() == (act == "restore")


def test_what_another_worker_has_just_tried_waits_for_its_next_try(db):
    now, later = clock.now(), clock.now() + timedelta(minutes=5)
    person = Person.objects.create(email="a@example.org")
    hook = Webhook.objects.create(person=person, url="https://there.example/", events=[], created_at=now)
    delivery = webhooks.ping(hook, now)
    mail = ReminderMail.objects.create(person=person, day=now.date(), next_try=now, message_id="<a@b>")
    for row in (delivery, mail):
        type(row).objects.filter(id=row.id).update(next_try=later)
    assert not webhook_job._held(delivery, now)
    assert not held(mail, now)
    assert webhook_job._held(delivery, later)
    assert held(mail, later)
