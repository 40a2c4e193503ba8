"""Accepted paths, as a career file holds them."""

from hypothesis import strategies as st

from rxladder.career.record import (
    AcceptedPath,
    Otherwise,
    PathName,
    PlannedStep,
    Premises,
    StepKind,
)
from tests.drawn.basics import AMOUNTS, ANY_STATE, MANY_TEXTS, MONEY, NAMED, TEXTS, literals, maybe, ordered


@st.composite
def _planned_steps(draw: st.DrawFn) -> PlannedStep:
    starts, study_from, study_until, ends = draw(ordered(4))
    return PlannedStep(
        id=draw(NAMED),
        kind=draw(literals(StepKind)),
        what=draw(NAMED),
        starts=starts,
        ends=ends,
        says=draw(TEXTS),
        cost_usd=draw(maybe(MONEY)),
        study_hours=draw(AMOUNTS),
        study_from=draw(maybe(st.just(study_from))),
        study_until=draw(maybe(st.just(study_until))),
        needs=draw(MANY_TEXTS),
        authority=draw(TEXTS),
        workplace=draw(maybe(TEXTS)),
        hours_per_week=draw(maybe(AMOUNTS)),
        doubt=draw(st.booleans()),
    )


@st.composite
def accepted_paths(draw: st.DrawFn) -> AcceptedPath:
    """Whatever a career file can hold as an accepted path."""
    accepted, finish = draw(ordered(2))
    spare = {"study_hours_per_week": maybe(AMOUNTS), "budget_usd_per_month": maybe(MONEY)}
    return AcceptedPath(
        name=draw(literals(PathName)),
        accepted=accepted,
        finish=finish,
        steps=tuple(draw(st.lists(_planned_steps(), max_size=3, unique_by=lambda step: step.id))),
        otherwise=draw(st.builds(Otherwise, state=maybe(ANY_STATE), skip=MANY_TEXTS, **spare)),
        premises=draw(
            st.builds(
                Premises,
                packs=TEXTS,
                facts=TEXTS,
                state=maybe(ANY_STATE),
                work_hours_per_week=maybe(AMOUNTS),
                had=MANY_TEXTS,
                **spare,
            )
        ),
        kept=draw(MANY_TEXTS),
    )
