"""What a promotion packet is laid out in: sections, and the lines that stand in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from rxladder.career.record import Credit
from rxladder.facts.language import gettext as _

# fmt: off
SectionId = Literal[
    "met", "gaps", "achievements", "duties", "skills", "training", "projects", "credentials", "education",
    "work", "letters",
]
# fmt: on
SECTIONS: tuple[SectionId, ...] = get_args(SectionId)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: its name, a figure or days beside it, a line about it, and how it stands.

    `look` is the class of `state`'s chip; `proofs` are the fingerprints of files that prove it.
    """

    title: str
    beside: str = ""
    about: tuple[str, ...] = ()
    state: str = ""
    look: str = ""
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind under a heading; `note` stands below it."""

    id: SectionId
    title: str
    lines: tuple[Line, ...]
    note: str = ""


Proofs = Callable[[Credit], Sequence[str]]
"""The fingerprints of the files that prove a credit."""


def section_title(id_: SectionId) -> str:
    """What a section is called."""
    return {
        "met": _("What the role asks for, already there"),
        "gaps": _("Still to come"),
        "achievements": _("Achievements"),
        "duties": _("Duties"),
        "skills": _("Skills"),
        "training": _("Training others"),
        "projects": _("Quality projects"),
        "credentials": _("Licenses and certifications"),
        "education": _("Continuing education"),
        "work": _("Work"),
        "letters": _("Letters of recommendation"),
    }[id_]
