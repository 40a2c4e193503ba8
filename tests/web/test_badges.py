"""Digital badges on the site: added, judged, the issuer asked, made a holding, and all of it taken back."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from rxladder.news.fetching import ALLOWED
from rxladder.web.certifications.models import Badge, Holding
from rxladder.web.education import evidence_store
from rxladder.web.education.evidence_keeping import keep, sweep
from rxladder.web.site.letting_go import UNDO_DAYS
from tests.badge_files import ME, Made, hosted_2, jwt_3, own_key, png, signed_2
from tests.certificates import certificate_pdf
from tests.web.pages import errors_of, page_of, text_of, undo_of
from tests.web.records import badge_of
from tests.web_server import reply, serving

ALL = "/holdings/badges/"


@pytest.fixture
def issuer(monkeypatch):
    monkeypatch.setenv(ALLOWED, "127.0.0.1")
    with serving() as server:
        yield server


def put_up(made: Made, server) -> Made:
    for url, document in made.site.items():
        content = reply(document) if isinstance(document, int) else reply(200, json.dumps(document).encode())
        server.pages[url.removeprefix(server.url)] = content
    return made


def send(client, content: bytes, name: str = "badge.png", email: str = ""):
    upload = SimpleUploadedFile(name, content)
    return client.post(ALL, {"badge": upload, "email": email}, follow=True)


def only(local) -> Badge:
    return Badge.objects.visible_to(local.person).get()


def chip(response) -> str:
    return page_of(response).main.find(class_="chip").get_text()


# --- Added and judged


def test_a_badge_says_what_it_is_and_that_nobody_was_asked(local, issuer):
    page = send(local.client, put_up(signed_2(issuer.url), issuer).file("png"), email=ME)
    assert page.status_code == 200
    assert chip(page) == "not confirmed"
    text = text_of(page)
    assert "The issuer has not been asked yet." in text
    assert "It was given to your email address." in text
    assert "31 May 2027" in text
    assert "This asks 127.0.0.1" in text
    assert not issuer.asked


@pytest.mark.parametrize("make", [signed_2, hosted_2])
@pytest.mark.parametrize("kind", ["png", "svg", "text"])
def test_once_the_issuer_was_asked_it_is_genuine(local, issuer, make, kind):
    send(local.client, put_up(make(issuer.url), issuer).file(kind), email=ME)
    page = local.client.post(f"{ALL}{only(local).id}/ask/", follow=True)
    assert chip(page) == "genuine"
    assert "Certified Pharmacy Technician (CPhT)" in text_of(page)
    assert (
        "You have to judge whether 127.0.0.1 speaks for “Pharmacy Technician Certification Board”"
        in text_of(page)
    )
    assert "Last asked: " in text_of(page)
    assert issuer.asked


def test_a_revoked_badge_is_refused_and_is_no_holding(local, issuer):
    made = hosted_2(issuer.url)
    made.site[f"{issuer.url}/assertions/1"] = 410
    send(local.client, put_up(made, issuer).file("png"))
    row = only(local)
    page = local.client.post(f"{ALL}{row.id}/ask/", follow=True)
    assert chip(page) == "refused"
    assert "The issuer took it back" in text_of(page)
    assert "Save as a holding" not in text_of(page)
    local.client.post(f"{ALL}{row.id}/", {"credential": "ptcb-cpht"})
    assert not Holding.objects.visible_to(local.person).exists()


def test_a_badge_that_leads_inside_is_not_followed(local, monkeypatch):
    monkeypatch.delenv(ALLOWED, raising=False)
    with serving() as server:
        send(local.client, put_up(hosted_2(server.url), server).file("png"))
        page = local.client.post(f"{ALL}{only(local).id}/ask/", follow=True)
        assert chip(page) == "not confirmed"
        assert not server.asked


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (png(), "This picture has no badge in it."),
        (b"no badge", "This file has no badge in it"),
        (b"{" * 2000, "cut off or damaged"),
        (b"<svg><!DOCTYPE", "cut off or damaged"),
        (b"x" * 6_000_000, "larger than 5 MB"),
        (jwt_3().file("png")[:-2000], "cut off or damaged"),
    ],
)
def test_what_is_no_badge_is_refused_at_its_field(local, content, words):
    page = send(local.client, content)
    assert page.status_code == 422
    assert words in errors_of(page)[0]
    assert not Badge.objects.kept_of(local.person).exists()


def test_nothing_and_no_address_are_asked_for(local):
    assert errors_of(local.client.post(ALL)) == ["The badge: Choose the badge file."]
    upload = SimpleUploadedFile("b.json", jwt_3().file("text"))
    errors = errors_of(local.client.post(ALL, {"badge": upload, "email": "no"}))
    assert [error.partition(": ")[2] for error in errors] == ["This is not an email address."]


def test_the_same_badge_twice_is_one_badge(local):
    for name in ("one.png", "two.png"):
        send(local.client, jwt_3().file("png"), name)
    assert only(local).name == "one.png"


def test_another_address_is_compared_without_asking_anyone(local, issuer):
    send(local.client, put_up(signed_2(issuer.url), issuer).file("png"))
    row = only(local)
    local.client.post(f"{ALL}{row.id}/ask/")
    asked = len(issuer.asked)
    page = local.client.post(f"{ALL}{row.id}/compare/", {"email": "other@example.org"}, follow=True)
    assert chip(page) == "refused"
    assert "an email address other than other@example.org" in text_of(page)
    page = local.client.post(f"{ALL}{row.id}/compare/", {"email": ME}, follow=True)
    assert chip(page) == "genuine"
    assert len(issuer.asked) == asked
    assert local.client.post(f"{ALL}{row.id}/compare/", {"email": "no"}).status_code == 422


# --- Made a holding


def form_of(page: BeautifulSoup) -> dict[str, str]:
    """What the form would send as it is filled in."""
    form = page.find("button", string="Save as a holding").find_parent("form")
    chosen = {
        one["name"]: one.get("value", "")
        for one in form.find_all("input")
        if one["name"] != "csrfmiddlewaretoken"
    }
    return chosen | {"credential": form.find("option", selected=True)["value"]}  # fmt: skip


def test_a_badge_becomes_a_holding_and_the_undo_takes_it_back(local):
    page = send(local.client, jwt_3(own_key()).file("png"))
    filled = form_of(page_of(page))
    assert filled == {"credential": "ptcb-cpht", "expires": "2027-05-31", "issued": ""}
    assert "The badge says 1 June 2025. Enter it only if that was the first time." in text_of(page)
    page = local.client.post(f"{ALL}{only(local).id}/", filled | {"issued": "2025-06-01"}, follow=True)
    held = Holding.objects.visible_to(local.person).get()
    assert (held.credential, str(held.expires), str(held.issued)) == ("ptcb-cpht", "2027-05-31", "2025-06-01")
    assert "CPhT is in your record." in text_of(page)
    assert f"{ALL}{only(local).id}/" in [link["href"] for link in page_of(page).main.find_all("a")]
    page = local.client.post(undo_of(page), follow=True)
    assert not Holding.objects.visible_to(local.person).exists()
    assert "Save as a holding" in text_of(page)


def test_what_is_held_already_stays_as_it_is(local):
    held = Holding.objects.create(person=local.person, credential="ptcb-cpht", expires="2026-12-31")
    page = send(local.client, jwt_3(own_key()).file("png"))
    row = only(local)
    assert "(you hold it)" in text_of(page)
    page = local.client.post(f"{ALL}{row.id}/", form_of(page_of(page)), follow=True)
    assert "The badge is with CPhT." in text_of(page)
    undo = undo_of(page)
    assert str(Holding.objects.visible_to(local.person).get().expires) == "2026-12-31"
    assert "Your record says 31 December 2026." in text_of(local.client.get(f"{ALL}{row.id}/"))
    local.client.post(undo)
    assert Holding.objects.visible_to(local.person).get() == held
    assert not only(local).credential


def test_a_holding_made_twice_at_once_is_one(local):
    send(local.client, jwt_3(own_key()).file("png"))
    for _time in range(2):
        local.client.post(f"{ALL}{only(local).id}/", {"credential": "ptcb-cpht"})
    assert Holding.objects.visible_to(local.person).count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose what it is."),
        ({"credential": "no-such"}, "Choose one from the list."),
        (
            {"credential": "ptcb-cpht", "issued": "2026-01-01", "expires": "2025-01-01"},
            "before it was issued",
        ),
        ({"credential": "ptcb-cpht", "expires": "soon"}, "not a date"),
    ],
)
def test_a_holding_that_does_not_hold_is_refused(local, sent, said):
    send(local.client, jwt_3(own_key()).file("png"))
    page = local.client.post(f"{ALL}{only(local).id}/", sent)
    assert page.status_code == 422
    assert said in errors_of(page)[0]
    assert not Holding.objects.visible_to(local.person).exists()


def test_what_ended_since_it_was_found_genuine_is_refused(local, issuer, settings):
    send(local.client, put_up(signed_2(issuer.url), issuer).file("png"))
    row = only(local)
    local.client.post(f"{ALL}{row.id}/ask/")
    local.client.post(f"{ALL}{row.id}/", {"credential": "ptcb-cpht", "expires": "2029-05-31"})
    settings.TODAY = date(2027, 6, 1)
    for address in (f"{ALL}{row.id}/", ALL):
        assert chip(local.client.get(address)) == "refused"
    assert "It ended on 31 May 2027." in text_of(local.client.get(f"{ALL}{row.id}/"))


# --- The file


def test_the_file_is_kept_as_it_came_and_can_do_nothing(local):
    evil = jwt_3().file("svg").replace(b"<rect", b"<script>alert(1)</script><rect")
    send(local.client, evil, "badge.svg")
    response = local.client.get(f"{ALL}{only(local).id}/download/")
    assert response.content == evil
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert local.client.get(f"{ALL}{only(local).id}/preview/").status_code == 404


def test_a_badge_that_is_deleted_comes_back_and_goes_in_the_end(local):
    send(local.client, jwt_3().file("png"))
    row = only(local)
    proof = keep(local.person, [("c.pdf", certificate_pdf("A course"))])[0]
    page = local.client.post(f"{ALL}{row.id}/delete/", follow=True)
    assert not Badge.objects.visible_to(local.person).exists()
    sweep()
    local.client.post(undo_of(page))
    assert evidence_store.read(local.person.id, only(local).sha256) == jwt_3().file("png")
    only(local).delete_softly()
    sweep(timezone.now() + timedelta(days=UNDO_DAYS + 1))
    assert not Badge.objects.kept_of(local.person).exists()
    with pytest.raises(OSError, match="No such file"):
        evidence_store.read(local.person.id, row.sha256)
    assert evidence_store.read(local.person.id, proof.sha256), "certificates stay"


def test_a_file_that_is_gone_is_told(local):
    send(local.client, jwt_3().file("png"))
    evidence_store.keep_only(local.person.id, set())
    for what in ("download", "preview"):
        assert local.client.get(f"{ALL}{only(local).id}/{what}/").status_code == 404
    assert local.client.post(f"{ALL}{only(local).id}/ask/").status_code == 404
    assert local.client.get(f"{ALL}{only(local).id}/").status_code == 200


# --- Whose it is


def test_nobody_else_sees_or_asks_for_a_badge(owner, another, as_owner, as_another, as_stranger):
    row = badge_of(owner.person, signed_2(), email=ME)
    addresses = ["", "ask/", "compare/", "back/", "delete/", "restore/", "download/", "preview/"]
    for address in addresses:
        url = f"{ALL}{row.id}/{address}"
        for client, refused in ((as_another, (404, 405)), (as_stranger, (403, 405))):
            assert client.post(url).status_code in refused
            assert client.get(url).status_code in refused
    assert str(row) not in text_of(as_another.get(ALL))
    row.refresh_from_db()
    assert row.deleted_at is None
    assert as_owner.get(f"{ALL}{row.id}/").status_code == 200
