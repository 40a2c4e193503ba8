"""Careers of people who nearly meet what a credential asks."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from rxladder.career.record import Career, Credit, ExamTaken, Holding, Person, Training, Work
from rxladder.facts import conditions as c
from rxladder.facts.load import load_packs
from tests.strategies import careers

ON = date(2026, 11, 22)
PACKS = load_packs()
ASKING = sorted(id_ for id_, ref in PACKS.credentials.items() if ref.credential.eligibility is not None)


@st.composite
def nearly(draw: st.DrawFn, node: c.Node) -> Career:
    """A career that meets most of the leaves of a condition now, soon, or until soon."""
    parts: dict[str, list] = {"holdings": [], "credits": [], "trainings": [], "exams": [], "experience": []}
    facts: dict = {}
    birthday = draw(st.none() | st.dates(date(1980, 1, 1), date(2012, 12, 31)))
    for leaf in c.walk(node):
        if c.children(leaf) or draw(st.integers(0, 15)) == 0:
            continue
        if isinstance(leaf, c.Age):
            birthday = draw(st.dates(date(2026 - leaf.age - 2, 1, 1), date(2026 - leaf.age + 1, 12, 31)))
        else:
            _meet(draw, leaf, parts, facts)
    return Career(
        person=Person(birthday=birthday, state=draw(st.sampled_from(["us-tx", "us-fl", None]))),
        facts=facts,
        **{key: tuple(values) for key, values in parts.items()},
    )


def _around(draw: st.DrawFn) -> date:
    return draw(st.dates(ON - timedelta(days=1500), ON + timedelta(days=500)))


def _meet(draw: st.DrawFn, leaf: c.Node, parts: dict[str, list], facts: dict) -> None:
    day = _around(draw)
    match leaf:
        case c.Holds() | c.EverHeld():
            id_ = leaf.holds if isinstance(leaf, c.Holds) else leaf.ever_held
            expires = draw(st.none() | st.just(day + timedelta(days=draw(st.integers(0, 900)))))
            parts["holdings"].append(
                Holding(id_, issued=draw(st.sampled_from([day, day, None])), expires=expires)
            )
        case c.AcceptedCertification():
            facts["certification-accepted"] = draw(st.sampled_from([True, True, False]))
        case c.Passed():
            parts["exams"].append(
                ExamTaken(leaf.passed, day, draw(st.sampled_from([True, True, False])), leaf.score)
            )
        case c.Trained():
            parts["trainings"].append(Training(leaf.trained, completed=day, hours=leaf.hours))
        case c.Course():
            parts["credits"].append(Credit(day, Fraction(2), "A course", course=leaf.course))
        case c.CreditHours():
            parts["credits"].append(Credit(day, leaf.credit_hours, "Hours", uan="0384-0000-26-012-L06-T"))
        case c.Experience() | c.Employed():
            id_ = leaf.experience if isinstance(leaf, c.Experience) else leaf.employed
            parts["experience"].append(_work(draw, id_, day))
        case c.Education():
            facts["education"] = draw(st.sampled_from(["in-high-school", leaf.education, leaf.education]))
        case c.RegisteredElsewhere():
            facts["registered-elsewhere"] = draw(st.booleans())
        case c.Answer():
            _answer(draw, leaf, facts, day)


def _work(draw: st.DrawFn, kind_id: str, day: date) -> Work:
    kind = PACKS.vocabulary.experience_kinds[kind_id]
    return Work(
        role=draw(st.sampled_from(sorted(kind.roles) or ["technician"])),
        from_=day,
        to=draw(st.none() | st.none() | st.just(day + timedelta(days=draw(st.integers(0, 900))))),
        workplace=draw(st.sampled_from(sorted(kind.workplaces))) if kind.workplaces else None,
        hours_per_week=draw(st.sampled_from([Fraction(20), Fraction(40), Fraction(50, 3), None])),
    )


def _answer(draw: st.DrawFn, leaf: c.Answer, facts: dict, day: date) -> None:
    question = PACKS.vocabulary.questions[leaf.answer]
    if question.answer == "yes-no":
        facts[leaf.answer] = draw(st.sampled_from([True] * 9 + [False]))
    elif question.answer == "date":
        facts[leaf.answer] = day
    elif question.choices:
        good = [choice for choice in question.choices if choice not in (*leaf.false_if, *leaf.ask_if)]
        chosen = draw(st.sampled_from(good or question.choices))
        facts[leaf.answer] = (chosen,) if question.many else chosen


@st.composite
def applicants(draw: st.DrawFn) -> tuple[str, Career]:
    """A credential, and a career that nearly meets what it asks."""
    credential = draw(st.sampled_from(ASKING))
    node = PACKS.credentials[credential].credential.eligibility
    near = draw(st.integers(0, 5)) > 0
    return credential, draw(nearly(node) if near else careers(PACKS, most_credits=2))
