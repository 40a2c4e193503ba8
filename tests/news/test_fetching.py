"""The one way to other hosts: what it lets through, what it refuses, and that nothing holds it up."""

from __future__ import annotations

import gzip
import socket
import time
import tracemalloc
import zlib
from ipaddress import ip_address
from threading import Event

import pytest

from rxladder.news import addresses
from rxladder.news.addresses import is_public
from rxladder.news.fetching import Fetcher, Limits, NotFetched
from tests.web_server import reply, serving, trusting

HERE = frozenset({"127.0.0.1"})
LIMITS = Limits(seconds=20, bytes=100_000, redirects=3)
OPEN = Fetcher(LIMITS, allowed=HERE)


@pytest.fixture
def server():
    with serving() as one:
        yield one


def why(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(NotFetched) as error:
        fetcher.fetch(url)
    return str(error.value)


# --- What goes through


def test_what_stands_there_is_fetched_as_asked(server):
    server.pages["/a?b=c%20d"] = reply(200, b"Hello", Content_Type="text/plain", ETag='"1"')
    answer = OPEN.fetch(f"{server.url}/a?b=c%20d", {"If-None-Match": '"0"'})
    assert (answer.content, answer.status, answer.headers["etag"]) == (b"Hello", 200, '"1"')
    asked = server.asked[0].splitlines()
    assert asked[0] == "GET /a?b=c%20d HTTP/1.1"
    assert {f"Host: 127.0.0.1:{server.port}", 'If-None-Match: "0"', "User-Agent: RxLadder"} <= set(asked)
    assert not [line for line in asked if line.lower().startswith(("cookie", "authorization", "referer"))]


def test_what_is_packed_or_in_parts_is_put_together(server):
    server.pages["/gzip"] = reply(200, gzip.compress(b"x" * 90_000), Content_Encoding="gzip")
    server.pages["/parts"] = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n6\r\n world\r\n0\r\n\r\n"
    )
    server.pages["/same"] = reply(304)
    assert OPEN.fetch(f"{server.url}/gzip").content == b"x" * 90_000
    assert OPEN.fetch(f"{server.url}/parts").content == b"Hello world"
    assert OPEN.fetch(f"{server.url}/same").status == 304


def test_a_redirect_is_followed_to_its_end(server):
    server.pages |= {
        "/1": reply(301, Location="/2"),
        "/2": reply(302, Location=f"{server.url}/3"),
        "/3": reply(200, b"there"),
    }
    answer = OPEN.fetch(f"{server.url}/1")
    assert (answer.content, answer.url) == (b"there", f"{server.url}/3")


def test_a_protected_line_is_one_to_whom_it_should_be():
    with serving(secure=True) as server:
        server.pages["/"] = reply(200, b"secret")
        trusted = Fetcher(LIMITS, allowed=HERE, secure=True, context=trusting())
        assert trusted.fetch(f"{server.url}/").content == b"secret"
        assert "could not prove" in why(Fetcher(LIMITS, allowed=HERE), f"{server.url}/")


# --- Whom it asks


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
        *(
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
        ),
        *("64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:7f00:1::"),
    ],
)
def test_an_inner_address_is_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_outer_address_is_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0x7f.1",
        "127.1",
        "017700000001",
    ],
)
def test_this_machine_is_not_asked_however_it_is_written(server, host):
    server.pages["/"] = reply(200, b"secret")
    said = why(Fetcher(LIMITS), f"http://{host}:{server.port}/")
    assert "private network" in said or "not a web address" in said or "was found" in said
    assert not server.asked


def test_a_redirect_to_the_inside_is_refused(server):
    with serving() as inner:
        inner.pages["/"] = reply(200, b"secret")
        server.pages["/"] = reply(302, Location=f"http://localhost:{inner.port}/")
        assert "private network" in why(OPEN, f"{server.url}/")
        assert not inner.asked


def test_a_name_is_looked_up_once_and_that_address_is_the_one_connected_to(server, monkeypatch):
    """A name that is public when it is checked and private a moment later finds nobody."""
    asked = []

    def resolver(host, port, **kwargs):
        asked.append(host)
        address = "203.0.113.1" if len(asked) > 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolver)
    monkeypatch.setattr(addresses, "is_public", lambda address: str(address) == "127.0.0.1")
    dialled = []
    real = socket.create_connection

    def create_connection(address, *args, **kwargs):
        dialled.append(address[0])
        # The system's own resolver would be asked here if a name were handed on.
        assert address[0][0].isdigit()
        monkeypatch.undo()
        return real(address, *args, **kwargs)

    monkeypatch.setattr("rxladder.news.fetching.socket.create_connection", create_connection)
    server.pages["/"] = reply(200, b"it")
    assert Fetcher(LIMITS).fetch(f"http://rebinding.example:{server.port}/").content == b"it"
    assert (asked, dialled) == (["rebinding.example"], ["127.0.0.1"])


def test_a_name_with_one_inner_address_among_others_is_refused(monkeypatch):
    found = [(socket.AF_INET, 1, 6, "", (address, 80)) for address in ("8.8.8.8", "192.168.0.1")]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *args, **kwargs: found)
    assert "private network" in why(Fetcher(LIMITS), "http://both.example/")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("file:///etc/passwd", "not a web address"),
        ("ftp://example.org/", "not a web address"),
        ("gopher://127.0.0.1:25/_x", "not a web address"),
        ("http://", "not a web address"),
        ("http:///path", "not a web address"),
        ("http://[::1", "not a web address"),
        ("http://a b/", "not a web address"),
        ("http://example.org:99999/", "not a web address"),
        ("http://user:secret@example.org/", "password"),
        ("http://example.org/" + "a" * 3000, "not a web address"),
        ("http://example.org/\0", "not a web address"),
        ("http://example.org/\r\nX: y", "not a web address"),
        ("not an address", "not a web address"),
        ("", "not a web address"),
    ],
)
def test_what_is_no_address_of_the_web_is_not_asked(url, words):
    assert words in why(Fetcher(LIMITS), url)


def test_what_is_trusted_by_its_place_must_be_protected(server):
    secure = Fetcher(LIMITS, secure=True)
    assert "not protected (http)" in why(secure, "http://example.org/")
    with serving(secure=True) as safe:
        safe.pages["/"] = reply(302, Location=f"{server.url}/")
        fetcher = Fetcher(LIMITS, allowed=HERE, context=trusting())
        assert "from a protected address to an unprotected" in why(fetcher, f"{safe.url}/")
    assert not server.asked


def test_nothing_gets_among_the_headers(server):
    server.pages["/a%20HTTP/1.1%0D%0AX:%20y"] = reply(200, b"whole")
    assert OPEN.fetch(f"{server.url}/a HTTP/1.1%0D%0AX: y").content == b"whole"
    assert "X: y" not in server.asked[0].splitlines()
    assert "properly" in str(why_headers(server))


def why_headers(server) -> str:
    with pytest.raises(NotFetched) as error:
        OPEN.fetch(f"{server.url}/", {"Accept": "a\r\nX: y"})
    return str(error.value)


# --- How long and how large


@pytest.mark.parametrize(
    ("status", "words"), [(404, "404"), (410, "410"), (403, "everyone"), (500, "error (500)")]
)
def test_what_a_host_refuses_is_said_with_its_number(server, status, words):
    server.pages["/"] = reply(status, b"no")
    answer = OPEN.answer(f"{server.url}/")
    assert words in answer.problem
    assert (answer.status, answer.content) == (status, b"")


def test_redirects_end(server):
    server.pages["/"] = reply(302, Location="/")
    assert "more than 3 times" in why(OPEN, f"{server.url}/")
    assert len(server.asked) == 4
    server.pages["/"] = reply(302)
    assert "nowhere" in why(OPEN, f"{server.url}/")


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(b"\0" * 1_000_000) for _ in range(size // 1_000_000)), packer.flush()])


@pytest.mark.parametrize("make", [lambda: b"x" * 300_000, lambda: bomb(200_000_000)], ids=["large", "bomb"])
def test_what_is_too_large_ends_early_and_takes_little(server, make):
    content = make()
    coding = {} if content[:1] == b"x" else {"Content_Encoding": "gzip"}
    server.pages["/"] = reply(200, content, **coding)
    tracemalloc.start()
    said = why(OPEN, f"{server.url}/")
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "larger than 100,000 bytes" in said
    assert most < 5_000_000


def drip(parts: bytes):
    def send(line: socket.socket) -> None:
        for byte in parts:
            line.sendall(bytes([byte]))
            time.sleep(0.1)

    return send


@pytest.mark.parametrize(
    "send",
    [
        lambda line: time.sleep(60),
        drip(b"HTTP/1.1 200 OK" + b" " * 400),
        drip(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 400),
        lambda line: (
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n"),
            drip(b"x" * 400)(line),
        ),
        lambda line: (
            line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            drip(b"1\r\nx\r\n" * 100)(line),
        ),
        lambda line: drip(b"HTTP/1.1 100 Go on\r\n\r\n" * 30)(line),
    ],
    ids=["silent", "status", "header", "body", "parts", "go on"],
)
def test_a_slow_host_is_left_in_time(server, send):
    server.pages["/"] = send
    started = time.monotonic()
    fetcher = Fetcher(Limits(seconds=0.5), allowed=HERE)
    answer = fetcher.answer(f"{server.url}/")
    # To its end each would take longer; a busy machine may take its time.
    assert time.monotonic() - started < 30
    assert "longer than" in answer.problem


def test_a_slow_resolver_is_left_in_time(monkeypatch):
    answered, gave_up = Event(), Event()

    def slow(*_args, **_kwargs):
        gave_up.wait(60)
        answered.set()
        return []

    monkeypatch.setattr(addresses.socket, "getaddrinfo", slow)
    assert "was found" in why(Fetcher(Limits(seconds=0.3)), "http://slow.example/")
    assert not answered.is_set()
    gave_up.set()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        reply(200, b"no gzip", Content_Encoding="gzip"),
        reply(200, gzip.compress(b"x" * 1000)[:-12], Content_Encoding="gzip"),
        reply(200, b"x", Content_Encoding="br"),
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
    ],
    ids=["nothing", "garbage", "short", "no-gzip", "cut-gzip", "unknown", "many-headers", "long-header"],
)
def test_a_broken_answer_is_one_clear_error(server, sent):
    server.pages["/"] = sent
    assert why(OPEN, f"{server.url}/").endswith(".")


def test_nobody_there_is_one_clear_error():
    with serving() as server:
        url = server.url
    assert "properly" in why(OPEN, url)
    assert "No host" in why(Fetcher(Limits(seconds=1)), "http://nobody.invalid/")
