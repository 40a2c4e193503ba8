"""Hypothesis strategies for careers over a given set of packs.

`careers` draws plausible people: a few holdings, credits in and around their terms, work, exams.
`any_careers` draws whatever the career file can hold, with odd texts, for round trips.
"""

import json
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import get_args

from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import strategies as st

from rxladder.career.achievements import Achievement
from rxladder.career.duties import ChecklistItem, Duty, Level, Responsibilities, SignOff, Skill, TrainingPlan
from rxladder.career.gatherings import Gathering, Going, Letter, Membership, ToDo
from rxladder.career.ids import ids_of
from rxladder.career.mock_exams import MockExamTaken, MockQuestion
from rxladder.career.model import RESERVED
from rxladder.career.projects import Better, Change, Cycle, Decision, Measure, Point, Project
from rxladder.career.record import (
    AcceptedPath,
    Availability,
    Career,
    Credit,
    ExamTaken,
    Goal,
    HeldTerm,
    Holding,
    Otherwise,
    Override,
    PathName,
    Person,
    PlannedStep,
    Premises,
    StepKind,
    Training,
    Work,
)
from rxladder.career.relationships import Acquaintance, Contact, Mentoring, Reach, Rhythm, RhythmUnit
from rxladder.career.resume import Profile, Resume, School, Spoken
from rxladder.career.studies import GRADES, OwnCard, Studies, StudyAnswer
from rxladder.career.workplaces import Exploring, Visit, VisitKind, Weights, Wish, Wishes
from rxladder.facts import matches
from rxladder.facts.cpe_monitor import Cause
from rxladder.facts.days import MonthDay
from rxladder.facts.entries import FIRST_DAY, LAST_DAY
from rxladder.facts.load import Packs
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.states import STATES

ON = date(2026, 11, 22)
"""A day for audits: the plausible careers lie around it."""

HOURS = st.sampled_from(
    [Fraction(n, 4) for n in range(1, 25)] + [Fraction(1, 3), Fraction(10, 3), Fraction(0)]
)
NAMES = st.text(st.characters(exclude_categories=["C"]), max_size=20)
TEXTS = st.one_of(
    NAMES,
    st.sampled_from(["no", "on", "null", "~", "true", "1e5", "0123", "12:30", "2026-01-31", "-", "a: b"]),
    st.sampled_from(["# x", "[", "1_0", "&a", "*a", "!a", "<<", "=", "a\n  b", " a ", "\t"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)  # fmt: skip


def days(first: date = date(2023, 1, 1), last: date = date(2028, 12, 31)) -> st.SearchStrategy[date]:
    """Days between two, both included."""
    return st.dates(first, last)


def uans(
    *, year: int = 26, audiences: Collection[str] = "TP", formats: Collection[str] = "LH"
) -> st.SearchStrategy[str]:
    """Activity numbers that ACPE could have given."""
    return st.builds(
        lambda provider, number, letter, topic, audience: (
            f"{provider:04}-0000-{year:02}-{number:03}-{letter}{topic:02}-{audience}"
        ),
        st.integers(1, 999),
        st.integers(1, 99),
        st.sampled_from(sorted(formats)),
        st.integers(1, 8),
        st.sampled_from(sorted(audiences)),
    )


def _maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


def _literals(of: object) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(of))


@st.composite
def credits(draw: st.DrawFn, first: date = date(2024, 6, 1), last: date = date(2027, 6, 30)) -> Credit:
    """A credit such as technicians have: most with a UAN, some told by their axes."""
    common = {
        "date": draw(days(first, last)),
        "hours": draw(HOURS),
        "title": draw(st.sampled_from(["Vaccines", "Law", "Safety", ""])),
        "status": draw(st.sampled_from(["done"] * 6 + ["booked", "planned"])),
    }
    if draw(st.booleans()):
        return Credit(
            **common,
            uan=draw(uans()),
            topic=draw(_maybe(st.sampled_from(["state-law", "sterile-compounding"]))),
        )
    topic = draw(_maybe(_literals(matches.Topic)))
    return Credit(
        **common,
        topic=topic,
        jurisdiction=draw(st.sampled_from(["us-tx", "us-fl"])) if topic == "state-law" else None,
        format=draw(_maybe(_literals(matches.Format))),
        audience=draw(_maybe(_literals(matches.Audience))),
        accreditation=draw(_maybe(_literals(matches.Accreditation))),
    )


@st.composite
def holdings(draw: st.DrawFn, credential: str) -> Holding:
    """A holding of a credential, in force or not, with or without its printed date."""
    issued = draw(_maybe(days(date(2018, 1, 1), date(2026, 6, 30))))
    expires = draw(_maybe(days(date(2026, 1, 1), date(2028, 12, 31))))
    if issued and expires and expires < issued:
        expires = issued + timedelta(days=draw(st.integers(30, 900)))
    return Holding(credential=credential, issued=issued, expires=expires)


@st.composite
def careers(
    draw: st.DrawFn, packs: Packs, *, credentials: Collection[str] | None = None, most_credits: int = 12
) -> Career:
    """A plausible person with up to three of the credentials named (of all, where none are)."""
    known = sorted(credentials if credentials is not None else packs.credentials)
    held = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
    return Career(
        person=Person(
            name="Sam", birthday=draw(days(date(1960, 1, 1), date(2005, 1, 1))), state=draw(_maybe(_STATES))
        ),
        facts=draw(answers(packs)),
        holdings=tuple(draw(holdings(credential)) for credential in held),
        credits=tuple(draw(st.lists(credits(), max_size=most_credits))),
        trainings=tuple(draw(st.lists(_trainings(packs), max_size=2))),
        exams=tuple(draw(st.lists(_exams(packs), max_size=2))),
        experience=tuple(draw(st.lists(_works(), max_size=2))),
    )


def _persons() -> st.SearchStrategy[Person]:
    birthdays = days(date(1960, 1, 1), date(2005, 1, 1))
    return st.builds(Person, name=st.just("Sam"), birthday=birthdays, state=_maybe(_STATES))


def answers(packs: Packs, *, scoped: bool = True) -> st.SearchStrategy[dict]:
    """Answers to some of the vocabulary's questions, each of its kind."""
    questions = packs.vocabulary.questions

    def one(id_: str) -> st.SearchStrategy:
        question = questions[id_]
        if question.answer == "yes-no":
            plain = st.booleans()
        elif question.answer == "date":
            plain = days(date(2000, 1, 1), ON)
        elif question.many:
            plain = st.lists(st.sampled_from(question.choices), max_size=3).map(tuple)
        else:
            plain = st.sampled_from(question.choices)
        if not scoped or question.scope != "authority":
            return plain
        return plain | st.dictionaries(st.sampled_from(sorted(packs.packs)), plain, min_size=1, max_size=3)

    picked = st.lists(st.sampled_from(sorted(questions)), max_size=4, unique=True)
    return picked.flatmap(lambda ids: st.fixed_dictionaries({id_: one(id_) for id_ in ids}))


_STATES = st.sampled_from(sorted(STATES))
_ROLES = st.sampled_from(sorted(roles()))
_WORKPLACES = st.sampled_from(sorted(workplaces()))
_MONEY = st.integers(0, 1_000_000).map(lambda cents: Decimal(cents) / 100)
_AMOUNTS = HOURS | st.fractions(0, 160, max_denominator=1_000)
_ANY_DAY = days(FIRST_DAY, LAST_DAY)
_CAUSES = st.lists(_literals(Cause), unique=True, max_size=3)


@st.composite
def _trainings(draw: st.DrawFn, packs: Packs) -> Training:
    started, completed = draw(_ordered(2))
    return Training(
        programme=draw(st.sampled_from(sorted(packs.vocabulary.programmes | packs.vocabulary.courses))),
        started=draw(_maybe(st.just(started))),
        completed=draw(_maybe(st.just(completed))),
        hours=draw(_maybe(_AMOUNTS)),
    )


def _exams(packs: Packs) -> st.SearchStrategy[ExamTaken]:
    return st.builds(
        ExamTaken,
        exam=st.sampled_from(sorted(packs.vocabulary.exams)),
        date=days(),
        passed=st.booleans(),
        score=_maybe(st.integers(0, 1_600)),
    )


@st.composite
def _works(draw: st.DrawFn, texts: st.SearchStrategy[str] | None = None) -> Work:
    started, ended = draw(_ordered(2))
    return Work(
        role=draw(_ROLES),
        from_=started,
        to=draw(_maybe(st.just(ended))),
        workplace=draw(_maybe(_WORKPLACES)),
        hours_per_week=draw(_maybe(_AMOUNTS)),
        state=draw(_maybe(_STATES)),
        employer="" if texts is None else draw(texts),
    )


def _ordered(count: int) -> st.SearchStrategy[list[date]]:
    return st.lists(days(date(2010, 1, 1), date(2027, 1, 1)), min_size=count, max_size=count).map(sorted)


@st.composite
def _any_holdings(draw: st.DrawFn, credential: str) -> Holding:
    term_start, term_end, issued, filed, expires = draw(
        st.lists(_ANY_DAY, min_size=5, max_size=5, unique=True).map(sorted)
    )
    return Holding(
        credential=credential,
        issued=draw(_maybe(st.just(issued))),
        expires=draw(_maybe(st.just(expires))),
        number=draw(TEXTS),
        filed=draw(_maybe(st.just(filed))),
        terms=draw(st.sampled_from([(), (HeldTerm(term_start, term_end),), (HeldTerm(None, term_end),)])),
        held_without_break_since=draw(_maybe(st.just(term_start))),
        probation_until=draw(_maybe(st.just(expires))),
    )


@st.composite
def _any_credits(draw: st.DrawFn, packs: Packs) -> Credit:
    activities = sorted(ids_of(packs).activities)
    return Credit(
        date=draw(_ANY_DAY),
        hours=draw(_AMOUNTS),
        title=draw(TEXTS),
        uan=draw(_maybe(uans())),
        topic=draw(_maybe(_literals(matches.Topic))),
        format=draw(_maybe(_literals(matches.Format))),
        audience=draw(_maybe(_literals(matches.Audience))),
        accreditation=draw(_maybe(_literals(matches.Accreditation))),
        jurisdiction=draw(_maybe(_STATES)),
        course=draw(_maybe(st.sampled_from(sorted(packs.vocabulary.courses)))),
        activity=draw(_maybe(st.sampled_from(activities))) if activities else None,
        provider=draw(TEXTS),
        status=draw(st.sampled_from(["done", "booked", "planned"])),
        cost_usd=draw(_maybe(_MONEY)),
        paid_by=draw(TEXTS),
        seen_in_transcript=draw(_maybe(_ANY_DAY)),
        asked_provider=draw(_maybe(_ANY_DAY)),
        causes_ruled_out=tuple(draw(_CAUSES)),
        causes_found=tuple(draw(_CAUSES)),
    )


@st.composite
def _overrides(draw: st.DrawFn, packs: Packs) -> Override:
    clauses = {
        id_: ref.credential.ce.clauses for id_, ref in packs.credentials.items() if ref.credential.ce.clauses
    }
    credential = draw(st.sampled_from(sorted(clauses)))
    told_on, until = draw(_ordered(2))
    said = draw(st.sampled_from(["waived", "needed", "extra_hours"]))
    clause = st.sampled_from(sorted(clauses[credential]))
    return Override(
        credential=credential,
        told_on=told_on,
        evidence=draw(TEXTS.filter(bool)),
        clause=draw(_maybe(clause) if said == "extra_hours" else clause),
        until=draw(_maybe(st.just(until))),
        **{said: True if said == "waived" else draw(_AMOUNTS)},
    )


_PEOPLE = st.builds(
    Acquaintance,
    name=TEXTS.filter(str.strip),
    uid=TEXTS,
    known_from=TEXTS,
    topics=st.lists(TEXTS, max_size=2).map(tuple),
    emails=st.lists(st.builds(Reach, TEXTS.filter(bool), TEXTS), max_size=2).map(tuple),
    birthday=st.none() | _ANY_DAY | _ANY_DAY.map(lambda day: MonthDay((day.month, day.day))),
    rhythm=st.none() | st.builds(Rhythm, st.integers(1, 999), st.sampled_from(get_args(RhythmUnit))),
    mentoring=st.sampled_from([None, *get_args(Mentoring)]),
    added=st.none() | _ANY_DAY,
    note=TEXTS,
    contacts=st.lists(st.builds(Contact, _ANY_DAY, TEXTS), max_size=3).map(
        lambda found: tuple(sorted(found, key=lambda one: one.on))
    ),
)
_NAMED = TEXTS.filter(bool)
_SIGNED = st.fractions(-1_000, 10**6, max_denominator=1_000)


@st.composite
def _projects(draw: st.DrawFn) -> Project:
    """A quality project with points as its measure has them."""
    data = draw(st.sampled_from(["share", "rate", "count", "single"]))
    wholes = st.integers(0, 500).map(Fraction)
    amounts = {
        "share": st.tuples(wholes, st.integers(500, 9_000).map(Fraction)),
        "rate": st.tuples(wholes, st.fractions(Fraction(1, 8), 10**6, max_denominator=1_000)),
        "count": st.tuples(wholes, st.none()),
        "single": st.tuples(_SIGNED, st.none()),
    }[data]
    points = st.builds(lambda day, two, note: Point(day, *two, note), _ANY_DAY, amounts, TEXTS)
    planned, done, studied, acted = draw(_ordered(4))
    cycle = Cycle(
        title=draw(_NAMED),
        plan=draw(TEXTS),
        planned=draw(_maybe(st.just(planned))),
        done=draw(_maybe(st.just(done))),
        study=draw(TEXTS),
        studied=draw(_maybe(st.just(studied))),
        acted=draw(_maybe(st.just(acted))),
        decision=draw(_maybe(_literals(Decision))),
    )
    measure = Measure(
        what=draw(_NAMED),
        data=data,
        of=draw(TEXTS),
        unit=draw(TEXTS),
        per=draw(st.integers(1, 10_000)),
        better=draw(_maybe(_literals(Better))),
        goal=draw(_maybe(_SIGNED)),
    )
    changes = st.lists(st.builds(Change, _ANY_DAY, _NAMED, st.booleans()), max_size=2)
    return Project(
        title=draw(_NAMED),
        aim=draw(TEXTS),
        started=draw(_maybe(st.just(planned))),
        ended=draw(_maybe(st.just(acted))),
        learned=draw(TEXTS),
        measure=measure,
        baseline_until=draw(_maybe(_ANY_DAY)),
        points=tuple(sorted(draw(st.lists(points, max_size=4)), key=lambda one: one.date)),
        changes=tuple(sorted(draw(changes), key=lambda one: one.date)),
        cycles=draw(st.sampled_from([(), (cycle,)])),
    )


_IDS = TEXTS.filter(bool)
_MANY_TEXTS = st.lists(TEXTS, max_size=3).map(tuple)


@st.composite
def _planned_steps(draw: st.DrawFn) -> PlannedStep:
    starts, study_from, study_until, ends = draw(_ordered(4))
    return PlannedStep(
        id=draw(_IDS),
        kind=draw(_literals(StepKind)),
        what=draw(_IDS),
        starts=starts,
        ends=ends,
        says=draw(TEXTS),
        cost_usd=draw(_maybe(_MONEY)),
        study_hours=draw(_AMOUNTS),
        study_from=draw(_maybe(st.just(study_from))),
        study_until=draw(_maybe(st.just(study_until))),
        needs=draw(_MANY_TEXTS),
        authority=draw(TEXTS),
        workplace=draw(_maybe(TEXTS)),
        hours_per_week=draw(_maybe(_AMOUNTS)),
        doubt=draw(st.booleans()),
    )


@st.composite
def accepted_paths(draw: st.DrawFn) -> AcceptedPath:
    """Whatever a career file can hold as an accepted path."""
    accepted, finish = draw(_ordered(2))
    spare = {"study_hours_per_week": _maybe(_AMOUNTS), "budget_usd_per_month": _maybe(_MONEY)}
    return AcceptedPath(
        name=draw(_literals(PathName)),
        accepted=accepted,
        finish=finish,
        steps=tuple(draw(st.lists(_planned_steps(), max_size=3, unique_by=lambda step: step.id))),
        otherwise=draw(st.builds(Otherwise, state=_maybe(_STATES), skip=_MANY_TEXTS, **spare)),
        premises=draw(
            st.builds(
                Premises,
                packs=TEXTS,
                facts=TEXTS,
                state=_maybe(_STATES),
                work_hours_per_week=_maybe(_AMOUNTS),
                had=_MANY_TEXTS,
                **spare,
            )
        ),
        kept=draw(_MANY_TEXTS),
    )


_STUDY_ANSWERS = st.builds(
    StudyAnswer,
    at=st.datetimes(datetime(1970, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)),
    grade=st.sampled_from(GRADES),
    seconds=st.none() | st.integers(0, 86_400_000).map(lambda thousandths: Fraction(thousandths, 1000)),
    seed=st.integers(0, 2**62 - 1),
    given=(st.none() | st.integers(0, 3) | TEXTS | st.lists(st.integers(0, 5), max_size=4)).map(json.dumps),
)
_FOR_AN_EXAM = st.fixed_dictionaries(
    {
        "exam": st.sampled_from(["ptce", "excpt", "cspt"]),
        "date": st.none() | _ANY_DAY,
        "hours_per_week": st.none() | st.integers(1, 160).map(Fraction),
        "questions_per_day": st.integers(1, 500),
    }
)
_MOCK_QUESTIONS = st.builds(
    lambda asked, answered: MockQuestion(*asked, *answered),
    st.tuples(
        st.sampled_from(["drug-class/warfarin", "sig/b.i.d.", "form/fact%x"]),
        st.integers(0, 2**31),
        st.sampled_from(["ptce-2026:1", "excpt:3"]),
        st.booleans(),
        st.booleans(),
    ),
    st.just(())
    | st.tuples(
        st.booleans(),
        st.integers(0, 99_999),
        (st.none() | st.integers(0, 3) | TEXTS | st.lists(st.integers(0, 5), max_size=4)).map(json.dumps),
    ),
)
_MOCK_EXAMS = st.tuples(
    st.builds(
        MockExamTaken,
        outline=st.sampled_from(["ptce-2026", "excpt"]),
        begun=st.just("2026-11-20T14:03:22Z"),
        seed=st.integers(0, 2**31),
        allowed=st.just(6600),
        questions=st.lists(_MOCK_QUESTIONS, min_size=1, max_size=3).map(tuple),
        kind=st.sampled_from(["full", "short"]),
        ended=st.none() | st.just("2026-11-20T15:03:22.500000Z"),
        seconds=st.integers(0, 6600),
        chance=st.none() | st.just((0.25, 0.5)),
    )
)
_WRITTEN = TEXTS.filter(bool)
_ANSWERED = st.fixed_dictionaries(
    {
        "parameters": st.just(())
        | st.tuples(
            *(
                st.integers(ceil(least * 10_000), floor(most * 10_000)).map(lambda ten: ten / 10_000)
                for least, most in zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
            )
        ),
        "reviews": st.dictionaries(
            TEXTS.filter(lambda text: 0 < len(text) <= 160),
            st.lists(_STUDY_ANSWERS, min_size=1, max_size=3).map(
                lambda found: tuple(sorted(found, key=lambda answer: answer.at))
            ),
            max_size=3,
        ),
        "mock_exams": st.just(()) | _MOCK_EXAMS,
        "own_cards": st.lists(
            st.builds(OwnCard, st.sampled_from(["anki/a", "anki/b"]), _WRITTEN, _WRITTEN, TEXTS),
            max_size=2,
            unique_by=lambda card: card.id,
        ).map(tuple),
    }
)
_STUDIES = st.builds(lambda exam, answered: Studies(**exam | answered), st.just({}) | _FOR_AN_EXAM, _ANSWERED)
_MEMBERSHIPS = st.builds(
    Membership, TEXTS.filter(bool), renews=_maybe(_ANY_DAY), dues_usd=_maybe(_MONEY), number=TEXTS, note=TEXTS
)
_TODOS = st.lists(st.builds(ToDo, TEXTS.filter(bool), st.booleans()), max_size=2).map(tuple)
_GATHERINGS = st.builds(
    Gathering,
    name=TEXTS.filter(bool),
    starts=_ANY_DAY,
    uid=TEXTS,
    where=TEXTS,
    going=st.sampled_from(get_args(Going)),
    cost_usd=_maybe(_MONEY),
    ce_hours=_maybe(HOURS),
    people=st.lists(TEXTS, max_size=2).map(tuple),
    before=_TODOS,
    after=_TODOS,
)
_LETTERS = st.builds(
    Letter,
    TEXTS.filter(bool),
    about=TEXTS,
    asked=_maybe(_ANY_DAY),
    reminded=st.lists(_ANY_DAY, max_size=2).map(sorted).map(tuple),
    evidence=st.sampled_from(["", "0a" * 32]),
    note=TEXTS,
)
_HASHES = st.sampled_from(["", "0a" * 32])
_TEXT_LISTS = st.lists(TEXTS, max_size=2).map(tuple)
_SIGN_OFFS = st.builds(
    lambda days, by, told, note: SignOff(days[0], by, days[1] if told else None, note),
    _ordered(2),
    _NAMED,
    st.booleans(),
    TEXTS,
)
_SKILLS = st.builds(
    Skill,
    _NAMED,
    area=TEXTS,
    level=_literals(Level),
    last_done=_maybe(_ANY_DAY),
    teachers=_TEXT_LISTS,
    sign_offs=st.lists(_SIGN_OFFS, max_size=2).map(
        lambda found: tuple(sorted(found, key=lambda one: one.on))
    ),
    note=TEXTS,
)
_DUTIES = st.builds(
    Duty,
    _NAMED,
    since=_maybe(_ANY_DAY),
    hours_per_week=_maybe(_AMOUNTS),
    workplace=_maybe(_WORKPLACES),
    employer=TEXTS,
    note=TEXTS,
) | st.builds(lambda what, days: Duty(what, *days), _NAMED, _ordered(2))
_CHECKLISTS = st.lists(
    st.builds(ChecklistItem, _NAMED, done=_maybe(_ANY_DAY), note=TEXTS)
    | st.builds(lambda what, days, by: ChecklistItem(what, *days, by), _NAMED, _ordered(2), TEXTS),
    max_size=3,
).map(tuple)
_PLANS = st.builds(
    lambda trainee, what, days, items: TrainingPlan(trainee, what, *days, items=items),
    _NAMED,
    TEXTS,
    _ordered(3) | st.just([None, None, None]),
    _CHECKLISTS,
)
_ACHIEVEMENTS = st.builds(
    Achievement, _ANY_DAY, _NAMED, TEXTS, TEXTS, evidence=_HASHES, topics=_TEXT_LISTS, of=TEXTS, note=TEXTS
)
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(-1e6, 1e6, width=32) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
_RESERVED = st.dictionaries(st.sampled_from(RESERVED), _ANYTHING, max_size=3)
_SOME_DAYS = st.sampled_from(["", "2014", "2014-06", "2014-06-29"])
_RESUMES = st.builds(
    Resume,
    *[TEXTS] * 10,
    profiles=st.tuples(st.builds(Profile, _NAMED, TEXTS, TEXTS)) | st.just(()),
    languages=st.tuples(st.builds(Spoken, _NAMED, TEXTS)) | st.just(()),
    education=st.tuples(
        st.builds(School, _NAMED, TEXTS, TEXTS, _SOME_DAYS, _SOME_DAYS, TEXTS, TEXTS, _TEXT_LISTS)
    )
    | st.just(()),
    rest=st.none() | st.dictionaries(_NAMED, _ANYTHING, min_size=1, max_size=3),
).filter(lambda made: made != Resume())


_WEIGHTS = st.builds(Weights, skills=st.integers(0, 3), pay=st.integers(0, 3))
_WISHES = st.builds(
    Wishes,
    shifts=_maybe(_literals(Wish)),
    sterile=_maybe(_literals(Wish)),
    least_usd=_maybe(_MONEY),
    weights=_WEIGHTS,
)


@st.composite
def _visits(draw: st.DrawFn) -> Visit:
    starts, ends = draw(_ordered(2))
    return Visit(
        kind=draw(_literals(VisitKind)),
        workplace=draw(_WORKPLACES),
        starts=starts,
        ends=draw(_maybe(st.just(ends))),
        hours=draw(_maybe(_AMOUNTS)),
        where=draw(TEXTS),
        people=draw(TEXTS),
        done=draw(st.booleans()),
        learned=draw(TEXTS),
    )


_EXPLORING = st.builds(
    Exploring, wishes=_WISHES, usd_per_hour=_maybe(_MONEY), visits=st.lists(_visits(), max_size=2).map(tuple)
)


@st.composite
def any_careers(draw: st.DrawFn, packs: Packs) -> Career:
    """Whatever a career file can hold."""
    held = draw(st.lists(st.sampled_from(sorted(packs.credentials)), max_size=3, unique=True))
    paths = _maybe(accepted_paths())
    goals = st.builds(Goal, role=_ROLES, by=_maybe(_ANY_DAY), path=paths) | st.builds(
        Goal, credential=st.sampled_from(sorted(packs.credentials)), workplace=_maybe(_WORKPLACES), path=paths
    )
    return Career(
        person=draw(
            st.builds(
                Person,
                name=TEXTS,
                birthday=_maybe(_ANY_DAY),
                state=_maybe(_STATES),
                time_zone=_maybe(st.sampled_from(["America/Chicago", "UTC"])),
            )
        ),
        facts=draw(answers(packs)),
        holdings=tuple(draw(_any_holdings(credential)) for credential in held),
        credits=tuple(draw(st.lists(_any_credits(packs), max_size=3))),
        trainings=tuple(draw(st.lists(_trainings(packs), max_size=2))),
        exams=tuple(draw(st.lists(_exams(packs), max_size=2))),
        experience=tuple(draw(st.lists(_works(TEXTS), max_size=2))),
        availability=draw(
            st.builds(
                Availability, study_hours_per_week=_maybe(_AMOUNTS), budget_usd_per_month=_maybe(_MONEY)
            )
        ),
        goals=tuple(draw(st.lists(goals, max_size=2))),
        overrides=tuple(draw(st.lists(_overrides(packs), max_size=2))),
        relationships=tuple(draw(st.lists(_PEOPLE, max_size=2))),
        projects=tuple(draw(st.lists(_projects() | st.builds(Project, title=_NAMED), max_size=2))),
        study=draw(st.none() | _STUDIES.filter(lambda study: study != Studies())),
        organisations=tuple(draw(st.lists(_MEMBERSHIPS, max_size=2))),
        events=tuple(draw(st.lists(_GATHERINGS, max_size=2))),
        letters=tuple(draw(st.lists(_LETTERS, max_size=2))),
        responsibilities=Responsibilities(
            tuple(draw(st.lists(_DUTIES, max_size=2))), tuple(draw(st.lists(_PLANS, max_size=2)))
        ),
        skills=tuple(draw(st.lists(_SKILLS, max_size=2))),
        achievements=tuple(sorted(draw(st.lists(_ACHIEVEMENTS, max_size=2)), key=lambda one: one.on)),
        workplaces=draw(_EXPLORING),
        resume=draw(st.none() | _RESUMES),
        reserved=draw(_RESERVED),
    )
