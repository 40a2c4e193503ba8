"""Credits that were earned and have not been seen in CPE Monitor: where each stands on the real clocks.

An ACPE provider has 60 days from the day of completion to report a credit or to correct it. Until day 30
there is nothing to do but wait; from then on the provider is asked; after day 60 nothing can be added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rxladder.career.record import Credit
from rxladder.facts.cpe_monitor import ASK_FROM, CAUSES, LAST_DAY, READ, SOURCES, Cause
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date
from rxladder.rules.result import SourceNote

Stage = Literal[
    "reported", "waiting", "ask", "last-days", "too-late", "not-told", "not-monitored", "not-done"
]

LAST_DAYS = 10
"""So many days before its last day a credit is urgent: a provider needs time, too."""

ANSWER_WITHIN = 7
"""A provider that was asked gets so many days before the person is reminded again."""

MISSING: tuple[Stage, ...] = ("waiting", "ask", "last-days", "too-late")
_NOT_ACPE_FORMATS = ("college-course", "in-service", "exam", "teaching")


@dataclass(frozen=True, slots=True)
class Watched:
    """One credit on the clock. `day` counts from the day of completion, which is 0.

    `ask_from` is the first day to ask the provider and `last_day` the last on which it can report; both are
    None where no clock runs. `why` says where it stands, in a sentence or two.
    """

    credit: Credit
    stage: Stage
    why: str
    day: int | None = None
    ask_from: date | None = None
    last_day: date | None = None
    source: SourceNote | None = None

    @property
    def missing(self) -> bool:
        """Whether it should come into the transcript and has not been seen there."""
        return self.stage in MISSING


def watch(credits: Iterable[Credit], on: date) -> tuple[Watched, ...]:
    """Every credit of a record, in its order, as it stands on a day."""
    return tuple(watched(credit, on) for credit in credits)


def watched(credit: Credit, on: date) -> Watched:
    """One credit as it stands on a day."""
    if credit.seen_in_transcript is not None:
        day = say_date(credit.seen_in_transcript)
        return Watched(credit, "reported", _("Seen in your transcript on {day}.").format(day=day))
    if credit.status != "done" or credit.date > on:
        return Watched(credit, "not-done", _("Its clock starts on the day you complete it."))
    return _unmonitored(credit) or _on_the_clock(credit, on)


def _unmonitored(credit: Credit) -> Watched | None:
    """A credit that no provider reports, or of which nobody told whether one does; else None."""
    if "not-accredited" in credit.causes_found:
        why = _(
            "You found that its provider is not accredited by ACPE: it never reaches CPE Monitor on its own."
        )
    elif credit.uan or credit.accreditation == "acpe":
        return None
    elif credit.accreditation or credit.format in _NOT_ACPE_FORMATS or credit.activity:
        why = _("Only ACPE-accredited providers report to CPE Monitor: this one never gets there on its own.")
    elif "not-accredited" in credit.causes_ruled_out:
        return None
    else:
        why = _(
            "Whether its provider reports to CPE Monitor depends on who accredited it, which is not known."
        )
        return Watched(credit, "not-told", why, source=monitor_source("missing"))
    why += " " + _("Keep the certificate; the paid Plus plan of CPE Monitor lets you upload it.")
    return Watched(credit, "not-monitored", why, source=monitor_source("plans"))


def _on_the_clock(credit: Credit, on: date) -> Watched:
    day = (on - credit.date).days
    ask_from = credit.date + timedelta(days=ASK_FROM)
    last_day = credit.date + timedelta(days=LAST_DAY)
    stage: Stage = "waiting"
    if day > LAST_DAY:
        stage = "too-late"
    elif day >= LAST_DAY - LAST_DAYS:
        stage = "last-days"
    elif day >= ASK_FROM:
        stage = "ask"
    why = _stage_words(stage).format(
        day=day, of=LAST_DAY, ask_from=say_date(ask_from), last_day=say_date(last_day)
    )
    source = monitor_source("missing" if stage in ("waiting", "ask") else "sixty-days")
    return Watched(credit, stage, why, day, ask_from, last_day, source)


def _stage_words(stage: Stage) -> str:
    return {
        "waiting": _("Day {day} of {of}. Allow its provider until {ask_from} to report it."),
        "ask": _("Day {day} of {of}. Ask its provider now: it can report until {last_day}."),
        "last-days": _("Day {day} of {of}. Ask today: after {last_day} ACPE no longer accepts it."),
        "too-late": _(
            "Its {of} days ended on {last_day}. If it is not in your transcript, ACPE no longer accepts it."
        ),
    }[stage]


def monitor_source(id_: str) -> SourceNote:
    """A page about CPE Monitor as the source of a claim."""
    source = SOURCES[id_]
    return SourceNote(
        source.url, _(source.section), READ, source.confidence, source.kind, for_=_(source.for_)
    )


def to_ask(found: Sequence[Watched], on: date) -> tuple[Watched, ...]:
    """The credits whose providers should be asked now, the one with the least time first.

    One whose provider was asked a few days ago waits for the answer, but not in the last days.
    """
    pressing = [item for item in found if item.stage in ("ask", "last-days") and not _waits(item, on)]
    return tuple(sorted(pressing, key=lambda item: item.credit.date))


def _waits(item: Watched, on: date) -> bool:
    asked = item.credit.asked_provider
    return item.stage == "ask" and asked is not None and (on - asked).days < ANSWER_WITHIN


def looked_on(found: Iterable[Watched]) -> date | None:
    """The last day on which a transcript is known to have been looked at."""
    return max(
        (item.credit.seen_in_transcript for item in found if item.credit.seen_in_transcript), default=None
    )


def known_lost(found: Sequence[Watched]) -> tuple[Watched, ...]:
    """The credits that were not there when a transcript was looked at after their last day.

    Those whose providers were asked since are left out: what can be done is done.
    """
    looked = looked_on(found)
    late = [item for item in found if item.stage == "too-late" and item.last_day]
    return tuple(
        item
        for item in late
        if looked and item.last_day and looked > item.last_day and item.credit.asked_provider is None
    )


# --- The causes, checked with the person


@dataclass(frozen=True, slots=True)
class Check:
    """One cause to check with the person: what to ask, and what was answered (None: not yet)."""

    id: Cause
    asks: str
    help: str
    fine: str
    found: str
    do: str
    source: SourceNote
    answer: Literal["fine", "found"] | None = None


def checks(credit: Credit) -> tuple[Check, ...]:
    """The causes in the order of what is checked most easily; what a UAN settles is not asked."""
    return tuple(
        Check(
            id_,
            _(fact.asks),
            _(fact.help),
            _(fact.fine),
            _(fact.found),
            _(fact.do),
            monitor_source(fact.source),
            _answer(id_, credit),
        )
        for id_, fact in CAUSES.items()
        if not (id_ == "not-accredited" and credit.uan)
    )


def _answer(id_: Cause, credit: Credit) -> Literal["fine", "found"] | None:
    if id_ in credit.causes_found:
        return "found"
    return "fine" if id_ in credit.causes_ruled_out else None


def next_check(found: Sequence[Check]) -> Check | None:
    """The check to ask next; None once a cause was found or every one was answered."""
    if any(check.answer == "found" for check in found):
        return None
    return next((check for check in found if check.answer is None), None)


def letter_is_next(watched: Watched, found: Sequence[Check]) -> bool:
    """Whether a letter to the provider is what comes next, and not only at hand."""
    wrong = any(check.id == "wrong-id" and check.answer == "found" for check in found)
    return wrong or watched.stage in ("ask", "last-days", "too-late")
