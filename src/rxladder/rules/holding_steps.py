"""What to do for one holding: its audit as dated steps. `step_words` puts each into words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.states import STATES
from rxladder.rules.due_days import (
    answer_due,
    closes,
    hours_due,
    hours_open,
    hours_short,
    planned_due,
    too_late,
)
from rxladder.rules.in_place import follows, in_place
from rxladder.rules.numbers import at_most
from rxladder.rules.renewal import filed_on
from rxladder.rules.result import HoldingAudit, SourceNote
from rxladder.rules.sources import source_note
from rxladder.rules.step_words import HoldingWords, Words
from rxladder.rules.steps import Act, Kind, Step, urgency_of
from rxladder.rules.terms import last_day
from rxladder.rules.told_otherwise import ORDER


def steps_of_holdings(holdings: Sequence[HoldingAudit], packs: Packs, on: date) -> Iterator[Step]:
    """The steps for what a person holds, one holding after the other."""
    for position, found in enumerate(holdings):
        if found.holding.let_go(on):
            continue  # `let_go` tells the one thing that there is to tell
        covered = (in_place if found.status == "lapsed" else follows)(found, holdings, packs)
        yield from _Holding(position, found, packs, on, in_place=covered).steps()


@dataclass(frozen=True, slots=True)
class _Holding:
    """One holding as it was found on a day; `position` is its place in the audit."""

    position: int
    found: HoldingAudit
    packs: Packs
    on: date
    in_place: bool = False
    """It has lapsed or ends for good, and another credential that is held lets the person work as well."""

    @property
    def ref(self) -> CredentialRef:
        return self.packs.credentials[self.found.holding.credential]

    @property
    def say(self) -> HoldingWords:
        return HoldingWords(self.ref, self.found)

    @property
    def kind(self) -> Kind:
        state = self.ref.pack.id in STATES
        needed = state and self.ref.lets_work
        return "right-to-work" if needed and not self.in_place else "certification"

    @property
    def by(self) -> date | None:
        """The last day to keep, where a term is known."""
        return last_day(self.found.term, self.on) if self.found.term else None

    def steps(self) -> Iterator[Step]:
        status = self.found.status
        if status == "lapsed":
            if self.found.renewable:
                yield self._lapsed()
            elif not self.in_place:
                yield self._ended()
            return
        # No hours help against an end for good: what comes after it is what is left to do. Where the day
        # itself is in doubt, that comes first.
        ending = [] if self.in_place else list(self._ending())
        if not self._doubted():
            yield from ending
        # What is missing whatever the answers comes before them.
        if status != "short":
            yield from self._questions()
        if status in ("short", "unknown"):
            yield from self._hours()
            yield from self._too_late()
            yield from self._others()
        if status == "short":
            yield from self._questions()
        elif status == "check" and not self.found.only_ends:
            yield from self._check()
        if status in ("check", "planned") and not self.filed:
            yield from self._planned()
        yield from self._ordered()
        yield from self._still_open()
        if self._doubted():
            yield from ending
        if self.found.renewable and (status in ("met", "planned", "not-required") or self._rest_is_later()):
            yield from self._renewal()

    def _doubted(self) -> bool:
        """Whether the day itself on which the term ends is in doubt."""
        return bool(self.found.term and self.found.term.doubt)

    def _rest_is_later(self) -> bool:
        """Whether all that is missing belongs to a cycle that runs on after this renewal."""
        short = [clause for clause in self.found.clauses if clause.state == "short"]
        return self.found.status == "short" and bool(short) and all(clause.runs_on for clause in short)

    def _step(self, act: Act, words: Words, **more: object) -> Step:
        values: dict[str, object] = {
            "kind": self.kind,
            "by": self.by,
            "urgency": urgency_of(self.kind, self.by, self.on),
            "authority": self.ref.pack.id,
            "credential": self.ref.id,
            "holding": self.position,
        }
        return Step(act=act, what=words.what, why=words.why, **(values | more))  # type: ignore[arg-type]

    @property
    def filed(self) -> date | None:
        """The day on which the renewal of this term was handed in."""
        return filed_on(self.found.holding, self.found.term) if self.found.term else None

    def _lapsed(self) -> Step:
        after = self.ref.credential.term.after_end
        if self.filed:
            words = self.say.handed_in(self.filed, self.on, certification=self.kind == "certification")
            return self._step("renew", words, urgency="now", source=self._source())
        words = self.say.lapsed(self.on, certification=self.kind == "certification")
        return self._step("renew", words, urgency="now", source=self._source(after.sources if after else ()))

    def _ended(self) -> Step:
        """It could not be renewed, and is over."""
        after, follows = self.ref.credential.term.after_end, self._in_its_place()
        source = self._source(after.sources if after else ())
        words = self.say.ended(follows)
        return self._step("follow", words, urgency="now", source=source, goal=_path_to(follows))

    def _source(self, ids: tuple[str, ...] = ()) -> SourceNote | None:
        term, credential = self.ref.credential.term, self.ref.credential
        named = (*ids, *term.sources, *credential.ce.sources, *credential.sources, *self.ref.pack.sources)
        return source_note(self.ref, named, term.confidence)

    def _questions(self) -> Iterator[Step]:
        mine = tuple(asked for asked in self.found.questions if not asked.ask_authority)
        if not mine:
            return
        if self.found.end_wanted:
            yield self._step("answer", self.say.date_wanted(), urgency="now", questions=mine)
        else:
            words, by = self.say.questions(len(mine)), answer_due(self.found, self.on)
            yield self._step(
                "answer", words, questions=mine, by=by, urgency=urgency_of(self.kind, by, self.on)
            )

    def _hours(self) -> Iterator[Step]:
        """One step for all hours that are missing."""
        if not at_most(self.found.hours_to_go):
            return
        short, by = hours_short(self.found), hours_due(self.found, self.on)
        short = [clause for clause in short if clause not in too_late(self.found, self.on)]
        yield self._step(
            "add-credit",
            self.say.hours(short, hours_open(self.found, self.on), by),
            by=by,
            urgency=urgency_of(self.kind, by, self.on),
            source=next((clause.source for clause in short if clause.source), self._source()),
            clause=short[0].id if len(short) == 1 else None,
        )

    def _too_late(self) -> Iterator[Step]:
        """Hours whose days are over: only the authority can tell what becomes of them."""
        late = too_late(self.found, self.on)
        if late:
            source = next((clause.source for clause in late if clause.source), self._source())
            yield self._step("ask", self.say.too_late(late), urgency="now", source=source)

    def _others(self) -> Iterator[Step]:
        """A step for each course, activity or thing to keep that is missing."""
        for clause in self.found.clauses:
            if clause.state != "short" or (clause.unit == "hours" and clause.kind != "keeps"):
                continue
            act: Act = "read" if clause.kind == "keeps" else "add-credit"
            yield self._step(act, self.say.other(clause), source=clause.source, clause=clause.id)

    def _still_open(self) -> Iterator[Step]:
        """What to keep is not there yet, with its own last day; what ends for good by then is told apart."""
        ends = None if self.found.renewable or not self.found.term else self.found.term.ends
        for clause in self.found.clauses:
            by = clause.open_until
            if by is not None and (ends is None or by < ends):
                yield self._step(
                    "read",
                    self.say.still_open(clause),
                    by=by,
                    urgency=urgency_of(self.kind, by, self.on),
                    source=clause.source,
                    clause=clause.id,
                )

    def _check(self) -> Iterator[Step]:
        asks = tuple(asked for asked in self.found.questions if asked.ask_authority)
        open_ = [one for one in self.found.clauses if one.state == "check" and one.id != ORDER]
        if not (asks or open_ or self._unread) and any(one.id == ORDER for one in self.found.clauses):
            return  # what it ordered is all that there is to ask
        source = next((clause.source for clause in open_ if clause.source), self._source())
        words, by = self.say.check(asks, open_), answer_due(self.found, self.on)
        urgency = urgency_of(self.kind, by, self.on)
        yield self._step("ask", words, source=source, questions=asks, by=by, urgency=urgency)

    def _planned(self) -> Iterator[Step]:
        """What fills the rest is in the log, and still has to be taken."""
        asked = [one for one in self.found.clauses if one.kind == "at-least"]
        planned = [one for one in asked if one.planned and one.missing]
        if planned or self.found.status == "planned":
            by = planned_due(self.found, planned, self.on)
            yield self._step(
                "take",
                self.say.planned(planned, by),
                by=by,
                urgency=urgency_of(self.kind, by, self.on),
                source=next((clause.source for clause in planned if clause.source), self._source()),
            )

    @property
    def _unread(self) -> bool:
        """Whether the term, or whether anything is asked at all, could not be read."""
        return self._doubted() or self.ref.credential.ce.duty == "not-found"

    def _ordered(self) -> Iterator[Step]:
        """Hours that the board ordered, of which only it can tell what counts for them."""
        for clause in self.found.clauses:
            if clause.id == ORDER:
                by = closes(clause, self.by) if self.by else None
                yield self._step(
                    "ask",
                    self.say.ordered(clause),
                    by=by,
                    urgency=urgency_of(self.kind, by, self.on),
                    clause=clause.id,
                )

    def _ending(self) -> Iterator[Step]:
        """A credential that ends for good: what comes after it must be there in time."""
        term, after = self.found.term, self.ref.credential.term.after_end
        if term is not None and not self.found.renewable:
            follows = self._in_its_place()
            words, source = self.say.ending(term, follows), self._source(after.sources if after else ())
            yield self._step("follow", words, source=source, goal=_path_to(follows))

    def _in_its_place(self) -> list[CredentialRef]:
        """What lets one work after it: what it opens, else what else the state takes for the same work."""
        opened = self._working(one.credential for one in self.ref.credential.opens)
        groups = [group for group in self.ref.pack.to_work if self.ref.id in group.any_of]
        return opened or self._working(id_ for group in groups for id_ in group.any_of if id_ != self.ref.id)

    def _working(self, ids: Iterable[str | None]) -> list[CredentialRef]:
        refs = [self.packs.credentials[id_] for id_ in ids if id_ and id_ in self.packs.credentials]
        return [ref for ref in refs if ref.lets_work]

    def _renewal(self) -> Iterator[Step]:
        term = self.found.term
        if term is None:
            return
        if self.filed:
            words = self.say.handed_in(self.filed, self.on, certification=self.kind == "certification")
            # There is nothing to do but to wait, so that no day presses.
            yield self._step("renew", words, by=term.ends, source=self._source(), urgency="later")
            return
        opens = term.renew_from
        waits = opens is not None and opens > self.on
        early = term.apply_by if term.apply_by and self.on <= term.apply_by < term.ends else None
        yield self._step(
            "renew",
            self.say.renewal(early),
            by=term.ends,
            from_=opens if waits else None,
            source=self._source(),
            urgency="later" if waits else urgency_of(self.kind, term.ends, self.on),
        )
        if early:
            yield self._step(
                "renew",
                self.say.hand_in(),
                kind="money",
                by=early,
                from_=opens if waits else None,
                urgency=urgency_of("money", early, self.on),
                source=self._source(),
            )


def _path_to(follows: Sequence[CredentialRef]) -> str | None:
    return f"credential:{follows[0].id}" if follows else None
