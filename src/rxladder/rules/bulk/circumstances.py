"""What the demands of a credential hang on, as small numbers that a database can tell.

Holdings that agree in all of these numbers are asked the same: they share a profile, and the reference
engine is asked once for each profile that occurs. A condition that is not listed here makes its credential
one that the query does not decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import ibis
from ibis.expr.types import BooleanValue, DateValue, IntegerValue

from rxladder.facts import conditions as c
from rxladder.facts.conditions import Node
from rxladder.facts.load import Packs
from rxladder.facts.vocabulary import InRecord
from rxladder.rules.answers import derived
from rxladder.rules.bulk.day_math import add_months, code, day_in_year, is_so, latest, plus_days
from rxladder.rules.requirement import Requirement

_CONSTANT = {
    "background-check", "discloses-record", "application-papers", "signed-form", "enrolled-in-programme",
    "programme-begun-on", "trained-by-work-experience", "employed-in-pharmacy", "same-employer-since",
    "technician-without-break-since",
}  # fmt: skip
"""Questions whose answer, where it is not given, is the same for all: tables tell of no work or training."""
_OWN_ISSUE = {"first-registered-on", "registered-without-break-since"}
"""Questions that the day of issue answers."""


class NotCompiledError(Exception):
    """A rule that the query cannot follow; the text says which."""


@dataclass
class Circumstances:
    """What a credential's demands hang on.

    `questions`: those whose answer matters. `others`: the credentials held beside it that matter; of
    `issues` also the day, of `ends` the last one, too. `courses`: courses whose validity on the day matters.
    `any_course`: courses of which any credit makes the query give up. `credit_tests`: conditions on the
    credits themselves.
    """

    requirement: Requirement
    packs: Packs
    on: date
    questions: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    issues: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    courses: set[str] = field(default_factory=set)
    any_course: set[str] = field(default_factory=set)
    nodes: list[Node] = field(default_factory=list)
    credit_tests: list[Node] = field(default_factory=list)
    own_issue_matters: bool = False

    def __post_init__(self) -> None:
        for node in self._conditions():
            self.nodes += c.walk(node)
        for node in self.nodes:
            self._take(node)

    def _conditions(self) -> Iterator[Node]:
        credential = self.requirement.ref.credential
        yield from (clause.when for clause in self.requirement.clauses if clause.when)
        for rule in self.requirement.ce.exceptions.values():
            yield from (rule.when,) if rule.when else ()
            yield from (case.when for case in rule.cases if case.when)
        if credential.keeps:
            yield credential.keeps

    def _take(self, node: Node) -> None:
        match node:
            case c.Holds():
                self.others |= self.packs.counting_as(node.holds)
                if node.for_months is not None:
                    self.issues |= self.packs.counting_as(node.holds)
            case c.EverHeld() if node.ended_months_ago is None:
                self.others |= self.packs.counting_as(node.ever_held)
            case c.AcceptedCertification():
                self.questions.add("certification-accepted")
                for id_ in node.accepted_certification:
                    self.others |= self.packs.counting_as(id_)
            case c.Passed():
                self._take_exam(node)
            case c.Trained():
                held = self.packs.vocabulary.programmes[node.trained].credential
                self.others |= self.packs.counting_as(held) if held else set()
            case c.Course():
                course = self.packs.vocabulary.courses[node.course]
                self.any_course.add(node.course)
                self.others |= self.packs.counting_as(course.credential) if course.credential else set()
                if course.question:
                    self._ask(course.question)
            case c.CreditHours() | c.CountedHours():
                self.credit_tests.append(node)
            case c.Education():
                self.questions.add("education")
            case c.Employed():
                self.questions.add("employed-in-pharmacy")
            case c.Answer():
                self._ask(node.answer)
            case c.FirstTerm() | c.Issued() | c.Due():
                self.own_issue_matters = True
                self.questions.add("first-registered-on")
                if isinstance(node, c.Due):
                    ids = self._kept_by(node)
                    self.issues |= ids
                    self.ends |= ids
            case c.All() | c.AnyOf() | c.AtLeast() | c.Not() | c.If() | c.Experience() | c.Age():
                pass
            case c.TermEnds() | c.TermStarts() | c.AskAuthority():
                pass
            case _:
                raise NotCompiledError(f"the condition {type(node).__name__}")

    def _kept_by(self, node: c.Due) -> set[str]:
        """The credentials whose days tell whether what a deadline asks was there in time."""
        found: set[str] = set()
        for part in c.walk(node.then):
            match part:
                case c.Holds() if part.for_months is None:
                    found |= self.packs.counting_as(part.holds)
                case c.AcceptedCertification():
                    found = found.union(*map(self.packs.counting_as, part.accepted_certification))
                case c.Passed() if part.within_months is None and not part.in_term:
                    exams = self.packs.vocabulary.exams
                    led_to = {exams[id_].for_ for id_ in (part.passed, *exams[part.passed].likely)}
                    found = found.union(*(self.packs.counting_as(id_) for id_ in led_to if id_))
                case c.Trained() | c.Age() | c.AskAuthority() | c.Due():
                    pass
                case c.All() | c.AnyOf() | c.AtLeast() | c.Not():
                    pass
                case _:
                    raise NotCompiledError(f"the condition {type(part).__name__} by a last day")
        by_themselves = (self.packs.credentials[id_].credential.term.renewable is False for id_ in found)
        if any(by_themselves):
            raise NotCompiledError("by a last day, what ends by itself")
        return found

    def _take_exam(self, node: c.Passed) -> None:
        exam = self.packs.vocabulary.exams[node.passed]
        if exam.question:
            self.questions.add(exam.question)
        for id_ in (node.passed, *exam.likely):
            leads_to = self.packs.vocabulary.exams[id_].for_
            if leads_to is not None:
                ids = self.packs.counting_as(leads_to)
                self.others |= ids
                if node.in_term or node.within_months is not None:
                    self.issues |= ids

    def _ask(self, question: str) -> None:
        self.questions.add(question)
        asked = self.packs.vocabulary.questions[question]
        if question in _OWN_ISSUE or question in _CONSTANT:
            return
        if derived(question):
            raise NotCompiledError(f"the question {question}")
        if asked.told_by:
            self._take_signs(asked.told_by)

    def _take_signs(self, signs: InRecord) -> None:
        self.others |= {*signs.holdings, *signs.ever_held}
        self.courses |= set(signs.courses)

    # --- Numbers from the holding's own dates, and those of others

    def own_tests(self, h: ibis.Table) -> list[tuple[IntegerValue, int]]:
        """Numbers from a holding's dates, each with its radix."""
        found = [self._rank(h.ends, self._bounds_of_ends()), self._rank(h.starts, self._bounds_of_starts())]
        for node in self.nodes:
            found += self._own(node, h)
        return [one for one in found if one[1] > 1]

    def _bounds_of_ends(self) -> set[date]:
        bounds: set[date] = set()
        stretches = [(one.from_, one.until) for one in self.requirement.clauses]
        stretches += [(one.from_, one.until) for one in self.requirement.ce.exceptions.values()]
        stretches += [(node.from_, node.until) for node in self.nodes]
        for since, until in stretches:
            bounds |= {since} if since else set()
            bounds |= {until + timedelta(days=1)} if until else set()
        return bounds | {node.term_ends_from for node in self.nodes if isinstance(node, c.TermEnds)}

    def _bounds_of_starts(self) -> set[date]:
        return {node.term_starts_from for node in self.nodes if isinstance(node, c.TermStarts)}

    def _rank(self, day: ibis.expr.types.DateValue, bounds: set[date]) -> tuple[IntegerValue, int]:
        found: IntegerValue = ibis.literal(0)
        for bound in sorted(bounds):
            found = found + code(day >= ibis.literal(bound))
        return found, len(bounds) + 1

    def _own(self, node: Node, h: ibis.Table) -> list[tuple[IntegerValue, int]]:
        match node:
            case c.Issued():
                return [(code(_lies(node.issued, h)), 2)]
            case c.Holds() if node.for_months is not None:
                issues = [h[issue_column(id_)] for id_ in sorted(self.packs.counting_as(node.holds))]
                ripe = ibis.literal(latest(node.for_months, 0, self.on))
                tests = [day <= ripe for day in issues]
                return [(code(test), 2) for test in (*tests, *(day.isnull() for day in issues))]
            case c.Passed() if node.in_term:
                issues = [h[issue_column(id_)] for id_ in sorted(self.issues)]
                today = ibis.literal(self.on)
                return [(code((day >= h.starts) & (day <= today)), 2) for day in issues]
            case c.Passed() if node.within_months is not None:
                raise NotCompiledError("an exam passed within so many months")
            case c.Due():
                return self._due(node, h)
            case c.Age():
                ripe = h.birthday <= ibis.literal(latest(node.age * 12, 0, self.on))
                return [(code(h.birthday.notnull()) + code(ripe), 3)]
            case c.Answer() if node.answer in _OWN_ISSUE:
                months = [n for n in (node.months_at_least, node.months_below) if n is not None]
                days = [day for day in (node.before, node.on_or_after) if day is not None]
                tests = [h.issued <= ibis.literal(latest(n, 0, self.on)) for n in months]
                tests += [h.issued < ibis.literal(day) for day in days]
                return [(code(test), 2) for test in tests]
        return []

    def _due(self, node: c.Due, h: ibis.Table) -> list[tuple[IntegerValue, int]]:
        """Is the deadline known, is it over, is the longest extension, and did the term begin after it.

        Then what was there in time, of what the deadline asks.
        """
        due = node.due
        yesterday = self.on - timedelta(days=1)
        longer = due.months + (due.extension_months or 0)
        if due.date is not None:
            day = ibis.literal(due.date)
            return [(code(test), 2) for test in (h.starts > day, *self._in_time(node, day, h))]
        if due.event == "hired":
            return []
        if due.event == "first-term-end":
            if due.days:
                raise NotCompiledError("a deadline of days from a term's end")
            end, last = (add_months(h.first_ends, months) for months in (due.months, longer))
            today = ibis.literal(self.on)
            day, tests = end, [end.isnull(), end >= today, last >= today, h.starts > end]
        else:
            if due.days and due.extension_months:
                raise NotCompiledError("a deadline of days that may be extended by months")
            over = [ibis.literal(latest(months, due.days, yesterday)) for months in (due.months, longer)]
            day = plus_days(add_months(h.issued, due.months), due.days)
            tests = [h.issued.isnull(), *(h.issued > one for one in over), h.starts > day]
        return [(code(test), 2) for test in (*tests, *self._in_time(node, day, h))]

    def _in_time(self, node: c.Due, day: DateValue, h: ibis.Table) -> Iterator[BooleanValue]:
        """Of each credential that a deadline asks: did it come after the last day, or end before it."""
        last = ibis.ifelse(is_so(h.starts > day), plus_days(h.starts, -1), day)
        yield last >= ibis.literal(self.on)
        for id_ in sorted(self._kept_by(node)):
            yield h[issue_column(id_)] > last
            yield h[end_column(id_)] < last
        for part in c.walk(node.then):
            if isinstance(part, c.Age):
                yield add_months(h.birthday, part.age * 12) <= last


def common_tests(h: ibis.Table, on: date) -> list[tuple[IntegerValue, int]]:
    """Numbers that matter to every credential, each with its radix."""
    today = ibis.literal(on)
    tests = [h.starts.isnull(), h["printed"], h["first"], h.doubt, h.ends < today, h.ends.isnull()]
    tests += [h.issued.isnull(), h.issued > today]
    return [(code(test), 2) for test in tests]


def issue_column(credential: str) -> str:
    """The column with the day on which another credential was issued to the same person."""
    return "issued_" + credential.replace("-", "_")


def end_column(credential: str) -> str:
    """The column with the day that is printed on another credential of the same person as its last."""
    return "ends_" + credential.replace("-", "_")


def _lies(test: c.IssuedTest, h: ibis.Table) -> BooleanValue:
    """Whether the day of issue lies within bounds told from the term's end."""
    state = ibis.literal(True)
    if test.on_or_after is not None:
        state = state & (h.issued >= _moment(test.on_or_after, h))
    if test.after is not None:
        state = state & (h.issued > _moment(test.after, h))
    if test.before is not None:
        state = state & (h.issued < _moment(test.before, h))
    if test.on_or_before is not None:
        state = state & (h.issued <= _moment(test.on_or_before, h))
    return state


def _moment(told: c.Moment, h: ibis.Table) -> ibis.expr.types.DateValue:
    if told.end_less_months is not None:
        return plus_days(add_months(h.ends, -told.end_less_months), told.plus_days)
    assert told.day is not None
    month, day = told.day
    return day_in_year(month, day, h.ends.year() + told.year)
