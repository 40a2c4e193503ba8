"""What is really logged tells no password, no token, no code and no secret part of an address."""

from __future__ import annotations

import io
import logging

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from rxladder.web.accounts import invitations, phones
from rxladder.web.plan.calendar import path_of as calendar_path
from rxladder.web.plan.reminders.message import WAY_OUT
from rxladder.web.responsibilities.packet_shares import path_of
from rxladder.web.site.log_lines import JsonLines
from rxladder.web.site.log_secrets import without_secrets
from tests.web.addresses import names
from tests.web.api_calls import Program
from tests.web.signing_in import PASSWORD, link_in_mail

ID = "8b6f2f0e-0000-4000-8000-000000000000"
EMAIL = "rosa@example.org"
SECRET_PARTS = {"token", "code", "key", "uidb36"}


@pytest.fixture(params=["words", "json"])
def logged(request, monkeypatch):
    """The product's own loggers and their one handler, in each of its two ways to write; what they said."""
    (terminal,) = logging.getLogger("django").handlers
    assert [terminal] == logging.getLogger("rxladder").handlers == logging.getLogger("django-q").handlers
    said = io.StringIO()
    monkeypatch.setattr(terminal, "stream", said)
    monkeypatch.setattr(logging.getLogger("rxladder"), "level", logging.INFO)
    if request.param == "json":
        monkeypatch.setattr(terminal, "formatter", JsonLines())
    return said.getvalue


def secret_paths(records) -> list[str]:
    """An address of each kind that lets in whoever knows it."""
    return [
        calendar_path(records.feed),
        path_of(records.share),
        f"/reminders/stop/{WAY_OUT.token(records.feed.person)}/",
        f"/news/week/stop/{WAY_OUT.token(records.feed.person)}/",
        invitations.path_of(invitations.invite("site", email=EMAIL)),
    ]


def test_every_secret_part_of_the_url_table_is_left_out():
    found = 0
    for name, pattern in names():
        wanted = pattern.pattern.converters
        if parts := SECRET_PARTS & wanted.keys():
            given = {part: ID if part == "id" else "s3cr3t" for part in wanted}
            path = reverse(name, kwargs=given)
            assert "s3cr3t" not in without_secrets(f"Not Found: {path}"), (name, parts)
            found += 1
    assert found >= 6


def secret_of(path: str) -> str:
    return path.rstrip("/").removesuffix(".ics").rpartition("/")[2]


def join(path: str) -> list[str]:
    """Somebody joins, mistypes, forgets and is told; the secrets of that."""
    client = Client()
    client.get(path)
    client.post("/account/signup/", {"email": EMAIL, "password1": PASSWORD})
    confirm = link_in_mail(EMAIL)
    client.post(confirm)
    client.post("/account/reauthenticate/", {"password": "not-mine-at-all"})
    Client().post("/account/login/", {"login": EMAIL, "password": "nor-this-one"})
    Client().post("/account/password/reset/", {"email": EMAIL})
    reset = link_in_mail(EMAIL)
    Client().get(reset, follow=True)
    cookies = [cookie.value for cookie in client.cookies.values() if len(cookie.value) > 10]
    return [PASSWORD, "not-mine-at-all", "nor-this-one", secret_of(confirm), secret_of(reset), *cookies]


def test_what_is_really_logged_holds_no_secret(owner, as_owner, logged, settings, monkeypatch):
    settings.MIDDLEWARE = ["rxladder.web.site.watching.watched", *settings.MIDDLEWARE]
    cache.clear()
    paths = secret_paths(owner.records)
    secrets = [secret_of(path) for path in paths] + join(paths[-1])
    program = Program(owner.person)
    token = program.headers["authorization"].removeprefix("Bearer ")
    program("get", "/unicorns")
    program("get", "/holdings", authorization="Bearer rxl_guessed")
    broken = Client(raise_request_exception=False)

    def fail(*_args):
        raise OSError("the disk is full")

    monkeypatch.setattr("rxladder.web.responsibilities.packet_shares.packet_of", fail)
    monkeypatch.setattr("rxladder.web.plan.calendar.calendar_of", fail)
    # Right ones that fail, wrong ones, and what may be made of them underway.
    for path in paths:
        broken.get(path)
        broken.get(path.replace(secret_of(path), "s3cr3t"))
        broken.get(f"/account/login/?next={path}")
        broken.get(path + "more/")
        broken.post(path)
    with override_settings(LOCAL=True, LAN=True, LAN_AT="192.168.1.10:8000", ALLOWED_HOSTS=["*"]):
        code = phones.new_code()
        broken.get(f"/phones/pair/{code}/more/")
        broken.get(f"/phones/pair/{code}/")
    said = logged()
    assert "Internal Server Error: /packet/shared/" in said
    assert "Not Found: /account/invitation/" in said
    assert "the disk is full" in said
    told = [one for one in (*secrets, token, "rxl_guessed", "s3cr3t", code) if one in said]
    assert not told, said
