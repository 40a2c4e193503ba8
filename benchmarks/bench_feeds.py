"""News: 300 feeds refreshed from a server on this machine, their parsing, and grouping of 10,000 new items.

Parsing is compared with feedparser on the same files: the parser alone, and ours with everything around it
(charset, cleaned HTML, plain text, whole addresses). The refresh is compared with fetching the same addresses
one by one and reading nothing. Memory is what Python holds at most while it lasts.
"""

from __future__ import annotations

import threading
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import feedparser

from benchmarks.rounds import medians, table, timed
from rxladder.news.feed_days import parse
from rxladder.news.feeds import read_feed
from rxladder.news.fetching import Fetcher, Limits
from rxladder.news.refresh import Bounds, FeedState, refresh
from rxladder.news.stories import group
from tests.news.headlines import made_news

FEEDS, ENTRIES, ITEMS = 300, 25, 10_000
GOAL_REFRESH, GOAL_GROUP, GOAL_TIMES = 10.0, 5.0, 5.0
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WORDS = (
    "the board told technicians on <b>Tuesday</b> that a <a href='/rule?a=1&amp;b=2'>rule</a> on ratios and "
)


def document(number: int) -> bytes:
    """A feed such as publications write: RSS, every third Atom, with the text of an article in each item."""
    body = f"<p>{WORDS * 6}feed {number}.</p><p>{WORDS * 6}</p><ul><li>one<li>two</ul>"
    if number % 3 == 0:
        escaped = body.replace("&", "&amp;").replace("<", "&lt;")
        items = "".join(
            f"<entry><title>Story {n} of {number}</title><id>urn:{number}:{n}</id>"
            f"<link href='https://n.example/{n}'/><updated>2026-11-{n % 24 + 1:02}T08:30:00Z</updated>"
            f"<content type='html'>{escaped}</content></entry>"
            for n in range(ENTRIES)
        )
        head = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Feed {number}</title>"
        return f"{head}{items}</feed>".encode()
    items = "".join(
        f"<item><title>Story {n} of {number}</title><link>https://n.example/{number}/{n}</link>"
        f"<pubDate>Tue, {n % 24 + 1:02} Nov 2026 08:30:00 GMT</pubDate><guid>{number}:{n}</guid>"
        f"<description><![CDATA[{body}]]></description></item>"
        for n in range(ENTRIES)
    )
    return f"<rss version='2.0'><channel><title>Feed {number}</title>{items}</channel></rss>".encode()


class Answering(BaseHTTPRequestHandler):
    """Sends the documents, and says nothing of it."""

    documents: tuple[bytes, ...] = ()

    def do_GET(self) -> None:
        content = self.documents[int(self.path.strip("/"))]
        self.send_response(200)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_told: object) -> None:
        """Nothing."""


def refreshed(urls: list[str], fetcher: Fetcher) -> None:
    """All feeds, as a caller takes them: one after the other."""
    looks = refresh([FeedState(url) for url in urls], NOW, fetcher, Bounds())
    assert sum(len(look.found.entries) for look in looks if look.found) == FEEDS * ENTRIES


def most_memory(work: Callable[[], object]) -> float:
    """The most that Python holds while it works, in megabytes."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def all_of(way: Callable[[bytes], object], documents: tuple[bytes, ...]) -> None:
    """Each document, one way."""
    for one in documents:
        way(one)


def show_parsing(documents: tuple[bytes, ...]) -> None:
    """Parse the same files three ways."""
    ways = {"feedparser": feedparser.parse, "parser": parse, "entries": read_feed}
    some = documents[::10]
    each = {name: partial(timed, partial(all_of, way, some)) for name, way in ways.items()}
    found = medians(each, rounds=3)
    base = found["feedparser"]
    rows = [
        [name, f"{found[way] / len(some) * 1000:.1f} ms", f"{base / found[way]:.0f} times as fast", goal]
        for name, way, goal in [
            ("feedparser", "feedparser", ""),
            ("the parser alone", "parser", f"at least {GOAL_TIMES:g}"),
            ("entries, cleaned", "entries", f"at least {GOAL_TIMES:g}"),
        ]
    ]
    table(f"A feed of {ENTRIES} articles", ["", "a feed", "against feedparser", "goal"], rows)


def show_refresh(documents: tuple[bytes, ...]) -> None:
    """Refresh all feeds from a server on this machine."""
    Answering.documents = documents
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    urls = [f"http://127.0.0.1:{server.server_port}/{n}" for n in range(FEEDS)]
    fetcher = Fetcher(Limits(seconds=15, bytes=5_000_000), allowed=frozenset({"127.0.0.1"}))
    one_by_one = timed(lambda: [fetcher.fetch(url) for url in urls])
    whole = timed(lambda: refreshed(urls, fetcher))
    memory = most_memory(lambda: refreshed(urls, fetcher))
    server.shutdown()
    size = sum(map(len, documents)) / 1e6
    held = f"{memory:.1f} MB (documents: {size:.0f})"
    row = [f"{whole:.1f} s", f"{whole / one_by_one:.1f} times", held, f"{GOAL_REFRESH:g} s"]
    head = ["refreshed", "against only fetching", "most memory", "goal"]
    table(f"{FEEDS} feeds of {ENTRIES} articles, one host", head, [row])


def show_grouping() -> None:
    """Group new items; sorting the same items by their titles is the least that could be done."""
    items = [item for item, _story in made_news(ITEMS)]
    found = medians(
        {
            "group": lambda: timed(lambda: group(items)),
            "sort": lambda: timed(lambda: sorted(items, key=lambda one: one.title.lower().split())),
        },
        rounds=3,
    )
    row = [f"{found['group']:.1f} s", f"{found['group'] / found['sort']:.0f} times", f"{GOAL_GROUP:g} s"]
    table(f"{ITEMS:,} new items into stories", ["grouped", "against sorting by words", "goal"], [row])


def main() -> None:
    """Measure and print."""
    documents = tuple(document(number) for number in range(FEEDS))
    show_parsing(documents)
    show_refresh(documents)
    show_grouping()


main()
