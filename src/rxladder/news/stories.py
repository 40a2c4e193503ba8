"""One story once: items of several sources that tell the same.

Two items are one story if they lead to the same address, if their titles share most of what is rare in them,
or if their texts are nearly the same. Titles that name different numbers, drugs or states never are, however
alike: boards and the FDA write the same sentence about another lot every day. Within one source only what is
the same in title and text is, since a source seldom repeats itself, and its series look alike.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit
from zlib import crc32

from rxladder.facts.states import STATES
from rxladder.news.drug_names import find_drugs
from rxladder.news.items import Item

ALIKE_TITLES, ALIKE_TEXTS = 0.6, 0.6
_WINDOW = timedelta(days=5)
_SKETCH, _TEXT_WORDS, _SHORTEST_TEXT = 16, 200, 25
_PIECES, _MOST_ALIKE = 6, 200
_COMMON = """
    a about after all an and are as at be been but by can could for from had has have how in into is it its
    may more new news not now of off on or out over say says than that the their this to under up update
    updated was were what when who why will with you your
"""
_STOP = frozenset(_COMMON.split())
_WORD = re.compile(r"[a-z0-9]+(?:\.\d+)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|i{1,3}|iv|vi{0,3}")
_TRACKING = re.compile(r"utm_|mc_|fbclid|gclid|ref$|source$|cmp|cid$|ncid|spm|rss$|feed$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Story:
    """Items that tell the same, the first one first; never empty."""

    items: tuple[Item, ...]

    @property
    def lead(self) -> Item:
        """The item that is shown."""
        return self.items[0]

    @property
    def also_in(self) -> tuple[str, ...]:
        """The other sources that tell it, each once."""
        others = dict.fromkeys(one.source for one in self.items)
        others.pop(self.lead.source)
        return tuple(others)

    @property
    def moment(self) -> datetime:
        """When it was last told of."""
        return max(one.moment for one in self.items)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What an item is known by. `weights` are of its title's words; `marks` what must not differ."""

    item: Item
    address: str
    weights: dict[str, float]
    total: float
    marks: tuple[frozenset[str], ...]
    sketch: frozenset[int]


def group(items: Iterable[Item], window: timedelta = _WINDOW) -> tuple[Story, ...]:
    """The stories of some items, in the order of their first ones; each item is in exactly one.

    An item joins the story whose first item is most like it and not older than `window`.
    """
    ordered = sorted(items, key=lambda one: (one.moment, one.id))
    titles = [_words(one.title) for one in ordered]
    sketches = [_sketch(one.text) for one in ordered]
    counts = Counter(word for words in titles for word in words)
    pieces = Counter(piece for sketch in sketches for piece in sketch)
    index = _Index(window)
    for item, words, sketch in zip(ordered, titles, sketches, strict=True):
        signs = _signs(item, words, counts, sketch, len(ordered))
        index.add(signs, _keys(signs, counts, pieces))
    return tuple(Story(tuple(story)) for story in index.stories)


class _Index:
    """The stories so far, found by addresses, rare words of their first title, and pieces of its text."""

    def __init__(self, window: timedelta) -> None:
        self.window = window
        self.stories: list[list[Item]] = []
        self._first: list[_Signs] = []
        self._by: dict[object, deque[int]] = {}

    def add(self, signs: _Signs, keys: Sequence[object]) -> None:
        """Put an item into the story that is most like it, or begin one; `keys` are those of `_keys`."""
        near = {number for key in keys for number in self._recent(key, signs.item.moment)}
        likeness, number = max(((_likeness(self._first[n], signs), -n) for n in near), default=(0.0, 0))
        if likeness > 0:
            self.stories[-number].append(signs.item)
            return
        for key in keys:
            self._by.setdefault(key, deque()).append(len(self.stories))
        self.stories.append([signs.item])
        self._first.append(signs)

    def _recent(self, key: object, moment: datetime) -> Iterable[int]:
        found = self._by.get(key)
        if not found:
            return ()
        while found and self._first[found[0]].item.moment < moment - self.window:
            found.popleft()
        return found


def _keys(signs: _Signs, counts: Counter[str], pieces: Counter[int]) -> list[object]:
    """By what an item can meet one that is like it; what nobody else has is no such thing.

    Of two titles that share more than the least, each has one of the other's rarest words among its own. Of
    texts the rarest pieces are taken: what stands under every item of a source tells nothing.
    """
    keys: list[object] = [signs.address] if signs.address else []
    left = signs.total * (1 - ALIKE_TITLES)
    for word, weight in sorted(signs.weights.items(), key=lambda pair: (-pair[1], pair[0])):
        left -= weight
        if counts[word] > 1:
            keys.append(("word", word))
        if left < 0:
            break
    shared = sorted((pieces[piece], piece) for piece in signs.sketch if pieces[piece] > 1)
    return [*keys, *(piece for count, piece in shared[:_PIECES] if count <= _MOST_ALIKE)]


def _likeness(first: _Signs, second: _Signs) -> float:
    """How alike two items are, 0 where they are not one story."""
    if first.address and first.address == second.address:
        return 3.0
    if first.item.source == second.item.source:
        same = (first.item.title, first.item.text) == (second.item.title, second.item.text)
        return 2.0 if same else 0.0
    if any(_differ(one, other) for one, other in zip(first.marks, second.marks, strict=True)):
        return 0.0
    titles = _shared_weight(first, second)
    if titles >= ALIKE_TITLES:
        return 1.0 + titles
    texts = _shared(first.sketch, second.sketch)
    return texts if texts >= ALIKE_TEXTS else 0.0


def _shared_weight(first: _Signs, second: _Signs) -> float:
    if not first.weights or not second.weights:
        return 0.0
    if first.weights == second.weights:
        return 1.0
    common = sum(first.weights[word] for word in first.weights.keys() & second.weights.keys())
    return common / (first.total + second.total - common)


def _shared(first: frozenset[int], second: frozenset[int]) -> float:
    """How much two texts share, told from the least of their pieces' numbers."""
    if not (first and second) or len(first & second) < ALIKE_TEXTS * min(len(first), len(second), _SKETCH):
        return 0.0
    least = sorted(first | second)[:_SKETCH]
    return sum(one in first and one in second for one in least) / len(least)


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both name something, and neither names all that the other does."""
    return bool(one and other) and not (one <= other or other <= one)


# --- What an item is known by


def _signs(
    item: Item, words: Sequence[str], counts: Counter[str], sketch: frozenset[int], number: int
) -> _Signs:
    weights = {word: math.log(1 + number / counts[word]) for word in words}
    return _Signs(item, address_of(item.url), weights, sum(weights.values()), _marks(item.title), sketch)


def _words(title: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode().replace("'", "")
    found = (_stem(word) for word in _WORD.findall(plain) if word not in _STOP)
    return tuple(dict.fromkeys(found))


def _stem(word: str) -> str:
    """A word without the ending that headlines vary: recalls, recalled, recalling."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=20_000)
def _marks(title: str) -> tuple[frozenset[str], ...]:
    lower = title.lower()
    numbers = frozenset(word for word in _WORD.findall(lower) if _NUMBER.fullmatch(word))
    return numbers, frozenset(find_drugs(title)), frozenset(states_in(title))


@cache
def _state_pattern() -> re.Pattern[str]:
    names = sorted(STATES.values(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b(?!,? D\.?C)", re.IGNORECASE)


@cache
def _state_ids() -> dict[str, str]:
    return {name.lower(): id_ for id_, name in STATES.items()}


_CODED = re.compile(
    r"(?:[a-z],\s(?P<place>[A-Z]{2})(?=[\s,;:.)]|$)|\((?P<alone>[A-Z]{2})\))"
    r"|\b(?P<board>[A-Z]{2}) (?:State )?Board of Pharmacy"
    r"|\bD\.C\."
)
"""Two letters where they can only be a state: "Austin, TX", "(TX)", "TX Board of Pharmacy"; and D.C."""
_OTHERWISE = frozenset(
    {"MD", "PA", "MS", "MA", "VA", "OK", "OR", "IN", "HI", "ME", "OH", "ID", "DE", "LA", "CO", "AL"}
)
"""Letters that are a degree, a word or something else as often."""


def states_in(text: str) -> tuple[str, ...]:
    """The jurisdictions that a text names in full or by the letters of an address, each once."""
    found = [(name.start(), _state_ids()[name[0].lower()]) for name in _state_pattern().finditer(text)]
    if not text.isupper():
        for code in _CODED.finditer(text):
            letters = code["place"] or code["alone"] or code["board"] or "dc"
            if letters in _OTHERWISE and not code["board"]:
                continue
            if (id_ := f"us-{letters.lower()}") in STATES:
                found.append((code.start(), id_))
    return tuple(dict.fromkeys(id_ for _start, id_ in sorted(found)))


def _sketch(text: str) -> frozenset[int]:
    """The least numbers of a text's pieces of three words; of two texts they agree as far as these do."""
    words = _WORD.findall(text.lower()[:4_000])[:_TEXT_WORDS]
    if len(words) < _SHORTEST_TEXT:
        return frozenset()
    pieces = {crc32(" ".join(words[n : n + 3]).encode()) for n in range(len(words) - 2)}
    return frozenset(sorted(pieces)[:_SKETCH])


@lru_cache(maxsize=20_000)
def address_of(url: str) -> str:
    """An address without what only tells where its reader came from."""
    try:
        parts = urlsplit(url)
        query = urlencode([pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0])])
        host = re.sub(r"^(?:www|m|amp)\.", "", (parts.hostname or "").lower())
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    # A bare host is a source's front page: items without an address of their own share it.
    return f"{host}{path}?{query}" if host and (path or query) else ""
