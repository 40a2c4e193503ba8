"""Deleting an account deletes: no table and no folder knows anything of the person afterwards."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from rxladder.web.accounts import invitations
from rxladder.web.accounts.deletion import delete_due
from rxladder.web.accounts.mail_models import WaitingMail
from rxladder.web.accounts.mails import send_soon
from rxladder.web.accounts.models import Person
from rxladder.web.education import evidence_store
from rxladder.web.site import clock
from tests.web.pages import text_of
from tests.web.records import SECRET
from tests.web.signing_in import PASSWORD

# Others keep who asked, signed or badged for them: by a number that leads to nobody any more.
BY_NUMBER = {"team_assignment", "team_issuedbadge", "team_signedhere"}
# What feeds say to whoever reads them.
OF_ALL = ("trends_entry", "trends_feed")


@pytest.fixture
def leaving(owner, another, many_people):
    """The owner with all records, who has signed in with a password, and asked for this and that."""
    person = owner.person
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    invitations.invite("site", email=person.email)
    send_soon(person.email, "Hello", "A mail that still waits")
    invitations.take_up(invitations.invite("site"), person)
    client = Client()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post("/demo/")
    return client


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Does at once what waits for a transaction to hold."""
    return django_capture_on_commit_callbacks


def traces(person: Person, *more: str) -> dict[str, int]:
    """In which tables and folders something of a person stands: their number, or such words."""
    marks, found = [str(person.id), person.id.hex, *more], {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = [str(row) for row in cursor.fetchall()]
            if count := sum(any(mark in row for mark in marks) for row in rows):
                found[table] = count
    for path in (Path(django_settings.DATA) / "evidence").rglob("*"):
        if str(person.id) in str(path):
            found[str(path)] = 1
    return found


def sessions_of(person: Person) -> list[Session]:
    """Where a person is signed in; what a session holds cannot be read in its table."""
    mine = str(person.id)
    return [row for row in Session.objects.iterator() if row.get_decoded().get("_auth_user_id") == mine]


def test_nothing_is_left_once_an_account_is_deleted_at_once(leaving, owner, on_commit):
    mails = [f"'{owner.person.email}'"]
    before = traces(owner.person, *mails, SECRET)
    assert len(before) > 30
    example = Person.objects.get(owner=owner.person)
    evidence_store.write(example.id, b"what a crash left: no row names it")
    Client().force_login(owner.person)  # a device that no list knows
    assert len(sessions_of(owner.person)) == 2
    assert any("evidence/" in place for place in before)
    page = leaving.get("/account/delete/")
    assert "Download my career file" in text_of(page)
    assert "no copy except the site's backups, which are overwritten in time" in text_of(page)
    assert leaving.post("/account/delete/", {}).status_code == 422
    with on_commit(execute=True):
        done = leaving.post("/account/delete/", {"when": "now"}, follow=True)
    assert "along with everything in it" in done.content.decode()
    # One mail is still to go out; with it the last trace goes.
    (last,) = WaitingMail.objects.filter(to=owner.person.email)
    assert "our last email to you" in last.text
    last.delete()
    assert traces(owner.person, *mails).keys() <= BY_NUMBER
    assert not traces(example)
    assert not sessions_of(owner.person)
    # What the colleague has of the same words is theirs, until they leave, too.
    owner.records.colleague.person.delete()
    left = traces(owner.person, *mails, SECRET).keys() - BY_NUMBER
    assert not [table for table in left if not table.startswith(OF_ALL)]
    assert Person.objects.filter(email="another@example.org").exists()
    assert leaving.get("/ce/").status_code == 403


def test_within_the_grace_it_can_be_kept_and_after_it_goes(leaving, owner):
    leaving.post("/account/delete/", {"when": "later"})
    again = Client()
    answer = again.post("/account/login/", {"login": owner.person.email, "password": PASSWORD})
    assert answer["Location"] == "/account/delete/"
    said = text_of(leaving.get("/account/delete/"))
    assert "Your account will be deleted on" in said
    # One thing alone keeps it: no second "Keep it" that only leads away.
    assert "Keep my account" in said
    assert "Keep it" not in said
    assert delete_due() == "0 deleted"
    again.post("/account/reauthenticate/", {"password": PASSWORD})
    again.post("/account/delete/keep/")
    assert Person.objects.get(id=owner.person.id).delete_at is None
    again.post("/account/delete/", {"when": "later"})
    Person.objects.filter(id=owner.person.id).update(delete_at=clock.now() - timedelta(minutes=1))
    assert delete_due() == "1 deleted"
    assert not Person.objects.filter(id=owner.person.id).exists()


def test_only_who_shows_the_password_again_deletes(leaving):
    session = leaving.session
    session["account_authentication_methods"] = []
    session.save()
    assert leaving.get("/account/delete/")["Location"].startswith("/account/reauthenticate/")
    assert leaving.post("/account/delete/", {"when": "now"})["Location"].startswith(
        "/account/reauthenticate/"
    )
    assert Person.objects.filter(email="owner@example.org").exists()
