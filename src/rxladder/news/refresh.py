"""Many feeds, or other pages, asked at once: politely, within bounds, and so that no host holds up another.

What is known of a feed is a `FeedState`; a look at it gives a `Look` with the state to keep, so a caller
stores what comes and asks again with it. Feeds are asked only when they are due, told what we have
already (ETag and Last-Modified), and left alone as long as they ask for. One that moved for good is asked at
its new address; one that was taken away (410) never again. `outcome` says how a look went:

* `new`: a document came, and `found` is what was read of it; `same`: nothing has changed since;
* `failed`: `state.problem` says why; `gone`: its host says that it was taken away;
* `waiting`: it was not asked: not due, its host asked to wait or answers nobody, or the time was over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from queue import Empty, Queue
from threading import Event, Lock, Semaphore, Thread
from time import monotonic
from typing import Generic, Literal, TypeVar
from urllib.parse import urlsplit

from rxladder.facts.language import gettext as _
from rxladder.facts.language import language, speaking
from rxladder.news.feeds import Feed, read_feed
from rxladder.news.fetching import Answer, Fetcher, Limits, NotFetched, Unreadable
from rxladder.news.lanes import Lanes
from rxladder.news.pacing import Pace, after_failure, after_success, asked_wait

Read = TypeVar("Read")
Reader = Callable[[bytes, str, str], Read]
"""Reads a document's content, given its address and type too; raises Unreadable where it is of no use."""
Outcome = Literal["new", "same", "failed", "gone", "waiting"]

FEED_LIMITS = Limits(seconds=15, bytes=5_000_000, redirects=5)
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_LONGEST_MARK = 500
_GRACE = 10.0
"""Seconds after the end of a refresh in which what was begun may still be told."""
_PLEASE_WAIT = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed between two looks.

    `etag` and `last_modified` are its host's own words for what we have, `digest` ours. `fails` counts
    failures in a row; `problem` is the last one's reason, empty where all is well. `seconds` and `bytes` are
    those of the last look. `moved_from` is the address that it was known by before it moved.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    fails: int = 0
    status: int | None = None
    problem: str = ""
    asked: datetime | None = None
    answered: datetime | None = None
    due: datetime | None = None
    gone: bool = False
    moved_from: str = ""
    seconds: float = 0.0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Look(Generic[Read]):
    """How one look at a feed went. `before` is the state that it began with."""

    before: FeedState
    state: FeedState
    outcome: Outcome
    found: Read | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a refresh takes at most.

    `threads` at work; `per_host` of them at one host; `seconds` in all, after which the rest waits for the
    next time; `parsing` documents read at once. A host that could not be reached `patience` times
    in a row is left alone for the rest of the refresh.
    """

    threads: int = 12
    per_host: int = 2
    seconds: float = 300
    parsing: int = 2
    patience: int = 3


def refresh(
    states: Iterable[FeedState],
    now: datetime,
    fetcher: Fetcher,
    bounds: Bounds | None = None,
    pace: Pace | None = None,
    *,
    all_due: bool = False,
) -> Iterator[Look[Feed]]:
    """Look at the feeds that are due at `now`; a look for each, in the order in which they end.

    With `all_due` all are asked but those that are gone or whose host asked to wait. No more documents than
    there are threads are in memory, for as long as the caller takes: it may stop at any time.
    """
    return look_at(states, now, fetcher, read_feed, bounds, pace, all_due=all_due)


def look_at(
    states: Iterable[FeedState],
    now: datetime,
    fetcher: Fetcher,
    read: Reader[Read],
    bounds: Bounds | None = None,
    pace: Pace | None = None,
    *,
    all_due: bool = False,
) -> Iterator[Look[Read]]:
    """`refresh` for documents of any kind, which `read` reads."""
    if now.tzinfo is None:
        raise ValueError("the moment of a refresh needs its time zone")
    due = []
    for state in states:
        if _is_due(state, now, all_due):
            due.append(state)
        else:
            yield Look(state, state, "waiting")
    yield from _Refresh(due, now, fetcher, read, bounds or Bounds(), pace or Pace()).looks()


def _is_due(state: FeedState, now: datetime, all_due: bool) -> bool:
    if state.gone:
        return False
    asked_to_wait = state.status in _PLEASE_WAIT
    return state.due is None or state.due <= now or (all_due and not asked_to_wait)


@dataclass
class _Refresh(Generic[Read]):
    """One refresh: threads that ask, and a short queue of what they found."""

    states: list[FeedState]
    moment: datetime
    fetcher: Fetcher
    read: Reader[Read]
    bounds: Bounds
    pace: Pace
    _stop: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)
    _unreached: Counter[Hashable] = field(default_factory=Counter)

    def looks(self) -> Iterator[Look[Read]]:
        self._deadline = monotonic() + self.bounds.seconds
        self._lanes = Lanes(((_host(state.url), state) for state in self.states), self.bounds.per_host)
        self._parsing = Semaphore(self.bounds.parsing)
        self._found: Queue[Look[Read] | BaseException] = Queue(maxsize=self.bounds.threads)
        speak = language()
        number = min(self.bounds.threads, len(self.states))
        threads = [
            Thread(target=self._work, args=(speak,), daemon=True, name="feeds") for _n in range(number)
        ]
        for thread in threads:
            thread.start()
        try:
            yield from self._looks()
        finally:
            self._stop.set()
            self._lanes.drop_all()
            while any(thread.is_alive() for thread in threads) and not self._found.empty():
                self._found.get()

    def _looks(self) -> Iterator[Look[Read]]:
        """What the threads find. One that never comes back, whatever holds it, holds up nobody for ever."""
        pending = {id(state): state for state in self.states}
        last = self._deadline + _GRACE
        while pending:
            try:
                look = self._found.get(timeout=max(last - monotonic(), 0.01))
            except Empty:
                yield from (Look(state, state, "waiting") for state in pending.values())
                return
            if isinstance(look, BaseException):
                raise look
            del pending[id(look.before)]
            yield look

    def _work(self, speak: str) -> None:
        try:
            with speaking(speak):
                while not self._stop.is_set() and (taken := self._lanes.take()) is not None:
                    lane, state = taken
                    try:
                        look = self._look(state, lane)
                    finally:
                        self._lanes.done(lane)
                    self._tell(look)
                    self._leave_alone(lane)
        except BaseException as error:  # what nobody foresaw must not leave the caller waiting for ever
            self._found.put(error)

    def _tell(self, look: Look[Read]) -> None:
        if not self._stop.is_set():
            self._found.put(look)

    def _leave_alone(self, lane: Hashable) -> None:
        """What waits for a host that answers nobody, or that asked to wait, waits for the next time."""
        if self._unreached[lane] >= self.bounds.patience:
            for state in self._lanes.drop(lane):
                self._tell(Look(state, state, "waiting"))

    def _look(self, state: FeedState, lane: Hashable) -> Look[Read]:
        left = self._deadline - monotonic()
        if left <= 0:
            return Look(state, state, "waiting")
        started = monotonic()
        limits = replace(self.fetcher.limits, seconds=min(left, self.fetcher.limits.seconds))
        try:
            answer = replace(self.fetcher, limits=limits).fetch(state.url, _conditional_headers(state))
            look = self._answered(state, answer)
            self._unreached[lane] = 0
        except NotFetched as error:
            look = self._failed(state, str(error), error.status, asked_wait(error.headers, self.moment))
            self._note(lane, error.status)
        return replace(look, state=replace(look.state, seconds=round(monotonic() - started, 3)))

    def _note(self, lane: Hashable, status: int | None) -> None:
        with self._lock:
            if status in _PLEASE_WAIT:
                self._unreached[lane] = self.bounds.patience
            else:
                self._unreached[lane] = self._unreached[lane] + 1 if status is None else 0

    def _answered(self, state: FeedState, answer: Answer) -> Look[Read]:
        size, digest = len(answer.content), sha256(answer.content).hexdigest()
        told = replace(
            state,
            fails=0,
            status=answer.status,
            problem="",
            asked=self.moment,
            answered=self.moment,
            due=after_success(self.pace, self.moment, answer.headers, state.url),
            etag=answer.headers.get("etag", state.etag)[:_LONGEST_MARK],
            last_modified=answer.headers.get("last-modified", state.last_modified)[:_LONGEST_MARK],
            bytes=size,
        )
        if answer.status == 304 or (digest == state.digest and not state.problem):
            return Look(state, _moved(told, answer), "same")
        try:
            with self._parsing:
                found = self.read(answer.content, answer.url, answer.headers.get("content-type", ""))
        except Unreadable as error:
            return self._failed(state, str(error), answer.status, None, size)
        return Look(state, _moved(replace(told, digest=digest), answer), "new", found)

    def _failed(
        self, state: FeedState, why: str, status: int | None, wait: timedelta | None, size: int = 0
    ) -> Look[Read]:
        fails, gone = state.fails + 1, status == 410
        due = None if gone else after_failure(self.pace, self.moment, fails, wait, state.url)
        after = replace(state, fails=fails, status=status, problem=why, asked=self.moment, due=due)
        return Look(state, replace(after, gone=gone, bytes=size), "gone" if gone else "failed")


def _conditional_headers(state: FeedState) -> dict[str, str]:
    """The headers that tell a host what we have; what would break a header is left out."""
    told = {"Accept": _ACCEPT, "If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in told.items() if value and value.isprintable() and value.isascii()}


def _moved(state: FeedState, answer: Answer) -> FeedState:
    """A feed that moved for good is known by its new address from now on, for it answered there."""
    if not answer.moved or answer.moved == state.url:
        return state
    return replace(state, url=answer.moved, moved_from=state.url)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url


def in_words(state: FeedState) -> str:
    """How a feed is, in one sentence for a page of their health."""
    if state.gone:
        return _("It was removed and is no longer checked.")
    if state.problem:
        return state.problem
    if state.answered is None:
        return _("It has not been checked yet.")
    if state.moved_from:
        return _("All is well. It has moved from {url}.").format(url=state.moved_from)
    return _("All is well.")
