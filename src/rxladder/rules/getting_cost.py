"""What it costs one person to be given a board's credential: the fees that its pack names, and what no source
tells a price of.

Fees for applying and for the first issue add up. What is paid to anybody else, and by anyone, is told by
`costs`. An unknown price stays unknown: a sum with an unknown part is "at least" so much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.load import CredentialRef
from rxladder.facts.pack import Fee
from rxladder.facts.phrases import say_dollars
from rxladder.facts.says import say_fee
from rxladder.rules.answers import known_answer
from rxladder.rules.conditions import truth
from rxladder.rules.context import Context
from rxladder.rules.result import SourceNote
from rxladder.rules.sources import source_note

_ALL_IN = ("total_to_apply",)
_BY_YEAR = ("initial_even_year", "initial_odd_year")
_FIRST = ("initial", "application")
# Paid beside the first fee; each until the question behind it is answered with yes.
_BESIDE = {
    "application": "",
    "service": "",
    "unlicensed_activity": "",
    "background_check": "background-check",
    "fingerprints": "background-check",
    "internship": "board-internship",
}
_CHECKED = "initial_with_background_check"


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee, by its key in the pack."""

    key: str
    fee: Fee
    ref: CredentialRef

    @property
    def says(self) -> str:
        """The fee in words: "$36: renewal"."""
        return say_fee(self.key, self.fee)

    @property
    def source(self) -> SourceNote | None:
        """Where it was read."""
        return source_note(self.ref, (*self.fee.sources, *self.ref.credential.sources))


@dataclass(frozen=True, slots=True)
class Cost:
    """The sum of the fees that are known, None where none is; `unknown` names what has no price here."""

    usd: Fraction | None
    lines: tuple[FeeLine, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def at_least(self) -> bool:
        """Whether the sum lacks a part of which no source tells the price."""
        return self.usd is not None and bool(self.unknown)


NOTHING = Cost(Fraction(0))


def say_cost(cost: Cost) -> str:
    """A cost in few words."""
    if cost.usd is None:
        return _("cost not known")
    price = say_dollars(cost.usd)
    return _("at least {price}").format(price=price) if cost.at_least else price


def getting_cost(ref: CredentialRef, context: Context) -> Cost:
    """What being given a credential costs this person on the context's day."""
    fees = ref.credential.fees
    keys = list(_keys(ref, context))
    unknown = tuple(_unpriced(ref, context, keys))
    if not any(_is_first(key) for key in keys):
        return Cost(None, unknown=unknown)
    lines = tuple(FeeLine(key, fees[key], ref) for key in keys)
    return Cost(sum((line.fee.usd for line in lines), Fraction(0)), lines, unknown)


def _is_first(key: str) -> bool:
    return key in (*_ALL_IN, *_BY_YEAR, *_FIRST, _CHECKED)


def _keys(ref: CredentialRef, context: Context) -> Iterator[str]:
    """The fees to be paid, by their keys in the pack."""
    fees = ref.credential.fees
    if "total_to_apply" in fees:
        yield "total_to_apply"
        return
    yield from _first_issue(ref, context)
    yield from (key for key, question in _BESIDE.items() if key in fees and not _answered(question, context))
    if "exam" in fees and not _passed(ref, context):
        yield "exam"


def _first_issue(ref: CredentialRef, context: Context) -> Iterator[str]:
    fees = ref.credential.fees
    by_year = _BY_YEAR[context.on.year % 2]
    if _CHECKED in fees and not _answered("background-check", context):
        yield _CHECKED
    elif "initial" in fees:
        yield "initial"
    elif by_year in fees:
        yield by_year


def _answered(question: str, context: Context) -> bool:
    """Whether it was done for this authority: a yes that names none does not say who was paid."""
    given = context.career.facts.get(question)
    if isinstance(given, bool):
        return False
    return bool(question) and known_answer(question, context) is True


def _passed(ref: CredentialRef, context: Context) -> bool:
    """Whether the credential's own exam is passed, as its condition asks for it."""
    exams = context.packs.vocabulary.exams
    return any(
        isinstance(leaf, c.Passed)
        and exams[leaf.passed].for_ == ref.id
        and truth(leaf, context.on_day(context.on)) is True
        for leaf in (c.walk(ref.credential.eligibility) if ref.credential.eligibility else ())
    )


def _unpriced(ref: CredentialRef, context: Context, keys: list[str]) -> Iterator[str]:
    """What is asked, costs money most often, and has no price in the pack."""
    asks = {leaf.answer for leaf in _leaves(ref) if isinstance(leaf, c.Answer)}
    priced = {_CHECKED, "background_check", "fingerprints", "total_to_apply"} & set(keys)
    if "background-check" in asks and not priced and not _answered("background-check", context):
        yield _("the background check")


def _leaves(ref: CredentialRef) -> list[c.Node]:
    return c.walk(ref.credential.eligibility) if ref.credential.eligibility else []
