"""A line of a certificate, read into its parts."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.career.credit_line import LONGEST_LINE, read_credit_line

UAN = "0384-0000-26-012-H07-T"


@pytest.mark.parametrize(
    "text",
    [UAN, UAN.lower(), UAN.replace("-", " "), UAN.replace("-", ""), f"  UAN: {UAN} ", UAN.replace("-", "–")],
)
def test_a_bare_number_in_any_spelling(text):
    found = read_credit_line(text)
    assert found.uan
    assert found.uan.text == UAN
    assert (found.title, found.problems) == ("", ())


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02",
        "3/2/2026",
        "03/02/26",
        "03.02.2026",
        "2 March 2026",
        "2nd of no importance, 2 Mar 2026",
        "March 2, 2026",
        "Mar. 2 2026",
        "MARCH 2nd, 2026",
    ],
)
def test_days_as_people_write_them(text):
    assert read_credit_line(text).date == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1.5 hours", Fraction(3, 2)),
        ("1,5 h", Fraction(3, 2)),
        ("2 hrs", Fraction(2)),
        ("1 contact hour", Fraction(1)),
        ("1.0 contact hours (0.1 CEU)", Fraction(1)),
        ("0.15 CEUs", Fraction(3, 2)),
        ("CEU: 0.2", Fraction(2)),
        ("Contact hours: 2.0", Fraction(2)),
        ("90 minutes", Fraction(3, 2)),
        ("1/3 hour", Fraction(1, 3)),
        ("1 1/2 hours", Fraction(3, 2)),
        ("1½ hours", Fraction(3, 2)),
        ("¾ hour", Fraction(3, 4)),
        (".5 hours", Fraction(1, 2)),
        ("News of 2026 1/2 hour", Fraction(1, 2)),
    ],
)
def test_hours_in_every_unit(text, hours):
    assert read_credit_line(text).hours == hours


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Sterile compounding update, {UAN}, 2 March 2026, 1.5 hours", "Sterile compounding update"),
        (f"UAN: {UAN} | Title: Texas law | Date completed: 03/02/2026 | Contact hours: 2.0", "Texas law"),
        (f"COVID-19 vaccines 2026 update 1.0 contact hour {UAN}", "COVID-19 vaccines 2026 update"),
        ("90 minutes of pharmacy law", "pharmacy law"),
        (f"Certificate of completion: Opioids 101, completed 03/15/2026, 2 hours, {UAN}", "Opioids 101"),
        (f"CERTIFICATE OF CREDIT | Opioids 101 | earned on 15 March 2026 | 2 hours | {UAN}", "Opioids 101"),
        ("just a title", "just a title"),
    ],
)
def test_what_is_left_is_the_title(text, title):
    assert read_credit_line(text).title == title


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("IV room in-service 8 h", "in-service"),
        ("Webinar, live, 1 h", "live"),
        ("On-demand video 1 h", "home-study"),
        (f"Live taping {UAN}", "home-study"),
        ("Law 1 h", None),
    ],
)
def test_the_form_by_its_word_unless_the_number_tells(text, form):
    assert read_credit_line(text).format == form


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Law 0384-0000-26-012-H09-T", "There is no topic 09"),
        ("Law O384-0000-26-012-H07-T", "Is the letter O a zero?"),
        ("Law 2026-02-31", "2026-02-31 is not a real date"),
        ("Law 31 April 2026", "31 April 2026 is not a real date"),
        ("Law 5000 hours", "between 0 and 1,000"),
        ("Law 0 hours", "between 0 and 1,000"),
    ],
)
def test_what_is_wrong_is_told_and_not_guessed(text, problem):
    found = read_credit_line(text)
    assert len(found.problems) == 1
    assert problem in found.problems[0]
    assert found.title == "Law"


@given(st.text(max_size=LONGEST_LINE + 100))
def test_no_text_breaks_it(text):
    found = read_credit_line(text)
    assert found.hours is None or 0 < found.hours <= 1000


@pytest.mark.parametrize(
    "text", ["-" * 1000, "0-" * 500, "1" * 1000, "a-" * 500, "1/" * 500, "5000 h " * 140]
)
def test_no_text_makes_it_slow(text):
    read_credit_line(text)
