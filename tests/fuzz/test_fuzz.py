"""Whatever a stranger's file is, it is read or refused with the promised error, in bounded time and memory.

Every run takes a small sample; `python -m tests.fuzz` the long ones (CONTRIBUTING.md).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import seeds
from tests.fuzz.judged import case, judge
from tests.fuzz.long_run import in_a_process
from tests.fuzz.targets import BY_NAME, TARGETS, Target
from tests.learning.decks_of_anki import changed

FOUND = sorted(path for path in (Path(__file__).parent / "found").glob("*/*") if path.is_file())
HERE = [target for target in TARGETS if not target.database]
NAMES = [target.name for target in HERE]


@pytest.mark.parametrize("target", HERE, ids=NAMES)
def test_a_real_file_is_read_and_whatever_is_made_of_it_is_read_or_refused(target: Target):
    seeds = list(target.seeds())
    assert not all(judge(target, seed).refused for seed in seeds)

    @given(st.integers(0, 1 << 16), st.lists(st.integers(0, 1 << 48), min_size=1, max_size=5))
    @settings(max_examples=target.quick, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    def any_change(place, numbers):
        judge(target, case(target, seeds, place, numbers))

    any_change()


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_once_stays_mended(path: Path):
    judge(BY_NAME[path.parent.name], path.read_bytes())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cards", b"BEGIN:VCARD\nFN:A\n" + b"a;b=" * 50_000 + b"\nEND:VCARD\n"),
        ("cards", b"BEGIN:VCARD\nFN:A\n" + b" =\r\n" * 100_000 + b"END:VCARD\n"),
        ("cards", b"BEGIN:VCARD\nFN:A\n" + b"PHOTO:1\n" * 30_000 + b"END:VCARD\n"),
        ("pasted", b"1 | " * 30_000),
        ("pasted", b"1 | " * 4_900),
        ("pasted", b"Law\n" * 6_000),
        ("opml", b" " * 200_000),
        ("feed", b"<rss>" + b" " * 200_000 + b"x</rss>"),
        ("page", b"<p " * 100_000),
        ("days", b"1/1/2026 " * 10_000),
        ("catalogue", b"activities:\n" + b"  - title: Law\n" * 5_000),
    ],
)
def test_what_stands_there_very_often_takes_no_time_of_its_own(name, data):
    judge(BY_NAME[name], data)


def test_a_deck_with_a_tag_or_a_mark_without_an_end_takes_no_time_of_its_own():
    fields = "<" + "a" * 70_000 + "\x1f" + "{{" + " " * 3_000
    command = f"UPDATE notes SET flds = '{fields}'"
    judge(BY_NAME["deck"], changed(seeds.decks()[0], command))


def test_a_case_that_ends_the_process_is_told_and_those_before_it_are_counted(tmp_path):
    seen = []

    def third_kills(data: bytes) -> None:
        seen.append(data)
        if len(seen) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        if len(seen) == 2:
            raise KeyError(data)

    told, ended = in_a_process(Target("t", third_kills, (), lambda: [b"a"]), [b"a"], range(9), tmp_path)
    assert (told.cases, list(told.failed.values()), str(ended)) == (2, [1], "the process ended: SIGKILL")
    assert not seen


@pytest.mark.long
@pytest.mark.parametrize("name", BY_NAME)
def test_thousands_of_changed_files_of_every_kind(name, tmp_path):
    command = [sys.executable, "-m", "tests.fuzz", "run", name, "--cases", "3000", "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
