"""Whom to reach this week, and in what order."""

from datetime import date

import pytest

from rxladder.career.relationships import Acquaintance, Contact, Rhythm
from rxladder.facts.days import MonthDay
from rxladder.planning.reaching_out import next_birthday, open_promise, to_reach

ON = date(2026, 11, 26)


def somebody(name: str, *contacts: Contact, rhythm: str = "", **more) -> Acquaintance:
    return Acquaintance(name, rhythm=Rhythm.parse(rhythm) if rhythm else None, contacts=contacts, **more)


def order(*people: Acquaintance) -> list[tuple[str, str]]:
    return [(people[one.who].name, one.cause) for one in to_reach(people, ON)]


def test_promises_come_first_then_birthdays_then_rhythms():
    assert order(
        somebody("rhythm", Contact(date(2026, 8, 1)), rhythm="1 month"),
        somebody("birthday", birthday=MonthDay((11, 28))),
        somebody("promise", Contact(date(2026, 11, 5), "tea", date(2026, 11, 26))),
        somebody("nothing due", Contact(date(2026, 11, 20)), rhythm="1 month"),
        somebody("no rhythm", Contact(date(2020, 1, 1))),
    ) == [("promise", "promised"), ("birthday", "birthday"), ("rhythm", "rhythm")]


def test_late_is_measured_by_the_rhythm_and_mentors_come_first():
    assert [name for name, _cause in order(
        somebody("yearly, three weeks late", Contact(date(2025, 11, 5)), rhythm="1 year"),
        somebody("monthly, three weeks late", Contact(date(2026, 10, 5)), rhythm="1 month"),
        somebody("mentor, a day late", Contact(date(2026, 10, 25)), rhythm="1 month", mentoring="mentor"),
    )] == ["mentor, a day late", "monthly, three weeks late", "yearly, three weeks late"]  # fmt: skip


def test_a_rhythm_counts_from_the_last_contact():
    person = somebody("Maria", Contact(date(2026, 9, 26)), Contact(date(2026, 11, 25)), rhythm="2 months")
    assert to_reach([person], ON) == []
    [one] = to_reach([person], date(2027, 1, 20))
    assert (one.due, one.late, one.last.on) == (date(2027, 1, 25), 0, date(2026, 11, 25))


def test_who_was_never_reached_counts_from_the_day_they_were_added():
    assert order(somebody("new", rhythm="2 weeks", added=date(2026, 11, 1))) == [("new", "first")]
    assert order(somebody("unknown", rhythm="2 weeks")) == [("unknown", "first")]
    assert order(somebody("fresh", rhythm="2 weeks", added=ON)) == []


def test_a_later_contact_settles_a_promise():
    promised = Contact(date(2026, 11, 5), "", date(2026, 11, 26))
    assert open_promise(somebody("x", promised)) == promised
    assert open_promise(somebody("x", promised, Contact(date(2026, 11, 20)))) is None
    assert open_promise(somebody("x", promised, Contact(date(2026, 12, 1)))) is None


def test_a_contact_long_before_the_promised_day_settles_nothing():
    promised = Contact(date(2026, 11, 5), "will send my résumé", date(2026, 11, 26))
    thanks = Contact(date(2026, 11, 6), "thanked her")
    assert open_promise(somebody("x", promised, thanks)) == promised
    [found] = to_reach([somebody("x", promised, thanks)], date(2026, 11, 24))
    assert (found.cause, found.due, found.last) == ("promised", date(2026, 11, 26), promised)
    another = Contact(date(2026, 11, 7), "", date(2027, 1, 7))
    assert open_promise(somebody("x", promised, thanks, another)) == another


@pytest.mark.parametrize(
    ("birthday", "on", "next_"),
    [
        (MonthDay((2, 29)), date(2026, 1, 1), date(2026, 2, 28)),
        (MonthDay((2, 29)), date(2028, 1, 1), date(2028, 2, 29)),
        (MonthDay((2, 28)), date(2028, 1, 1), date(2028, 2, 28)),
        (date(1990, 11, 26), ON, ON),
        (date(1990, 11, 25), ON, date(2027, 11, 25)),
    ],
)
def test_the_next_birthday(birthday, on, next_):
    assert next_birthday(birthday, on) == next_
