"""What a credential costs: first, and over five years. What no source tells is never nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rxladder.facts.load import load_packs
from rxladder.rules.costs import cost_over, cost_to_get, renewals_in, say_unknown

PACKS = load_packs()

# credential: what it takes to get it, and over five years; None: not known, or not to be bounded
WORKED_OUT = [
    ("ptcb-cpht", (129, 129), (239, 239)),  # the exam is in the first fee; two renewals of $55
    ("ptcb-cspt", (199, 199), (279, 279)),  # $50 and the exam's $149; four renewals of $20
    ("ptcb-cpht-adv", (0, 0), (110, 110)),  # nothing to claim it, and that is known
    ("ptcb-mtm", (89, 89), (89, None)),  # nobody read how long it is good for
    ("ptcb-cpted", (288, None), (288, None)),  # the exam's price for others than members was not read
    ("asq-cssyb", (322, 422), (322, None)),
    ("nha-cpht", (None, None), (110, None)),  # renewals are known, the exam's price is not
    ("us-fl-technician", (105, 105), (105, None)),  # the three fees are told as one sum, too
    ("us-nj-technician", (85, 120), (225, 260)),  # application and first fee, halved in the second year
    ("us-al-technician", (104, 104), (224, Fraction(1144, 5))),  # by cheque, by card, or as it was before
    ("us-pr-technician", (110, 110), (135, 135)),  # the board's own exam is on top of its certificate
    ("us-tx-technician", (None, None), (None, None)),
    ("us-oh-trainee", (25, 25), (25, 25)),  # ends by itself
    ("aha-bls", (None, None), (None, None)),
]


@pytest.mark.parametrize(("credential", "first", "over"), WORKED_OUT, ids=[row[0] for row in WORKED_OUT])
def test_what_is_paid(credential: str, first: tuple, over: tuple):
    ref = PACKS.credentials[credential]
    for cost, expected in ((cost_to_get(ref), first), (cost_over(ref), over)):
        assert (cost.least, cost.most) == expected
        assert bool(say_unknown(cost)) == (cost.most is None)


@pytest.mark.parametrize("credential", sorted(PACKS.credentials))
def test_a_longer_time_never_costs_less_and_what_is_not_known_is_said(credential: str):
    ref = PACKS.credentials[credential]
    for years in range(1, 11):
        cost, before = cost_over(ref, years), cost_over(ref, years - 1) if years > 1 else cost_to_get(ref)
        assert (cost.least or 0) >= (before.least or 0)
        assert (cost.most is None) == bool(cost.unknown)
        assert all(price.most is None or price.most >= price.least for price in cost.prices)
    if not ref.credential.fees and not ref.credential.exam:
        assert "first-price" in cost.unknown


def test_a_sum_is_made_of_fees_of_the_pack():
    for ref in PACKS.credentials.values():
        told = {fee.usd for fee in ref.credential.fees.values()}
        if ref.credential.exam and ref.credential.exam.fee_usd is not None:
            told.add(ref.credential.exam.fee_usd)
        for price in cost_over(ref).prices:
            assert {price.least, price.most} - {None} <= told, ref.id


def test_renewals_before_the_years_are_over():
    # two-year terms: after 24 and 48 months, and the renewal on the last day is of the sixth year
    counted = {years: renewals_in(PACKS.credentials["ptcb-cpht"], years) for years in (1, 2, 3, 4, 5, 6)}
    assert counted == {1: 0, 2: 0, 3: 1, 4: 1, 5: 2, 6: 2}
