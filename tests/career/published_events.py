"""Calendars as societies publish them."""

from __future__ import annotations


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{body}END:VCALENDAR\r\n".encode()


MIDYEAR = (
    "UID:1@x\r\nSUMMARY:ASHP Midyear\r\nDTSTART;VALUE=DATE:20261206\r\nDTEND;VALUE=DATE:20261211\r\n"
    "LOCATION:Anaheim\\, CA"
)
WEBINAR = "UID:2@x\r\nSUMMARY:Webinar\r\nDTSTART:20261201T180000Z\r\nDTEND:20261201T190000Z\r\nURL:https://example.org/w"
