"""What a credential asks of continuing education in general, so that two can stand side by side.

No person's hours are counted here: it is the rule as it stands for a full term.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from rxladder.facts.education_rules import Clause, ContinuingEducation, Exception_
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.says import say_clause, say_exception
from rxladder.rules.result import SourceNote
from rxladder.rules.sources import ce_source
from rxladder.rules.titles import full_title

Duty = Literal["hours", "unknown-hours", "none", "not-found"]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a rule says, with its source."""

    id: str
    says: str
    source: SourceNote | None


@dataclass(frozen=True, slots=True)
class EducationRule:
    """The continuing education of one credential, as it is asked on a day.

    `hours` for each stretch of `months`; 0 only where a source says that none are asked, None where they are
    not known or only kinds of hours are asked. `live` and `topics` are minimums of every term, among the
    hours or on top of them.
    """

    ref: CredentialRef
    packs: Packs
    on: date
    hours: Fraction | None
    months: int | None
    live: Fraction | None
    topics: dict[str, Fraction]

    @property
    def title(self) -> str:
        """The credential's name with its state."""
        return full_title(self.ref)

    @property
    def duty(self) -> Duty:
        """Whether hours are asked at all, as far as anyone found."""
        return self.ref.credential.ce.duty

    @property
    def confidence(self) -> str:
        """How far the rule is to be trusted."""
        return self.ref.credential.ce.confidence or self.ref.credential.confidence or self.ref.pack.confidence

    @property
    def hours_a_year(self) -> Fraction | None:
        """The hours for one year, where both are known."""
        if self.hours is None:
            return None
        if not self.hours:
            return Fraction(0)
        return self.hours * 12 / self.months if self.months else None

    @property
    def clauses(self) -> tuple[Said, ...]:
        """Everything that a renewal asks or caps, in words."""
        return tuple(
            Said(id_, say_clause(id_, one, None, self.packs), self._source(one))
            for id_, one in self.ref.credential.ce.clauses.items()
            if _in_force(one, self.on)
        )

    @property
    def exceptions(self) -> tuple[Said, ...]:
        """First terms, exemptions, and what stands in for the hours, in words."""
        ce = self.ref.credential.ce
        return tuple(
            Said(id_, say_exception(one, ce.clauses, self.packs), self._source(one))
            for id_, one in ce.exceptions.items()
            if _in_force(one, self.on)
        )

    def _source(self, part: Clause | Exception_) -> SourceNote | None:
        return ce_source(self.ref, part.sources, part.confidence)


def education_rule(ref: CredentialRef, packs: Packs, on: date) -> EducationRule:
    """What a credential asks of continuing education on a day, for a full term."""
    ce = ref.credential.ce
    plain = {
        id_: one
        for id_, one in ce.clauses.items()
        if one.when is None and one.at_least is not None and _in_force(one, on)
    }
    return EducationRule(ref, packs, on, _hours(ce, plain), _months(ref), _live(plain), _topics(plain))


def _in_force(part: Clause | Exception_, on: date) -> bool:
    return (part.from_ is None or part.from_ <= on) and (part.until is None or on <= part.until)


def _hours(ce: ContinuingEducation, plain: dict[str, Clause]) -> Fraction | None:
    if ce.duty == "none":
        return Fraction(0)
    total = plain.get("total")
    return total.at_least if total is not None and ce.duty == "hours" else None


def _months(ref: CredentialRef) -> int | None:
    """The stretch for which the total is asked."""
    window = ref.credential.ce.window
    if window.kind == "calendar-years":
        return 12
    if window.kind in ("months", "last-months") and window.months:
        return window.months
    return 12 if window.kind == "licence-years" else ref.credential.term.months


def _live(plain: dict[str, Clause]) -> Fraction | None:
    found = [
        one.at_least
        for one in plain.values()
        if one.at_least and one.unit == "hours" and one.of and one.of.format == ("live",) and not one.of.topic
    ]
    return max(found, default=None)


def _topics(plain: dict[str, Clause]) -> dict[str, Fraction]:
    """The hours asked of each topic in every term."""
    found: dict[str, Fraction] = {}
    for one in plain.values():
        if one.once or one.every_months:
            continue
        if one.at_least and one.unit == "hours" and one.of and len(one.of.topic) == 1:
            topic = one.of.topic[0]
            found[topic] = max(found.get(topic, Fraction(0)), one.at_least)
    return found
