"""What one reads, as a career file can hold it."""

from __future__ import annotations

from hypothesis import strategies as st

from rxladder.career.reading import Article, DigestChoice, Reading, Subscription, Weekday
from tests.drawn.basics import ANY_DAY, ANY_STATE, TEXTS, literals, maybe

_WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12)
_ADDRESSES = st.builds("https://{}.example/{}.xml".format, _WORDS, _WORDS)
_ARTICLES = {"title": TEXTS, "url": TEXTS, "source": TEXTS, "published": maybe(ANY_DAY)}
_MARKS = st.builds("{}:{}".format, st.sampled_from(["source", "topic", "setting"]), _WORDS)
READING = st.just(Reading()) | st.builds(
    Reading,
    subscriptions=st.lists(
        st.builds(Subscription, _ADDRESSES, TEXTS, _WORDS, maybe(ANY_STATE)),
        max_size=3,
        unique_by=lambda one: one.url,
    ).map(tuple),
    saved=st.lists(st.builds(Article, **_ARTICLES, note=TEXTS), max_size=2).map(tuple),
    starred=st.lists(st.builds(Article, **_ARTICLES), max_size=2).map(tuple),
    less=st.lists(_MARKS, max_size=2, unique=True).map(tuple),
    digest=st.builds(DigestChoice, st.booleans(), literals(Weekday), st.integers(0, 23), st.booleans()),
)
