"""When a feed is asked again: by its own wish, more rarely while it fails, never once it was taken away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often feeds are asked.

    `usual` is the time between two looks. After failures it doubles up to `rarest`. A host that says when to
    come again is obeyed up to `rarest`, and a wish to be asked more rarely than usual up to `politest`.
    """

    usual: timedelta = timedelta(hours=1)
    politest: timedelta = timedelta(days=1)
    rarest: timedelta = timedelta(days=7)


def after_success(pace: Pace, now: datetime, headers: Mapping[str, str], url: str) -> datetime:
    """When to look again at a feed that answered with these headers."""
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    wish = timedelta(seconds=int(found[1])) if found else timedelta(0)
    return now + max(pace.usual, min(wish, pace.politest)) + _spread(url, pace.usual)


def after_failure(pace: Pace, now: datetime, fails: int, wait: timedelta | None, url: str) -> datetime:
    """When to try again after so many failures in a row; `wait` is what the host asked for."""
    backing_off = min(pace.usual * (1 << min(fails - 1, 20)), pace.rarest)
    asked = min(wait, pace.rarest) if wait is not None else timedelta(0)
    return now + max(backing_off, asked) + _spread(url, backing_off)


def asked_wait(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long a host asks to be left alone (`Retry-After`: seconds, or a moment); None if it does not."""
    told = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", told, re.ASCII):
        return timedelta(seconds=int(told))
    try:
        until = parsedate_to_datetime(told)
        wait: timedelta = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(wait, timedelta(0))


def _spread(url: str, span: timedelta) -> timedelta:
    """Up to a tenth of a span, always the same for a feed: so that not all come at one moment."""
    return span / 10 * int.from_bytes(sha256(url.encode()).digest()[:2], "big") / 65_536
