"""Which of the known feeds fit a reader: what concerns everybody, and what concerns where they work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rxladder.facts.feeds import FeedStatus, KnownFeed, known_feeds
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.roles import EVERYWHERE

_KINDS = ("regulator", "safety", "association", "publication", "podcast", "forum")
_SURE: dict[FeedStatus, int] = {"seen": 0, "disputed": 1, "pattern": 2, "none": 3}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A known feed for a reader. `fits` tells that it concerns where they work or everybody; `first`
    that one would begin with it: it fits, its address was seen in use, and it is no forum."""

    feed: KnownFeed
    fits: bool
    first: bool


def suggestions(settings: Collection[str]) -> tuple[Suggestion, ...]:
    """Every known source for somebody who works in these settings, those to begin with first."""
    found = [_suggestion(one, settings) for one in known_feeds().values()]
    return tuple(sorted(found, key=_place))


def _suggestion(one: KnownFeed, settings: Collection[str]) -> Suggestion:
    fits = EVERYWHERE in one.settings or bool(set(one.settings) & set(settings))
    return Suggestion(one, fits, fits and one.status == "seen" and one.kind != "forum")


def _place(one: Suggestion) -> tuple[bool, bool, int, int, int]:
    # Where a kind is equal, what more programs were seen to read is likelier to answer.
    feed = one.feed
    return not one.first, not one.fits, _SURE[feed.status], _KINDS.index(feed.kind), -feed.readers


def status_words(feed: KnownFeed) -> str:
    """How sure a feed's address is, in one sentence."""
    if feed.status == "seen" and feed.readers:
        said = ngettext(
            "{n} public program was seen reading this address.",
            "{n} public programs were seen reading this address.",
            feed.readers,
        )
        return said.format(n=feed.readers)
    return {
        "seen": _("The address is in a public file."),
        "disputed": _("In doubt: someone reads this address, someone else was refused or found nothing."),
        "pattern": _("A guess: it follows the site's usual pattern, and no one was seen reading it."),
        "none": _("No feed is known. Look at the site, or at its mailing list."),
    }[feed.status]
