"""Activities told by a text that somebody copied from a provider's page, or by a table: read, never guessed.

The lines are recognised as those of a transcript are, by activity number, hours and title; beside these a
catalogue tells prices and last days. What a line does not tell stays unknown for the person to fill in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rxladder.career.days_in_text import find_days
from rxladder.career.transcripts.result import FoundCredit, Reading
from rxladder.facts.activities import Activity
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import all_of, say_dollars

_PRICE = re.compile(r"\$\s?(\d{1,5}(?:,\d{3})?(?:\.\d\d)?)(?![\d.,]|\s+\d{3}(?!\d))")
_FREE = re.compile(r"\bfree\b|\bno charge\b|\bcomplimentary\b", re.IGNORECASE)
_NEAR = 40
_BUYERS = re.compile(
    r"\b(?:UAN|ACPE)\b|\b(?:non-?\s?)?members?\b|\btechnicians?\b|\bpharmacists?\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{3}")
_Place = tuple[int | None, int]
_UNTIL = re.compile(
    r"\b(?:expir\w*|valid (?:until|through)|available (?:until|through)|ends? on)\b[ :]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Brought:
    """An activity that a text tells of, and what a person should look at."""

    activity: Activity
    doubts: tuple[str, ...]


def activities_in(reading: Reading) -> tuple[Brought, ...]:
    """Every activity that a reading tells of, in its order."""
    above = {(left.line.page, left.line.number): left.line.text for left in reading.passed_over}
    return tuple(_activity(found, number, above) for number, found in enumerate(reading.credits))


def _activity(found: FoundCredit, number: int, above: Mapping[_Place, str]) -> Brought:
    text = " ".join(line.text for line in found.lines)
    prices = sorted({Decimal(price.replace(",", "")) for price in _PRICE.findall(text)})
    doubts = list(found.doubts)
    if found.caution:
        doubts.append(found.caution)
    if len(prices) > 1:
        said = all_of([say_dollars(Fraction(price)) for price in prices])
        doubts.append(_("Several prices: {prices}. Write the one that you would pay.").format(prices=said))
    activity = Activity(
        id=str(number),
        title=_title(found, above) or found.uan,
        hours=found.hours,
        cost_usd=_cost(prices, text),
        uan=found.uan or None,
        provider=found.provider,
        available_until=_last_day(text),
    )
    return Brought(activity, tuple(doubts))


def _title(found: FoundCredit, above: Mapping[_Place, str]) -> str:
    """The title in the line itself; where only prices are left of it, the line above, as pages print it."""
    own = _BUYERS.sub(" ", _FREE.sub(" ", _PRICE.sub(" ", found.title)))
    if found.title != found.uan and _WORD.search(own):
        return " ".join(_UNTIL.sub(" ", _PRICE.sub(" ", found.title)).split()).strip(" ,;|-")
    first = found.lines[0]
    lines = (above.get((first.page, first.number - back), "") for back in (1, 2))
    return next((" ".join(line.split()) for line in lines if _WORD.search(line)), "")


def _cost(prices: list[Decimal], text: str) -> Decimal | None:
    """The one price that is told; unknown where there are several or none, and nothing only where free."""
    if len(prices) == 1:
        return prices[0]
    return Decimal(0) if not prices and _FREE.search(text) else None


def _last_day(text: str) -> date | None:
    """The day behind words such as "expires"."""
    found = _UNTIL.search(text)
    if found is None:
        return None
    behind = text[found.end() : found.end() + _NEAR]
    return next((day.day for day in find_days(behind)), None)
