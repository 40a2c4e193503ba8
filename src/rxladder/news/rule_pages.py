"""Whether the pages on which the rules rest still say what they said: each compared with its last reading.

A first look at a page only keeps its words: what it said when the rule was read nobody kept. From the second
on, what changed is told line by line. A change of a page is no change of a rule: somebody has to read it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from rxladder.news.fetching import Fetcher, Limits
from rxladder.news.pacing import Pace
from rxladder.news.refresh import Bounds, FeedState, Look, Reader, look_at

PAGE_LIMITS = Limits(seconds=30, bytes=30_000_000, redirects=5)
BOUNDS = Bounds(threads=8, per_host=1, seconds=1_800)
PACE = Pace(usual=timedelta(days=6), politest=timedelta(days=14), rarest=timedelta(days=30))
_TOLD = 40

Verdict = Literal["first", "same", "changed", "failed", "gone", "waiting"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is kept of a page between two looks: how it was asked, and its lines."""

    state: FeedState
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageCheck:
    """How one page is. `removed` and `added` are its first lines that changed, `changes` how many in all.

    `first`: its words are kept now, to compare with. `failed` and `gone`: `reading.state.problem` says why.
    """

    url: str
    verdict: Verdict
    reading: Reading
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changes: int = 0


def check_pages(
    urls: Iterable[str],
    kept: Mapping[str, Reading],
    now: datetime,
    fetcher: Fetcher,
    read: Reader[tuple[str, ...]],
    bounds: Bounds = BOUNDS,
    *,
    all_due: bool = False,
) -> Iterator[PageCheck]:
    """Look at the pages that are due at `now`; a check for each, in the order in which they end.

    `read` makes lines of what a server sent, a PDF in bounds (`news.page_text_apart`).
    """
    before = {url: kept.get(url) or Reading(FeedState(url)) for url in urls}
    listed = {id(reading.state): url for url, reading in before.items()}
    states = [reading.state for reading in before.values()]
    for look in look_at(states, now, fetcher, read, bounds, PACE, all_due=all_due):
        url = listed[id(look.before)]
        yield _check(url, before[url], look)


def _check(url: str, before: Reading, look: Look[tuple[str, ...]]) -> PageCheck:
    if look.outcome == "gone" or (look.outcome == "failed" and look.state.status == 404):
        return PageCheck(url, "gone", replace(before, state=look.state))
    if look.outcome != "new" or look.found is None:
        verdict: Verdict = "same" if look.outcome == "new" else look.outcome
        return PageCheck(url, verdict, replace(before, state=look.state))
    after = Reading(look.state, look.found)
    if not before.lines:
        return PageCheck(url, "first", after)
    if fingerprint(before.lines) == fingerprint(after.lines):
        return PageCheck(url, "same", after)
    removed, added = changed_lines(before.lines, after.lines)
    return PageCheck(url, "changed", after, removed[:_TOLD], added[:_TOLD], len(removed) + len(added))


def fingerprint(lines: Iterable[str]) -> str:
    """One number for the words of a page."""
    return sha256("\n".join(lines).encode()).hexdigest()


def changed_lines(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that went and those that came."""
    removed: list[str] = []
    added: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=len(old) > 5_000).get_opcodes():
        if tag != "equal":
            removed += old[a:b]
            added += new[c:d]
    return tuple(removed), tuple(added)
