"""What looks at the FDA's list of shortages have shown over time: the list forgets, kept looks do not.

A look compares what it found with what was seen last. What the FDA only looked at again has not changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from rxladder.facts.language import gettext as _
from rxladder.news.changes import Change, ChangeKind, sentences
from rxladder.news.openfda import Shortage


@dataclass(frozen=True, slots=True)
class Seen:
    """A record of the list as it read from the look on `first` on, until that on `until` (None: still).

    `gone`: the look on `until` found it no longer; else it found it changed. `begun`: it was there at the
    first look of all, so that nobody here saw it begin.
    """

    key: str
    one: Shortage
    first: date
    until: date | None = None
    gone: bool = False
    begun: bool = False


def keyed(found: Iterable[Shortage]) -> dict[str, Shortage]:
    """The records of a list by what they are known by again: package, drug and company."""
    known: dict[str, Shortage] = {}
    for one in found:
        key = "|".join((one.ndc or one.presentation, one.name, one.company)).lower()
        if key in known:
            key = f"{key}|{one.presentation}".lower()
        known[key] = one
    return known


def differs(before: Shortage, now: Shortage) -> bool:
    """Whether a record has changed, other than that the FDA has looked at it again."""
    return replace(before, updated=None, update="") != replace(now, updated=None, update="")


# --- Over time


def spells(seen: Iterable[Seen]) -> tuple[Shortage, ...]:
    """Each time that a package was short, as a shortage that began and perhaps ended: for a course over time.

    What was taken off the list ended on the day on which it was found to be gone.
    """
    ordered = sorted(seen, key=lambda one: (one.key, one.first))
    return tuple(
        spell for _key, versions in groupby(ordered, key=lambda one: one.key) for spell in _spells(versions)
    )


def _spells(versions: Iterable[Seen]) -> Iterator[Shortage]:
    """The spells of one package; `versions` are in the order of time."""
    running: Shortage | None = None
    ended: date | None = None
    for seen in versions:
        one = seen.one
        if one.status == "current":
            running = replace(one, since=running.since if running else _since(seen, ended))
        elif one.status == "resolved" and (running or ended is None):
            ended = one.changed or one.updated or seen.first
            yield replace(one, since=running.since if running else one.since, changed=ended)
            running = None
        elif running:
            ended = seen.first
            yield replace(running, status="resolved", changed=ended)
            running = None
        if seen.gone and running:
            ended = seen.until
            yield replace(running, status="resolved", changed=ended)
            running = None
    if running:
        yield running


def _since(seen: Seen, ended: date | None) -> date | None:
    """When a shortage began: on the day of its first posting, but not before the one before it ended."""
    since = seen.one.since or (None if seen.begun else seen.first)
    return max(since, seen.first) if since and ended and since <= ended else since


# --- What changed


def seen_changes(seen: Iterable[Seen], since: date, until: date) -> Iterator[Change]:
    """What looks between two days saw that the records themselves do not tell.

    That a package came onto the list though its first posting is old, that its supply changed, that it was
    taken off the list.
    """
    ordered = sorted(seen, key=lambda one: (one.key, one.first))
    for _key, grouped in groupby(ordered, key=lambda one: one.key):
        before: Seen | None = None
        for one in grouped:
            if since <= one.first <= until and not one.begun:
                yield from _came(one, since) if before is None or before.gone else _turned(before, one)
            if one.gone and one.until and since <= one.until <= until and one.one.status == "current":
                yield _change(one.one, one.until, "resolved", _("No longer on the FDA's list: {drug}"))
            before = one


def _came(seen: Seen, since: date) -> Iterator[Change]:
    told = seen.one.since is not None and seen.one.since >= since
    if seen.one.status == "current" and not told:
        yield _change(seen.one, seen.first, "shortage", _("Now on the FDA's list: {drug}"))


def _turned(before: Seen, now: Seen) -> Iterator[Change]:
    """A shortage that goes on otherwise, or that is back; its end is told by the record itself."""
    if now.one.status != "current":
        return
    if before.one.status != "current":
        yield _change(now.one, now.first, "shortage", _("Short again: {drug}"))
        return
    was, is_ = _supply(before.one), _supply(now.one)
    if was != is_:
        said = _("Before: {before} Now: {now}").format(before=_sentence(was), now=_sentence(is_))
        yield _change(now.one, now.first, "changed", _("Shortage changed: {drug}"), said)


def _supply(one: Shortage) -> str:
    return sentences(one.availability, one.reason, one.note)


def _sentence(text: str) -> str:
    return f"{text or _('nothing said')}".rstrip(".") + "."


def _change(one: Shortage, day: date, kind: ChangeKind, title: str, more: str = "") -> Change:
    return Change(
        name=f"{kind}:seen:{one.name.lower()}:{one.company.lower()}:{day}:{more}",
        kind=kind,
        day=day,
        title=title.format(drug=one.name),
        detail=sentences(one.company, more or _supply(one)),
        drugs=one.drugs,
        ndcs=(one.ndc,) if one.ndc else (),
        form=one.form.lower(),
        url=one.url,
    )
