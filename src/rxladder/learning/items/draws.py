"""Drawing cards as an exam would: by the domains' weights, and no form of question more than a tenth of a
domain.

A form's share of its domain grows with its cards, up to a tenth; what the large ones lose falls to the
others. Counted are the questions drawn, not the cards: the thousand names of drugs would else crowd out all
else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from random import Random

from rxladder.facts.exam_outlines import Outline, outlines
from rxladder.facts.study import StudyFacts
from rxladder.learning.items import cards
from rxladder.learning.question import Card

MOST = 0.10  # of a domain's questions, for one form


class TooFewCards(ValueError):  # noqa: N818 - it says what it is
    """More questions were asked for than the exam has; `cards` is how many it has."""

    def __init__(self, exam: str, cards: int) -> None:
        super().__init__(f"{exam} has {cards} cards")
        self.cards = cards


def shares(counts: Mapping[str, int], most: float = MOST) -> dict[str, float]:
    """Each form's share of the questions by its number of cards; `most` yields to too few forms."""
    most = max(most, 1 / len(counts)) if counts else most
    capped: set[str] = set()
    while True:
        free = 1 - most * len(capped)
        rest = sum(count for form, count in counts.items() if form not in capped)
        found = {
            form: most if form in capped else free * count / rest if rest else 0.0
            for form, count in counts.items()
        }
        over = {form for form, share in found.items() if share > most + 1e-12}
        if not over:
            return found
        capped |= over


def by_domain(of: Iterable[Card], exam: Outline) -> dict[str, dict[str, list[Card]]]:
    """An outline's cards by domain and form; a domain without cards has no forms."""
    found: dict[str, dict[str, list[Card]]] = {domain.id: defaultdict(list) for domain in exam.domains}
    for card in of:
        domain = exam.domain(card.areas)
        if domain:
            found[domain][card.form].append(card)
    return {domain: dict(forms) for domain, forms in found.items()}


@cache
def _pools(facts: StudyFacts, exam: str) -> Mapping[str, Mapping[str, list[Card]]]:
    return by_domain(cards(facts, exam), outlines()[exam])


def draw(facts: StudyFacts, exam: str, domain: str, rng: Random) -> Card:
    """A card of a domain; a LookupError where the exam has no such domain, or nothing to ask in it."""
    return pick(_pools(facts, exam)[domain], rng)


def pick(forms: Mapping[str, list[Card]], rng: Random) -> Card:
    """A card of some forms, each form by its share."""
    share = shares({form: len(its) for form, its in forms.items()})
    if not share:
        raise LookupError("nothing can be asked here")
    form = rng.choices(list(share), list(share.values()))[0]
    return rng.choice(forms[form])


def session(facts: StudyFacts, exam: str, seed: int, count: int) -> tuple[tuple[Card, int], ...]:
    """So many different cards of an exam, each with the seed to ask it with, by the weights of the domains.

    Domains in which nothing can be asked are left out. Raises TooFewCards where the exam has fewer.
    """
    if count > len(cards(facts, exam)):
        raise TooFewCards(exam, len(cards(facts, exam)))
    rng = Random(f"{exam}:{seed}")
    found: list[tuple[Card, int]] = []
    for domain, many in _quotas(facts, exam, count).items():
        found += ((card, rng.randrange(2**31)) for card in _different(_pools(facts, exam)[domain], many, rng))
    rng.shuffle(found)
    return tuple(found)


def _different(forms: Mapping[str, list[Card]], count: int, rng: Random) -> list[Card]:
    """So many different cards, no more than a tenth of one form as long as there are others."""
    share = shares({form: len(its) for form, its in forms.items()})
    most = max(1, int(MOST * count))
    left = {form: rng.sample(its, len(its)) for form, its in forms.items()}
    taken: Counter[str] = Counter()
    found: list[Card] = []
    while len(found) < count:
        open_ = [form for form in forms if left[form] and taken[form] < most]
        if not open_:
            most += 1
            continue
        form = rng.choices(open_, [share[form] for form in open_])[0]
        taken[form] += 1
        found.append(left[form].pop())
    return found


def _quotas(facts: StudyFacts, exam: str, count: int) -> dict[str, int]:
    """How many of so many questions fall to each domain: by weight, and no more than a domain has cards."""
    pools = _pools(facts, exam)
    held = {domain: sum(len(its) for its in forms.values()) for domain, forms in pools.items()}
    weights = {id_: weight for id_, weight in outlines()[exam].weights.items() if held[id_]}
    quotas = dict.fromkeys(weights, 0)
    for _ in range(count):  # one by one to the domain that is furthest behind its weight
        behind = [domain for domain in weights if quotas[domain] < held[domain]]
        quotas[min(behind, key=lambda domain: (quotas[domain] + Fraction(1, 2)) / weights[domain])] += 1
    return quotas
