"""How able a person is in each domain of an exam, and how sure that is: item response theory.

Each domain's ability is partly a general one and partly its own: given the general ability, domains are
independent, and their correlation is a named assumption. So a few answers in one domain borrow strength
from the others. The posterior is exact on a grid: no sampling, no seed, the same answers in any order give
the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from rxladder.facts.exam_assumptions import ExamAssumptions, exam_assumptions
from rxladder.facts.language import gettext as _
from rxladder.learning.assumed import Assumed, assumed
from rxladder.learning.item_parameters import NODES, Bank, Floats

# Standard values of the general ability, over which the domains are independent.
GENERAL: Floats = np.linspace(-4.5, 4.5, 46)


class Response(NamedTuple):
    """One answer to a card: right or not, and how much it counts beside a fresh one (0 to 1)."""

    card: str
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class DomainAbility:
    """Ability in one domain: mean and standard error in logits, and from how many answers."""

    domain: str
    mean: float
    sd: float
    answers: int
    expected: float
    """The share of this domain's questions that this person would get right, from 0 to 1."""
    expected_low: float
    expected_high: float
    """Four times in five the share lies between these two."""


@dataclass(frozen=True)
class Ability:
    """What a person's answers tell of their abilities: a distribution, and where it comes from.

    `prior` is (domain, general, node): the ability in a domain given the general one. `logs` is (domain,
    node): the log likelihood of the answers there. `counts` are the answers by domain.
    """

    names: tuple[str, ...]
    weights: Floats
    prior: Floats
    logs: Floats
    counts: tuple[int, ...]

    @cached_property
    def _given_general(self) -> tuple[Floats, Floats, float]:
        """The domains' abilities given the general one, the weights of that, and the log evidence."""
        likelihood = np.exp(self.logs - self.logs.max(axis=1, keepdims=True))
        joint = self.prior * likelihood[:, None, :]
        each = joint.sum(axis=2)
        logs = np.log(np.maximum(each, 1e-300)).sum(axis=0) - GENERAL**2 / 2
        general = np.exp(logs - logs.max())
        evidence = np.log(general.sum() / np.exp(-(GENERAL**2) / 2).sum()) + logs.max()
        given = joint / np.maximum(each, 1e-300)[:, :, None]
        return given, general / general.sum(), float(evidence + self.logs.max(axis=1).sum())

    @property
    def given_general(self) -> Floats:
        """(domain, general, node): how likely each ability is, given each value of the general one."""
        return self._given_general[0]

    @property
    def general(self) -> Floats:
        """How likely each value of the general ability is."""
        return self._given_general[1]

    @property
    def log_evidence(self) -> float:
        """The log of how likely these answers were, the ability unknown."""
        return self._given_general[2]

    @cached_property
    def marginals(self) -> Floats:
        """(domain, node): how likely each node is as the ability in a domain."""
        found: Floats = np.einsum("g,dgk->dk", self.general, self.given_general)
        return found

    @cached_property
    def means(self) -> Floats:
        """The expected ability in each domain."""
        found: Floats = self.marginals @ NODES
        return found

    @cached_property
    def sds(self) -> Floats:
        """The standard error in each domain."""
        found: Floats = np.sqrt(self.marginals @ NODES**2 - self.means**2)
        return found

    @cached_property
    def overall(self) -> tuple[float, float]:
        """Mean and standard error of the whole: the domains by their weights in the exam."""
        means = self.given_general @ NODES
        within = self.given_general @ NODES**2 - means**2
        at = self.weights @ means
        mean = float(self.general @ at)
        spread = float(self.general @ (self.weights**2 @ within)) + float(self.general @ at**2) - mean**2
        return mean, max(spread, 0.0) ** 0.5

    def after(self, bank: Bank, responses: Iterable[Response]) -> Ability:
        """The ability after more answers. Cards that are not in the bank tell nothing here."""
        logs, counts = self.logs.copy(), list(self.counts)
        for card, right, weight in responses:
            place = bank.place.get(card)
            if place is None:
                continue
            curve = bank.curves[place]
            domain = int(bank.domains[place])
            logs[domain] += weight * np.log(curve if right else 1 - curve)
            counts[domain] += 1
        return replace(self, logs=logs, counts=tuple(counts))


def prior_ability(bank: Bank, assumptions: ExamAssumptions | None = None) -> Ability:
    """What is taken before the first answer."""
    taken = assumptions or exam_assumptions()
    agree = taken.domains_agree.value if len(bank.names) > 1 else 0.0
    centre = taken.ability.mean + taken.ability.sd * agree**0.5 * GENERAL
    spread = taken.ability.sd * (1 - agree) ** 0.5
    given = np.exp(-0.5 * ((NODES[None, :] - centre[:, None]) / spread) ** 2)
    given /= given.sum(axis=1, keepdims=True)
    domains = len(bank.names)
    return Ability(
        names=bank.names,
        weights=bank.weights,
        prior=np.broadcast_to(given, (domains, *given.shape)),
        logs=np.zeros((domains, len(NODES))),
        counts=(0,) * domains,
    )


@dataclass(frozen=True, slots=True)
class AbilityReport:
    """Ability by domain, weakest first in what it costs in the exam, with what it rests on."""

    mean: float
    sd: float
    answers: int
    domains: tuple[DomainAbility, ...]
    assumes: tuple[Assumed, ...]
    unknown: tuple[str, ...]


def report(ability: Ability, curve: Floats) -> AbilityReport:
    """The abilities told. `curve` is the exam's own: the share of its questions right, at each node."""
    mean, sd = ability.overall
    return AbilityReport(
        mean=mean,
        sd=sd,
        answers=sum(ability.counts),
        domains=tuple(_told(ability, number, curve) for number in range(len(ability.names))),
        assumes=assumed("ability", "domains_agree", "answers", "exam_questions"),
        unknown=_unknown(ability),
    )


def _told(ability: Ability, number: int, curve: Floats) -> DomainAbility:
    marginal = ability.marginals[number]
    low, high = quantiles(NODES, marginal, (0.1, 0.9))
    return DomainAbility(
        domain=ability.names[number],
        mean=float(ability.means[number]),
        sd=float(ability.sds[number]),
        answers=ability.counts[number],
        expected=float(marginal @ curve),
        expected_low=float(np.interp(low, NODES, curve)),
        expected_high=float(np.interp(high, NODES, curve)),
    )


def _unknown(ability: Ability) -> tuple[str, ...]:
    """What the answers so far say nothing of."""
    silent = [name for name, count in zip(ability.names, ability.counts, strict=True) if not count]
    if not silent:
        return ()
    return (
        _(
            "No question on {domains} has been answered yet; what is said there relies on the other domains."
        ).format(domains=", ".join(silent)),
    )


def quantiles(values: Floats, weights: Floats, at: Sequence[float]) -> list[float]:
    """The values below which these shares of the weights lie, read between the sorted values."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    middle = np.cumsum(weights[order]) - weights[order] / 2
    return [float(found) for found in np.interp(at, middle / weights.sum(), ordered)]
