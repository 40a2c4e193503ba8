"""What became of a page behind the rules: its changes stay open until the rule was read again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rxladder.facts.yaml_text import BadInput
from rxladder.news.refresh import FeedState
from rxladder.news.rule_pages import PageCheck, Reading
from rxladder.news.source_story import PageStory, read_stories, went_on, write_stories

URL = "https://board.example/rule"
READ = date(2026, 11, 22)


def on(day: int) -> datetime:
    return datetime(2026, 12, day, 9, tzinfo=UTC)


def check(verdict: str, *lines: str) -> PageCheck:
    return PageCheck(URL, verdict, Reading(FeedState(URL)), lines[:1], lines[1:], len(lines))


def test_a_change_is_open_until_somebody_looks_or_the_rule_is_read_again(tmp_path):
    story = went_on(PageStory(), check("first"), None, on(1))
    assert story == PageStory()
    story = went_on(story, check("changed", "10 hours", "12 hours"), on(1), on(8))
    story = went_on(story, check("same"), on(8), on(15))
    assert [one.added for one in story.open_changes(READ)] == [("12 hours",)]
    assert not story.open_changes(date(2026, 12, 8)), "read on the day on which it was found, or later"
    write_stories(tmp_path, {URL: story, "https://other.example": PageStory()})
    assert read_stories(tmp_path) == {URL: story}, "who has no story is not kept"
    looked = PageStory(story.changes, None, on(9))
    assert not looked.open_changes(READ)
    again = went_on(looked, check("changed", "12 hours", "13 hours"), on(15), on(22))
    assert [one.found for one in again.open_changes(READ)] == [on(22)]


def test_a_page_that_comes_back_is_no_longer_gone():
    story = went_on(went_on(PageStory(), check("gone"), on(1), on(8)), check("gone"), on(1), on(15))
    assert story.gone == on(8)
    assert went_on(story, check("failed"), on(1), on(16)).gone == on(8), "an error tells nothing"
    assert went_on(story, check("same"), on(1), on(22)).gone is None


def test_a_page_that_changes_every_week_keeps_its_last_changes_only():
    story = PageStory()
    for day in range(1, 20):
        story = went_on(story, check("changed", str(day), "x" * 5_000), None, on(day))
    assert [one.found for one in story.changes] == [on(day) for day in range(15, 20)]
    assert all(len(one.added[0]) <= 600 for one in story.changes)


@pytest.mark.parametrize("content", ["[]", "{", '{"a": 1}', '{"a": {"changes": [{}]}}'])
def test_a_file_of_somebody_else_is_refused(tmp_path, content):
    (tmp_path / "stories.json").write_text(content)
    with pytest.raises(BadInput):
        read_stories(tmp_path)
