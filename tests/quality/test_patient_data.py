"""The guard: what looks like patient data is found wherever it stands, and a pharmacy's own words are not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.facts.yaml_text import BadInput
from rxladder.quality import patient_data
from rxladder.quality.patient_data import (
    find_patient_data,
    given_names,
    patient_data_in,
    refuse_patient_data,
    say_patient_data,
)

ON = date(2026, 11, 22)
FIRST = st.sampled_from(sorted(given_names()))
LAST = st.sampled_from(["Smith", "Garcia", "O'Brien", "Nguyen", "van-Dyke", "Lee", "Washington"])
BORN = st.dates(date(1925, 1, 1), date(2024, 1, 1))
WRITINGS = ("%m/%d/%Y", "%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%m-%d-%Y")
AROUND = st.sampled_from(
    ["", "Late dose for ", "We looked at ", "Error reported: ", "14:05 ", "lot 4F77A; ", "- "]
)


def kinds(text: str) -> set[str]:
    return {one.kind for one in find_patient_data(text, ON)}


# --- Found


@given(
    FIRST,
    LAST,
    BORN,
    st.sampled_from(WRITINGS),
    AROUND,
    st.sampled_from([" ", ", ", " (", ", DOB ", " born "]),
)
def test_a_name_with_a_date_of_birth_is_found(first, last, born, writing, around, between):
    day = born.strftime(writing)
    for name in (
        f"{first.title()} {last}",
        f"{last}, {first.title()}",
        f"{first} {last}".upper(),
        f"{first.title()} Q. {last}",
    ):
        assert "name" in kinds(f"{around}{name}{between}{day}."), name
        assert "name" in kinds(f"{around}{day} {name}")


@given(BORN, st.sampled_from(WRITINGS), AROUND, st.sampled_from(
    ["DOB", "dob:", "D.O.B. ", "Date of birth: ", "born ", "born on ", "Birthdate ", "birthday: "]
))  # fmt: skip
def test_a_day_that_is_called_a_date_of_birth_is_found(born, writing, around, label):
    assert "birth" in kinds(f"{around}{label} {born.strftime(writing)}")


@given(st.integers(10_000, 99_999_999), AROUND, st.sampled_from(
    ["MRN {}", "MRN: {}", "mrn#{}", "Medical record number {}", "patient id {}", "Acct no. {}", "Rx# {}",
     "prescription number {}", "Member ID: W{}", "encounter {}", "pt no {}"]
))  # fmt: skip
def test_the_number_of_a_record_is_found(number, around, label):
    assert "record" in kinds(around + label.format(number)), label.format(number)


@given(st.integers(1, 899), st.integers(1, 99), st.integers(1, 9_999), AROUND)
def test_a_social_security_number_is_found(area, group, serial, around):
    if area != 666:
        assert "ssn" in kinds(f"{around}{area:03}-{group:02}-{serial:04}")
    assert "ssn" in kinds(f"{around}SSN {area:03}{group:02}{serial:04}")


@given(st.integers(201, 989), st.integers(200, 999), st.integers(0, 9_999), AROUND, st.sampled_from(
    ["({}) {}-{}", "{}-{}-{}", "{}.{}.{}", "+1 {}-{}-{}", "1-{}-{}-{}", "phone {}{}{}"]
))  # fmt: skip
def test_a_telephone_number_is_found(area, exchange, line, around, form):
    if str(area) not in patient_data._TOLL_FREE:
        assert "phone" in kinds(around + form.format(area, exchange, f"{line:04}"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("moved to 1420 N Maple Street", "address"),
        ("12 Oak Hill Rd, Austin TX", "address"),
        ("221B Baker St", "address"),
        ("77 5th Ave", "address"),
        ("write to jdoe77@example.org", "email"),
        ("patient Jane Doe got it twice", "name"),
        ("Pt: DOE, JANE", "name"),
        ("the patient Mrs. Hernandez", "name"),
        ("pt name: maria in room 4, Maria Gomez 3/4/61", "name"),
        ("social security 123456789", "ssn"),
        ("Olufemi Adebayo 6/2/1950", "name"),
        ("late for ADEBAYO, OLUFEMI (06/02/1950)", "name"),
        ("6/2/1950 Xiu Ying", "name"),
        ("Jane Doe, age 64", "name"),
        ("Jane Doe 64 y/o", "name"),
        ("patient John was called", "name"),
        ("Pt name: Li Wei", "name"),
        ("patient: Xiomara Quiñones", "name"),
        ("M.R.N. 445566", "record"),
        ("Chart# 99812", "record"),
        ("Rx 1234567 was late", "record"),
        ("covered, 1EG4-TE5-MK73", "record"),
        ("Date of birth 03041961", "birth"),
    ],
)
def test_other_looks_are_found(text, kind):
    assert kind in kinds(text)


# --- Not found

DRUGS = st.sampled_from(
    """Amoxicillin Clavulanate; Heparin Sodium; Camila; Charlotte 24 Fe; Insulin Lispro; Heather; Yasmin
    Victoza; Lo Loestrin Fe; St. Joseph Aspirin; Nora-BE; Vancomycin; Potassium Chloride; Norco; Hailey 1.5/30
    Ella; Zolpidem ER; Martin's Salve; Jolessa; Tylenol No. 3; Dr. Scholl's Pads""".replace(
        "\n    ", "; "
    ).split("; ")
)
STRENGTHS = st.sampled_from(["500 mg", "10 mEq/100 mL", "5,000 units/mL", "0.9 %", "875-125 mg", "U-100"])
DAYS = st.dates(date(2024, 12, 1), date(2031, 12, 31)).map(lambda day: day.strftime("%m/%d/%Y"))


@st.composite
def ndcs(draw: st.DrawFn) -> str:
    labeler, product, package = draw(st.sampled_from([(4, 4, 2), (5, 3, 2), (5, 4, 1), (5, 4, 2)]))
    parts = (draw(st.integers(0, 10**width - 1)) for width in (labeler, product, package))
    texts = [f"{part:0{width}}" for part, width in zip(parts, (labeler, product, package), strict=True)]
    return draw(st.sampled_from(["-", ""])).join(texts)


LOTS = st.from_regex(r"\A(?:[A-Z]{1,2}\d{4,6}|\d{4,7}[A-Z]?|EW\d{4})\Z")
LINES = st.sampled_from(
    [
        "{drug} {strength} NDC {ndc} lot {lot} exp {day}",
        "{ndc} {drug} expired {day}: {n} vials wasted",
        "{n} late of {m} on {day}",
        "Second delivery run from {day}; {drug} moved to Bin {n}",
        "Lot: {lot}, {drug}",
        "{day}\t{drug}\treceived\t{n}\t$4.25",
        "Order {m} of {day} was short by {n} {drug}",
        "Rx volume {m} on {day}",
        "Patient safety huddle on {day}, {n} near misses",
        "Patients counselled: {n} of {m}",
        "Born of the audit {n}",
    ]
)


@given(LINES, DRUGS, STRENGTHS, ndcs(), LOTS, DAYS, st.integers(0, 9_999), st.integers(1, 99_999))
def test_drugs_ndcs_lots_counts_and_days_of_events_are_not(line, drug, strength, ndc, lot, day, n, m):
    text = line.format(drug=drug, strength=strength, ndc=ndc, lot=lot, day=day, n=n, m=m)
    assert kinds(text) == set(), text


@pytest.mark.parametrize(
    "text",
    [
        "Checked by Maria Lopez on 2026-09-01",  # a colleague and the day of an event
        "with Jordan Smith, lead technician",
        "Call the wholesaler at 800-555-0134",
        "From 14 % to under 5 % by 30 June 2027",
        "Reorder 10-20-2026, 123-4567",
        "30 Minute Drive to the depot",
        "5 Dr. Smith orders, 12 Way too late",
        "Grace Period of 10 days since 1 March 2019",
        "April May June 2020 were quiet",
        "ISMP 2023-2024 best practices; USP <797> of 11/1/2023",
        "MRN labels were missing on 14 bags",
        "DOB was missing on 12 labels",
        "Rx #: 40 a day",
        "Room 412, bin 7781, PO 44-7781",
        "Joint Commission 01/01/2004 and USP Chapter 2008-06-01",
        "Patient Safety Week; Patient Education; patient Grace period",
        "Rx 120000 a month, chart 12 shows it",
        "Jane Doe, 64 vials",
        "Second Delivery 6/2/2025",
    ],
)
def test_a_pharmacys_own_words_are_not(text):
    assert kinds(text) == set()


@given(st.text(max_size=300))
def test_any_text_is_judged(text):
    for found in find_patient_data(text, ON):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "text", ["1" * 50_000, "A" * 50_000, "Jane " * 10_000, "a@" * 20_000, "12 Aa " * 9_000]
)
def test_a_long_text_is_judged_at_once(text):
    find_patient_data(text, ON)  # a pattern that tried everything would never come back


# --- Tables


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        (["date,patient,count", "2026-01-05,JD,3"], [(2, 1, "column")]),
        (["date,MRN,count", "2026-01-05,77,3"], [(2, 1, "column")]),
        (["date,Patient Name,DOB", "2026-01-05,,"], []),
        (["date,count,note", "2026-01-05,3,MRN 1234567"], [(2, 2, "record")]),
        (["date,who,when", "2026-01-05,Jane Doe,03/04/1961"], [(2, 1, "name")]),
        (["date,who,when", "2026-01-05,Juan de la Cruz,03/04/1961"], [(2, 1, "name")]),
        (["when,who,count", "6/2/1950,Adebayo,3"], [(2, 1, "name")]),
        (["when,who,count", "6/2/1950,Xiu Ying,3"], [(2, 1, "name")]),
        (["when,item,count", "6/2/2025,Heparin,3", "6/2/1950,17,3"], []),
        (["date,patients,of", "2026-01-05,3,96"], []),
        (["item,name,qty", "1,Heparin,3"], []),
    ],
)
def test_a_table_is_judged_by_headings_cells_and_lines(lines, places):
    table = [(number, line.split(",")) for number, line in enumerate(lines, 1)]
    assert list(patient_data_in(table, ON)) == places


def test_a_refusal_names_the_place_and_not_the_words():
    with pytest.raises(BadInput) as caught:
        refuse_patient_data([(1, ["date", "note"]), (7, ["2026-01-05", "SSN 123-45-6789"])], "x.csv", ON)
    assert str(caught.value).startswith("x.csv:7: note: this looks like a Social Security number")
    assert "123" not in str(caught.value)


def test_a_heading_that_is_itself_somebody_is_not_quoted():
    with pytest.raises(BadInput) as caught:
        refuse_patient_data([(1, ["date", "MRN 1234567"]), (2, ["2026-01-05", "MRN 1"])], "x.csv", ON)
    assert "1234567" not in str(caught.value)


def test_the_warning_says_what_it_looks_like_and_what_became_of_it():
    text = say_patient_data("MRN 1234567, phone (512) 555-0134", ON)
    assert "record" in text
    assert "phone number" in text
    assert "none of it was kept" in text
    assert say_patient_data("3 late of 96", ON) == ""


def test_a_name_beside_a_recent_day_is_an_event_and_beside_an_old_one_a_birth():
    for days, expected in ((300, set()), (3 * 365, {"name"})):
        assert kinds(f"Jane Doe, {ON - timedelta(days)}") == expected
