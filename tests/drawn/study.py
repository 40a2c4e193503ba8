"""What a career file tells of preparing for an exam."""

import json
from datetime import UTC, datetime
from fractions import Fraction
from math import ceil, floor

from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import strategies as st

from rxladder.career.mock_exams import MockExamTaken, MockQuestion
from rxladder.career.studies import GRADES, OwnCard, Studies, StudyAnswer
from tests.drawn.basics import ANY_DAY, NAMED, TEXTS

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
        "date": st.none() | ANY_DAY,
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
            st.builds(OwnCard, st.sampled_from(["anki/a", "anki/b"]), NAMED, NAMED, TEXTS),
            max_size=2,
            unique_by=lambda card: card.id,
        ).map(tuple),
    }
)
STUDIES = st.builds(lambda exam, answered: Studies(**exam | answered), st.just({}) | _FOR_AN_EXAM, _ANSWERED)
