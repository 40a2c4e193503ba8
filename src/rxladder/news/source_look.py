"""A look at the pages behind the rules that keeps in a folder what it finds, as it comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from rxladder.news.fetching import Fetcher
from rxladder.news.reading_folder import ReadingFolder
from rxladder.news.refresh import Bounds, Reader
from rxladder.news.rule_pages import BOUNDS, PageCheck, Reading, check_pages
from rxladder.news.source_story import PageStory, read_stories, went_on, write_stories

_EACH = 20
"""Pages after which what was read is kept, so that an interrupted look loses little."""


def look_at_sources(
    urls: Iterable[str],
    folder: Path,
    now: datetime,
    fetcher: Fetcher,
    read: Reader[tuple[str, ...]],
    bounds: Bounds = BOUNDS,
    *,
    all_due: bool = False,
) -> Iterator[PageCheck]:
    """Look at the pages that are due; a check for each, which is kept in `folder` with the page's words.

    Raises BadInput where the folder holds something else, or cannot be written.
    """
    readings = ReadingFolder(folder)
    urls = list(urls)
    kept, stories = readings.readings(urls), read_stories(folder)
    new: dict[str, Reading] = {}
    told: dict[str, PageStory] = {}
    for check in check_pages(urls, kept, now, fetcher, read, bounds, all_due=all_due):
        if check.verdict != "waiting":
            before = kept.get(check.url)
            new[check.url] = check.reading
            answered = before.state.answered if before else None
            told[check.url] = went_on(stories.get(check.url, PageStory()), check, answered, now)
        if len(new) >= _EACH:
            _keep(readings, folder, new, told)
        yield check
    _keep(readings, folder, new, told)


def _keep(readings: ReadingFolder, folder: Path, new: dict[str, Reading], told: dict[str, PageStory]) -> None:
    """Keep what was found. What changed comes first: once its new words are kept it is not seen again."""
    if new:
        write_stories(folder, told)
        readings.keep(new)
    new.clear()
    told.clear()
