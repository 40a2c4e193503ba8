"""The week by mail: once, on the person's own clock, what may change at their board first; else quiet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from rxladder.news.digest import last_due
from rxladder.web.trends.digest_job import look, send_all
from rxladder.web.trends.digest_models import DigestMail, DigestWishes
from rxladder.web.trends.models import ItemMark
from tests.web.fda import fda, recall
from tests.web.news import reads, told
from tests.web.pages import errors_of, page_of, text_of

pytestmark = pytest.mark.django_db
# A Monday; eight o'clock in Chicago.
DUE = datetime(2026, 11, 23, 14, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def reader(local):
    """A technician in Texas who wants the week on Mondays at eight, and reads one feed."""
    local.person.name, local.person.state, local.person.time_zone = "Sam", "us-tx", "America/Chicago"
    local.person.save()
    wishes = DigestWishes.objects.create(person=local.person, wanted=True, address="me@example.org")
    return SimpleNamespace(
        person=local.person, client=local.client, wishes=wishes, feed=reads(local.person, "journal")
    )


def text(message) -> str:
    return message.get_body(("plain",)).get_content()


def test_the_week_comes_once_on_its_day_and_hour_with_a_rule_of_ones_board_first(reader, box):
    told(reader.feed, "Counting pills faster", DUE - 2 * HOUR)
    told(reader.feed, "Texas State Board of Pharmacy adopts a rule for technicians", DUE - 5 * DAY)
    told(reader.feed, "Too old", DUE - 8 * DAY)
    told(reader.feed, "Not yet", DUE + HOUR)
    for hours in (-1, 0, 1, 20, 70):
        send_all(DUE + hours * HOUR)
    [(to, message)] = box.taken
    assert to == "me@example.org"
    assert message["Subject"].startswith("A rule may change at your board: Texas State Board")
    assert message["List-Unsubscribe"].strip().startswith("<http://127.0.0.1:8000/news/week/stop/")
    said = text(message)
    assert said.index("1. Texas State Board") < said.index("2. Counting pills")
    assert "Because: A rule may change at your board (Texas)." in said
    assert "Because: It is new." in said
    assert "Too old" not in said
    assert "Not yet" not in said
    send_all(DUE + 7 * DAY)
    assert "Not yet" in text(box.taken[1][1])
    assert "Counting" not in text(box.taken[1][1])


def test_at_most_ten_of_all_and_three_of_a_source_and_nothing_that_was_read(reader, box):
    feeds = [reader.feed, *(reads(reader.person, f"feed{n}") for n in range(5))]
    for feed in feeds:
        for n in range(5):
            told(feed, f"Story {feed.title} number {n} alone", DUE - n * HOUR)
    read = told(reader.feed, "Read already", DUE - HOUR)
    ItemMark.objects.create(person=reader.person, entry=read, read=True, read_at=DUE)
    send_all(DUE)
    said = text(box.taken[0][1])
    assert "10. Story" in said
    assert "11. " not in said
    assert "20 more are on the site." in said
    assert "Read already" not in said
    assert said.count("Story Journal") <= 3


def test_a_quiet_week_sends_nothing_unless_it_is_wished(reader, box):
    send_all(DUE)
    assert box.taken == []
    assert DigestMail.objects.get().state == "dropped"
    assert "a quiet week: nothing was sent" in text_of(reader.client.get("/news/week/"))
    reader.wishes.quiet_weeks = True
    reader.wishes.save()
    send_all(DUE + 7 * DAY)
    [(_to, message)] = box.taken
    assert message["Subject"] == "A quiet week, through 30 November 2026"
    assert "nothing that matters to you came in from 23 Nov 2026 to 30 Nov 2026" in text(message)


def test_a_refusal_is_tried_again_and_a_second_copy_says_the_same(reader, box):
    told(reader.feed, "Counting pills faster", DUE - HOUR)
    box.answers["rcpt"] = "550 No one here"
    send_all(DUE)
    mail = DigestMail.objects.get()
    assert (mail.state, mail.unsure, mail.attempts) == ("waiting", False, 1)
    assert "No one here" in text_of(reader.client.get("/news/week/"))
    box.answers = {"data": "hang up"}
    told(reader.feed, "Came in later", DUE - HOUR)
    send_all(mail.next_try)
    assert DigestMail.objects.get().unsure
    box.answers = {}
    send_all(DUE + 5 * HOUR)
    [(_to, message)] = box.taken
    assert message["Message-ID"].strip() == mail.message_id
    assert "Came in later" not in text(message)
    send_all(DUE + 6 * HOUR)
    assert len(box.taken) == 1


def test_what_could_not_go_out_for_days_is_left_out_and_its_days_come_with_the_next(reader, box):
    told(reader.feed, "Counting pills faster", DUE - HOUR)
    box.answers["connect"] = "421 Down"
    send_all(DUE)
    box.answers = {}
    send_all(DUE + 4 * DAY)
    assert (box.taken, DigestMail.objects.get().state) == ([], "dropped")
    told(reader.feed, "Another one", DUE + DAY)
    send_all(DUE + 7 * DAY)
    assert "Another one" in text(box.taken[0][1])
    # A machine that was off on the day, and the day after the next, sends nothing old.
    told(reader.feed, "And one more", DUE + 13 * DAY)
    send_all(DUE + 17 * DAY + HOUR)
    assert len(box.taken) == 1
    # No week of which nobody looked is told as a quiet one.
    assert not DigestMail.objects.filter(day=(DUE + 14 * DAY).date()).exists()


def test_a_run_that_was_killed_holds_the_mail_for_a_while(reader, box):
    told(reader.feed, "Counting pills faster", DUE - HOUR)
    box.answers["connect"] = "421 Down"
    send_all(DUE)
    box.answers = {}
    DigestMail.objects.update(state="waiting", held_until=DUE + HOUR, next_try=DUE, unsure=True)
    send_all(DUE + HOUR / 2)
    assert box.taken == []
    send_all(DUE + 2 * HOUR)
    assert len(box.taken) == 1


def test_strangers_words_put_nothing_into_the_mails_headers_or_markup(reader, box):
    title = "Good\r\nBcc: x@example.org <script>alert(1)</script>"
    told(reader.feed, title, DUE - HOUR, url="javascript:alert(1)")
    send_all(DUE)
    [(_to, message)] = box.taken
    assert message["Bcc"] is None
    html = message.get_body(("html",)).get_content()
    assert "<script" not in html
    assert "javascript:" not in html
    assert "javascript:" not in text(message)


def test_what_the_fda_changed_is_counted_and_one_broken_record_stops_nobody_else(
    reader, box, another, monkeypatch
):
    from rxladder.web.trends import digest_job
    from rxladder.web.trends.fda_job import look_at_all

    with fda(monkeypatch) as host:
        host.records["recall"] = [recall()]
        host.records["shortage"] = []
        look_at_all(DUE - 2 * DAY)
    DigestWishes.objects.create(person=another.person, wanted=True, address="another@example.org")
    real = digest_job.week_of

    def broken(person, since, until):
        return 1 / 0 if person == another.person else real(person, since, until)

    monkeypatch.setattr(digest_job, "week_of", broken)
    assert send_all(DUE + 6 * HOUR) == (1, 1)
    [(to, message)] = box.taken
    assert to == "me@example.org"
    assert message["Subject"] == "What the FDA changed, through 23 November 2026"
    assert "1 recall" in text(message)


def test_a_pretended_day_a_demo_and_who_is_gone_get_nothing(reader, demo, box, settings):
    assert look() == "pretended day"
    DigestWishes.objects.visible_to(demo.person).delete_softly(DUE)
    DigestWishes.objects.create(person=demo.person, wanted=True, address="demo@example.org", quiet_weeks=True)
    reader.wishes.quiet_weeks = True
    reader.wishes.save()
    reader.person.is_active = False
    reader.person.save()
    settings.TODAY = None
    send_all(DUE)
    assert box.taken == []


# --- The page


def test_one_turns_it_on_and_off_and_says_where_to(local, box, settings):
    page = "/news/week/"
    sent = {"wanted": "on", "weekday": "friday", "hour": "7", "address": ""}
    assert errors_of(local.client.post(page, sent)) == [
        "To which address? Enter the address the emails go to."
    ]
    local.client.post(page, sent | {"address": "me@example.org"})
    row = DigestWishes.objects.get()
    assert (row.wanted, row.weekday, row.hour) == (True, "friday", 7)
    # What was due before it was turned on is not sent.
    reader_feed = reads(local.person)
    told(reader_feed, "Counting pills faster", row.since - HOUR)
    send_all(row.since + timedelta(minutes=1))
    assert box.taken == []
    local.client.post(page, {"weekday": "friday", "hour": "7", "address": "me@example.org"})
    assert not DigestWishes.objects.get().wanted


def test_where_many_share_a_site_it_goes_to_the_address_of_the_account_alone(as_owner, owner):
    sent = {"wanted": "on", "weekday": "monday", "hour": "8", "address": "victim@example.org"}
    as_owner.post("/news/week/", sent)
    assert DigestWishes.objects.visible_to(owner.person).get().address == owner.person.email


def test_a_mail_is_the_way_out_without_signing_in(reader, box, client):
    told(reader.feed, "Counting pills faster", DUE - HOUR)
    send_all(DUE)
    way = box.taken[0][1]["List-Unsubscribe"].strip().strip("<>").removeprefix("http://127.0.0.1:8000")
    assert "Stop the weekly email?" in text_of(client.get(way))
    assert DigestWishes.objects.get().wanted
    assert client.post(way, {"List-Unsubscribe": "One-Click"}).status_code == 204
    assert not DigestWishes.objects.get().wanted
    assert client.get(way[:-1] + "x/").status_code == 404


def test_the_page_tells_each_story_with_its_reasons(reader, settings):
    settings.TODAY = date(2026, 11, 23)
    told(reader.feed, "Texas State Board of Pharmacy adopts a rule for technicians", DUE - 5 * DAY)
    page = page_of(reader.client.get("/news/week/"))
    [item] = page.find("ol").find_all("li")
    assert "Because: A rule may change at your board (Texas)." in " ".join(item.get_text(" ").split())


@pytest.mark.parametrize(
    ("there", "weekday", "due"),
    [
        ("2026-11-23T08:00", 0, "2026-11-23T08:00"),
        ("2026-11-23T07:59", 0, "2026-11-16T08:00"),
        ("2026-11-22T23:00", 6, "2026-11-22T08:00"),
        ("2026-11-25T10:00", 4, "2026-11-20T08:00"),
    ],
)
def test_when_it_was_due_last(there, weekday, due):
    assert last_due(datetime.fromisoformat(there), weekday, 8) == datetime.fromisoformat(due)
