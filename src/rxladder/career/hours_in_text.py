"""The hours that stand in a text with their unit: contact hours, CEUs (ten hours each) or minutes."""

from __future__ import annotations

import re
from fractions import Fraction

from rxladder.facts.language import gettext as _

HOURS_IN_A_CEU = 10
MOST_HOURS = 1_000
_SHOWN = 40

_AMOUNT = r"(?P<amount>\d{1,2}\s+\d/\d|\d+(?:[.,]\d+|\s?[¼½¾]|/\d+)?|(?<!\w)\.\d+|[¼½¾])"
_PARTS = {"¼": " 1/4", "½": " 1/2", "¾": " 3/4"}
_UNIT = r"(?:hours?|hrs?\.?|h)(?![\w])"
_HOURS_AND_MINUTES = re.compile(
    rf"(?<![\d-])(?P<amount>\d+)\s*{_UNIT}\s*(?:and\s+|,\s*)?(?P<minutes>\d+)\s*(?:minutes?|mins?)\b", re.I
)
_HOURS = re.compile(
    rf"(?<![\d-]){_AMOUNT}\s*-?\s*(?:(?:contact|credit|ce|cpe)[\s-]+)*{_UNIT}"
    rf"|\b(?:contact |credit |ce |cpe )?(?:hours?|hrs)\s*[:=]?\s*(?P<after>\d+(?:[.,]\d+)?)",
    re.IGNORECASE,
)
_CEUS = re.compile(
    rf"(?<![\d-]){_AMOUNT}\s*CEUs?\b|\bCEUs?\s*[:=]\s*(?P<after>\d+(?:[.,]\d+)?)", re.IGNORECASE
)
_MINUTES = re.compile(rf"(?<![\d-]){_AMOUNT}\s*(?:minutes?|mins?)\b", re.IGNORECASE)
_ALONE = re.compile(_AMOUNT)
_UNITS = (
    (_HOURS_AND_MINUTES, Fraction(1)),
    (_HOURS, Fraction(1)),
    (_CEUS, Fraction(HOURS_IN_A_CEU)),
    (_MINUTES, Fraction(1, 60)),
)


def take_hours(text: str, problems: list[str]) -> tuple[Fraction | None, str]:
    """The hours that a text tells, and the text with ` | ` in their place.

    Where several units tell them, hours go before CEUs and CEUs before minutes. What is no number of hours
    is added to `problems`.
    """
    hours: Fraction | None = None
    for pattern, unit in _UNITS:
        found = pattern.search(text)
        if found is None:
            continue
        text = f"{text[: found.start()]} | {text[found.end() :]}"
        told = _amount(found, unit, problems)
        hours = told if hours is None else hours
    if hours is not None and not 0 < hours <= MOST_HOURS:
        problems.append(_("The hours must be between 0 and 1,000."))
        return None, text
    return hours, text


def amount_alone(text: str) -> Fraction | None:
    """The amount where a text is nothing else; None where it is no amount."""
    found = _ALONE.fullmatch(text.strip().removeprefix("$").strip()) if len(text) <= _SHOWN else None
    try:
        return _number(found["amount"]) if found else None
    except ZeroDivisionError:
        return None


def _amount(found: re.Match[str], unit: Fraction, problems: list[str]) -> Fraction | None:
    parts = found.groupdict()
    amount = parts["amount"] or parts.get("after") or ""
    try:
        return _number(amount) * unit + Fraction(parts.get("minutes") or 0) / 60
    except (ZeroDivisionError, ValueError):  # Python makes no number of more than some thousand digits
        problems.append(_("{amount} is not a number of hours.").format(amount=amount[:_SHOWN]))
        return None


def _number(amount: str) -> Fraction:
    """1.5, 1,5, 3/2, 1 1/2 or 1½."""
    parts = without_signs(amount).split()
    return sum((Fraction(part.replace(",", ".")) for part in parts), Fraction(0))


def without_signs(text: str) -> str:
    """A text with 1 1/2 in the place of 1½, of which normalising would make 11/2."""
    for sign, part in _PARTS.items():
        text = text.replace(sign, part)
    return text
