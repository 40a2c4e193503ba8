"""The words of the steps that `next_steps` and `holding_steps` choose: what to do, and why.

They speak to the person, or of them where `facts.of_them` is asked for. What somebody else has no business to
know (what a board ordered, private questions) is then left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from rxladder.career.record import Goal
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, speaks_of_them
from rxladder.facts.load import CredentialRef
from rxladder.facts.phrases import (
    inside,
    one_of,
    plural,
    say_date,
    say_dollars,
    say_hours,
    say_number,
    sentence,
)
from rxladder.facts.states import STATES, state_name
from rxladder.facts.term_rules import AfterEnd
from rxladder.rules.due_days import closes
from rxladder.rules.extensions import time_left
from rxladder.rules.late_renewal import say_late
from rxladder.rules.numbers import at_most
from rxladder.rules.reporting import Watched
from rxladder.rules.result import AskedQuestion, ClauseResult, HoldingAudit, HoursRange, TermDates
from rxladder.rules.titles import full_title, short_title


class Words(NamedTuple):
    """One step in words."""

    what: str
    why: str


def to_work(state: str, refs: Sequence[CredentialRef]) -> Words:
    """Get one of the credentials that let a person work in a state."""
    names = one_of([full_title(ref) for ref in refs])
    return Words(
        _("Get what lets you work in {state}").format(state=state_name(state)),
        _("You need: {names}. Already hold it? Add it here.").format(names=names),
    )


def rests_on(ref: CredentialRef, licence: CredentialRef | None, state: str, ends: date) -> Words:
    """What is not renewed, and still lets a person work; `licence` is the one that asks for it."""
    what = _("You may work in {state} only until {day}, since you are not renewing your {name}")
    why = _("{state} asks for it from everyone who works there, and nothing else you hold takes its place.")
    if licence is not None:
        why = _("Your {licence} asks for it, and nothing else you hold takes its place.")
        why = why.replace("{licence}", short_title(licence))
    names = {"state": state_name(state), "day": say_date(ends), "name": short_title(ref)}
    return Words(what.format(**names), why.format(**names))


def aim(goal: Goal, ref: CredentialRef, *, now: bool) -> Words:
    """A credential that is a goal can be applied for, now or from a day on."""
    what = _("You can apply for {name}") if now else _("You become eligible for {name}")
    why = _("It is one of your goals.")
    if goal.by:
        why = _("You want it by {day}.").format(day=say_date(goal.by))
    return Words(what.format(name=short_title(ref)), why)


def not_in_transcript(missing: Sequence[Watched]) -> Words:
    """Credits that CPE Monitor should show by now; the first has the least time."""
    what = ngettext(
        "One credit is not in your transcript yet", "{n} credits are not in your transcript yet", len(missing)
    )
    first = missing[0]
    why = _(
        "Look in CPE Monitor. If it is not there, ask its provider. After {day}, ACPE no longer accepts it."
    )
    if len(missing) > 1:
        why = _(
            "Look in CPE Monitor, and ask the providers about any that are not there. The first to lapse is "
            "{title}."
        )
    title, day = first.credit.title or first.credit.uan or "", say_date(first.last_day or first.credit.date)
    return Words(what.format(n=len(missing)), why.format(title=title, day=day))


def ordered(ref: CredentialRef, order: ClauseResult) -> Words:
    """Hours that a board ordered about a credential, of which only it can tell what counts for them."""
    what = _("Ask {authority} what counts toward the {hours} it ordered")
    day = order.window[1] if order.window else None
    told = [
        _full(order.says),
        _("The order is in effect until {day}.").format(day=say_date(day)) if day else "",
        _("Nothing is counted toward these hours here: keep its answer and the proof of your hours."),
        _("Once it says the order is done, delete from here what it told you."),
    ]
    return Words(
        what.format(authority=_authority(ref), hours=say_hours(order.missing)),
        " ".join(text for text in told if text),
    )


def _authority(ref: CredentialRef) -> str:
    """An authority's name to stand after "Ask", without what stands in brackets."""
    name = ref.pack.name.partition(" (")[0]
    return _("the {board}").format(board=name) if ref.pack.id in STATES else name


def _ended(clause: ClauseResult) -> str:
    ends = clause.window[1] if clause.window else None
    return _("until {day}").format(day=say_date(ends)) if ends else ""


def lost_to_transcript(lost: Sequence[Watched]) -> Words:
    """Credits that were not there when their time was over."""
    what = ngettext(
        "One credit did not reach your transcript in time",
        "{n} credits did not reach your transcript in time",
        len(lost),
    )
    return Words(
        what.format(n=len(lost)),
        _(
            "Ask the provider whether it can still be added, and ask your board whether it accepts the "
            "certificate."
        ),
    )


@dataclass(frozen=True, slots=True)
class HoldingWords:
    """The words of the steps about one audited holding."""

    ref: CredentialRef
    found: HoldingAudit

    @property
    def name(self) -> str:
        """The credential's name, where there is little room."""
        return short_title(self.ref)

    def lapsed(self, on: date, *, certification: bool) -> Words:
        """It is over; whether one may work on is said as far as a source does."""
        after, why = self.ref.credential.term.after_end, self._meanwhile(on, certification=certification)
        if after and self.found.term:
            why = f"{why} {say_late(after, self.found.term.ends, on)}".strip()
        return Words(_("Renew your {name}: it has lapsed").format(name=self.name), why)

    def handed_in(self, filed: date, on: date, *, certification: bool) -> Words:
        """The renewal is handed in; what it brings is to be entered once it is there."""
        what = _("The renewal of your {name} is handed in: add the new date once you have it")
        why = _("You handed it in on {day}.").format(day=say_date(filed))
        term = self.found.term
        if term and term.ends < on:
            over = _("The old term ended on {day}.").format(day=say_date(term.ends))
            why = f"{why} {over} {self._meanwhile(on, certification=certification)}"
        return Words(what.format(name=self.name), why)

    def _meanwhile(self, on: date, *, certification: bool) -> str:
        """What one may do after the end, before the renewal is through."""
        after = self.ref.credential.term.after_end
        if certification:
            return _("Until it is renewed or reinstated you do not hold it.")
        if after and after.may_work is not None:
            return self._working_on(after, on)
        return _("The sources do not say whether you may work in the meantime: ask before you do.")

    def _working_on(self, after: AfterEnd, on: date) -> str:
        """Whether work may go on without the renewal; where a source gives days for it, until when."""
        term = self.found.term
        if after.may_work and after.grace_days is None:
            return _("Its source says that work may go on for a time, but renew it right away.")
        until = term.ends + timedelta(days=after.grace_days or 0) if term else on
        if after.may_work and on <= until:
            told = _("Its source says that work may go on until {day}, but renew it right away.")
            return told.format(day=say_date(until))
        return _("You may not work as a technician until it is renewed or reinstated.")

    def ended(self, after_it: Sequence[CredentialRef]) -> Words:
        """It is over for good; `after_it` are those that take its place."""
        then = _("Before you go on, see what you need in its place.")
        if after_it:
            names = one_of([full_title(ref) for ref in after_it])
            then = _("Before you go on, you need this in its place: {names}.").format(names=names)
        return Words(_("Your {name} has ended and cannot be renewed").format(name=self.name), then)

    def date_wanted(self) -> Words:
        """Its end is not known."""
        return Words(
            _("Tell us when your {name} expires").format(name=self.name),
            _("Without the date, no one can say what it asks for, or by when."),
        )

    def questions(self, count: int) -> Words:
        """Questions are open that the person can answer."""
        what = ngettext(
            "Answer one question about your {name}", "Answer {n} questions about your {name}", count
        )
        if self.found.term is None:
            why = _("Your answer decides what it asks of you.")
        else:
            why = _("Your answer decides what this renewal asks of you.")
        return Words(what.format(n=count, name=self.name), why)

    def hours(self, short: Sequence[ClauseResult], perhaps: Sequence[ClauseResult], by: date | None) -> Words:
        """All hours that are missing or may be, with what they must be about; `by` is the day of the step."""
        amount = at_most(self.found.hours_to_go)
        words = ngettext(
            "Take {n} more hour of CE for your {name}",
            "Take {n} more hours of CE for your {name}",
            plural(amount),
        )
        if isinstance(self.found.hours_to_go, HoursRange):
            words = ngettext(
                "Take up to {n} more hour of CE for your {name}",
                "Take up to {n} more hours of CE for your {name}",
                plural(amount),
            )
        return Words(
            words.format(n=say_number(amount), name=self.name),
            f"{self._progress(short, perhaps)} {self._end([*short, *perhaps], by)}".strip(),
        )

    def planned(self, planned: Sequence[ClauseResult], by: date | None) -> Words:
        """What is booked or planned fills the rest once it is taken."""
        fills = _("What is booked or planned in your log will fill the rest once it is done.")
        parts = (self._progress((), ()), fills, self._end(planned, by))
        return Words(
            _("Take what you booked or planned for your {name}").format(name=self.name),
            " ".join(part for part in parts if part),
        )

    def too_late(self, late: Sequence[ClauseResult]) -> Words:
        """Hours are missing whose days are over."""
        told = "; ".join(f"{inside(clause.says)} ({_ended(clause)})" for clause in late)
        return Words(
            _("Ask {authority} about your {name}").format(authority=_authority(self.ref), name=self.name),
            _("The time for these hours is over, and some are still missing: {clauses}.").format(
                clauses=told
            ),
        )

    def _progress(self, short: Sequence[ClauseResult], perhaps: Sequence[ClauseResult]) -> str:
        parts = [inside(clause.says) for clause in short if clause.id != "total"]
        told = ""
        if self.found.hours_needed:
            told = _("{counted} of {needed} hours count.").format(
                counted=say_number(self.found.hours_counted), needed=say_number(self.found.hours_needed)
            )
        if parts:
            told += " " + _("Not met yet: {clauses}.").format(clauses="; ".join(parts))
        if not told and perhaps:
            told = _("This may be asked of you: {clauses}.").format(
                clauses="; ".join(inside(clause.says) for clause in perhaps)
            )
        return told.strip()

    def _end(self, asked: Sequence[ClauseResult], by: date | None) -> str:
        """When the term ends, where something earlier is the day to keep."""
        term = self.found.term
        if term is None or by is None or by == term.ends:
            return ""
        if by == term.apply_by:
            return _("Apply by that day; the term ends on {day}.").format(day=say_date(term.ends))
        first = [inside(clause.says) for clause in asked if closes(clause, term.ends) == by]
        told = ""
        if len(first) < len(asked):
            told = _("Due by that day: {clauses}.").format(clauses="; ".join(first)) + " "
        told += _("Hours taken later do not count for this.")
        return f"{told} {_('The term ends on {day}.').format(day=say_date(term.ends))}"

    def other(self, clause: ClauseResult) -> Words:
        """One course, activity or thing to keep that is missing."""
        if clause.kind == "keeps":
            what = _("Get what your {name} depends on")
            return Words(what.format(name=self.name), _rests_on(clause))
        return Words(
            _("For your {name}: {what}").format(name=self.name, what=inside(clause.says)),
            _full(clause.note) if clause.note else _("This renewal asks for it, apart from the hours."),
        )

    def still_open(self, clause: ClauseResult) -> Words:
        """Something to keep that is not there yet, and has its time."""
        what = _("Do on time what your {name} depends on").format(name=self.name)
        return Words(what, f"{_full(time_left(clause))} {_rests_on(clause)}")

    def check(self, asks: Sequence[AskedQuestion], open_: Sequence[ClauseResult]) -> Words:
        """Only the authority can tell the rest."""
        term = self.found.term
        told = [term.doubt] if term and term.doubt else []
        told += [one.asks for one in asks if not (one.sensitive and speaks_of_them())]
        told += [clause.note for clause in open_ if clause.note]
        why = " ".join(_full(text) for text in dict.fromkeys(told))
        return Words(
            _("Ask {authority} about your {name}").format(authority=_authority(self.ref), name=self.name),
            why or _("What it asks for could not be fully worked out from the sources that were read."),
        )

    def ordered(self, order: ClauseResult) -> Words:
        """Hours that the board ordered, of which only it can tell what counts for them."""
        if speaks_of_them():
            return self.check((), ())
        return ordered(self.ref, order)

    def ending(self, term: TermDates, after_it: Sequence[CredentialRef]) -> Words:
        """It ends for good; `after_it` are those to which it leads."""
        after = self.ref.credential.term.after_end
        why = (
            _("After it ends, it is {word}.").format(word=_(after.becomes)) if after and after.becomes else ""
        )
        what = _("Your {name} ends on {day} and cannot be renewed")
        then = _("Find out ahead of time what you need to keep working.")
        if after_it:
            names = one_of([full_title(ref) for ref in after_it])
            then = _("To keep working, you need this in its place, ahead of time: {names}.").format(
                names=names
            )
        return Words(what.format(name=self.name, day=say_date(term.ends)), f"{why} {then}".strip())

    def renewal(self, apply_by: date | None = None) -> Words:
        """Nothing is missing; `apply_by` is the day by which it is handed in without a fee or a risk."""
        why = {
            "planned": _("What you booked or planned fills the rest; after that, nothing is missing."),
            "not-required": self._nothing_asked(),
        }.get(self.found.status, self._nothing_missing())
        if apply_by:
            why = f"{why} {_('Hand it in by {day}.').format(day=say_date(apply_by))}"
        return Words(_("Renew your {name}").format(name=self.name), why)

    def _nothing_asked(self) -> str:
        ce = self.ref.credential.ce
        if ce.by_silence:
            return _(
                "The rules that were read ask for no continuing education for it: they name only other "
                "duties."
            )
        if ce.duty == "none" and ce.confidence == "low":
            return _("As far as weak sources show, it asks for no continuing education.")
        return _("It asks for no continuing education.")

    def _nothing_missing(self) -> str:
        if self.found.asks_later or any(one.runs_on or one.open_until for one in self.found.clauses):
            return _("Nothing is missing now; the time for the rest comes later.")
        return _("Everything it asks for is done.")

    def hand_in(self) -> Words:
        """The renewal must be in before the term ends."""
        late = next((fee for name, fee in self.ref.credential.fees.items() if "late" in name), None)
        why = _("After that day it may cost more or take too long.")
        if late is not None:
            why = _("After that day, there is a late fee of {price}.").format(price=say_dollars(late.usd))
        return Words(_("Hand in the renewal of your {name} early enough").format(name=self.name), why)


def _rests_on(clause: ClauseResult) -> str:
    return _("It depends on this: {what}.").format(what=inside(clause.asked))


def _full(text: str) -> str:
    """A text as a sentence with its full stop."""
    return sentence(text if text.endswith((".", "?", "!")) else f"{text}.")
