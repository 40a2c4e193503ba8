"""Events out of calendars as societies publish them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.career.event_calendars import CalendarError, read_events


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{body}END:VCALENDAR\r\n".encode()


MIDYEAR = (
    "UID:1@x\r\nSUMMARY:ASHP Midyear\r\nDTSTART;VALUE=DATE:20261206\r\nDTEND;VALUE=DATE:20261211\r\n"
    "LOCATION:Anaheim\\, CA"
)
WEBINAR = "UID:2@x\r\nSUMMARY:Webinar\r\nDTSTART:20261201T180000Z\r\nDTEND:20261201T190000Z\r\nURL:https://example.org/w"


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


def test_a_page_is_no_calendar():
    with pytest.raises(CalendarError, match="BEGIN:VCALENDAR"):
        read_events(b"<html>")


@given(st.binary(max_size=120))
def test_noise_within_a_calendar_ends_in_words(noise):
    try:
        read_events(b"BEGIN:VCALENDAR\r\n" + noise + b"\r\nEND:VCALENDAR")
    except CalendarError as error:
        assert str(error)  # noqa: PT017 - either end is right, and no other
