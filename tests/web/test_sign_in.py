"""Signing in where many people share a site: from an invitation to a lost phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.urls.exceptions import NoReverseMatch
from typer.testing import CliRunner

from rxladder.cli import app, own_site
from rxladder.web.accounts import invitations
from rxladder.web.accounts.cache_models import Counted
from rxladder.web.accounts.mails import send_waiting
from rxladder.web.accounts.models import Invitation, Person, WaitingMail
from rxladder.web.api import tokens
from rxladder.web.api.models import Token, Webhook
from rxladder.web.site import clock
from rxladder.web.site import settings as product
from tests.web.addresses import SIGN_IN, names
from tests.web.pages import page_of, text_of
from tests.web.signing_in import PASSWORD, joined, link_in_mail, sign_in

PUBLIC = ("account_login", "account_signup", "account_reset_password", "account_reset_password_done")
PUBLIC += ("account_reset_password_from_key_done", "account_inactive", "account_email_verification_sent")


@pytest.fixture
def site(db, many_people):
    """A site for many people, on which nobody tried anything yet."""
    cache.clear()


def test_nobody_signs_in_where_one_person_uses_the_site(local):
    for name, pattern in names():
        if name.startswith(SIGN_IN) and not pattern.pattern.converters:
            try:
                path = reverse(name)
            except NoReverseMatch:  # its link holds a key
                continue
            assert local.client.get(path).status_code == 404, name
    assert "Account" not in text_of(local.client.get("/more/"))


def test_a_stranger_is_led_to_sign_in_and_sees_nothing_else(site):
    client = Client()
    page = client.get("/ce/", headers={"accept": "text/html"})
    assert page.status_code == 302
    assert page["Location"] == "/account/login/?next=/ce/"
    assert client.get("/ce/").status_code == 403
    for name, pattern in names():
        if name.startswith(SIGN_IN) and name not in PUBLIC and not pattern.pattern.converters:
            try:
                path = reverse(name)
            except NoReverseMatch:
                continue
            answer = client.get(path)
            assert answer.status_code in (302, 405), name


def test_an_account_is_made_by_an_invitation_that_is_good_once(site):
    assert "You need an invitation" in text_of(Client().get("/account/signup/"))
    path = invitations.path_of(invitations.invite("site"))
    client, person = joined("rosa@example.org", path)
    assert client.get("/ce/").status_code == 200
    assert person.has_usable_password()
    assert person.kind == Person.Kind.MEMBER
    # Used up, ended, over, guessed: all the same to who asks.
    ended, over = invitations.invite("site"), invitations.invite("site")
    invitations.end(ended)
    Invitation.objects.filter(id=over.id).update(until=clock.now() - timedelta(minutes=1))
    guessed = invitations.path_of(invitations.invite("site"))[:-4] + "abc/"
    for gone in (path, invitations.path_of(ended), invitations.path_of(over), guessed):
        for answer in (Client().get(gone), Client().post(gone)):
            assert (answer.status_code, "Ask whoever invited you" in text_of(answer)) == (404, True)


def test_an_invitation_is_mailed_and_opens_the_way_back_to_what_it_is_to(site):
    sent = invitations.invite("site", email="Rosa@example.org")
    invitations.send(sent)
    assert link_in_mail("rosa@example.org") == invitations.path_of(sent)
    # Somebody with an account accepts it there; a second one finds it gone.
    client, _ = joined("lee@example.org")
    page = client.get(invitations.path_of(sent))
    assert "signed in as lee@example.org" in text_of(page)
    assert client.post(invitations.path_of(sent))["Location"] == "/"
    assert client.post(invitations.path_of(sent)).status_code == 404


def test_who_mistypes_their_address_can_begin_again_with_the_same_invitation(site):
    path = invitations.path_of(invitations.invite("site"))
    first = Client()
    first.get(path)
    first.post("/account/signup/", {"email": "rosa@exmaple.org", "password1": PASSWORD})
    client, person = joined("rosa@example.org", path)
    assert client.get("/ce/").status_code == 200
    # The mistyped one, confirmed by whoever has that address, comes too late.
    assert Invitation.objects.get(used_at__isnull=False).taken_by == person


def test_no_page_tells_whether_an_address_has_an_account(site):
    joined("rosa@example.org")
    WaitingMail.objects.all().delete()
    cache.clear()
    told = []
    for email in ("rosa@example.org", "nobody@example.org"):
        client = Client()
        client.get(invitations.path_of(invitations.invite("site")))
        sign_up = client.post("/account/signup/", {"email": email, "password1": PASSWORD})
        wrong = Client().post("/account/login/", {"login": email, "password": "wrong one, surely"})
        reset = Client().post("/account/password/reset/", {"email": email}, follow=True)
        pages = [re.sub(r"\S+@example.org|value=\S+", "", text_of(page)) for page in (wrong, reset)]
        told.append((sign_up.status_code, sign_up["Location"], pages))
        # Each of the two is written to, in the same moment: only the mail tells.
        assert WaitingMail.objects.filter(to=email).count() == 2
    assert told[0] == told[1]


def test_passwords_are_kept_by_argon2_and_bad_ones_refused(site, settings):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    client = Client()
    client.get(invitations.path_of(invitations.invite("site")))
    for bad in ("nine-sign", "password123", "rosa@example.org"):
        page = client.post("/account/signup/", {"email": "rosa@example.org", "password1": bad})
        assert "thing needs another look" in text_of(page), bad
    _, person = joined("rosa@example.org")
    assert person.password.startswith("argon2$argon2id$")


def test_guessing_a_password_is_stopped_whichever_process_is_asked(site):
    joined("rosa@example.org")
    for _ in range(5):
        page = sign_in("rosa@example.org", "wrong one, surely")[1]
        assert "do not match" in text_of(page)
    # Also the right one, for five minutes; the count is in the database, which all processes read.
    assert "Too many attempts" in text_of(sign_in("rosa@example.org")[1])
    assert Counted.objects.exists()
    cache.clear()
    guessed = invitations.path_of(invitations.invite("site"))[:-4] + "abc/"
    answers = [Client().get(guessed).status_code for _ in range(31)]
    assert set(answers[:30]) == {404}
    assert answers[30] == 429
    # Whichever secret it is, from there; somebody elsewhere has the right one and gets in.
    number = "8b6f2f0e-0000-4000-8000-000000000000"
    for path in (
        f"/calendar/{number}/guess.ics",
        f"/packet/shared/{number}/guess/",
        "/reminders/stop/guess/",
    ):
        assert Client().get(path).status_code == 429, path
    right = invitations.path_of(invitations.invite("site"))
    assert Client().get(right, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_a_forgotten_password_is_replaced_by_a_link_that_is_good_once(site):
    joined("rosa@example.org")
    Client().post("/account/password/reset/", {"email": "rosa@example.org"})
    link = link_in_mail("rosa@example.org")
    client = Client()
    form = client.get(link, follow=True)
    # The secret is in no address that a page could pass on.
    assert form.request["PATH_INFO"].endswith("-set-password/")
    new = "seven green pestles sing"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert sign_in("rosa@example.org")[1].status_code == 200
    assert sign_in("rosa@example.org", new)[1].status_code == 302
    assert "no longer valid" in text_of(Client().get(link, follow=True))


def with_programs(person: Person) -> tuple[str, Webhook]:
    """A token's text, and an address that is told."""
    _, text = tokens.make(person, "A sheet", ["read:record"], 30, clock.now())
    address = Webhook.objects.create(person=person, url="https://example.org/", created_at=clock.now())
    return text, address


def test_a_new_password_ends_sessions_and_unless_one_says_no_programs(site):
    lost, person = joined("rosa@example.org")
    _, other = joined("lee@example.org")
    text, address = with_programs(person)
    others, _ = with_programs(other)

    def reads(text: str) -> int:
        return Client().get("/api/v1/credits", headers={"authorization": f"Bearer {text}"}).status_code

    def replace(new: str, **more: str) -> str:
        Client().post("/account/password/reset/", {"email": "rosa@example.org"})
        client = Client()
        form = client.get(link_in_mail("rosa@example.org"), follow=True)
        assert ("Also end what programs may do" in text_of(form)) is tokens.living(person).exists()
        sent = {"password1": new, "password2": new} | more
        return text_of(client.post(form.request["PATH_INFO"], sent, follow=True))

    page = replace("seven green pestles sing")
    assert "Every device is signed out" in page
    assert "have ended" not in page
    assert lost.get("/ce/").status_code == 403
    assert reads(text) == 200
    assert "tokens of programs that you did not end" in WaitingMail.objects.latest("id").text
    assert "their tokens have ended" in replace("eight red scales wait", end_programs="on")
    address.refresh_from_db()
    assert (reads(text), address.ended_at is None, reads(others)) == (401, False, 200)
    assert "Also end what" not in replace("nine blue labels hold")
    # Who knows the old one is asked the same where they change it.
    text, _ = with_programs(person)
    desk, _ = sign_in("rosa@example.org", "nine blue labels hold")
    assert "Also end what" in text_of(desk.get("/account/password/change/"))
    new = {"oldpassword": "nine blue labels hold", "password1": PASSWORD, "password2": PASSWORD}
    page = desk.post("/account/password/change/", new | {"end_programs": "on"}, follow=True)
    assert "their tokens have ended" in text_of(page)
    assert (reads(text), desk.get("/ce/").status_code) == (401, 200)


def test_sessions_are_listed_and_ended(site):
    phone, person = joined("rosa@example.org")
    agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36"
    desk = Client(headers={"user-agent": agent})
    desk.post("/account/login/", {"login": "rosa@example.org", "password": PASSWORD})
    page = text_of(phone.get("/account/sessions/"))
    assert "Chrome · Windows" in page
    assert "This device, now" in page
    other = Client()
    joined_too = joined("lee@example.org")[0]
    number = person.usersession_set.order_by("id").last().id
    assert joined_too.post(f"/account/sessions/{number}/end/").status_code == 404
    assert desk.get("/ce/").status_code == 200
    phone.post(f"/account/sessions/{number}/end/")
    assert desk.get("/ce/").status_code == 403
    other.post("/account/login/", {"login": "rosa@example.org", "password": PASSWORD})
    phone.post("/account/sessions/others/end/")
    assert other.get("/ce/").status_code == 403
    assert phone.get("/ce/").status_code == 200


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_second_step_by_an_app_and_by_recovery_codes(site):
    client, person = joined("rosa@example.org")
    page = client.get("/account/second-step/totp/activate/")
    secret = re.search(r"<code>(\w+)</code>", page.content.decode())[1]
    assert '<svg class="qr"' in page.content.decode()
    client.post("/account/second-step/totp/activate/", {"code": code_now(secret)})
    # What is stored is sealed: the database alone gives no codes.
    stored = str(list(Authenticator.objects.filter(user=person).values_list("data", flat=True)))
    assert secret not in stored
    codes = client.get("/account/second-step/recovery-codes/download/").content.decode().split()
    assert len(codes) == 10
    again, answer = sign_in("rosa@example.org")
    assert answer["Location"].startswith("/account/second-step/authenticate/")
    assert again.get("/ce/").status_code == 403
    assert "not right" in text_of(again.post("/account/second-step/authenticate/", {"code": "000000"}))
    again.post("/account/second-step/authenticate/", {"code": codes[0]})
    assert again.get("/ce/").status_code == 200
    used, _ = sign_in("rosa@example.org")
    assert "not right" in text_of(used.post("/account/second-step/authenticate/", {"code": codes[0]}))
    # Guessing ends soon, and then not even a right one is taken.
    for code in (*(f"00000{n}" for n in range(1, 6)), codes[1]):
        page = used.post("/account/second-step/authenticate/", {"code": code})
    assert "Too many attempts" in text_of(page)
    assert used.get("/ce/").status_code == 403


def test_who_lost_phone_and_codes_is_let_in_by_whoever_runs_the_site(site, monkeypatch):
    monkeypatch.setattr(own_site, "open_site", lambda _data: None)
    client, person = joined("rosa@example.org")
    assert own_site.without_second_step("rosa@example.org", None)["forgotten"] == 0
    assert client.get("/ce/").status_code == 200, "nothing was done"
    page = client.get("/account/second-step/totp/activate/")
    secret = re.search(r"<code>(\w+)</code>", page.content.decode())[1]
    client.post("/account/second-step/totp/activate/", {"code": code_now(secret)})
    said = CliRunner().invoke(app, ["forget-second-step", "Rosa@example.org"]).output
    assert said == "rosa@example.org: they can now sign in with only the password; an email tells them\n"
    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get("/ce/").status_code == 403, "signed out, should it have been somebody else who asked"
    assert sign_in("rosa@example.org")[0].get("/ce/").status_code == 200
    assert "removed your second step" in WaitingMail.objects.get(to="rosa@example.org").text
    wrong = CliRunner().invoke(app, ["forget-second-step", "nobody@example.org"])
    assert wrong.exit_code == 2


def test_what_matters_asks_for_the_password_again(site):
    client, _ = joined("rosa@example.org")
    session = client.session
    session["account_authentication_methods"] = [
        {**method, "at": method["at"] - 3600} for method in session["account_authentication_methods"]
    ]
    session.save()
    for path in ("/account/second-step/totp/activate/", "/account/second-step/webauthn/add/"):
        assert client.get(path)["Location"].startswith("/account/reauthenticate/?next=")
    # So does what outlives the session.
    program = {"name": "A sheet", "scopes": ["read:record"], "days": "30"}
    assert client.get("/programs/").status_code == 200
    for path, sent in (
        ("/programs/webhooks/", {"url": "https://example.org", "events": ["holding.due"]}),
        ("/programs/", program),
    ):
        assert client.post(path, sent)["Location"].startswith("/account/reauthenticate/"), path
    assert not Token.objects.exists()
    assert not Webhook.objects.exists()
    asked = "/account/reauthenticate/?next=%2Fprograms%2F%23make"
    assert "What you filled in is kept" in text_of(client.get(asked))
    # Whoever only has the session sees nothing of it, and it is not done by itself.
    assert "A sheet" not in client.get("/programs/").content.decode()
    back = client.post(asked, {"password": PASSWORD}, follow=True)
    assert back.request["PATH_INFO"] == "/programs/"
    form = page_of(back).find("form", {"class": "form"})
    sent = {one["name"]: one["value"] for one in form.select("input[checked], input[type=text]")}
    sent["days"] = form.select_one("option[selected]")["value"]
    assert sent == {**program, "scopes": "read:record"}
    assert not Token.objects.exists()
    assert "A sheet" not in client.get("/programs/").content.decode()
    assert 'id="token"' in client.post("/programs/", sent).content.decode()
    assert client.get("/account/second-step/totp/activate/").status_code == 200


def test_who_signs_out_leaves_no_page_behind(site):
    client, _ = joined("rosa@example.org")
    assert "Clear-Site-Data" not in client.get("/").headers
    assert client.post("/account/logout/").headers["Clear-Site-Data"] == '"cache"'


def test_an_address_is_changed_once_the_new_one_is_confirmed(site):
    client, person = joined("rosa@example.org")
    client.post("/account/email/", {"email": "new@example.org", "action_add": ""})
    person.refresh_from_db()
    assert person.email == "rosa@example.org"
    assert "new@example.org is not confirmed yet" in text_of(client.get("/account/email/"))
    client.post(link_in_mail("new@example.org"))
    person.refresh_from_db()
    assert person.email == "new@example.org"
    # The old address is told.
    assert WaitingMail.objects.filter(to="rosa@example.org").exists()


def test_a_mail_that_waits_tells_its_link_to_nobody_who_reads_the_database(site, settings):
    _client, person = joined("rosa@example.org")
    Client().post("/account/password/reset/", {"email": person.email})
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM accounts_waitingmail")
        [(kept,)] = cursor.fetchall()
    assert "/account/" not in kept
    assert "/account/password/" in WaitingMail.objects.get().text
    settings.SECRET_KEY = "another installation's"
    assert WaitingMail.objects.get().text == ""
    # Where no mail goes out, what waits too long goes all the same.
    WaitingMail.objects.update(created_at=clock.now() - timedelta(days=3))
    assert send_waiting() == "no mail server"
    assert not WaitingMail.objects.exists()
