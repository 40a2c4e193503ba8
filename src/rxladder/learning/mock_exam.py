"""A mock exam at full length: its form drawn by the outline's weights, its state, and its result.

A **form** is the list of questions of one exam, each a card with a seed. A **sitting** is one person's way
through it, a plain value: whoever stores it after each answer can go on from there whatever happened. The
clock is the seconds used so far, told by the caller: after a crash the time since what was stored last is
not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from types import MappingProxyType
from typing import Any

from rxladder.facts.exam_outlines import Outline
from rxladder.facts.language import gettext as _
from rxladder.learning.question import Card


class NotEnoughCardsError(ValueError):
    """A form cannot be drawn: a domain has too few cards, or the length of the exam was not read."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One question of a form: which card, asked with which seed, in which domain, and whether it counts."""

    card: str
    seed: int
    domain: str
    scored: bool


@dataclass(frozen=True, slots=True)
class Form:
    """The questions of one exam in order, and the seconds that there are for them."""

    outline: str
    seed: int
    slots: tuple[Slot, ...]
    seconds: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered to a question: as it was given, whether it was right, and the seconds it took."""

    given: str
    right: bool
    seconds: int = 0


@dataclass(frozen=True)
class Sitting:
    """One person's exam so far. Questions are known by their place in the form, from 0.

    `seconds` are those used so far; `at` is the question in front; `over`: handed in, or the time is up.
    """

    form: Form
    replies: Mapping[int, Reply] = field(default_factory=lambda: MappingProxyType({}))
    flags: frozenset[int] = frozenset()
    seconds: int = 0
    at: int = 0
    over: bool = False

    @property
    def seconds_left(self) -> int:
        """The seconds that are left, at least 0."""
        return max(0, self.form.seconds - self.seconds)

    @property
    def open(self) -> tuple[int, ...]:
        """The questions without an answer."""
        return tuple(place for place in range(len(self.form.slots)) if place not in self.replies)


def draw_form(
    outline: Outline, cards: Iterable[Card], seed: int, seen: Mapping[str, int] | None = None
) -> Form:
    """Draw a form: as many questions of each domain as its weight asks, no card twice.

    Cards that were `seen` (how often, by card) come last; among equals, forms of question and facts vary as
    far as the cards allow. The same arguments give the same form. Raises `NotEnoughCardsError`.
    """
    if outline.items is None:
        raise NotEnoughCardsError(
            _("How many questions the {exam} has was not read, so there is no full-length exam.").format(
                exam=outline.name
            )
        )
    random = Random(f"form {outline.id} {seed}")
    pools = _pools(outline, cards)
    counted = share_out(outline, outline.items.scored)
    on_trial = share_out(outline, outline.items.unscored)
    slots: list[Slot] = []
    for domain in outline.domains:
        drawn = _vary(
            domain.name, pools[domain.id], counted[domain.id] + on_trial[domain.id], random, seen or {}
        )
        random.shuffle(drawn)
        slots += [
            Slot(card.id, random.randrange(2**31), domain.id, number < counted[domain.id])
            for number, card in enumerate(drawn)
        ]
    random.shuffle(slots)
    return Form(outline.id, seed, tuple(slots), outline.items.minutes * 60)


def share_out(outline: Outline, questions: int) -> dict[str, int]:
    """How many of so many questions each domain gets: by weight, the largest remainders rounded up."""
    exact = {domain: weight * questions for domain, weight in outline.weights.items()}
    shares = {domain: int(share) for domain, share in exact.items()}
    rest = sorted(exact, key=lambda domain: shares[domain] - exact[domain])
    for domain in rest[: questions - sum(shares.values())]:
        shares[domain] += 1
    return shares


def _pools(outline: Outline, cards: Iterable[Card]) -> dict[str, list[Card]]:
    """The cards of each domain, each once, in an order of their own."""
    pools: dict[str, dict[str, Card]] = {domain: {} for domain in outline.weights}
    for card in cards:
        if domain := outline.domain(card.areas):
            pools[domain].setdefault(card.id, card)
    return {domain: [found[id_] for id_ in sorted(found)] for domain, found in pools.items()}


def _vary(
    domain: str, pool: Sequence[Card], wanted: int, random: Random, seen: Mapping[str, int]
) -> list[Card]:
    """So many cards: facts that were taken least first, then cards seen least, then sorts taken least."""
    if len(pool) < wanted:
        raise NotEnoughCardsError(
            _("{domain}: {wanted} questions are needed, there are {have}.").format(
                domain=_(domain), wanted=wanted, have=len(pool)
            )
        )
    left = {card.id: card for card in random.sample(pool, len(pool))}
    sorts: Counter[str] = Counter()
    facts: Counter[str] = Counter()
    drawn: list[Card] = []
    while len(drawn) < wanted:
        card = min(left.values(), key=lambda one: (facts[one.fact], seen.get(one.id, 0), sorts[one.sort]))
        drawn.append(left.pop(card.id))
        sorts[card.sort] += 1
        facts[card.fact] += 1
    return drawn


# What happens in a sitting: each gives a new one. `seconds` is the clock, as the caller tells it.


def tick(sitting: Sitting, seconds: int) -> Sitting:
    """The clock went on to so many seconds used. It never goes back; at the end the exam is over."""
    used = min(max(sitting.seconds, seconds), sitting.form.seconds)
    return replace(sitting, seconds=used, over=sitting.over or used >= sitting.form.seconds)


def answer(sitting: Sitting, place: int, reply: Reply, seconds: int) -> Sitting:
    """An answer, in the place of an earlier one. After the end of the exam or of its time it changes nothing.

    Raises `IndexError` where there is no such question.
    """
    _slot(sitting, place)
    if sitting.over or seconds > sitting.form.seconds:
        return tick(sitting, seconds)
    return tick(replace(sitting, replies=MappingProxyType({**sitting.replies, place: reply})), seconds)


def add_question(sitting: Sitting, slot: Slot) -> Sitting:
    """One more question at the end, in front: for practice that chooses as it goes."""
    form = replace(sitting.form, slots=(*sitting.form.slots, slot))
    return replace(sitting, form=form, at=len(form.slots) - 1)


def without_last(sitting: Sitting) -> Sitting:
    """Without the last question, which was not answered."""
    slots = sitting.form.slots[:-1]
    return replace(sitting, form=replace(sitting.form, slots=slots), at=max(0, len(slots) - 1))


def flag(sitting: Sitting, place: int, on: bool) -> Sitting:
    """Mark a question to come back to, or take the mark away."""
    _slot(sitting, place)
    flags = sitting.flags | {place} if on else sitting.flags - {place}
    return sitting if sitting.over else replace(sitting, flags=flags)


def go_to(sitting: Sitting, place: int) -> Sitting:
    """Have another question in front."""
    _slot(sitting, place)
    return replace(sitting, at=place)


def hand_in(sitting: Sitting, seconds: int) -> Sitting:
    """End the exam."""
    return replace(tick(sitting, seconds), over=True)


def _slot(sitting: Sitting, place: int) -> Slot:
    if not 0 <= place < len(sitting.form.slots):
        raise IndexError(place)
    return sitting.form.slots[place]


# As a document for storing, and back.


def to_document(sitting: Sitting) -> dict[str, Any]:
    """The sitting as plain JSON values."""
    form = sitting.form
    return {
        "outline": form.outline,
        "seed": form.seed,
        "allowed": form.seconds,
        "slots": [[slot.card, slot.seed, slot.domain, slot.scored] for slot in form.slots],
        "replies": {
            str(place): [reply.given, reply.right, reply.seconds] for place, reply in sitting.replies.items()
        },
        "flags": sorted(sitting.flags),
        "seconds": sitting.seconds,
        "at": sitting.at,
        "over": sitting.over,
    }


def from_document(document: Mapping[str, Any]) -> Sitting:
    """The sitting that was stored. Raises `KeyError`, `TypeError` or `ValueError` for what never was one."""
    slots = tuple(
        Slot(str(card), int(seed), str(domain), bool(scored))
        for card, seed, domain, scored in document["slots"]
    )
    form = Form(str(document["outline"]), int(document["seed"]), slots, int(document["allowed"]))
    replies = {
        int(place): Reply(str(given), bool(right), int(seconds))
        for place, (given, right, seconds) in document["replies"].items()
    }
    if any(not 0 <= place < len(slots) for place in [*replies, *document["flags"]]):
        raise ValueError("an answer or a flag belongs to no question")
    return Sitting(
        form=form,
        replies=MappingProxyType(replies),
        flags=frozenset(int(place) for place in document["flags"]),
        seconds=int(document["seconds"]),
        at=int(document["at"]),
        over=bool(document["over"]),
    )
