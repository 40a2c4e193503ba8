"""The news on the site: what a person sees of them and makes of them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.trends import ranked
from rxladder.web.trends.grouping import regroup
from rxladder.web.trends.keeping import FEW, KEEP, feed_at, tidy
from rxladder.web.trends.models import (
    Entry,
    Feed,
    ItemMark,
    NewsWishes,
    Ranking,
    SavedItem,
    Subscription,
)
from rxladder.web.trends.starting import allow
from tests.web import news
from tests.web.feed_hosts import ACCENTS, HEPARIN, RATIO, read, refresh, rss, titles
from tests.web.pages import errors_of, page_of, text_of, undo_of
from tests.web_server import reply


def every_page(client, address: str) -> list[str]:
    """The titles of a view, page by page to its end."""
    found: list[str] = []
    for _page in range(20):
        response = client.get(address)
        found += titles(response)
        more = page_of(response).find("a", rel="next")
        if more is None:
            return found
        address = more["href"]
    raise AssertionError("there is no end to it")


def entry(title: str) -> Entry:
    return Entry.objects.get(title=title)


# --- What a person sees


def test_each_story_once_the_boards_rule_first_and_why(reader):
    page = reader.client.get("/news/")
    shown = titles(page)
    assert shown[0] == RATIO[0]
    assert len(shown) == 4
    assert "A rule may change at your board (Texas)." in text_of(page)
    assert sum("heparin" in title for title in shown) == 1
    assert "Also in Times" in text_of(page) or "Also in FDA recalls" in text_of(page)
    for view in ("newest", "unread"):
        assert len(every_page(reader.client, f"/news/?view={view}")) == 4
    item = reader.client.get(f"/news/items/{entry(RATIO[0]).id}/")
    assert "A rule may change at your board (Texas)." in text_of(item)
    assert "The board of pharmacy adopted an amended rule." in text_of(item)


def test_no_flood_of_others_hides_a_rule_of_ones_board(reader, monkeypatch):
    stories_of = ranked.stories_of
    monkeypatch.setattr(ranked, "stories_of", lambda *asked: stories_of(*asked, 1))
    Ranking.objects.visible_to(reader.person).delete()
    shown = titles(reader.client.get("/news/"))
    assert shown[0] == RATIO[0]
    assert len(shown) == 3, "the newest one, and all of the board"


def test_read_star_save_and_all_of_it_taken_back(reader):
    client, heparin = reader.client, entry(HEPARIN[0])
    twin = Entry.objects.get(title__endswith="FDA says")
    assert heparin.story == twin.story
    client.post(f"/news/items/{twin.id}/act/", {"act": "read"})
    assert len(titles(client.get("/news/"))) == 3, "read in one place is read"
    client.post(f"/news/items/{heparin.id}/act/", {"act": "unread"})
    assert len(titles(client.get("/news/?view=unread"))) == 4
    client.post(f"/news/items/{heparin.id}/act/", {"act": "star"})
    assert titles(client.get("/news/?view=starred")) == [HEPARIN[0]]
    part = client.post(f"/news/items/{heparin.id}/act/", {"act": "unstar"}, headers={"HX-Request": "true"})
    assert page_of(part).find("button", id=f"star-{heparin.id}")["value"] == "star"
    assert titles(client.get("/news/?view=starred")) == []
    done = client.post(f"/news/items/{heparin.id}/save/", {"note": "Tell Ana about the lot"}, follow=True)
    client.post(undo_of(done))
    assert "Tell Ana" not in text_of(client.get("/news/?view=saved"))
    client.post(f"/news/items/{heparin.id}/save/", {"note": "Tell Ana about the lot"})
    Feed.objects.get(id=heparin.feed_id).entries.all().delete()
    saved = text_of(client.get("/news/?view=saved"))
    assert "Tell Ana about the lot" in saved, "it outlives its entry"
    assert HEPARIN[0] in saved
    row = SavedItem.objects.visible_to(reader.person).get()
    client.post(f"/news/saved/{row.id}/", {"note": "Done"})
    gone = client.post(f"/news/saved/{row.id}/delete/", follow=True)
    assert "Done" not in text_of(gone)
    client.post(undo_of(gone))
    assert "Done" in text_of(client.get("/news/?view=saved"))


def test_all_read_stops_where_the_page_stood_and_can_be_taken_back(reader, hosts, monkeypatch):
    client = reader.client
    ratio = entry(RATIO[0])
    client.post(f"/news/items/{ratio.id}/act/", {"act": "read"})
    client.post(f"/news/items/{ratio.id}/act/", {"act": "unread"})
    page = page_of(client.get("/news/"))
    through = page.find("input", attrs={"name": "through"})["value"]
    hosts.pages["/fda"] = reply(content=rss("FDA recalls", HEPARIN, ("Later", "It came meanwhile")))
    Feed.objects.update(asked=None)
    refresh(reader.person)
    done = client.post("/news/all-read/", {"through": through}, follow=True)
    assert titles(done) == titles(client.get("/news/?view=unread")) == ["Later"]
    client.post(undo_of(done))
    assert len(titles(client.get("/news/?view=unread"))) == 5
    client.post("/news/all-read/", {"through": "9" * 18, "feed": str(ratio.feed_id)})
    # A page of long ago: older than every entry, of which the first may have the number 1.
    client.post("/news/all-read/", {"through": "0"})
    left = titles(client.get("/news/?view=unread"))
    assert RATIO[0] not in left
    assert len(left) == 3
    client.post("/news/all-read/", {"through": through})
    hosts.pages["/old"] = reply(content=rss("Old", ("Of last month", "It is new to this person"), hours=700))
    read(reader.person, f"{hosts.url}/old")
    refresh(reader.person)
    monkeypatch.setattr("rxladder.web.trends.reading._CHUNK", 1)
    monkeypatch.setattr("rxladder.web.trends.reading._MOST_CHUNKS", 3)
    assert titles(client.get("/news/?view=unread")) == ["Later", "Of last month"], "not behind what was read"


def test_less_of_a_source_moves_it_down_and_back(reader):
    client, url = reader.client, f"source:{reader.hosts.url}/times"
    before = titles(client.get("/news/"))
    done = client.post("/news/less/of/", {"mark": url}, follow=True)
    after = titles(client.get("/news/"))
    assert sorted(after) == sorted(before)
    assert after[-1] == ACCENTS[0]
    assert before[-1] != ACCENTS[0]
    assert "You asked to see less of this: Times." in text_of(client.get("/news/"))
    assert "Times" in text_of(client.get("/news/less/"))
    client.post(undo_of(done))
    assert titles(client.get("/news/")) == before
    assert client.post("/news/less/of/", {"mark": "source:https://not.mine.org"}).status_code == 404


SEARCHES = {
    "cafe": [ACCENTS[0]],
    "CAFÉ naloxone": [ACCENTS[0]],
    "nalox": [ACCENTS[0]],
    '"behind glass"': [ACCENTS[0]],
    '"glass behind"': [],
    '"behind glas"': [],
    "nal": [],
    "nal*": [ACCENTS[0]],
    "class i": [HEPARIN[0]],
    "naloxone heparin": [],
    '") OR 1 NEAR(': [],
    "'; --": [],
}


@pytest.mark.parametrize("words", SEARCHES)
def test_a_search_finds_the_same_words_on_every_database(reader, words):
    page = reader.client.get("/news/", {"q": words})
    assert titles(page) == SEARCHES[words]


def test_what_is_typed_stands_in_no_statement(reader):
    said = []

    def heard(execute, statement, *more):
        said.append(statement)
        return execute(statement, *more)

    with connection.execute_wrapper(heard):
        reader.client.get("/news/", {"q": "zebra's"})
    assert any("trends_entry" in statement for statement in said)
    assert not [statement for statement in said if "zebra" in statement]


def test_pages_follow_one_another_without_gap_or_repetition(local, hosts):
    many = [(f"Item {n} about shelves {n * 7}", f"Shelf {n}") for n in range(45)]
    hosts.pages["/many"] = reply(content=rss("Many", *many))
    twins = [(f"{name}", f"Again {text}") for name, text in many[:30]]
    hosts.pages["/again"] = reply(content=rss("Again", *twins, hours=0.5))
    read(local.person, f"{hosts.url}/many", f"{hosts.url}/again")
    refresh(local.person)
    names = sorted(name for name, _text in many)
    for address in ("/news/", "/news/?view=newest", "/news/?view=unread", "/news/?q=shelves"):
        assert sorted(every_page(local.client, address)) == names, address
    for asked in ("after=x", "view=newest&after=1.2.3", "q=a&after=-4", "feed=9x", "view=saved&after=%FF"):
        assert local.client.get(f"/news/?{asked}").status_code == 200, asked


# --- Feeds


def test_a_sites_feed_is_found_and_what_is_none_is_told(local, hosts):
    allow(local.person, True)
    declared = '<link rel="alternate" type="application/rss+xml" title="{}" href="/{}">'
    name = "Florida Board of Pharmacy"
    hosts.pages["/one/"] = reply(content=f"<html>{declared.format(name, 'fda')}".encode())
    both = declared.format("Fda", "fda") + declared.format("Times", "times")
    hosts.pages["/two/"] = reply(content=f"<html>{both}".encode())
    hosts.pages["/none/"] = reply(content=b"<html>nothing")
    client = local.client
    local.person.state = "us-fl"
    local.person.save()
    assert "floridaspharmacy.gov" in text_of(client.get("/news/feeds/")), "where one's board may have one"
    client.post("/news/feeds/add/", {"address": f"{hosts.url}/one/"})
    found = [(row.feed.url, row.board) for row in mine(local.person)]
    assert found == [(f"{hosts.url}/fda", "us-fl")], "whose board it is stands in its name"
    assert "floridaspharmacy.gov" not in text_of(client.get("/news/feeds/"))
    page = client.post("/news/feeds/add/", {"address": f"{hosts.url}/two/"})
    offered = [box["value"] for box in page_of(page).find_all("input", attrs={"name": "feed"})]
    client.post("/news/feeds/choose/", {"feed": offered[1:]})
    assert len(mine(local.person)) == 2
    for address, told in {
        f"{hosts.url}/none/": "This is a web page, not a feed.",
        f"{hosts.url}/missing": "nothing at this address (404)",
        "http://10.0.0.1/": "private network",
        "nonsense": "not a web address",
    }.items():
        refused = client.post("/news/feeds/add/", {"address": address})
        assert refused.status_code == 422, address
        assert any(told in line for line in errors_of(refused)), address
    assert len(mine(local.person)) == 2


def mine(person) -> list[Subscription]:
    return list(Subscription.objects.visible_to(person).select_related("feed").order_by("created_at"))


def test_a_feed_is_named_sorted_left_taken_up_and_goes_out(reader):
    client, row = reader.client, mine(reader.person)[0]
    client.post(f"/news/feeds/{row.id}/", {"title": "My board", "folder": " The  board ", "board": "us-tx"})
    assert mine(reader.person)[0].board == "us-tx"
    opml = client.get("/news/feeds/rxladder-feeds.opml").content.decode()
    assert 'text="The board"' in opml
    assert 'title="My board"' in opml
    left = client.post(f"/news/feeds/{row.id}/leave/", follow=True)
    assert RATIO[0] not in titles(client.get("/news/"))
    again = client.post("/news/feeds/bring/", {"file": SimpleUploadedFile("o.opml", opml.encode())})
    boxes = page_of(again).find_all("input", attrs={"name": "feed"})
    assert [box.has_attr("disabled") for box in boxes].count(False) == 1
    client.post(undo_of(left))
    assert titles(client.get("/news/?folder=The+board")) == [RATIO[0], "Office closed"]
    bad = client.post("/news/feeds/bring/", {"file": SimpleUploadedFile("o.opml", b"<rss/>")})
    assert bad.status_code == 422
    assert "o.opml" in text_of(bad)


def test_what_is_old_goes_and_what_somebody_likes_stays(local):
    now = clock.now()
    read(local.person, "https://old.example.org/feed")
    feed = feed_at("https://old.example.org/feed")
    Entry.objects.bulk_create(
        Entry(feed=feed, mark=str(n), title=f"No. {n}", moment=now - KEEP - timedelta(days=n), seen=now)
        for n in range(FEW + 6)
    )
    liked = {row.title: row for row in feed.entries.filter(title__in=[f"No. {FEW + 3}", f"No. {FEW + 4}"])}
    ItemMark(person=local.person, entry=liked[f"No. {FEW + 3}"], starred_at=now).save()
    SavedItem(person=local.person, entry=liked[f"No. {FEW + 4}"]).save()
    assert tidy(now) == 4
    kept = set(feed.entries.values_list("title", flat=True))
    assert kept == {f"No. {n}" for n in range(FEW)} | set(liked)
    mine(local.person)[0].delete_softly()
    assert tidy(now) == 0, "an undo finds everything"
    assert tidy(now + timedelta(days=31)) == FEW
    assert Feed.objects.filter(id=feed.id).exists(), "what is saved keeps its feed"


def test_a_story_that_comes_later_joins_the_one_that_was_read(reader, hosts):
    heparin = entry(HEPARIN[0])
    reader.client.post(f"/news/items/{heparin.id}/act/", {"act": "read"})
    earlier = (HEPARIN[0] + " particles", "The same")
    hosts.pages["/third"] = reply(content=rss("Third", earlier, hours=20))
    read(reader.person, f"{hosts.url}/third")
    refresh(reader.person)
    assert entry(earlier[0]).story == heparin.story
    assert not any("heparin" in title for title in titles(reader.client.get("/news/?view=unread")))
    assert regroup(clock.now() - timedelta(days=3), clock.now()) == 0, "nothing moves a second time"


# --- Other people


def test_who_was_told_nothing_yet_has_not_read_it_all(local):
    news.told(news.reads(Person.objects.create(), "elsewhere"), "Of no concern", clock.now())
    feed = news.reads(local.person)
    assert "Nothing has come yet" in text_of(local.client.get("/news/"))
    news.told(feed, "Café owners ask about naloxone", clock.now())
    Subscription.objects.update(read_through=Entry.objects.latest("id").id)
    assert "You have read it all" in text_of(local.client.get("/news/?view=unread"))


def test_others_learn_nothing_of_what_one_reads(reader, hosts, settings):
    from django.test import Client

    settings.LOCAL = False
    friend = Person.objects.create(email="friend@example.org", state="us-fl")
    client = Client()
    client.force_login(friend)
    read(friend, f"{hosts.url}/fda")
    Feed.objects.update(asked=None)
    refresh(friend)
    page = client.get("/news/?view=newest")
    assert titles(page) == [HEPARIN[0]]
    assert not re.search("Times|Texas", text_of(page)), "no source that only others read"
    mine_alone = entry(RATIO[0])
    assert client.get(f"/news/items/{mine_alone.id}/").status_code == 404
    assert client.post(f"/news/items/{mine_alone.id}/act/", {"act": "star"}).status_code == 404
    client.post(f"/news/items/{entry(HEPARIN[0]).id}/act/", {"act": "read"})
    settings.LOCAL = True
    assert any("heparin" in title for title in titles(reader.client.get("/news/?view=unread")))
    assert not titles(Client().get("/news/?q=naloxone&feed=" + str(mine_alone.feed_id)))
    assert NewsWishes.objects.visible_to(friend).get().fetch
