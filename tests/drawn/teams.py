"""Memberships in teams."""

from typing import get_args

from hypothesis import strategies as st

from rxladder.career.teams import Shared, Team, TeamRole
from tests.drawn.basics import NAMED, TEXTS, literals, maybe, ordered

_SHARED = st.lists(st.sampled_from(get_args(Shared)), max_size=3, unique=True).map(tuple)


@st.composite
def _teams(draw: st.DrawFn) -> Team:
    joined, left = draw(ordered(2))
    ended = draw(maybe(st.just(left)))
    return Team(draw(NAMED), draw(literals(TeamRole)), joined, draw(TEXTS), ended, draw(_SHARED))


TEAMS = _teams()
