"""The published schemas are those of the types, and what is written, read and printed obeys them."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rxladder.career.demo import demo_career, demo_text
from rxladder.career.dump import write_career
from rxladder.career.file import read_career
from rxladder.career.record import Career
from rxladder.cli.schemas import schema_text, schemas
from rxladder.facts.listing import packs_document
from rxladder.facts.load import DATA, load_packs
from rxladder.facts.yaml_text import BadInput, read_yaml, read_yaml_file
from rxladder.rules.audit import audit
from rxladder.rules.eligibility import eligible
from rxladder.rules.output import audit_document, eligibility_document
from tests.published import obeys, validator
from tests.strategies import ON, any_careers, careers

PUBLISHED = Path(__file__).parent.parent / "docs" / "schemas"
# Made once: to make all of them takes longer than to look at one.
SCHEMAS = schemas()


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_published_schema_is_that_of_the_types(name):
    published = (PUBLISHED / f"{name}.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(SCHEMAS[name]), "run: python -m rxladder.cli.schemas docs/schemas"


def test_no_schema_is_published_that_no_type_has():
    assert {path.name for path in PUBLISHED.iterdir()} == {f"{name}.schema.json" for name in SCHEMAS}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_is_one(name):
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("path", sorted((DATA / "packs").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_pack_obeys_its_schema(path):
    assert obeys("pack", read_yaml_file(path))


def test_the_demo_file_obeys_its_schema():
    assert obeys("career", read_yaml(demo_text(ON)))


LENIENT = """
rxladder: 1
person: {name: 7, state: null}
exams:
goals:
skills: {}
responsibilities: []
study:
holdings: [{credential: us-tx-technician, number: 123456, expires: 2027-06-30, filed: null, terms: null}]
credits: [{date: 2026-03-02, title: 101, provider: 5, hours: 2, topic: null}]
"""


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("", ""),
        ("person: {name: 7", "person: {name: true"),
        ("number: 123456", "number: 1.5"),
        ("credential: us-tx-technician", "credential: 5"),
        ("credential: us-tx-technician", "credential: null"),
        ("title: 101", "title: [101]"),
        ("title: 101", f"title: {'x' * 5_001}"),
        ("rxladder: 1", "rxladder: null"),
        ("skills: {}", "skills: {a: 1}"),
    ],
)
def test_a_file_is_taken_by_the_program_just_where_it_obeys_the_schema(written, instead):
    text = LENIENT.replace(written, instead, 1)
    try:
        read_career(text, load_packs())
    except BadInput:
        assert instead, text
        assert not validator("career").is_valid(read_yaml(text))
    else:
        assert not instead, text
        assert obeys("career", read_yaml(text))


@st.composite
def records(draw: st.DrawFn) -> Career:
    return draw(any_careers(load_packs()))


@given(records())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_written_file_obeys_the_schema(career):
    assert obeys("career", json.loads(write_career(career, "json")))


@st.composite
def people(draw: st.DrawFn) -> Career:
    return draw(careers(load_packs()))


@given(people())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_audit_obeys_the_schema(career):
    assert obeys("audit", json.loads(json.dumps(audit_document(audit(career, load_packs(), ON)))))


@given(people(), st.sampled_from(sorted(load_packs().credentials)))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_eligibility_obeys_the_schema(career, credential):
    found = eligible(career, load_packs(), credential, ON)
    assert obeys("eligible", json.loads(json.dumps(eligibility_document(found))))


def test_the_list_of_packs_obeys_the_schema():
    assert obeys("packs", json.loads(json.dumps(packs_document(load_packs(), ON))))


def test_the_audit_of_the_demo_obeys_the_schema():
    packs = load_packs()
    on = date(2026, 11, 22)
    assert obeys("audit", audit_document(audit(demo_career(on, packs), packs, on)))
