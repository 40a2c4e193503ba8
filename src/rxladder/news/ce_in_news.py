"""Webinars and continuing education in the news: number, hours, day, told as far as the item tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rxladder.career.day_words import find_day_words
from rxladder.career.hours_in_text import take_hours
from rxladder.facts.uan import find_uans
from rxladder.news.items import Item

_CE = re.compile(
    r"\b(?:CE|CPE|CEUs?|ACPE"
    r"|(?i:continuing (?:pharmacy |professional )?education|contact hours?|credit hours?))\b"
)
_ASKED = re.compile(
    r"\b(?:requires?d?|requirements?|propose[sd]?|mandat\w+|must (?:complete|earn|have)|renewals?)\b",
    re.IGNORECASE,
)
"""Hours that are asked of people are none that are offered."""
_LIVE = re.compile(
    r"\b(?:webinars?|webcasts?|live|join us|register|workshop|conference|symposium)\b", re.IGNORECASE
)
_WEBINAR = re.compile(r"\b(?:webinars?|webcasts?)\b", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:expires?|expiration|available (?:until|through)|through|until|deadline)\b", re.IGNORECASE
)
_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
_NO_END = "".join(rf"(?<!\b{word}\.)" for word in _MONTHS.split("|"))
_SENTENCE = re.compile(rf"(?<=[.!?;]){_NO_END}\s+(?=[A-Z0-9])|\n|\s[|•·–—]\s")
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat)\b[.,]?(?=\s+[A-Z]|\s+\d)",
    re.IGNORECASE,
)
"""Of "Thursday, December 10" the date alone is read."""
_CREDITS = re.compile(r"\b([1-9]\d?(?:\.\d+)?)\s*(?:A?CPE|CE) credits?\b")
_BEFORE = re.compile(r"(?:^|\b)(?:by|before|until|till)\s*$", re.IGNORECASE)
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
    hours = _hours([part for part in told if any(find_uans(part)) or not _ASKED.search(part)])
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
    return _CREDITS.sub(r"\1 hours", part)


def _days(
    text: str, near: re.Pattern[str], since: date, but: re.Pattern[str] | None = None
) -> Iterator[date]:
    """Days from `since` on that stand in a sentence with such a word; one without a year is the next such."""
    for part in _parts(text):
        if near.search(part) and not (but and but.search(part)):
            part = _WEEKDAY.sub(" ", part)
            for one in find_day_words(part, since, "ahead"):
                # "Register by 5 December" is not the day on which it is held.
                early = one.text.lower().startswith("by ") or _BEFORE.search(part[: one.start])
                if one.day is not None and one.day >= since and not (but and early):
                    yield one.day
