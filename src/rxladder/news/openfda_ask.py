"""Asking openFDA: page by page, within its limits, through the one guarded fetcher.

The limits are in the facts: 240 calls a minute and 1,000 a day without a key. A week's look takes a handful.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from rxladder.facts.feeds import interfaces
from rxladder.facts.language import gettext as _
from rxladder.news.fetching import Fetcher, Limits, NotFetched

PAGE_LIMITS = Limits(seconds=30, bytes=20_000_000, redirects=2)
PAGE, MOST_PAGES, MOST_SKIPPED = 500, 50, 25_000
_NEXT = re.compile(r'<([^<>\s]{1,2000})>\s*;\s*rel="?next"?')

Record = Mapping[str, Any]


def ask_recalls(
    fetcher: Fetcher, since: date, until: date, base: str = "", key: str = ""
) -> Iterator[Record]:
    """The enforcement reports of some days, both included."""
    return records(fetcher, "openfda-drug-enforcement", f"report_date:{_days(since, until)}", base, key)


def ask_shortages(fetcher: Fetcher, base: str = "", key: str = "") -> Iterator[Record]:
    """The whole list of shortages as it is now."""
    return records(fetcher, "openfda-drug-shortages", "", base, key)


def ask_approvals(
    fetcher: Fetcher, since: date, until: date, base: str = "", key: str = ""
) -> Iterator[Record]:
    """Applications of which some submission has a day between two; `approvals` looks closer."""
    search = (
        f'submissions.submission_type:"ORIG" AND submissions.submission_status_date:{_days(since, until)}'
    )
    return records(fetcher, "openfda-drugsfda", search, base, key)


def last_updated(fetcher: Fetcher, interface: str, base: str = "", key: str = "") -> str:
    """The day on which an interface says it was last brought up to date; empty where it does not say.

    One record is asked for, so that a list that has not changed is not fetched again. Raises NotFetched.
    """
    url = _asking(_address(interface, base), {"limit": "1", "api_key": key})
    try:
        said = json.loads(fetcher.fetch(url, {"Accept": "application/json"}).content)["meta"]["last_updated"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return said[:40] if isinstance(said, str) else ""


def records(fetcher: Fetcher, interface: str, search: str, base: str = "", key: str = "") -> Iterator[Record]:
    """What an interface finds, record by record; nothing where it finds nothing (it answers 404 then).

    `base` stands in for the FDA's own host. Raises NotFetched where it does not answer, or not in its
    shape, or where there is more than the most that is read: a part of an answer would look like the whole.
    """
    address = _address(interface, base)
    first = _asking(address, {"search": search, "limit": str(PAGE), "api_key": key})
    url, skip = first, 0
    for _page in range(MOST_PAGES):
        try:
            answer = fetcher.fetch(url, {"Accept": "application/json"})
        except NotFetched as error:
            if error.status == 404:
                return
            raise
        found, total = _read(answer.content)
        yield from found
        skip += len(found)
        following = _following(answer.headers.get("link", ""), address)
        if not found or (skip >= total and not following):
            return
        if not following and skip > MOST_SKIPPED:
            break
        url = following or f"{first}&skip={skip}"
    raise NotFetched(_("There is more than can be read at one time; ask for fewer days."))


def _address(interface: str, base: str) -> str:
    """Where an interface is asked; `base` stands in for the FDA's own host."""
    address = interfaces()[interface].url
    return base.rstrip("/") + urlsplit(address).path if base else address


def _asking(address: str, told: Mapping[str, str]) -> str:
    return f"{address}?{urlencode({name: value for name, value in told.items() if value})}"


def _read(content: bytes) -> tuple[list[Record], int]:
    """The records of a page, and how many there are in all."""
    try:
        data = json.loads(content)
        found = data["results"]
        total = data["meta"]["results"]["total"]
        fits = isinstance(found, list) and isinstance(total, int)
    except (ValueError, KeyError, TypeError, RecursionError):
        fits, found, total = False, [], 0
    if not fits:
        raise NotFetched(_("The FDA's answer is not in the format we know."))
    return [one for one in found if isinstance(one, dict)], total


def _following(link: str, address: str) -> str:
    """The address of the next page, where the answer names one of the same interface."""
    found = _NEXT.search(link)
    if found is None:
        return ""
    told, own = urlsplit(found[1]), urlsplit(address)
    return found[1] if (told.scheme, told.netloc, told.path) == (own.scheme, own.netloc, own.path) else ""


def _days(since: date, until: date) -> str:
    return f"[{since:%Y%m%d} TO {until:%Y%m%d}]"
