"""Events out of calendars as societies publish them."""

from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from rxladder.career.event_calendars import CalendarError, read_events
from rxladder.career.event_repeats import read_repeats
from tests.career.published_events import MIDYEAR, WEBINAR, calendar


def test_the_end_of_whole_days_is_the_day_before():
    [webinar, midyear] = read_events(calendar(MIDYEAR, WEBINAR)).found
    assert (midyear.name, midyear.starts, midyear.ends, midyear.where) == (
        "ASHP Midyear", date(2026, 12, 6), date(2026, 12, 10), "Anaheim, CA",
    )  # fmt: skip
    assert (webinar.starts, webinar.ends, webinar.url) == (date(2026, 12, 1), None, "https://example.org/w")


@pytest.mark.parametrize(
    ("event", "last"),
    [
        ("SUMMARY:x\r\nDTSTART;VALUE=DATE:20261206", date(2026, 12, 6)),
        ("SUMMARY:x\r\nDTSTART;VALUE=DATE:20261206\r\nDURATION:P3D", date(2026, 12, 8)),
        ("SUMMARY:x\r\nDTSTART:20261206T090000\r\nDTEND:20261208T000000", date(2026, 12, 7)),
        ("SUMMARY:x\r\nDTSTART:20261206T090000\r\nDTEND:20261208T120000", date(2026, 12, 8)),
    ],
)
def test_the_last_day(event, last):
    assert read_events(calendar(event)).found[0].last_day == last


@pytest.mark.parametrize(
    "event", ["DTSTART;VALUE=DATE:20261206", "SUMMARY:x", f"{MIDYEAR}\r\nSTATUS:CANCELLED"]
)
def test_what_has_no_name_or_day_or_is_off_is_left_out(event):
    assert (read_events(calendar(event)).found, read_events(calendar(event)).left_out) == ((), 1)


def in_texas(moment):
    return moment.astimezone(ZoneInfo("America/Chicago"))


def test_an_evening_told_in_utc_is_on_the_day_on_which_it_is_here():
    evening = "SUMMARY:x\r\nDTSTART:20261203T010000Z\r\nDTEND:20261203T023000Z"
    in_place = "SUMMARY:x\r\nDTSTART;TZID=America/New_York:20261203T003000"
    assert [
        [(one.starts, one.last_day) for one in read_events(calendar(event), here=in_texas).found]
        for event in (evening, in_place)
    ] == [[(date(2026, 12, 2), date(2026, 12, 2))], [(date(2026, 12, 3), date(2026, 12, 3))]]


MEETING = "UID:m@x\r\nSUMMARY:Chapter meeting\r\nDTSTART;TZID=America/Chicago:20260901T190000"
FIRST_TUESDAYS = f"{MEETING}\r\nRRULE:FREQ=MONTHLY;BYDAY=1TU"
NONE_IN_DECEMBER = "EXDATE;TZID=America/Chicago:20261201T190000"
EVENING = "SUMMARY:x\r\nDTSTART:20260902T010000Z"
DAYS = "SUMMARY:x\r\nDTSTART;VALUE=DATE:20261030\r\nDTEND;VALUE=DATE:20261102"


@pytest.mark.parametrize(
    ("event", "starts"),
    [
        (FIRST_TUESDAYS, date(2026, 12, 1)),
        (f"{FIRST_TUESDAYS};UNTIL=20261001T000000Z", date(2026, 9, 1)),
        (f"{FIRST_TUESDAYS};COUNT=2", date(2026, 9, 1)),
        (f"{FIRST_TUESDAYS}\r\n{NONE_IN_DECEMBER}", date(2027, 1, 5)),
        (f"{MEETING}\r\nRRULE:FREQ=MINUTELY", date(2026, 9, 1)),
        (f"{EVENING}\r\nRRULE:FREQ=WEEKLY", date(2026, 12, 1)),
        (f"{DAYS}\r\nRRULE:FREQ=YEARLY", date(2027, 10, 30)),
        (f"{DAYS}\r\nRRULE:FREQ=YEARLY;BYMONTH=3,12;BYDAY=MO,TU;BYSETPOS=1", date(2027, 3, 1)),
        (f"{DAYS}\r\nRRULE:FREQ=YEARLY;BYMONTHDAY=15", date(2026, 12, 15)),
        (f"{DAYS}\r\nRRULE:FREQ=YEARLY;BYMONTH=13", date(2026, 10, 30)),
    ],
)
def test_of_what_repeats_the_next_is_taken(event, starts):
    [found] = read_events(calendar(event), date(2026, 11, 26), in_texas).found
    assert found.starts == starts


def test_a_day_that_was_moved_is_taken_where_it_was_moved_to():
    moved = MEETING.replace("20260901", "20261208") + "\r\nRECURRENCE-ID;TZID=America/Chicago:20261201T190000"
    found = read_events(calendar(FIRST_TUESDAYS, moved), date(2026, 11, 26)).found
    assert [one.starts for one in found] == [date(2026, 12, 8), date(2027, 1, 5)]


BY = ["", "BYDAY=MO,TH", "BYDAY=2WE", "BYDAY=-1FR,1MO", "BYMONTHDAY=15,-1"]
BY += ["BYDAY=MO,TU;BYSETPOS=-1", "BYMONTHDAY=15,-1;BYSETPOS=2"]


@given(
    kind=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY;BYMONTH=3,11", "YEARLY"]),
    interval=st.integers(1, 4),
    by=st.sampled_from(BY),
    count=st.sampled_from(["", "COUNT=5"]),
    starts=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
)
def test_days_are_those_of_a_second_library(kind, interval, by, count, starts):
    if kind in ("DAILY", "WEEKLY") and by != "BYDAY=MO,TH":
        by = ""
    if kind == "YEARLY" and "BYDAY" in by:
        by = "BYMONTHDAY=15,-1"
    rule = ";".join(filter(None, (f"FREQ={kind};INTERVAL={interval}", by, count)))
    began = datetime(starts.year, starts.month, starts.day)
    days = [one.date() for one in islice(rrulestr(rule, dtstart=began), 5)]
    entry = Calendar.from_ical(calendar(f"SUMMARY:x\r\nRRULE:{rule}")).walk("VEVENT")[0]
    repeats = read_repeats(entry["rrule"], days[0])
    assert repeats is not None
    for on, day in zip([days[0], *(one + timedelta(days=1) for one in days)], days, strict=False):
        if day - on < timedelta(days=700):
            assert repeats.next_from(on) == day


def test_a_page_is_no_calendar():
    with pytest.raises(CalendarError, match="BEGIN:VCALENDAR"):
        read_events(b"<html>")


@given(st.binary(max_size=120))
def test_noise_within_a_calendar_ends_in_words(noise):
    try:
        read_events(b"BEGIN:VCALENDAR\r\n" + noise + b"\r\nEND:VCALENDAR")
    except CalendarError as error:
        assert str(error)  # noqa: PT017 - either end is right, and no other
