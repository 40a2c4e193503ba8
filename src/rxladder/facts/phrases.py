"""The small parts that sentences are made of: numbers, days, stretches of time, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from rxladder.facts.days import MonthDay
from rxladder.facts.language import gettext as _
from rxladder.facts.language import language, ngettext, noop
from rxladder.facts.states import STATES

_MONTHS = (
    noop("January"), noop("February"), noop("March"), noop("April"), noop("May"), noop("June"), noop("July"),
    noop("August"), noop("September"), noop("October"), noop("November"), noop("December"),
)  # fmt: skip
_DAY = re.compile(r"(?<![\w-])[12]\d{3}-\d{2}-\d{2}(?![\w-])")
_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")
_NAMES = {name.split()[0] for name in STATES.values()}
_SHARES = {
    Fraction(1, 2): noop("half"),
    Fraction(1, 3): noop("one third"),
    Fraction(2, 3): noop("two thirds"),
    Fraction(1, 4): noop("one quarter"),
}


def say_number(amount: Fraction | int) -> str:
    """An amount, exactly: "20", "1.5", "3 1/3", "2,000"."""
    amount = Fraction(amount)
    if amount.denominator == 1:
        return f"{amount.numerator:,}"
    if 1000 % amount.denominator == 0:
        return f"{float(amount):.3f}".rstrip("0")
    whole, rest = divmod(amount, 1)
    return f"{whole} {rest}" if whole else str(rest)


def plural(amount: Fraction | int) -> int:
    """The count that decides between one and many: one is one, one and a half is many."""
    return int(amount) if amount == int(amount) else 2


def say_hours(amount: Fraction | int) -> str:
    """As in "1 hour", "20 hours"."""
    return ngettext("{n} hour", "{n} hours", plural(amount)).format(n=say_number(amount))


def say_share(share: Fraction) -> str:
    """A share in words: "one third", "10 percent"."""
    known = _SHARES.get(share)
    return _(known) if known else _("{n} percent").format(n=say_number(share * 100))


def say_months(months: int) -> str:
    """As in "2 years", "18 months"."""
    if months and months % 12 == 0:
        years = months // 12
        return ngettext("{n} year", "{n} years", years).format(n=years)
    return say_span(months)


def say_span(months: int) -> str:
    """ "24 months": for stretches that people count in months."""
    return ngettext("{n} month", "{n} months", months).format(n=months)


def say_days(days: int) -> str:
    """As in "90 days"."""
    return ngettext("{n} day", "{n} days", days).format(n=days)


def say_date(day: date) -> str:
    """A day as it is written in a sentence: 30 June 2026."""
    return _("{day} {month} {year}").format(month=_(_MONTHS[day.month - 1]), day=day.day, year=day.year)


def say_text(text: str) -> str:
    """A text of the facts in the language spoken, with its days as people write them: 1 January 2020.

    A text that stays English where another language is spoken keeps its days as they are: no sentence in two.
    """
    if _DAY.fullmatch(text):
        return _DAY.sub(_said_day, text)
    said = _(text)
    stays_english = said == text and _(_MONTHS[0]) != _MONTHS[0]
    return said if stays_english else _DAY.sub(_said_day, said)


def _said_day(found: re.Match[str]) -> str:
    try:
        return say_date(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def say_month(day: date) -> str:
    """A day's month in little room: Jun 2026."""
    return _("{month} {year}").format(month=_(_MONTHS[day.month - 1])[:3], year=day.year)


def say_month_of(text: str) -> str:
    """A month written 2025-05, as in "May 2025"; what is none stays as it is."""
    if not _MONTH.fullmatch(text):
        return text
    return _("{month} {year}").format(month=_(_MONTHS[int(text[5:]) - 1]), year=text[:4])


def say_day_of_year(day: MonthDay) -> str:
    """A day of the year: 30 June; 29 February is the last day of February."""
    month, number = day
    if (month, number) == (2, 29):
        return _("the last day of February")
    return _("{day} {month}").format(month=_(_MONTHS[month - 1]), day=number)


def say_dollars(usd: Fraction) -> str:
    """As in "$36", "$7.50", "$4,200"."""
    return f"${usd.numerator:,}" if usd.denominator == 1 else f"${float(usd):,.2f}"


def one_of(items: Sequence[str]) -> str:
    """As in "a, b or c"."""
    return joined(", ", items, _("{left} or {right}"))


def all_of(items: Sequence[str]) -> str:
    """As in "a, b and c"."""
    return joined(", ", items, _("{left} and {right}"))


def joined(between: str, items: Sequence[str], last: str) -> str:
    """Items in a row; `last` puts the last one to the others, as in "{left} or {right}"."""
    if len(items) < 2:
        return "".join(items)
    for word, instead, starts in _BEFORE_ITS_LIKE.get(language(), ()):
        if starts.match(items[-1]):
            last = last.replace(f" {word} ", f" {instead} ")
    return last.format(left=between.join(items[:-1]), right=items[-1])


_BEFORE_ITS_LIKE = {
    "es": (("y", "e", re.compile(r"\W*h?i(?![aeou])", re.I)), ("o", "u", re.compile(r"\W*h?o", re.I)))
}
"""Spanish does not say "y" before its own sound ("Utah e Idaho"), nor "o" ("Texas u Ohio")."""


def with_details(statement: str, *details: str | None) -> str:
    """A statement and what is to be added to it, between commas."""
    return ", ".join((statement, *(detail for detail in details if detail)))


def with_remark(statement: str, remark: str | None) -> str:
    """A statement and, in brackets, what a source adds to it."""
    return f"{statement} ({_(remark)})" if remark else statement


def inside(text: str) -> str:
    """A sentence as it stands inside another: small at its start, but for a name or abbreviation."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    named = first in _NAMES or first[1:] != first[1:].lower()
    return text if named else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital at its start."""
    start = len(text) - len(text.lstrip("("))
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]
