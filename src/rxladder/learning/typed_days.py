"""Days as people type them."""

from __future__ import annotations

from datetime import date

from rxladder.facts.phrases import say_date


def spellings_of_day(day: date) -> tuple[str, ...]:
    """The ways in which a day may be typed; the first is the one to show. Case and spaces are free."""
    name = day.strftime("%B")
    numbers = [
        f"{m}/{d}/{y}"
        for m in _both(day.month)
        for d in _both(day.day)
        for y in (str(day.year), f"{day.year % 100:02}")
    ]
    words = [
        text
        for month in dict.fromkeys((name, name[:3], "Sept" if day.month == 9 else name))
        for text in (
            f"{month} {day.day}, {day.year}",
            f"{month} {day.day} {day.year}",
            f"{day.day} {month} {day.year}",
            f"{month} {day.day}{_ending(day.day)}, {day.year}",
        )
    ]
    whole = (day.strftime("%m-%d-%Y"), day.strftime("%Y/%m/%d"))
    return tuple(dict.fromkeys((say_date(day), day.isoformat(), *whole, *numbers, *words)))


def _ending(number: int) -> str:
    """What follows a number that counts days: 1st, 2nd, 3rd, 11th."""
    return "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _both(number: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys((f"{number:02}", str(number))))
