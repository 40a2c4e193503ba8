"""What knowing people adds to a calendar."""

from datetime import date
from decimal import Decimal

import pytest

from rxladder.career.gatherings import Gathering, Letter, Membership, ToDo
from rxladder.career.relationships import Acquaintance, Contact, Rhythm
from rxladder.planning.people_events import (
    Waiting,
    gathering_event,
    letter_event,
    membership_event,
    person_events,
)
from rxladder.planning.reaching_out import to_reach

ON = date(2026, 11, 26)


def event_of(person: Acquaintance, note: str = ""):
    [reaching] = to_reach([person], ON, 366)
    [event] = person_events([Waiting("7", person.name, reaching, note)], ON)
    return event


def test_an_entry_says_what_was_talked_about_and_moves_with_the_next_contact():
    maria = Acquaintance("Maria", rhythm=Rhythm(2, "months"), contacts=(Contact(date(2026, 10, 20)),))
    before = event_of(maria, "She lent me a book")
    assert (before.day, before.what) == (date(2026, 12, 20), "Get in touch with Maria")
    assert "20 October 2026: She lent me a book" in before.why
    later = Acquaintance("Maria", rhythm=maria.rhythm, contacts=(Contact(date(2026, 11, 25)),))
    assert (event_of(later).uid, event_of(later).day) == (before.uid, date(2027, 1, 25))


def test_dues_without_an_amount_are_not_free():
    event = membership_event("1", "AAPT", Membership("aapt", renews=date(2026, 12, 1)), ON)
    assert event.why == "Dues: not known."
    paid = membership_event(
        "1", "AAPT", Membership("aapt", renews=date(2026, 12, 1), dues_usd=Decimal(40)), ON
    )
    assert paid.why == "Dues: $40."
    assert membership_event("1", "AAPT", Membership("aapt"), ON) is None


def test_an_event_says_what_is_still_to_prepare():
    one = Gathering(
        "Midyear", date(2026, 12, 6), where="Anaheim", people=("Maria",),
        before=(ToDo("Print cards", True), ToDo("Book a room")),
    )  # fmt: skip
    event = gathering_event("1", one, ON)
    assert event.why == "Anaheim. To prepare: Book a room. People there: Maria"
    assert gathering_event("1", Gathering("x", ON, going="no"), ON) is None


@pytest.mark.parametrize(
    ("letter", "state"),
    [
        (Letter("Maria", needed_by=date(2026, 12, 1)), "open"),
        (Letter("Maria", needed_by=date(2026, 12, 1), received=ON), "done"),
        (Letter("Maria", needed_by=date(2026, 11, 1)), "past"),
    ],
)
def test_a_letter_is_waited_for_until_it_has_come(letter, state):
    assert letter_event("1", letter, ON).state == state


def test_a_letter_that_was_declined_is_no_date():
    assert letter_event("1", Letter("Maria", needed_by=ON, declined=ON), ON) is None
