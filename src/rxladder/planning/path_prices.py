"""What getting and keeping a credential costs, as the packs tell it: in cents, None where no source does.

A certifier's `initial` fee is all that it takes, exam included; a board's fees for applying and for the
licence add up. Where a price depends on membership, the price without one counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rxladder.facts.load import CredentialRef
from rxladder.facts.pack import Fee

_EXAM = ("exam", "exam_nonmember")
_RETAKE = ("retake", *_EXAM)
_INITIAL = ("initial", "nonmember")
_APPLICATION = ("application", "application_nonmember")
_RENEWAL = ("renewal", "renewal_nonmember")
_ON_TOP = ("service", "unlicensed_activity")


def _first(fees: Mapping[str, Fee], keys: tuple[str, ...]) -> int | None:
    return next((_cents(fees[key].usd) for key in keys if key in fees), None)


def _cents(usd: Fraction) -> int:
    return -int(-usd * 100 // 1)


def exam_cents(ref: CredentialRef, *, again: bool = False) -> int | None:
    """The fee of the exam behind a credential; `again`: after one that was not passed."""
    exam, fees = ref.credential.exam, ref.credential.fees
    found = _first(fees, _RETAKE if again else _EXAM)
    if found is not None or exam is None:
        return found
    if exam.fee_usd is not None:
        return _cents(exam.fee_usd)
    # A certificate's one fee is that of its exam.
    return _first(fees, _INITIAL) if _all_in_one(ref) else None


def holding_cents(ref: CredentialRef, *, exam_paid: int | None) -> int | None:
    """What is paid on applying, beside an exam for which `exam_paid` (None: nothing) was paid before."""
    fees = ref.credential.fees
    if "total_to_apply" in fees:
        return _cents(fees["total_to_apply"].usd)
    initial, application = _first(fees, _INITIAL), _first(fees, _APPLICATION)
    if _all_in_one(ref):
        if initial is not None:
            return max(0, initial - (exam_paid or 0))
        return application
    if initial is None:
        return None
    on_top = sum(_cents(fees[key].usd) for key in _ON_TOP if key in fees)
    return initial + (application or 0) + on_top


def _all_in_one(ref: CredentialRef) -> bool:
    return ref.pack.kind not in ("state-board", "state-agency")


def renewal_cents(ref: CredentialRef) -> int | None:
    """What a renewal in time costs."""
    return _first(ref.credential.fees, _RENEWAL)


def answer_cents(ref: CredentialRef | None, keys: tuple[str, ...]) -> int | None:
    """What getting something done costs that an authority asks, where its pack has the fee."""
    return None if ref is None else _first(ref.credential.fees, keys)
