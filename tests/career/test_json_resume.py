"""A record goes out as a JSON Resume of version 1.0.0 and comes in from one, with nothing guessed or lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft7Validator, FormatChecker

from rxladder.career.demo import demo_career
from rxladder.career.json_resume import json_resume, write_json_resume
from rxladder.career.json_resume_in import Brought, read_json_resume
from rxladder.career.json_resume_joined import joined, what_is_new
from rxladder.career.record import Career, Work
from rxladder.career.resume import Resume, Spoken
from rxladder.facts.load import load_packs
from rxladder.facts.yaml_text import BadInput
from tests.career.full_resume import FULL, RESUME
from tests.career.resume_schema import JSON_RESUME
from tests.strategies import any_careers

PACKS = load_packs()
ON = date(2026, 11, 22)
OBEYS = Draft7Validator(JSON_RESUME, format_checker=FormatChecker())
BROUGHT = {
    "basics": {"name": "Sam", "image": "me.png", "location": {"city": "Austin", "floor": "2"}},
    "work": [
        {
            "name": "Chain",
            "position": "pharmacy  TECHNICIAN",
            "startDate": "2020-06",
            "endDate": "2024",
            "url": "https://chain.example",
            "highlights": ["Counted"],
        },
        {"name": "Cafe", "position": "Barista", "startDate": "2017-01-01"},
        {"name": "Chain", "position": "Pharmacy technician"},
    ],
    "certificates": [
        {"name": "CPhT-Adv", "date": "2025-03", "issuer": "PTCB"},
        {"name": "Forklift", "issuer": "Us"},
    ],
    "skills": [{"name": "Cooking", "level": "Master", "keywords": ["soups"]}],
    "awards": [{"title": "Technician of the year", "date": "2025-12"}],
    "x-own": {"anything": [1, None, {"deep": True}]},
}


def document(career: Career) -> dict:
    return json.loads(write_json_resume(career, PACKS, ON))


def into(career: Career, brought: Brought) -> Career:
    """A career with what is new of a JSON Resume."""
    new = what_is_new(career, brought)
    return replace(
        career,
        person=replace(career.person, name=career.person.name or new.name),
        experience=career.experience + new.works,
        holdings=career.holdings + new.holdings,
        trainings=career.trainings + new.trainings,
        skills=career.skills + new.skills,
        projects=career.projects + new.projects,
        resume=None if new.resume == Resume() else new.resume,
    )


def without_nothing(value):
    """What is told: neither nulls nor empty texts, lists and mappings."""
    if isinstance(value, dict):
        found = {key: without_nothing(one) for key, one in value.items()}
        return {key: one for key, one in found.items() if one not in (None, "", [], {})}
    return [without_nothing(one) for one in value if one is not None] if isinstance(value, list) else value


# --- Out


def test_it_holds_what_the_format_has_a_place_for():
    found = document(FULL)
    assert not list(OBEYS.iter_errors(found))
    assert found["basics"] == {
        "name": "Sam Example",
        "label": "Certified pharmacy technician",
        "email": "sam@example.org",
        "phone": "512 555 0101",
        "url": "https://example.org/sam",
        "summary": "Six years behind the counter and in the IV room.",
        "location": {"city": "Austin", "countryCode": "US", "region": "Texas"},
        "profiles": [{"network": "LinkedIn", "username": "sam", "url": "https://example.org/in/sam"}],
    }
    assert found["work"] == [
        {
            "name": "Example Hospital",
            "position": "Sterile compounding technician",
            "startDate": "2024-03-04",
            "highlights": ["Batch the morning's IVs"],
        },
        {
            "name": "Chain",
            "position": "Pharmacy technician",
            "startDate": "2020-06-01",
            "endDate": "2024-02-29",
            "highlights": ["Moved the stock (1,200 items): No day was lost."],
        },
    ]
    (certificate,) = found["certificates"]
    assert certificate["name"] == "Certified Pharmacy Technician (PTCB)"
    assert found["education"][0]["endDate"] == "2020-05"
    assert found["education"][1]["studyType"] == "Training"


def test_it_gives_away_neither_numbers_nor_notes():
    said = json.dumps(document(FULL))
    assert "0451" not in said
    assert "private" not in said


@given(any_careers(PACKS))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_record_obeys_the_schema(career):
    # What was brought may be of any shape in a career file that somebody wrote by hand.
    if career.resume is not None:
        # Addresses are texts here; whether they are addresses is the person's to know.
        career = replace(career, resume=replace(career.resume, rest=None, email="", url="", profiles=()))
        career = replace(career, resume=replace(career.resume, education=()))
    assert not list(OBEYS.iter_errors(json_resume(career, PACKS, ON)))


# --- In


def test_what_has_a_place_is_placed_and_the_rest_is_told():
    found = read_json_resume(json.dumps(BROUGHT), PACKS)
    (work,) = found.works
    assert work == Work("technician", date(2020, 6, 1), date(2024, 12, 31), employer="Chain")
    assert [one.credential for one in found.holdings] == ["ptcb-cpht-adv"]
    assert found.holdings[0].issued is None  # a month is no day
    assert found.skills == ()
    told = "\n".join(found.told)
    for part in (
        "2020-06 is taken as 2020-06-01",
        "2024 is taken as 2024-12-31",
        "2025-03 is not a full date",
        "no role of the ladder is called “Barista”",
        "work, no. 3: kept only in the résumé; it does not say when it began",
        "no single credential is called “Forklift”",
        "work, no. 1: kept alongside, with no place of its own: url, highlights",
        "basics: kept as it is, without a place of its own: image, location",
        "awards: kept as it is",
        "x-own: kept as it is",
        "skills, no. 1: kept only in the résumé",
    ):
        assert part in told


def test_what_has_no_place_goes_out_again():
    made = into(Career(), read_json_resume(json.dumps(BROUGHT), PACKS))
    found = document(made)
    assert not list(OBEYS.iter_errors(found))
    assert found["basics"]["image"] == "me.png"
    assert found["basics"]["location"] == {"city": "Austin", "floor": "2"}
    first = found["work"][0]
    assert (first["url"], first["highlights"]) == ("https://chain.example", ["Counted"])
    assert BROUGHT["work"][1] in found["work"]
    assert found["certificates"][1] == {"name": "Forklift", "issuer": "Us"}
    assert found["skills"] == BROUGHT["skills"]
    assert found["awards"] == BROUGHT["awards"]
    assert found["x-own"] == {"anything": [1, {"deep": True}]}


def test_what_lies_beside_a_post_goes_with_it():
    made = into(Career(), read_json_resume(json.dumps(BROUGHT), PACKS))
    gone = document(replace(made, experience=()))
    assert "https://chain.example" not in json.dumps(gone)


@pytest.mark.parametrize("career", [FULL, demo_career(ON, PACKS)], ids=["full", "demo"])
def test_a_record_takes_nothing_from_its_own_resume(career):
    brought = read_json_resume(write_json_resume(career, PACKS, ON), PACKS)
    assert into(career, brought) == career


@pytest.mark.parametrize("career", [FULL, demo_career(ON, PACKS)], ids=["full", "demo"])
def test_what_goes_into_an_empty_record_comes_out_alike(career):
    first = document(career)
    made = into(Career(), read_json_resume(json.dumps(first), PACKS))
    assert document(made) == first
    # And once more the same brings nothing.
    assert into(made, read_json_resume(json.dumps(first), PACKS)) == made


def test_what_has_a_blank_for_a_name_is_kept_as_it_is():
    blank = {"skills": [{"name": "\t", "level": "Independent", "keywords": ["hoods"]}],
             "projects": [{"name": " ", "description": "Fewer returns"}],
             "languages": [{"language": " ", "fluency": "Native"}]}  # fmt: skip
    made = into(Career(), read_json_resume(json.dumps(blank), PACKS))
    assert {"hoods", "fewer returns", "native"} <= set(_texts(json_resume(made, PACKS, ON)))


@given(any_careers(PACKS))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_of_any_resume_is_lost(career):
    first = json_resume(replace(career, resume=replace(career.resume or Resume(), rest=None)), PACKS, ON)
    made = into(Career(), read_json_resume(json.dumps(first), PACKS))
    lost = set(_texts(without_nothing(first))) - set(_texts(json_resume(made, PACKS, ON)))
    assert not {text for text in lost if text.strip()}


def _texts(value):
    if isinstance(value, str):
        yield " ".join(value.casefold().split())
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"basics": {"name": 5}}', "basics.name: must be text"),
        ('{"work": {}}', "work: must be a list"),
        ('{"basics": {},\n "work": [{}, {"startDate": "May"}]}', "work.2.startDate: is not a date"),
        ('{"work": [{"startDate": "2023-02-30"}]}', "work.1.startDate: is not a date"),
        ('{"skills": [{"keywords": [1]}]}', "skills.1.keywords.1: must be text"),
        ("[]", "is not a JSON Resume"),
        ("rxladder: 1", "is not a JSON Resume"),
        ("{", "is not valid"),
        ('{"a": ' + "[" * 30 + "]" * 30 + "}", "deep"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text, says):
    with pytest.raises(BadInput) as caught:
        read_json_resume(text, PACKS)
    assert says in str(caught.value)


def test_a_later_resume_wins_and_adds():
    new = Resume(summary="Now in charge.", languages=(Spoken("Spanish", "Native"), Spoken("French")))
    found = joined(RESUME, new)
    assert (found.summary, found.label) == ("Now in charge.", RESUME.label)
    assert found.languages == (Spoken("Spanish", "Native"), Spoken("French"))
    assert found.education == RESUME.education


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Lead Pharmacy Technician", "lead-technician"),
        ("Pharmacy Tech", "technician"),
        ("Pharmacy Technician (CPhT)", "technician"),
        ("Senior Pharmacy Technician", "senior-technician"),
        ("IV Tech", "sterile-compounding"),
        ("Cashier", None),
        ("Pharmacy", None),
    ],
)
def test_a_position_is_known_as_people_write_it(name, role):
    told = {"work": [{"name": "Shop", "position": name, "startDate": "2020-01-01"}]}
    brought = read_json_resume(json.dumps(told), PACKS)
    assert [one.role for one in brought.works] == ([role] if role else [])
    assert (brought.resume.rest or {}).get("work", []) == ([] if role else told["work"])
    assert any(f"Shop: {name} is taken as" in line for line in brought.told) is (role is not None)


@pytest.mark.parametrize(
    ("name", "issuer", "credential"),
    [
        ("CPhT", "PTCB", "ptcb-cpht"),
        ("CPhT", "NHA", "nha-cpht"),
        ("CPhT", "", None),
        ("CPhT", "My school", None),
        ("CPhT (PTCB)", "", "ptcb-cpht"),
        ("Certified Pharmacy Technician (CPhT)", "Pharmacy Technician Certification Board", "ptcb-cpht"),
        ("Certified Pharmacy Technician", "National Healthcareer Association", "nha-cpht"),
        ("Registered Pharmacy Technician", "Texas State Board of Pharmacy", "us-tx-technician"),
        ("Spreadsheets", "PTCB", None),
    ],
)
def test_a_certificate_is_known_by_its_issuer(name, issuer, credential):
    told = {"certificates": [{"name": name, "issuer": issuer, "date": "2023-05-10"}]}
    found = [one.credential for one in read_json_resume(json.dumps(told), PACKS).holdings]
    assert found == ([credential] if credential else [])
