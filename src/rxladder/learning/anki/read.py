"""A deck of Anki as cards of one's own with plain fronts and backs, and the history of their answers.

Pictures and sounds are not brought over, and what has no text is left out: both are counted and told. A card
gets a name that follows from its note, so the same deck brought a second time brings no card twice; so do its
answers. A deck that was written here (`write.py`) brings back the cards' own names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput
from rxladder.learning.anki.collection import Collection, NoteType, read_collection
from rxladder.learning.anki.package import open_package
from rxladder.learning.anki.plain import has_gap, plain, render
from rxladder.learning.reviews import Grade, Review

OURS = "rxladder:"
"""Begins the name of a note that was written here; the card's own name follows."""
_LONGEST_ANSWER = 3600.0
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DeckCard:
    """A card of one's own: plain text only. `deck` is its path, such as `Drugs::Top 200`."""

    id: str
    deck: str
    front: str
    back: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnkiDeck:
    """What a package holds. `reviews` are in order of time.

    `media`: pictures and sounds that stay behind; `without_text`: cards left out because a side has no text;
    `not_answers`: lines of the history that are no answers of these cards (such as a day moved by hand).
    """

    cards: tuple[DeckCard, ...]
    reviews: tuple[Review, ...]
    media: int = 0
    without_text: int = 0
    not_answers: int = 0


def read_deck(data: bytes, file: str) -> AnkiDeck:
    """Read a package (`.apkg`, or a whole collection's `.colpkg`). Raises BadInput, naming the file."""
    package = open_package(data, file)
    collection = read_collection(package.collection, file)
    names = {card: _name(collection, note, place) for card, note, _deck, place in collection.cards}
    texts = [_card(collection, row, names[row[0]]) for row in collection.cards]
    cards = {card.id: card for card in texts if card}
    if not cards:
        raise BadInput(_("has no card with text"), file)
    kept = {card: name for card, name in names.items() if name in cards}
    reviews = {review.id: review for review in _reviews(collection, kept)}
    return AnkiDeck(
        tuple(cards.values()),
        tuple(sorted(reviews.values(), key=lambda review: (review.at, review.id))),
        len(package.media),
        sum(card is None for card in texts),
        len(collection.answers) - len(reviews),
    )


def _name(collection: Collection, note: int, place: int) -> str:
    """A card's name: our own where the note was written here, else one that follows from its note."""
    guid = collection.notes[note][0] if note in collection.notes else f"note {note}"
    if guid.startswith(OURS) and place == 0:
        return guid.removeprefix(OURS)[:200]
    return f"anki/{sha256(guid.encode()).hexdigest()[:20]}/{place}"


def _card(collection: Collection, row: tuple[int, int, int, int], name: str) -> DeckCard | None:
    """A card with its texts; None where a side has none."""
    _id, note, deck, place = row
    if note not in collection.notes:
        return None
    _guid, type_, tags, fields = collection.notes[note]
    if type_ not in collection.types:
        return None
    path = collection.decks.get(deck, "")
    values = dict(zip(collection.types[type_].fields, fields.split("\x1f"), strict=False))
    values |= {"Tags": tags, "Deck": path, "Subdeck": path.rpartition("::")[2]}
    front, back = _sides(collection.types[type_], values, place)
    if not front or not back:
        return None
    return DeckCard(name, plain(path), front, back, tuple(dict.fromkeys(plain(tags).split())))


def _sides(type_: NoteType, values: dict[str, str], place: int) -> tuple[str, str]:
    """Front and back as plain text, the back without the front where the template repeats it."""
    gap = place + 1 if type_.cloze else 0
    if type_.cloze and not any(has_gap(value, gap) for value in values.values()):
        return "", ""
    front, back = type_.templates.get(0 if type_.cloze else place, ("", ""))
    shown = plain(render(front, values, gap, False))
    told = plain(render(back, values, gap, True))
    return shown, told


def _reviews(collection: Collection, names: dict[int, str]) -> Iterator[Review]:
    """The answers in a history: grades 1 to 4, given in learning, review, relearning or cramming."""
    for moment, card, grade, milliseconds, kind in collection.answers:
        if card not in names or not 1 <= grade <= 4 or kind not in (0, 1, 2, 3):
            continue
        if not _FIRST.timestamp() < moment / 1000 < _LAST.timestamp():
            continue
        name, seconds = names[card], milliseconds / 1000
        yield Review(
            f"{name}@{moment}",
            name,
            _EPOCH + timedelta(milliseconds=moment),
            Grade(grade),
            grade > Grade.AGAIN,
            seconds if 0 < seconds <= _LONGEST_ANSWER else None,
        )


def not_yet_known(brought: Iterable[Review], known: Iterable[Review]) -> list[Review]:
    """The reviews of a deck that the log does not hold yet: by name, or by card and moment.

    So a deck written here and brought back adds nothing, though Anki gave its answers other names.
    """
    log = list(known)
    names, moments = {review.id for review in log}, {_place(review) for review in log}
    return [one for one in brought if one.id not in names and _place(one) not in moments]


def _place(review: Review) -> tuple[str, int]:
    return review.card, (review.at - _EPOCH) // timedelta(seconds=1)
