"""What one reads goes out with the career file and comes back, and brings nothing that others would see."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from rxladder.career.file import read_career
from rxladder.career.reading import Article, DigestChoice, Reading, Subscription
from rxladder.career.record import Career
from rxladder.facts.yaml_text import BadInput
from rxladder.web.site.career_io import export_career, import_career, undo_import
from rxladder.web.site.rules import packs
from rxladder.web.trends.digest_job import send_all
from rxladder.web.trends.models import DigestMail, Entry, Feed, ItemMark, NewsWishes
from tests.web.news import reads, saved, told
from tests.web.pages import page_of, text_of, undo_of

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TOLD = Reading(
    subscriptions=(Subscription("https://a.example/feed", "My board", "Boards", "us-tx"),),
    saved=(Article("A saved one", "https://a.example/1", "A", date(2026, 11, 1), "a note"),),
    starred=(Article("A starred one", "https://a.example/2", "A", date(2026, 11, 2)),),
    less=("topic:recalls",),
    digest=DigestChoice(True, "friday", 7, True),
)


def read_file(reading: str):
    return read_career(f"rxladder: 1\nreading: {reading}\n", packs())


@pytest.fixture
def reader(local):
    """A person with a starred and a saved article of a feed."""
    feed = reads(local.person, folder="Sterile")
    star, kept = told(feed, "Starred here", MOMENT), told(feed, "Saved here", MOMENT)
    ItemMark.objects.create(person=local.person, entry=star, starred_at=MOMENT)
    saved(local.person, kept, "a note")
    return SimpleNamespace(person=local.person, client=local.client, feed=feed)


def reading_of(person) -> Reading:
    person.refresh_from_db()
    return export_career(person).reading


def test_all_of_it_goes_out(reader):
    day = MOMENT.date()
    told_ = reading_of(reader.person)
    assert told_.subscriptions == (Subscription("https://journal.example/feed.xml", "Journal", "Sterile"),)
    assert [(one.title, one.note, one.published) for one in told_.saved] == [("Saved here", "a note", day)]
    assert [(one.title, one.source, one.published) for one in told_.starred] == [
        ("Starred here", "Journal", day)
    ]


def test_a_file_takes_the_place_of_what_was_there_stars_too_and_an_undo_brings_them_back(reader):
    before = reading_of(reader.person)
    at = import_career(reader.person, read_file("{}"))
    assert reading_of(reader.person) == Reading()
    assert "Starred here" not in text_of(reader.client.get("/news/?view=starred"))
    assert undo_import(reader.person, at)
    assert reading_of(reader.person) == before
    assert "Starred here" in text_of(reader.client.get("/news/?view=starred"))


def test_what_came_starred_is_shown_and_let_go_of(local):
    import_career(local.person, Career(reading=TOLD))
    assert reading_of(local.person) == TOLD
    page = local.client.get("/news/?view=starred")
    assert "starred elsewhere, added from your career file" in text_of(page)
    form = page_of(page).find("form", action=lambda url: url and url.endswith("/let-go/"))
    done = local.client.post(form["action"], follow=True)
    assert "A starred one" not in text_of(local.client.get("/news/?view=starred"))
    local.client.post(undo_of(done))
    assert reading_of(local.person) == TOLD


def test_a_file_brings_no_names_or_items_for_others_nor_leave_to_ask_nor_an_address(local, another):
    import_career(local.person, Career(reading=TOLD))
    assert Feed.objects.get().title == ""
    assert not Entry.objects.exists()
    assert not NewsWishes.objects.filter(fetch=True).exists()
    send_all(MOMENT)
    assert not DigestMail.objects.exists()
    assert "Enter your address below" in text_of(local.client.get("/news/week/"))


def test_an_address_that_a_file_brings_is_a_link_only_where_it_leads_to_the_web(local):
    odd = Article("Odd", "javascript:alert(1)")
    import_career(local.person, Career(reading=Reading(saved=(odd,), starred=(odd,))))
    for view in ("saved", "starred"):
        page = local.client.get(f"/news/?view={view}")
        assert "Odd" in text_of(page)
        assert b'href="javascript' not in page.content
    develop = page_of(local.client.get("/news/?view=saved")).find(href=lambda url: url and "develop" in url)
    assert b'href="javascript' not in local.client.get(develop["href"]).content


@pytest.mark.parametrize(
    ("reading", "place", "word"),
    [
        ("{subscriptions: [{url: 'https://a.example/'}, {url: 'https://a.example/'}]}", 2, "same address"),
        ("{subscriptions: [{url: 'file:///etc/passwd'}]}", 2, "url"),
        ("{subscriptions: [{url: 'https://a.example/', board: us-zz}]}", 2, "us-zz"),
        ("{less: ['javascript:x']}", 2, "less"),
        ("{digest: {weekday: someday}}", 2, "someday"),
        ("{digest: {hour: 24}}", 2, "hour"),
        ("{saved: [{title: a, urll: b}]}", 2, "urll"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_line(reading, place, word):
    with pytest.raises(BadInput) as error:
        read_file(reading)
    assert error.value.line == place
    assert word in str(error.value)


def test_the_example_has_news_that_says_it_is_made_up(demo):
    said = text_of(demo.client.get("/news/"))
    assert said.count("Example: ") >= 6
    assert "Example: Texas State Board of Pharmacy" in said
    assert all(entry.title.startswith("Example: ") for entry in Entry.objects.all())
    assert all(".invalid/" in feed.url for feed in Feed.objects.all())
    assert "Because: A rule may change at your board (Texas)." in text_of(demo.client.get("/news/week/"))
    offer = Entry.objects.get(title__contains="webinar")
    assert "Add to my calendar" in text_of(demo.client.get(f"/news/items/{offer.id}/"))
