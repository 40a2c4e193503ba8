"""What only a résumé tells."""

from hypothesis import strategies as st

from rxladder.career.resume import Profile, Resume, School, Spoken
from tests.drawn.basics import ANYTHING, NAMED, TEXT_LISTS, TEXTS

_SOME_DAYS = st.sampled_from(["", "2014", "2014-06", "2014-06-29"])
RESUMES = st.builds(
    Resume,
    *[TEXTS] * 10,
    profiles=st.tuples(st.builds(Profile, NAMED, TEXTS, TEXTS)) | st.just(()),
    languages=st.tuples(st.builds(Spoken, NAMED, TEXTS)) | st.just(()),
    education=st.tuples(
        st.builds(School, NAMED, TEXTS, TEXTS, _SOME_DAYS, _SOME_DAYS, TEXTS, TEXTS, TEXT_LISTS)
    )
    | st.just(()),
    rest=st.none() | st.dictionaries(NAMED, ANYTHING, min_size=1, max_size=3),
).filter(lambda made: made != Resume())
