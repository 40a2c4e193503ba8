"""The askings: choosing, typing, numbers, ordering and matching, each with all that may be drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random

from rxladder.learning.items.form import Made
from rxladder.learning.question import (
    Choice,
    Matching,
    Mistake,
    Number,
    Option,
    Ordering,
    Source,
    Typed,
)

OPTIONS = 4
Clashes = frozenset[frozenset[str]]  # pairs of options, by their texts, that are not shown together
_RUN = 6  # letters in a row that right answer and question may not share, unless wrong answers do
_INSIDE = 5  # as many begin a word of the right answer or of what is named, and stand within the other
BRAND_BEGINS = 4  # a brand is often made of its generic's first letters: Theo-24
_NOISE = re.compile(r"[^a-z0-9]+")


@cache
def plain(text: str) -> str:
    """A text as it is compared: without case, spaces and signs."""
    return _NOISE.sub("", text.lower())


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names: a brand, a drug or a class, in whose words the right answer may not begin.

    A beginning of so many `letters` in common tells the right answer to those who know neither.
    """

    text: str
    letters: int = _INSIDE


@dataclass(frozen=True, slots=True)
class Choosing:
    """Choose one of four. One of `right` is shown; wrong ones come from `near` as far as it lasts, then
    `far`.

    `extra` is said after the shown right option's own reason. `clashes` are pairs of wrong options that mean
    the same: both shown at once, they could be struck out, since only one option is right.
    """

    stems: tuple[str, ...]
    right: tuple[Option, ...]
    near: tuple[Option, ...]
    far: tuple[Option, ...]
    sources: tuple[Source, ...]
    extra: str = ""
    clashes: Clashes = frozenset()

    def make(self, rng: Random) -> Made:
        """The question, its options in any order."""
        right = rng.choice(self.right)
        wrong: list[Option] = []
        for pool in (self.near, self.far):
            if len(wrong) < OPTIONS - 1:
                wrong += self._drawn(rng, pool, wrong)
        options = [right, *wrong]
        rng.shuffle(options)
        answer = Choice(tuple(options), options.index(right))
        explanation = f"{right.why} {self.extra}".strip()
        return Made(rng.choice(self.stems), answer, explanation, self.sources)

    def _drawn(self, rng: Random, pool: Sequence[Option], taken: Sequence[Option]) -> list[Option]:
        """As many of a pool as are still wanted beside those taken."""
        count = min(OPTIONS - 1 - len(taken), len(pool))
        if not self.clashes:
            return rng.sample(pool, count)
        drawn: list[Option] = []
        for option in rng.sample(pool, len(pool)):
            beside = {frozenset({option.text, other.text}) for other in (*taken, *drawn)}
            if len(drawn) < count and not beside & self.clashes:
                drawn.append(option)
        return drawn


def choosing(
    stems: str | tuple[str, ...],
    right: Iterable[Option],
    near: Iterable[Option],
    far: Iterable[Option],
    sources: tuple[Source, ...],
    extra: str = "",
    clashes: Clashes = frozenset(),
    named: Named | None = None,
) -> Choosing | None:
    """A choice, or None where too few wrong answers are left or the question gives the right one away."""
    asked = (stems,) if isinstance(stems, str) else stems
    rights = tuple(right)
    taken = {plain(option.text) for option in rights}
    close = _apart(near, taken)
    distant = _apart(far, taken)
    if not rights or len(close) + len(distant) < OPTIONS - 1:
        return None
    wrong = (*close, *distant)
    safe = tuple(option for option in rights if not _given_away(option.text, asked, wrong, named))
    return Choosing(asked, safe, close, distant, sources, extra, clashes) if safe else None


def _apart(options: Iterable[Option], taken: set[str]) -> tuple[Option, ...]:
    """Those that are alike neither each other nor what is taken; what they are is added to it."""
    kept = []
    for option in options:
        key = plain(option.text)
        if key and key not in taken:
            taken.add(key)
            kept.append(option)
    return tuple(kept)


def _given_away(text: str, stems: tuple[str, ...], wrong: Sequence[Option], named: Named | None) -> bool:
    """Whether the right answer shares a run of letters with a question that hardly any wrong one shares."""
    shared = _begun(text, named) if named else set()
    shared |= {
        run
        for word in _words(text)
        for run in _runs(word)
        for stem in stems
        for other in _words(stem)
        if run in other
    }
    if not shared:
        return False
    alike = sum(any(run in plain(option.text) for run in shared) for option in wrong)
    return alike * 2 < len(wrong)


def _begun(text: str, named: Named) -> set[str]:
    """The beginnings of words that a right answer shares with what is named."""
    found = set()
    for one, other in product(_NOISE.split(text.lower()), _NOISE.split(named.text.lower())):
        if len(one) >= named.letters and other.startswith(one[: named.letters]):
            found.add(one[: named.letters])
        found |= _within(one[:_INSIDE], other) | _within(other[:_INSIDE], one)
    return found


def _within(run: str, word: str) -> set[str]:
    """A run of letters that stands in a word, but for its ending: `latanoprost` is to tell its class."""
    ends = word.endswith(run) and word != run
    return {run} if len(run) == _INSIDE and run in word and not ends else set()


@cache
def _words(text: str) -> list[str]:
    return [word for word in _NOISE.split(text.lower()) if len(word) >= _RUN]


def _runs(word: str) -> set[str]:
    return {word[at : at + _RUN] for at in range(len(word) - _RUN + 1)}


@dataclass(frozen=True, slots=True)
class Typing:
    """Type a word or two; all of `accepted` count."""

    stem: str
    accepted: tuple[str, ...]
    explanation: str
    sources: tuple[Source, ...]
    endings: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    mistakes: tuple[tuple[str, str], ...] = ()

    def make(self, rng: Random) -> Made:
        """The question, the same each time."""
        answer = Typed(self.accepted, self.mistakes, endings=self.endings, others=self.others)
        return Made(self.stem, answer, self.explanation, self.sources)


@dataclass(frozen=True, slots=True)
class Counting:
    """Type a number with its unit."""

    stems: tuple[str, ...]
    value: Fraction
    unit: str
    explanation: str
    sources: tuple[Source, ...]
    mistakes: tuple[Mistake, ...] = ()
    decimals: int | None = None
    unit_asked: bool = False

    def make(self, rng: Random) -> Made:
        """The question in one of its wordings."""
        answer = Number(self.value, self.unit, self.decimals, self.mistakes, self.unit_asked)
        return Made(rng.choice(self.stems), answer, self.explanation, self.sources)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A thing with its place in an order; things of the same place are never asked together."""

    text: str
    place: Fraction
    why: str


@dataclass(frozen=True, slots=True)
class Sorting:
    """Put some of several things in order; the first of them is always among those shown."""

    stem: str
    things: tuple[Ranked, ...]
    sources: tuple[Source, ...]
    shown: int = 4

    def make(self, rng: Random) -> Made:
        """The question with as many things as can be told apart, `shown` at most."""
        first, *others = self.things
        rng.shuffle(others)
        picked = [first]
        for thing in others:
            if len(picked) == self.shown:
                break
            if all(thing.place != other.place for other in picked):
                picked.append(thing)
        rng.shuffle(picked)
        order = tuple(sorted(range(len(picked)), key=lambda at: picked[at].place))
        if order == tuple(range(len(picked))):  # an order that is right as shown would ask nothing
            picked.reverse()
            order = tuple(reversed(order))
        explanation = " ".join(picked[at].why for at in order if picked[at].why)
        return Made(
            self.stem, Ordering(tuple(thing.text for thing in picked), order), explanation, self.sources
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """A thing and what it belongs to; pairs that share a `clash` mark are never asked together."""

    left: str
    right: str
    why: str
    clash: frozenset[str]
    source: Source


@dataclass(frozen=True, slots=True)
class Pairing:
    """Match four things with what they belong to; the first pair is always among them."""

    stem: str
    first: Pair
    others: tuple[Pair, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The first pair's, and that of another which stands on less."""
        weaker = [pair.source for pair in self.others if pair.source.basis == "general"]
        return (self.first.source, *weaker[:1])

    def make(self, rng: Random) -> Made:
        """The question with four pairs."""
        picked = _picked(self.first, rng.sample(self.others, len(self.others)))
        if len(picked) < OPTIONS:  # this order ran into a corner; the one they are kept in does not
            picked = _picked(self.first, self.others)
        rng.shuffle(picked)
        places = list(range(len(picked)))
        rng.shuffle(places)
        right = [""] * len(picked)
        for pair, place in zip(picked, places, strict=True):
            right[place] = pair.right
        answer = Matching(tuple(pair.left for pair in picked), tuple(right), tuple(places))
        sources = tuple(dict.fromkeys(pair.source for pair in picked))
        # Several pairs may have one reason. It stands also where none tells more: nothing is without.
        telling = [pair.why for pair in picked if tells_more(pair.why, f"{pair.left} {pair.right}")]
        whys = dict.fromkeys(telling or [pair.why for pair in picked])
        return Made(self.stem, answer, " ".join(whys), sources)


_LINKS = frozenset({"is", "look", "like", "high", "alert", "write", "or", "use"})


def tells_more(text: str, than: str) -> bool:
    """Whether a text has words beyond those of another, but for such as link them."""
    return bool(_singular(text) - _singular(than) - _LINKS)


def _singular(text: str) -> set[str]:
    return {word.rstrip("s") if len(word) > 3 else word for word in re.findall(r"\w+", text.lower())}


def _apart_pairs(one: Pair, other: Pair) -> bool:
    return (
        not one.clash & other.clash
        and plain(one.left) != plain(other.left)
        and plain(one.right) != plain(other.right)
    )


_PAIRS = 40  # others kept beside a first pair


def pairing(stem: str, first: Pair, others: Iterable[Pair]) -> Pairing | None:
    """A match, or None where not four pairs can be told apart; where it can be, all stand on no less."""
    apart = [pair for pair in others if _apart_pairs(first, pair)]
    sure = [pair for pair in apart if pair.source.basis == "source"] if first.source.basis == "source" else []
    made = _pairing(stem, first, sure[:_PAIRS]) if sure else None
    return made or _pairing(stem, first, apart[:_PAIRS])


def _pairing(stem: str, first: Pair, apart: Sequence[Pair]) -> Pairing | None:
    return Pairing(stem, first, tuple(apart)) if len(_picked(first, apart)) == OPTIONS else None


def _picked(first: Pair, others: Sequence[Pair]) -> list[Pair]:
    """The first pair and others that can be told apart from each other, four at most.

    They are the next ones that can be told from all before them; where that runs into a corner, it is begun
    again one pair later.
    """
    longest = [first]
    for start in range(len(others)):
        picked = _in_turn(first, others[start:])
        if len(picked) == OPTIONS:
            return picked
        longest = max(longest, picked, key=len)
    return longest


def _in_turn(first: Pair, others: Iterable[Pair]) -> list[Pair]:
    picked = [first]
    for pair in others:
        if len(picked) < OPTIONS and all(_apart_pairs(pair, other) for other in picked):
            picked.append(pair)
    return picked
