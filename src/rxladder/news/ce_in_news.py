"""Webinars and continuing education in the news: number, hours, day, told as far as the item tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rxladder.career.days_in_text import find_days
from rxladder.career.hours_in_text import take_hours
from rxladder.facts.uan import find_uans
from rxladder.news.items import Item

_CE = re.compile(r"\b(?:CE|CPE|CEUs?|ACPE|continuing (?:pharmacy )?education|contact hours?|credit hours?)\b")
_LIVE = re.compile(
    r"\b(?:webinars?|webcasts?|live|join us|register|workshop|conference|symposium)\b", re.IGNORECASE
)
_WEBINAR = re.compile(r"\b(?:webinars?|webcasts?)\b", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:expires?|expiration|available (?:until|through)|through|until|deadline)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9])|\n|\s[|•·–—]\s")
_MOST_HOURS = 60


@dataclass(frozen=True, slots=True)
class EducationOffer:
    """Education that an item offers. What it does not tell is None or empty.

    `uans` are its numbers, those for technicians first; `live_on` the day on which it is held, `until` the
    last on which it can be taken.
    """

    title: str
    url: str
    uans: tuple[str, ...] = ()
    hours: Fraction | None = None
    live_on: date | None = None
    until: date | None = None
    webinar: bool = False

    @property
    def for_technicians(self) -> bool | None:
        """Whether a number is for technicians; None where none tells."""
        return any(uan.endswith("-T") for uan in self.uans) if self.uans else None


def offer_in(item: Item) -> EducationOffer | None:
    """The education that an item offers; None where it only speaks of it, or of other things."""
    whole = f"{item.title}\n{item.text}"
    uans = sorted({uan.text for uan in find_uans(whole)}, key=lambda text: (not text.endswith("T"), text))
    webinar = bool(_WEBINAR.search(whole))
    told = [part for part in _parts(whole) if _CE.search(part) or any(find_uans(part))]
    hours = _hours(told)
    if not (uans or (told and (webinar or hours))):
        return None
    day = item.moment.date()
    live = next(_days(whole, _LIVE, day, but=_UNTIL), None)
    return EducationOffer(
        title=item.title,
        url=item.url,
        uans=tuple(uans),
        hours=hours,
        live_on=live,
        until=next((one for one in _days(whole, _UNTIL, day) if one != live), None),
        webinar=webinar,
    )


def _parts(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(text) if part.strip()]


def _hours(parts: list[str]) -> Fraction | None:
    """The hours of the first part that tells some; where parts differ nobody knows which are meant."""
    found = {hours for part in parts if (hours := take_hours(_without_numbers(part), [])[0])}
    fits = {hours for hours in found if hours <= _MOST_HOURS}
    return fits.pop() if len(fits) == 1 else None


def _without_numbers(part: str) -> str:
    for uan in find_uans(part):
        part = part.replace(uan.text, " ")
    return part


def _days(
    text: str, near: re.Pattern[str], since: date, but: re.Pattern[str] | None = None
) -> Iterator[date]:
    """Days from `since` on that stand in a sentence with such a word."""
    for part in _parts(text):
        if near.search(part) and not (but and but.search(part)):
            yield from (one.day for one in find_days(part) if one.day is not None and one.day >= since)
