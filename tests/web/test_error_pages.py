"""When something is wrong a page says what happened, what was kept, and what to do."""

import pytest
from django.db import OperationalError
from django.test import Client

from rxladder.web.site import settings as product
from tests.web.pages import page_of, text_of


def test_a_page_that_is_not_there(local):
    response = local.client.get("/no/such/page/")
    assert response.status_code == 404
    assert "Your record is safe." in text_of(response)
    assert page_of(response).find("a", href="/")


def test_a_form_of_ten_megabytes(local):
    response = local.client.post("/ce/read/", {"line": "x" * 10_000_000})
    assert response.status_code == 400
    assert "Nothing was changed." in text_of(response)


def test_a_form_with_thousands_of_fields(local):
    response = local.client.post("/ce/new/", {f"field-{n}": "x" for n in range(5_001)})
    assert response.status_code == 400


def test_nobody_is_told_how_to_go_on(as_stranger):
    response = as_stranger.get("/")
    assert response.status_code == 403
    assert "signed in" in text_of(response)


@pytest.mark.parametrize(
    "place", ["rxladder.web.plan.views.next_steps", "rxladder.web.site.middleware._person"]
)
def test_a_failure_shows_a_page_and_no_traceback(demo, monkeypatch, place):
    def fail(*args):
        raise OperationalError("database is locked")

    monkeypatch.setattr(place, fail)
    client = Client(raise_request_exception=False)
    client.cookies = demo.client.cookies
    response = client.get("/")
    assert response.status_code == 500
    assert "Something went wrong on our side." in text_of(response)
    assert "OperationalError" not in response.content.decode()
    assert not product.DEBUG


@pytest.mark.parametrize("address", ["/ce/new/%00", "/rules/%ff/", "/holdings/%2e%2e/", "/me/answers/x'--/"])
def test_strange_addresses_are_not_found(local, address):
    assert local.client.get(address).status_code in (400, 404)


@pytest.mark.parametrize(
    "page",
    [
        "/me/career-file/undo/{}/",
        "/ce/transcript/undo/{}/",
        "/ce/plan/accept/{}/undo/",
        "/ce/catalogue/bring/{}/undo/",
    ],
)
def test_an_undo_of_nothing_changes_nothing(local, page):
    assert local.client.post(page.format("2026-11-22T10:00:00+00:00")).status_code == 302
    for at in ("now", "2026-11-22", "2026-11-22T10:00:00", "2026-13-45T10:00:00+00:00", "0" * 25, "'"):
        assert local.client.post(page.format(at)).status_code == 404, at


def test_where_nobody_signs_in_nothing_leads_to_a_page_of_signing_in(local):
    found = page_of(local.client.get("/account/email/add/")).main.find_all("a")
    assert [link["href"] for link in found] == ["/"]
