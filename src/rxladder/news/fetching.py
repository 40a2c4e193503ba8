"""Fetching what stands at an address that a stranger named: guarded, bounded, and with clear errors.

Whoever needs something from the network takes it from here. Every hop of a redirect is checked like the first
address: its scheme, and all addresses that its host resolves to, of which one that was checked is the one
connected to. So a name that resolves to something else a moment later changes nothing. Time counts from the
first look-up to the last byte, and size counts what is unpacked. No cookies, no passwords, no proxy.
"""

from __future__ import annotations

import io
import os
import re
import socket
import ssl
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import Any, TypeVar, cast
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.news.addresses import Refused, refuse_inner, resolve

REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
LONGEST_ADDRESS = 2_000
ALLOWED = "RXLADDER_ALLOWED_HOSTS"
"""The environment's name for hosts of one's own network that may be asked, parted by commas."""
_CHUNK = 65_536
Heard = TypeVar("Heard")
_HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")


class NotFetched(Exception):  # noqa: N818 - what happened, in one sentence for a person
    """Why there is no answer; `status` is the host's own (404), None where it never got that far.

    A status that is no error stands beside an answer of no use: too large, packed in an unknown way, passed
    on without end.

    `headers` are those that came with the status, with lower-case names: they may tell when to come again.
    """

    def __init__(self, why: str, status: int | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(why)
        self.status = status
        self.headers: Mapping[str, str] = headers or {}


class Unreadable(Exception):  # noqa: N818 - what it is, in one sentence for a person
    """Why what came is of no use for what it was fetched for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one fetch takes: seconds in all, unpacked bytes, redirects."""

    seconds: float = 15
    bytes: int = 2_000_000
    redirects: int = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered in the end. `problem` says why there is no content, and is empty where there is.

    `url` is where it came from after all redirects. `headers` have lower-case names. `moved` is the address
    that it has moved to for good, and is empty where it has not: what is behind a passing redirect is not it.
    """

    url: str
    status: int | None = None
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches within limits.

    `allowed` are hosts that may be private, and may be asked without protection whatever `secure` says; that
    is for tests, and for installations that mean it. `secure`: only over https, for what is trusted by where
    it stands. `context` is how a host proves who it is; None is the system's own way.
    """

    limits: Limits = Limits()
    allowed: Collection[str] = frozenset()
    secure: bool = False
    context: ssl.SSLContext | None = None

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """What stands at an address. An answer of 200 or 304; NotFetched for everything else."""
        deadline = monotonic() + self.limits.seconds
        moved, for_good, status = "", True, None
        for _hop in range(self.limits.redirects + 1):
            answer = self._hop(url, headers or {}, deadline)
            if answer.status not in REDIRECTS:
                return replace(answer, moved=moved)
            status = answer.status
            url = self._next(answer)
            for_good = for_good and answer.status in FOR_GOOD
            moved = url if for_good else moved
        n = self.limits.redirects
        said = ngettext("It was redirected more than {n} time.", "It was redirected more than {n} times.", n)
        raise NotFetched(said.format(n=n), status)

    def answer(self, url: str) -> Answer:
        """`fetch`, with the problem in the answer where there is one."""
        try:
            return self.fetch(url)
        except NotFetched as error:
            return Answer(url, error.status, problem=str(error))

    def check(self, url: str) -> None:
        """NotFetched where an address is none that would be asked, as far as that is known without asking."""
        _parts, host, _port = self._checked(url)
        try:
            refuse_inner(host.strip("[]"), self.allowed)
        except Refused as error:
            raise NotFetched(str(error)) from None

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Send something to an address; the status that it answers, whatever that is.

        Nothing is passed on: a redirect is an answer like another. NotFetched where there is none.
        """
        deadline = monotonic() + self.limits.seconds
        told = {"Content-Length": str(len(body))} | dict(headers)

        def status(line: socket.socket) -> int:
            response = HTTPResponse(cast(socket.socket, _Timed(line, deadline)), method="POST")
            response.begin()
            return response.status

        return self._asked(url, deadline, lambda parts: _request(parts, told, "POST") + body, status)

    def within(self, seconds: float) -> Callable[[str], Answer]:
        """`answer` for several addresses that together take no longer than this."""
        deadline = monotonic() + seconds

        def answer(url: str) -> Answer:
            left = min(self.limits.seconds, deadline - monotonic())
            if left <= 0:
                return Answer(url, problem=_("There was no time left to request more."))
            return replace(self, limits=replace(self.limits, seconds=left)).answer(url)

        return answer

    def _next(self, answer: Answer) -> str:
        target = answer.headers.get("location", "")
        if not target:
            raise NotFetched(_("It was redirected to nowhere."), answer.status)
        following = urljoin(answer.url, target)
        if answer.url.startswith("https:") and not following.startswith("https:"):
            said = _("It was redirected from a protected address to an unprotected one.")
            raise NotFetched(said, answer.status)
        return following

    def _hop(self, url: str, headers: Mapping[str, str], deadline: float) -> Answer:
        """One request and its answer, not following where it leads."""
        return self._asked(
            url,
            deadline,
            lambda parts: _request(parts, headers),
            lambda line: self._read(url, line, deadline),
        )

    def _asked(
        self,
        url: str,
        deadline: float,
        said: Callable[[SplitResult], bytes],
        read: Callable[[socket.socket], Heard],
    ) -> Heard:
        """What is heard on a line to an address after something was said."""
        parts, host, port = self._checked(url)
        try:
            with self._connected(parts.scheme, host, port, deadline) as line:
                line.settimeout(_left(deadline))
                line.sendall(said(parts))
                return read(line)
        except Refused as error:
            raise NotFetched(str(error)) from None
        except ssl.SSLCertVerificationError:
            words = _("{host} could not prove that it is who it says (its certificate is not valid).")
            raise NotFetched(words.format(host=host)) from None
        except TimeoutError:
            words = _("{host} took longer than {n} seconds.")
            raise NotFetched(words.format(host=host, n=round(self.limits.seconds))) from None
        except (OSError, HTTPException, zlib.error, ValueError):
            raise NotFetched(_("{host} does not answer properly.").format(host=host)) from None

    def _checked(self, url: str) -> tuple[SplitResult, str, int]:
        """An address in its parts, or why it is none that is asked."""
        try:
            parts = urlsplit(url)
            host = _plain_host(parts.hostname or "")
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            raise NotFetched(_("This is not a web address.")) from None
        if parts.scheme not in ("http", "https") or len(url) > LONGEST_ADDRESS or not url.isprintable():
            raise NotFetched(_("This is not a web address."))
        if parts.username is not None or parts.password is not None:
            raise NotFetched(_("We do not request an address that contains a password."))
        if self.secure and parts.scheme != "https" and host not in self.allowed:
            raise NotFetched(
                _("The address of {host} is not protected (http), so its answer proves nothing.").format(
                    host=host
                )
            )
        return parts, host, port

    def _connected(self, scheme: str, host: str, port: int, deadline: float) -> socket.socket:
        """A line to one of the addresses that were checked, protected where the scheme asks for it."""
        found = resolve(host.strip("[]"), port, self.allowed, _left(deadline))
        line = _dialled(found, port, deadline)
        if scheme == "http":
            return line
        context = self.context or ssl.create_default_context()
        try:
            line.settimeout(_left(deadline))
            return context.wrap_socket(line, server_hostname=host.strip("[]"))
        except BaseException:
            line.close()
            raise

    def _read(self, url: str, line: socket.socket, deadline: float) -> Answer:
        # The response only ever asks its socket for a file to read.
        response = HTTPResponse(cast(socket.socket, _Timed(line, deadline)), method="GET")
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        if response.status in REDIRECTS or response.status == 304:
            return Answer(url, response.status, headers=headers)
        if response.status != 200:
            host = urlsplit(url).hostname or ""
            raise NotFetched(_status_words(response.status, host), response.status, headers)
        return Answer(url, 200, self._body(response, headers.get("content-encoding", "")), headers)

    def _body(self, response: HTTPResponse, coding: str) -> bytes:
        """The content, unpacked as it comes so that no more than the limit is ever in memory."""
        coding = coding.strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip"):
            raise NotFetched(_("It came compressed in a way that is not known here."), response.status)
        unpack = zlib.decompressobj(wbits=31) if "gzip" in coding else None
        most, parts, size = self.limits.bytes, [], 0
        while chunk := response.read(_CHUNK):
            if unpack is not None:
                chunk = unpack.decompress(chunk, most - size + 1)
            size += len(chunk)
            if size > most:
                raise NotFetched(_("It is larger than {n} bytes.").format(n=f"{most:,}"), response.status)
            parts.append(chunk)
        if response.length or (unpack is not None and not unpack.eof):
            raise NotFetched(_("It was cut off on the way."))
        return b"".join(parts)


def fetcher_here(*, secure: bool = False, limits: Limits | None = None) -> Fetcher:
    """A fetcher as this installation allows."""
    named = os.environ.get(ALLOWED, "").split(",")
    allowed = frozenset(host.strip().lower() for host in named if host.strip())
    return Fetcher(limits or Limits(), allowed, secure)


# --- The line


class _Timed:
    """A socket for reading, all of which must be done by a deadline: one byte now and then does not help."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self.line, self.deadline = line, deadline

    def makefile(self, *_mode: Any) -> io.BufferedReader:
        """What is read, as a file."""
        return io.BufferedReader(_TimedReader(self.line, self.deadline))


class _TimedReader(io.RawIOBase):
    def __init__(self, line: socket.socket, deadline: float) -> None:
        super().__init__()
        self.line, self.deadline = line, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.line.settimeout(_left(self.deadline))
        return self.line.recv_into(buffer)


def _left(deadline: float) -> float:
    """The seconds that are left; TimeoutError where there are none."""
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _dialled(addresses: list[str], port: int, deadline: float) -> socket.socket:
    """A line to the first address that answers."""
    refused: OSError | None = None
    for address in addresses[:4]:
        try:
            return socket.create_connection((address, port), timeout=_left(deadline))
        except TimeoutError:
            raise
        except OSError as error:
            refused = error
    raise refused or OSError("no address")


# --- What is asked


def _plain_host(host: str) -> str:
    """A host's name in the letters that the network knows; ValueError where it has none."""
    plain = host.rstrip(".").lower()
    if ":" in plain:
        plain = f"[{plain}]"
    elif not plain.isascii():
        plain = plain.encode("idna").decode()
    if not _HOST.fullmatch(plain):
        raise ValueError(host)
    return plain


def _request(parts: SplitResult, headers: Mapping[str, str], method: str = "GET") -> bytes:
    # Quoted once more, so that neither a space nor a line break gets among the headers.
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    host = _plain_host(parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    told = {
        "Host": host,
        "User-Agent": "RxLadder",
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    } | dict(headers)
    lines = [
        f"{method} {path}{'?' + query if query else ''} HTTP/1.1",
        *(f"{k}: {v}" for k, v in told.items()),
    ]
    if any("\n" in line or "\r" in line for line in lines):
        raise ValueError("a line break in a header")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _status_words(status: int, host: str) -> str:
    match status:
        case 404:
            said = _("{host} has nothing at this address (404).")
        case 410:
            said = _("{host} says that it was removed (410).")
        case 401 | 403:
            said = _("{host} does not let everyone see it ({status}).")
        case _other:
            said = _("{host} answered with an error ({status}).")
    return said.format(host=host, status=status)
