"""The checklist of one renewal: its days, what it costs, what to hand in, and what nobody has read.

What the record tells is worked out; the rest is for the person to tick. What no source says stands there as
not known, so that an empty place is never taken for "nothing is asked".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rxladder.facts.language import gettext as _
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.phrases import inside, say_date, say_number, say_span, sentence
from rxladder.facts.says import say_fee
from rxladder.facts.says_term import say_after_end
from rxladder.rules.extensions import time_left
from rxladder.rules.renewal import filed_on
from rxladder.rules.result import ClauseResult, HoldingAudit, SourceNote, TermDates
from rxladder.rules.sources import ce_source, source_note

ItemState = Literal["done", "open", "unknown", "yours"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `yours`: only the person can say that it is done; the rest is worked out."""

    id: str
    what: str
    why: str
    state: ItemState
    source: SourceNote | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a rule says, with its source."""

    says: str
    source: SourceNote | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """Everything for one renewal. A day that is None was not read; `unknown` says so in words."""

    opens: date | None
    apply_by: date | None
    ends: date
    filed: date | None
    items: tuple[Item, ...]
    fees: tuple[Line, ...]
    late: tuple[str, ...]
    late_source: SourceNote | None
    unknown: tuple[str, ...]


def checklist(found: HoldingAudit, packs: Packs) -> Checklist | None:
    """The checklist for the term that runs; None where no term is known or nothing can be renewed."""
    ref, term = packs.credentials[found.holding.credential], found.term
    if term is None or ref.credential.term.renewable is False:
        return None
    after = ref.credential.term.after_end
    return Checklist(
        opens=term.renew_from,
        apply_by=term.apply_by,
        ends=term.ends,
        filed=filed_on(found.holding, term),
        items=tuple(_items(found, ref, term)),
        fees=tuple(_fees(ref)),
        late=tuple(say_after_end(ref.credential.term, packs)),
        late_source=_source(ref, after.sources if after else ()),
        unknown=tuple(_unknown(ref, term)),
    )


def _source(ref: CredentialRef, ids: tuple[str, ...] = ()) -> SourceNote | None:
    term, credential = ref.credential.term, ref.credential
    return source_note(ref, (*ids, *term.sources, *credential.sources, *ref.pack.sources), term.confidence)


# --- What to do


def _items(found: HoldingAudit, ref: CredentialRef, term: TermDates) -> Iterator[Item]:
    yield _hours(found, ref)
    for clause in found.clauses:
        if clause.kind == "keeps" or (clause.unit == "activities" and clause.kind == "at-least"):
            yield _besides(clause)
    for name, duty in ref.credential.duties.items():
        yield Item(f"duty-{name}", sentence(duty.says), "", "yours", source_note(ref, duty.sources))
    fees = [say_fee(name, ref.credential.fees[name]) for name in _renewal_fees(ref)]
    if fees:
        yield Item("fee", _("Pay the fee"), "; ".join(fees), "yours")
    else:
        yield Item(
            "fee",
            _("Ask what the renewal costs, and pay it"),
            _("No source that was read says what it costs."),
            "yours",
        )
    yield _handed_in(found, ref, term)
    months = ref.credential.ce.keep_records_months
    if months is not None:
        text = _("Keep the proof of your hours for {time}").format(time=say_span(months))
        yield Item("records", text, _("The board may ask for it."), "yours", ce_source(ref, ()))


def _besides(clause: ClauseResult) -> Item:
    """An activity, or what must be kept; what has its time yet is no more done than what is overdue."""
    id_, says = f"clause-{clause.id}", sentence(clause.asked or clause.says)
    if clause.open_until:
        return Item(id_, says, f"{time_left(clause)}.", "open", clause.source)
    return Item(id_, says, "", _of(clause), clause.source)


def _of(clause: ClauseResult) -> ItemState:
    states: dict[str, ItemState] = {"met": "done", "short": "open", "not-yet": "open"}
    return states.get(clause.state, "unknown")


def _hours(found: HoldingAudit, ref: CredentialRef) -> Item:
    """The continuing education as one thing, as it stands."""
    what, source = _("Continuing education"), ce_source(ref, ())
    if found.hours_needed:
        counted, needed = say_number(found.hours_counted), say_number(found.hours_needed)
        what = _("Continuing education: {counted} of {needed} hours count").format(
            counted=counted, needed=needed
        )
    short = [clause for clause in found.clauses if clause.unit == "hours" and clause.kind == "at-least"]
    missing = [inside(clause.says) for clause in short if clause.state == "short"]
    open_ = [clause for clause in short if clause.state in ("unknown", "check")]
    unread = ref.credential.ce.duty == "unknown-hours" and any(one.state != "met" for one in short)
    if unread or ref.credential.ce.duty == "not-found":
        return Item("hours", what, _("Nobody has read what is required: ask the board."), "unknown", source)
    if missing:
        why = _("Not met yet: {clauses}.").format(clauses="; ".join(missing))
        return Item("hours", what, why, "open", source)
    if any(clause.state == "not-yet" for clause in short):
        return Item("hours", what, _("The time for this comes later."), "open", source)
    if open_:
        return Item("hours", what, _("It depends on an answer: see what is open."), "unknown", source)
    if found.status == "not-required":
        return Item("hours", what, _("None is required."), "done", source)
    return Item("hours", what, "", "done", source)


def _handed_in(found: HoldingAudit, ref: CredentialRef, term: TermDates) -> Item:
    filed = filed_on(found.holding, term)
    if filed:
        why = _("You did this on {day}.").format(day=say_date(filed))
    elif term.renew_from:
        why = _("From {day} on.").format(day=say_date(term.renew_from))
    else:
        why = _("No source that was read says how early you can hand it in.")
    return Item("filed", _("Hand in the renewal"), why, "done" if filed else "open", _source(ref))


# --- What it costs


def _renewal_fees(ref: CredentialRef) -> Iterator[str]:
    yield from (name for name in ref.credential.fees if "renewal" in name or name == "year")


def _fees(ref: CredentialRef) -> Iterator[Line]:
    """What renewing costs, then what being late does."""
    fees = ref.credential.fees
    late = [name for name in fees if "late" in name or "reinstatement" in name]
    for name in dict.fromkeys((*_renewal_fees(ref), *late)):
        yield Line(say_fee(name, fees[name]), source_note(ref, (*fees[name].sources, *ref.pack.sources)))


# --- What nobody has read


def _unknown(ref: CredentialRef, term: TermDates) -> Iterator[str]:
    credential = ref.credential
    if term.renew_from is None:
        yield _("from which day on a renewal is accepted")
    if term.apply_by is None:
        yield _("whether it must be handed in some time before the last day")
    if not list(_renewal_fees(ref)):
        yield _("what the renewal costs")
    if credential.term.after_end is None:
        yield _("what happens if it is late")
    elif credential.term.after_end.may_work is None:
        yield _("whether you may work without it after the last day")
    if credential.ce.duty == "not-found":
        yield _("whether continuing education is required")
    if credential.ce.duty == "unknown-hours":
        yield _("how many hours are required")
    if credential.ce.keep_records_months is None and credential.ce.duty != "none":
        yield _("how long to keep the proof of your hours")
    yield _("which form or site to use to hand it in")
