"""Hypothesis strategies for careers over a given set of packs.

`careers` draws plausible people: a few holdings, credits in and around their terms, work, exams.
`any_careers` draws whatever the career file can hold, with odd texts, for round trips.
"""

from collections.abc import Collection
from datetime import date, timedelta

from hypothesis import strategies as st

from rxladder.career.duties import Responsibilities
from rxladder.career.ids import ids_of
from rxladder.career.model import RESERVED
from rxladder.career.projects import Project
from rxladder.career.record import (
    Availability,
    Career,
    Credit,
    ExamTaken,
    Goal,
    HeldTerm,
    Holding,
    Override,
    Person,
    Training,
    Work,
)
from rxladder.career.studies import Studies
from rxladder.facts import matches
from rxladder.facts.cpe_monitor import Cause
from rxladder.facts.load import Packs
from rxladder.rules.answers import ACCEPTANCE
from tests.drawn.basics import (
    AMOUNTS,
    ANY_DAY,
    ANY_STATE,
    ANYTHING,
    HOURS,
    MONEY,
    NAMED,
    ROLES,
    TEXTS,
    WORKPLACES,
    days,
    literals,
    maybe,
    ordered,
)
from tests.drawn.exploring import EXPLORING
from tests.drawn.paths import accepted_paths
from tests.drawn.proof import ACHIEVEMENTS, DUTIES, PLANS, SKILLS, projects
from tests.drawn.reading import READING
from tests.drawn.relationships import GATHERINGS, LETTERS, MEMBERSHIPS, PEOPLE
from tests.drawn.resumes import RESUMES
from tests.drawn.study import STUDIES
from tests.drawn.teams import TEAMS

ON = date(2026, 11, 22)
"""A day for audits: the plausible careers lie around it."""


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
            topic=draw(maybe(st.sampled_from(["state-law", "sterile-compounding"]))),
        )
    topic = draw(maybe(literals(matches.Topic)))
    return Credit(
        **common,
        topic=topic,
        jurisdiction=draw(st.sampled_from(["us-tx", "us-fl"])) if topic == "state-law" else None,
        format=draw(maybe(literals(matches.Format))),
        audience=draw(maybe(literals(matches.Audience))),
        accreditation=draw(maybe(literals(matches.Accreditation))),
    )


@st.composite
def holdings(draw: st.DrawFn, credential: str) -> Holding:
    """A holding of a credential, in force or not, with or without its printed date."""
    issued = draw(maybe(days(date(2018, 1, 1), date(2026, 6, 30))))
    expires = draw(maybe(days(date(2026, 1, 1), date(2028, 12, 31))))
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
            name="Sam", birthday=draw(days(date(1960, 1, 1), date(2005, 1, 1))), state=draw(maybe(ANY_STATE))
        ),
        facts=draw(answers(packs)),
        holdings=tuple(draw(holdings(credential)) for credential in held),
        credits=tuple(draw(st.lists(credits(), max_size=most_credits))),
        trainings=tuple(draw(st.lists(_trainings(packs), max_size=2))),
        exams=tuple(draw(st.lists(_exams(packs), max_size=2))),
        experience=tuple(draw(st.lists(_works(), max_size=2))),
    )


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


@st.composite
def _days_of_answers(draw: st.DrawFn, facts: dict) -> dict:
    """The days of those answers that are kept with their day: without one they would be of today."""
    given = facts.get(ACCEPTANCE)
    if isinstance(given, dict):
        return {ACCEPTANCE: {authority: draw(ANY_DAY) for authority in given}}
    return {} if given is None else {ACCEPTANCE: draw(ANY_DAY)}


_CAUSES = st.lists(literals(Cause), unique=True, max_size=3)


@st.composite
def _trainings(draw: st.DrawFn, packs: Packs) -> Training:
    started, completed = draw(ordered(2))
    return Training(
        programme=draw(st.sampled_from(sorted(packs.vocabulary.programmes | packs.vocabulary.courses))),
        started=draw(maybe(st.just(started))),
        completed=draw(maybe(st.just(completed))),
        hours=draw(maybe(AMOUNTS)),
    )


def _exams(packs: Packs) -> st.SearchStrategy[ExamTaken]:
    return st.builds(
        ExamTaken,
        exam=st.sampled_from(sorted(packs.vocabulary.exams)),
        date=days(),
        passed=st.booleans(),
        score=maybe(st.integers(0, 1_600)),
    )


@st.composite
def _works(draw: st.DrawFn, texts: st.SearchStrategy[str] | None = None) -> Work:
    started, ended = draw(ordered(2))
    return Work(
        role=draw(ROLES),
        from_=started,
        to=draw(maybe(st.just(ended))),
        workplace=draw(maybe(WORKPLACES)),
        hours_per_week=draw(maybe(AMOUNTS)),
        state=draw(maybe(ANY_STATE)),
        employer="" if texts is None else draw(texts),
    )


@st.composite
def _any_holdings(draw: st.DrawFn, credential: str) -> Holding:
    term_start, term_end, issued, filed, expires = draw(
        st.lists(ANY_DAY, min_size=5, max_size=5, unique=True).map(sorted)
    )
    return Holding(
        credential=credential,
        issued=draw(maybe(st.just(issued))),
        expires=draw(maybe(st.just(expires))),
        number=draw(TEXTS),
        filed=draw(maybe(st.just(filed))),
        terms=draw(st.sampled_from([(), (HeldTerm(term_start, term_end),), (HeldTerm(None, term_end),)])),
        held_without_break_since=draw(maybe(st.just(term_start))),
        probation_until=draw(maybe(st.just(expires))),
        not_renewing=draw(maybe(st.just(expires))),
    )


@st.composite
def _any_credits(draw: st.DrawFn, packs: Packs) -> Credit:
    activities = sorted(ids_of(packs).activities)
    return Credit(
        date=draw(ANY_DAY),
        hours=draw(AMOUNTS),
        title=draw(TEXTS),
        uan=draw(maybe(uans())),
        topic=draw(maybe(literals(matches.Topic))),
        format=draw(maybe(literals(matches.Format))),
        audience=draw(maybe(literals(matches.Audience))),
        accreditation=draw(maybe(literals(matches.Accreditation))),
        jurisdiction=draw(maybe(ANY_STATE)),
        course=draw(maybe(st.sampled_from(sorted(packs.vocabulary.courses)))),
        activity=draw(maybe(st.sampled_from(activities))) if activities else None,
        provider=draw(TEXTS),
        status=draw(st.sampled_from(["done", "booked", "planned"])),
        cost_usd=draw(maybe(MONEY)),
        paid_by=draw(TEXTS),
        seen_in_transcript=draw(maybe(ANY_DAY)),
        asked_provider=draw(maybe(ANY_DAY)),
        causes_ruled_out=tuple(draw(_CAUSES)),
        causes_found=tuple(draw(_CAUSES)),
    )


@st.composite
def _overrides(draw: st.DrawFn, packs: Packs) -> Override:
    clauses = {
        id_: ref.credential.ce.clauses for id_, ref in packs.credentials.items() if ref.credential.ce.clauses
    }
    deadlines = sorted(id_ for id_, ref in packs.credentials.items() if ref.credential.deadlines())
    told_on, until = draw(ordered(2))
    if draw(st.integers(0, 4)) == 0:
        kept = {"clause": "keeps", "extended_to": draw(ANY_DAY)}
        return Override(draw(st.sampled_from(deadlines)), told_on, draw(TEXTS.filter(bool)), **kept)
    credential = draw(st.sampled_from(sorted(clauses)))
    said = draw(st.sampled_from(["waived", "needed", "extra_hours"]))
    clause = st.sampled_from(sorted(clauses[credential]))
    return Override(
        credential=credential,
        told_on=told_on,
        evidence=draw(TEXTS.filter(bool)),
        clause=draw(maybe(clause) if said == "extra_hours" else clause),
        until=draw(maybe(st.just(until))),
        **{said: True if said == "waived" else draw(AMOUNTS)},
    )


_RESERVED = st.dictionaries(st.sampled_from(RESERVED), ANYTHING, max_size=3) if RESERVED else st.just({})


@st.composite
def any_careers(draw: st.DrawFn, packs: Packs) -> Career:
    """Whatever a career file can hold."""
    held = draw(st.lists(st.sampled_from(sorted(packs.credentials)), max_size=3, unique=True))
    paths, facts = maybe(accepted_paths()), draw(answers(packs))
    goals = st.builds(Goal, role=ROLES, by=maybe(ANY_DAY), path=paths) | st.builds(
        Goal, credential=st.sampled_from(sorted(packs.credentials)), workplace=maybe(WORKPLACES), path=paths
    )
    return Career(
        person=draw(
            st.builds(
                Person,
                name=TEXTS,
                birthday=maybe(days(date(1900, 1, 1), date(2020, 1, 1))),
                state=maybe(ANY_STATE),
                time_zone=maybe(st.sampled_from(["America/Chicago", "UTC"])),
            )
        ),
        facts=facts,
        answered_on=draw(_days_of_answers(facts)),
        holdings=tuple(draw(_any_holdings(credential)) for credential in held),
        credits=tuple(draw(st.lists(_any_credits(packs), max_size=3))),
        trainings=tuple(draw(st.lists(_trainings(packs), max_size=2))),
        exams=tuple(draw(st.lists(_exams(packs), max_size=2))),
        experience=tuple(draw(st.lists(_works(TEXTS), max_size=2))),
        availability=draw(
            st.builds(Availability, study_hours_per_week=maybe(AMOUNTS), budget_usd_per_month=maybe(MONEY))
        ),
        goals=tuple(draw(st.lists(goals, max_size=2))),
        overrides=tuple(draw(st.lists(_overrides(packs), max_size=2))),
        relationships=tuple(draw(st.lists(PEOPLE, max_size=2))),
        projects=tuple(draw(st.lists(projects() | st.builds(Project, title=NAMED), max_size=2))),
        study=draw(st.none() | STUDIES.filter(lambda study: study != Studies())),
        organisations=tuple(draw(st.lists(MEMBERSHIPS, max_size=2))),
        events=tuple(draw(st.lists(GATHERINGS, max_size=2))),
        letters=tuple(draw(st.lists(LETTERS, max_size=2))),
        responsibilities=Responsibilities(
            tuple(draw(st.lists(DUTIES, max_size=2))), tuple(draw(st.lists(PLANS, max_size=2)))
        ),
        skills=tuple(draw(st.lists(SKILLS, max_size=2))),
        achievements=tuple(sorted(draw(st.lists(ACHIEVEMENTS, max_size=2)), key=lambda one: one.on)),
        workplaces=draw(EXPLORING),
        reading=draw(READING),
        resume=draw(st.none() | RESUMES),
        teams=tuple(draw(st.lists(TEAMS, max_size=2, unique_by=lambda one: (one.organisation, one.joined)))),
        reserved=draw(_RESERVED),
    )
