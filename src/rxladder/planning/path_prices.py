"""What a step costs, as the packs tell it: in cents, None where no source does.

What it takes to get a credential is told by `rules.costs`; here it is laid on the steps: the exam, what is to
be got done beside it, and applying. Where a price depends on something, the highest counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from rxladder.facts.load import CredentialRef
from rxladder.facts.pack import Fee
from rxladder.rules.costs import cost_to_get

_EXAM = ("exam", "exam_nonmember", "exam_ptec_member")
_RETAKE = ("retake", *_EXAM)
_RENEWAL = ("renewal", "renewal_nonmember")


def exam_cents(ref: CredentialRef, *, again: bool = False) -> int | None:
    """The fee of the exam behind a credential; `again`: after one that was not passed."""
    exam, fees = ref.credential.exam, ref.credential.fees
    found = _first(fees, _RETAKE if again else _EXAM)
    if found is not None:
        return found
    if exam is not None and exam.fee_usd is not None:
        return _cents(exam.fee_usd)
    # The one fee of a certificate is that of its exam.
    return _in_all(ref) if not ref.pack.is_board else None


def holding_cents(ref: CredentialRef, *, exam: bool = False, beside: Collection[str] = ()) -> int | None:
    """What is paid on applying: all that it takes, less what the exam and other steps (`beside`) take."""
    total = _in_all(ref)
    if total is None:
        return None
    paid = (exam_cents(ref) or 0) if exam else 0
    fees = ref.credential.fees
    paid += sum(_cents(fees[key].usd) for key in beside if key in fees)
    return max(0, total - paid)


def _in_all(ref: CredentialRef) -> int | None:
    most = cost_to_get(ref).most
    return None if most is None else _cents(most)


def renewal_cents(ref: CredentialRef) -> int | None:
    """What a renewal in time costs."""
    return _first(ref.credential.fees, _RENEWAL)


def fee_cents(ref: CredentialRef | None, keys: tuple[str, ...]) -> int | None:
    """The first of some fees that a credential's pack has."""
    return None if ref is None else _first(ref.credential.fees, keys)


def _first(fees: Mapping[str, Fee], keys: tuple[str, ...]) -> int | None:
    return next((_cents(fees[key].usd) for key in keys if key in fees), None)


def _cents(usd: Fraction) -> int:
    return -int(-usd * 100 // 1)
