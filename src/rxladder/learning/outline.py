"""The exams that can be prepared for: domains, weights, counts, minutes, marks, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from rxladder.facts.study_outline import Outline, OutlineSource, outlines

DEFAULT = "ptce-2026"
OFFERED = ("ptce-2026", "excpt", "cspt")
_CREDENTIALS = {"ptce-2026": "ptcb-cpht", "excpt": "nha-cpht", "cspt": "ptcb-cspt"}
_PASS = {"ptce-2026": (1000, 1400, 1600), "excpt": (200, 390, 500)}


@dataclass(frozen=True, slots=True)
class Area:
    """A numbered part of a domain; `calculations` where the outline says that they may be asked there."""

    id: str
    name: str
    calculations: bool


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain of an exam; `weight` is its share of the scored items, all together 1."""

    id: str
    name: str
    weight: float
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam as its outline tells; what no source told is None, and `not_known` says it in words.

    `items` are all that are asked, `scored` those that count; `scale` is the lowest, the passing and the
    highest score.
    """

    id: str
    name: str
    credential: str
    items: int | None
    scored: int | None
    minutes: int | None
    scale: tuple[int, int, int] | None
    domains: tuple[Domain, ...]
    not_known: tuple[str, ...]
    basis: str
    sources: tuple[OutlineSource, ...]

    def domain_of(self, areas: tuple[str, ...]) -> Domain | None:
        """The first domain that some areas, of any exams, fall into; None where the exam asks none."""
        for domain in self.domains:
            if any(area == domain.id or area.startswith(domain.id + ".") for area in areas):
                return domain
        return None


@cache
def exams() -> Mapping[str, Exam]:
    """The exams by id, the one asked most first."""
    return MappingProxyType({id_: _exam(outlines()[id_]) for id_ in OFFERED})


_NOT_KNOWN = {
    "ptce-2026": (
        "Areas 3.4 and on, and all of domain 4, were not read from PTCB's own page.",
        "How many case-based sets are asked: pages that tell disagree.",
    ),
    "excpt": ("The weights rest on one page that is not NHA's.", "The areas within the domains."),
    "cspt": (
        "Domains 3 and 4 and their weights were not read.",
        "How many items, how many minutes, and the passing score.",
        "Whether this outline is the one in force: PTCB's page tells.",
    ),
}


def _exam(outline: Outline) -> Exam:
    counts = outline.items
    items = counts.total
    if items is None and counts.scored is not None:
        items = counts.scored + (counts.pretest or 0)
    return Exam(
        id=outline.id,
        name=outline.name,
        credential=_CREDENTIALS[outline.id],
        items=items,
        scored=counts.scored,
        minutes=counts.minutes,
        scale=_PASS.get(outline.id),
        domains=tuple(
            Domain(
                id=domain.id,
                name=domain.name,
                weight=domain.weight / 100,
                areas=tuple(_area(outline.id, key, name) for key, name in domain.areas.items()),
            )
            for domain in outline.domains
        ),
        not_known=_NOT_KNOWN[outline.id],
        basis=outline.basis,
        sources=outline.sources,
    )


def _area(exam: str, key: str, name: str) -> Area:
    return Area(f"{exam}:{key.rstrip('*+')}", name, key.endswith("*"))
