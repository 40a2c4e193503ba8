"""What the news fetch, and when: nothing without a yes, each feed by its own time, and nobody held up."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.trends import refreshing
from rxladder.web.trends.models import Entry, Feed, FeedRun, Subscription
from tests.web.feed_hosts import HEPARIN, read, refresh, rss, titles
from tests.web.pages import page_of, text_of
from tests.web_server import reply, serving


def test_nothing_is_fetched_before_the_person_says_yes(local, hosts, settings):
    settings.TODAY = None
    page = local.client.get("/news/")
    assert "www.fda.gov" in text_of(page)
    assert "Nothing is fetched until you say so" in text_of(page)
    hosts.pages["/feed"] = reply(content=rss("One", HEPARIN))
    listed = f'<opml><body><outline text="One" xmlUrl="{hosts.url}/feed"/></body></opml>'
    upload = SimpleUploadedFile("mine.opml", listed.encode())
    look = local.client.post("/news/feeds/bring/", {"file": upload})
    assert not Subscription.objects.visible_to(local.person).exists(), "a look adds nothing"
    value = page_of(look).find("input", attrs={"name": "feed"})["value"]
    local.client.post("/news/feeds/bring/take-in/", {"feed": [value]})
    page = local.client.get("/news/")
    assert "Nothing is fetched yet" in text_of(page)
    assert "127.0.0.1" in text_of(page)
    local.client.post("/news/refresh/")
    assert refreshing.look() == "nothing due"
    assert not hosts.asked
    local.client.post("/news/consent/", {"fetch": "yes"})
    refreshing.run(FeedRun.objects.visible_to(local.person).get().id)
    assert len(hosts.asked) == 1
    assert titles(local.client.get("/news/")) == [HEPARIN[0]]
    local.client.post("/news/consent/", {"fetch": "no"})
    Feed.objects.update(due=None)
    assert refreshing.look() == "nothing due"
    assert len(hosts.asked) == 1


def test_a_feed_is_asked_by_its_own_time_and_once_for_all_who_read_it(reader, hosts, settings, monkeypatch):
    friend = Person.objects.create(email="friend@example.org")
    read(friend, f"{hosts.url}/fda")
    settings.TODAY = None
    before = len(hosts.asked)
    assert refreshing.look() == "nothing due"
    Feed.objects.update(due=clock.now())
    looked, meanwhile = refreshing._keep_looks, []
    watching = lambda *asked: meanwhile.append(refreshing.look()) or looked(*asked)  # noqa: E731
    monkeypatch.setattr(refreshing, "_keep_looks", watching)
    refreshing.look()
    assert meanwhile == ["nothing due"], "a second job finds them held"
    assert len(hosts.asked) == before + 3, "once each"
    assert sum('If-None-Match: "first"' in asked for asked in hosts.asked[before:]) == 1
    assert Entry.objects.count() == 5, "and nothing twice"
    Feed.objects.update(due=clock.now(), held_until=clock.now() + timedelta(minutes=1))
    assert refreshing.look() == "nothing due", "what another job asks is left to it"


def test_who_waits_longest_is_asked_first(local, hosts, settings, monkeypatch):
    settings.TODAY = None
    read(local.person, *(f"{hosts.url}/{name}" for name in ("late", "new", "early", "never")))
    for name, hours in {"late": 1, "new": 0, "early": 2}.items():
        Feed.objects.filter(url__endswith=name).update(due=clock.now() - timedelta(hours=hours))
    asked = []
    monkeypatch.setattr(refreshing, "_keep_looks", lambda _row, held, *_more: asked.extend(held) or {})
    refreshing.look()
    assert [feed.url.rpartition("/")[2] for feed in asked] == ["never", "early", "late", "new"]


def test_hosts_that_do_ill_are_told_of_and_hold_up_nobody(local, hosts):
    def never_ending(line):
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            line.sendall(b"<rss>" * 20_000)

    pages = {
        "good": reply(content=rss("Good", HEPARIN)),
        "gone": reply(410),
        "error": reply(500),
        "page": reply(content=b"<html><body>A page"),
        "endless": never_ending,
        "inner": reply(302, Location="http://10.0.0.1/feed"),
        "loop": reply(301, Location="/loop"),
        "bomb": reply(content=b'<!DOCTYPE a [<!ENTITY b "c">]><rss/>'),
    }
    hosts.pages |= {f"/{name}": page for name, page in pages.items()}
    with serving() as busy:
        busy.pages["/wait"] = reply(429, Retry_After="7200")
        read(local.person, f"{busy.url}/wait", *(f"{hosts.url}/{name}" for name in pages))
        run = refresh(local.person)
    assert (run.done, run.new) == (len(pages) + 1, 1)
    page = local.client.get("/news/feeds/health/")
    said = {line.select_one(".about").get_text() for line in page_of(page).select("li .entry")}
    for words in (
        "It was removed and is no longer checked.", "answered with an error (500)", "(429)",
        "This is a web page, not a feed.", "larger than 5,000,000 bytes", "private network",
        "redirected more than", "defines its own entities", "All is well.",
    ):  # fmt: skip
        assert any(words in one for one in said), (words, said)
    waiting = Feed.objects.get(url__endswith="wait")
    assert waiting.due - waiting.asked >= timedelta(hours=2)
    assert titles(local.client.get("/news/")) == [HEPARIN[0]]


def test_a_feed_that_moves_for_good_is_asked_there_and_keeps_what_it_has(reader, hosts):
    hosts.pages["/new"] = hosts.pages["/fda"]
    hosts.pages["/fda"] = reply(301, Location="/new")
    Feed.objects.update(asked=None)
    refresh(reader.person)
    feed = Feed.objects.get(url=f"{hosts.url}/fda")
    assert feed.address == f"{hosts.url}/new"
    assert feed.entries.count() == 1
    health = text_of(reader.client.get("/news/feeds/health/"))
    assert "All is well. It has moved from" in health


def test_what_no_database_takes_is_kept_all_the_same(local, hosts):
    item = r'{"id": "\ud800", "title": "A\u0000 \udfff half", "content_text": "\ud83d"}'
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "J\\u0000", "items": [{item}]}}'
    hosts.pages["/json"] = reply(content=feed.encode(), ETag='"\x01"')
    read(local.person, f"{hosts.url}/json")
    refresh(local.person)
    found = Feed.objects.get()
    assert found.problem or found.entries.count() == 1
    assert local.client.get("/news/").status_code == 200
