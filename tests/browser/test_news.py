"""The news in a real browser: nothing that a feed brings runs or loads, and keys do what they say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rxladder.news.feeds import read_feed
from rxladder.news.refresh import FeedState, Look
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.trends.keeping import feed_at, keep_look
from rxladder.web.trends.models import Entry, ItemMark
from rxladder.web.trends.starting import allow, subscribe

VECTORS = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror='window.pwned=1'>",
    "<svg/onload=window.pwned=1>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    '<a href="javascript:window.pwned=1" id="stories">click</a>',
    "<a href=' &#106;avascript:window.pwned=1'>click</a>",
    '<form action="/news/consent/" method=post><button name=fetch value=no>Win</button></form>',
    "<style>*{display:none}</style><link rel=stylesheet href=https://evil.example.org/a.css>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=pwned=1&gt;'>",
    "<div hx-get='/me/' hx-trigger='load' hx-on::load='window.pwned=1' data-story>x</div>",
    "<base href=https://evil.example.org/><meta http-equiv=refresh content='0;url=https://evil.example.org/'>",
    "</article></main><h1 onclick=window.pwned=1>Out</h1>",
    "{{ 7|add:7 }}{% csrf_token %}${7*7}",
)
URL = "https://feed.example.org/rss"


@pytest.fixture
def hostile(live_server):
    """A person who reads a feed whose every part is an attack."""
    person = Person.objects.local()
    allow(person, True)
    subscribe(person, URL)
    now = clock.now()
    items = "".join(
        f"<item><title><![CDATA[No. {n} {vector}]]></title>"
        f"<description><![CDATA[Told {vector}]]></description>"
        f"<guid><![CDATA[{n}{vector}]]></guid><link><![CDATA[javascript:window.pwned=1//{n}]]></link>"
        f"<author><![CDATA[{vector}]]></author><category><![CDATA[{vector}]]></category>"
        f"<pubDate>{(now - timedelta(hours=n + 1)).strftime('%a, %d %b %Y %H:%M:%S GMT')}</pubDate></item>"
        for n, vector in enumerate(VECTORS)
    )
    feed = f"<rss version='2.0'><channel><title><![CDATA[Feed {VECTORS[1]}]]></title>{items}</channel></rss>"
    before = FeedState(URL)
    keep_look(feed_at(URL), Look(before, before, "new", read_feed(feed.encode(), URL)), now)
    assert Entry.objects.count() == len(VECTORS)
    return person


def test_nothing_that_a_feed_brings_runs_or_loads(visit, hostile, live_server):
    page = visit("/news/?view=newest")
    abroad: list[str] = []
    page.on("request", lambda request: request.url.startswith(live_server.url) or abroad.append(request.url))
    ids = list(Entry.objects.values_list("id", flat=True))
    addresses = ["/news/", "/news/?view=newest", "/news/?q=told", "/news/feeds/", "/news/feeds/health/"]
    for address in [*addresses, *(f"/news/items/{id_}/" for id_ in ids)]:
        page.goto(address)
        assert page.evaluate("window.pwned === undefined"), address
        assert page.locator("main h1").count() == 1, address
        assert page.locator("main :is(script, img, iframe, style, base)").count() == 0, address
        assert page.locator("main .told :is(form, button, [id], [hx-get], [onclick])").count() == 0, address
        assert not page.locator("main a[href^='javascript' i]").count(), address
    assert not abroad


def test_keys_move_star_read_and_search(visit, hostile):
    page = visit("/news/?view=newest")
    focused = "document.activeElement.closest('[data-story]')?.id"
    stories = page.locator("[data-story]").evaluate_all("all => all.map(one => one.id)")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    assert page.evaluate(focused) == stories[1]
    with page.expect_response("**/act/"):
        page.keyboard.press("s")
    page.locator(f"#{stories[1]} button[aria-pressed=true]").wait_for()
    assert page.evaluate("document.activeElement.dataset.key") == "s", "the focus stays where it was"
    with page.expect_response("**/act/"):
        page.keyboard.press("m")
    page.locator(f"#{stories[1]}.read").wait_for()
    mark = ItemMark.objects.visible_to(hostile).get()
    assert (f"story-{mark.entry_id}", mark.read, bool(mark.starred_at)) == (stories[1], True, True)
    page.keyboard.press("?")
    assert page.locator("#keys dl").is_visible()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("j")
    assert page.evaluate(focused) is None, "single keys can be turned off"
    page.reload()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "q"
    page.locator("#keys summary").click()
    page.locator("#keys-on").check()
    page.locator("#keys summary").focus()
    page.keyboard.press("/")
    page.keyboard.type("jos told")
    assert page.locator("#q").input_value() == "jos told"
    page.goto("/news/?view=unread")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/news/items/*/")
    page.locator("#item-acts button[value=unread]").wait_for()
    page.keyboard.press("u")
    page.wait_for_url("**/news/")
