"""After a failed exam: the day of the next attempt, by PTCB's waits (60 days, then 6 months, 4 in all)."""

from __future__ import annotations

from datetime import date

import pytest

from rxladder.career.record import Career, ExamTaken
from rxladder.facts.load import load_packs
from rxladder.rules.eligibility import eligible

ON = date(2026, 11, 25)


def _next(*failed: str, passed: str | None = None, on: date = ON):
    taken = [ExamTaken("ptce", date.fromisoformat(day), passed=False) for day in failed]
    if passed:
        taken.append(ExamTaken("ptce", date.fromisoformat(passed), passed=True))
    return eligible(Career(exams=tuple(taken)), load_packs(), "ptcb-cpht", on).retries


@pytest.mark.parametrize(
    ("failed", "expected"),
    [
        (["2026-10-01"], date(2026, 11, 30)),  # 60 days after 1 October: 30 days of it, then 30 of November
        (["2026-01-10"], ON),
        (["2026-05-01", "2026-10-20"], date(2026, 12, 19)),  # 11 days of October, 30 of November, 19 more
        (["2026-01-05", "2026-05-01", "2026-08-31"], date(2027, 2, 28)),  # six months keep the month's end
        (["2025-01-05", "2025-05-01", "2025-08-31", "2026-08-31"], None),
    ],
)
def test_the_next_attempt(failed: list[str], expected: date | None):
    (retry,) = _next(*failed)
    assert (retry.failed, retry.next) == (len(failed), expected)
    assert retry.says


def test_nothing_is_said_without_a_failure_or_after_a_pass():
    assert _next() == ()
    assert _next("2026-01-10", passed="2026-06-01") == ()


def test_an_attempt_after_the_day_is_not_known_yet():
    assert _next("2026-11-26") == ()
