"""The week in at most ten items, for a page and a quiet mail: nothing where nothing matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.news.items import Source
from rxladder.news.ranking import Ranked

MOST = 10
MOST_OF_ONE = 3
"""Items that one source may lead, so that a busy one does not fill the week; a board's rules are no such."""


@dataclass(frozen=True, slots=True)
class Digest:
    """The items of a time, what matters most first; `left_out` counts the stories beyond them."""

    since: datetime
    until: datetime
    items: tuple[Ranked, ...]
    left_out: int


def digest(
    ranked: Iterable[Ranked], since: datetime, until: datetime, read: Collection[str] = frozenset()
) -> Digest:
    """At most ten of the ranked stories that were told after `since` and until `until`.

    A story of which any item is among `read` is known already; what a reader asked to see less of comes in
    only where it is about their own board.
    """
    fresh = [one for one in ranked if since < one.story.moment <= until and not _is_read(one, read)]
    led: Counter[str] = Counter()
    chosen: list[Ranked] = []
    for one in fresh:
        source = one.story.lead.source
        unwanted = any(reason.why == "less" for reason in one.because)
        if not one.at_my_board and (unwanted or led[source] >= MOST_OF_ONE):
            continue
        if len(chosen) == MOST:
            break
        led[source] += 1
        chosen.append(one)
    return Digest(since, until, tuple(chosen), len(fresh) - len(chosen))


def _is_read(one: Ranked, read: Collection[str]) -> bool:
    return any(item.id in read for item in one.story.items)


def last_due(there: datetime, weekday: int, hour: int) -> datetime:
    """When a weekly digest was due last, on the clock of `there`; Monday is 0."""
    due = there.replace(hour=hour, minute=0, second=0, microsecond=0)
    due -= timedelta(days=(there.weekday() - weekday) % 7)
    return due if due <= there else due - timedelta(days=7)


def in_words(found: Digest, sources: Mapping[str, Source]) -> str:
    """A digest as the text of a mail; empty where there is nothing to tell."""
    if not found.items:
        return ""
    parts = [_entry(number, one, sources) for number, one in enumerate(found.items, 1)]
    if found.left_out:
        n = found.left_out
        parts.append(ngettext("{n} more is on the site.", "{n} more are on the site.", n).format(n=n))
    return "\n\n".join(parts) + "\n"


def _entry(number: int, one: Ranked, sources: Mapping[str, Source]) -> str:
    lead = one.story.lead
    names = [sources[name].title if name in sources else name for name in (lead.source, *one.story.also_in)]
    told = names[0]
    if len(names) > 1:
        told = _("{source}, also in {others}").format(source=names[0], others=", ".join(names[1:]))
    reasons = [reason for reason in one.because if reason.points > 0]
    why = next((reason.says for reason in reasons if reason.why != "fresh"), "")
    lines = [line for line in (told, why, lead.url) if line]
    return "\n".join([f"{number}. {lead.title}", *(f"   {line}" for line in lines)])
