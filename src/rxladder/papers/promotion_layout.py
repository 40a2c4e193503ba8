"""What a promotion packet says: a record laid out in sections for a manager to read, on paper or on a page.

A section can be left out, and what is in none of them is in no packet: notes, numbers of licences, the people
one knows and how to reach them, the names of those one trains.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from rxladder.career.record import Career
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.roles import roles
from rxladder.papers import promotion_background as background
from rxladder.papers import promotion_deeds as deeds
from rxladder.papers.promotion_asks import gaps, headline, met
from rxladder.papers.promotion_sections import SECTIONS, Proofs, Section
from rxladder.rules.promotion import role_case


@dataclass(frozen=True, slots=True)
class Laid:
    """A packet's words: for whom and for which role, how it stands in one sentence, and its sections."""

    role: str
    holder: str
    headline: str
    on: date
    sections: tuple[Section, ...]


def lay_out(
    career: Career,
    packs: Packs,
    role: str,
    on: date,
    wanted: Collection[str] = SECTIONS,
    proofs: Proofs = lambda _credit: (),
) -> Laid:
    """A record as a packet for a role: the sections that are wanted and have something in them."""
    found = role_case(career, packs, role, on)
    asks = [make(found) for id_, make in (("met", met), ("gaps", gaps)) if id_ in wanted]
    return Laid(
        role=_(roles()[role].name),
        holder=career.person.name,
        headline=headline(found, wanted),
        on=on,
        sections=(
            *(section for section in asks if section.lines),
            *record_sections(career, packs, on, wanted, proofs),
        ),
    )


def record_sections(
    career: Career,
    packs: Packs,
    on: date,
    wanted: Collection[str] = SECTIONS,
    proofs: Proofs = lambda _credit: (),
) -> tuple[Section, ...]:
    """What a record shows whatever the role: the sections that are wanted and have something in them."""
    made: dict[str, Callable[[], Section]] = {
        "achievements": lambda: deeds.achievements(career.achievements, on),
        "duties": lambda: deeds.duties(career.responsibilities.duties, on),
        "skills": lambda: deeds.skills(career.skills, on),
        "training": lambda: deeds.training(career, on),
        "projects": lambda: deeds.projects(career.projects),
        "credentials": lambda: background.credentials(career, packs, on),
        "education": lambda: background.education(career, packs, on, proofs),
        "work": lambda: background.work(career, on),
        "letters": lambda: background.letters(career.letters),
    }
    sections = (made[id_]() for id_ in SECTIONS if id_ in wanted and id_ in made)
    return tuple(section for section in sections if section.lines)
