"""Checking a badge and asking its issuer for what that takes, with whatever can fetch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from rxladder.papers.badges.check import check
from rxladder.papers.badges.documents import Fetched
from rxladder.papers.badges.result import Checked

MOST_DOCUMENTS = 12
"""The most addresses that one badge may have asked. A real one takes two to six."""
SECONDS = 25
"""The longest that asking for one badge should take, all in all."""


def check_asking(
    content: bytes, on: date, fetch: Callable[[str], Fetched], emails: Sequence[str] = ()
) -> Checked:
    """`check`, fetching what it wants until it wants no more. Raises BadBadge as `check` does."""
    found: dict[str, Fetched] = {}
    while True:
        checked = check(content, on, emails, found)
        wanted = [url for url in checked.wanted if url not in found]
        if not wanted or len(found) >= MOST_DOCUMENTS:
            return checked
        for url in wanted[: MOST_DOCUMENTS - len(found)]:
            found[url] = fetch(url)
