"""Reading a UAN: its parts, its twins, what is forgiven, and every way to be wrong."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.facts.topics import ACPE_TOPICS
from rxladder.facts.uan import Uan, UanError, find_uans, parse_uan


def test_the_parts_of_a_uan() -> None:
    assert parse_uan("0384-0000-26-012-H07-T") == Uan(
        text="0384-0000-26-012-H07-T",
        provider="0384",
        joint="0000",
        year=2026,
        sequence="012",
        format="home-study",
        topic="compounding",
        audience="technician",
    )


def test_the_older_form_with_three_digits() -> None:
    old = parse_uan("197-000-15-001-L05-T")
    assert (old.year, old.format, old.topic) == (2015, "live", "patient-safety")
    assert old.activity_key == parse_uan("0197-0000-15-001-L05-P").activity_key


@pytest.mark.parametrize(
    "text",
    [
        " 0384-0000-26-012-h07-t ",
        "0384 - 0000 - 26 - 012 - H07 - T",
        "0384\u20130000\u201326\u2013012\u2013H07\u2013T",
        "0384\u22120000\u221226\u2212012\u2212H07\u2212T",
        "03840000260" + "12H07T",
        "0384--0000-26-012-H07-T",
    ],
)
def test_another_spelling_is_forgiven(text: str) -> None:
    assert parse_uan(text).text == "0384-0000-26-012-H07-T"


@pytest.mark.parametrize("provider", ["JA0384", "JA4008162", "ja4008162"])
def test_a_jointly_accredited_provider_is_known_by_its_letters(provider: str) -> None:
    read = parse_uan(f"{provider}-0000-26-012-L07-P")
    assert (read.provider, read.format, read.audience) == (provider.upper(), "live", "pharmacist")
    assert read.activity_key == parse_uan(f"{provider}-0000-26-012-H07-T").activity_key
    assert [found.text for found in find_uans(f"2 h, {read.text}, 3 May")] == [read.text]


@pytest.mark.parametrize("provider", ["JA", "JA12", "JA123456789", "JB0384", "JA03A4"])
def test_other_letters_are_no_provider(provider: str) -> None:
    with pytest.raises(UanError, match="The provider"):
        parse_uan(f"{provider}-0000-26-012-L07-P")


def test_twins_share_their_activity() -> None:
    twins = [
        "0384-0000-26-012-H07-T",
        "0384-0000-26-012-L07-T",
        "0384-0000-26-012-H07-P",
        "0384-0000-26-012-L07-P",
    ]
    assert len({parse_uan(text).activity_key for text in twins}) == 1
    other = parse_uan("0384-0000-26-013-H07-T")
    assert other.activity_key != parse_uan(twins[0]).activity_key


def test_every_topic_code() -> None:
    assert [parse_uan(f"0384-0000-26-012-L{code}-T").topic for code in ACPE_TOPICS] == list(
        ACPE_TOPICS.values()
    )


def test_another_letter_leaves_the_format_open() -> None:
    assert parse_uan("0384-0000-26-012-B04-T").format is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "There is no number here."),
        ("x" * 41, "This is too long for a UAN, which looks like 0384-0000-26-012-H07-T."),
        ("0384-0000-26", "A UAN has six parts, as in 0384-0000-26-012-H07-T; this has 3."),
        ("12345", "A UAN has six parts, as in 0384-0000-26-012-H07-T; this has 1."),
        (
            "0669-24-002-CP",
            "0669-24-002-CP is a certificate program's number. Enter its activities, each with its UAN.",
        ),
        (
            "0384-0000-26-012-H07-P/T",
            "P/T stands for two numbers. Enter the one you earned: it ends in T or in P.",
        ),
        (
            "O384-0000-26-012-H07-T",
            "The provider (the first part) is O384; it must be digits. Is the letter O a zero?",
        ),
        ("38-0000-26-012-H07-T", "The provider (the first part) is 38; it must have 4 digits."),
        ("0384-0-26-012-H07-T", "The second part is 0; it must have 4 digits."),
        ("0384-0000-2026-012-H07-T", "The year (the third part) is 2026; it must have 2 digits."),
        ("0384-0000-26-12-H07-T", "The fourth part is 12; it must have 3 digits."),
        (
            "0384-0000-26-012-07-T",
            "The fifth part is 07; it must be a letter and two digits, such as L05 or H07.",
        ),
        ("0384-0000-26-012-H09-T", "There is no topic 09; ACPE's topics are 01 to 08."),
        ("0384-0000-26-012-H00-T", "There is no topic 00; ACPE's topics are 01 to 08."),
        ("0384-0000-26-012-H07-N", "The last letter is N; it must be T (technician) or P (pharmacist)."),
    ],
)
def test_what_is_wrong_is_said(text: str, reason: str) -> None:
    with pytest.raises(UanError) as caught:
        parse_uan(text)
    assert str(caught.value) == reason


def test_uans_in_a_line_of_a_certificate() -> None:
    line = (
        "Sterile compounding update (1.5 h), ACPE UAN: 0384-0000-26-012-H07-T; also 0384-0000-26-012-H99-T."
    )
    assert [found.text for found in find_uans(line)] == ["0384-0000-26-012-H07-T"]


@given(st.text(alphabet="0123456789HLPT-oO \u2013x", max_size=30) | st.text(max_size=60))
def test_any_text_is_a_uan_or_says_why_not(text: str) -> None:
    with suppress(UanError):
        found = parse_uan(text)
        assert parse_uan(found.text) == found
