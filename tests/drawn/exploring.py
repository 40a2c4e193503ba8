"""Wishes for a workplace, and the places seen."""

from hypothesis import strategies as st

from rxladder.career.workplaces import Exploring, Visit, VisitKind, Weights, Wish, Wishes
from tests.drawn.basics import AMOUNTS, MONEY, TEXTS, WORKPLACES, literals, maybe, ordered

_WEIGHTS = st.builds(Weights, skills=st.integers(0, 3), pay=st.integers(0, 3))
_WISHES = st.builds(
    Wishes,
    shifts=maybe(literals(Wish)),
    sterile=maybe(literals(Wish)),
    least_usd=maybe(MONEY),
    weights=_WEIGHTS,
)


@st.composite
def _visits(draw: st.DrawFn) -> Visit:
    starts, ends = draw(ordered(2))
    return Visit(
        kind=draw(literals(VisitKind)),
        workplace=draw(WORKPLACES),
        starts=starts,
        ends=draw(maybe(st.just(ends))),
        hours=draw(maybe(AMOUNTS)),
        where=draw(TEXTS),
        people=draw(TEXTS),
        done=draw(st.booleans()),
        learned=draw(TEXTS),
    )


EXPLORING = st.builds(
    Exploring, wishes=_WISHES, usd_per_hour=maybe(MONEY), visits=st.lists(_visits(), max_size=2).map(tuple)
)
