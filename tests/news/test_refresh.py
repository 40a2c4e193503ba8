"""Feeds refreshed from good and from hostile hosts: bounded, polite, and no host holds up another."""

from __future__ import annotations

import gzip
import re
import socket
import threading
import time
import tracemalloc
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from rxladder.news import addresses
from rxladder.news import refresh as refreshing
from rxladder.news.fetching import Fetcher, Limits
from rxladder.news.lanes import Lanes
from rxladder.news.pacing import Pace
from rxladder.news.refresh import Bounds, FeedState, in_words, refresh
from tests.news.feed_files import NONE_AT_ALL, rss
from tests.web_server import Sent, reply, serving

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HERE = frozenset({"127.0.0.1"})
FETCHER = Fetcher(Limits(seconds=2, bytes=200_000, redirects=3), allowed=HERE)
GOOD = rss("<item><title>Recall</title><link>https://news.example/1</link></item>").encode()
HOUR = timedelta(hours=1)


@pytest.fixture
def server():
    with serving() as one:
        yield one


def look(state: FeedState | str, now: datetime = NOW, fetcher: Fetcher = FETCHER, **options):
    states = [FeedState(state) if isinstance(state, str) else state]
    found = list(refresh(states, now, fetcher, **options))
    assert len(found) == 1
    return found[0]


# --- Polite


def test_what_is_new_comes_and_what_is_known_is_not_sent_again(server):
    server.pages["/feed"] = reply(200, GOOD, ETag='"v1"', Last_Modified="Tue, 24 Nov 2026 08:00:00 GMT")
    first = look(f"{server.url}/feed")
    assert first.outcome == "new"
    assert [entry.title for entry in first.found.entries] == ["Recall"]
    server.pages["/feed"] = reply(304)
    second = look(first.state, NOW + 2 * HOUR)
    assert (second.outcome, second.found, second.state.problem) == ("same", None, "")
    assert 'If-None-Match: "v1"' in server.asked[1]
    assert "If-Modified-Since: Tue, 24 Nov 2026 08:00:00 GMT" in server.asked[1]
    assert second.state.etag == '"v1"'


def test_the_same_document_without_marks_is_the_same(server):
    server.pages["/feed"] = reply(200, GOOD)
    first = look(f"{server.url}/feed")
    assert look(first.state, NOW + 2 * HOUR).outcome == "same"
    server.pages["/feed"] = reply(200, GOOD.replace(b"Recall", b"Second"))
    assert look(first.state, NOW + 2 * HOUR).outcome == "new"


def test_a_feed_is_asked_only_when_it_is_due(server):
    server.pages["/feed"] = reply(200, GOOD, Cache_Control="public, max-age=7200")
    state = look(f"{server.url}/feed").state
    assert 2 * HOUR <= state.due - NOW <= 2.2 * HOUR
    assert look(state, NOW + HOUR).outcome == "waiting"
    assert len(server.asked) == 1
    assert look(state, NOW + HOUR, all_due=True).outcome == "same"


def test_a_wish_to_be_asked_once_a_year_is_not_quite_granted(server):
    server.pages["/feed"] = reply(200, GOOD, Cache_Control="max-age=99999999")
    assert look(f"{server.url}/feed").state.due - NOW < timedelta(days=1.1)


def test_failures_are_tried_more_and_more_rarely_and_one_success_forgives_all(server):
    server.pages["/feed"] = reply(500)
    state, waits, now = FeedState(f"{server.url}/feed"), [], NOW
    for _n in range(12):
        state = look(state, now).state
        waits.append(state.due - now)
        now = state.due
    assert state.fails == 12
    assert "error (500)" in state.problem
    assert all(1.8 < later / sooner < 2.3 for sooner, later in pairwise(waits[:7]))
    assert waits[-1] < timedelta(days=8)
    server.pages["/feed"] = reply(200, GOOD)
    well = look(state, now).state
    assert (well.fails, well.problem) == (0, "")


@pytest.mark.parametrize(
    ("told", "hours"),
    [
        (str(6 * 3600), 6),
        (format_datetime(NOW + 6 * HOUR, usegmt=True), 6),
        (format_datetime(NOW - 6 * HOUR, usegmt=True), 1),
        ("soon", 1),
        ("-5", 1),
        ("9" * 9, 7 * 24),
        ("9" * 400, 1),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_to_wait_is_left_alone_even_when_all_are_asked(server, status, told, hours):
    server.pages["/feed"] = reply(status, Retry_After=told)
    state = look(f"{server.url}/feed").state
    assert hours * HOUR <= state.due - NOW <= (hours + 0.2) * HOUR
    assert look(state, NOW + HOUR / 2, all_due=True).outcome == "waiting"
    assert len(server.asked) == 1


def test_one_wait_holds_for_all_feeds_of_the_host(server):
    for n in range(20):
        server.pages[f"/{n}"] = reply(429, Retry_After="3600")
    states = [FeedState(f"{server.url}/{n}") for n in range(20)]
    found = list(refresh(states, NOW, FETCHER, Bounds(threads=4, per_host=1)))
    assert len(server.asked) == 1
    assert sorted(look.outcome for look in found) == ["failed", *["waiting"] * 19]


def test_what_was_taken_away_is_never_asked_again(server):
    server.pages["/feed"] = reply(410)
    gone = look(f"{server.url}/feed")
    assert (gone.outcome, gone.state.gone) == ("gone", True)
    assert "removed" in in_words(gone.state)
    assert look(gone.state, NOW + timedelta(days=999), all_due=True).outcome == "waiting"
    assert len(server.asked) == 1


def test_few_are_asked_at_once_at_one_host(server):
    busy, most, lock = 0, 0, threading.Lock()

    def answer(line: socket.socket) -> None:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        time.sleep(0.02)
        with lock:
            busy -= 1
        line.sendall(reply(200, GOOD))

    for n in range(12):
        server.pages[f"/{n}"] = answer
    found = list(refresh([FeedState(f"{server.url}/{n}") for n in range(12)], NOW, FETCHER))
    assert [look.outcome for look in found] == ["new"] * 12
    assert most <= Bounds().per_host


# --- Moved


@pytest.mark.parametrize(
    ("codes", "moves"),
    [((301,), True), ((308,), True), ((302,), False), ((301, 302), True), ((302, 301), False)],
)
def test_a_feed_that_moved_for_good_is_known_by_its_new_address(server, codes, moves):
    for n, code in enumerate(codes):
        server.pages[f"/{n}"] = reply(code, Location=f"/{n + 1}")
    server.pages[f"/{len(codes)}"] = reply(200, GOOD)
    state = look(f"{server.url}/0").state
    assert state.url == f"{server.url}/{1 if moves else 0}"
    assert state.moved_from == (f"{server.url}/0" if moves else "")
    assert ("has moved" in in_words(state)) == moves


def test_a_feed_that_moved_to_a_page_or_to_nothing_keeps_its_address(server):
    server.pages["/feed"] = reply(301, Location="/sign-in")
    server.pages["/sign-in"] = reply(200, b"<!DOCTYPE html><html></html>")
    page = look(f"{server.url}/feed")
    assert (page.outcome, page.state.url) == ("failed", f"{server.url}/feed")
    del server.pages["/sign-in"]
    assert look(f"{server.url}/feed").state.url == f"{server.url}/feed"


# --- Hostile


def forever(head: bytes, piece: bytes, pause: float = 0) -> Sent:
    def send(line: socket.socket) -> None:
        with suppress(OSError):
            line.sendall(head)
            for _n in range(100_000):
                line.sendall(piece)
                time.sleep(pause)

    return send


def silence(line: socket.socket) -> None:
    with suppress(OSError):
        line.recv(1)


OK = b"HTTP/1.1 200 OK\r\n\r\n"
BOMB = gzip.compress(b"<rss>" + b" " * 50_000_000)
HOSTILE = {
    "never ends": (forever(OK, b"x" * 65_536), "larger than 200,000"),
    "drips": (forever(OK + b"<rss>", b" ", 0.05), "longer than"),
    "headers without end": (forever(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), "properly"),
    "drips headers": (forever(b"HTTP/1.1 200 OK\r\n", b"X", 0.05), "longer than"),
    "says nothing": (silence, "longer than"),
    "hangs up": (b"", "properly"),
    "speaks something else": (b"220 mail ready\r\n", "properly"),
    "loops": (reply(301, Location="/loops"), "redirected more than 3"),
    "leads to a private address": (reply(302, Location="http://192.168.0.1/"), "private network"),
    "leads to this machine": (reply(301, Location="http://localhost:1/"), "private network"),
    "leads to a name of a private address": (reply(302, Location="http://inner.example/"), "private network"),
    "leads to a file": (reply(302, Location="file:///etc/passwd"), "not a web address"),
    "packs a bomb": (reply(200, BOMB, Content_Encoding="gzip"), "larger than 200,000"),
    "packs nonsense": (reply(200, b"no gzip", Content_Encoding="gzip"), "properly"),
    "packs unknown": (reply(200, GOOD, Content_Encoding="br"), "compressed in a way"),
    "cuts off": (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<rss>", "cut off|properly"),
    "unfolds": (reply(200, NONE_AT_ALL["unfolding entities"][0]), "its own entities"),
    "reads files": (reply(200, NONE_AT_ALL["an entity from a file"][0]), "its own entities"),
    "fails": (reply(500), r"error \(500\)"),
    "asks to wait": (reply(429, Retry_After="60"), r"error \(429\)"),
    "is not there": (reply(404), "404"),
    "wants a password": (reply(401), "401"),
    "sends a page": (reply(200, b"<html>Sign in</html>"), "web page"),
    "sends nothing": (reply(200, b""), "Nothing came"),
}


@pytest.fixture
def names(monkeypatch):
    """A resolver for which `inner.example` is a private address."""
    real = socket.getaddrinfo

    def resolver(host, port, *args, **kwargs):
        return real("10.0.0.7" if host == "inner.example" else host, port, *args, **kwargs)

    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolver)


def test_hostile_hosts_hold_up_nobody_and_each_says_what_is_wrong(names):
    """All at once, each a host of its own, beside thirty good feeds: these come, those end in their time."""
    servers = [serving() for _name in range(len(HOSTILE) + 1)]
    opened = [one.__enter__() for one in servers]
    try:
        for one, (name, (page, _words)) in zip(opened, HOSTILE.items(), strict=False):
            one.pages["/" + name.replace(" ", "-")] = page
            if name == "loops":
                one.pages["/loops"] = page
        good = opened[-1]
        for n in range(30):
            good.pages[f"/{n}"] = reply(200, GOOD)
        bad = {
            f"{one.url}/{name.replace(' ', '-')}": name for one, name in zip(opened, HOSTILE, strict=False)
        }
        states = [FeedState(url) for url in bad] + [FeedState(f"{good.url}/{n}") for n in range(30)]
        started = time.monotonic()
        found = list(refresh(states, NOW, FETCHER, Bounds(threads=12)))
        took = time.monotonic() - started
    finally:
        for one in servers:
            one.__exit__(None, None, None)
    by_url = {look.before.url: look for look in found}
    assert len(by_url) == len(found) == len(states)
    for n in range(30):
        assert by_url[f"{good.url}/{n}"].outcome == "new"
    for url, name in bad.items():
        assert by_url[url].outcome == "failed", name
        assert_matches(HOSTILE[name][1], in_words(by_url[url].state), name)
    # Four of them use up their whole time, at once; one after the other with thirty more would take longer.
    assert took < 120


def assert_matches(pattern: str, text: str, name: str) -> None:
    assert re.search(pattern, text), f"{name}: {text}"


def test_a_private_address_is_asked_only_where_it_is_allowed(server):
    server.pages["/feed"] = reply(200, GOOD)
    found = look(f"{server.url}/feed", fetcher=Fetcher(FETCHER.limits))
    assert "private network" in found.state.problem
    assert not server.asked
    assert look(f"{server.url}/feed").outcome == "new"


def test_a_bomb_takes_no_more_memory_than_the_limit(server):
    server.pages["/bomb"] = reply(200, BOMB, Content_Encoding="gzip")
    tracemalloc.start()
    look(f"{server.url}/bomb")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10 * FETCHER.limits.bytes


def test_a_host_that_answers_nobody_is_left_alone_for_the_rest(server):
    for n in range(30):
        server.pages[f"/{n}"] = b""
    states = [FeedState(f"{server.url}/{n}") for n in range(30)]
    found = list(refresh(states, NOW, FETCHER, Bounds(per_host=1, patience=3)))
    assert sorted(look.outcome for look in found) == [*["failed"] * 3, *["waiting"] * 27]
    assert all(look.state.fails == 0 for look in found if look.outcome == "waiting")


def test_a_host_that_answers_is_not_left_alone_for_what_is_of_no_use(server):
    large, loop = bytes(FETCHER.limits.bytes + 1), reply(301, Location="/loop")
    server.pages |= {"/large": reply(200, large), "/loop": loop, "/nowhere": reply(302)}
    server.pages |= {"/packed": reply(200, GOOD, Content_Encoding="br"), "/good": reply(200, GOOD)}
    states = [FeedState(f"{server.url}{path}") for path in (*server.pages, "/good?again")]
    server.pages["/good?again"] = server.pages["/good"]
    found = refresh(states, NOW, FETCHER, Bounds(per_host=1, patience=1))
    assert [look.outcome for look in found] == [*["failed"] * 4, "new", "new"]


def test_when_the_time_is_over_the_rest_waits_for_the_next(server):
    for n in range(30):
        server.pages[f"/{n}"] = silence
    states = [FeedState(f"{server.url}/{n}") for n in range(30)]
    started = time.monotonic()
    found = list(refresh(states, NOW, FETCHER, Bounds(seconds=0.3, per_host=1, patience=99)))
    assert time.monotonic() - started < 30
    assert [look.outcome for look in found].count("waiting") >= 28


def test_a_thread_that_never_comes_back_holds_up_nobody_for_ever(server, monkeypatch):
    stuck = threading.Event()
    monkeypatch.setattr(refreshing, "read_feed", lambda *_told: stuck.wait(300))
    monkeypatch.setattr(refreshing, "_GRACE", 0.2)
    server.pages |= {"/a": reply(200, GOOD), "/b": reply(500)}
    states = [FeedState(f"{server.url}/{name}") for name in "ab"]
    found = {look.before.url[-1]: look.outcome for look in refresh(states, NOW, FETCHER, Bounds(seconds=2))}
    assert found == {"a": "waiting", "b": "failed"}
    stuck.set()


def test_a_caller_that_stops_early_leaves_no_thread_behind(server):
    for n in range(40):
        server.pages[f"/{n}"] = reply(200, GOOD)
    looks = refresh([FeedState(f"{server.url}/{n}") for n in range(40)], NOW, FETCHER)
    next(looks)
    looks.close()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and any(t.name == "feeds" for t in threading.enumerate()):
        time.sleep(0.01)
    assert not [thread for thread in threading.enumerate() if thread.name == "feeds"]
    assert len(server.asked) < 40


def test_marks_that_would_break_a_request_are_not_sent_back(server):
    server.pages["/feed"] = reply(200, GOOD)
    state = FeedState(f"{server.url}/feed", etag='"a"\r\nX-Evil: 1', last_modified="snö")
    assert look(state).outcome == "new"
    assert "Evil" not in server.asked[0]
    assert "If-" not in server.asked[0]


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        next(refresh([], datetime(2026, 11, 25), FETCHER))


def test_an_address_that_is_none_is_a_failure_like_others():
    for url in ("nonsense", "http://[", "file:///etc/passwd", ""):
        assert look(url, pace=Pace()).outcome == "failed"


def test_lanes_take_turns_and_give_each_item_once():
    lanes = Lanes([(lane, (lane, n)) for lane in "ab" for n in range(3)], most=1)
    taken = [lanes.take(), lanes.take()]
    assert [item for _lane, item in taken] == [("a", 0), ("b", 0)]
    assert lanes.take() is None
    lanes.done("b")
    assert lanes.take() == ("b", ("b", 1))
    assert sorted(lanes.drop_all()) == [("a", 1), ("a", 2), ("b", 2)]
    lanes.done("a")
    assert lanes.take() is None
    assert replace(FeedState("x"), fails=1).fails == 1
