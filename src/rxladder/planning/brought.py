"""Activities told by a text that somebody copied from a provider's page, or by a table: read, never guessed.

The lines are recognised as those of a transcript are, by activity number, hours and title; beside these a
catalogue tells prices and last days. What a line does not tell stays unknown for the person to fill in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar, get_args

from rxladder.career.days_in_text import find_days
from rxladder.career.transcripts.result import FoundCredit, Reading
from rxladder.career.transcripts.rows import only_another_day
from rxladder.facts.activities import Activity
from rxladder.facts.language import gettext as _
from rxladder.facts.matches import Accreditation, Audience, Format
from rxladder.facts.phrases import all_of, say_dollars
from rxladder.facts.topics import TOPICS

_PRICE = re.compile(r"\$\s?(\d{1,5}(?:,\d{3})?(?:\.\d\d)?)(?![\d.,]|\s+\d{3}(?!\d))")
_FREE = re.compile(r"\bfree\b|\bno charge\b|\bcomplimentary\b", re.IGNORECASE)
_FREE_AT_THE_END = re.compile(rf"[\s,;|-]+(?:{_FREE.pattern})$", re.IGNORECASE)
_NEAR = 40
_BUYERS = re.compile(
    r"\b(?:UAN|ACPE)\b|\b(?:non-?\s?)?members?\b|\btechnicians?\b|\bpharmacists?\b", re.IGNORECASE
)
FORMATS: tuple[Format, ...] = get_args(Format)
_WORD = re.compile(r"[^\W\d_]{3}")
_GENERIC = re.compile(
    r"\b(?:live|webinars?|online|on-?demand|home[- ]study|recorded|virtual|on|at|of|the|by|contact|hours?"
    r"|credits?|courses?|dates?)\b",
    re.IGNORECASE,
)
"""Words that tell no activity from another."""
_WHICH = r"(?:course |activity |program |programme |ce )?"
_ENDS = re.compile(
    rf"{_WHICH}(?:expir\w*(?: date| on)?|(?:valid|available|can be taken) (?:until|through|to)|until|last day"
    r"|ends?(?: date| on)?|end date|date of expiration|expiration)"
)
_BEGINS = re.compile(
    rf"{_WHICH}(?:(?:available|valid|can be taken) from|releas\w*(?: date)?|starts?(?: date| on)?|from)"
)
_AUDIENCE = re.compile(r"(?:target |intended )?audience|made for|for")
_AUDIENCES: Mapping[str, Audience] = {"technician": "technician", "pharmacist": "pharmacist"}
_ACCREDITED = re.compile(r"accreditation|accredited(?: by)?|approved by|approval")
_ACCREDITATIONS: Mapping[str, Accreditation] = {"acpe": "acpe", "board": "board-approved", "cme": "cme"}
_ADDRESS = re.compile(r"url|link|web ?site|address")
_IS_ADDRESS = re.compile(r"https?://\S+")
_Kind = TypeVar("_Kind")
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
    doubts = [doubt for doubt in found.doubts if doubt != only_another_day()]
    if found.caution:
        doubts.append(found.caution)
    if len(prices) > 1:
        said = all_of([say_dollars(Fraction(price)) for price in prices])
        doubts.append(_("Several prices: {prices}. Enter the one you would pay.").format(prices=said))
    address = _under(found.beside, _ADDRESS)
    activity = Activity(
        id=str(number),
        title=_title(found, above) or found.uan,
        hours=found.hours,
        cost_usd=_cost(prices, text),
        uan=found.uan or None,
        topic=next((topic for topic in TOPICS if topic == found.topic), None),
        format=next((form for form in FORMATS if form == found.format), None),
        audience=_word_of(_under(found.beside, _AUDIENCE), _AUDIENCES),
        accreditation=_word_of(_under(found.beside, _ACCREDITED), _ACCREDITATIONS),
        provider=found.provider,
        url=address if _IS_ADDRESS.fullmatch(address) else "",
        available_from=_day_in(_under(found.beside, _BEGINS)),
        available_until=_day_in(_under(found.beside, _ENDS)) or _last_day(text),
        # A live one with one day of its own is taken on that day.
        live_on=found.date if found.format == "live" else None,
    )
    return Brought(activity, tuple(doubts))


def _under(beside: Sequence[tuple[str, str]], heading: re.Pattern[str]) -> str:
    """What stands under a heading; nothing where there is none such."""
    plain = ((" ".join(re.sub(r"[\W_]+", " ", head).lower().split()), text) for head, text in beside)
    return next((text for head, text in plain if heading.fullmatch(head)), "")


def _word_of(text: str, words: Mapping[str, _Kind]) -> _Kind | None:
    """What the first of some words that stands in a text means."""
    return next((kind for word, kind in words.items() if word in text.lower()), None)


def _day_in(text: str) -> date | None:
    return next((day.day for day in find_days(text)), None)


def _title(found: FoundCredit, above: Mapping[_Place, str]) -> str:
    """The title in the line itself; where only prices are left of it, the line above, as pages print it."""
    own = _BUYERS.sub(" ", _FREE.sub(" ", _PRICE.sub(" ", found.title)))
    if found.title != found.uan and _WORD.search(_GENERIC.sub(" ", own)):
        told = _FREE_AT_THE_END.sub("", _UNTIL.sub(" ", _PRICE.sub(" ", found.title)).strip())
        return " ".join(told.split()).strip(" ,;|-")
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
