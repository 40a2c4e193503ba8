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
        for month in dict.fromkeys((name, name[:3]))
        for text in (
            f"{month} {day.day}, {day.year}",
            f"{month} {day.day} {day.year}",
            f"{day.day} {month} {day.year}",
        )
    ]
    return tuple(dict.fromkeys((say_date(day), day.isoformat(), *numbers, *words)))


def _both(number: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys((f"{number:02}", str(number))))
