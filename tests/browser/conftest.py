"""A real browser, at a phone's width unless a test asks otherwise."""

from __future__ import annotations

import os
import shutil
import threading
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, expect, sync_playwright
from pytest_django.plugin import blocking_manager_key

from rxladder.web.accounts.models import Person

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# A page that is refused (422, 404) is told as an error too, and so is what a network cut off by a test fails;
# the test looks at it itself.
LOOKED_AT = (
    *("status of 4", "htmx:sendError", "htmx:afterRequest"),
    *("ERR_INTERNET_DISCONNECTED", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION"),
)
# Milliseconds, on a machine that does other things at the same time.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """What a test leaves in the database would be there for all that come after it in this process."""
    result = yield
    # After the last test there is no database any more.
    if nextitem and "live_server" in getattr(item, "fixturenames", ()):
        with item.config.stash[blocking_manager_key].unblock():
            left = Person.objects.count()
        assert not left, "something was written after the test's end"
    return result


def _end_of_requests(site: str) -> None:
    """Wait for what the site is still at, so that nothing is written once the tables are emptied.

    Connections are taken up in turn: once this one is, none waits any more that a browser made before it.
    """
    with urlopen(f"{site}/health", timeout=PATIENCE / 1000) as answer:
        answer.read()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(30)


@pytest.fixture(scope="session")
def browser() -> Browser:
    path = os.environ.get("RXLADDER_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "no Chromium on the PATH; `make test` brings one, or set RXLADDER_BROWSER"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield found
        found.close()


@pytest.fixture
def visit(browser, live_server):
    """Open a page of the site. What the browser complains about fails the test, unless it is `expected`."""
    complaints: list[str] = []
    contexts = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(
            told in message.text for told in (*LOOKED_AT, *open_page.expected)
        ):
            complaints.append(message.text)

    def open_page(address="/", viewport=PHONE, **options):
        context = browser.new_context(base_url=live_server.url, viewport=viewport, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    open_page.expected = []
    yield open_page
    for context in contexts:
        context.close()
    _end_of_requests(live_server.url)
    assert not complaints
