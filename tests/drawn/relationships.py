"""People one knows, memberships, gatherings and letters."""

from typing import get_args

from hypothesis import strategies as st

from rxladder.career.gatherings import Gathering, Going, Letter, Membership, ToDo
from rxladder.career.relationships import Acquaintance, Contact, Mentoring, Reach, Rhythm, RhythmUnit
from rxladder.facts.days import MonthDay
from tests.drawn.basics import ANY_DAY, HOURS, MONEY, NAMED, TEXTS, maybe

PEOPLE = st.builds(
    Acquaintance,
    name=TEXTS.filter(str.strip),
    uid=TEXTS,
    known_from=TEXTS,
    topics=st.lists(TEXTS, max_size=2).map(tuple),
    emails=st.lists(st.builds(Reach, NAMED, TEXTS), max_size=2).map(tuple),
    birthday=st.none() | ANY_DAY | ANY_DAY.map(lambda day: MonthDay((day.month, day.day))),
    rhythm=st.none() | st.builds(Rhythm, st.integers(1, 999), st.sampled_from(get_args(RhythmUnit))),
    mentoring=st.sampled_from([None, *get_args(Mentoring)]),
    added=st.none() | ANY_DAY,
    note=TEXTS,
    contacts=st.lists(st.builds(Contact, ANY_DAY, TEXTS), max_size=3).map(
        lambda found: tuple(sorted(found, key=lambda one: one.on))
    ),
)
MEMBERSHIPS = st.builds(
    Membership, NAMED, renews=maybe(ANY_DAY), dues_usd=maybe(MONEY), number=TEXTS, note=TEXTS
)
_TODOS = st.lists(st.builds(ToDo, NAMED, st.booleans()), max_size=2).map(tuple)
GATHERINGS = st.builds(
    Gathering,
    name=NAMED,
    starts=ANY_DAY,
    uid=TEXTS,
    where=TEXTS,
    going=st.sampled_from(get_args(Going)),
    cost_usd=maybe(MONEY),
    ce_hours=maybe(HOURS),
    people=st.lists(TEXTS, max_size=2).map(tuple),
    before=_TODOS,
    after=_TODOS,
)
LETTERS = st.builds(
    Letter,
    NAMED,
    about=TEXTS,
    asked=maybe(ANY_DAY),
    reminded=st.lists(ANY_DAY, max_size=2).map(sorted).map(tuple),
    evidence=st.sampled_from(["", "0a" * 32]),
    note=TEXTS,
)
