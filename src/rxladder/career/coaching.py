"""From a plain achievement to a strong one: what to ask a person about it, and their own words put together.

A strong one says what was done, how much of it, and what came of it. Nothing is made up: the coach only asks,
and the line that it puts together has the person's words and no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from rxladder.career.achievement_line import figure_in
from rxladder.career.achievements import Achievement
from rxladder.facts.language import gettext as _

Strength = Literal["plain", "better", "strong"]
Asks = Literal["what", "figure", "result", "proof"]

_WEAK = re.compile(
    r"^(?:i\s+)?(?:was\s+|have\s+been\s+|am\s+)?(?P<words>helped(?: out)?(?: with| to)?|responsible for"
    r"|in charge of|assisted(?: with| in)?|worked on|participated in|took part in|involved in|supported"
    r"|tasked with|ayudé(?: con| a| en)?|responsable de|encargad[oa] de|a cargo de|participé en|apoyé"
    r"|colaboré(?: en| con)?)\b",
    re.IGNORECASE,
)
_SHARED = re.compile(r"\b(?:we|our team|the team|us|nosotr[oa]s|nuestro equipo|el equipo)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:many|several|a lot(?: of)?|lots of|some|various|significant(?:ly)?|great(?:ly)?|much|numerous"
    r"|often|regularly|better|faster|improved|reduced|increased|fewer|less)\b",
    re.IGNORECASE,
)
_ONCE = frozenset({"holding", "exam", "training", "skill"})
"""Kinds of what an achievement came of (`Achievement.of`) that say how much by themselves: once."""
_HOW_OFTEN = re.compile(r"\b(?:every|all|none|never|daily|weekly|monthly|first)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question to the person; `about` is the part of the achievement that the answer belongs to."""

    about: Asks
    text: str


def strength(one: Achievement) -> Strength:
    """How much an achievement says: `strong` is what was done, how much, and what came of it."""
    told = _says_how_much(one) + bool(one.result.strip())
    return ("plain", "better", "strong")[told]


def prompts(one: Achievement) -> tuple[Prompt, ...]:
    """What to ask about an achievement, the most telling first; nothing where it says all."""
    return (*_about_what(one), *_about_figure(one), *_about_result(one), *_about_proof(one))


def put_together(one: Achievement) -> str:
    """The achievement in one line, of the person's own words alone."""
    what, figure, result = (part.strip().rstrip(".") for part in (one.what, one.figure, one.result))
    if figure and figure.casefold() not in f"{what} {result}".casefold():
        what = f"{what} ({figure})"
    line = f"{what}: {result}." if result else f"{what}."
    return line[:1].upper() + line[1:]


# --- What to ask


def _says_how_much(one: Achievement) -> bool:
    if one.of.partition(":")[0] in _ONCE:
        return True
    words = f"{one.what}; {one.result}"
    return bool(one.figure.strip() or figure_in(words, one.on) or _HOW_OFTEN.search(words))


def _about_what(one: Achievement) -> Iterator[Prompt]:
    weak = _WEAK.search(one.what.strip())
    if weak:
        text = _("“{words}” hides what you did. What did you do with your own hands, or decide?")
        yield Prompt("what", text.format(words=weak["words"]))
    if _SHARED.search(one.what):
        yield Prompt("what", _("“We” did it: which part was yours?"))


def _about_figure(one: Achievement) -> Iterator[Prompt]:
    if _says_how_much(one):
        return
    vague = _VAGUE.search(f"{one.what} {one.result}")
    if vague:
        text = _("“{words}”: how much is that? From how many to how many, or by how much?")
        yield Prompt("figure", text.format(words=vague[0]))
    yield Prompt("figure", _question(one.what))


_SUBJECTS: tuple[tuple[re.Pattern[str], Callable[[], str]], ...] = (
    (
        re.compile(r"\b(?:train|taught|teach|orient|onboard|mentor|coach|precept)", re.I),
        lambda: _("How many people did you train, and how long did it take?"),
    ),
    (
        re.compile(r"\b(?:inventor|stock|order|outdate|expired|return|shortage|par level)", re.I),
        lambda: _("How many items, or how many dollars, and over how long?"),
    ),
    (
        re.compile(r"\b(?:prior auth|claim|reject|appeal|billing|benefit|assistance)", re.I),
        lambda: _("How many cases a week, and how many of them went through?"),
    ),
    (
        re.compile(r"\b(?:compound|batch|dose|syringe|chemo|hood|sterile|IVs?\b)", re.I),
        lambda: _("How many preparations a shift, and over how long?"),
    ),
    (
        re.compile(r"\b(?:error|mistake|near miss|late\b|wait|delay|call|complaint|discrepanc)", re.I),
        lambda: _("How many were there before, and how many after?"),
    ),
)


def _question(what: str) -> str:
    asked = next((say() for subject, say in _SUBJECTS if subject.search(what)), None)
    return asked or _("How many, how often or how long? A figure you can stand behind is enough.")


def _about_result(one: Achievement) -> Iterator[Prompt]:
    if not one.result.strip():
        text = _(
            "So what? Who is better off now: patients, colleagues, the pharmacy? What became safer, "
            "faster or cheaper?"
        )
        yield Prompt("result", text)


def _about_proof(one: Achievement) -> Iterator[Prompt]:
    if not one.evidence:
        text = _("What would show it? A certificate, a report, a thank-you email; nothing about patients.")
        yield Prompt("proof", text)
