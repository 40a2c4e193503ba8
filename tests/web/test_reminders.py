"""Reminders: sent once, on their day, to whom they belong; again only where a mail server left it open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from types import SimpleNamespace

import pytest

from rxladder.rules.reminders import LEADS
from rxladder.web.certifications.models import Holding
from rxladder.web.education.models import Credit
from rxladder.web.plan.models import JobRun, Reminder, ReminderMail, ReminderWishes
from rxladder.web.plan.reminders import job, postman
from rxladder.web.plan.reminders.job import ABOUT, remind_all
from rxladder.web.plan.reminders.postman import Postman
from rxladder.web.plan.reminders.server import MailServer, forget, store

ENDS = date(2027, 6, 30)
MINUTES = timedelta(minutes=1)


def noon(days_left: float, ends: date = ENDS) -> datetime:
    return datetime(ends.year, ends.month, ends.day, 18, tzinfo=UTC) - timedelta(days=days_left)


def wish(person, address="me@example.org", **values) -> ReminderWishes:
    values = {"wanted": True, "leads": list(LEADS), "about": list(ABOUT)} | values
    return ReminderWishes.objects.create(person=person, address=address, **values)


@pytest.fixture
def held(local):
    """A person in Texas with one registration who wants every reminder."""
    local.person.time_zone = "America/Chicago"
    local.person.name = "Sam"
    local.person.save()
    row = Holding.objects.create(person=local.person, credential="us-tx-technician", expires=ENDS)
    return SimpleNamespace(person=local.person, row=row, wishes=wish(local.person), client=local.client)


def text_of(message) -> str:
    return message.get_body(("plain",)).get_content()


def days_of(box) -> list[str]:
    return [text_of(message) for _to, message in box.taken]


def test_each_lead_brings_one_mail_and_no_more(held, box):
    came = []
    for left in [near + one for near in (*LEADS, 0, -1) for one in (1, 0) if near + one != 1 or near == 1]:
        for hours in (0, 2):
            remind_all(noon(left) + timedelta(hours=hours))
        if len(box.taken) > len(came):
            came.append(left)
    assert came == [90, 60, 30, 14, 7, 1]
    assert len(box.taken) == len(came)
    assert len(set(box.ids)) == len(box.ids)


def test_a_mail_says_what_by_when_what_is_missing_and_how_to_stop(held, box):
    remind_all(noon(30))
    [(to, message)] = box.taken
    text = text_of(message)
    assert to == "me@example.org"
    assert message["Subject"] == "Texas registration: last day (30 June 2027)"
    for part in ("Hello Sam", "Wednesday 30 June 2027 · in 30 days", "more hours of CE", "Source: https://"):
        assert part in text
    assert "Texas registration: last day" in message.get_body(("html",)).get_content()
    assert message["List-Unsubscribe"].strip().startswith("<http://127.0.0.1:8000/reminders/stop/")
    assert message["List-Unsubscribe-Post"] is None
    assert message["Auto-Submitted"] == "auto-generated"


def test_nothing_is_sent_unless_it_was_turned_on(held, box):
    held.wishes.wanted = False
    held.wishes.save()
    remind_all(noon(30))
    assert (box.taken, Reminder.objects.count()) == ([], 0)


def test_it_stops_when_the_renewal_is_handed_in_and_starts_for_the_next_term(held, box):
    remind_all(noon(90))
    held.row.filed = date(2027, 5, 1)
    held.row.save()
    for left in (60, 30, 14, 1):
        remind_all(noon(left))
    assert len(box.taken) == 1
    held.row.filed, held.row.expires = None, date(2029, 6, 30)
    held.row.save()
    remind_all(noon(60, date(2029, 6, 30)))
    assert len(box.taken) == 2


def test_after_weeks_away_one_mail_tells_the_nearest(held, box):
    remind_all(noon(90))
    remind_all(noon(12))
    remind_all(noon(11))
    assert len(box.taken) == 2
    assert "in 12 days" in days_of(box)[-1]


def test_what_is_due_on_a_day_comes_in_one_mail(held, box):
    Holding.objects.create(person=held.person, credential="ptcb-cpht", expires=ENDS)
    remind_all(noon(60))
    remind_all(noon(60) + timedelta(hours=3))
    [(_to, message)] = box.taken
    assert message["Subject"] == "3 dates are coming up, the first on 1 June 2027"
    assert text_of(message).count("* ") == 3


def test_what_comes_due_after_todays_mail_waits_for_tomorrow(held, box):
    remind_all(noon(60))
    Holding.objects.create(person=held.person, credential="ptcb-cpht", expires=ENDS)
    remind_all(noon(60) + timedelta(hours=3))
    assert len(box.taken) == 1
    remind_all(noon(59))
    assert len(box.taken) == 2


def test_it_waits_for_the_hour_on_the_persons_own_clock(held, box):
    remind_all(datetime(2027, 5, 31, 12, 59, tzinfo=UTC))  # 7:59 in Chicago
    assert box.taken == []
    remind_all(datetime(2027, 5, 31, 13, 0, tzinfo=UTC))
    assert len(box.taken) == 1


def test_only_what_was_wished_is_sent(held, box):
    held.wishes.leads, held.wishes.about = [7], ["activities"]
    held.wishes.save()
    Credit.objects.create(
        person=held.person, date=ENDS, hours=Fraction(1), title="A talk\nBcc: x@example.org", status="booked"
    )
    for left in (60, 7, 1):
        remind_all(noon(left))
    [(_to, message)] = box.taken
    assert message["Subject"] == "Booked: A talk Bcc: x@example.org (30 June 2027)"
    assert message["Bcc"] is None


def test_the_demo_person_and_who_is_gone_get_nothing(owner, demo, box):
    wish(demo.person)
    wish(owner.person)
    owner.person.is_active = False
    owner.person.save()
    for left in (60, 30, 7):
        remind_all(noon(left))
    assert box.taken == []


def test_everyone_gets_their_own(owner, another, box):
    wish(owner.person, "owner@example.org")
    wish(another.person, "another@example.org")
    for left in (90, 30, 1):
        remind_all(noon(left))
        remind_all(noon(left, date(2026, 12, 31)))
    to = {address: [text_of(m) for t, m in box.taken if t == address] for address, _ in box.taken}
    assert set(to) == {"owner@example.org", "another@example.org"}
    assert not any("Florida" in text for text in to["owner@example.org"])
    assert not any("Texas" in text for text in to["another@example.org"])


def test_one_persons_broken_record_stops_nobody_else(owner, another, box, monkeypatch, caplog):
    wish(owner.person)
    wish(another.person, "another@example.org")
    real = job.events_of

    def broken(request):
        return 1 / 0 if request.person == owner.person else real(request)

    monkeypatch.setattr(job, "events_of", broken)
    run = remind_all(noon(7, date(2026, 12, 31)))
    assert [to for to, _ in box.taken] == ["another@example.org"]
    assert (run.sent, run.failed) == (1, 1)


# --- The mail server fails


FAILURES = {
    "connect": ("554 Go away", False),
    "mail": ("451 Later", False),
    "rcpt": ("550 No such user", False),
    "data": ("452 Full", False),
}


@pytest.mark.parametrize("phase", FAILURES)
def test_a_refusal_is_told_and_tried_again_ever_later(held, box, phase):
    box.answers[phase] = FAILURES[phase][0]
    at = noon(30)
    for attempt in range(1, 4):
        remind_all(at)
        mail = ReminderMail.objects.get()
        assert (mail.state, mail.attempts, mail.unsure) == ("waiting", attempt, False)
        assert mail.error
        assert mail.next_try - at == 10 * MINUTES * 2 ** (attempt - 1)
        remind_all(mail.next_try - MINUTES)
        assert ReminderMail.objects.get().attempts == attempt
        at = mail.next_try
    box.answers.clear()
    remind_all(at)
    assert len(box.taken) == 1
    assert ReminderMail.objects.get().state == "sent"


def test_a_server_that_hangs_up_in_the_middle_gets_the_same_mail_again(held, box):
    box.answers["data"] = "hang up"
    remind_all(noon(30))
    assert ReminderMail.objects.get().unsure
    Holding.objects.create(person=held.person, credential="ptcb-cpht", expires=ENDS)
    box.answers.clear()
    remind_all(noon(30) + 30 * MINUTES)
    [(_to, message)] = box.taken
    assert message["Message-ID"] == ReminderMail.objects.get().message_id
    assert "CPhT" not in text_of(message)  # a second copy must say no more than the first may have said
    remind_all(noon(29))
    assert "CPhT" in days_of(box)[-1]


def test_a_mail_that_never_comes_to_an_end_does_not_hold_up_the_next_ones(held, box):
    box.answers["data"] = "hang up"
    remind_all(noon(30))
    box.answers.clear()
    remind_all(noon(28) - 18 * 60 * MINUTES)  # before the next try is due on that day
    remind_all(noon(28))
    assert len(box.taken) == 1


def test_a_server_that_is_down_for_days_gets_one_mail_with_the_nearest_when_it_is_back(held, box):
    box.answers["connect"] = "554 Down"
    for left in range(31, 9, -1):
        remind_all(noon(left))
    Holding.objects.create(person=held.person, credential="ptcb-cpht", expires=ENDS)
    box.answers.clear()
    for left in (9, 8):
        remind_all(noon(left))
    [(_to, message)] = box.taken
    assert "in 9 days" in text_of(message)
    assert "CPhT" in text_of(message)
    remind_all(noon(7))
    assert len(box.taken) == 2


def test_what_was_done_while_the_server_was_down_is_not_mailed(held, box):
    box.answers["connect"] = "554 Down"
    remind_all(noon(30))
    held.row.filed = date(2027, 6, 1)
    held.row.save()
    box.answers.clear()
    remind_all(noon(29))
    assert box.taken == []
    assert ReminderMail.objects.get().state == "dropped"


def test_a_slow_server_is_given_up_and_told(held, box, monkeypatch):
    monkeypatch.setattr(postman, "SECONDS", 0.2)
    box.seconds = 0.6
    remind_all(noon(30))
    assert "did not answer in time" in ReminderMail.objects.get().error
    assert box.taken == []


def test_nobody_answers(held):
    store(MailServer("127.0.0.1", 9, "none", "from@example.org"))
    try:
        run = remind_all(noon(30))
    finally:
        forget()
    assert ReminderMail.objects.get().error == "Nothing answers at 127.0.0.1, port 9."
    assert (run.sent, run.failed) == (0, 1)


def test_without_a_mail_server_nothing_is_claimed(held):
    remind_all(noon(30))
    assert ReminderMail.objects.count() == 0


def test_a_mail_that_is_being_sent_is_not_sent_by_a_second_job(held, box):
    runs = []

    def second(phase: str) -> None:
        # While the first waits for its yes, in the same moment of the database.
        if phase == "data":
            mail = ReminderMail.objects.get()
            runs.append(job.held(mail, noon(30) + MINUTES))

    real = Postman.send

    def send(self, message, to):
        second("data")
        real(self, message, to)

    Postman.send = send
    try:
        remind_all(noon(30))
    finally:
        Postman.send = real
    assert runs == [False]
    assert len(box.taken) == 1


def test_old_runs_are_forgotten(held, box):
    for minute in range(60):
        remind_all(noon(200) + minute * MINUTES)
    assert JobRun.objects.count() <= 51


def test_a_site_that_pretends_another_day_sends_nothing(held, box, settings):
    settings.TODAY = date(2027, 5, 31)
    assert job.look() == "pretended day"
    assert (box.taken, JobRun.objects.count()) == ([], 0)
