"""The check of the rules' sources by the worker: about once a week for each page, where that is allowed.

Nothing is asked before the person in front of the machine, or a keeper of the site, said yes. A look asks
each host for one page at most, and only some hosts; the next look, ten minutes later, goes on. So some five
hundred pages take a few hours, and no host is asked twice within ten minutes. All is kept as it comes.
"""

from __future__ import annotations

import fcntl
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings

from rxladder.facts.source_pages import Cited, source_pages
from rxladder.facts.yaml_text import BadInput
from rxladder.news.fetching import fetcher_here
from rxladder.news.page_text_apart import page_text_apart
from rxladder.news.reading_folder import ReadingFolder
from rxladder.news.refresh import Bounds, FeedState
from rxladder.news.rule_pages import PAGE_LIMITS
from rxladder.news.source_look import look_at_sources
from rxladder.web.site import clock, source_marks
from rxladder.web.site.own_files import read_own, write_own
from rxladder.web.site.rules import packs
from rxladder.web.site.templatetags.words import host

BOUNDS = Bounds(threads=6, per_host=1, seconds=100)
MOST = 40
"""Pages that one look asks for."""
_WISH, _LAST = "source-check.json", "last-source-check.json"


@dataclass(frozen=True)
class LastLook:
    """The last look: when, how many pages were asked for, changed, were gone or not read; what went wrong."""

    at: str
    asked: int = 0
    changed: int = 0
    gone: int = 0
    failed: int = 0
    problem: str = ""


def allowed() -> bool:
    """Whether somebody whose it is to say allowed that hosts are asked."""
    return read_own(_WISH).get("allowed") is True


def allow(yes: bool) -> None:
    """Keep what was said."""
    write_own(_WISH, {"allowed": yes, "at": clock.now().isoformat(timespec="seconds")})


def last() -> LastLook | None:
    """How the last look went; None where there was none."""
    told = read_own(_LAST)
    try:
        return LastLook(**told) if told else None
    except TypeError:
        return None


def hosts(pages: Mapping[str, tuple[Cited, ...]]) -> list[tuple[str, int]]:
    """The hosts of pages, with how many pages each has, those with most first."""
    found = Counter(host(url) for url in pages)
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))


def look(now: datetime | None = None) -> str:
    """The worker's look. A site that pretends another day asks nobody."""
    if settings.TODAY is not None:
        return "pretended day"
    if not allowed():
        return "not allowed"
    now = now or clock.now()
    with _alone() as free:
        if not free:
            return "under way already"
        try:
            return _look_at_due(now)
        except BadInput as error:
            _note(LastLook(now.isoformat(timespec="seconds"), problem=str(error)))
            return str(error)


def _look_at_due(now: datetime) -> str:
    folder = source_marks.folder()
    pages = source_pages(packs())
    urls = due_now(ReadingFolder(folder).states(pages), now)
    if not urls:
        return "nothing due"
    fetcher = fetcher_here(limits=PAGE_LIMITS)
    looks = look_at_sources(urls, folder, now, fetcher, page_text_apart, BOUNDS)
    found = Counter(check.verdict for check in looks)
    asked = found.total() - found["waiting"]
    at = now.isoformat(timespec="seconds")
    _note(LastLook(at, asked, found["changed"], found["gone"], found["failed"]))
    return f"{asked} pages"


def due_now(states: Mapping[str, FeedState], now: datetime) -> list[str]:
    """The pages for one look: of each host the one that waits longest, and not too many."""
    waiting = [
        (state.due.timestamp() if state.due else 0.0, url)
        for url, state in states.items()
        if not state.gone and (state.due is None or state.due <= now)
    ]
    first: dict[str, str] = {}
    for _since, url in sorted(waiting):
        first.setdefault(host(url), url)
    return list(first.values())[:MOST]


def _note(told: LastLook) -> None:
    write_own(_LAST, asdict(told))


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else on this data folder looks at this moment; nobody does while this lasts."""
    folder = source_marks.folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "look.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
