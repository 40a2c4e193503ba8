"""Terms and windows, worked out by this count's own calendar."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from tests.rules.independent.packs import rules


def day_of(value) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months_later(day: date, months: int) -> date:
    """A day moved by months; the last of a month stays the last, a day that is not there becomes the last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = _last_of(year, month + 1)
    if day == _last_of(day.year, day.month) or day.day > last.day:
        return last
    return date(year, month + 1, day.day)


def term_of(holding: dict) -> tuple[date, date]:
    """The term of a printed end, for a holding that was renewed at least once."""
    rule = rules()[holding["credential"]]["term"]
    issued, ends = day_of(holding["issued"]), day_of(holding["expires"])
    for one_off in rule.get("one_off", ()):
        if day_of(one_off["ends"]) == ends and issued <= day_of(one_off["starts"]):
            starts = day_of(one_off["starts"])
            break
    else:
        starts = months_later(ends, -rule["months"]) + timedelta(days=1)
    for version in rule.get("versions", ()):
        if day_of(version.get("until", "9999-12-31")) >= starts >= day_of(version.get("from", "0001-01-01")):
            raise NotImplementedError("a term under an older rule")
    if months_later(issued, 40) > starts:
        raise NotImplementedError("a first term, or nearly one")
    return starts, ends


@dataclass(frozen=True)
class Window:
    """Days, both included; `starts` is None where nothing bounds it."""

    starts: date | None
    ends: date

    def has(self, day: date) -> bool:
        return day <= self.ends and (self.starts is None or self.starts <= day)


def windows_of(window, term: tuple[date, date], rule: dict, on: date) -> list[Window]:
    starts, ends = term
    if window in (None, "term") or window == {"kind": "term"}:
        return [Window(starts, ends)]
    if "calendar_years" in window:
        # The last years whose 31 December lies within the term; the running one where none does.
        over = [year for year in range(starts.year, ends.year + 1) if starts <= date(year, 12, 31) <= ends]
        last = over[-1] if over else ends.year
        years = range(last - window["calendar_years"] + 1, last + 1)
        return [Window(date(year, 1, 1), date(year, 12, 31)) for year in years]
    if "months" not in window or window.keys() - {"months", "ends", "in_grace", "cycle", "years", "note"}:
        raise NotImplementedError(f"a window {window}")
    months = window["months"]
    if "cycle" in window:
        month, day = map(int, window["cycle"].split("-"))
        parity = {"odd": 1, "even": 0, "every": None}[window.get("years", "every")]
        years = [year for year in range(starts.year, starts.year + 4) if parity in (None, year % 2)]
        end = next(end for year in years if (end := date(year, month, day)) >= starts)
        return [Window(months_later(end, -months) + timedelta(days=1), end)]
    grace = rule["term"].get("after_end", {}).get("grace_days", 0) if window.get("in_grace") else 0
    return [Window(months_later(ends, -months) + timedelta(days=1), ends + timedelta(days=grace or 0))]
