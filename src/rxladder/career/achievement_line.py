"""An achievement read from one line, English or Spanish: when, what, how much, and what came of it.

"Trained 3 new technicians on the cabinet last month; wrong pulls fell by half" has a day, a figure ("3 new
technicians") and a result. Nothing is added to the person's own words, and nothing of them is lost: the parts
are cut out of the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rxladder.career.day_words import find_day_words
from rxladder.career.days_in_text import find_days
from rxladder.facts.language import gettext as _

LONGEST_LINE = 2_000

_RESULT = re.compile(
    r"\s*(?:;|→|=>|->| - | – | — |\.(?=\s+\S))\s*(?:(?:and )?so(?: that)?\b,?|as a result,?|result:)?\s*"
    r"|,?\s+(?:so that|so now|so|as a result,?|which (?=\w+(?:ed|s|t)\b)|resulting in|leading to|result:"
    r"|así que|de (?:modo|manera) que|con lo que|por lo que|como resultado,?|resultado:)\s+",
    re.IGNORECASE,
)
_AMOUNT = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_DIGITS = rf"{_AMOUNT}(?:[-–]{_AMOUNT})?(?:[kKM]\b|\+|(?:-?fold|x)\b)?(?![\w/-])"
_NUMBER = rf"(?:\$ ?)?(?<![\w.,/-]){_DIGITS}"
_WORDS = (
    r"(?:la mitad|el doble|half|twice|doubled?|tripled?|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|a dozen)\b"
)
_PERCENT = r"(?:\s?(?:%|percent\b))?"
_NO_UNIT = (
    "and|to|in|on|at|with|for|of|by|from|who|that|so|because|but|then|the|my|our|is|was|were|since|until|when"
    "|without|after|before|instead|this|last|next|during|through|which|it|they|we|i"
    "|y|en|con|por|para|que|sin|desde|hasta|cuando|del|el|los|las|se|su|mi"
)
_UNIT = rf"(?!(?:{_NO_UNIT})\b)[^\W\d_][\w'’-]*"
_FIGURE = re.compile(
    rf"(?:\b(?:from|by|up to|over|more than|about|every|all|de|más de|unos|unas) )?"
    rf"(?:{_NUMBER}|\b{_WORDS}){_PERCENT}"
    rf"(?:(?:\s+{_UNIT})?\s+(?:to|a)\s+{_NUMBER}{_PERCENT})?(?:\s+{_UNIT}){{0,3}}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!\s*(?:%|percent))")
_PLACE = re.compile(r"\d+ (?:North|South|East|West|Main|Tower|[NSEW])\b")
_BARE = re.compile(r"[\d.,\s]*")
_NAMED_BY_NUMBER = re.compile(
    r"\b(?:USP|phase|level|grade|GS|room|unit|floor|schedule|chapter|tier)[ -<]{1,2}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AchievementLine:
    """What a line told; what it did not tell is empty. `on` is today where it tells no day."""

    on: date
    what: str
    figure: str = ""
    result: str = ""
    problems: tuple[str, ...] = ()


def read_achievement_line(text: str, on: date) -> AchievementLine:
    """Read a line written on the day `on`."""
    line = " ".join(text[:LONGEST_LINE].split())
    problems: list[str] = []
    for told in find_days(line):
        if told.day is None:
            problems.append(_("{day} is not a real date.").format(day=told.text))
        elif told.day > on:
            problems.append(_("That day has not come yet: {day}.").format(day=told.day.isoformat()))
    # "in two weeks" tells how long it took.
    past = (one.day for one in find_day_words(line, on, "back") if one.day and one.day <= on)
    day = next(past, None)
    what, result = _parts(line)
    figure = figure_in(what, on) or figure_in(result, on)
    return AchievementLine(day or on, what, figure, result, tuple(problems))


def _parts(line: str) -> tuple[str, str]:
    """What was done, and what came of it, cut at the first word that tells of a result."""
    cut = _RESULT.search(line)
    if cut is None or not line[: cut.start()].strip() or not line[cut.end() :].strip():
        return line.rstrip(". "), ""
    return line[: cut.start()].strip(" ,"), line[cut.end() :].strip(" .")


def figure_in(text: str, on: date) -> str:
    """The first words of a text that say how much; no day is one, no bare number, and none that is a name."""
    for day in find_day_words(text, on, "back"):
        text = text[: day.start] + "|" * (day.end - day.start) + text[day.end :]
    for name in (*_YEAR.finditer(text), *_PLACE.finditer(text)):
        text = text[: name.start()] + "|" * len(name[0]) + text[name.end() :]
    for found in _FIGURE.finditer(text):
        if not _BARE.fullmatch(found[0]) and not _NAMED_BY_NUMBER.search(text[: found.start()]):
            return found[0].strip()
    return ""
