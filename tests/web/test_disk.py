"""A disk that takes no more: a clear page with what was typed, nothing lost, and on once there is room."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client

from rxladder.web.accounts.models import Person
from rxladder.web.api import entering
from rxladder.web.education.models import Credit, Evidence
from rxladder.web.relationships.models import Acquaintance
from rxladder.web.site import clock
from rxladder.web.site.disk import trouble_of
from rxladder.web.team.models import Organisation, Role, TeamMember
from tests.certificates import certificate_pdf
from tests.full_disk import small_disk
from tests.web.addresses import calls
from tests.web.api_calls import Program, says
from tests.web.pages import page_of, text_of
from tests.web.records import fill_owner

TYPED = {"title": "A long evening on <law>", "date": "2026-03-02", "hours": "1.5", "status": "done"}


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def closed_disk():
    """The database refuses to write, as it does on a disk that was locked."""
    lite = connection.vendor == "sqlite"
    run("PRAGMA query_only = ON" if lite else "SET default_transaction_read_only = on")
    try:
        yield
    finally:
        run("PRAGMA query_only = OFF" if lite else "SET default_transaction_read_only = off")


@contextmanager
def full_disk():
    """The database may not grow, which SQLite tells as it tells of a full disk."""
    with connection.cursor() as cursor:
        [before] = cursor.execute("PRAGMA max_page_count").fetchone()
        cursor.execute("PRAGMA max_page_count = 1")
    try:
        yield
    finally:
        run(f"PRAGMA max_page_count = {before}")


@pytest.fixture
def site(transactional_db):
    """The site of one person, seen as a browser sees it when something fails."""
    Person.objects.local()
    return Client(raise_request_exception=False)


def test_a_form_comes_back_as_it_was_typed_and_can_be_sent_again(site):
    with closed_disk():
        response = site.post("/ce/new/?from=plan", TYPED)
        assert site.get("/ce/").status_code == 200
    assert response.status_code == 503
    assert "nothing was saved. What was saved before is safe." in text_of(response)
    form = page_of(response).find("form", method="post")
    assert form["action"] == "/ce/new/?from=plan"
    assert "A long evening" in form.find("li").get_text()
    again = {one["name"]: one["value"] for one in form.find_all("input", type="hidden")}
    assert again.pop("csrfmiddlewaretoken")
    assert again == TYPED
    assert not Credit.objects.exists()
    assert site.post("/ce/new/", again).status_code == 302
    assert Credit.objects.get().title == "A long evening on <law>"


def test_it_is_said_in_spanish_and_to_programs(site):
    program = Program(Person.objects.local())
    program.client.raise_request_exception = False
    with closed_disk():
        assert "no se guardó nada" in text_of(site.post("/ce/new/", TYPED, headers={"accept-language": "es"}))
        answer = program("POST", "/duties", {"what": "Order the vaccines"}, idempotency_key="one")
    assert (answer.status_code, "Nothing was changed" in says(answer)) == (503, True)
    answer = program("POST", "/duties", {"what": "Order the vaccines"}, idempotency_key="one")
    assert (answer.status_code, "Idempotency-Replayed" in answer) == (201, False)


def test_programs_read_what_is_there_and_no_limit_ends(site, settings, monkeypatch):
    program = Program(Person.objects.local())
    assert (
        program("POST", "/holdings", {"credential": "ptcb-cpht", "expires": "2027-05-31"}).status_code == 201
    )
    settings.LOCAL, settings.API_CALLS_A_MINUTE = False, 8
    monkeypatch.setattr(entering, "MOST_WRONG", 5)
    monkeypatch.setattr(caches["default"], "_here", LocMemCache("of this test", {}))
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start)
    wrong = {"authorization": "Bearer rxl_wrong"}
    with closed_disk():
        for path in ("/holdings", "/news", "/calendar", "/person", "/answers/audit"):
            assert program("GET", path).status_code == 200, path
        [*shares, share] = [program("GET", "/holdings") for _ in range(9)]
        assert shares[0].status_code == 200
        assert share.status_code == 429
        assert "can make 8 calls a minute" in says(share)
        assert [program("GET", "/person", **wrong).status_code for _ in range(6)] == [401] * 5 + [429]
    # Nor does what was counted meanwhile end with it.
    assert program("GET", "/person").status_code == 429


def test_a_count_that_the_disk_does_not_take_is_kept_in_this_process(site, monkeypatch):
    counts = caches["default"]
    monkeypatch.setattr(counts, "_here", LocMemCache("of this test", {}))
    with closed_disk():
        counts.set("wrong-passwords", [1, 2], 60)
        assert counts.get("wrong-passwords") == [1, 2]
        counts.set("wrong-passwords", [1, 2, 3], 60)
    assert counts.get("wrong-passwords") == [1, 2, 3]
    counts.set("wrong-passwords", [], 60)
    assert counts.get("wrong-passwords") == []


@pytest.mark.long
def test_programs_read_everything_but_what_has_to_be_noted(site, settings):
    settings.LOCAL, settings.API_CALLS_A_MINUTE = False, 10_000
    owner = fill_owner("owner@example.org")
    program = Program(owner.person)
    program.client.raise_request_exception = False
    with closed_disk():
        found = {
            call.operation: program("GET", call.url).status_code
            for call in calls(owner.records)
            if call.method == "get"
        }
    # Whoever is looked at was promised to be told of it.
    looks = {"list-teams-compliance", "list-teams-skills", "get-teams-members"}
    assert {name for name, status in found.items() if status != 200} == looks
    assert {found[name] for name in looks} == {503}


def test_a_team_that_cannot_be_shown_says_why_and_what_to_do(site):
    person = Person.objects.local()
    team = Organisation.objects.create(name="The fourth floor", example_of=person)
    TeamMember.objects.create(
        organisation=team, person=person, role=Role.OWNER, joined_on=clock.today(person)
    )
    program = Program(person)
    program.client.raise_request_exception = False
    with closed_disk():
        page = site.get(f"/team/{team.id}/")
        in_spanish = text_of(site.get(f"/team/{team.id}/", headers={"accept-language": "es"}))
        answer = program("GET", f"/teams/{team.id}/compliance")
        assert site.get("/team/").status_code == 200
    assert (page.status_code, answer.status_code) == (503, 503)
    for told in (text_of(page), says(answer)):
        for words in (
            "cannot be shown",
            "promised that they can see who looked",
            "you can still read everything",
            "Copy your",
        ):
            assert words in told
        assert "saved" not in told
    assert "así que esto no se puede mostrar" in in_spanish
    assert "se les prometió que pueden ver quién miró" in in_spanish
    assert site.get(f"/team/{team.id}/").status_code == 200


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="PostgreSQL has a disk of its own")
def test_a_full_disk_keeps_what_is_there(site):
    told = {"name": "Maria", "note": "A long note. " * 150}
    with full_disk():
        # What is free within the file is used up first.
        found = [site.post("/people/acquaintance/new/", told) for _ in range(40)]
        assert site.get("/people/").status_code == 200
    kept = [response for response in found if response.status_code == 302]
    assert {response.status_code for response in found} == {302, 507}
    assert "The disk is full" in text_of(found[-1])
    assert told["note"].strip() in text_of(found[-1])
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert Acquaintance.objects.count() == len(kept)
    assert site.post("/people/acquaintance/new/", told).status_code == 302


def test_a_certificate_for_which_there_is_no_room_leaves_nothing(site):
    paper = certificate_pdf("Law")
    with small_disk(settings.DATA / "evidence", kilobytes=0) as disk:
        response = site.post("/ce/certificates/", {"chosen": SimpleUploadedFile("law.pdf", paper)})
        assert [path.name for path in disk.rglob("*") if path.is_file()] == ["all-the-room"]
    assert response.status_code == 507
    field = page_of(response).find("input", type="file")
    assert (field["name"], "law.pdf" in text_of(response)) == ("chosen", True)
    assert not Evidence.objects.exists()
    response = site.post("/ce/certificates/", {"chosen": SimpleUploadedFile("law.pdf", paper)})
    assert (response.status_code, Evidence.objects.count()) == (302, 1)


def test_what_is_secret_is_never_sent_back(site):
    with closed_disk():
        response = site.post("/reminders/server/", {"host": "mail.example", "password": "xylophone"})
    assert "xylophone" not in response.content.decode()


@pytest.mark.parametrize(
    ("code", "trouble"), [(13, "full"), (776, "read-only"), (778, "read-only"), (5, None)]
)
def test_other_failures_are_not_blamed_on_the_disk(code, trouble):
    error = OperationalError()
    error.__cause__ = sqlite3.OperationalError()
    error.__cause__.sqlite_errorcode = code
    assert trouble_of(error) == trouble
