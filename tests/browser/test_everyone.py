"""The main pages for those who hear them, zoom them, print them, want stillness, or pay for each kilobyte."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from rxladder.career.demo import demo_career
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Holding
from rxladder.web.site.career_io import import_career
from rxladder.web.site.rules import packs
from tests.browser.conftest import DESK
from tests.browser.senses import Load, elements, lost, moving, on_paper, unnamed
from tests.browser.vitals import Vitals, too_slow, vitals
from tests.web.settings import TODAY

# What 1280 pixels are at 200%.
ZOOMED = {"width": 640, "height": 450}
LARGE_TEXT = {"fontSizes": {"standard": 32, "fixed": 26}}
USUAL_TEXT = {"fontSizes": {"standard": 16, "fixed": 13}}
MOST_BYTES, MOST_ELEMENTS = 60 * 1024, 3_000
MAIN = (
    *("/", "/ce/", "/ce/catalogue/", "/ce/transcript/", "/holdings/", "/study/", "/ladder/", "/rules/us-tx/"),
    *("/ladder/path/?goal=credential:ptcb-cpht-adv", "/ladder/credentials/", "/move/", "/workplaces/"),
    *("/people/", "/responsibilities/", "/responsibilities/achievements/", "/news/", "/resume/", "/more/"),
)


@pytest.fixture
def sam(live_server):
    """The one local person with the example's record."""
    person = Person.objects.local()
    import_career(person, demo_career(TODAY, packs()))
    return person


def looked_at(page, devtools) -> list[str]:
    """All that is wrong with the page that is open, in one look at each of its states."""
    found = [*unnamed(page, devtools), *(f"moves: {one}" for one in moving(page))]
    found += [f"on paper {one}" for one in on_paper(page)]
    page.set_viewport_size(ZOOMED)
    found += [f"at 200%: {one}" for one in lost(page)]
    page.set_viewport_size(DESK)
    devtools.send("Page.setFontSizes", LARGE_TEXT)
    found += [f"with large text: {one}" for one in lost(page)]
    devtools.send("Page.setFontSizes", USUAL_TEXT)
    return found


def slow_each_time(page) -> list[str]:
    """What makes the page slow, however often it is loaded: a busy machine may once paint late."""
    for _ in range(4):
        if not (found := too_slow(vitals(page))):
            break
        page.reload(wait_until="networkidle")
    return found


def over_budget(page, load: Load, host: str) -> list[str]:
    """What is heavier than a phone at its month's end should have to fetch, or too much to draw."""
    sizes, count = load.bytes_of(host), elements(page)
    found = [f"{sum(sizes.values())} bytes: {sizes}"] if sum(sizes.values()) > MOST_BYTES else []
    return [*found, *([f"{count} elements"] if count > MOST_ELEMENTS else [])]


@pytest.mark.first
def test_every_main_page_is_for_everyone_and_light(browser, visit, sam, live_server):
    page = visit("/more/", viewport=DESK, reduced_motion="reduce", service_workers="block")
    devtools = page.context.new_cdp_session(page)
    # As at a first visit: nothing is kept.
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    load, host = Load(page), urlsplit(live_server.url).netloc
    holding = Holding.objects.visible_to(sam).first()
    problems = []
    for address in (*MAIN, f"/holdings/{holding.id}/"):
        page.goto(address, wait_until="networkidle")
        found = [*over_budget(page, load, host), *slow_each_time(page), *looked_at(page, devtools)]
        problems += [f"{address}: {one}" for one in found]
        load.bytes_of(host)
    assert not problems, "\n".join(problems)


BAD = """<!doctype html><html lang="en"><title>Bad</title><style>
p { transition: color 2s; } b { display: block; overflow: hidden; width: 3rem; white-space: nowrap; }
i { display: inline-block; width: 5rem; } </style>
<body style="background: #ddd"><main><h1>Bad</h1><p>Slides</p><button></button><input>
<svg width="20" height="20"><circle r="9"></circle></svg>
<b><i>words</i><a href="https://example.org/">away</a></b>
<div style="width: 30rem">wide</div></main></body></html>"""


def test_what_is_wrong_is_seen(browser):
    context = browser.new_context(viewport={"width": 400, "height": 400})
    page = context.new_page()
    page.set_content(BAD)
    told = unnamed(page, context.new_cdp_session(page))
    assert "a button without a name" in told
    assert "a textbox without a name" in told
    assert any(one.startswith("no text instead: <svg") for one in told)
    assert moving(page) == ["P"]
    assert {"away"} < set(lost(page))
    paper = on_paper(page)
    assert [one for one in paper if one.startswith("still there")]
    assert "not on white: BODY" in paper
    assert "no address: https://example.org/" in paper
    context.close()


RESTLESS = """<!doctype html><html lang="en"><title>Slow</title><script src="/slow.js"></script>
<body><p>First</p><script>setTimeout(() => document.body.insertAdjacentHTML("afterbegin",
"<h1 style='height: 20rem'>A large thing that comes late and pushes all away</h1>"),
500 + 3 * performance.now())</script></html>"""


def test_what_makes_a_page_slow_is_seen(browser):
    page = browser.new_page(viewport={"width": 400, "height": 700})
    page.route("**/*", lambda route: route.fulfill(body=RESTLESS, content_type="text/html"))
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto("http://slow.test/", wait_until="load")
    page.wait_for_selector("h1")
    expected = ["holds", "moves", "its"]
    for _ in range(100):
        page.wait_for_timeout(100)
        found = [one.partition(" ")[0] for one in too_slow(vitals(page))]
        if found == expected:
            break
    assert found == expected
    assert too_slow(Vitals(shift=0.0, first=9.0, largest=9.0, requests=9, blocking=[])) == ["9 requests"]
    page.close()
