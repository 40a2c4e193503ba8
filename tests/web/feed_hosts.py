"""Feeds on a server of a test's own, and a person who reads them."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from rxladder.web.site import clock
from rxladder.web.trends import refreshing
from rxladder.web.trends.models import FeedRun, Subscription
from rxladder.web.trends.starting import allow, subscribe
from tests.web.pages import page_of
from tests.web_server import reply

RATIO = ("Board adopts amended rule on technician ratios", "The board of pharmacy adopted an amended rule.")
HEPARIN = ("Hospira recalls heparin sodium injection over glass", "One lot of heparin. Class I.")
ACCENTS = ("Café owners ask about naloxone", "At the pharmacy counter, naloxone stands behind glass.")


def rss(title: str, *items: tuple[str, str], hours: float = 1) -> bytes:
    """A feed, its items an hour apart."""
    now, site = clock.now(), f"https://{title.split()[0].lower()}.example.org"
    told = "".join(
        f"<item><title>{escape(name)}</title><description>{escape(text)}</description>"
        f"<guid>{escape(title + name)}</guid><link>{site}/{n}</link>"
        f"<pubDate>{format_datetime(now - timedelta(hours=hours + n))}</pubDate></item>"
        for n, (name, text) in enumerate(items)
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{told}</channel></rss>".encode()


def read(person, *urls: str) -> None:
    """Have a person read these feeds, and have said yes."""
    allow(person, True)
    for url in urls:
        subscribe(person, url)


def refresh(person) -> FeedRun:
    """What the worker does when the person asks."""
    row = refreshing.ask_now(person)
    refreshing.run(row.id)
    row.refresh_from_db()
    return row


def titles(response) -> list[str]:
    """The titles of the stories on a page."""
    return [heading.get_text(strip=True) for heading in page_of(response).select("[data-story] h3")]


def become_reader(person, hosts) -> None:
    """Have a person in Texas read their board, the FDA and a magazine."""
    person.state = "us-tx"
    person.save()
    hosts.pages["/board"] = reply(
        content=rss("Texas board", RATIO, ("Office closed", "Thanksgiving"), hours=90)
    )
    hosts.pages["/fda"] = reply(content=rss("FDA recalls", HEPARIN, hours=3), ETag='"first"')
    told = (HEPARIN[0] + ", FDA says", "Told again")
    hosts.pages["/times"] = reply(content=rss("Times", told, ACCENTS, hours=2))
    read(person, *(f"{hosts.url}/{name}" for name in ("board", "fda", "times")))
    Subscription.objects.visible_to(person).filter(feed__url__endswith="board").update(board="us-tx")
    assert refresh(person).new == 5
