"""What a credential costs: to get it, and over five years with its renewals, from the fees of its pack.

A price that no source tells is not nothing: it is named, and makes a sum "at least". Prices that hang on
something (membership, how one pays, the year) make a range. Fees of others (the exam of another body) are not
in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import CredentialRef
from rxladder.facts.pack import Fee
from rxladder.facts.says import say_fee
from rxladder.rules.result import SourceNote
from rxladder.rules.sources import source_note

YEARS = 5
Unknown = Literal["first-price", "non-member-price", "renewal-price", "term"]

_MEMBERS = re.compile(r"(^|_)(ptec_|technician_)?member$")
_BESIDE = ("background_check", "fingerprints", "service", "unlicensed_activity", "internship")
"""What is paid with a first application besides its own fee."""
_ONE_TIME = {"technician_member", "member", "nonmember", "year", "one_provider_2021"}
"""The whole price of a course, by who buys it, for how long or where."""


@dataclass(frozen=True, slots=True)
class Price:
    """One thing that is paid, so many times. `most` is None where the higher price was not read."""

    what: Literal["first", "renewal"]
    says: tuple[str, ...]
    least: Fraction
    most: Fraction | None
    times: int = 1
    source: SourceNote | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What is paid in all. `unknown` names what no source tells; with it, the sum is "at least"."""

    prices: tuple[Price, ...]
    unknown: tuple[Unknown, ...] = ()

    @property
    def least(self) -> Fraction | None:
        """The least of what is known, in dollars; None where nothing is."""
        return sum((one.least * one.times for one in self.prices), Fraction(0)) if self.prices else None

    @property
    def most(self) -> Fraction | None:
        """The most that can be asked; None where something is not known."""
        if self.unknown or not self.prices:
            return None
        return sum(((one.most or one.least) * one.times for one in self.prices), Fraction(0))


def cost_to_get(ref: CredentialRef) -> Cost:
    """What is paid to the authority until the credential is there for the first time."""
    prices = tuple(_first_prices(ref))
    if not prices:
        return Cost((), ("first-price",))
    return Cost(prices, ("non-member-price",) if any(one.most is None for one in prices) else ())


def cost_over(ref: CredentialRef, years: int = YEARS) -> Cost:
    """What is paid in so many years: to get it, and for each renewal before they are over.

    Full terms are reckoned with: where a first term is cut short, one renewal more may fall into them.
    """
    first, number, fees = cost_to_get(ref), renewals_in(ref, years), _renewals(ref.credential.fees)
    if number == 0:
        return _taken_again(first, ref, years)
    if number is None:
        return Cost(first.prices, (*first.unknown, "term"))
    if not fees:
        return Cost(first.prices, (*first.unknown, "renewal-price"))
    renewals = _price(ref, "renewal", fees, number)
    unknown: tuple[Unknown, ...] = ("non-member-price",) if renewals.most is None else ()
    return Cost((*first.prices, renewals), tuple(dict.fromkeys((*first.unknown, *unknown))))


def _taken_again(first: Cost, ref: CredentialRef, years: int) -> Cost:
    """A course's card that runs out is bought anew; a trainee's permit has done its work."""
    months = ref.credential.term.months
    if not months or ref.credential.term.expires == "never" or ref.pack.is_board:
        return first
    times = -(-years * 12 // months)
    return Cost(tuple(replace(one, times=times) for one in first.prices), first.unknown)


def renewals_in(ref: CredentialRef, years: int = YEARS) -> int | None:
    """How many renewals fall within so many years; None where the length of a term was not read."""
    term = ref.credential.term
    if term.expires == "never" or term.renewable is False:
        return 0
    return None if not term.months else max(0, -(-years * 12 // term.months) - 1)


SAYS_UNKNOWN: Mapping[Unknown, str] = {
    "first-price": noop("no source that was read says what it costs to get it"),
    "non-member-price": noop("the price for nonmembers was not read"),
    "renewal-price": noop("no source that was read says what a renewal costs"),
    "term": noop("no source that was read says how often it is renewed, or whether it is"),
}


def say_unknown(cost: Cost) -> list[str]:
    """What is not known of a cost, in words."""
    return [_(SAYS_UNKNOWN[one]) for one in cost.unknown]


# --- Which fees belong to what


def _first_prices(ref: CredentialRef) -> Iterator[Price]:
    fees = ref.credential.fees
    if "total_to_apply" in fees:
        yield _price(ref, "first", {"total_to_apply": fees["total_to_apply"]})
        return
    groups = _first_groups(ref)
    for group in groups:
        if group:
            yield _price(ref, "first", group)
    exam = ref.credential.exam
    if not any(groups) and exam and exam.fee_usd is not None:
        told = Fee(usd=exam.fee_usd)
        yield _price(ref, "first", {"exam": told})


def _first_groups(ref: CredentialRef) -> list[dict[str, Fee]]:
    """The fees until the first issue, those together of which one or another is paid.

    What a certifying body calls its first fee takes in application and exam; a board asks for each.
    """
    fees = ref.credential.fees
    initial = _beginning(fees, "initial")
    alone = initial and not ref.pack.is_board
    steps = [] if alone else [_beginning(fees, "application"), _beginning(fees, "exam", without="extension")]
    whole = {name: fee for name, fee in fees.items() if name in _ONE_TIME}
    return [initial, *steps, whole, *({name: fees[name]} for name in _BESIDE if name in fees)]


def _beginning(fees: Mapping[str, Fee], word: str, without: str = "\0") -> dict[str, Fee]:
    return {name: fee for name, fee in fees.items() if name.startswith(word) and without not in name}


def _renewals(fees: Mapping[str, Fee]) -> dict[str, Fee]:
    return {name: fee for name, fee in fees.items() if "renewal" in name}


def _price(
    ref: CredentialRef, what: Literal["first", "renewal"], fees: Mapping[str, Fee], times: int = 1
) -> Price:
    members_only = any(map(_MEMBERS.search, fees)) and len(fees) == 1
    amounts = [fee.usd for fee in fees.values()]
    ids = [id_ for fee in fees.values() for id_ in fee.sources]
    return Price(
        what=what,
        says=tuple(say_fee(name, fee) for name, fee in fees.items()),
        least=min(amounts),
        most=None if members_only else max(amounts),
        times=times,
        source=source_note(ref, (*ids, *ref.credential.sources, *ref.pack.sources)),
    )
