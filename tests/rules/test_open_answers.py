"""Open questions: an answer never leads out of what was promised without it, and few are asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st

from rxladder.career.record import Career, Credit, Holding
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.context import Atom
from rxladder.rules.questions import asked
from rxladder.rules.result import AskedQuestion, HoldingAudit, HoursRange, HoursToGo
from tests.rules import independent
from tests.rules.sizes import holds_for
from tests.rules.strategies_rules import (
    ANSWERS,
    PLAIN,
    Told,
    any_holders,
    credits_for,
    credits_of,
    enough,
    named,
    told,
)

ON = date(2027, 6, 1)
LEADS_TO = {
    "lapsed": {"lapsed"},
    "short": {"short"},
    "check": {"check", "planned", "met", "not-required"},
    "planned": {"planned", "met", "not-required"},
    "met": {"met", "not-required"},
    "not-required": {"not-required", "met"},
    "unknown": {"short", "unknown", "check", "planned", "met", "not-required"},
}
"""What a status may become when a person answers a question."""


def ends_of(hours: HoursToGo) -> tuple:
    """A figure or a range as its ends."""
    return (hours.min, hours.max) if isinstance(hours, HoursRange) else (hours, hours)


def bounds(held: HoldingAudit) -> tuple:
    return ends_of(held.hours_to_go)


def one_holding(case: Told) -> Told:
    return replace(case, career=replace(case.career, holdings=case.career.holdings[:1]))


def audited(case: Told) -> HoldingAudit:
    return audit(case.career, load_packs(), case.on).holdings[0]


def answered(case: Told, answers: dict) -> Told:
    return replace(case, career=replace(case.career, facts={**case.career.facts, **answers}))


def for_the_person(found: HoldingAudit) -> list[AskedQuestion]:
    """The yes-no questions that the person can answer, and has not."""
    return [one for one in found.questions if one.answer == "yes-no" and not one.ask_authority]


ASKING = (
    "ptcb-cpht", "us-fl-technician", "us-ga-technician", "us-nv-technician", "us-sc-registered-technician",
    "us-tx-technician", "us-ut-technician", "us-vt-technician",
)  # fmt: skip
"""Plain credentials that ask the person something."""


@st.composite
def partly_answered(draw: st.DrawFn, holdings_held: tuple[int, ...] = (1,)) -> Told:
    """A plain career with all of its credits told, and some of its questions answered.

    Some have just the credits that meet it if every answer is no.
    """
    case = draw(told(holdings_held, most_credits=4, among=ASKING))
    if draw(st.booleans()):
        case = case.with_credits(*credits_of(case, enough(case)[1]))
    left = draw(st.sets(st.sampled_from(sorted(ANSWERS)), min_size=1))
    facts = {id_: given for id_, given in case.career.facts.items() if id_ not in left}
    return replace(case, career=replace(case.career, facts=facts))


@holds_for(partly_answered() | any_holders(most_credits=4).map(one_holding), few=40, many=3_000)
def test_an_answer_leads_to_what_was_promised(case: Told):
    before = audited(case)
    least, most = bounds(before)
    for question in for_the_person(before):
        for answer in (True, False):
            after = audited(answered(case, {question.id: answer}))
            if after.term != before.term:
                continue
            assert after.status in LEADS_TO[before.status], (question.id, answer)
            assert least <= bounds(after)[0], (question.id, answer)
            assert bounds(after)[1] <= most, (question.id, answer)


@holds_for(partly_answered((2, 3)), few=40, many=1_000)
def test_an_answer_keeps_the_hours_together_within_their_range(case: Told):
    found = audit(case.career, load_packs(), case.on)
    least, most = ends_of(found.together_hours_to_go)
    assert least <= most
    for question in {one.id: one for held in found.holdings for one in for_the_person(held)}:
        for answer in (True, False):
            after = audit(answered(case, {question: answer}).career, load_packs(), case.on)
            assert least <= ends_of(after.together_hours_to_go)[0], (question, answer)
            assert ends_of(after.together_hours_to_go)[1] <= most, (question, answer)


def ends(case: Told, found: HoldingAudit, left: int = 4_096) -> Iterator[HoldingAudit]:
    """The audits when every yes-no question has been answered, in each way."""
    questions = for_the_person(found)
    if not questions:
        yield found
        return
    for answers in product((True, False), repeat=len(questions)):
        given = answered(case, dict(zip((one.id for one in questions), answers, strict=True)))
        assert left > 1, "answers raise no endless questions"
        yield from ends(given, audited(given), left // 2 ** len(questions))


@holds_for(partly_answered(), few=30, many=2_000)
def test_what_is_open_is_just_what_answers_decide(case: Told):
    found = audited(case)
    if not found.questions or len(found.questions) > len(for_the_person(found)):
        return
    last = list(ends(case, found))
    if found.status == "unknown":
        assert len({end.status for end in last}) > 1
    each = [bounds(end) for end in last]
    assert bounds(found) == (min(least for least, _ in each), max(most for _, most in each))
    if len(found.questions) == 1:
        outcomes = {(end.status, bounds(end), tuple(one.state for one in end.clauses)) for end in last}
        assert len(outcomes) > 1, "a question that changes nothing is not asked"


@pytest.mark.parametrize("issued", [None, date(2024, 2, 10), date(2026, 11, 3)])
def test_a_first_audit_asks_six_questions_at_most(issued):
    packs = load_packs()
    for credential in packs.credentials:
        for expires in (None, date(2027, 12, 31)):
            case = Told(Career(holdings=(Holding(credential, issued=issued, expires=expires),)), ON)
            assert len(audited(case).questions) <= 6, credential


def test_of_many_questions_six_are_asked_and_private_ones_last():
    packs = load_packs()
    atoms = [Atom("person", id_) for id_ in sorted(packs.vocabulary.questions)]
    found = asked([Atom("authority", "anything"), *atoms], packs)
    assert len(found) == 6
    assert not any(one.ask_authority for one in found)
    assert [one.sensitive for one in found] == sorted(one.sensitive for one in found)


# --- Credits that leave something open


@st.composite
def silent(draw: st.DrawFn) -> Told:
    """A plain career of which some credits leave axes untold."""
    case = draw(told(most_credits=3))
    held = tuple(one.credential for one in case.career.holdings)
    more = draw(st.lists(credits_for(held, case.on, silent=True), min_size=1, max_size=2))
    return case.with_credits(*(named(one, 50 + number) for number, one in enumerate(more)))


def completed(draw: st.DataObject, case: Told) -> Told:
    """The same with every axis told, somehow."""
    values = independent.named_by((case.career.holdings[0].credential,))
    courses = load_packs().vocabulary.courses
    credits = []
    for credit in case.career.credits:
        if credit.uan is None:
            # A course tells what it is about.
            by_course = courses[credit.course].topic if credit.course else None
            topic = credit.topic or by_course or draw.draw(st.sampled_from([*values["topic"], "other"]))
            law = st.sampled_from([*values["jurisdiction"], "us-id"]) if topic == "state-law" else st.none()
            formats = {*values["format"], "live", "home-study"}
            if credit.accreditation == "acpe":
                formats &= {"live", "home-study", "blended"}
            choices = {
                "format": st.sampled_from(sorted(formats)),
                "audience": st.sampled_from(["technician", "pharmacist"]),
                "accreditation": st.sampled_from(sorted({*values["accreditation"], "acpe", "other"})),
                "jurisdiction": law,
            }
            told = {axis: getattr(credit, axis) or draw.draw(choice) for axis, choice in choices.items()}
            credit = replace(credit, topic=topic, **told)
        credits.append(credit)
    return replace(case, career=replace(case.career, credits=tuple(credits)))


@holds_for(silent(), st.data(), few=50, many=3_000)
def test_telling_what_credits_are_about_leads_to_what_was_promised(case: Told, draw: st.DataObject):
    before, full = audited(case), completed(draw, case)
    after = independent.answer(full.plain["holdings"][0], full.plain, case.on)
    assert float(bounds(before)[0]) <= after.least + 1e-6
    assert after.most <= float(bounds(before)[1]) + 1e-6
    assert after.state in LEADS_TO[before.status]
    assert audited(full).status == after.state


BY_PLACE = tuple(
    one for one in PLAIN if one != "us-mi-technician" and not independent.named_by((one,))["course"]
)
"""Plain credentials for which only an hour's place matters: no course (it tells a topic), no daily cap."""


@st.composite
def silent_on_topics(draw: st.DrawFn) -> Told:
    """A plain career with hours enough, but of other topics, and credits that tell no topic or less."""
    case = draw(told(most_credits=2, among=BY_PLACE))
    held = tuple(one.credential for one in case.career.holdings)
    other = {"topic": "other", "audience": "technician", "accreditation": "acpe"}
    days = st.sampled_from([case.on, case.on - timedelta(days=300)])
    many = [
        Credit(draw(days), Fraction(draw(st.sampled_from([5, 10, 20]))), f"Many {form}", format=form, **other)
        for form in ("live", "home-study")
    ]
    silent = [
        replace(one, topic=None, uan=None, hours=Fraction(draw(st.sampled_from([1, 2, 4])), 2))
        for one in draw(st.lists(credits_for(held, case.on, silent=True), min_size=1, max_size=4))
    ]
    return case.with_credits(*many, *(named(one, 50 + number) for number, one in enumerate(silent)))


@holds_for(silent_on_topics(), few=50, many=3_000)
def test_an_hour_that_may_be_of_several_kinds_is_of_one(case: Told):
    found = independent.least_if_told(case.plain["holdings"][0], case.plain, case.on)
    assert float(bounds(audited(case))[0]) == pytest.approx(found, abs=1e-6)


def test_an_hour_about_law_or_safety_is_not_about_both():
    # NHA asks 20 hours, 1 of law and 1 of safety: 19 of neither, and one that does not tell.
    holding = Holding("nha-cpht", issued=date(2013, 5, 17), expires=date(2027, 12, 31))
    known = Credit(date(2027, 1, 5), 19, "General", uan="0384-0000-26-012-H04-T")
    bare = Credit(date(2027, 1, 6), 1, "Something")
    held = audited(Told(Career(holdings=(holding,), credits=(known, bare)), ON))
    assert (held.status, bounds(held)) == ("short", (1, 2))
    assert "credit-details" in {one.id for one in held.questions}
    other = replace(bare, title="Something else")
    held = audited(Told(Career(holdings=(holding,), credits=(known, bare, other)), ON))
    assert (held.status, bounds(held)) == ("unknown", (0, 2))


def test_an_hour_that_one_topic_alone_makes_count_is_granted_that_topic_only():
    # Illinois takes hours of other providers on harassment only. Of law, safety, harassment and bias (which
    # may not be in force) none is done, and one reading asks cultural competency: 4 hours or 5. Half an hour
    # may be of harassment.
    holding = Holding("us-il-certified-technician", issued=date(2013, 5, 17), expires=date(2027, 12, 31))
    known = Credit(date(2027, 1, 5), 10, "General", uan="0384-0000-26-012-H04-T")
    bare = Credit(
        date(2027, 1, 6), Fraction(1, 2), "?", format="live", audience="technician", accreditation="other"
    )
    held = audited(Told(Career(holdings=(holding,), credits=(known, bare)), ON))
    assert bounds(held) == (Fraction(7, 2), 5)


def test_a_credit_that_tells_nothing_leaves_it_unknown():
    holding = Holding("nha-cpht", issued=date(2013, 5, 17), expires=date(2027, 12, 31))
    known = Credit(date(2027, 1, 5), 19, "Law", uan="0384-0000-26-012-H03-T")
    bare = Credit(date(2027, 1, 6), 1, "Something")
    held = audited(Told(Career(holdings=(holding,), credits=(known, bare)), ON))
    assert held.status == "unknown"
    assert bounds(held) == (0, 1)
    assert "credit-details" in {one.id for one in held.questions}
    safety = replace(bare, topic="patient-safety")
    assert audited(Told(Career(holdings=(holding,), credits=(known, safety)), ON)).status == "met"
    other = replace(bare, topic="other")
    assert audited(Told(Career(holdings=(holding,), credits=(known, other)), ON)).status == "short"
