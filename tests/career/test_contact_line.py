"""A contact told in one line: who, when, and what was promised. Today is Thursday, 26 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.career.contact_line import read_contact_line
from rxladder.career.relationships import Acquaintance

ON = date(2026, 11, 26)
PEOPLE = [
    Acquaintance("Maria Lopez", mentoring="mentor"),
    Acquaintance("Sam Lee"),
    Acquaintance("Sam Ortiz", mentoring="mentee"),
    Acquaintance("Priya Natarajan"),
]
MARIA, SAM_LEE, SAM_ORTIZ, PRIYA = range(4)
FROM_THE_DESIGN = "coffee with my mentor, offered to review my résumé; follow up in 3 weeks"
IN_A_MONTH = date(2026, 12, 26)
IN_TWO = date(2027, 1, 26)


@pytest.mark.parametrize(
    ("line", "who", "on", "follow_up"),
    [
        (FROM_THE_DESIGN, {MARIA}, ON, date(2026, 12, 17)),
        ("Called Priya yesterday", {PRIYA}, date(2026, 11, 25), None),
        ("Lunch with Maria last Tuesday. Follow up next month", {MARIA}, date(2026, 11, 24), IN_A_MONTH),
        ("met Sam Lee and Priya 2 weeks ago about the IV room", {SAM_LEE, PRIYA}, date(2026, 11, 12), None),
        ("Dr. Natarajan's talk on 11/3, write again in two months", {PRIYA}, date(2026, 11, 3), IN_TWO),
        ("Priya, 2026-10-01: check back on Friday", {PRIYA}, date(2026, 10, 1), date(2026, 11, 27)),
        ("my mentee finished her first week, meet again on 5 January", {SAM_ORTIZ}, ON, date(2027, 1, 5)),
        ("Maria on Thursday", {MARIA}, ON, None),
        ("Maria last Thursday", {MARIA}, date(2026, 11, 19), None),
    ],
)  # fmt: skip
def test_what_a_line_tells(line, who, on, follow_up):
    read = read_contact_line(line, PEOPLE, ON)
    assert (set(read.who), read.candidates, read.on, read.follow_up) == (who, (), on, follow_up)
    assert read.note == line
    assert not read.problems


def test_a_name_of_several_people_is_asked():
    read = read_contact_line("coffee with Sam", PEOPLE, ON)
    assert read.who == ()
    assert set(read.candidates) == {SAM_LEE, SAM_ORTIZ}


@pytest.mark.parametrize(
    ("line", "who", "on", "follow_up"),
    [
        (
            "café con mi mentora ayer, se ofreció a revisar mi currículum; seguimiento en 3 semanas",
            {MARIA}, date(2026, 11, 25), date(2026, 12, 17),
        ),
        ("Llamé a Priya el lunes; volver a llamar en un mes", {PRIYA}, date(2026, 11, 23), IN_A_MONTH),
        ("comí con sam lee hace 2 días y dar seguimiento el próximo mes", {SAM_LEE}, date(2026, 11, 24),
         IN_A_MONTH),
        ("Priya el 20 de noviembre; retomar el 5 de enero", {PRIYA}, date(2026, 11, 20), date(2027, 1, 5)),
        ("Priya el jueves pasado, recordarme mañana", {PRIYA}, date(2026, 11, 19), date(2026, 11, 27)),
        ("hablé con Priya por la mañana", {PRIYA}, ON, None),
        ("vi a Priya el 3 de octubre de 2026", {PRIYA}, date(2026, 10, 3), None),
        ("Priya la semana pasada; seguimiento pasado mañana", {PRIYA}, date(2026, 11, 19),
         date(2026, 11, 28)),
    ],
)  # fmt: skip
def test_a_line_in_spanish_tells_the_same(line, who, on, follow_up):
    read = read_contact_line(line, PEOPLE, ON)
    assert (set(read.who), read.on, read.follow_up, read.problems) == (who, on, follow_up, ())


def test_a_stranger_in_spanish_is_offered_to_be_added():
    assert read_contact_line("Café con Jo Rivera, de CVS", PEOPLE, ON).unknown == ("Jo Rivera",)


def test_who_sat_beside_somebody_tells_no_saturday():
    assert read_contact_line("sat with Priya", PEOPLE, ON).on == ON
    assert read_contact_line("Sat with Priya", PEOPLE, ON).on == date(2026, 11, 21)


IN_A_HURRY = [
    Acquaintance("María López-García", mentoring="mentor"),
    Acquaintance("Dr. Anita Rao"),
    Acquaintance("Dana Whitfield PharmD"),
    Acquaintance("Will Park"),
    Acquaintance("Lee Chan"),
    Acquaintance("Sam Lee"),
]
LOPEZ, RAO, DANA, WILL, CHAN, LEE = range(6)


@pytest.mark.parametrize(
    ("line", "who", "candidates", "unknown"),
    [
        ("called maria lopez-garcia", {LOPEZ}, set(), ()),
        ("coffee with MARI\u0301A, nice talk", {LOPEZ}, set(), ()),
        ("phone call w/ dana re: packet", {DANA}, set(), ()),
        ("dana sent the posting", {DANA}, set(), ()),
        ("DANA WHITFIELD came by", {DANA}, set(), ()),
        ("met Will, he will write", {WILL}, set(), ()),
        ("said that he will call, with will", set(), set(), ()),
        ("mail from Dr. Rao", {RAO}, set(), ()),
        ("mail from Dr. Stone", set(), set(), ("Stone",)),
        ("lunch with Lee", set(), {CHAN, LEE}, ()),
        ("asked about a dana line", set(), set(), ()),
    ],
)
def test_names_are_known_as_they_are_typed_in_a_hurry(line, who, candidates, unknown):
    read = read_contact_line(line, IN_A_HURRY, ON)
    assert (set(read.who), set(read.candidates), read.unknown) == (who, candidates, unknown)


@pytest.mark.parametrize(
    ("line", "on", "follow_up"),
    [
        ("Priya, call back in 2 wks", ON, date(2026, 12, 10)),
        ("Priya the day before yesterday; follow up in a fortnight", date(2026, 11, 24), date(2026, 12, 10)),
        ("Priya; follow up within 3 months", ON, date(2027, 2, 26)),
        ("Priya; check in a couple weeks from now", ON, date(2026, 12, 10)),
        ("Priya; reach out by the 15th", ON, date(2026, 12, 15)),
        ("talked 1/2 hour with Priya", ON, None),
        ("Priya is on call 24/7", ON, None),
        ("Priya on the 2nd of March; check in by 5th of Jan", date(2026, 3, 2), date(2027, 1, 5)),
        ("talked with Priya on 1/2", date(2026, 1, 2), None),
        ("Priya on the 31st, touch base on 31 Jan", date(2026, 10, 31), date(2027, 1, 31)),
    ],
)
def test_days_are_known_as_they_are_typed_in_a_hurry(line, on, follow_up):
    read = read_contact_line(line, PEOPLE, ON)
    assert (read.who, read.on, read.follow_up, read.problems) == ((PRIYA,), on, follow_up, ())


def test_a_name_that_nobody_bears_is_offered_to_be_added():
    read = read_contact_line("Met Jo Rivera at the ASHP booth", PEOPLE, ON)
    assert (read.who, read.candidates, read.unknown) == ((), (), ("Jo Rivera",))


def test_a_day_to_come_is_no_day_of_a_contact():
    read = read_contact_line("coffee with Priya on 2026-12-01", PEOPLE, ON)
    assert read.on == ON
    assert read.problems


def test_a_day_that_does_not_exist_is_told():
    assert read_contact_line("coffee with Priya on 2/30/2026", PEOPLE, ON).problems


@given(st.text(max_size=200))
def test_any_line_is_read(line):
    read = read_contact_line(line, PEOPLE, ON)
    assert read.on <= ON
    assert read.follow_up is None or read.follow_up > ON
