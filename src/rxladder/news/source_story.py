"""What became of a page behind the rules over time: when its words changed, and since when it is gone.

A change of a page is no change of a rule. It stays open until the pack was read again on a later day, or
until somebody looked at it and said so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rxladder.news.kept_files import not_ours, read_kept, write_kept
from rxladder.news.rule_pages import PageCheck

FILE = "stories.json"
_CHANGES = 5
_LINE = 600


@dataclass(frozen=True, slots=True)
class PageChange:
    """A change: when it was found, when the words before it were read last, and its first lines."""

    found: datetime
    since: datetime | None
    removed: tuple[str, ...]
    added: tuple[str, ...]
    changes: int


@dataclass(frozen=True, slots=True)
class PageStory:
    """The last changes of a page, oldest first; since when it is gone; when somebody looked at it last."""

    changes: tuple[PageChange, ...] = ()
    gone: datetime | None = None
    looked: datetime | None = None

    def open_changes(self, read: date) -> tuple[PageChange, ...]:
        """The changes found after the day `read` on which the rule was read, at which nobody has looked."""
        return tuple(
            one
            for one in self.changes
            if one.found.date() > read and (self.looked is None or one.found > self.looked)
        )


def went_on(story: PageStory, check: PageCheck, before: datetime | None, now: datetime) -> PageStory:
    """A story with one more look in it; `before` is when the page answered last until then."""
    if check.verdict == "gone":
        return replace(story, gone=story.gone or now)
    if check.verdict in ("first", "same", "changed"):
        story = replace(story, gone=None)
    if check.verdict != "changed":
        return story
    cut = [tuple(line[:_LINE] for line in lines) for lines in (check.removed, check.added)]
    change = PageChange(now, before, cut[0], cut[1], check.changes)
    return replace(story, changes=(*story.changes, change)[-_CHANGES:])


def read_stories(folder: Path) -> dict[str, PageStory]:
    """The stories by address, of pages that have one; BadInput where the file is not ours."""
    path = folder / FILE
    try:
        return {url: _story(raw) for url, raw in read_kept(path, dict).items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise not_ours(path) from None


def write_stories(folder: Path, stories: Mapping[str, PageStory]) -> None:
    """Put these in place of those that are kept, and leave all others as they are."""
    kept = read_kept(folder / FILE, dict)
    kept |= {url: asdict(story) for url, story in stories.items()}
    write_kept(folder / FILE, {url: raw for url, raw in kept.items() if any(raw.values())})


def _story(raw: Mapping[str, Any]) -> PageStory:
    changes = (
        PageChange(
            datetime.fromisoformat(one["found"]),
            _moment(one["since"]),
            tuple(one["removed"]),
            tuple(one["added"]),
            one["changes"],
        )
        for one in raw["changes"]
    )
    return PageStory(tuple(changes), _moment(raw["gone"]), _moment(raw["looked"]))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
