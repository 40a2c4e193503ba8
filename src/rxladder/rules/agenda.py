"""The dates of a record: when renewals open, by when to apply, when terms and windows end, what is booked.

Each event has a name (`uid`) that stays the same while its words or its day change, so that a calendar moves
it instead of showing it twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from rxladder.career.record import Career, Credit, Holding
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.phrases import inside, say_date, say_hours, sentence
from rxladder.facts.states import STATES
from rxladder.rules.extensions import time_left
from rxladder.rules.late_renewal import late_until, say_late
from rxladder.rules.renewal import filed_on
from rxladder.rules.result import Audit, ClauseResult, HoldingAudit, SourceNote, TermDates
from rxladder.rules.sources import source_note
from rxladder.rules.steps import Kind, Step
from rxladder.rules.titles import short_title

EventKind = Literal[
    "opens", "apply-by", "ends", "late", "window", "activity", "step", "person", "meeting", "asked"
]  # fmt: skip
"""`late`: after it renewing late takes more, or cannot be done; `person`: whom to be in touch with;
`meeting`: an event, a letter or dues; `asked`: what a team asks."""
EventState = Literal["open", "done", "past"]
_ORDER: dict[EventKind, int] = {
    "activity": 0, "step": 1, "opens": 2, "window": 3, "apply-by": 4, "ends": 5, "late": 6, "meeting": 7,
    "asked": 8, "person": 9,
}  # fmt: skip
_ASKS = ("add-credit", "answer", "ask", "take", "follow", "read")


@dataclass(frozen=True, slots=True)
class Event:
    """One day to know about. `what` fits a line; `why` says what it means and what is still missing.

    `weight` tells what hangs on it; `state` is `done` once nothing has to be done about it any more, and
    `past` once the day is over. `holding` is the position of the holding in the audit.
    """

    uid: str
    day: date
    kind: EventKind
    what: str
    why: str
    weight: Kind
    state: EventState
    source: SourceNote | None = None
    holding: int | None = None
    credential: str | None = None
    clause: str | None = None


def agenda(career: Career, audit: Audit, steps: Sequence[Step], packs: Packs, on: date) -> tuple[Event, ...]:
    """Every event of a record as it stands on a day, the earliest first; past ones of present terms too."""
    seen: Counter[str] = Counter()
    events: list[Event] = []
    for position, found in enumerate(audit.holdings):
        about = found.holding.credential
        seen[about] += 1
        name = about if seen[about] == 1 else f"{about}~{seen[about]}"
        mine = [step for step in steps if step.holding == position]
        events += _Dates(name, position, found, mine, packs, on).events()
    events += _activities(career.credits, on)
    return by_day(events)


def by_day(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events in the order of their days."""
    return tuple(sorted(events, key=lambda event: (event.day, _ORDER[event.kind], event.uid)))


def term_name(holding: Holding, term: TermDates) -> str:
    """Which of a holding's terms it is, whatever day is printed for its end."""
    return str(len(holding.terms)) if term.printed else term.ends.isoformat()


def event_state(done: bool, day: date, on: date) -> EventState:
    """How an event of a day stands."""
    return "done" if done else "past" if day < on else "open"


# --- One holding


@dataclass(frozen=True, slots=True)
class _Dates:
    name: str
    position: int
    found: HoldingAudit
    steps: list[Step]
    packs: Packs
    on: date

    @property
    def title(self) -> str:
        return short_title(self.packs.credentials[self.found.holding.credential])

    def events(self) -> Iterator[Event]:
        term = self.found.term
        if term is None:
            return
        if self.found.holding.let_go(self.on):
            yield self._let_go(term)
            return
        if term.renew_from:
            yield self._event(term, "opens", term.renew_from, _("{name}: renewal opens"))
        if term.apply_by and term.apply_by < term.ends:
            yield self._event(term, "apply-by", term.apply_by, _("{name}: apply by this day"))
        yield self._event(term, "ends", term.ends, _("{name}: last day"))
        yield from self._late(term)
        for clause in self.found.clauses:
            if _has_own_end(clause, term):
                yield self._window(term, clause)
            elif clause.open_until and clause.open_until != term.ends:
                yield self._kept(term, clause, clause.open_until)

    def _let_go(self, term: TermDates) -> Event:
        """The last day of what is not renewed; it is open only where the right to work goes with it."""
        rests = [step for step in self.steps if step.kind == "right-to-work"]
        why = " ".join([_("You are not renewing it."), *(f"{step.why}" for step in rests)])
        return self._made(term, "ends", term.ends, _("{name}: last day"), why, done=not rests)

    def _event(self, term: TermDates, kind: EventKind, day: date, what: str) -> Event:
        filed = filed_on(self.found.holding, term)
        said = _("You handed in the renewal on {day}.").format(day=say_date(filed)) if filed else ""
        return self._made(term, kind, day, what, said or self._missing(term, kind), done=bool(filed))

    def _late(self, term: TermDates) -> Iterator[Event]:
        """The next day that counts once it is over: a higher fee from then on, or no way back."""
        after = self.packs.credentials[self.found.holding.credential].credential.term.after_end
        open_ = self.found.status == "lapsed" and self.found.renewable
        if after is None or not open_ or filed_on(self.found.holding, term):
            return
        if day := late_until(after, term.ends, self.on):
            why = say_late(after, term.ends, self.on)
            yield self._made(term, "late", day, _("{name}: renew late by this day"), why, done=False)

    def _made(
        self,
        term: TermDates,
        kind: EventKind,
        day: date,
        what: str,
        why: str,
        done: bool,
        clause: ClauseResult | None = None,
    ) -> Event:
        ref = self.packs.credentials[self.found.holding.credential]
        keeps_working = ref.pack.id in STATES and ref.lets_work
        named = (*ref.credential.term.sources, *ref.credential.sources, *ref.pack.sources)
        uid = "/".join(
            (self.name, term_name(self.found.holding, term), kind, *([clause.id] if clause else ()))
        )
        return Event(
            uid=uid,
            day=day,
            kind=kind,
            what=sentence(what.format(name=self.title)),
            why=why,
            weight="right-to-work" if keeps_working else "certification",
            state=event_state(done, day, self.on),
            source=clause.source if clause else source_note(ref, named, ref.credential.term.confidence),
            holding=self.position,
            credential=ref.id,
            clause=clause.id if clause else None,
        )

    def _missing(self, term: TermDates, kind: EventKind) -> str:
        """What still has to be done for this renewal, and the term's end where that is another day."""
        asked = [sentence(_stopped(step.what)) for step in self.steps if step.act in _ASKS]
        if not asked and self.found.status in ("met", "not-required"):
            asked = [_("Nothing is missing: hand in the renewal.")]
        if kind != "ends":
            asked.append(_("The term ends on {day}.").format(day=say_date(term.ends)))
        return " ".join(asked)

    def _window(self, term: TermDates, clause: ClauseResult) -> Event:
        assert clause.window is not None
        day = clause.window[1]
        assert day is not None
        what = sentence(
            _("{name}: last day for {clause}").format(name=self.title, clause=inside(clause.says))
        )
        why = _("Hours taken later do not count for this.") if clause.unit == "hours" else ""
        if clause.missing and clause.unit == "hours":
            missing = _("Still missing: {hours}.").format(hours=say_hours(clause.missing))
            why = f"{missing} {why}"
        done = clause.state == "met"
        return self._made(term, "window", day, _braced(what), why.strip(), done, clause)

    def _kept(self, term: TermDates, clause: ClauseResult, day: date) -> Event:
        """The last day for something that it rests on and that is not there yet."""
        why = f"{time_left(clause)}. {sentence(clause.asked)}."
        return self._made(term, "window", day, _("{name}: do what it depends on"), why, False, clause)


def _braced(text: str) -> str:
    """A finished text that `format` leaves as it is."""
    return text.replace("{", "{{").replace("}", "}}")


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _has_own_end(clause: ClauseResult, term: TermDates) -> bool:
    """Whether a clause's hours must be there by another day than the term's end."""
    if clause.kind != "at-least" or not clause.needed or clause.window is None:
        return False
    return clause.window[1] is not None and clause.window[1] not in (term.ends, term.apply_by)


# --- What is booked and planned


def _activities(credits: Sequence[Credit], on: date) -> Iterator[Event]:
    seen: Counter[str] = Counter()
    for credit in credits:
        if credit.status == "done":
            continue
        about = credit.uan or credit.title or "activity"
        seen[about] += 1
        title = credit.title or credit.uan or _("a CE activity")
        words = _("Booked: {title}") if credit.status == "booked" else _("Planned: {title}")
        why = say_hours(credit.hours)
        over = credit.date < on
        yield Event(
            uid=f"activity/{sha256(about.encode(errors='replace')).hexdigest()[:16]}/{seen[about]}",
            day=credit.date,
            kind="activity",
            what=words.format(title=title),
            why=_("{hours} of CE. Once you have taken it, mark it as done.").format(hours=why),
            weight="certification",
            state="past" if over else "open",
        )
