"""Where an hour stands on each axis: what a UAN settles, finer topics, silence; what falls under a match."""

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st

from rxladder.career.record import Credit
from rxladder.facts.load import load_packs
from rxladder.facts.match_sets import Cell, falls_under
from rxladder.facts.matches import Match
from rxladder.rules.places import Place, activity_key, matches, place_of
from tests.rules import independent
from tests.rules.sizes import holds_for

COURSES = load_packs().vocabulary.courses
DAY = date(2026, 3, 2)


def place(**told: object) -> Place:
    return place_of(Credit(DAY, Fraction(1), **told), COURSES)


def match(**data: object) -> Match:
    return Match.model_validate(data)


# --- What a UAN settles


@pytest.mark.parametrize(
    ("tail", "topic"),
    [
        ("01", "disease-state-management"), ("02", "hiv-aids"), ("03", "law"), ("04", "general-pharmacy"),
        ("05", "patient-safety"), ("06", "immunizations"), ("07", "compounding"),
        ("08", "pain-management-opioids"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("letter", "form"), [("L", "live"), ("H", "home-study")])
@pytest.mark.parametrize(("last", "audience"), [("T", "technician"), ("P", "pharmacist")])
def test_a_uan_settles_topic_format_audience_and_accreditation(tail, topic, letter, form, last, audience):
    uan = f"0384-0000-26-012-{letter}{tail}-{last}"
    assert place(uan=uan) == Place(topic, form, audience, "acpe", None, None)
    wrong = {"format": "in-service", "audience": "technician", "accreditation": "other"}
    assert place(uan=uan, **wrong) == place(uan=uan)


def test_a_form_that_acpe_does_not_name_is_as_written():
    assert place(uan="0384-0000-26-012-B04-T").format is None
    assert place(uan="0384-0000-26-012-B04-T", format="blended").format == "blended"


@pytest.mark.parametrize(
    ("tail", "written", "topic"),
    [
        # A topic under the UAN's own is told beside it, and so is whose law it is.
        ("03", "state-law", "state-law"),
        ("05", "medication-errors", "medication-errors"),
        ("07", "hazardous-drugs", "hazardous-drugs"),
        # "General pharmacy" says little: a board's own topic may stand beside it, but none of ACPE's.
        ("04", "cultural-competency", "cultural-competency"),
        ("04", "human-trafficking", "human-trafficking"),
        ("04", "law", "general-pharmacy"),
        ("04", "immunizations", "general-pharmacy"),
        ("04", "state-law", "general-pharmacy"),
        ("04", "medication-errors", "general-pharmacy"),
        # Elsewhere the UAN wins.
        ("06", "law", "immunizations"),
        ("03", "patient-safety", "law"),
        ("05", "cultural-competency", "patient-safety"),
        ("03", "medication-errors", "law"),
        ("05", None, "patient-safety"),
    ],
)
def test_what_is_written_beside_a_uan_wins_only_where_it_is_finer(tail, written, topic):
    assert place(uan=f"0384-0000-26-012-H{tail}-T", topic=written).topic == topic


@pytest.mark.parametrize(
    ("told", "topic"),
    [
        ({"uan": "0384-0000-26-012-H03-T"}, "state-law"),
        ({"uan": "0384-0000-26-012-H03-T", "topic": "patient-safety"}, "state-law"),
        ({"topic": "law"}, "state-law"),
        ({"topic": "state-law"}, "state-law"),
        # Whose law it is says nothing where the hour is not on law.
        ({"uan": "0384-0000-26-012-H05-T"}, "patient-safety"),
        ({"topic": "ethics"}, "ethics"),
        ({}, None),
    ],
)
def test_an_hour_on_law_of_which_it_is_told_whose_law_is_on_that_states_law(told, topic):
    found = place(**told, jurisdiction="us-tx")
    assert (found.topic, found.jurisdiction) == (topic, "us-tx")
    asked = match(topic="state-law", jurisdiction="us-tx")
    assert matches(asked, found) is (topic == "state-law" if topic else None)


def test_a_course_tells_the_topic_where_nothing_else_does():
    assert place(course="tx-human-trafficking").topic == "human-trafficking"
    assert place(course="tx-human-trafficking", topic="ethics").topic == "ethics"
    assert place(course="tx-human-trafficking", uan="0384-0000-26-012-H03-T").topic == "law"


def test_twins_of_an_activity_have_one_key():
    keys = {
        activity_key(f"0384-0000-26-012-{letter}07-{audience}") for letter, audience in product("LH", "TP")
    }
    assert len(keys) == 1
    assert keys.isdisjoint({activity_key("0384-0000-26-012-H05-T"), activity_key("0384-0000-26-013-H07-T")})
    assert activity_key("0384-0000-25-012-H07-T") not in keys
    assert activity_key("0385-0000-26-012-H07-T") not in keys


# --- Three values


@pytest.mark.parametrize(
    ("asked", "told", "expected"),
    [
        ({"topic": "law"}, {"topic": "state-law"}, True),
        ({"topic": "state-law"}, {"topic": "law"}, False),
        ({"topic": ["law", "ethics"]}, {"topic": "ethics"}, True),
        ({"topic": "law"}, {"topic": "ethics"}, False),
        ({"topic": "law"}, {}, None),
        ({"audience": "technician"}, {"topic": "law"}, None),
        ({"audience": "technician", "topic": "law"}, {"topic": "ethics"}, False),
        (
            {"topic": "state-law", "jurisdiction": "us-tx"},
            {"topic": "state-law", "jurisdiction": "us-fl"},
            False,
        ),
        ({"topic": "state-law", "jurisdiction": "us-tx"}, {"topic": "state-law"}, None),
        ({"topic": "state-law", "jurisdiction": "us-tx"}, {"topic": "law"}, False),
        ({"format": "live"}, {"format": "blended"}, False),
        ({"not": {"topic": "cpr"}}, {"topic": "law"}, True),
        ({"not": {"topic": "cpr"}}, {}, None),
        ({"any_of": [{"format": "live"}, {"topic": "law"}]}, {"format": "live"}, True),
        ({"any_of": [{"format": "live"}, {"topic": "law"}]}, {"format": "home-study"}, None),
        ({"any_of": [{"format": "live"}, {"topic": "law"}]}, {"format": "other", "topic": "cpr"}, False),
        # ACPE names live and home study: an accredited hour of untold form is one of these, nothing else.
        ({"format": "live"}, {"accreditation": "acpe"}, None),
        ({"format": "in-service"}, {"accreditation": "acpe"}, False),
        ({"format": "in-service"}, {"accreditation": "cme"}, None),
        ({"not": {"format": ["exam", "in-service"]}}, {"accreditation": "acpe"}, True),
        # A course that is named decides alone; where none is named, it stays open.
        (
            {"topic": "human-trafficking", "course": "tx-human-trafficking"},
            {"course": "tx-human-trafficking"},
            True,
        ),
        ({"topic": "human-trafficking", "course": "tx-human-trafficking"}, {"course": "wa-law-study"}, False),
        (
            {"topic": "human-trafficking", "course": "tx-human-trafficking"},
            {"topic": "human-trafficking"},
            None,
        ),
        ({"topic": "human-trafficking", "course": "tx-human-trafficking"}, {"topic": "law"}, False),
    ],
)
def test_an_axis_that_was_not_told_is_unknown_and_never_no(asked, told, expected):
    assert matches(match(**asked), place(**told)) is expected


VALUES = {
    "topic": ["law", "state-law", "patient-safety", "medication-errors", "cpr"],
    "format": ["live", "home-study", "in-service"],
    "audience": ["technician", "pharmacist"],
    "accreditation": ["acpe", "cme"],
    "jurisdiction": ["us-tx", "us-fl"],
    "course": ["tx-human-trafficking", "wa-law-study"],
}
LISTS = {
    "audience": st.sampled_from(VALUES["audience"]),
    "jurisdiction": st.sampled_from(VALUES["jurisdiction"]),
    **{
        axis: st.lists(st.sampled_from(VALUES[axis]), min_size=1, max_size=2, unique=True)
        for axis in ("topic", "format", "accreditation", "course")
    },
}
SIMPLE = st.sets(st.sampled_from(sorted(LISTS)), min_size=1, max_size=3).flatmap(
    lambda axes: st.fixed_dictionaries({axis: LISTS[axis] for axis in sorted(axes)})
)
MATCHES = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        st.builds(lambda base, part: base | {"not": part}, SIMPLE, inner),
        st.builds(
            lambda base, parts: base | {"any_of": parts}, SIMPLE, st.lists(inner, min_size=1, max_size=2)
        ),
    ),
    max_leaves=4,
)
FULL = st.fixed_dictionaries({axis: st.sampled_from(values) for axis, values in VALUES.items()})


@holds_for(MATCHES, FULL, few=80, many=20_000)
def test_an_hour_that_is_told_falls_under_what_the_other_two_readings_say(asked, hour):
    found = matches(match(**asked), Place(**hour))
    assert found is independent.falls_under(hour, asked)
    assert found is falls_under(Cell(**hour), match(**asked))


@holds_for(
    MATCHES,
    FULL,
    st.sets(st.sampled_from(sorted(set(VALUES) - {"course"})), min_size=1),
    few=80,
    many=20_000,
)
def test_what_is_sure_of_a_silent_hour_is_so_however_it_is_told(asked, hour, silent):
    """Courses apart: an hour on another topic than a course's is not that course, though it names none."""
    if hour["accreditation"] == "acpe" and hour["format"] == "in-service":
        return  # ACPE gives no such hours
    said = matches(match(**asked), Place(**hour | dict.fromkeys(silent)))
    if said is not None:
        assert matches(match(**asked), Place(**hour)) is said
