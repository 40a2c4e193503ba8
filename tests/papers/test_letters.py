"""The letter to a provider says what is known, leaves blank what is not kept, and fits the case."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from rxladder.career.record import Credit, Person
from rxladder.papers.letters import BLANK, Letter, provider_letter
from rxladder.rules.reporting import watched

CREDIT = Credit(
    date(2026, 3, 2),
    Fraction(3, 2),
    title="Sterile compounding update",
    uan="0384-0000-26-012-H07-T",
    provider="Example College",
)
SAM = Person("Sam Example", date(1994, 6, 15))


def letter(n: int = 35, person: Person = SAM, **changes) -> Letter:
    credit = replace(CREDIT, **changes)
    return provider_letter(person, watched(credit, credit.date + timedelta(days=n)))


def test_it_names_the_activity_and_the_last_day():
    found = letter()
    assert found.subject == "CPE credit missing in CPE Monitor: Sterile compounding update"
    for line in (
        "Activity: Sterile compounding update",
        "Activity number (UAN): 0384-0000-26-012-H07-T",
        "Provider: Example College",
        "Completed on: 2 March 2026",
        "Contact hours: 1.5",
        "My name: Sam Example",
    ):
        assert line in found.text.splitlines()
    assert "until 1 May 2026, 60 days after I completed it" in found.text


def test_the_id_and_the_birthday_are_blank_even_where_the_birthday_is_known():
    lines = letter().text.splitlines()
    assert f"My NABP e-Profile ID: {BLANK}" in lines
    assert f"My birthday, month and day: {BLANK}" in lines
    assert not any(part in letter().text for part in ("1994", "June", "06-15"))


def test_what_is_not_known_is_a_blank_and_never_a_guess():
    bare = letter(person=Person(), title="", uan=None, provider="", accreditation="acpe")
    assert bare.subject.endswith(BLANK)
    for what in ("Activity", "Activity number (UAN)", "Provider", "My name"):
        assert f"{what}: {BLANK}" in bare.text.splitlines()
    assert "None" not in bare.text


def test_a_wrong_id_is_told():
    assert "was wrong; the right ones are above" in letter(causes_found=("wrong-id",)).text
    assert "was wrong" not in letter().text


def test_after_the_last_day_it_asks_for_something_else():
    late = letter(61).text
    assert "ended on 1 May 2026" in late
    assert "report or correct it" not in late


def test_a_subject_is_one_line():
    assert "\n" not in letter(title="A\nB\r\n  C").subject
