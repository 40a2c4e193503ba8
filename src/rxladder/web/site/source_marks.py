"""Marks on sources: that the page behind a rule has changed, or is gone, since the rule was read.

The worker and the command line keep what they found in a file; a page that shows a rule looks whether it has
changed, and reads it only then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urldefrag

from django.conf import settings

from rxladder.facts.yaml_text import BadInput
from rxladder.news.source_story import FILE, PageStory, read_stories

_known: list[tuple[tuple[int, int], dict[str, PageStory]]] = []


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be said beside a source, and the day on which it was found."""

    kind: Literal["changed", "gone"]
    found: date


def folder() -> Path:
    """Where readings of the pages are kept."""
    return Path(settings.DATA) / "sources"


def stamp() -> tuple[int, int]:
    """What tells that marks have changed."""
    try:
        state = (folder() / FILE).stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def stories() -> dict[str, PageStory]:
    """What became of each page, by address; of pages that have a story."""
    now = stamp()
    if not _known or _known[0][0] != now:
        try:
            found = read_stories(folder())
        except BadInput:
            found = {}
        _known[:] = [(now, found)]
    return _known[0][1]


def mark_of(url: str, read: date) -> Mark | None:
    """The mark for a source that was read on a day; None where nothing is known against it."""
    story = stories().get(urldefrag(url).url)
    if story is None:
        return None
    changes = story.open_changes(read)
    if changes:
        return Mark("changed", changes[-1].found.date())
    return Mark("gone", story.gone.date()) if story.gone else None
