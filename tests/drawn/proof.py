"""What is proved beyond the counter: duties, skills, achievements and quality projects."""

from fractions import Fraction

from hypothesis import strategies as st

from rxladder.career.achievements import Achievement
from rxladder.career.duties import ChecklistItem, Duty, Level, SignOff, Skill, TrainingPlan
from rxladder.career.projects import Better, Change, Cycle, Decision, Measure, Point, Project
from tests.drawn.basics import (
    AMOUNTS,
    ANY_DAY,
    HASHES,
    NAMED,
    TEXT_LISTS,
    TEXTS,
    WORKPLACES,
    literals,
    maybe,
    ordered,
)

_SIGNED = st.fractions(-1_000, 10**6, max_denominator=1_000)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A quality project with points as its measure has them."""
    data = draw(st.sampled_from(["share", "rate", "count", "single"]))
    wholes = st.integers(0, 500).map(Fraction)
    amounts = {
        "share": st.tuples(wholes, st.integers(500, 9_000).map(Fraction)),
        "rate": st.tuples(wholes, st.fractions(Fraction(1, 8), 10**6, max_denominator=1_000)),
        "count": st.tuples(wholes, st.none()),
        "single": st.tuples(_SIGNED, st.none()),
    }[data]
    points = st.builds(lambda day, two, note: Point(day, *two, note), ANY_DAY, amounts, TEXTS)
    planned, done, studied, acted = draw(ordered(4))
    cycle = Cycle(
        title=draw(NAMED),
        plan=draw(TEXTS),
        planned=draw(maybe(st.just(planned))),
        done=draw(maybe(st.just(done))),
        study=draw(TEXTS),
        studied=draw(maybe(st.just(studied))),
        acted=draw(maybe(st.just(acted))),
        decision=draw(maybe(literals(Decision))),
    )
    measure = Measure(
        what=draw(NAMED),
        data=data,
        of=draw(TEXTS),
        unit=draw(TEXTS),
        per=draw(st.integers(1, 10_000)),
        better=draw(maybe(literals(Better))),
        goal=draw(maybe(_SIGNED)),
    )
    changes = st.lists(st.builds(Change, ANY_DAY, NAMED, st.booleans()), max_size=2)
    return Project(
        title=draw(NAMED),
        aim=draw(TEXTS),
        started=draw(maybe(st.just(planned))),
        ended=draw(maybe(st.just(acted))),
        learned=draw(TEXTS),
        measure=measure,
        baseline_until=draw(maybe(ANY_DAY)),
        points=tuple(sorted(draw(st.lists(points, max_size=4)), key=lambda one: one.date)),
        changes=tuple(sorted(draw(changes), key=lambda one: one.date)),
        cycles=draw(st.sampled_from([(), (cycle,)])),
    )


_SIGN_OFFS = st.builds(
    lambda days, by, told, note: SignOff(days[0], by, days[1] if told else None, note),
    ordered(2),
    NAMED,
    st.booleans(),
    TEXTS,
)
SKILLS = st.builds(
    Skill,
    NAMED,
    area=TEXTS,
    level=literals(Level),
    last_done=maybe(ANY_DAY),
    teachers=TEXT_LISTS,
    sign_offs=st.lists(_SIGN_OFFS, max_size=2).map(
        lambda found: tuple(sorted(found, key=lambda one: one.on))
    ),
    note=TEXTS,
)
DUTIES = st.builds(
    Duty,
    NAMED,
    since=maybe(ANY_DAY),
    hours_per_week=maybe(AMOUNTS),
    workplace=maybe(WORKPLACES),
    employer=TEXTS,
    note=TEXTS,
) | st.builds(lambda what, days: Duty(what, *days), NAMED, ordered(2))
_CHECKLISTS = st.lists(
    st.builds(ChecklistItem, NAMED, done=maybe(ANY_DAY), note=TEXTS)
    | st.builds(lambda what, days, by: ChecklistItem(what, *days, by), NAMED, ordered(2), TEXTS),
    max_size=3,
).map(tuple)
PLANS = st.builds(
    lambda trainee, what, days, items: TrainingPlan(trainee, what, *days, items=items),
    NAMED,
    TEXTS,
    ordered(3) | st.just([None, None, None]),
    _CHECKLISTS,
)
ACHIEVEMENTS = st.builds(
    Achievement, ANY_DAY, NAMED, TEXTS, TEXTS, evidence=HASHES, topics=TEXT_LISTS, of=TEXTS, note=TEXTS
)
