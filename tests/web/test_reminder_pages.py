"""The reminders' page: on only by the person's own hand, errors in words, a password that shows nowhere."""

from __future__ import annotations

import stat
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from rxladder.web.certifications.models import Holding
from rxladder.web.plan.models import JobRun, ReminderMail, ReminderWishes
from rxladder.web.plan.reminders.message import WAY_OUT
from rxladder.web.plan.reminders.server import BadMailServer, MailServer, forget, mail_server, store
from rxladder.web.site import clock
from rxladder.web.site.career_io import export_career
from tests.web.mailbox import mailbox
from tests.web.pages import errors_of, page_of, text_of

WHOLE = {
    "wanted": "on",
    "address": "me@example.org",
    "about": ["renewals"],
    "leads": ["30", "7"],
    "hour": "9",
}
SERVER = {
    "host": "mail.example.org",
    "security": "starttls",
    "port": "",
    "user": "me",
    "password": "trombone",
    "sender": "me@example.org",
}


@pytest.fixture(autouse=True)
def _no_server(settings):
    yield
    forget()


@pytest.fixture
def box():
    with mailbox() as (found, port):
        store(MailServer("127.0.0.1", port, "none", "from@example.org"))
        yield found


def test_they_are_off_until_someone_turns_them_on(local):
    assert "Off." in text_of(local.client.get("/reminders/"))
    assert not ReminderWishes.objects.exists()
    Holding.objects.create(person=local.person, credential="us-tx-technician", expires=date(2027, 6, 30))
    response = local.client.post("/reminders/", WHOLE, follow=True)
    assert "Reminders are on." in text_of(response)
    assert "The next email is for 31 May 2027: Texas registration: last day" in text_of(response)
    assert "Say which email server" in text_of(response)
    row = ReminderWishes.objects.visible_to(local.person).get()
    assert (row.wanted, row.address, row.leads, row.about, row.hour) == (
        *(True, "me@example.org", [30, 7]),
        *(["renewals"], 9),
    )
    local.client.post("/reminders/", {key: WHOLE[key] for key in WHOLE if key != "wanted"})
    assert not ReminderWishes.objects.visible_to(local.person).get().wanted


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"address": ""}, "Enter the address the emails go to."),
        ({"address": "nobody"}, "That is not an email address. Write it like name@example.org."),
        ({"about": []}, "Choose at least one."),
        ({"leads": []}, "Choose at least one."),
        ({"leads": ["12"]}, "Choose one from the list."),
        ({"hour": "25"}, "Choose one from the list."),
    ],
)
def test_what_does_not_hold_is_told_and_nothing_is_kept(local, sent, error):
    response = local.client.post("/reminders/", WHOLE | sent)
    assert response.status_code == 422
    assert any(error in line for line in errors_of(response))
    assert not ReminderWishes.objects.exists()


def test_mails_speak_the_language_of_the_page_on_which_they_were_asked_for(local):
    spanish = {"accept-language": "es-MX"}
    local.client.post("/reminders/", WHOLE, headers=spanish)
    local.person.refresh_from_db()
    assert local.person.language == "es"
    local.client.post("/more/language/", {"language": "en"})
    local.client.post("/reminders/", WHOLE, headers=spanish)
    local.person.refresh_from_db()
    assert local.person.language == "en", "what was chosen stays"


def test_where_many_share_a_site_mail_goes_to_the_account_alone(owner, as_owner, as_another, another):
    as_owner.post("/reminders/", WHOLE | {"address": "victim@example.org"})
    assert ReminderWishes.objects.visible_to(owner.person).get().address == "owner@example.org"
    assert not ReminderWishes.objects.visible_to(another.person).exists()
    assert "owner@example.org" not in as_another.get("/reminders/").content.decode()
    for address in ("/reminders/server/", "/reminders/server/forget/"):
        assert as_owner.post(address, SERVER).url == "/reminders/"
    assert mail_server() is None


def test_the_example_cannot_be_reminded(demo):
    demo.client.post("/reminders/", WHOLE)
    assert not ReminderWishes.objects.exists()
    assert "leave the demo" in text_of(demo.client.get("/reminders/"))
    demo.client.post("/reminders/server/", SERVER)
    assert mail_server() is None


def test_the_password_stays_in_a_file_of_its_owner(local, settings, caplog):
    response = local.client.post("/reminders/server/", SERVER, follow=True)
    assert "The email server is saved." in text_of(response)
    file = settings.DATA / "mail-server.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert mail_server().password == "trombone"
    pages = [local.client.get(page).content.decode() for page in ("/reminders/", "/reminders/server/")]
    career = (
        repr(export_career(local.person)) + local.client.get("/me/career-file/download/").content.decode()
    )
    for shown in (*pages, career, repr(mail_server()), caplog.text):
        assert "trombone" not in shown
    assert mail_server().port == 587


def test_an_empty_password_keeps_the_one_that_is_there_for_the_same_server_only(local):
    local.client.post("/reminders/server/", SERVER)
    local.client.post("/reminders/server/", SERVER | {"password": "", "port": "2525"})
    assert (mail_server().password, mail_server().port) == ("trombone", 2525)
    local.client.post("/reminders/server/", SERVER | {"password": "", "host": "evil.example.org"})
    assert mail_server().password == ""
    local.client.post("/reminders/server/forget/")
    assert mail_server() is None


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"host": ""}, "Enter the server name."),
        ({"host": "http://mail"}, "letters, digits, dots and hyphens"),
        ({"security": "none"}, "Without encryption, others could read it on the way."),
        ({"port": "70000"}, "Enter 65535 or less."),
        ({"user": ""}, "Enter the username the password belongs to."),
        ({"sender": ""}, "Enter the address the emails come from."),
    ],
)
def test_a_server_that_cannot_be_is_refused(local, sent, error):
    response = local.client.post("/reminders/server/", SERVER | sent)
    assert response.status_code == 422
    assert any(error in line for line in errors_of(response))
    assert "trombone" not in response.content.decode()
    assert mail_server() is None


def test_a_test_mail_goes_out_at_once(local, box):
    local.client.post("/reminders/", WHOLE)
    response = local.client.post("/reminders/test/", follow=True)
    assert "accepted the test email for me@example.org" in text_of(response)
    assert box.subjects == ["A test from RxLadder"]


@pytest.mark.parametrize(
    ("phase", "answer", "said"),
    [
        (
            "rcpt",
            "550 5.1.1 <me@example.org> unknown",
            "does not accept email for this address. It said: 550",
        ),
        ("mail", "553 Not you", "refused the email. It said: 553 Not you"),
        ("data", "554 Looks like spam", "It said: 554 Looks like spam"),
        ("data", "hang up", "hung up partway through"),
        ("connect", "421 Too busy", "not accepting email now"),
    ],
)
def test_why_a_test_mail_failed_is_told_in_words(local, box, phase, answer, said):
    local.client.post("/reminders/", WHOLE)
    box.answers[phase] = answer
    assert said in text_of(local.client.post("/reminders/test/", follow=True))


@pytest.mark.parametrize(
    ("server", "said"),
    [
        (MailServer("127.0.0.1", 9, "none", "a@example.org"), "Nothing answers at 127.0.0.1, port 9."),
        (MailServer("no-such-host.invalid", 25, "none", "a@example.org"), "no email server named"),
    ],
)
def test_a_server_that_is_not_there_is_told(local, server, said):
    local.client.post("/reminders/", WHOLE)
    store(server)
    assert said in text_of(local.client.post("/reminders/test/", follow=True))


def test_encryption_that_is_not_offered_is_told_and_no_password_goes_out(local, box):
    local.client.post("/reminders/", WHOLE)
    port = mail_server().port
    store(MailServer("127.0.0.1", port, "starttls", "a@example.org", "me", "trombone"))
    assert "does not offer what was requested" in text_of(local.client.post("/reminders/test/", follow=True))
    store(MailServer("127.0.0.1", port, "tls", "a@example.org", "me", "trombone"))
    assert "check the port and the encryption" in text_of(local.client.post("/reminders/test/", follow=True))
    assert box.taken == []


def test_what_went_wrong_and_when_it_is_tried_again_stands_on_the_page(local, settings):
    settings.TODAY = None
    local.client.post("/reminders/", WHOLE)
    assert "Nothing has checked for due emails in the last hour." in text_of(local.client.get("/reminders/"))
    at = datetime(2027, 5, 31, 18, tzinfo=UTC)
    JobRun.objects.create(started=clock.now())
    mails = {"person": local.person, "next_try": at, "message_id": "<x@y>"}
    ReminderMail.objects.create(day=date(2027, 5, 31), error="Nothing answers at x, port 9.", **mails)
    ReminderMail.objects.create(day=date(2027, 5, 1), state="sent", sent_at=at, subject="Two", **mails)
    shown = text_of(local.client.get("/reminders/"))
    for part in (
        "Nothing answers at x, port 9. Next try: 31 May 2027",
        "Two sent 31 May 2027",
        "Last checked",
    ):
        assert part in shown


# --- The way out of a mail


@pytest.fixture
def stop(owner):
    ReminderWishes.objects.create(person=owner.person, wanted=True, address="owner@example.org")
    return f"/reminders/stop/{WAY_OUT.token(owner.person)}/"


def wishes(owner):
    return ReminderWishes.objects.visible_to(owner.person).get()


def test_a_mail_can_be_stopped_without_signing_in_but_not_by_looking(owner, stop, as_stranger):
    strict = Client(enforce_csrf_checks=True)
    assert "Stop the reminders?" in text_of(strict.get(stop))
    assert wishes(owner).wanted
    assert "You get no more emails." in text_of(strict.post(stop, {"what": "stop"}))
    assert not wishes(owner).wanted


def test_a_mail_program_may_stop_them_by_one_click(owner, stop, as_stranger):
    response = as_stranger.post(stop, {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, wishes(owner).wanted) == (204, False)


def test_they_can_be_quiet_for_a_month(owner, stop, as_stranger):
    assert "Paused until 22 December 2026." in text_of(as_stranger.post(stop, {"what": "pause"}))
    row = wishes(owner)
    assert (row.wanted, row.quiet_until) == (True, date(2026, 11, 22) + timedelta(days=30))


def test_the_page_tells_nothing_of_the_person(owner, stop, as_stranger):
    page = as_stranger.get(stop).content.decode()
    assert "owner@example.org" not in page
    assert "Olivia" not in page


def test_a_made_up_address_stops_nobody(owner, another, stop, as_stranger):
    other = WAY_OUT.token(another.person).partition(":")[0]
    for wrong in ("x", stop.split("/")[3][:-1], f"{other}:{stop.partition(':')[2].rstrip('/')}"):
        assert as_stranger.post(f"/reminders/stop/{wrong}/", {"what": "stop"}).status_code == 404
    assert wishes(owner).wanted


# --- The installation's own server


def test_an_installation_names_its_server_in_the_environment(monkeypatch, local):
    monkeypatch.setenv("RXLADDER_MAIL", "smtps://me%40x:p%3Aw@mail.example.org")
    assert mail_server() == MailServer("mail.example.org", 465, "tls", "me@x", "me@x", "p:w")
    monkeypatch.setenv("RXLADDER_MAIL_FROM", "site@example.org")
    assert mail_server().sender == "site@example.org"
    assert page_of(local.client.get("/reminders/")).find("a", href="/reminders/server/") is None


@pytest.mark.parametrize("text", ["mail.example.org", "http://x", "smtp://", "smtp://x:port"])
def test_a_server_that_cannot_be_read_is_told(monkeypatch, local, text):
    monkeypatch.setenv("RXLADDER_MAIL", text)
    with pytest.raises(BadMailServer):
        mail_server()
    assert "RXLADDER_MAIL" in text_of(local.client.get("/reminders/"))
