"""Moving: what holds for every person and every state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rxladder.career.demo import demo_career
from rxladder.career.record import Career, ExamTaken, Holding, Person
from rxladder.facts.load import load_packs
from rxladder.facts.states import STATES
from rxladder.rules.eligibility import eligible
from rxladder.rules.lacking import weight
from rxladder.rules.relocation import EASES, all_places, move
from tests.strategies import ON, careers

PACKS = load_packs()
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TO_WORK = [id_ for state in STATES for group in PACKS.packs[state].to_work for id_ in group.any_of]


@st.composite
def people(draw: st.DrawFn) -> Career:
    return draw(careers(PACKS))


@pytest.mark.parametrize("credential", TO_WORK)
def test_who_may_work_in_a_state_needs_nothing_more_than_what_they_hold(credential):
    state = PACKS.credentials[credential].pack.id
    person = Career(person=Person(state=state), holdings=(Holding(credential),))
    place = move(person, PACKS, state, ON).place
    position = next(i for i, group in enumerate(place.pack.to_work) if credential in group.any_of)
    needed = [one for one in place.needed if one.group == position]
    assert all(one.held and not one.lacks and one.cost.usd == 0 for one in needed)
    assert credential in [one.ref.id for one in needed]
    assert place.can_move or position


@given(people())
@SLOW
def test_each_credential_is_judged_as_it_would_be_by_itself(person):
    for place in all_places(person, PACKS, ON):
        for one in place.needed:
            if one.held:
                continue
            found = eligible(person, PACKS, one.ref.id, ON)
            assert (one.eligible, one.earliest) == (found.eligible, found.earliest)
            assert (not one.missing) == (found.eligible is True)
            assert any(weight(one.lacks)[:2]) == (found.eligible is False)


@given(people(), st.sampled_from(["ptcb-cpht", "nha-cpht"]), st.sampled_from(sorted(STATES)))
@SLOW
def test_a_certification_more_never_makes_moving_harder(person, credential, state):
    more = Holding(credential, date(2022, 1, 1), date(2028, 12, 31))
    richer = replace(person, holdings=(*person.holdings, more))
    exams = tuple(one for one in person.exams if one.passed)
    before = move(replace(person, exams=exams), PACKS, state, ON)
    after = move(replace(richer, exams=exams), PACKS, state, ON)
    for one in before.place.needed:
        same = next((other for other in after.place.needed if other.ref.id == one.ref.id), None)
        if (
            same and one.ref.id != "us-mi-temporary-technician"
        ):  # it is for those who have yet to pass the exam
            assert same.order[:5] <= one.order[:5]
            assert EASES.index(same.ease) <= EASES.index(one.ease)
    assert {one.id for one in before.accepted if one.sure} <= {one.id for one in after.accepted if one.sure}


@given(people())
@SLOW
def test_the_list_has_every_state_once_and_the_easiest_first(person):
    found = all_places(person, PACKS, ON)
    assert sorted(place.pack.id for place in found) == sorted(STATES)
    ranks = [EASES.index(place.ease) for place in found]
    assert ranks == sorted(ranks)
    for one, next_ in pairwise(found):
        if one.ease == next_.ease and one.best and next_.best:
            assert weight(one.best.lacks)[:2] <= weight(next_.best.lacks)[:2]
    assert found == all_places(person, PACKS, ON)


@given(people(), st.sampled_from(sorted(STATES)))
@SLOW
def test_what_is_accepted_is_in_the_record(person, state):
    mine = {one.credential for one in person.holdings} | {one.exam for one in person.exams}
    mine |= {one.programme for one in person.trainings} | {one.role for one in person.experience}
    mine |= {one.course for one in person.credits}
    assert {one.id for one in move(person, PACKS, state, ON).accepted} <= mine


@given(people(), st.sampled_from(sorted(STATES)))
@SLOW
def test_an_unknown_price_is_never_nothing(person, state):
    for one in move(person, PACKS, state, ON).place.needed:
        assert one.held == (one.cost.usd == 0)
        if one.cost.usd is not None:
            assert one.cost.usd == sum(line.fee.usd for line in one.cost.lines)


def test_an_exam_failed_is_not_accepted():
    failed = Career(exams=(ExamTaken("ptce", date(2026, 5, 1), passed=False),))
    assert not move(failed, PACKS, "us-va", ON).accepted
    passed = Career(exams=(ExamTaken("ptce", date(2026, 5, 1), passed=True),))
    assert [one.id for one in move(passed, PACKS, "us-va", ON).accepted] == ["ptce"]


def test_what_the_board_said_to_the_person_makes_it_sure():
    sam = demo_career(ON, PACKS)
    told = replace(sam, facts={**sam.facts, "certification-accepted": {"us-oh": True}})
    refused = replace(sam, facts={**sam.facts, "certification-accepted": {"us-oh": False}})
    states = {}
    for name, person in {"asked": sam, "told": told, "refused": refused}.items():
        found = [one for one in move(person, PACKS, "us-oh", ON).accepted if one.id == "ptcb-cpht"]
        states[name] = [one.sure for one in found]
    assert states == {"asked": [False], "told": [True], "refused": []}


def test_a_state_without_any_registration_needs_nothing():
    pack = PACKS.packs["us-de"].model_copy(update={"to_work": (), "regulates_technicians": False})
    packs = replace(PACKS, packs={**PACKS.packs, "us-de": pack})
    found = move(Career(), packs, "us-de", ON)
    assert (found.place.registers, found.place.can_move, found.place.needed) == (False, True, ())
    assert all_places(Career(), packs, ON)[0].pack.id == "us-de"


def test_a_state_of_which_nothing_was_read_comes_last():
    pack = PACKS.packs["us-de"].model_copy(update={"to_work": (), "regulates_technicians": None})
    packs = replace(PACKS, packs={**PACKS.packs, "us-de": pack})
    found = move(Career(), packs, "us-de", ON)
    assert (found.place.registers, found.place.can_move, found.place.ease) == (None, False, "not-read")
    assert found.notes
    assert "us-de" in [place.pack.id for place in all_places(Career(), packs, ON)[-2:]]


def test_what_is_no_state_is_refused():
    with pytest.raises(KeyError):
        move(Career(), PACKS, "ptcb", ON)


def test_a_check_that_names_no_board_is_told_about():
    sam = demo_career(ON, PACKS)  # it answers the background check with a plain yes
    assert any("background check" in note for note in move(sam, PACKS, "us-wy", ON).notes)
    for_wyoming = replace(sam, facts={**sam.facts, "background-check": {"us-wy": True}})
    assert not move(for_wyoming, PACKS, "us-wy", ON).notes


@pytest.mark.parametrize(
    ("answer", "usd"), [(True, 104), ({"us-al": True}, 64), ({"us-wy": True}, 104)], ids=str
)
def test_only_a_check_done_for_the_board_is_paid_already(answer, usd):
    sam = demo_career(ON, PACKS)
    person = replace(sam, facts={**sam.facts, "background-check": answer})
    (needed,) = move(person, PACKS, "us-al", ON).place.needed  # $60, $4 for the service, $40 for the check
    assert needed.cost.usd == usd
