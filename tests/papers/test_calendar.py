"""The calendar is read back by two libraries, whatever people have typed into its texts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from rxladder.papers.calendar import Stamp, event_digest, event_id, plain, write_calendar
from rxladder.rules.agenda import Event
from rxladder.rules.result import SourceNote

CHANGED = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SOURCE = SourceNote("https://example.org/a;b,c", None, date(2026, 11, 22), "high", "rule")
HOSTILE = (
    "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:mine; a,b\\n\\;",
    "line\u2028separator\x85and\x0bmore\x00\x1b[31m\x7f",
    "ü𝕏é" * 60,
    "\ufeff\u202eright to left\u2066",
    '"quoted";X=1:value',
)


def event(
    uid="texas/0/ends", what="Texas registration: last day", why="", state="open", kind="ends"
) -> Event:
    return Event(uid, date(2027, 6, 30), kind, what, why, "right-to-work", state, SOURCE)


def written(*events: Event, sequence: int = 3) -> bytes:
    return write_calendar(events, "who", {one.uid: Stamp(sequence, CHANGED) for one in events})


def as_shown(text: str) -> str:
    """A text as any reader gives it back: without control characters, with plain line ends."""
    return plain(text)


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=120) | st.sampled_from(HOSTILE)


@given(TEXTS, TEXTS)
@example(HOSTILE[0], HOSTILE[1])
@example(HOSTILE[2], HOSTILE[3])
@example(HOSTILE[4], HOSTILE[0])
def test_two_libraries_read_back_what_was_written(what, why):
    content = written(event(what=what, why=why))
    first = icalendar.Calendar.from_ical(content)
    [entry] = first.walk("VEVENT")
    assert str(entry["SUMMARY"]) == as_shown(what)
    assert str(entry["DESCRIPTION"]).startswith(as_shown(why))
    assert entry["DTSTART"].dt == date(2027, 6, 30)
    assert entry["DTEND"].dt == date(2027, 7, 1)
    assert entry["SEQUENCE"] == 3
    assert entry["LAST-MODIFIED"].dt == CHANGED
    second = vobject.readOne(content.decode())
    assert len(second.vevent_list) == 1
    assert second.vevent.summary.value == as_shown(what)
    assert second.vevent.description.value == str(entry["DESCRIPTION"])
    assert second.vevent.dtstart.value == date(2027, 6, 30)
    assert second.vevent.uid.value == str(entry["UID"])


@given(TEXTS)
@example("ü𝕏é" * 60)
def test_lines_are_folded_within_75_octets_and_end_as_they_must(text):
    content = written(event(what=text, why=text * 3))
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
        assert not set(line) & {*range(9), *range(10, 32), 127}


def test_alarms_ring_in_the_morning_before_and_not_once_it_is_done():
    def alarms(one: Event) -> list[timedelta]:
        entry = vobject.readOne(written(one).decode()).vevent
        return [alarm.trigger.value for alarm in entry.contents.get("valarm", [])]

    assert alarms(event()) == [timedelta(hours=8) - timedelta(days=days) for days in (30, 7, 1)]
    assert alarms(event(kind="opens")) == [timedelta(hours=8)]
    assert alarms(event(state="done")) == []


def test_what_is_done_is_marked():
    assert "SUMMARY:✓ Texas" in written(event(state="done")).decode()


def test_an_empty_calendar_is_one():
    assert icalendar.Calendar.from_ical(written()).walk("VEVENT") == []


def test_names_are_the_persons_own_and_tell_nothing():
    one = event()
    assert event_id(one, "who") == event_id(event(what="Other words"), "who") != event_id(one, "another")
    assert "texas" not in event_id(one, "who")


def test_another_version_is_told_by_what_a_calendar_shows():
    one = event()
    assert event_digest(one) == event_digest(event())
    assert (
        len({event_digest(each) for each in (one, event(what="x"), event(why="x"), event(state="done"))}) == 4
    )
