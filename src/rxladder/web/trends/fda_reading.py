"""Reading what the FDA told out of the tables: what changed between two days, what is found, the course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import Q
from django.utils.translation import get_language

from rxladder.news.changes import Change, changed
from rxladder.news.fda_history import seen_changes, spells
from rxladder.news.openfda import Shortage
from rxladder.news.shortage_course import shortages_over_time
from rxladder.papers.plots import Plot
from rxladder.papers.shortages_plot import shortages_plot
from rxladder.web.trends.fda_keeping import seen_in, sought, told_in
from rxladder.web.trends.fda_models import FdaLook, FdaRecord

MOST_FOUND = 100
_EVER = (date(1900, 1, 1), date(9999, 12, 31))
MONTHS = 24


def changes_between(since: date, until: date) -> tuple[Change, ...]:
    """What changed between two days, both included; four queries."""
    shortages = FdaRecord.objects.filter(kind="shortage")
    looked = shortages.filter(Q(first__gte=since) | Q(until__gte=since))
    return changed(
        since,
        until,
        [told_in(row) for row in _now("recall").filter(day__gte=since, day__lte=until)],
        [told_in(row) for row in _now("shortage").filter(day__gte=since)],
        [told_in(row) for row in _now("approval").filter(day__gte=since, day__lte=until)],
        seen_changes([seen_in(row) for row in looked], since, until),
    )


def _now(kind: str):
    """The records of a kind as they read today."""
    return FdaRecord.objects.filter(kind=kind, until=None)


# --- Searching


@dataclass(frozen=True)
class Listed:
    """A package that is or was on the list of shortages; `over` is the day on which it was gone."""

    one: Shortage
    over: date | None


@dataclass(frozen=True)
class Found:
    """What bears the words searched for; `more` tells that there is more than is shown."""

    shortages: tuple[Listed, ...]
    others: tuple[Change, ...]
    more: bool


def find(words: str) -> Found:
    """The records that bear all of some words: drugs, NDCs (in any writing), firms."""
    rows = FdaRecord.objects.filter(Q(until=None) | Q(gone=True)).order_by("-day", "-pk")
    for word in sought(words):
        rows = rows.filter(words__contains=word)
    found = list(rows[: MOST_FOUND + 1])
    shown = found[:MOST_FOUND]
    listed = [Listed(told_in(row), row.until) for row in shown if row.kind == "shortage"]
    told = {kind: [told_in(row) for row in shown if row.kind == kind] for kind in ("recall", "approval")}
    others = changed(*_EVER, told["recall"], (), told["approval"])
    newest = sorted(others, key=lambda one: one.day, reverse=True)
    return Found(tuple(listed), tuple(newest), len(found) > MOST_FOUND)


# --- Over time


def course_plot(on: date) -> Plot | None:
    """How many drugs were short in two years; None where nothing is known."""
    look = FdaLook.objects.filter(kind="shortage").first()
    return _plot(look.good, on, get_language() or "") if look and look.good else None


@lru_cache(maxsize=8)
def _plot(_good: datetime, on: date, _language: str) -> Plot | None:
    rows = FdaRecord.objects.filter(kind="shortage").iterator()
    return shortages_plot(shortages_over_time(spells(seen_in(row) for row in rows), on, MONTHS))


# --- How it stands


@dataclass(frozen=True)
class Standing:
    """How far the looks have come: the days that are covered, the last good look, and what is the matter."""

    looks: Sequence[FdaLook]

    @property
    def anything(self) -> bool:
        """Whether any look has brought an answer."""
        return any(look.good for look in self.looks)

    @property
    def lacking(self) -> list[FdaLook]:
        """What was never answered, while something else was."""
        return [look for look in self.looks if not look.good]

    @property
    def problems(self) -> list[FdaLook]:
        """What did not answer the last time."""
        return [look for look in self.looks if look.problem]

    @property
    def last(self) -> datetime | None:
        """The oldest of the last good looks: all that is shown is at least as new."""
        return min((look.good for look in self.looks if look.good), default=None)

    @property
    def since(self) -> date | None:
        """The first day that all looks cover."""
        return max((look.since for look in self.looks if look.since), default=None)

    def old(self, now: datetime) -> bool:
        """Whether nobody has looked for days."""
        return self.last is not None and now - self.last > timedelta(days=3)


def standing() -> Standing:
    """How far the looks have come; kinds never asked are among them."""
    rows = {row.kind: row for row in FdaLook.objects.all()}
    return Standing([rows.get(kind) or FdaLook(kind=kind) for kind in FdaRecord.Kind.values])
