"""A brief for whoever writes a letter of recommendation: what it is for, by when, and what to draw from.

It is one page of what the record shows, the strongest first. It puts no word into the writer's mouth: what
they saw themselves is for them to say.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rxladder.career.coaching import strength
from rxladder.career.gatherings import Letter
from rxladder.career.record import Career
from rxladder.facts.language import gettext as _
from rxladder.facts.language import language
from rxladder.facts.load import Packs
from rxladder.facts.phrases import say_date
from rxladder.papers.certificates import page_sizes
from rxladder.papers.promotion_deeds import achievement_line
from rxladder.papers.promotion_layout import record_sections
from rxladder.papers.promotion_sections import Line, Section, section_title
from rxladder.papers.typesetting import plain_line, typeset
from rxladder.rules.answers import present_work
from rxladder.rules.promotion import say_work

TEMPLATE = Path(__file__).with_suffix(".typ")
SHOWN = ("duties", "skills", "training", "projects", "credentials")
_SIZES = ((10.5, 6, 420), (10, 4, 300), (9, 3, 160), (8, 2, 100))
"""Points of the letters, things of a kind, and the longest text, from the best to what surely fits."""
_STRENGTHS = ("strong", "better", "plain")


@dataclass(frozen=True, slots=True)
class LetterBrief:
    """The letter that is asked for, the record of who asks, and the day."""

    letter: Letter
    career: Career
    on: date


def letter_brief(brief: LetterBrief, packs: Packs) -> bytes:
    """The page as a PDF on US Letter."""
    sections = (*_achievements(brief), *record_sections(brief.career, packs, brief.on, SHOWN))
    with tempfile.TemporaryDirectory(prefix="rxladder-brief-") as name:
        folder = Path(name)
        pdf = b""
        for size, most, longest in _SIZES:
            document = _document(brief, sections, most, longest) | {"size": size}
            pdf = typeset(TEMPLATE, document, folder, brief.on)
            if len(page_sizes(pdf, "pdf")) == 1:
                break
        return pdf


def _achievements(brief: LetterBrief) -> Iterator[Section]:
    """The strongest first, of these the newest."""
    ranked = [one for one in brief.career.achievements if one.on <= brief.on]
    ranked.sort(key=lambda one: one.on, reverse=True)
    ranked.sort(key=lambda one: _STRENGTHS.index(strength(one)))
    if ranked:
        yield Section("achievements", section_title("achievements"), tuple(map(achievement_line, ranked)))


def _document(brief: LetterBrief, sections: tuple[Section, ...], most: int, longest: int) -> dict[str, Any]:
    letter, career, on = brief.letter, brief.career, brief.on
    holder = plain_line(career.person.name or _("Name not given"), 80)
    posts = [say_work(work, on) for work in present_work(career, on)][:2]
    facts = [
        (_("To"), letter.writer),
        (_("What it is for"), letter.about),
        (_("Needed by"), say_date(letter.needed_by) if letter.needed_by else ""),
        (_("Works as"), "; ".join(posts)),
    ]
    return {
        "language": language(),
        "kind": _("Brief for a letter of recommendation"),
        "title": holder,
        "date": [on.year, on.month, on.day],
        "facts": [[name, plain_line(value, longest)] for name, value in facts if value],
        "asks_title": _("What helps most in a letter"),
        "asks": [
            _("How long you have known me, and from what work."),
            _("One or two things you saw me do yourself, and what came of them."),
            _("Why you would want me there."),
        ],
        "draws": _("From my record, for you to draw on where you saw it yourself:"),
        "sections": [
            {"title": one.title, "lines": [_line(line, longest) for line in one.lines[:most]]}
            for one in sections
        ],
        "foot": _("Made on {day} with RxLadder from my own record. Leave out what you did not see.").format(
            day=say_date(on)
        ),
    }


def _line(line: Line, longest: int) -> dict[str, Any]:
    return {
        "title": plain_line(line.title, longest),
        "beside": plain_line(line.beside, 60),
        "about": plain_line(" ".join(f"{text.rstrip('.')}." for text in line.about), longest),
    }
