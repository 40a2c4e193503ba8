"""The feeds that a page names, and which known feeds fit a reader."""

import time

import pytest

from rxladder.facts.feeds import known_feeds
from rxladder.news.discovery import NamedFeed, feeds_in_page
from rxladder.news.suggesting import status_words, suggestions

AT = "https://board.example.org/news/"
PAGES = {
    "declared, whatever else is linked": (
        """<html><head><LINK type='application/rss+xml' rel="alternate" title="News &amp; rules" href=/feed>
        <link rel=stylesheet href="/a.css"></head><a href="/other.rss">feed</a></html>""",
        [NamedFeed("https://board.example.org/feed", "News & rules")],
    ),
    "several, from a base, each once": (
        """<base href="https://cdn.example.org/x/"><link rel="alternate" type="application/atom+xml" href="a">
        <link rel="alternate home" type="application/feed+json; charset=utf-8" href="b.json">
        <link rel="alternate" type="application/atom+xml" href="a" title="again">""",
        [NamedFeed("https://cdn.example.org/x/a"), NamedFeed("https://cdn.example.org/x/b.json")],
    ),
    "only links that look so": (
        '<a href="rss.xml?x=1">RSS</a> <a href="/about/feeding/">cats</a> <a href="//f.example.org/feed/">',
        [
            NamedFeed("https://board.example.org/news/rss.xml?x=1", sure=False),
            NamedFeed("https://f.example.org/feed/", sure=False),
        ],
    ),
    "no address of the web": (
        '<link rel=alternate type="application/rss+xml" href="javascript:alert(1)"><link href="/x">',
        [],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_tells_its_feeds(name):
    page, expected = PAGES[name]
    assert list(feeds_in_page(page.encode(), AT)) == expected


def test_a_page_of_broken_tags_takes_no_time():
    started = time.process_time()
    for tail in (b"<link " * 200_000, b'<a href="' * 100_000, b"<" * 1_000_000, b"<a b=" + b"'" * 500_000):
        feeds_in_page(tail, AT)
    assert time.process_time() - started < 5


def test_one_begins_with_what_was_seen_and_concerns_where_one_works():
    found = suggestions(["hospital-inpatient"])
    assert {one.feed.id for one in found} == set(known_feeds()), "nothing that is known is kept back"
    first = [one for one in found if one.first]
    assert [one.first for one in found] == sorted((one.first for one in found), reverse=True)
    assert {one.feed.status for one in first} == {"seen"}
    assert "nabp" in {one.feed.id for one in first}
    assert "forum" not in {one.feed.kind for one in first}
    assert "pcma" not in {one.feed.id for one in first}, "not where this reader works"
    assert len({status_words(one.feed) for one in found}) >= 4
